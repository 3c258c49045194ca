"""One meeting on one page: when, where and who; dates, agenda, papers, briefs, minutes, decisions, actions, read-outs, statements.

Touches the database through the gate. What is ours alone (briefs, lines to take, drafts) is marked so. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.areas.consultations.records import AHEAD_STAGES
from entente.implementation.named import by_name
from entente.web import gate, parties
from entente.web.consultations import attached, invite, keep, show, statement
from entente.web.consultations.series import action
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.records import deeds, rows
from entente.web.sight import consultations as sights
from entente.web.sight.consultations import Circle, Entry

ASKED_STAGES = AHEAD_STAGES | {"POSTPONED"}
"""Stages in which a time can still be answered."""
MERGED = re.compile(r"Entered twice; the meeting is kept as record ([0-9a-f]{64}(?:\.[0-9]+)?)\b")
"""The remark with which an entry goes that was merged into another (series.merged)."""
DRAFTED = frozenset(
    {"meeting", "slot-offer", "slot-answer", "agenda", "minutes", "action", "read-out", "joint-statement", "meeting-count", "meeting-paper"}
)


@shows(Shows.RECORDS)
def meeting(request: HttpRequest, record: str) -> HttpResponse:
    """The page of a meeting."""
    sight: Sight = request.sight
    entry, circle = sights.meeting(sight, record)
    agenda = sights.agenda_of(circle, entry.row.id)
    on, papers = show.day_of(entry.text), attached.listed(sight, entry)
    details = {
        "meeting": show.meeting(entry),
        "text": entry.text,
        "merged": _kept_as(sight, entry) is not None,
        "series": rows.plain(circle.entry.row),
        "counts_for": [rows.plain(row) for row in gate.by_id(sight, list(entry.text.counts_for)).values()],
        "days_off": show.days_off(circle.group.parties, on) if on is not None and entry.text.starts is not None else [],
        "next": steps(sight, circle, entry),
        "offers": offers(sight, circle, entry.row.id),
        "agenda": _agenda(sight, agenda, entry.row.channel, papers),
        "minutes": [_minutes(one) for one in circle.about("minutes", "meeting", entry.row.id)],
        "actions": [action(sight, circle, one) for one in circle.about("action", "meeting", entry.row.id)],
        "read_outs": read_outs(circle, entry.row.id),
        "papers": papers,
        "markings": attached.markings(sight),
        "statements": [statement.told(sight, one) for one in sights.statements(sight, entry.row.id)],
        "drafts": _drafts(sight, entry.row),
        "may_draft": keep.may_draft(sight),
        **_changing(sight, entry, circle),
        "token": secrets.token_urlsafe(24),
        "invite": invite.section(request, entry, circle),
    }
    return render(request, "web/consultations/meeting.html", details)


def _changing(sight: Sight, entry: Entry, circle: Circle) -> dict[str, Any]:
    """What may be changed of a meeting; where its day has come, that it was held stands first, with the day and what may be ticked."""
    offered = changes(entry) if keep.may_draft(sight) and entry.agreed else []
    starts, held = entry.text.starts, any(one["name"] == "held" for one in offered)
    return {
        "changes": [one for one in offered if one["name"] != "held"],
        "held": held,
        "held_on": min(starts.on, sight.today) if starts is not None else sight.today,
        "passed": held and starts is not None and starts.on <= sight.today,
        "outcomes": [(value, show.choice("Outcome", value)) for value in ("JOINT STATEMENT", "AGREED MINUTES", "NONE")],
        "others": others(sight, entry, circle) if held else [],
    }


def others(sight: Sight, entry: Entry, circle: Circle) -> list[dict[str, Any]]:
    """The other series of a meeting's channel, which it may serve as well."""
    found = [one for one in sights.all_of(sight, "meeting-series") if one.row.channel == entry.row.channel and one.agreed]
    known = {circle.entry.row.id, *entry.text.counts_for}
    return [show.plain(one) for one in found if one.row.id not in known]


def changes(entry: Entry) -> list[dict[str, str]]:
    """What may be drafted of a meeting at its stage with one click: its name in the address, and its words."""
    ahead = {
        "postponed": _("Postpone it"),
        "cancelled": _("Cancel it"),
        "vtc": _("Hold it by video"),
        "margins": _("Hold it in the margins of another event"),
    }
    stage, mode = entry.text.stage, entry.text.mode
    if stage in ("PLANNED", "DATE AGREED", "AGENDA AGREED", "POSTPONED"):
        dropped = {"postponed"} if stage == "POSTPONED" else set()
        dropped |= {"VTC": {"vtc"}, "MARGINS": {"margins"}}.get(mode, set())
        found = {name: words for name, words in ahead.items() if name not in dropped}
        return [{"name": n, "words": w} for n, w in ({"held": _("Record that it was held")} | found).items()]
    return [{"name": "closed", "words": _("Close the meeting")}] if stage in ("HELD", "MINUTES AGREED") else []


def steps(sight: Sight, circle: Circle, entry: Entry) -> list[dict[str, Any]]:
    """What comes next and whose move it is: what rules find of the meeting and its papers; where they find nothing, what its stage asks."""
    about = [one.row.id for type_ in ("slot-offer", "minutes", "action", "slot-answer") for one in _of(circle, type_, entry.row.id)]
    found = [i for record in (entry.row.id, *about) for i in sights.today(sight, circle, record) if i.sort in ("obligation", "finding")]
    proposed = [*_time_tabled(sight, circle, entry), *on_the_table(circle, entry)]
    tabled = {one["gives"] for one in proposed}
    said = proposed + [one for one in show.lines(found) if one["code"] not in tabled]
    said = _once(said, sight.node.party)
    for one in said:
        one["reason"] = by_name(one.get("reason", {}), parties.names())
        one["deeds"] = _deeds(sight, entry, one) if one["ours"] else []
    if (kept := _kept_as(sight, entry)) is not None:
        return [{"words": _("This entry was one of two of the same meeting; the meeting is kept in the other."), "move": "", "row": kept}]
    if not entry.agreed:
        waits = sorted({who for who, _verb, _act in entry.row.move_list()})
        proposal = {"words": _("The meeting itself is proposed and waits for acceptance."), "move": ", ".join(waits)}
        return [proposal | {"ours": sight.node.party in waits}, *said]
    if any(one["move"] for one in said):
        return said
    stage = reached(circle, entry)
    done = stage == "MINUTES AGREED" and all(one.agreed for one in _of(circle, "action", entry.row.id))
    return [{"words": _("Every decision is carried out; the meeting can be closed.") if done else stage_words(stage), "move": ""}, *said]


def _kept_as(sight: Sight, entry: Entry) -> dict[str, Any] | None:
    """The record in which the meeting of an entry that was merged is kept; None for any other entry, and where it may not be read."""
    said = MERGED.match(entry.text.source or "") if entry.text.stage == "CANCELLED" else None
    row = sights.by_id(sight, said[1]) if said is not None else None
    return rows.plain(row) if row is not None else None


def _once(lines: list[dict[str, Any]], party: str) -> list[dict[str, Any]]:
    """What several sides owe in the same words said once, with all whose move it is; `ours` where it is ours too."""
    found: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for one in lines:
        found.setdefault((one["code"], one.get("state", ""), str(one.get("reason") or one.get("words"))), []).append(one)
    movers = [(alike[0], sorted({one["move"] for one in alike if one["move"]})) for alike in found.values()]
    return [one | {"move": ", ".join(who), "ours": party in who} for one, who in movers]


def _deeds(sight: Sight, entry: Entry, one: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The ways to what is ours to do about a meeting on a page of its own; what is done on the meeting's page stands there."""
    if not keep.may_draft(sight) or not one["code"].startswith("meeting."):
        return []
    here = reverse("consultation-meeting", args=[entry.row.id])
    return [
        deed
        for deed in deeds.of(one["code"], one.get("state", ""), entry.row.id)
        if deed["address"].startswith(here) and deed["address"] != here
    ]


def on_the_table(circle: Circle, entry: Entry) -> list[dict[str, Any]]:
    """The agenda and the minutes that are proposed and wait for somebody: said before what rules find, who see what is agreed alone."""
    words = {
        "agenda": _("The agenda is proposed and waits for acceptance."),
        "minutes": _("The minutes are proposed and wait for acceptance."),
    }
    tabled = [(type_, move) for type_ in words for one in _of(circle, type_, entry.row.id) for move in one.row.move_list()]
    waiting = [(type_, who) for type_, (who, verb, _act) in tabled if verb == "accept"]
    return [{"words": words[type_], "move": who, "code": "", "gives": f"meeting.{type_}"} for type_, who in dict.fromkeys(waiting)]


def _time_tabled(sight: Sight, circle: Circle, entry: Entry) -> list[dict[str, Any]]:
    """Of a time that one side has taken and proposed: whose acceptance is awaited. It answers the offer, so nobody answers that too."""
    if sights.tabled_date(sight, circle, entry.row.id) is None:
        return []
    said = {"words": _("A time is proposed and waits for acceptance."), "code": "", "gives": "slot-offer.answer"}
    return [said | {"move": who} for who in sorted({who for who, verb, _act in entry.row.move_list() if verb == "accept"})]


def reached(circle: Circle, entry: Entry) -> str:
    """The stage a meeting has reached by its papers, where nobody has written that into the meeting yet."""
    stage: str = entry.text.stage
    papers = {"DATE AGREED": ("agenda", "AGENDA AGREED"), "HELD": ("minutes", "MINUTES AGREED")}
    if stage in papers and any(one.agreed for one in _of(circle, papers[stage][0], entry.row.id)):
        return papers[stage][1]
    return stage


def _of(circle: Circle, type_: str, meeting_: str) -> list[Entry]:
    return circle.about(type_, "meeting", meeting_)


def stage_words(stage: str) -> str:
    """What a meeting's stage asks for."""
    words: Mapping[str, str] = {
        "PLANNED": _("A date is to be found: either side may offer times."),
        "POSTPONED": _("A new date is to be found: either side may offer times."),
        "DATE AGREED": _("The agenda is to be proposed."),
        "AGENDA AGREED": _("Each side prepares its briefs; then the meeting takes place."),
        "HELD": _("The minutes are to be agreed."),
        "MINUTES AGREED": _("The actions are to be carried out; then the meeting is closed."),
        "CLOSED": _("Nothing is awaited: the meeting is closed."),
        "CANCELLED": _("Nothing is awaited: the meeting was cancelled."),
    }
    return words[stage]


def offers(sight: Sight, circle: Circle, meeting_: str) -> list[dict[str, Any]]:
    """Offers of times with their answers, the latest first; `may_answer` where it is ours to answer, `accepted` the slot agreed on.

    A slot is agreed on once every other side has accepted that very one; times for a meeting that is over are nobody's to answer, and
    those of which one is `proposed` are answered by that proposal.
    """
    found = []
    tabled = sights.tabled_date(sight, circle, meeting_)
    about = next((one for one in circle.of("meeting") if one.row.id == meeting_ and one.agreed), None)
    over = any(one.row.id == meeting_ and one.text.stage not in ASKED_STAGES for one in circle.of("meeting"))
    for one in sorted(_of(circle, "slot-offer", meeting_), key=lambda o: o.row.changed_at, reverse=True):
        answers = circle.about("slot-answer", "offer", one.row.id)
        said = [{"party": a.row.party, "text": a.text, "words": show.said(a.text.words), "answer": show.choice("SlotChoice", a.text.answer)}
                for a in answers]  # fmt: skip
        chosen = {a.row.party: a.text.chosen for a in answers if a.text.answer == "ACCEPTED" and a.row.party != one.row.party}
        agreed = len(set(chosen.values())) == 1 and set(chosen) >= set(circle.group.parties) - {one.row.party}
        accepted = next(iter(chosen.values())) if agreed else None
        slots = [{"no": n, "starts": show.moment(slot.starts), "ends": show.moment(slot.ends)} for n, slot in enumerate(one.text.slots, 1)]
        mine = one.row.party == sight.node.party
        answered = any(a.row.party == sight.node.party for a in answers)
        found.append(
            show.plain(one)
            | {"slots": slots, "answers": said, "accepted": accepted, "ours": mine, "words": show.said(one.text.words)}
            | {"spent": (spent := _spent(sight, about, one)) or over}
            | {"may_answer": not (mine or answered or over or tabled or spent) and keep.may_draft(sight)}
            | {"answer_by": one.text.answer_by, "agreed": _agreed_slot(about, one)}
            | {"proposed": tabled[1] if tabled is not None and tabled[0] == one.row.id else None}
        )
    return found


def _spent(sight: Sight, meeting_: Entry | None, offer: Entry) -> bool:
    """Whether a date was agreed, or the meeting put off, after an offer was made: it is nobody's to answer any more."""
    if meeting_ is None or meeting_.text.stage == "PLANNED":
        return False
    said = [gate.act(sight, one.row.revisions[-1].act).act.header for one in (meeting_, offer)]
    return said[0] is not None and said[1] is not None and said[1].signed_at <= said[0].signed_at


def _agreed_slot(meeting_: Entry | None, offer: Entry) -> int | None:
    """The number of the offered time at which the meeting is to take place; None where it is none of them."""
    at = meeting_.text.starts if meeting_ is not None else None
    return next((n for n, slot in enumerate(offer.text.slots, 1) if at is not None and slot.starts == at), None)


def _agenda(sight: Sight, entry: Entry | None, channel: str, papers: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The agenda with each line's record, ground and papers, and what we alone prepared for it."""
    if entry is None:
        return None
    ours = sights.briefs(sight, entry) if entry.agreed else {}
    by_no = {item.get("no"): item for item in ours.get("items", ())}
    sources = gate.by_id(sight, [item.source for item in entry.text.items if item.source is not None])
    items = []
    for item in entry.text.items:
        source = sources.get(item.source or "")
        origin = rows.plain(source) if source is not None else None
        title = show.said(item.title)
        items.append(
            {
                "item": item,
                "title": title,
                "same": origin is not None and any(words and words in title.get(key, "") for key, words in origin["titles"].items()),
                "ground": show.choice("Ground", item.ground),
                "source": origin,
                "withheld": sights.withheld(sight, channel, source) if source is not None else (),
                "filed": [one for one in papers if one["item"] == item.no],
                "papers": [{"title": show.said(paper.title), "paper": paper} for paper in item.papers],
                "brief": show.said_of(by_no.get(item.no, {}).get("brief")),
                "lines": [show.said_of(words) for words in by_no.get(item.no, {}).get("lines_to_take", ())],
            }
        )
    return show.plain(entry) | {"items": items, "brief": show.said_of(ours.get("brief")), "minutes": _total(entry)}


def _total(entry: Entry) -> int:
    return sum(item.minutes_allotted or 0 for item in entry.text.items)


def _minutes(entry: Entry) -> dict[str, Any]:
    return show.plain(entry) | {"papers": [{"title": show.said(paper.title), "paper": paper} for paper in entry.text.papers]}


def read_outs(circle: Circle, meeting_: str) -> list[dict[str, Any]]:
    """Each party's latest summary, side by side; None for a side that has published none."""
    told = _of(circle, "read-out", meeting_)
    found = []
    for party in circle.group.parties:
        mine = [one for one in told if one.row.party == party]
        latest = max(mine, key=lambda one: one.row.changed_at, default=None)
        said: dict[str, Any] = {"party": party, "entry": None, "words": {}, "at": None}
        if latest is not None:
            said |= {"entry": show.plain(latest), "words": show.said(latest.text.text), "at": show.moment(latest.text.published_at)}
        found.append(said)
    return found


def _drafts(sight: Sight, row: Row) -> list[dict[str, Any]]:
    """Our drafts about this meeting."""
    found = [one for one in sights.work(sight, row.channel, DRAFTED) if one.about == row.id or one.text.get("meeting") == row.id]
    return [{"record": one.record, "type": show.kind(one.type), "name": one.type, "state": show.draft_state(one.state)} for one in found]
