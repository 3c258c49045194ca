"""Posts: the demonstration's are the same every time, and only in an exercise."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from tests.web.sample import Stage

from entente.kernel.errors import Refusal
from entente.web.person import posts


def test_the_same_sign_ins_every_time_and_nothing_doubled(shown: Stage) -> None:
    before = posts.User.objects.count()
    cleared = posts.Post.objects.get(code="GBR:FCDO:reader").clearances
    again = {row.name: row for row in posts.create_demonstration_posts(shown.node)}
    posts.Post.objects.filter(code="GBR:FCDO:reader").update(clearances=cleared)
    assert again == shown.sign_ins and posts.User.objects.count() == before
    assert set(again) == {"gbr-drafter", "gbr-release", "gbr-accept", "gbr-reader", "gbr-admin"}
    assert len({row.password for row in again.values()}) == 5
    assert all(posts.User.objects.get(username=n).check_password(row.password) for n, row in again.items())


def test_refused_outside_an_exercise(shown: Stage) -> None:
    serious = replace(shown.node.national(), terms=SimpleNamespace(exercise=False))  # type: ignore[arg-type]
    node = SimpleNamespace(national=lambda: serious)
    with pytest.raises(Refusal) as refused:
        posts.create_demonstration_posts(node)  # type: ignore[arg-type]
    assert refused.value.rule == "W1"


def test_who_holds_no_post_or_is_inactive_is_no_reader(shown: Stage) -> None:
    user = posts.User.objects.get(username="gbr-reader")
    assert posts.reader_of(SimpleNamespace(user=user)) is not None
    user.is_active = False
    assert posts.reader_of(SimpleNamespace(user=user)) is None
    user.is_active, user.post = True, None
    assert posts.reader_of(SimpleNamespace(user=user)) is None
