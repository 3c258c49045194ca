"""The record page: texts, redlines, moves, history, proofs; nothing told of what may not be read."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.template import RequestContext, Template
from tests.web.sample import Stage

from entente.areas.action_plan.records import Measure
from entente.implementation import fields
from entente.kernel.proofs.proof import check_proof


def test_a_record_says_what_it_is_in_both_languages(shown: Stage) -> None:
    address = f"/records/{shown.records['acsa']}/"
    english, japanese = (shown.client("reader", language).get(address).content.decode() for language in ("en", "ja"))
    for page in (english, japanese):
        assert ('lang="ja"' in page and 'lang="en"' in page and "GBR-M-2018-006" in page and "Tokyo" in page) or "東京" in page
    assert "Planned start" in english and "計画開始日" in japanese and "Nothing is awaited" in english
    assert "Confirmed receipt" in english and "受領確認" in japanese


def test_by_code_as_by_id_and_what_is_hidden_is_as_what_is_absent(shown: Stage) -> None:
    client = shown.client("reader")
    assert client.get("/records/GBR-M-2018-006/").status_code == 200
    secret = shown.records["secret"]
    answers = [client.get(a) for a in (f"/records/{secret}/", f"/records/{'0' * 64}/", f"/records/{secret}/{secret[:64]}/proof/")]
    assert {answer.status_code for answer in answers} == {404}
    bodies = {answer.content.decode().replace(answer.request["PATH_INFO"], "") for answer in answers[:2]}
    assert len({body[body.index("<h1") : body.index("</main>")] for body in bodies}) == 1
    assert shown.client("drafter").get(f"/records/{secret}/").headers["Location"] == f"/drafts/{secret}/"


def test_a_record_that_a_text_names_is_a_link_for_whom_it_may_be_seen(shown: Stage) -> None:
    (line,) = shown.client("reader").get("/records/?type=progress-report").context["lines"]
    page = shown.client("reader").get(f"/records/{line['id']}/").content.decode()
    assert f'href="/records/{shown.records["acsa"]}/">Accounting for' in page and "GBR-M-2018-006" in page
    template = Template("{% load named %}{% record_named name %}")
    for name, seen in (("drafter", True), ("reader", False)):
        request = shown.client(name).get("/").wsgi_request
        words = template.render(RequestContext(request, {"name": shown.records["secret"]}))
        assert ("href" in words) == seen and (seen or (shown.records["secret"][:12] in words and "A draft" not in words))


def test_administrators_read_no_record_and_no_proof(shown: Stage) -> None:
    record = shown.records["acsa"]
    assert [shown.client("admin").get(f"/records/{record}/{rest}").status_code for rest in ("", f"{record[:64]}/proof/")] == [403, 403]


def test_actions_are_offered_to_whom_they_belong(shown: Stage) -> None:
    theirs, ours = f"/records/{shown.records['framework']}/", f"/records/{shown.records['cyber']}/"

    def verbs(post: str, address: str) -> list[str]:
        return [verb for offer in shown.client(post).get(address).context["proposals"] for verb in offer["verbs"]]

    assert verbs("accept", theirs) == ["accept", "decline"] and verbs("accept", ours) == []
    assert verbs("drafter", ours) == ["withdraw"] == verbs("release", ours)
    assert verbs("drafter", theirs) == [] == verbs("reader", theirs) == verbs("reader", ours)


def test_a_proof_is_of_the_act_and_checks(shown: Stage) -> None:
    page = shown.client("reader").get(f"/records/{shown.records['acsa']}/")
    entry = page.context["history"][-1]
    answer = shown.client("reader").get(f"/records/{shown.records['acsa']}/{entry['act']}/proof/")
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    assert check_proof(answer.content).act.id == entry["act"]
    other = shown.records["framework"][:64]
    assert shown.client("reader").get(f"/records/{shown.records['acsa']}/{other}/proof/").status_code == 404


def test_history_says_who_received_what(shown: Stage) -> None:
    history = shown.client("reader").get(f"/records/{shown.records['acsa']}/").context["history"]
    assert [entry["what"]["en"] for entry in reversed(history)] == ["Proposed", "Accepted", "Finalised", "Confirmed receipt"]
    ours = [entry for entry in history if entry["party"] == "GBR"]
    assert all(party == "JPN" and at > 1_538_000_000_000_000 for entry in ours for party, at in entry["received"])
    assert any(entry["received"] for entry in ours) and all(entry["here"] for entry in history if entry["party"] == "JPN")


def test_fields_have_titles_and_values_in_words(shown: Stage) -> None:
    kind = shown.node.registry.kinds["measure"]
    text = {
        "title": {"en": "One", "ja": "一"},
        "stage": "ACTIVE",
        "milestones": [{"code": "M1.2", "due": "2019-03-31"}],
        "leads": {"GBR": "MOD"},
        "clauses": ["jp-gb-2017#S6"],
        "regions": ["africa", "europe"],
        "unknown": {"x": "y"},
    }
    found = {line.path: line for line in fields.lines(kind, 1, text)}
    assert found["title.ja"].titles["ja"] == "件名（日本語）" and found["title.ja"].value == fields.Value({"ja": "一"}, "ja")
    milestones = found["milestones"].value
    assert milestones is not None and milestones.table is not None
    assert [title["en"] for title in milestones.table.titles] == ["Milestone code", "Due"]
    assert milestones.table.rows[0][1] == fields.Value({"en": "2019-03-31"}, day=date(2019, 3, 31))
    stage, regions = (found[p].value for p in ("stage", "regions"))
    assert stage is not None and stage.words["ja"] == "実施中" and regions is not None and regions.words["en"] == "Africa, Europe"
    assert list(found)[:4] == ["title.en", "title.ja", "clauses", "stage"], "in the order of the schema, whatever that of the body"
    clauses = found["clauses"].value
    assert clauses is not None and clauses.clauses == ("jp-gb-2017#S6",) and found["unknown.x"].titles["en"] == "unknown, x"
    assert {line.path for line in fields.changes(kind, 1, text, json.loads(json.dumps(text)) | {"stage": "DROPPED"})} == {"stage"}
    assert fields.lines(None, 9, {"a": "b"})[0].titles == {"en": "a", "ja": "a"}


@pytest.mark.parametrize("field", Measure.__struct_encode_fields__)
def test_every_field_of_a_measure_has_a_title(shown: Stage, field: str) -> None:
    line = fields.lines(shown.node.registry.kinds["measure"], 1, {field: "2019-01-01"})[0]
    assert line.titles["en"] != field and line.titles["ja"] != field
