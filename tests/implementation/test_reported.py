"""What a paper is made from, for an audience: what they may not be shown is gone from every list, and everybody is shown everything."""

from __future__ import annotations

from dataclasses import fields, replace

from tests.papers import NATIONAL, PAPER, PARTNERS

from entente.implementation.matters import Audience, everything
from entente.implementation.papers.phrases import both
from entente.implementation.reported import restricted


def test_what_an_audience_may_not_see_is_in_no_list() -> None:
    seen = restricted(PAPER, PARTNERS)
    lists = [getattr(seen, one.name) for one in fields(seen)]
    items = [item for held in lists if isinstance(held, tuple) for item in held if hasattr(item, "labels")]
    assert items and all(NATIONAL not in item.labels for item in items)
    assert len(seen.measures) < len(PAPER.measures) and seen.for_whom == PARTNERS.for_whom


def test_a_difference_without_an_explanation_left_is_none() -> None:
    blind = Audience(both("Nobody", "なし"), lambda _label: False)
    assert restricted(PAPER, blind).differences == () and PAPER.differences


def test_who_may_see_everything_sees_it_as_it_was_given() -> None:
    audience = Audience(both("All", "全"), everything)
    assert restricted(PAPER, audience) == replace(PAPER, for_whom=audience.for_whom)
