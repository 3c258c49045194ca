"""Who asks what: labels, dates, the instrument; counts leave out what may not be seen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests import nodes, overseen
from tests.overseen import Seen

from entente.implementation.promised_series import series_texts
from entente.instrument import to_json
from entente.kernel.errors import Refusal
from entente.node import say
from entente.node.files import importing
from entente.node.oversight import asking, briefs, clearing, reports
from entente.store import shown

DAY = date(2018, 12, 31)


def test_whoever_may_see_nothing_is_refused_and_a_future_knowledge_is_today(seen: Seen) -> None:
    node = seen[0]["GBR"]
    with pytest.raises(Refusal) as refused:
        asking.ask(node, DAY, None, frozenset())
    assert refused.value.rule == "N33"
    assert asking.ask(node, DAY, date(2030, 1, 1)).known is None
    assert asking.ask(node, DAY, date(2018, 10, 1)).known == date(2018, 10, 1)


def test_a_partner_s_question_has_no_label_of_ours_alone(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], DAY)
    away = clearing.for_partner(question)
    assert away.allowed is not None and away.allowed < set(shown.labels(seen[0]["GBR"].alias))
    assert [one.row.id for one in asking.held(away, "measure")] == [seen[1]["acsa"].id]
    assert asking.counts(away) == asking.counts(question)  # what is national counts for no standing


def test_standings_of_clauses_as_of_two_dates(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], DAY)
    states = {one.clause.rpartition("#")[2]: one.state for one in asking.standings(question)}
    assert (states["I2"], states["I3"], states["S6"], states["S7"]) == ("overdue", "lapsed", "overdue", "no-evidence")
    assert "P4" in states and "P1" not in states and "S0.2" in states  # a recital that takes a position is reported on as it is in the text
    before = asking.on_day(question, DAY, date(2018, 10, 1))
    assert {one.state for one in asking.standings(before)} == {"no-evidence", "position"}
    assert asking.held(before, "measure") == ()


SECOND = """Joint Statement on Space

Japan and the United Kingdom have decided as follows:

1. Japan and the UK will hold a space dialogue once a year.

London, 11 January 2018
"""
JAPANESE = """宇宙に関する共同声明

日本国及び英国は、次のとおり決定した。

１　日本国及び英国は、年一回、宇宙対話を開催する。
"""


def test_two_instruments_of_one_channel_have_a_paper_each_in_the_words_of_each_language(tmp_path: Path) -> None:
    with nodes.build(tmp_path) as world:
        overseen.play(world)
        files = ("a.txt", "", SECOND.encode()), ("b.txt", "", JAPANESE.encode())
        made = importing.draft(files[0], importing.names_of(world.channel), {"id": "space-2018"}, [("ja", "authentic", files[1])])
        text = to_json(made.instrument)
        world.agree(say.propose(world["GBR"], world.channel, "instrument", text))
        texts = series_texts(
            "space-2018", "2018-01-11", ("GBR", "JPN"), importing.promised_series(text), "en", importing.promised_otherwise(text)
        )
        world.agree(say.propose(world["GBR"], world.channel, "meeting-series", texts[0]))
        first, second = (asking.ask(world["GBR"], date(2018, 12, 31), instrument=name) for name in ("jp-gb-2017", "space-2018"))
        assert first.shared and second.shared
        told = reports.filled(second, "quarterly")
        assert (told.measures, told.meetings, told.differences) == ((), (), ())
        assert {one.words["en"].partition(":")[0] for one in told.decisions} <= {"Space dialogue"}
        assert [one.titles["ja"] for one in told.series] == ["宇宙対話"]
        assert told.clauses[0].titles["ja"].startswith("日本国及び英国は、年一回")
        other = reports.filled(first, "quarterly")
        assert len(other.series) == 2 and len(other.measures) == 1 and other.meetings == () and other.decisions
        (promise,) = briefs.promise(second, "space-2018#C1")
        assert promise.words["ja"].endswith("宇宙対話を開催する。") and promise.words["en"].startswith("Japan and the UK")
