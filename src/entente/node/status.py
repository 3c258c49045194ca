"""How things stand with each partner, in words: sent, received, verified, in effect, refused or sealed because, and who must act.

Touches the database (reads). Answers the question users of such systems ask first: why did it not arrive (ANCHORS, MISP). Serves I1 to I5.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from entente.exchange.wire import log_text
from entente.kernel.charter import Charter
from entente.kernel.ruling import LogName
from entente.node.node import Node, utc
from entente.store import contents, database, logs, partners
from entente.store.layout import SEALED, SEQ_BITS, STATUS

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, and whether somebody must act on it."""

    words: str
    act: bool = False


@dataclass(frozen=True, slots=True)
class PartnerStatus:
    """How the exchange with one partner stands."""

    party: str
    url: str
    figures: Mapping[str, int]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ChannelStatus:
    """How a channel stands."""

    channel: str
    title: Mapping[str, str]
    exercise: bool
    ours: int
    lines: tuple[Line, ...]
    partners: tuple[PartnerStatus, ...] = field(default=())


def status(node: Node) -> list[ChannelStatus]:
    """Every channel, the national one last."""
    charters = sorted(node.channels(), key=lambda c: len(c.codes) == 1)
    return [_channel(node, charter) for charter in charters]


def _channel(node: Node, charter: Charter) -> ChannelStatus:
    rows = logs.load(node.alias, charter)
    own = [row for name, row in rows.items() if name[0] == node.party]
    lines = [_own_frozen(row) for row in own[-1:] if row.frozen]
    known = partners.partners(node.alias, charter.id)
    if any(not p.compared for p in known):
        missing = ", ".join(p.party for p in known if not p.compared)
        lines.append(Line(f"This node was restored; it says nothing until its log was compared with {missing}'s copy.", True))
    states = tuple(_partner(node, charter, partner, rows) for partner in known)
    return ChannelStatus(charter.id, charter.terms.title, charter.terms.exercise, sum(r.head.size for r in own), tuple(lines), states)


def _own_frozen(row: logs.Log) -> Line:
    assert row.frozen is not None
    words = f"Our own log is frozen, nothing more can be said in it: {row.frozen['words']} What was agreed stays."
    return Line(f"{words} Open a new generation with `entente charter open-generation`, which needs the root key.", True)


def _partner(node: Node, charter: Charter, partner: partners.Partner, rows: Mapping[LogName, logs.Log]) -> PartnerStatus:
    own = [row for name, row in rows.items() if name[0] == node.party]
    theirs = [row for name, row in rows.items() if name[0] == partner.party]
    receipts = {row.number: {r.party: r for r in partners.receipts(node.alias, row.number)} for row in own}
    figures = {
        "said": sum(row.head.size for row in own),
        "held_there": sum(min(partner.heads.get(log_text(row.name), 0), row.head.size) for row in own),
        "receipted": sum(receipts[row.number][partner.party].size for row in own if partner.party in receipts[row.number]),
        "received": sum(row.head.size for row in theirs),
        "verified": sum(row.checkpoint_size for row in theirs),
        "decided": sum(row.decided for row in theirs),
    }
    lines = [*_contact(partner, node), *_sent(partner, figures, receipts), *_reported(node, charter, partner)]
    lines += _received(node, partner, theirs, figures)
    return PartnerStatus(partner.party, partner.url, figures, tuple(lines))


def _contact(partner: partners.Partner, node: Node) -> list[Line]:
    if not partner.url:
        return [Line(f"No address is known for {partner.party}'s node: `entente charter address {partner.party} URL`.", True)]
    if partner.trouble and partner.contact_at == partner.tried_at:
        return [Line(f"{partner.party}'s node answered at {_when(partner.contact_at)}, but: {partner.trouble}", True)]
    if partner.trouble:
        since = f"last answer {_when(partner.contact_at)}" if partner.contact_at else "it has never answered"
        return [Line(f"Not reached at {_when(partner.tried_at)} ({partner.failures} in a row; {since}): {partner.trouble}", True)]
    if not partner.contact_at:
        return [Line(f"{partner.party}'s node has not been asked yet.")]
    lines = [Line(f"Last answer {_when(partner.contact_at)}.")]
    if abs(partner.ahead_s) > node.home.settings.ahead_limit_s:
        word = "ahead of" if partner.ahead_s > 0 else "behind"
        lines.append(Line(f"Our clock is {abs(partner.ahead_s)} s {word} {partner.party}'s; one of the two must be set right.", True))
    return lines


def _sent(partner: partners.Partner, figures: Mapping[str, int], receipts: Mapping[int, Mapping[str, partners.Receipt]]) -> list[Line]:
    said, held, receipted = figures["said"], figures["held_there"], figures["receipted"]
    if held < said:
        return [Line(f"Sent: {partner.party} holds {held} of our {said} acts; {said - held} wait for its next question.")]
    times = [found[partner.party].at for found in receipts.values() if partner.party in found]
    signed = f", and has signed for {receipted} ({_when(max(times) * 1_000_000)})" if times else ", and has signed for none yet"
    return [Line(f"Sent: {partner.party} holds all our {said} acts{signed}.")]


def _reported(node: Node, charter: Charter, partner: partners.Partner) -> list[Line]:
    """What the partner says of our acts."""
    verbs = {
        "refused": "Refused there",
        "sealed": "Sealed there, not shown",
        "waiting": "Waiting there",
        "frozen": "Our log is frozen there",
    }
    found = [r for r in partners.reports(node.alias, charter.id) if r.party == partner.party]
    return [Line(f"{verbs[r.status]}: our act {r.seq} by rule {r.rule}, because: {_words(r.words)}", True) for r in found[:SHOWN]]


def _received(node: Node, partner: partners.Partner, theirs: Sequence[logs.Log], figures: Mapping[str, int]) -> list[Line]:
    received, verified = figures["received"], figures["verified"]
    lines = [
        Line(f"Received: {received} acts of {partner.party}, every signature checked; {verified} of them under its signed checkpoint.")
    ]
    for row in theirs:
        lines += _of_log(node, partner, row)
    return lines


def _of_log(node: Node, partner: partners.Partner, row: logs.Log) -> list[Line]:
    lines = []
    if row.frozen:
        kept = len(partners.evidence(node.alias, row.number))
        words = f"{partner.party}'s log is frozen since act {row.head.size}: {row.frozen['words']} ({kept} pieces of evidence kept)"
        lines.append(Line(words, True))
    if row.decided < row.head.size:
        lines.append(Line(f"{row.head.size - row.decided} acts of {partner.party} wait for an act that has not come here yet."))
    if row.signed_at > node.clock().strftime("%Y-%m-%dT%H:%M:%SZ"):
        lines.append(Line(f"{partner.party}'s latest act is signed at {row.signed_at}, which lies ahead of our clock."))
    told = partner.heads.get(log_text(row.name))
    if told is not None and told < row.head.size and not row.frozen:
        words = f"{partner.party} holds only {told} of its own {row.head.size} acts: it was set back, and will fetch the rest from us."
        lines.append(Line(words))
    bounds = (row.position(0), row.position(0) + (1 << SEQ_BITS))
    sql = f"SELECT id, rule, words FROM act WHERE status = {STATUS['void']} AND id >= %s AND id < %s ORDER BY id DESC LIMIT {SHOWN}"
    lines += [
        Line(f"Refused here: its act {position & (1 << SEQ_BITS) - 1} by rule {rule}, because: {words}")
        for position, rule, words in database.rows(node.alias, sql, bounds)
    ]
    sql = f"SELECT id, rule, words FROM content WHERE gate = {SEALED} AND id >= %s AND id < %s ORDER BY id DESC LIMIT {SHOWN}"
    lines += [
        Line(f"Sealed here, not shown: its act {position & (1 << SEQ_BITS) - 1} by rule {rule}, because: {words}", True)
        for position, rule, words in database.rows(node.alias, sql, bounds)
    ]
    missing = len(contents.awaited(node.alias, 1_000_000, *bounds))
    if missing:
        lines.append(Line(f"{missing} bodies of its acts have not come yet; any holder may serve them."))
    return lines


def _words(text: str) -> str:
    words: dict[str, str] = json.loads(text) if text.startswith("{") else {"en": text}
    return words.get("en") or next(iter(words.values()), "no reason was given.")


def _when(microseconds: int) -> str:
    return utc(microseconds).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ") if microseconds else "never"


def as_json(found: ChannelStatus) -> dict[str, Any]:
    """A channel's status for scripts."""
    return {
        "channel": found.channel,
        "title": dict(found.title),
        "exercise": found.exercise,
        "acts_said": found.ours,
        "lines": [{"words": line.words, "must_act": line.act} for line in found.lines],
        "partners": [
            {
                "party": p.party,
                "address": p.url,
                **p.figures,
                "lines": [{"words": line.words, "must_act": line.act} for line in p.lines],
            }
            for p in found.partners
        ],
        "asked_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
