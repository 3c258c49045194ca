"""The right of reply: a side is told which finding on it is meant for the joint paper, and replies before its time is over.

Pure. Pattern P2, request and answer, both own records of the shared channel. What both cleared goes on the joint paper, with the reply
beside it; who lets the time pass is shown to have said nothing, and holds nothing up. Published versions are frozen.
Serves I3.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Annotated

import msgspec
from msgspec import Meta

from entente.areas.oversight.records import ClauseId, Prose, RecordId, RuleCode, words
from entente.kernel.area import Group, Interval, Linked, Problem, Words
from entente.kernel.bilingual import en_day, ja_day
from entente.kernel.calendar.deferral import newest
from entente.kernel.calendar.timeline import FOREVER, end_day, first_day

Party = Annotated[str, Meta(pattern=r"^[A-Z]{3}(?!\n)$")]
STATE, OWED = "finding.joint", "finding.reply"


class FindingNotice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """That a finding is meant for the joint paper (own record): its code, the record it was found of, its words, and whom it speaks of.

    Each of the `parties` may reply up to and with `reply_by`. It changes no standing.
    """

    finding: RuleCode
    record: RecordId
    text: Prose
    parties: Annotated[tuple[Party, ...], Meta(min_length=1, max_length=20)]
    reply_by: date
    clauses: Annotated[tuple[ClauseId, ...], Meta(max_length=40)] = ()


class FindingReply(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a side says of a finding on it (own record): whether it may stand on the joint paper, and its explanation beside it."""

    notice: RecordId
    may_stand: bool
    text: Prose | None = None


def check_notice(text: FindingNotice, parties: tuple[str, ...]) -> Iterator[Problem]:
    """OV1: words in at least one language. OV4: it speaks of parties of the channel, each once."""
    if not words(text.text):
        yield Problem("text", "OV1", {"en": "At least one language is needed.", "ja": "少なくとも一つの言語による記載が必要です。"})
    if len(set(text.parties)) < len(text.parties) or not set(text.parties) <= set(parties):
        en, ja = "Name parties of this channel, each once.", "このチャネルの参加国を重複なく記載する必要があります。"
        yield Problem("parties", "OV4", {"en": en, "ja": ja})


def check_reply(text: FindingReply, parties: tuple[str, ...]) -> Iterator[Problem]:
    """OV1: an explanation, where there is one, has a language. OV5: who keeps a finding off the joint paper says why."""
    if text.text is not None and not words(text.text):
        yield Problem("text", "OV1", {"en": "At least one language is needed.", "ja": "少なくとも一つの言語による記載が必要です。"})
    if not text.may_stand and text.text is None:
        en, ja = "Say why it may not stand on the joint paper.", "共同報告に記載することのできない理由の説明が必要です。"
        yield Problem("text", "OV5", {"en": en, "ja": ja})


def reply_rules(group: Group) -> list[Interval]:
    """For each notice: who still owes a reply, and whether the finding may stand on the joint paper, over time.

    "waiting" until all have replied or the time is over; then "objected" where one said no, "agreed" where all said yes, else "silent":
    it may stand, and who did not reply is named. A reply that comes late counts from its day.
    """
    out: list[Interval] = []
    for record in group.of("finding-notice"):
        revision, until = newest(record)
        if revision is None or record.party is None:
            continue
        text: FindingNotice = revision.text
        since, over = revision.effective_on.toordinal(), min(text.reply_by.toordinal() + 1, FOREVER)
        replies = {party: _reply(group, record, party) for party in text.parties if party != record.party}
        for party, reply in sorted(replies.items()):
            ends = min(max(over, since), until, reply[0] if reply is not None else FOREVER)
            if since < ends:
                due = _owed(party, text.reply_by)
                span = first_day(since), end_day(ends)
                out.append(Interval("obligation", OWED, "open", *span, record.record, due, (revision.act,), text.clauses, party))
        out += _states(record, (since, over, until), replies, (revision.act, text.clauses))
    return out


def _reply(group: Group, notice: Linked, party: str) -> tuple[int, bool, str] | None:
    """A side's newest reply to a notice: from which day, whether it may stand, its act."""
    found = []
    for record in group.of("finding-reply"):
        revision, until = newest(record)
        if revision is not None and record.party == party and revision.text.notice == notice.record and until == FOREVER:
            found.append((revision.effective_on.toordinal(), revision.text.may_stand, revision.act))
    return max(found, default=None)


def _states(
    record: Linked, days: tuple[int, int, int], replies: dict[str, tuple[int, bool, str] | None], rests: tuple[str, tuple[str, ...]]
) -> Iterator[Interval]:
    """The notice's states, cut where a reply came and where the time was over; neighbours that say the same are one."""
    since, over, until = days
    cuts = sorted({since, until, *(min(max(day, since), until) for day in (over, *(r[0] for r in replies.values() if r)))})
    line: list[tuple[int, int, str, tuple[str, ...], tuple[str, ...]]] = []
    for a, b in pairwise(cuts):
        given = {party: reply for party, reply in replies.items() if reply is not None and reply[0] <= a}
        silent = tuple(sorted(set(replies) - set(given)))
        if any(not reply[1] for reply in given.values()):
            state = "objected"
        elif silent:
            state = "silent" if a >= over else "waiting"
        else:
            state = "agreed"
        acts = (rests[0], *sorted(reply[2] for reply in given.values()))
        named = tuple(sorted(p for p, r in given.items() if not r[1])) if state == "objected" else silent
        if line and line[-1][2:] == (state, acts, named):
            line[-1] = (line[-1][0], b, state, acts, named)
        else:
            line.append((a, b, state, acts, named))
    for a, b, state, acts, named in line:
        yield Interval("fact", STATE, state, first_day(a), end_day(b), record.record, _why(state, named), acts, rests[1])


def _owed(party: str, by: date) -> Words:
    return {
        "en": f"{party} may reply to a finding meant for the joint paper, by {en_day(by)}.",
        "ja": f"{party}は、共同報告への記載が予定される所見について、{ja_day(by)}までに回答することができる。",
    }


def _why(state: str, named: tuple[str, ...]) -> Words:
    who_en, who_ja = ", ".join(named), "、".join(named)
    return {
        "waiting": {"en": f"A reply by {who_en} is awaited.", "ja": f"{who_ja}の回答を待っている。"},
        "agreed": {
            "en": "All whom it speaks of have replied; it may stand.",
            "ja": "対象となる全ての側が回答しており、記載することができる。",
        },
        "silent": {
            "en": f"The time is over without a reply by {who_en}; it may stand.",
            "ja": f"{who_ja}の回答がないまま期限を経過しており、記載することができる。",
        },
        "objected": {
            "en": f"{who_en} has not agreed that it stands on the joint paper.",
            "ja": f"{who_ja}は共同報告への記載に同意していない。",
        },
    }[state]
