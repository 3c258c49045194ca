"""Why the cells of a row do not make a measure: column by column, in sentences that an officer can act on.

Pure. The schema says what fits (msgspec over records.py); here it is said what was found and how it is written. Serves I1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

import msgspec

from entente.areas.action_plan.records import Measure, MeasureType, Priority, Stage
from entente.kernel.area import Words

CHOICES: Mapping[str, tuple[str, ...]] = {"type": get_args(MeasureType), "stage": get_args(Stage), "priority": get_args(Priority)}
WRITTEN: Mapping[str, str] = {
    "code": "GBR-M-2018-006",
    "clauses": "jp-gb-2017#S6",
    "commitments": "jp-gb-2017#S6a",
    "depends_on": "GBR-M-2018-006",
    "leads": "MOD",
    "supporting": "MOD",
    "regions": "indo-pacific",
    "challenges": "maritime-order",
    "cadence_months": "6",
    "milestones": "M1 | 2018-10-31 | PUBLIC | name",
}
MISSING: Words = {"en": "is empty, and a measure needs it.", "ja": "記載がありません。措置には必要な項目です。"}
SHOWN = 60


def misfits(text: Mapping[str, Any]) -> list[tuple[str, Words]]:
    """(column, sentence) for each field that keeps a text from being a measure, in the order of the schema; none where it is one."""
    found = []
    for one in msgspec.structs.fields(Measure):
        if one.name not in text:
            found += [(_column(one.name), MISSING)] if one.required else []
            continue
        try:
            msgspec.convert(text[one.name], one.type, strict=False)
        except msgspec.ValidationError:
            found.append(_said(one.name, text[one.name], one.type))
    return found


def _column(name: str) -> str:
    """The column that a field is first looked for in."""
    return f"{name}.en" if name in ("title", "completion_criterion") else name


def _said(name: str, value: Any, fits: Any) -> tuple[str, Words]:
    """The column of what does not fit, that of its party where there is one for each, and the sentence."""
    wrong = next((part for part in _parts(value) if not _fits(_like(value, part), fits)), value)
    column = f"{name}.{next(iter(wrong))}" if name in ("leads", "supporting") and isinstance(wrong, Mapping) and wrong else _column(name)
    return column, _words(name, wrong)


def _words(name: str, wrong: Any) -> Words:
    shown = " ".join(str(part) for part in wrong.values()) if isinstance(wrong, Mapping) else str(wrong)
    shown = shown[:SHOWN] + ("…" if len(shown) > SHOWN else "")
    if name in CHOICES:
        names = CHOICES[name]
        return {
            "en": f"“{shown}” is not one of {', '.join(names)}.",
            "ja": f"「{shown}」は選択肢（{'、'.join(names)}）にありません。",
        }
    like = WRITTEN.get(name)
    if like is None:
        return {"en": f"“{shown}” does not fit here; it may be too long.", "ja": f"「{shown}」は記載できません。長すぎる可能性があります。"}
    return {"en": f"“{shown}” is not written as it has to be; for example {like}.", "ja": f"「{shown}」は書式に合いません。例：{like}"}


def _parts(value: Any) -> Iterable[Any]:
    """The values of a list or of a table by party, one by one; a value alone is itself."""
    if isinstance(value, Mapping):
        return [{key: part} for key, part in value.items()]
    return value if isinstance(value, list | tuple) else [value]


def _like(value: Any, part: Any) -> Any:
    """A part by itself, in the shape of the whole."""
    return [part] if isinstance(value, list | tuple) else part


def _fits(value: Any, fits: Any) -> bool:
    try:
        msgspec.convert(value, fits, strict=False)
    except msgspec.ValidationError:
        return False
    return True
