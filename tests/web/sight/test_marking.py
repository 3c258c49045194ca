"""The marking of several records taken away in one file: of all that may be read, and of nothing else."""

from __future__ import annotations

from tests.web.sample import Stage
from tests.web.test_gate import sight_of

from entente.web import gate
from entente.web.sight import marking as sight_marking


def test_the_marking_holds_what_may_be_read_and_no_more(shown: Stage) -> None:
    sight = sight_of(shown, "drafter")
    acsa, secret = (gate.record(sight, shown.records[name]) for name in ("acsa", "secret"))
    assert sight_marking.of_rows(sight, [acsa])["en"] == "OFFICIAL · REL GBR JPN"
    assert sight_marking.of_rows(sight, [acsa, secret])["en"].startswith("OFFICIAL-SENSITIVE")
    reader = sight_of(shown, "reader")
    assert (
        sight_marking.of_rows(reader, [acsa, secret]) == sight_marking.of_rows(reader, [acsa])
        and sight_marking.of_rows(reader, [secret]) == {}
    )
