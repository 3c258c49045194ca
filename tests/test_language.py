"""The words of Entente keep to docs/language.md: one word for one thing, the tone of each kind of text, figures and punctuation.

What a person alone can judge is not tested here; what can be seen without understanding is, over every visible string of the source.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "entente"
CATALOGUE = SOURCE / "web" / "locale" / "ja" / "LC_MESSAGES" / "django.po"
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龥]")
READ_NOT_WRITTEN = (
    "instrument/",
    "implementation/positions/named",
    "areas/logistics/check.py",
    "node/returns/mail_text.py",
    "kernel/calendar/days.py",
    "action_plan/table.py",
)
"""Modules whose Japanese is looked for in other people's texts, and not shown as ours."""
POLITE = re.compile(r"(?:です|ます|ません|ました|でした|ください|でしょうか|ですか|ますか)(?:（[^（）]*）|［[^［］]*］)?。?$")
PLAIN = re.compile(r"(?:である|ない|する|した|される|された|れる|がある|いる|いた)。")


def _sentences(text: str) -> list[str]:
    """The sentences of a text, what stands in brackets and quotation marks left out."""
    bare = re.sub(r"「[^」]*」|（[^（）]*）|［[^］]*］|\{[^}]*\}", "", text)
    return [one + "。" for one in bare.split("。")[:-1]]


@cache
def catalogue() -> dict[str, str]:
    """The pages' words in Japanese by English."""
    found, kind, entry = {}, "", {}
    for line in [*CATALOGUE.read_text("utf-8").splitlines(), ""]:
        if named := re.match(r'(msg\w+(?:\[\d\])?) (".*")$', line):
            kind = named[1]
            entry[kind] = ast.literal_eval(named[2])
        elif line.startswith('"'):
            entry[kind] += ast.literal_eval(line)
        elif not line:
            if entry.get("msgid"):
                found[entry["msgid"]] = entry.get("msgstr") or entry.get("msgstr[0]", "")
            entry = {}
    return found


def refusals() -> dict[str, str]:
    """What rules say, in Japanese by English; parts of sentences too."""
    found: dict[str, str] = tomllib.loads((SOURCE / "node" / "refusals_ja.toml").read_text("utf-8"))
    return found


def area_words() -> Iterator[tuple[str, str, str]]:
    """(where, English, Japanese) of every string of every area."""
    for file in sorted(SOURCE.glob("areas/*/text.toml")):
        yield from _pairs(tomllib.loads(file.read_text("utf-8")), file.parent.name)


def _pairs(table: dict[str, object], where: str) -> Iterator[tuple[str, str, str]]:
    for key, value in table.items():
        if isinstance(value, dict) and isinstance(value.get("ja"), str):
            yield f"{where}.{key}", str(value["en"]), value["ja"]
        elif isinstance(value, dict):
            yield from _pairs(value, f"{where}.{key}")


def written(pattern: str) -> Iterator[tuple[str, str]]:
    """(where, words) of the Japanese strings in modules of that name, docstrings left out; what is filled in stands as {}."""
    for file in sorted(SOURCE.glob(pattern)):
        name = file.relative_to(SOURCE).as_posix()
        if any(part in name for part in READ_NOT_WRITTEN):
            continue
        tree = ast.parse(file.read_text("utf-8"))
        inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node) if part is not node}
        inner |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            words = _string(node) if id(node) not in inner else ""
            if JAPANESE.search(words):
                yield f"{name}:{node.lineno}", words  # type: ignore[attr-defined]


def _string(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def every_japanese() -> Iterator[tuple[str, str]]:
    """All Japanese that is shown, with where it stands."""
    yield from ((f"django.po: {en}", ja) for en, ja in catalogue().items())
    yield from ((f"refusals_ja: {en}", ja) for en, ja in refusals().items())
    yield from ((where, ja) for where, _, ja in area_words())
    yield from written("**/*.py")


def table_of_terms() -> Iterator[tuple[str, list[str]]]:
    """(the word, the words not used for it) of the guide's table."""
    for line in (ROOT / "docs" / "language.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 3 and JAPANESE.search(cells[1]) and JAPANESE.search(cells[2]) and "。" not in line:
            yield cells[1], [word.strip() for word in cells[2].split(",")]


def test_one_word_stands_for_one_thing() -> None:
    terms = list(table_of_terms())
    assert len(terms) > 15
    found = [f"{where}: {wrong} for {right}" for where, ja in every_japanese() for right, not_ in terms for wrong in not_ if wrong in ja]
    assert found == []


def test_pages_and_refusals_speak_to_their_reader() -> None:
    spoken = {**catalogue(), **refusals()}
    sentences = [(en, one) for en, ja in spoken.items() for one in _sentences(ja)]
    assert len(sentences) > 800
    assert [found for found in sentences if not POLITE.search(found[1]) and PLAIN.search(found[1])] == []


@pytest.mark.parametrize("pattern", ["areas/*/check*.py", "kernel/drafted.py", "areas/*/intake.py", "areas/commissioning/form.py"])
def test_what_is_wrong_with_a_text_is_said_to_its_reader(pattern: str) -> None:
    sentences = [(where, one) for where, ja in written(pattern) for one in _sentences(ja)]
    assert sentences and [found for found in sentences if not POLITE.search(found[1])] == []


@pytest.mark.parametrize(
    "pattern", ["areas/*/says*.py", "areas/*/reasons.py", "areas/*/rules.py", "node/oversight/*.py", "implementation/*.py"]
)
def test_reasons_and_papers_report(pattern: str) -> None:
    sentences = [(where, one) for where, ja in written(pattern) for one in _sentences(ja) if "calendar_reader" not in where]
    assert sentences and [found for found in sentences if POLITE.search(found[1])] == []


def test_labels_and_hints_are_no_sentences() -> None:
    every = list(area_words())
    assert len(every) > 1000
    assert [found for found in every if found[2].endswith("。") or re.search(r"です|ます(?!。)", found[2]) or found[1].endswith(".")] == []


BAD = {
    "a half-width mark after Japanese": r"[ぁ-んァ-ヶ一-龥][,;!?](?![a-z{])",
    "a half-width bracket or colon round Japanese": r"[ぁ-んァ-ヶ一-龥][(:](?=[ぁ-んァ-ヶ一-龥])|[ぁ-んァ-ヶ一-龥]\)",
    "a full-width figure or letter": r"[０-９Ａ-Ｚａ-ｚ]",
    "a space before or behind Japanese": r"[ぁ-んァ-ヶ一-龥、。）」] (?=[A-Za-z0-9{%])|[A-Za-z0-9}] (?=[ぁ-んァ-ヶ一-龥])",
    "kana for kanji, or kanji for kana": r"および|または|もしくは|ならびに|すべて|すでに|下さい|出来(?!事)|頂",
    "a foreign word cut short": r"(?:サーバ|フォルダ|パラメータ|ブラウザ|ヘッダ|ユーザ|コンピュータ)(?!ー)",
}

ENGLISH = re.compile(r"[a-z]{2,} [a-z]{2,}")
"""An English sentence or a command that holds Japanese."""


@pytest.mark.parametrize("name", BAD)
def test_japanese_keeps_its_marks_and_spelling(name: str) -> None:
    bad = re.compile(BAD[name])
    assert [(where, ja) for where, ja in every_japanese() if bad.search(ja) and not ENGLISH.search(ja)] == []


STIFF = {
    "is no": r"(?<![Tt]here )\b(?:is|are) (?:no|none)\b(?! (?:longer|more|later|earlier|such))",
    "please, or mail for email": r"\b[Pp]lease\b|(?<!\[)\bmails?\b(?! server)|\bMail\b",
    "he for an officer": r"\b(?:he|his|him|himself)\b",
    "an exclamation": r"!$",
}


@pytest.mark.parametrize("name", STIFF)
def test_english_is_plain(name: str) -> None:
    stiff = re.compile(STIFF[name])
    every = [*catalogue(), *refusals(), *(en for _, en, _ in area_words())]
    assert len(every) > 2500
    assert [en for en in every if stiff.search(en)] == []
