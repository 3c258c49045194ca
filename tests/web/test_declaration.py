"""Declaration: every clause of the text, its standing on two dates, positions without a light; a clause's own page."""

from __future__ import annotations

import msgspec
from tests.web.sample import Stage

from entente.areas.instruments import InstrumentV2, declaration_of_2017
from entente.instrument import load
from entente.web import declaration


def lines(context: dict[str, object]) -> dict[str, dict[str, object]]:
    return {line["id"]: line for section in context["sections"] for line in section["lines"]}  # type: ignore[attr-defined]


def test_every_word_of_the_declaration_is_on_the_page(shown: Stage) -> None:
    answer = shown.client("drafter", "ja").get("/declaration/")
    found = lines(answer.context)
    known = load()
    assert [found[c.id]["words"] for c in known.clauses] == [c.text for c in known.clauses]
    assert all(found[t.clause.rpartition("#")[2]]["title"] == {"en": t.en, "ja": t.ja} for t in known.titles)
    assert {p.id for p in known.preamble} <= set(found)


def test_standing_on_two_dates(shown: Stage) -> None:
    client = shown.client("drafter")
    today = lines(client.get("/declaration/").context)
    assert today["S6"]["standing"].state == "on-time" and today["S7"]["standing"].state == "no-evidence"  # type: ignore[attr-defined]
    later = lines(client.get("/declaration/", {"on": "2019-03-01"}).context)
    assert later["S6"]["standing"].state in ("overdue", "lapsed")  # type: ignore[attr-defined]
    before = lines(client.get("/declaration/", {"on": "2019-03-01", "known": "平成30年10月1日"}).context)
    assert before["S6"]["standing"].state == "no-evidence"  # type: ignore[attr-defined]


def test_a_position_gets_no_light(shown: Stage) -> None:
    found = lines(shown.client("drafter").get("/declaration/").context)
    positions = [name for name, line in found.items() if line["standing"].state == "position"]  # type: ignore[attr-defined]
    assert positions
    page = shown.client("drafter").get(f"/declaration/jp-gb-2017/{positions[0]}/").content.decode()
    assert ">Position</strong>" in page


def test_a_recital_has_a_standing_only_where_it_takes_a_position(shown: Stage) -> None:
    answer = shown.client("drafter").get("/declaration/")
    silent = {name for name, line in lines(answer.context).items() if line["recital"]}
    assert silent == {"P1", "P2", "P3", "P6", "P7"} and dict(answer.context["summary"])["position"] == 4
    assert "No evidence" not in shown.client("drafter").get("/declaration/jp-gb-2017/P1/").content.decode()


def test_a_clause_lists_its_promises_and_records(shown: Stage) -> None:
    answer = shown.client("drafter").get("/declaration/jp-gb-2017/S6/")
    assert [c["code"] for c in answer.context["commitments"]] == [c.code for c in load().commitments if c.clause == "S6"]
    assert [row["code"] for row in answer.context["records"]] == ["GBR-M-2018-006"]
    assert shown.client("drafter").get("/declaration/jp-gb-2017/S99/").status_code == 404
    assert shown.client("drafter").get("/declaration/other/S6/").status_code == 404


def test_an_instrument_in_two_languages_with_rhythms(shown: Stage) -> None:
    rhythm = {"clause": "I2", "words": "annually", "unit": "month", "basis": "not-fixed", "every": 12}
    version = {"language": "ja", "status": "authentic", "title": "共同声明", "texts": [{"id": "I2", "text": "毎年開催する。"}]}
    more = {"id": "sea-2019", "rhythms": [rhythm | {"evidence": {"element": "I2", "start": 22, "end": 30}}], "versions": [version]}
    text = msgspec.convert(declaration_of_2017() | more, InstrumentV2)
    assert declaration.titles_of(text)["ja"] == "共同声明" and declaration._language_note(text) == "both"
    assert declaration._spoken(text, "I2", "Words.") == {"en": "Words.", "ja": "毎年開催する。"}
    (told,) = declaration._rhythms(text, "I2")
    assert told["every"] == {"en": "every year", "ja": "12か月ごと"} and told["basis"]["en"] == "not fixed"


def test_the_reader_chooses_by_id_and_where_that_is_not_enough_by_channel(shown: Stage) -> None:
    page = shown.client("drafter").get("/declaration/", {"instrument": "jp-gb-2017", "channel": shown.world.channel.id[:12]})
    assert page.context["choice"] == [] and page.context["text"].id == "jp-gb-2017"
    address = "/declaration/jp-gb-2017/S6/"
    assert shown.client("drafter").get(address, {"channel": shown.world.channel.id[:12]}).status_code == 200
    assert shown.client("drafter").get(address, {"channel": "0" * 12}).status_code == 404
