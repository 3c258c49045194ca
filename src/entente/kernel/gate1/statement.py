"""Own statements, withdrawals, purges, spills, keys and generations. Gate-1 rules G14, G22, G23 and G25-G29.

Pure. One party's word needs nobody's consent: only its author supersedes or withdraws it. A purge takes a body out of every fold; what was
concluded jointly is purged only by joint conclusion, while a spill withholds a body at once (docs/protocol.md section 7).
Serves S2 and every clause whose records are one side's own statements.
"""

from __future__ import annotations

from entente.kernel.act import Cite, Header, parse_cite
from entente.kernel.errors import Refusal
from entente.kernel.gate1.ruling import Case, Effect, Mark, Rule, Rules, of_kind, pairs, records
from entente.kernel.log import rotation_of

STATEMENTS = ("state", "supersede")
PURGE_TYPE = "purge"  # the record type of a joint decision to purge; its proposal cites the acts concerned


def _own(case: Case, *kinds: str) -> Header | None:
    """The header of the first cited act where it stands, is the author's own and of one of these kinds."""
    header = of_kind(case.cited(0), *kinds)
    return header if header is not None and case.cites[0].party == case.act.party else None


def _g14_withdraws(case: Case) -> str:
    header = _own(case, "propose", "spill", *STATEMENTS)
    if header is None:
        return "A withdrawal cites, first, the author's own proposal, statement or spill report."
    if case.mark(f"closed:{case.cites[0].act}"):
        return "What it withdraws was already superseded, closed or withdrawn."
    if header.kind == "propose" and any(case.mark(f"concluded:{pair}") for pair in pairs(case.cites[0].act, header)):
        return "A concluded text is not withdrawn; a further revision is proposed."
    return ""


def _g22_states(case: Case) -> str:
    targets = case.header.targets
    if len(targets) != 1 or targets[0].record is not None or targets[0].base is not None:
        return "A statement is about one new record of its author."
    return ""


def _g23_supersedes(case: Case) -> str:
    targets = case.header.targets
    if len(targets) != 1 or targets[0].record is None or targets[0].base is None:
        return "A superseding statement names the record and the statement it replaces."
    base = parse_cite(targets[0].base)
    earlier = of_kind(case.ledger.act(base), *STATEMENTS)
    if earlier is None or base.party != case.act.party or targets[0].record not in records(base.act, earlier):
        return "Only the author supersedes a statement, and only by naming it and its record."
    if earlier.targets[0].type != targets[0].type:
        return "A record keeps its type."
    if case.mark(f"closed:{base.act}"):
        return "The statement it replaces was already superseded or withdrawn."
    return ""


def _g25_purges(case: Case) -> str:
    if not case.header.cites:
        return "A purge cites, first, the act whose body is purged."
    cite = case.cites[0]
    purged = case.cited(0)
    header = purged.act.header if purged else None
    if header is None or header.body is None:
        return "The act it cites has no body."
    if len(case.header.cites) == 1:
        if cite.party != case.act.party:
            return "Only its author purges a body, or all parties by a concluded decision that is cited."
        if header.kind == "propose" and _has_concluded(case, cite, header):
            return "The body of a concluded revision is purged only by a joint decision that is cited."
        return ""
    conclusion = of_kind(case.cited(1), "conclude")
    decision = of_kind(case.ledger.act(parse_cite(conclusion.cites[0])), "propose") if conclusion else None
    if decision is None or str(cite) not in decision.cites or any(t.type != PURGE_TYPE for t in decision.targets):
        return "The decision it cites is not a concluded decision to purge that act."
    return ""


def _has_concluded(case: Case, cite: Cite, header: Header) -> bool:
    """Whether the author has concluded this proposal of its own."""
    return not case.mark(f"closed:{cite.act}") and any(case.mark(f"concluded:{pair}") for pair in pairs(cite.act, header))


def _g26_answers(case: Case) -> str:
    if of_kind(case.cited(0), "purge", "spill") is None:
        return "An answer cites, first, the purge or spill report it answers."
    return ""


def _g27_spills(case: Case) -> str:
    spilled = case.cited(0)
    if spilled is None or spilled.act.header is None or spilled.act.header.body is None:
        return "A spill report cites, first, an act with a body."
    return ""


def _g28_rotates(case: Case) -> str:
    try:
        rotation_of(case.header)
    except Refusal as refusal:
        return refusal.words
    return ""


def _g29_opens(case: Case) -> str:
    party, generation = case.act.log
    if case.act.seq != 0 or generation < 2:
        return "A generation is opened by the first act of a log, and the first generation needs no opening."
    if not case.header.cites or case.cites[0].log != (party, generation - 1):
        return "An opening cites, first, the last act known of the generation before."
    return ""


def _about(case: Case, cite: Cite) -> tuple[str, ...]:
    """The records that a decided act is about, followed through what it cites; none for acts about no record."""
    header = of_kind(case.ledger.act(cite), "propose", *STATEMENTS)
    if header is not None:
        return records(cite.act, header)
    header = of_kind(case.ledger.act(cite), "accept", "decline", "conclude", "confirm", "withdraw")
    return _about(case, parse_cite(header.cites[0])) if header is not None else ()


def _stated(case: Case) -> Effect:
    return (), (case.act.id,)


def _superseded(case: Case) -> Effect:
    target = case.header.targets[0]
    assert target.base is not None and target.record is not None
    return ((f"closed:{parse_cite(target.base).act}", str(case.act.cite)),), (target.record,)


def _withdrawn(case: Case) -> Effect:
    header = of_kind(case.cited(0), "spill")
    touched = _about(case, parse_cite(header.cites[0])) if header else _about(case, case.cites[0])
    return ((f"closed:{case.cites[0].act}", str(case.act.cite)),), touched


def _purged(case: Case) -> Effect:
    cite = case.cites[0]
    marks: list[Mark] = [(f"purged:{cite.act}", str(case.act.cite))]
    if cite.party == case.act.party and of_kind(case.cited(0), "propose") and len(case.header.cites) == 1:
        marks.append((f"closed:{cite.act}", str(case.act.cite)))  # a proposal without its text can no longer be concluded
    return tuple(marks), _about(case, cite)


def _spilled(case: Case) -> Effect:
    return ((f"spilled:{case.cites[0].act}", str(case.act.cite)),), _about(case, case.cites[0])


def _touches_cited(case: Case) -> Effect:
    header = of_kind(case.cited(0), "purge", "spill")
    return (), _about(case, parse_cite(header.cites[0])) if header else ()


def _nothing(case: Case) -> Effect:
    return (), ()


RULES = {
    "withdraw": Rules((Rule("G14", _g14_withdraws),), _withdrawn),
    "state": Rules((Rule("G22", _g22_states),), _stated),
    "supersede": Rules((Rule("G23", _g23_supersedes),), _superseded),
    "purge": Rules((Rule("G25", _g25_purges),), _purged),
    "answer": Rules((Rule("G26", _g26_answers),), _touches_cited),
    "spill": Rules((Rule("G27", _g27_spills),), _spilled),
    "rotate": Rules((Rule("G28", _g28_rotates),), _nothing),
    "open": Rules((Rule("G29", _g29_opens),), _nothing),
}
