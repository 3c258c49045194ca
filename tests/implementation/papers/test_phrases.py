"""Words that papers share."""

from __future__ import annotations

from datetime import date

from entente.implementation.papers import phrases


def test_counts_read_as_english() -> None:
    assert phrases.count(1, "clause", "clauses") == "one clause"
    assert phrases.count(0, "clause", "clauses") == "no clauses" and phrases.count(0, "is", "are", "none is") == "none is"
    assert phrases.count(1234, "clause", "clauses") == "1,234 clauses"


def test_lists_in_both_languages() -> None:
    assert phrases.series(["a", "b", "c"], "en") == "a, b and c" and phrases.series(["a", "b", "c"], "ja") == "a、b及びc"
    assert phrases.series(["a"], "ja") == "a" and phrases.series([], "en") == ""


def test_a_tally_tells_the_most_pressing_first_and_loses_none() -> None:
    found = phrases.tally({"on-time": 14, "lapsed": 1, "novel": 2, "due": 0})
    assert found == {"en": "one lapsed, 14 on time and two novel", "ja": "長期超過1、予定どおり14、novel2"}


def test_days() -> None:
    assert phrases.day(date(2023, 11, 7)) == {"en": "7 November 2023", "ja": "2023年11月7日"}
    assert phrases.day(None)["ja"] == "–"
    assert phrases.dated(date(2023, 11, 7), {"en": "Met.", "ja": "開催。"}) == {
        "en": "7 November 2023: Met.",
        "ja": "2023年11月7日：開催。",
    }


def test_parties_and_states_fall_back_to_their_codes() -> None:
    assert phrases.party("AUS", {}) == {"en": "AUS", "ja": "AUS"}
    assert phrases.state("") == phrases.same("–") and phrases.state("lapsed")["ja"] == "長期超過"


def test_records_are_called_by_their_title_and_by_a_number_that_people_say() -> None:
    visit = {"en": "Visit of a unit", "ja": "部隊の訪問"}
    assert phrases.called("GBR-M-2018-009", visit) == {"en": "Visit of a unit (GBR-M-2018-009)", "ja": "部隊の訪問（GBR-M-2018-009）"}
    assert phrases.called("DMM", {"en": "Defence Ministers"}) == {"en": "Defence Ministers", "ja": "Defence Ministers"}
    assert phrases.called("No. 3", {}) == {"en": "No. 3", "ja": "第3回"} and phrases.numbered("2+2")["ja"] == "2+2"


def test_neighbouring_codes_are_one_run() -> None:
    assert phrases.runs(["S0.2a", "S0.2b", "S11b", "S11c", "S11d", "S12a", "A1a"]) == ["S0.2a", "S0.2b", "S11b–S11d", "S12a", "A1a"]
    assert phrases.runs([]) == []
