"""Rounds: asking every lead of a plan, recording what is returned, closing; statements in the national channel.

Touches the database, the clock and the act key. Rules: DR1 a coordinator asks, closes, and records what came by file; a lead's own officer
answers for his authority; CR1-CR3 as areas/commissioning/records.py; CR7 a round that is closed; CR8 nothing to ask. A return carries the
marking of its measure with every restriction that stands there; a round is marked as its channel is. Serves I1, I3, S2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from entente.areas.action_plan.records import Measure
from entente.areas.commissioning import CHASER, RETURN, ROUND
from entente.areas.commissioning.form import Answer
from entente.areas.commissioning.intake import Known, Verdict
from entente.areas.commissioning.records import Ask, Chased, Chaser, Return, Round, Way, check_round
from entente.kernel.act import Act
from entente.kernel.bilingual import Prose, Title
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import ADMINISTRATOR
from entente.kernel.labels.label import parse_label
from entente.node import look
from entente.node.channels import channel_label
from entente.node.national.at_home import tell
from entente.node.national.matters import linked
from entente.node.node import Node
from entente.node.officer import COORDINATOR, Officer, require
from entente.store import records, shown

LIVE = ("AGREED", "ACTIVE", "SUSPENDED")
"""Stages of a measure that is still to be reported on."""
MOST = 5000


@dataclass(frozen=True, slots=True)
class Planned:
    """A measure in effect as its row has it, and its text."""

    row: records.Row
    text: Measure


@dataclass(frozen=True, slots=True)
class Standing:
    """A round that may be seen: its row and text, the returns that stand by measure, and the chasers, oldest first."""

    row: records.Row
    text: Round
    returns: Mapping[str, tuple[records.Row, Return]]
    chasers: tuple[Chaser, ...]
    tiers: tuple[tuple[str, bool], ...] = ()

    @property
    def known(self) -> Known:
        """The round as returned answers are judged against."""
        return Known(self.row.id, self.text, {measure: text for measure, (_row, text) in self.returns.items()}, self.tiers)

    @property
    def missing(self) -> tuple[Ask, ...]:
        """What was asked and has not been answered."""
        return tuple(one for one in self.text.asked if one.measure not in self.returns)


@dataclass(frozen=True, slots=True)
class Question:
    """What a coordinator asks: number, title, period, the last day, a note."""

    code: str
    title: Title
    period: tuple[date, date]
    due: date
    note: Prose | None = None


def measures(node: Node, channel: str, allowed: frozenset[int] | None = None) -> list[Planned]:
    """The measures in effect in a channel that may be seen and are still to be reported on, by number."""
    where = {"channel": channel, "type": "measure", "state": "in-effect"}
    found = [Planned(row, text) for row in shown.listed(node.alias, allowed, where, MOST) if isinstance(text := _text(node, row), Measure)]
    return sorted((one for one in found if one.text.stage in LIVE), key=lambda one: one.text.code)


def ask(node: Node, officer: Officer, charter: Charter, question: Question, allowed: frozenset[int] | None = None) -> Act:
    """Opens a round over every live measure that the officer may see and that an authority of ours leads; once however often it is asked.

    Refuses (DR1) who does not coordinate, (CR8) a plan without such a measure, and (CR1, CR2) what the form's check finds.
    """
    require(officer, COORDINATOR)
    leads = [(one, one.text.leads.get(node.party)) for one in measures(node, charter.id, allowed)]
    asked = tuple(Ask(one.row.id, one.text.code, authority) for one, authority in leads if authority is not None)
    if not asked:
        raise Refusal("nothing-to-ask", "CR8", "No live measure of this plan is led by an authority of ours, so there is nobody to ask.")
    if any(found.type == ROUND for found in records.find(node.alias, question.code)):
        raise Refusal("number-taken", "CR8", f"There is a round {question.code} already; give this one another number.")
    first, last = question.period
    text = Round(question.code, question.title, first, last, question.due, charter.id, asked, officer.name, officer.post, question.note)
    for problem in check_round(text, (node.party,)):
        raise Refusal("round-malformed", problem.rule, problem.words["en"], problem.words["ja"])
    return tell(node, officer, ROUND, text, channel_label(charter), (None, f"round:{question.code}"))


def close(node: Node, officer: Officer, found: Standing) -> Act:
    """Ends a round today, whatever is missing. Refuses (DR1, CR7)."""
    require(officer, COORDINATOR)
    _check_open(found)
    text = msgspec.structs.replace(found.text, closed_on=node.clock().date())
    return tell(node, officer, ROUND, text, _label_of(node, found.row), (found.row, f"close:{found.row.id}"))


def rounds(node: Node, allowed: frozenset[int] | None = None) -> list[Standing]:
    """Every round that may be seen, the latest asked first, each with those of its returns and chasers that may be seen."""
    where = {"channel": node.national().id, "type": ROUND}
    rows = [row for row in shown.listed(node.alias, allowed, where, MOST) if row.withdrawn_on is None]
    groups = records.in_groups(node.alias, node.national().id, [row.id for row in rows])
    found = [_standing(node, row, groups.get(row.id, []), allowed) for row in rows]
    return sorted((one for one in found if one is not None), key=lambda one: (one.text.due, one.text.code), reverse=True)


def find(node: Node, text: str, allowed: frozenset[int] | None = None) -> Standing:
    """The round of that id or number, where it may be seen; else refuses (N12)."""
    rows = [row for row in records.find(node.alias, text) if row.type == ROUND and (allowed is None or row.label in allowed)]
    if len(rows) == 1:
        group = records.in_groups(node.alias, node.national().id, [rows[0].id]).get(rows[0].id, [])
        found = _standing(node, rows[0], group, allowed)
        if found is not None:
            return found
    raise Refusal("unknown-record", "N12", f"This node knows no round “{text[:80]}”.")


def _standing(node: Node, row: records.Row, group: Sequence[records.Row], allowed: frozenset[int] | None) -> Standing | None:
    text = _text(node, row)
    if not isinstance(text, Round) or row.withdrawn_on is not None:
        return None
    seen = [one for one in group if one.withdrawn_on is None and (allowed is None or one.label in allowed)]
    texts = [(one, _text(node, one)) for one in sorted(seen, key=lambda one: (one.changed_at, one.id))]
    returns = {said.measure: (one, said) for one, said in texts if isinstance(said, Return)}
    chasers = tuple(said for _one, said in texts if isinstance(said, Chaser))
    return Standing(row, text, returns, chasers, _tiers(node, row, text))


def _tiers(node: Node, row: records.Row, text: Round) -> tuple[tuple[str, bool], ...]:
    """The markings of the tiers of the round's policy, each with whether it is above the round and every measure that it asks about."""
    rows = [row, *records.get(node.alias, [one.measure for one in text.asked]).values()]
    labels = [parse_label(records.label_text(node.alias, number)) for number in {one.label for one in rows}]
    name = parse_label(records.label_text(node.alias, row.label)).policy
    policy = node.samples.policies.get(name)
    if policy is None:
        return ()
    named = {label.classification for label in labels if label.policy == name}
    highest = max((tier.hierarchy for tier in policy.classifications if tier.name in named), default=0)
    return tuple((said, tier.hierarchy > highest) for tier in policy.classifications for said in (tier.marking.en, tier.marking.ja))


def record(node: Node, officer: Officer, found: Standing, asked: Ask, said: Return) -> Act:
    """Records a return, in place of the one that stands where there is one. Refuses (DR1) who may not, and (CR7) a closed round.

    A coordinator records for every authority, any other officer for his own alone. The same words again give the same act.
    """
    own = f"{node.party}:{asked.authority}" == ":".join(officer.post.split(":")[:2])
    if not own or officer.roles <= {ADMINISTRATOR}:
        require(officer, COORDINATOR)
    _check_open(found)
    before = found.returns.get(asked.measure)
    source = look.find_record(node, asked.measure)
    told = hashlib.sha256(msgspec.json.encode([said.rag, said.narrative, said.ask, said.forecast_finish, said.by, said.sha256])).hexdigest()
    over = before[0].revisions[-1].act if before is not None else ""
    request = f"return:{found.row.id[:16]}:{asked.measure[:20]}:{over[:16]}:{told[:32]}"
    return tell(node, officer, RETURN, said, _label_of(node, source), (before[0] if before is not None else None, request))


def record_all(node: Node, officer: Officer, chosen: Iterable[tuple[Verdict, Way, str | None]]) -> list[Act]:
    """Records answers that were read from files, each with how it came and its file's digest. Refuses (DR1, CR6, CR7)."""
    require(officer, COORDINATOR)
    told = []
    for verdict, way, digest in chosen:
        if verdict.known is None or verdict.asked is None or verdict.outcome not in ("new", "differs"):
            raise Refusal("not-recordable", "CR6", "An answer that was refused, or stands already, is not recorded.")
        said = return_of(node, officer, verdict.known.record, verdict.asked, (verdict.answer, way, digest))
        told.append((verdict.known.record, verdict.asked, said))
    return [record(node, officer, find(node, round_), asked, said) for round_, asked, said in told]


def return_of(node: Node, officer: Officer, round_: str, asked: Ask, came: tuple[Answer, Way, str | None]) -> Return:
    """An answer as it is recorded today; refuses (CR6) one without a status or a word on how it stands."""
    answer, way, digest = came
    if answer.rag is None or answer.narrative is None:
        raise Refusal("not-recordable", "CR6", "A return needs a status and a word on how the measure stands.")
    by, today = answer.by or asked.authority, node.clock().date()
    return Return(
        round_, asked.measure, asked.code, asked.authority, answer.rag, answer.narrative, by, way, today, officer.name, officer.post,
        answer.ask, answer.forecast_finish, digest,
    )  # fmt: skip


def chased(node: Node, officer: Officer, found: Standing, authority: str, manner: Chased) -> Act:
    """Says that an authority is reminded today of what is missing; once a day. Refuses (DR1, CR7) and (CR8) where nothing is."""
    require(officer, COORDINATOR)
    _check_open(found)
    codes = tuple(one.code for one in found.missing if one.authority == authority)
    if not codes:
        raise Refusal("nothing-missing", "CR8", f"{authority} has returned all that it was asked.")
    today = node.clock().date()
    text = Chaser(found.row.id, authority, today, codes, manner, officer.name, officer.post)
    return tell(node, officer, CHASER, text, _label_of(node, found.row), (None, f"chaser:{found.row.id[:16]}:{authority}:{today}"))


def chased_on(found: Standing, authority: str) -> date | None:
    """The day on which an authority was last reminded."""
    return max((one.sent_on for one in found.chasers if one.authority == authority), default=None)


def _check_open(found: Standing) -> None:
    if found.text.closed_on is not None:
        raise Refusal("round-closed", "CR7", f"{found.text.code} was closed on {found.text.closed_on.isoformat()}.")


def _text(node: Node, row: records.Row) -> Any:
    revisions = linked(node, row).revisions
    return revisions[-1].text if revisions else None


def _label_of(node: Node, row: records.Row) -> Mapping[str, Any]:
    return records.label_text(node.alias, row.label)
