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
from entente.kernel.act import LogName
from entente.kernel.bilingual import ja_day
from entente.kernel.calendar import zones
from entente.kernel.calendar.seats import Seat
from entente.kernel.charter import Charter
from entente.node.node import Node, utc
from entente.node.partners.sentences import Line, acts, line, records, span, then
from entente.store import contents, counts, database, logs, partners
from entente.store.layout import SEALED, SEQ_BITS, STATUS

SHOWN = 20


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
    lines = [line("own-frozen", True, why=row.frozen["words"]) for row in own[-1:] if row.frozen]
    known = partners.partners(node.alias, charter.id)
    if any(not p.compared for p in known):
        missing = ", ".join(p.party for p in known if not p.compared)
        lines.append(line("restored", True, parties=missing))
    states = tuple(_partner(node, charter, partner, rows) for partner in known)
    return ChannelStatus(charter.id, charter.terms.title, charter.terms.exercise, sum(r.head.size for r in own), tuple(lines), states)


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
        **_agreed(node, charter, partner.party),
    }
    seats = node.seats(charter)
    lines = [*_contact(partner, node, seats), *_sent(partner, figures, receipts, seats), *_reported(node, charter, partner)]
    lines += _received(node, partner, theirs, figures, seats)
    open_here = figures["waiting_on_them"], figures["waiting_on_us"]
    if any((figures["in_effect"], *open_here)):
        lines.append(line("in-effect", count=records(figures["in_effect"]), party=partner.party, theirs=open_here[0], ours=open_here[1]))
    return PartnerStatus(partner.party, partner.url, figures, tuple(lines))


def _agreed(node: Node, charter: Charter, party: str) -> dict[str, int]:
    """Joint records of the channel in effect, and records on which the partner or this party moves next, as they are kept counted."""
    cells = {cell: n for cell, n in counts.cells(node.alias, "").items() if cell.channel == charter.id}
    return {
        "in_effect": sum(n for cell, n in cells.items() if cell.state == "in-effect"),
        "waiting_on_them": sum(n for cell, n in cells.items() if party in cell.waits.split()),
        "waiting_on_us": sum(n for cell, n in cells.items() if node.party in cell.waits.split()),
    }


def _contact(partner: partners.Partner, node: Node, seats: Sequence[Seat]) -> list[Line]:
    if not partner.url:
        return [line("no-address", True, party=partner.party)]
    if partner.trouble and partner.contact_at == partner.tried_at:
        return [line("answered-but", True, party=partner.party, at=_when(partner.contact_at, seats), why=partner.trouble)]
    if partner.trouble:
        name = "not-reached" if partner.contact_at else "never-reached"
        values = {
            "at": _when(partner.tried_at, seats),
            "count": partner.failures,
            "last": _when(partner.contact_at, seats),
            "why": partner.trouble,
        }
        return [line(name, True, **values)]
    if not partner.contact_at:
        return [line("not-asked", party=partner.party)]
    lines = [line("answered", at=_when(partner.contact_at, seats))]
    if abs(partner.ahead_s) > node.home.settings.ahead_limit_s:
        name = "clock-ahead" if partner.ahead_s > 0 else "clock-behind"
        lines.append(line(name, True, party=partner.party, span=span(abs(partner.ahead_s))))
    return lines


def _sent(
    partner: partners.Partner, figures: Mapping[str, int], receipts: Mapping[int, Mapping[str, partners.Receipt]], seats: Sequence[Seat]
) -> list[Line]:
    said, held, receipted = figures["said"], figures["held_there"], figures["receipted"]
    if not said:
        return [line("sent-none")]
    if held < said:
        return [line("sent-part", party=partner.party, held=held, said=acts(said), left=said - held)]
    times = [found[partner.party].at for found in receipts.values() if partner.party in found]
    if not times:
        return [line("sent-unsigned", party=partner.party, said=acts(said))]
    return [line("sent-signed", party=partner.party, said=acts(said), receipted=receipted, at=_when(max(times) * 1_000_000, seats))]


def _reported(node: Node, charter: Charter, partner: partners.Partner) -> list[Line]:
    """What the partner says of our acts."""
    found = [r for r in partners.reports(node.alias, charter.id) if r.party == partner.party]
    return [
        line(f"reported-{r.status}", r.status != "waiting", **_why(r, then(r.status, r.rule, False, partner.party))) for r in found[:SHOWN]
    ]


def _why(report: partners.Report, next_: tuple[str, str]) -> dict[str, Any]:
    return {"seq": report.seq, "rule": report.rule, "why": _words(report.words), "then": next_}


def _received(
    node: Node, partner: partners.Partner, theirs: Sequence[logs.Log], figures: Mapping[str, int], seats: Sequence[Seat]
) -> list[Line]:
    received, verified = figures["received"], figures["verified"]
    lines = [line("received", received=acts(received), party=partner.party, verified=verified)]
    if not received:
        lines = [line("received-none", party=partner.party)]
    for row in theirs:
        lines += _of_log(node, partner, row, seats)
    return lines


def _of_log(node: Node, partner: partners.Partner, row: logs.Log, seats: Sequence[Seat]) -> list[Line]:
    lines = []
    if row.frozen:
        kept = len(partners.evidence(node.alias, row.number))
        next_ = then("frozen", "", True, partner.party)
        lines.append(line("frozen", True, party=partner.party, size=row.head.size, why=row.frozen["words"], kept=kept, then=next_))
    if row.decided < row.head.size:
        lines.append(line("undecided", count=row.head.size - row.decided, party=partner.party))
    if row.signed_at > node.clock().strftime("%Y-%m-%dT%H:%M:%SZ"):
        signed = datetime.fromisoformat(row.signed_at)
        far = (signed - node.clock()).total_seconds() > node.home.settings.ahead_limit_s  # some seconds are nobody's concern
        lines.append(line("future", far, party=partner.party, at=_when(int(signed.timestamp() * 1_000_000), seats)))
    told = partner.heads.get(log_text(row.name))
    if told is not None and told < row.head.size and not row.frozen:
        lines.append(line("set-back", party=partner.party, told=told, size=row.head.size))
    bounds = (row.position(0), row.position(0) + (1 << SEQ_BITS))
    sql = f"SELECT id, rule, words FROM act WHERE status = {STATUS['void']} AND id >= %s AND id < %s ORDER BY id DESC LIMIT {SHOWN}"
    lines += [
        line("refused", seq=_seq(position), rule=rule, why=words, then=then("refused", rule, True, partner.party))
        for position, rule, words in database.rows(node.alias, sql, bounds)
    ]
    sql = f"SELECT id, rule, words FROM content WHERE gate = {SEALED} AND id >= %s AND id < %s ORDER BY id DESC LIMIT {SHOWN}"
    lines += [
        line("sealed", True, seq=_seq(position), rule=rule, why=words, then=then("sealed", rule, True, partner.party))
        for position, rule, words in database.rows(node.alias, sql, bounds)
    ]
    missing = len(contents.awaited(node.alias, 1_000_000, *bounds))
    if missing:
        lines.append(line("missing", count=missing))
    return lines


def _seq(position: int) -> int:
    return position & (1 << SEQ_BITS) - 1


def _words(text: str) -> tuple[str, str]:
    """A partner's words in English and in Japanese, each falling back on what there is."""
    words: dict[str, str] = json.loads(text) if text.startswith("{") else {"en": text}
    any_ = next(iter(words.values()), "no reason was given.")
    return words.get("en") or any_, words.get("ja") or any_


def _when(microseconds: int, seats: Sequence[Seat]) -> tuple[str, str]:
    """A moment by the clocks of these seats, in English and in Japanese; the day once where it is the same."""
    english, japanese, last = [], [], None
    for name, kanji, clock in seats:
        local = zones.local(utc(microseconds), clock)
        same, last = local.date() == last, local.date()
        english.append(f"{'' if same else f'{last.day} {last:%B %Y} '}{local:%H:%M} {name}")
        japanese.append(f"{'' if same else f'{ja_day(last)} '}{local:%H:%M} {kanji}")
    return ", ".join(english), "、".join(japanese)


def as_json(found: ChannelStatus, language: str = "en") -> dict[str, Any]:
    """A channel's status for scripts, its sentences in that language."""
    return {
        "channel": found.channel,
        "title": dict(found.title),
        "exercise": found.exercise,
        "acts_said": found.ours,
        "lines": [{"words": one.said(language), "must_act": one.act} for one in found.lines],
        "partners": [
            {
                "party": p.party,
                "address": p.url,
                **p.figures,
                "lines": [{"words": one.said(language), "must_act": one.act} for one in p.lines],
            }
            for p in found.partners
        ],
        "asked_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
