"""Every refusal of the program, walked in its source: its whole sentence is known in Japanese, with every gap that the English has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import entente
from entente.node import in_japanese
from entente.node.in_japanese import catalogue, told

SOURCE = Path(entente.__file__).parent
MADE = {"Refusal": 2, "refusal": 1, "_refused": 0, "Verdict": 2}
"""What makes a refusal or a verdict, and which of its arguments is the sentence."""

ON_THE_COMMAND_LINE = (
    "node/home.py", "node/keeping/backup.py", "node/keeping/archive.py",
    "node/partners/serve.py", "node/channels.py", "kernel/charter.py", "cli/",
)  # fmt: skip
"""Making, restoring and joining: done by commands alone, which speak English; no page and no API operation reaches them."""
BY_COMMANDS = (
    "A database is given as sqlite:///file", "The database {} cannot be made", "node.toml names no place for a high-water mark",
)  # fmt: skip
"""The same, in modules whose other refusals reach pages."""

Names = dict[str, list[ast.expr]]


def sentences(node: ast.expr, names: Names, deep: int = 0) -> list[str]:
    """What an expression may say, {} for each gap; nothing where it takes the sentence from elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return ["".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)]  # type: ignore[misc]
    if isinstance(node, ast.IfExp):
        return sentences(node.body, names, deep) + sentences(node.orelse, names, deep)
    if isinstance(node, ast.Name) and deep < 4:
        return [said for given in names.get(node.id, []) for said in sentences(given, names, deep + 1)]
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_not_now":
        return sentences(node.args[1], names, deep)
    return []


def refusals() -> Iterator[tuple[str, str]]:
    """(file, sentence) of every refusal written in the source."""
    for path in sorted(SOURCE.rglob("*.py")):
        file = path.relative_to(SOURCE).as_posix()
        if file.startswith(ON_THE_COMMAND_LINE):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        for scope in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
            names: Names = {}
            for node in ast.walk(scope):
                if isinstance(node, ast.Assign):
                    target, value = node.targets[0], node.value
                    if isinstance(target, ast.Name):
                        names.setdefault(target.id, []).append(value)
            for node in ast.walk(scope):
                at = MADE.get(getattr(node.func, "id", "")) if isinstance(node, ast.Call) else None
                if isinstance(node, ast.Call) and at is not None and len(node.args) > at:
                    yield from ((file, said) for said in sentences(node.args[at], names))


def test_every_refusal_is_known_in_japanese() -> None:
    found = [(file, said) for file, said in refusals() if re.search("[A-Za-z]{2}", said) and not said.startswith(BY_COMMANDS)]
    missing = sorted({f"{file}: {said}" for file, said in found if said not in catalogue()})
    assert len({said for _, said in found}) > 280 and missing == []


def test_the_rules_of_gate_1_are_known_in_japanese() -> None:
    for name in ("admit", "conclude", "statement"):
        for scope in ast.walk(ast.parse((SOURCE / f"kernel/gate1/{name}.py").read_text("utf-8"))):
            if isinstance(scope, ast.FunctionDef) and re.match(r"_(g\d+|decided|fitting)", scope.name):
                said = [s for node in ast.walk(scope) if isinstance(node, ast.Return) and node.value for s in sentences(node.value, {})]
                assert [one for one in said if " " in one and one not in catalogue()] == [], scope.name


def test_each_japanese_sentence_has_the_gaps_of_its_english_and_no_english_of_its_own() -> None:
    for english, japanese in catalogue().items():
        gaps = {int(number) for number in re.findall(r"\{(\d)\}", japanese)}
        assert gaps <= set(range(english.count("{}"))) and "{}" not in japanese, english
        assert not re.search(r"[a-z]{2,} [a-z]{2,}", japanese), japanese
        assert not re.search(r"[ぁ-んァ-ヶ一-龠][,;:!?()]|[,;:!?()][ぁ-んァ-ヶ一-龠]", japanese), japanese


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("計画.xlsx has a table of 120,000 rows and 9 columns or more; at most 20,000 rows and 200 columns are read.",
         "「計画.xlsx」の表は120,000行9列以上あります。読み取ることができるのは20,000行、200列までです。"),
        ("plan.csv has a table of 120,000 rows or more; at most 20,000 rows and 200 columns are read.",
         "「plan.csv」の表は120,000行以上あります。読み取ることができるのは20,000行、200列までです。"),
        ("JPN refuses: A party does not accept its own proposal.", "JPNが拒否しました：自らの提案に同意することはできません。"),
        ("Not now: nobody is asked to clear it now (it stands at “drafting”).", "現在、決裁の依頼は出ていません（現在の状態：起案中）。"),
        ("A measure is one side's statement: `entente act state`.",
         "「措置」は一方の側が単独で発出するものです。提案ではなく、単独の記載としてください。"),
        ("The policy P has no classification TOP SECRET; the item stays sealed.",
         "区分方針Pに区分TOP SECRETはないため、封印したままとします。"),
        ("“period_from” is needed.", "「period_from」が必要です。"),
        ("The node's database cannot be written: the disk of /srv/uk is full (database or disk is full). Nothing was changed.",
         "ノードのデータベースに書き込むことができません：/srv/ukのディスクに空き容量がありません（容量不足）。何も変更されていません。"),
        ("The node's database cannot be read: /srv/uk may only be read (unable to open database file).",
         "ノードのデータベースを読み取ることができません：/srv/ukは読取り専用です（データベースファイルを開くことができません）。"),
        ('The node\'s database cannot be read: connection failed: connection to server at "127.0.0.1", port 5432 failed: Connection refused'
         " Is the server running on that host and accepting TCP/IP connections?.",
         "ノードのデータベースを読み取ることができません：データベースサーバーに接続できません"
         "（127.0.0.1のポート5432でサーバーが応答していません）。"),
        ("Your clock is 5 h ahead of ours: yours says A, ours B; 5 min are allowed.",
         "照会した側の時計が5 h進んでいます（照会側A、応答側B。許容範囲5 min）。いずれかの時計を合わせてください。"),
        ("The text of the Measure does not fit its form. code: This is not text.",
         "措置の本文が様式に合っていません。code：文字列ではありません。"),
        ("The node's database cannot be used: its file is damaged (file is not a database); keep it, restore the last backup into another"
         " folder, and run `entente sync` there.",
         "ノードのデータベースを使用することができません：ファイルが破損しています（データベースファイルではありません）。破損したファイルは保管し、"
         "最後のバックアップを別のフォルダーに復元して同期してください。"),
        ("Something new.", None),
        ("Something new. [B7, title]", None),
    ],
)  # fmt: skip
def test_a_sentence_is_told_with_what_it_names(english: str, japanese: str | None) -> None:
    assert told(english) == japanese


def test_sentences_within_sentences_come_to_an_end() -> None:
    nested = "GBR refuses: " * 50 + "Nothing was changed."
    assert told(nested) is not None and in_japanese.DEEP < 10
