"""Records that belong to another one, in lists and headings, called with it: "Minutes, 5 paragraphs" names no meeting, "Ping" no contact.

Touches the database through the gate, for records of these few types alone. Serves I2-I5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from entente.kernel.area import Words
from entente.kernel.bilingual import SHORT_MONTHS, ja_day
from entente.web import gate, words
from entente.web.gate import Row, Sight
from entente.web.records import rows

REPORT = "progress-report"
BELONGS: Mapping[str, str] = {
    **dict.fromkeys(("agenda", "minutes", "slot-offer", "slot-answer", "read-out"), "meeting"),
    REPORT: "measure",
    **dict.fromkeys(("contact-ping", "ping-answer"), "contact"),
    **dict.fromkeys(("finding-notice", "finding-clearance"), "record"),
    "finding-reply": "notice",
}
"""Types whose own words do not say which record they belong to, and the field that names it."""
TYPES = frozenset(BELONGS)
NAMES = ("meeting", "measure", "contact", "notice")
"""The same fields in drafts, whose type is not asked."""
NOTICE = "finding-notice"
PROPOSED = 200


def name(sight: Sight, lines: Iterable[dict[str, Any]], known: Mapping[str, Row]) -> None:
    """Calls those lines that show what belongs to another record with that; `known` are their rows by id. The others stay as they are."""
    lines = list(lines)
    for one in lines:
        if one.get("rule") in OWED and (by := rows.owed_by(one["is"], one["from"], one["until"])) is not None:
            one["what"] = due_by(OWED[one["rule"]], by)
    wanted = {one["id"]: about for one in lines if (about := _about(sight, known.get(one["id"])))}
    found = gate.by_id(sight, sorted(set(wanted.values())))
    for one in lines:
        row = found.get(wanted.get(one["id"], ""))
        if row is not None:
            one |= called(one, row, known[one["id"]].type == NOTICE)


def due_by(type_: str, by: date) -> Words:
    """A meeting's paper and the day by which it is owed, as short as a list wants it."""
    said = words.kind(type_)
    return {"en": f"{said['en']} by {by.day} {SHORT_MONTHS[by.month - 1]} {by.year}", "ja": f"{said['ja']}（{ja_day(by)}まで）"}


def name_drafts(sight: Sight, lines: Iterable[dict[str, Any]], texts: Mapping[str, Mapping[str, Any]]) -> None:
    """The same of drafts, by their texts under their records' ids."""
    belongs = {key: next((text[name] for name in NAMES if name in text), None) for key, text in texts.items()}
    wanted = {key: about for key, about in belongs.items() if isinstance(about, str)}
    found = gate.by_id(sight, sorted(set(wanted.values())))
    for one in lines:
        row = found.get(wanted.get(one["id"], ""))
        if row is not None:
            one |= called(one, row)


OWED: Mapping[str, str] = {"meeting.agenda": "agenda", "meeting.minutes": "minutes"}
"""What is owed of a meeting, and the type of paper by which it is given."""


def without_tabled(sight: Sight, found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is owed, without the agendas and minutes that somebody has proposed already: those wait as proposals, on whoever answers."""
    lines = list(found)
    wanted = {OWED[one["code"]] for one in lines if one["code"] in OWED}
    rows = [row for type_ in sorted(wanted) for row in gate.listed(sight, {"type": type_, "state": "proposed"}, PROPOSED)]
    there = {(row.type, (gate.proposed(sight, row) or {}).get("meeting")) for row in rows}
    return [one for one in lines if (OWED.get(one["code"], ""), one["record"]) not in there]


def called(one: Mapping[str, Any], about: Row, notice: bool = False) -> dict[str, Any]:
    """What a line says of its number and title, with the record it belongs to; the words of a notice say themselves what was found."""
    said = rows.plain(about)
    if notice:
        return {"code": said["code"]}
    if about.type == "measure" and one["code"]:  # a report's own number is its period, which its title says too
        return {"code": said["code"], "titles": joined(said["titles"], one["titles"])}
    return {"code": one["code"] or said["code"], "titles": joined(one["titles"], said["titles"])}


def joined(title: Words, about: Words) -> Words:
    """A record's title with that of the one it belongs to, in the languages that it has."""
    colon = {"en": ": ", "ja": "："}
    return {
        language: f"{said}{colon.get(language, ': ')}{about[language]}" if about.get(language) else said for language, said in title.items()
    }


def _about(sight: Sight, row: Row | None) -> str:
    """The record that this one belongs to, by its text in effect, else by the one proposed; empty for anything else."""
    if row is None or row.type not in TYPES:
        return ""
    if row.type == REPORT:
        return row.grp or ""
    text, name_ = gate.text(sight, row), BELONGS[row.type]
    found = getattr(text, name_, "") if text is not None else (gate.proposed(sight, row) or {}).get(name_, "")
    return found if isinstance(found, str) else ""
