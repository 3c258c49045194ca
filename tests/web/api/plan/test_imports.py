"""Files brought in by the API: a plan checked row by row and then drafted once."""

from __future__ import annotations

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.sample import Stage

from entente.node.files.sheets import Cell, read_file, write_workbook


def sent(stage: Stage, what: str, files: dict[str, Any], name: str = "drafter", language: str = "en", **more: str) -> tuple[int, Any]:
    answer = stage.client(name, language).post(f"/api/v1/imports/{what}", files | more)
    return answer.status_code, json.loads(answer.content)


def workbook(tables: dict[str, list[list[Cell]]]) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("plan.xlsx", write_workbook(tables))}


def test_a_plan_is_checked_and_then_drafted_once(played: Stage) -> None:
    exported = read_file("plan.xlsx", played.client("reader").get("/plan/action-plan.xlsx").content)
    head, first, *_others = [list(row) for row in exported[0].rows]
    title, code, finish, record = (head.index(name) for name in ("Title (English)", "Number", "Finish", "Record"))
    changed, new, bad = list(first), list(first), list(first)
    changed[title] = "Another title"
    new[code], new[record] = "GBR-M-2018-090", None
    bad[code], bad[record], bad[finish] = "GBR-M-2018-091", None, "ongoing"
    table = {"Measures": [head, changed, new, bad]}
    assert sent(played, "plan/check", workbook(table), "reader")[0] == 403
    status, read = sent(played, "plan/check", workbook(table))
    assert status == 200 and [one["outcome"] for one in read["rows"]][:2] == ["changed", "new"], read
    assert [one["row"] for one in read["rows"]] == [2, 3, 4] and read["columns"][title]["field"] == "title.en"
    assert [one["after"] for one in read["rows"][0]["changes"] if one["path"].startswith("title")] == ["Another title"]
    last = read["rows"][2]
    assert last["reasons"] or last["findings"]

    status, told = sent(played, "plan", workbook(table), digest="0" * 64, language="ja")
    assert status == 409 and told["rule"] == "DR4" and told["detail"].startswith("確認済み")
    status, made = sent(played, "plan", workbook(table), digest=read["digest"])
    assert status == 201 and [one["code"] for one in made][:2] == [first[code], "GBR-M-2018-090"]
    assert len(made) == sum(one["outcome"] in ("new", "changed") for one in read["rows"])
    assert sent(played, "plan", workbook(table), digest=read["digest"])[1] == made
    nothing = {"file": SimpleUploadedFile("plan.xlsx", b"PK\x03\x04nothing")}
    assert sent(played, "plan/check", nothing)[0] == 422


def test_the_sender_says_where_the_plan_stands_and_which_column_is_which_field(played: Stage) -> None:
    rows: list[list[Cell]] = [["Our plan", None, None], ["Ref", "What", "Why"], ["GBR-M-2018-095", "A study", "S6"]]
    tables = {"Cover": [["Nothing here"]], "Plan": rows}
    status, read = sent(played, "plan/check", workbook(tables))
    assert status == 200 and read["tables"] == ["Cover", "Plan"] and read["table"] == "Cover"
    fields = json.dumps({"0": "code", "1": "title.en", "2": "clauses"})
    where = {"table": "2", "heading_row": "2", "fields": fields}
    status, read = sent(played, "plan/check", workbook(tables), **where)
    assert status == 200 and read["heading_row"] == 2, read
    assert [(one["heading"], one["field"]) for one in read["columns"]] == [("Ref", "code"), ("What", "title.en"), ("Why", "clauses")]
    assert [(one["row"], one["code"]) for one in read["rows"]] == [(3, "GBR-M-2018-095")]
    for wrong, words in (
        ({"table": "3"}, "no table 3"),
        ({"table": "2", "heading_row": "4"}, "no row 4"),
        (where | {"fields": '{"0": "weather"}'}, "0: weather"),
        (where | {"fields": '{"7": "code"}'}, "7: code"),
        (where | {"fields": '{"0": "code", "1": "code"}'}, "code"),
    ):
        status, told = sent(played, "plan/check", workbook(tables), **wrong)
        assert status == 422 and told["rule"] == "F2" and words in told["detail"], told
    assert "番目の表" in sent(played, "plan/check", workbook(tables), language="ja", table="3")[1]["detail"]
    assert sent(played, "plan/check", workbook(tables), **where | {"fields": "{"})[0] == 422
