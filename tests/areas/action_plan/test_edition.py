"""Editions as texts: order, twins, digests, and which one is current."""

from __future__ import annotations

from datetime import date

from entente.areas.action_plan import sample
from entente.areas.action_plan.edition import Edition, EditionMeasure, check_edition, edition_rules, text_digest
from entente.kernel.area import Group, Linked, Revision
from entente.kernel.bilingual import Title

DIGEST = "0" * 64


def edition(number: int, *codes: str) -> Edition:
    return Edition(
        f"PLAN-{number}", number, Title("Plan"), ("jp-gb-2017#I1",), tuple(EditionMeasure(c, DIGEST) for c in codes or ("GBR-M-1",))
    )


def current(*found: tuple[int, date]) -> list[tuple[str, date, date | None]]:
    records = tuple(Linked(f"r{n}", "plan-edition", None, (Revision(edition(n), f"a{n}", day),)) for n, day in found)
    return [(i.record, i.starts, i.ends) for i in edition_rules(Group("g", records, ("GBR", "JPN"))) if i.sort == "fact"]


def reviews(*found: tuple[int, date]) -> list[tuple[str | None, str, date, date | None]]:
    records = tuple(Linked(f"r{n}", "plan-edition", None, (Revision(edition(n), f"a{n}", day),)) for n, day in found)
    intervals = edition_rules(Group("g", records, ("JPN", "GBR")))
    return [(i.move, i.state, i.starts, i.ends) for i in intervals if i.code == "edition.review"]


def test_twins_and_order() -> None:
    assert [p.rule for p in check_edition(edition(1, "B-1X", "A-1X", "B-1X"), ())] == ["ED1", "ED2"]
    assert not list(check_edition(edition(1, "A-1X", "B-1X"), ()))


def test_a_digest_is_of_the_words_and_not_of_how_they_were_written() -> None:
    as_json = {"code": "X-1A", "title": {"en": "T"}, "clauses": ["jp-gb-2017#S6"], "type": "STUDY", "stage": "AGREED",
               "leads": {"GBR": "MOD"},
               "baseline_start": "2018-01-01", "completion_criterion": {"en": "c"}}  # fmt: skip
    assert text_digest(as_json) == text_digest(as_json | {"priority": "NORMAL", "milestones": []})
    assert text_digest(as_json) != text_digest(as_json | {"priority": "HIGH"})
    assert len({text_digest(m) for m in (sample.ACSA, sample.CYBER, sample.FRAMEWORK)}) == 3


def test_the_current_edition() -> None:
    a, b, c = date(2018, 1, 1), date(2018, 6, 1), date(2019, 1, 1)
    assert current((1, a), (2, b)) == [("r1", a, b), ("r2", b, None)]
    assert current((1, c), (2, b)) == [("r2", b, None)]  # one of a lower number that came later was never current
    assert edition_rules(Group("g", (), ())) == []


def test_an_edition_is_looked_at_again_within_a_year_by_each_side() -> None:
    due, overdue, lapsed = date(2018, 11, 2), date(2019, 1, 2), date(2019, 7, 3)
    one = [("due", due, overdue), ("overdue", overdue, lapsed), ("lapsed", lapsed, None)]
    assert reviews((1, date(2018, 1, 1))) == [(party, *span) for party in ("GBR", "JPN") for span in one]


def test_a_later_edition_answers_the_review_and_starts_the_clock_anew() -> None:
    told = reviews((1, date(2018, 1, 1)), (2, date(2019, 3, 1)))
    assert [span[1:] for span in told if span[0] == "JPN"] == [
        ("due", date(2018, 11, 2), date(2019, 1, 2)),
        ("overdue", date(2019, 1, 2), date(2019, 3, 1)),
        ("due", date(2020, 1, 1), date(2020, 3, 2)),
        ("overdue", date(2020, 3, 2), date(2020, 9, 1)),
        ("lapsed", date(2020, 9, 1), None),
    ]
    assert [span[1:] for span in reviews((1, date(2018, 1, 1)), (2, date(2018, 6, 1))) if span[2] < date(2019, 1, 1)] == []


def test_at_the_end_of_the_calendar_nothing_falls_due() -> None:
    assert reviews((1, date.max)) == []
