"""The action plan as a table: measures to rows and back, losing nothing; rows that cannot be read say why, cell by cell.

Pure. One row is one measure; its milestones stand in a table of their own, or as lines of one cell ("M1 | 2018-10-31 | PUBLIC | name"). A
heading is recognised in English, in Japanese, or by its key; anything else is mapped by whoever imports. Empty cells are absent fields.
Dates may be cells of their own type, or typed as people type them (kernel/calendar/days.py). Serves I1.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, cast

import msgspec

from entente.areas.action_plan.called import NOBODY, Called, plain
from entente.areas.action_plan.misfit import misfits
from entente.areas.action_plan.records import Measure
from entente.kernel.area import Words
from entente.kernel.calendar.days import parse_day

Cell = str | int | float | bool | date | None
Grid = Sequence[Sequence[Cell]]
_ISO_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
Sort = Literal["text", "code", "codes", "day", "number", "party-code", "party-codes", "milestones"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key (a path into the measure, with the party where there is one), what a cell holds, and its heading."""

    key: str
    sort: Sort
    titles: Words


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row: the column's key ("" for the whole row) and the sentence."""

    column: str
    words: Words


@dataclass(frozen=True, slots=True)
class Line:
    """A row as read: where it stood (the first row of the table is 1), the measure's text, record and revision, what is wrong, remarks.

    `text` is what could be read, whether or not it is a measure; a row with problems is never taken.
    """

    number: int
    text: dict[str, Any]
    record: str = ""
    revision: str = ""
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Words, ...] = field(default=())


_FIXED: tuple[tuple[str, Sort, str, str], ...] = (
    ("code", "code", "Number", "番号"),
    ("title.en", "text", "Title (English)", "件名（英語）"),
    ("title.ja", "text", "Title (Japanese)", "件名（日本語）"),
    ("clauses", "codes", "Clauses", "条項"),
    ("type", "code", "Type", "種別"),
    ("stage", "code", "Stage", "段階"),
    ("baseline_start", "day", "Start", "開始"),
    ("baseline_finish", "day", "Finish", "完了"),
    ("cadence_months", "number", "Every … months", "間隔（月数）"),
    ("completion_criterion.en", "text", "Completion criterion (English)", "完了の基準（英語）"),
    ("completion_criterion.ja", "text", "Completion criterion (Japanese)", "完了の基準（日本語）"),
)
_LATER: tuple[tuple[str, Sort, str, str], ...] = (
    ("milestones", "milestones", "Milestones", "中間目標"),
    ("completed_on", "day", "Completed on", "完了した日"),
    ("priority", "code", "Priority", "優先度"),
    ("commitments", "codes", "Commitments", "約束事項"),
    ("depends_on", "codes", "Depends on", "前提となる措置"),
    ("regions", "codes", "Regions", "地域"),
    ("challenges", "codes", "Challenges", "課題"),
    ("record", "code", "Record", "記録"),
    ("revision", "code", "Revision", "版"),
)
MILESTONE_COLUMNS: tuple[Column, ...] = tuple(
    Column(key, cast(Sort, sort), {"en": en, "ja": ja})
    for key, sort, en, ja in (
        ("measure", "code", "Measure", "措置"),
        ("code", "code", "Milestone", "中間目標"),
        ("name.en", "text", "Name (English)", "名称（英語）"),
        ("name.ja", "text", "Name (Japanese)", "名称（日本語）"),
        ("due", "day", "Due", "期日"),
        ("evidence_type", "code", "Evidence", "根拠資料"),
    )
)


ALSO: Mapping[str, str] = {
    "title": "title.en", "measure": "title.en", "措置": "title.ja", "措置名": "title.ja", "件名": "title.ja",
    "施策名": "title.ja", "施策": "title.ja", "取組": "title.ja", "開始予定": "baseline_start",
    "完了予定": "baseline_finish", "終了予定": "baseline_finish",
    "種類": "type", "約束": "commitments", "戦略的課題": "challenges",
    "start date": "baseline_start", "planned start": "baseline_start", "計画開始日": "baseline_start", "開始日": "baseline_start",
    "finish date": "baseline_finish", "planned finish": "baseline_finish", "計画完了日": "baseline_finish", "完了日": "baseline_finish",
    "completed when": "completion_criterion.en", "completion criterion": "completion_criterion.en", "完了の基準": "completion_criterion.ja",
    "completed when (english)": "completion_criterion.en", "completed when (japanese)": "completion_criterion.ja",
    "due": "baseline_finish", "due by": "baseline_finish", "until": "baseline_finish", "completion": "baseline_finish",
    "証拠": "evidence_type", "no.": "code", "no": "code", "整理番号": "code", "clause": "clauses",
    "english title": "title.en", "japanese title": "title.ja", "件名(和文)": "title.ja", "件名(英文)": "title.en",
    "baseline start": "baseline_start", "begins": "baseline_start", "開始予定日": "baseline_start", "着手日": "baseline_start",
    "baseline finish": "baseline_finish", "deadline": "baseline_finish", "end date": "baseline_finish", "due date": "baseline_finish",
    "期限": "baseline_finish", "期日": "baseline_finish", "完了予定日": "baseline_finish", "終了日": "baseline_finish",
    "what done looks like": "completion_criterion.en", "done when": "completion_criterion.en", "完了基準": "completion_criterion.ja",
}  # fmt: skip
"""Headings that people write for a column beside its own titles."""

CHOICES: Mapping[str, str] = {
    "活動": "ACTIVITY", "成果物": "DELIVERABLE", "定期": "RECURRING", "文書": "TEXT", "検討": "STUDY",
    "合意済み": "AGREED", "実施中": "ACTIVE", "完了": "COMPLETED", "中断": "SUSPENDED", "取りやめ": "DROPPED",
    "高": "HIGH", "通常": "NORMAL", "低": "LOW",
    "自らの申告": "SELF", "相手側の確認済み": "COUNTERSIGNED", "公表資料又は第三者": "PUBLIC",
    "OWN STATEMENT": "SELF", "COUNTERSIGNED BY THE PARTNER": "COUNTERSIGNED", "PUBLIC OR THIRD PARTY": "PUBLIC",
}  # fmt: skip
"""The words that pages show for a choice, where they are not the choice itself."""


def columns(parties: Sequence[str]) -> tuple[Column, ...]:
    """The columns of a plan between these parties: each side has its lead and its supporting authorities."""
    sides = []
    for party in parties:
        sides.append(Column(f"leads.{party}", "party-code", {"en": f"Lead {party}", "ja": f"主管当局 {party}"}))
        sides.append(Column(f"supporting.{party}", "party-codes", {"en": f"Supporting {party}", "ja": f"支援当局 {party}"}))
    fixed = [Column(key, sort, {"en": en, "ja": ja}) for key, sort, en, ja in _FIXED]
    later = [Column(key, sort, {"en": en, "ja": ja}) for key, sort, en, ja in _LATER]
    return (*fixed, *sides, *later)


def recognise(headings: Sequence[Cell], known: Sequence[Column], called: Called = NOBODY) -> dict[int, str]:
    """{position: key} of the headings that are a column's title in either language, its key, or like them; the first of two alike."""
    keys = {column.key for column in known}
    names = {plain(name): key for name, key in ALSO.items() if key in keys}
    names |= {name: key for name, key in called.headings().items() if key in keys}
    names |= {plain(key.partition(".")[2]): key for key in keys if key.startswith("leads.")}
    names |= {plain(name): column.key for column in known for name in (*column.titles.values(), column.key)}
    found: dict[int, str] = {}
    for position, heading in enumerate(headings):
        key = names.get(plain(str(heading or "")))
        if key is not None and key not in found.values():
            found[position] = key
    return found


def render_rows(measures: Iterable[tuple[Measure, str, str]], parties: Sequence[str]) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """(rows of measures, rows of milestones) without headings, from (measure, record id, act of the revision) in the order given."""
    rows, milestones = [], []
    for measure, record, revision in measures:
        text = msgspec.to_builtins(measure, builtin_types=(date,)) | {"record": record, "revision": revision}
        rows.append([_render(text, column) for column in columns(parties) if column.key != "milestones"])
        for milestone in text.get("milestones", ()):
            milestones.append([_render({**milestone, "measure": measure.code}, column) for column in MILESTONE_COLUMNS])
    return rows, milestones


def read_rows(
    rows: Grid,
    mapping: Mapping[int, str],
    parties: Sequence[str],
    milestones: Grid = (),
    clauses: Collection[str] = (),
    called: Called = NOBODY,
) -> list[Line]:
    """Each row that is not empty as a line, in order; `mapping` says which column stands where, `milestones` has a heading row.

    Two rows with one number are both refused. A clause named without its instrument ("S6") is that of the one instrument of `clauses` that
    has it, and an authority by its name the one that is `called` so. Whether the clauses and measures named exist is the caller's to check.
    """
    known = {column.key: column for column in columns(parties)}
    apart, whole = _milestones(milestones), _whole(clauses)
    lines = [
        _line(number, row, {p: known[key] for p, key in mapping.items() if key in known}, (apart, whole, called))
        for number, row in enumerate(rows, 1)
        if any(cell not in (None, "") for cell in row)
    ]
    codes = [line.text.get("code") for line in lines]
    twice = {code for code in codes if code and codes.count(code) > 1} if len(set(codes)) < len(codes) else set()
    return [_refuse_twin(line) if line.text.get("code") in twice else line for line in lines]


def _whole(clauses: Collection[str]) -> dict[str, str]:
    """{short name: clause} of the clauses whose short name only one instrument has."""
    shorts = Counter(clause.partition("#")[2] for clause in clauses)
    return {short: clause for clause in clauses if shorts[short := clause.partition("#")[2]] == 1}


def _refuse_twin(line: Line) -> Line:
    code = line.text["code"]
    words = {"en": f"{code} stands in more than one row.", "ja": f"{code}が複数の行にあります。"}
    return Line(line.number, line.text, line.record, line.revision, (*line.problems, Problem("code", words)), line.remarks)


def _render(text: Mapping[str, Any], column: Column) -> Cell:
    value: Any = text
    for step in column.key.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    if value is None:
        return None
    return " ".join(value) if isinstance(value, list | tuple) else cast(Cell, value)


def _line(
    number: int, row: Sequence[Cell], mapping: Mapping[int, Column], beside: tuple[Mapping[str, list[Any]], Mapping[str, str], Called]
) -> Line:
    apart, whole, called = beside
    text: dict[str, Any] = {}
    problems: list[Problem] = []
    remarks: list[Words] = []
    for position, column in mapping.items():
        cell = row[position] if position < len(row) else None
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            continue
        value, problem, remark = _read(cell, column, called)
        if problem is not None:
            problems.append(Problem(column.key, problem))
        elif value is not None:
            _set(text, column.key, value)
        if remark is not None:
            remarks.append(remark)
    if short := [name for name in text.get("clauses", ()) if name in whole]:
        text["clauses"] = [whole.get(name, name) for name in text["clauses"]]
        remarks += [{"en": f"“{one}” was read as {whole[one]}.", "ja": f"「{one}」を{whole[one]}と読み取りました。"} for one in short]
    record, revision = text.pop("record", ""), text.pop("revision", "")
    own = apart.get(str(text.get("code", "")))
    if own is not None and "milestones" not in text:
        text["milestones"] = [item for item in own if isinstance(item, dict)]
        problems += [item for item in own if isinstance(item, Problem)]
    unread = {problem.column.split(".")[0] for problem in problems}
    problems += [Problem(key, words) for key, words in misfits(text) if key.split(".")[0] not in unread]
    return Line(number, text, record, revision, tuple(problems), tuple(remarks))


def _set(text: dict[str, Any], key: str, value: Any) -> None:
    *above, last = key.split(".")
    for step in above:
        text = text.setdefault(step, {})
    text[last] = value


def _read(cell: Cell, column: Column, called: Called = NOBODY) -> tuple[Any, Words | None, Words | None]:
    """(value, what is wrong, what to say of it) of one cell that is not empty."""
    if column.sort == "day":
        return _read_day(cell)
    if column.sort == "number":
        typed = unicodedata.normalize("NFKC", _typed(cell)).strip()
        if typed.isascii() and typed.isdigit() and len(typed) < 6:
            return int(typed), None, None
        return None, {"en": f"“{typed[:40]}” is not a whole number.", "ja": f"「{typed[:40]}」は整数ではありません。"}, None
    typed = _typed(cell)
    if column.sort == "text":
        return typed, None, None
    if column.sort == "milestones":
        return _read_milestones(typed)
    narrow = unicodedata.normalize("NFKC", typed).strip()
    if column.sort in ("party-code", "party-codes"):
        return _read_authorities(narrow, column, called)
    if column.sort == "codes":
        return list(dict.fromkeys(narrow.replace(",", " ").replace(";", " ").replace("、", " ").split())), None, None
    if column.key in ("type", "stage", "priority", "evidence_type"):
        return CHOICES.get(narrow.upper(), narrow.upper()), None, None
    return narrow, None, None


def _read_authorities(typed: str, column: Column, called: Called) -> tuple[Any, Words | None, Words | None]:
    """The codes of the authorities that a cell names, or why it names none."""
    party = column.key.partition(".")[2]
    codes = called.codes(party, typed) if column.sort == "party-codes" else [called.code(party, typed) or typed]
    strange = next(filter(None, (called.stranger(party, code) for code in codes)), None)
    if strange is not None:
        return None, strange, None
    read = ", ".join(codes)
    asks = plain(typed) != plain(read) and plain(typed) != plain(" ".join(codes))
    remark = {"en": f"“{typed}” was read as {read}.", "ja": f"「{typed}」を{read}と読み取りました。"} if asks else None
    return codes if column.sort == "party-codes" else codes[0], None, remark


def _typed(cell: Cell) -> str:
    """A cell as its reader sees it: 3.0 is 3, a day is ISO 8601."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _read_day(cell: Cell) -> tuple[Any, Words | None, Words | None]:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat(), None, None
    typed = _typed(cell).strip()
    found = parse_day(typed)
    if found is None and _ISO_DAY.fullmatch(unicodedata.normalize("NFKC", typed)):
        return None, {"en": f"“{typed}” is not a day of the calendar.", "ja": f"「{typed}」は暦にない日です。"}, None
    if found is None:
        en = f"“{typed[:40]}” is not a day that can be read in one way only; write 2018-10-02, 2 October 2018 or 平成30年10月2日."
        ja = (
            f"「{typed[:40]}」は一通りに読み取れる日付ではありません。2018-10-02、2 October 2018、平成30年10月2日のように記載してください。"
        )
        return None, {"en": en, "ja": ja}, None
    if typed == found.isoformat():
        return found.isoformat(), None, None
    return (
        found.isoformat(),
        None,
        {"en": f"“{typed}” was read as {found.isoformat()}.", "ja": f"「{typed}」を{found.isoformat()}と読み取りました。"},
    )


def _read_milestones(typed: str) -> tuple[Any, Words | None, Words | None]:
    """Lines "code | day | evidence | English name | Japanese name"; the last two may be one, in either language."""
    found = []
    for line in typed.splitlines():
        parts = [part.strip() for part in line.split("|")]
        due = parse_day(parts[1]) if len(parts) > 3 else None
        if due is None or len(parts) > 5:
            en = f"A milestone is written “M1 | 2018-10-31 | PUBLIC | name”; this is not: “{line[:60]}”."
            ja = f"中間目標は「M1 | 2018-10-31 | PUBLIC | 名称」と記載してください。次の行は異なる：「{line[:60]}」"
            return None, {"en": en, "ja": ja}, None
        names = {language: name for language, name in zip(("en", "ja"), parts[3:], strict=False) if name}
        if len(parts) == 4 and not parts[3].isascii():
            names = {"ja": parts[3]}
        found.append({"code": parts[0], "due": due.isoformat(), "evidence_type": parts[2].upper(), "name": names})
    return found, None, None


def _milestones(grid: Grid) -> dict[str, list[Any]]:
    """Milestones, or what is wrong with them, by their measure's number; the grid's first row is its headings."""
    if not grid:
        return {}
    mapping = recognise(grid[0], MILESTONE_COLUMNS)
    known = {column.key: column for column in MILESTONE_COLUMNS}
    found: dict[str, list[Any]] = {}
    for number, row in enumerate(grid[1:], 2):
        text: dict[str, Any] = {}
        for position, key in mapping.items():
            cell = row[position] if position < len(row) else None
            if cell is None or cell == "":
                continue
            value, problem, _remark = _read(cell, known[key])
            if problem is not None:
                words = {language: f"{_WHERE[language] % number} {said}" for language, said in problem.items()}
                found.setdefault(str(text.get("measure", "")), []).append(Problem("milestones", words))
            elif value is not None:
                _set(text, key, value)
        measure = str(text.pop("measure", ""))
        if text:
            found.setdefault(measure, []).append(text)
    return found


_WHERE = {"en": "Milestones, row %d:", "ja": "中間目標の%d行目："}
