"""Agenda: only lines that are still proposed and may go are taken, in the order typed; briefs keep lines by language."""

from __future__ import annotations

from datetime import date

from entente.implementation.papers.agenda import Line
from entente.node.meetings.agendas import Proposed
from entente.web.consultations.agenda import brief_fields, key, line, read

ON = date(2019, 3, 1)


def made(source: str, ground: str = "OVERDUE MEASURE", run: int = 1) -> Line:
    return Line(ground, {"en": f"About {source}"}, {"en": "Why."}, source, None, ("a" * 64,), ON, run, run >= 3)


FREE, OTHER = Proposed(made("one"), None), Proposed(made("two", "OPEN ACTION"), None)
KEPT = Proposed(made("three"), None, ({"en": "Not for them."},))


def test_lines_ticked_in_the_order_typed() -> None:
    proposed = [FREE, OTHER, KEPT]
    post = {f"line-{n}": key(one.line) for n, one in enumerate(proposed)} | {"order-0": "2", "order-1": "1", "minutes-1": "15"}
    chosen, own = read(post | {"own-0-en": " Other "}, proposed)
    assert [(one.line.source, minutes) for one, minutes in chosen] == [("two", 15), ("one", None)]
    assert own == [{"en": "Other"}]


def test_a_page_that_events_have_overtaken_takes_no_other_line() -> None:
    assert read({"line-0": key(OTHER.line), "minutes-0": "x"}, [FREE]) == ([], [])


def test_a_line_for_us_alone_is_not_ticked() -> None:
    assert line(FREE, 0, None, {})["ticked"] and not line(KEPT, 0, None, {})["ticked"]
    assert line(Proposed(made("four", run=3), None), 0, None, {})["goes_to"] is None  # no series above


def test_briefs_keep_lines_by_language() -> None:
    fields = brief_fields({"brief-1-en": "Ours.", "take-1-en": "One\n\nTwo", "take-1-ja": "一", "take-2-en": " "}, [1, 2])
    assert fields == {"items": [{"no": 1, "brief": {"en": "Ours."}, "lines_to_take": [{"en": "One", "ja": "一"}, {"en": "Two"}]}]}
    assert brief_fields({}, [1]) == {}
