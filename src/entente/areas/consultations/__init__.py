"""Consultations: series of meetings, their papers, actions, statements and points of contact (I2-I5).

Pure. A series, a meeting, an agenda, minutes, an action, a deferral and a joint statement are joint texts (pattern P3); offers, answers,
claims, closures, read-outs, "ready" and publications are one side's statements (P1, P2); contacts follow P8. All records of a series are
one group with it, those of a joint statement with the statement, those of a contact with the contact. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from entente.areas.consultations import check, papers, records
from entente.areas.consultations.actions import action_rules, deferral_rules
from entente.areas.consultations.contacts import records as contacts
from entente.areas.consultations.contacts.roster import contact_rules
from entente.areas.consultations.joint_statements import records as statements
from entente.areas.consultations.joint_statements.release import release_rules
from entente.areas.consultations.meetings.naming import called
from entente.areas.consultations.meetings.rules import meeting_rules
from entente.areas.consultations.meetings.slots import slot_rules
from entente.areas.consultations.series.clock import series_rules
from entente.kernel.area import Area, Facets, Kind
from entente.kernel.bilingual import en_day, ja_day, words

Clauses = tuple[str, ...]

_I2, _I3, _I4, _I5 = "jp-gb-2017#I2", "jp-gb-2017#I3", "jp-gb-2017#I4", "jp-gb-2017#I5"
_ALL: Clauses = (_I2, _I3, _I4, _I5)


def _with(schema: type | tuple[type, ...], key: str) -> Callable[[str, Any], str]:
    """The group of a record that names another by a field; one that cannot be read stands alone until it can."""
    return lambda record, text: getattr(text, key) if isinstance(text, schema) else record


def _series(text: records.AnySeries) -> Facets:
    return Facets(text.code, words(text.title), text.clauses, text.reckoned_from, text.first_due, text.ended_on)


def _meeting(text: records.Meeting) -> Facets:
    starts = text.starts.on if text.starts is not None else text.window_from
    ends = text.ends.on if text.ends is not None else text.window_to
    code = f"No. {text.ordinal}" if text.ordinal is not None else (text.held_on or starts or "?")
    return Facets(str(code), called(text), text.clauses, text.held_on or starts, None, text.held_on or ends)


def _count(text: records.AnyCount) -> Facets:
    titles = {"en": f"Meeting of {en_day(text.held_on)} counted", "ja": f"{ja_day(text.held_on)}の会合の計上"}
    return Facets(text.held_on.isoformat(), titles, (), text.held_on, None, text.held_on)


def _deferral(text: records.Deferral) -> Facets:
    titles = {"en": f"Deferral until {en_day(text.until)}", "ja": f"{ja_day(text.until)}までの延期"}
    return Facets(f"{text.starts_on}/{text.until}", titles, text.clauses, text.starts_on, None, text.until)


def _offer(text: records.SlotOffer) -> Facets:
    days = [slot.starts.on for slot in text.slots]
    listed = [en_day(day) for day in days], [ja_day(day) for day in days]
    titles = {"en": f"Times offered: {', '.join(listed[0])}"[:200], "ja": f"提示日時：{'、'.join(listed[1])}"[:200]}
    return Facets(days[0].isoformat(), titles, (), min(days), text.answer_by, max(days))


def _answer(text: records.SlotAnswer) -> Facets:
    if text.answer == "ACCEPTED":
        return Facets("", {"en": f"Slot {text.chosen} accepted", "ja": f"候補{text.chosen}を受諾"})
    return Facets("", {"en": "None of the times suits", "ja": "いずれの日時も不可"})


def _agenda(text: papers.Agenda) -> Facets:
    clauses = dict.fromkeys(item.clause for item in text.items if item.clause is not None)
    titles = {"en": f"Agenda, {len(text.items)} item{'' if len(text.items) == 1 else 's'}", "ja": f"議題（{len(text.items)}件）"}
    return Facets("", titles, tuple(clauses))


def _minutes(text: papers.AnyMinutes) -> Facets:
    titles = {
        "en": f"Minutes, {len(text.paragraphs)} paragraph{'' if len(text.paragraphs) == 1 else 's'}",
        "ja": f"議事録（{len(text.paragraphs)}段落）",
    }
    return Facets("", titles)


def _action(text: papers.Action) -> Facets:
    return Facets(text.code, words(text.title), text.clauses, text.agreed_on, text.due)


def _claim(text: papers.ActionClaim) -> Facets:
    titles = {"en": f"Done on {en_day(text.done_on)}", "ja": f"{ja_day(text.done_on)}に実施"}
    return Facets(text.done_on.isoformat(), titles, (), text.done_on)


def _closure(text: papers.ActionClosure) -> Facets:
    closed = text.verdict == "CLOSED"
    return Facets(text.verdict, {"en": "Closed", "ja": "終了を確認"} if closed else {"en": "Disputed", "ja": "異議あり"})


def _read_out(text: papers.ReadOut) -> Facets:
    on = text.published_at.on if text.published_at is not None else None
    return Facets(on.isoformat() if on is not None else "", {"en": "Read-out", "ja": "対外説明"}, (), on)


def _paper(text: papers.MeetingPaper) -> Facets:
    return Facets(text.dated.isoformat() if text.dated is not None else "", words(text.title), (), text.dated)


def _statement(text: statements.JointStatement) -> Facets:
    embargo = text.embargo.on if text.embargo is not None else None
    return Facets(text.said_on.isoformat(), words(text.title), text.clauses, text.said_on, embargo)


def _ready(text: statements.Ready) -> Facets:
    return Facets(text.revision[:12], {"en": "Ready to publish", "ja": "公表準備完了"})


def _publication(text: statements.AnyPublication) -> Facets:
    where = text.pages[0].page[:120]
    titles = {"en": f"Published on {en_day(text.at.on)}: {where}", "ja": f"{ja_day(text.at.on)}公表：{where}"}
    return Facets(text.at.on.isoformat(), titles, (), text.at.on)


def _contact(text: contacts.Contact) -> Facets:
    return Facets(f"{text.authority} {text.order}", words(text.role), text.clauses)


def _ping(text: contacts.ContactPing) -> Facets:
    return Facets(text.sent.on.isoformat(), {"en": "Ping", "ja": "連絡確認"}, (), text.sent.on)


def _pong(text: contacts.PingAnswer) -> Facets:
    titles = {"en": "Still right", "ja": "変更なし"} if text.still_right else {"en": "No longer right", "ja": "変更あり"}
    return Facets(text.answered.on.isoformat(), titles, (), text.answered.on)


_BOTH = ("en", "ja")

KINDS = (
    Kind(
        "meeting-series", True, {"en": "Meeting series", "ja": "協議枠組み"}, 
        {1: records.MeetingSeries, 2: records.AnsweringSeries}, _series, _ALL,
        check=check.check_series, authentic=_BOTH,
    ),
    Kind(
        "meeting", True, {"en": "Meeting", "ja": "会合"}, {1: records.Meeting}, _meeting, _ALL,
        _with(records.Meeting, "series"), check.check_meeting, authentic=_BOTH,
    ),
    Kind(
        "meeting-count", True, {"en": "Meeting counted for another series", "ja": "他の協議枠組みへの計上"}, 
        {1: records.MeetingCount, 2: records.MeetingCountTogether}, _count, _ALL,
        _with((records.MeetingCount, records.MeetingCountTogether), "series"),
    ),
    Kind(
        "deferral", True, {"en": "Deferral", "ja": "延期"}, {1: records.Deferral}, _deferral, _ALL,
        _with(records.Deferral, "target"), check.check_deferral, authentic=_BOTH,
    ),
    Kind(
        "slot-offer", False, {"en": "Offer of times", "ja": "日時の提示"}, {1: records.SlotOffer}, _offer, _ALL,
        _with(records.SlotOffer, "series"), check.check_offer,
    ),
    Kind(
        "slot-answer", False, {"en": "Answer to an offer of times", "ja": "日時の提示への回答"}, {1: records.SlotAnswer}, _answer, _ALL,
        _with(records.SlotAnswer, "series"), check.check_answer,
    ),
    Kind(
        "agenda", True, {"en": "Agenda", "ja": "議題"}, {1: papers.Agenda}, _agenda, _ALL,
        _with(papers.Agenda, "series"), check.check_agenda, papers.AgendaNational, _BOTH,
        check_national=check.check_briefs,
    ),
    Kind(
        "minutes", True, {"en": "Minutes", "ja": "議事録"}, {1: papers.Minutes, 2: papers.AssignedMinutes}, _minutes, _ALL,
        _with((papers.Minutes, papers.AssignedMinutes), "series"), check.check_minutes, authentic=_BOTH,
    ),
    Kind(
        "action", True, {"en": "Action", "ja": "フォローアップ事項"}, {1: papers.Action}, _action, _ALL,
        _with(papers.Action, "series"), check.check_action, authentic=_BOTH,
    ),
    Kind(
        "action-claim", False, {"en": "Claim that an action is done", "ja": "実施済みの申告"}, {1: papers.ActionClaim}, _claim, _ALL,
        _with(papers.ActionClaim, "series"),
    ),
    Kind(
        "action-closure", False, {"en": "Answer to a claim", "ja": "申告への回答"}, {1: papers.ActionClosure}, _closure, _ALL,
        _with(papers.ActionClosure, "series"), check.check_closure,
    ),
    Kind(
        "read-out", False, {"en": "Read-out", "ja": "対外説明"}, {1: papers.ReadOut}, _read_out, _ALL,
        _with(papers.ReadOut, "series"), check.check_read_out, authentic=_BOTH,
    ),
    Kind(
        "meeting-paper", False, {"en": "Paper for a meeting", "ja": "会合資料"}, {1: papers.MeetingPaper}, _paper, _ALL,
        _with(papers.MeetingPaper, "series"), authentic=_BOTH,
    ),
    Kind(
        "joint-statement", True, {"en": "Joint statement", "ja": "共同声明"}, {1: statements.JointStatement}, _statement, (_I2, _I3),
        check=check.check_statement, authentic=_BOTH,
    ),
    Kind(
        "ready", False, {"en": "Ready to publish", "ja": "公表準備完了"}, {1: statements.Ready}, _ready, (_I2, _I3),
        _with(statements.Ready, "statement"),
    ),
    Kind(
        "publication", False, {"en": "Publication", "ja": "公表"}, {1: statements.Publication, 2: statements.PublicationWithFiles},
        _publication, (_I2, _I3), _with((statements.Publication, statements.PublicationWithFiles), "statement"), check.check_publication,
    ),
    Kind(
        "contact", False, {"en": "Point of contact", "ja": "連絡窓口"}, {1: contacts.Contact}, _contact, (_I3, _I5),
        check=check.check_contact,
    ),
    Kind(
        "contact-ping", False, {"en": "Contact ping", "ja": "連絡確認"}, {1: contacts.ContactPing}, _ping, (_I3, _I5),
        _with(contacts.ContactPing, "contact"), check.check_ping,
    ),
    Kind(
        "ping-answer", False, {"en": "Answer to a ping", "ja": "連絡確認への回答"}, {1: contacts.PingAnswer}, _pong, (_I3, _I5),
        _with(contacts.PingAnswer, "contact"), check.check_ping_answer,
    ),
)  # fmt: skip

AREA = Area(
    name="consultations",
    titles={"en": "Consultations", "ja": "協議"},
    clauses=_ALL,
    kinds=KINDS,
    rules_version=6,
    rules=(series_rules, deferral_rules, meeting_rules, slot_rules, action_rules, release_rules, contact_rules),
)
