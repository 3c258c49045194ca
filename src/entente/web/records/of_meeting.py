"""Papers of a meeting and reports on a measure in lists and headings, called with what they belong to: "Minutes, 5 paragraphs" names none.

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
TYPES = frozenset({"agenda", "minutes", "slot-offer", "slot-answer", "read-out", REPORT})
"""Types whose own words do not say which meeting or measure they belong to."""
PROPOSED = 200
SHORT = 8
"""So many digits of its meeting's id are the number of a paper that has none of its own."""


def name(sight: Sight, lines: Iterable[dict[str, Any]], known: Mapping[str, Row]) -> None:
    """Calls those lines that show a meeting's paper with the meeting; `known` are their rows by id. The others stay as they are."""
    lines = list(lines)
    for one in lines:
        if one.get("rule") in OWED and (by := rows.owed_by(one["is"], one["from"], one["until"])) is not None:
            one["what"] = due_by(OWED[one["rule"]], by)
    wanted = {one["id"]: meeting for one in lines if (meeting := _meeting(sight, known.get(one["id"])))}
    meetings = gate.by_id(sight, sorted(set(wanted.values())))
    for one in lines:
        row = meetings.get(wanted.get(one["id"], ""))
        if row is not None:
            one |= called(one, row)


def due_by(type_: str, by: date) -> Words:
    """A meeting's paper and the day by which it is owed, as short as a list wants it."""
    said = words.kind(type_)
    return {"en": f"{said['en']} by {by.day} {SHORT_MONTHS[by.month - 1]} {by.year}", "ja": f"{said['ja']}（{ja_day(by)}まで）"}


def name_drafts(sight: Sight, lines: Iterable[dict[str, Any]], texts: Mapping[str, Mapping[str, Any]]) -> None:
    """The same of drafts, by their texts under their records' ids."""
    belongs = {key: text.get("meeting", text.get("measure")) for key, text in texts.items()}
    wanted = {key: about for key, about in belongs.items() if isinstance(about, str)}
    meetings = gate.by_id(sight, sorted(set(wanted.values())))
    for one in lines:
        row = meetings.get(wanted.get(one["id"], ""))
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


def called(one: Mapping[str, Any], meeting: Row) -> dict[str, Any]:
    """What a line says of its number and title, with the meeting it belongs to."""
    said = rows.plain(meeting)
    if meeting.type == "measure":  # a report's own number is its period, which its title says too
        return {"code": said["code"], "titles": joined(said["titles"], one["titles"])}
    number = said["code"] if one["code"] in ("", meeting.id[:SHORT]) else one["code"]
    return {"code": number, "titles": joined(one["titles"], said["titles"])}


def joined(title: Words, meeting: Words) -> Words:
    """A paper's title with its meeting's, in the languages that it has."""
    colon = {"en": ": ", "ja": "："}
    return {
        language: f"{said}{colon.get(language, ': ')}{meeting[language]}" if meeting.get(language) else said
        for language, said in title.items()
    }


def _meeting(sight: Sight, row: Row | None) -> str:
    """The meeting that a paper belongs to, by its text in effect, else by the one proposed; empty for anything else."""
    if row is None or row.type not in TYPES:
        return ""
    if row.type == REPORT:
        return row.grp or ""
    text = gate.text(sight, row)
    found = getattr(text, "meeting", "") if text is not None else (gate.proposed(sight, row) or {}).get("meeting", "")
    return found if isinstance(found, str) else ""
