"""An agenda and minutes as papers, filled from the store with the meeting that they are of. Touches the database (reads).

Serves jp-gb-2017#I2, jp-gb-2017#I3, jp-gb-2017#I4, jp-gb-2017#I5.
"""

from __future__ import annotations

import json

from entente.areas.consultations.papers import Agenda, AnyMinutes
from entente.areas.consultations.records import Meeting
from entente.implementation.papers.paper import Paper
from entente.implementation.sheets.meeting import Held, Ours, agenda_paper, minutes_paper
from entente.kernel.area import Words
from entente.kernel.bilingual import words
from entente.node.national import overlays
from entente.node.sheets.looking import Looking, Told
from entente.node.sheets.record import agreed_notice
from entente.store import records

MOST = 200


def agenda(asked: Looking, told: Told, home: bool) -> Paper:
    """The agenda; at home with our briefs and lines to take, where their label may be read."""
    text: Agenda = told.text
    names = asked.named(one.source for one in text.items if one.source is not None)
    frame = asked.frame(() if told.agreed else (agreed_notice(told.row.state),))
    ours = _ours(asked) if home else None
    return agenda_paper(frame, text, _meeting(asked, text.meeting), names, asked.base(told.row, told.act), ours)


def minutes(asked: Looking, told: Told, home: bool) -> Paper:
    """The minutes, the same at home and for the partner."""
    text: AnyMinutes = told.text
    frame = asked.frame(() if told.agreed else (agreed_notice(told.row.state),))
    return minutes_paper(frame, text, _meeting(asked, text.meeting), _titles(asked, text.meeting), asked.base(told.row, told.act))


def _meeting(asked: Looking, record: str) -> Held | None:
    """The meeting with the title of its series, where both may be read."""
    row = records.get(asked.node.alias, [record]).get(record)
    if row is None or not asked.readable(row):
        return None
    told = asked.told(row)
    if not isinstance(told.text, Meeting):
        return None
    series = records.get(asked.node.alias, [told.text.series]).get(told.text.series)
    readable = series is not None and asked.readable(series) and series.label == row.label
    title: Words = json.loads(series.titles) if series is not None and readable else {}
    return Held(told.text, title, asked.base(row))


def _titles(asked: Looking, meeting: str) -> dict[int, Words]:
    """Titles of the items of the meeting's agenda by number, where it may be read under the label of the minutes."""
    where = {"channel": asked.row.channel, "type": "agenda"}
    for row in records.listed(asked.node.alias, where, MOST):
        if row.label == asked.row.label and row.state not in ("withdrawn", "lapsed"):
            text = asked.told(row).text
            if isinstance(text, Agenda) and text.meeting == meeting:
                return {one.no: words(one.title) for one in text.items}
    return {}


def _ours(asked: Looking) -> Ours | None:
    """Our own briefs and lines to take on the agenda, where their label may be read."""
    row = overlays.find(asked.node, asked.row.id)
    if row is None or not asked.readable(row):
        return None
    return Ours(overlays.fields_of(asked.node, row), asked.base(row, *(text.act for text in row.revisions[-1:])))
