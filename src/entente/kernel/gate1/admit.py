"""Gate 1: whether an act has effect, decided from headers alone, alike at every node for ever.

Pure. `judge` applies the numbered rules of docs/protocol.md section 5: the general ones (G1-G7) here, those of joint records
from conclude.py, those of own statements, purges and keys from statement.py. A verdict depends on the act, on its author's log up
to it and on the acts it cites; so the acts of one log are judged in their order, and one that waits makes the rest of its log wait.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from entente.kernel.act import WITH_TEXTS, Act, Cite, Header, LogName, parse_cite, parse_time
from entente.kernel.errors import Refusal
from entente.kernel.gate1 import conclude, statement
from entente.kernel.gate1.ruling import Case, Ledger, Rule, Rules, Verdict
from entente.kernel.labels import label

RULES: Mapping[str, Rules] = {**conclude.RULES, **statement.RULES}
"""The rules of each kind of act, in the order in which they are asked. A kind that is not here is kept without effect."""

LOG_NAME = re.compile(r"([A-Z]{3})/([1-9][0-9]{0,3})\Z")  # one spelling for each log, as citations have it


def judge(act: Act, ledger: Ledger, rules: Mapping[str, Rules] = RULES) -> Verdict:
    """The verdict on the next act of its log: admitted with its marks, void with the rule it breaks, kept, or waiting.

    Asks nothing of bodies (gate 2) or of signatures and order (the log rules L1-L5, log.py). `rules` lets the model check leave one out.
    """
    header = act.header
    if header is None:
        return Verdict("void", "G1", "The header's fields are not of the form that protocol version 1 asks for.")
    try:
        cites = _cited(header)
    except Refusal as refusal:
        return Verdict("void", refusal.rule, refusal.words)
    case = Case(act, header, cites, ledger)
    waits = _waits_for(case)
    if waits:
        return Verdict("waiting", *waits)
    for number, broken in GENERAL:
        words = broken(case)
        if words:
            return Verdict("void", number, words)
    specific = rules.get(header.kind)
    if specific is None:
        return Verdict("kept", "G8", f"This node does not know acts of kind “{header.kind}”; it keeps the act, which has no effect here.")
    for number, broken in specific.checks:
        words = broken(case)
        if words:
            return Verdict("void", number, words)
    marks, touched = specific.effect(case)
    return Verdict("admitted", "", "", marks, touched)


def _cited(header: Header) -> tuple[Cite, ...]:
    """Every act the header names: its citations, then the bases of its targets."""
    if not header.cites and not header.targets:
        return ()
    bases = [parse_cite(t.base) for t in header.targets if t.base is not None]
    return (*map(parse_cite, header.cites), *bases)


def _waits_for(case: Case) -> tuple[str, str] | None:
    """The rule (G5 or G4) that this node cannot decide yet, and what it must still receive, in words; None where it can.

    A frozen log is not waited for, nor one of a stranger: what it lacks will not come, and a partner's fork must not hold up the others.
    """
    own, ledger = case.act.log, case.ledger
    for cite in case.cites:
        if cite.log != own and cite.party in ledger.parties and not ledger.frozen(cite.log) and cite.seq >= ledger.decided(cite.log):
            return "G5", f"cited act {cite.seq} of {cite.party}'s log has not been decided here yet."
    for name, size in case.header.seen.items():
        log = _log_name(name)
        if log is None or log == own or log[0] not in ledger.parties or ledger.frozen(log):
            continue
        if size > ledger.decided(log):
            return "G4", f"its author had read {size} acts of {log[0]}'s log; this node has decided {ledger.decided(log)} so far."
    return None


@lru_cache(maxsize=1024)
def _log_name(text: str) -> LogName | None:
    match = LOG_NAME.match(text)
    return (match[1], int(match[2])) if match else None


def _g1_form(case: Case) -> str:
    for name in case.header.seen:
        log = _log_name(name)
        if log is None or log[0] not in case.ledger.parties or log == case.act.log:
            return f"“{name}” under “seen” is not another log of this channel."
    if len(case.header.cites) > 64 or len(case.header.targets) > 256:
        return "An act cites at most 64 acts and has at most 256 targets."
    return ""


def _g2_post(case: Case) -> str:
    if not case.header.post.startswith(case.act.party + ":"):
        return f"The post “{case.header.post}” is not one of {case.act.party}'s."
    return ""


def _g3_time(case: Case) -> str:
    if parse_time(case.header.signed_at) is None:
        return f"“{case.header.signed_at[:40]}” is not a time."
    if case.header.signed_at < case.ledger.time(case.act.log):
        return f"Signed at {case.header.signed_at}, before an earlier act of the same log ({case.ledger.time(case.act.log)})."
    if case.header.expires_at is not None and parse_time(case.header.expires_at) is None:
        return f"The limit of validity “{case.header.expires_at[:40]}” is not a time."
    return ""


def _g4_seen(case: Case) -> str:
    for name, size in case.ledger.seen(case.act.log).items():
        if case.header.seen.get(name, 0) < size:
            return f"It claims to have read less of {name} than an earlier act of the same log ({size})."
    return ""


def _g5_cites(case: Case) -> str:
    for cite in case.cites:
        if cite.party not in case.ledger.parties:
            return f"It cites {cite.party}, which is not a party of this channel."
        if cite.log == case.act.log:
            if cite.seq >= case.act.seq:
                return "It cites an act of its own log that does not come before it."
        elif case.header.seen.get(f"{cite.party}/{cite.generation}", 0) <= cite.seq:
            return f"It cites act {cite.seq} of {cite.party}'s log without claiming to have read it."
        cited = case.ledger.act(cite)
        if cited is None or cited.act.id != cite.act:
            return f"Act {cite.seq} of {cite.party}'s log, as this node holds it, is not the one that is cited."
    return ""


def _g6_label(case: Case) -> str:
    try:
        if not label.covers(label.read_label(case.header.label), frozenset(case.ledger.parties)):
            return "Its label does not release it to every party of the channel."
    except Refusal as refusal:
        return refusal.words
    return ""


def _g7_body(case: Case) -> str:
    if case.header.body is None and case.header.kind in WITH_TEXTS:
        return f"An act of kind “{case.header.kind}” needs a body."
    return ""


GENERAL = (
    Rule("G1", _g1_form),
    Rule("G2", _g2_post),
    Rule("G3", _g3_time),
    Rule("G4", _g4_seen),
    Rule("G5", _g5_cites),
    Rule("G6", _g6_label),
    Rule("G7", _g7_body),
)
"""The rules of every kind of act, in the order in which they are asked."""
