"""Joint records: propose, accept, decline, conclude, confirm. Gate-1 rules G10-G13, G15-G21 and G24.

Pure. A proposal stands on (record, base) pairs that stand or fall together. At most one proposal per pair is ever concluded in one view,
and at most one is ever in effect, under any delay, reordering, partition and crash (docs/protocol.md section 6; tests/kernel/test_model.py
explores it and shows what each rule is for). Serves I1: a measure takes effect only when all have accepted the same text.
"""

from __future__ import annotations

from entente.kernel.act import RECORD, Cite, Header, Target, parse_cite
from entente.kernel.gate1.ruling import Case, Effect, Mark, Rule, Rules, created, of_kind, pairs, records

Found = tuple[Cite, Header]  # a proposal: how it is cited, and its header


def proposal_of(case: Case) -> Found | None:
    """The proposal on which an act takes a stance, where it stands: itself; the one it cites first; for a confirmation the one that the
    conclusion it cites first concludes."""
    if case.header.kind == "propose":
        return case.act.cite, case.header
    if case.header.kind == "confirm":
        conclusion = of_kind(case.cited(0), "conclude")
        return _concluded_by(case, conclusion) if conclusion is not None else None
    proposal = of_kind(case.cited(0), "propose")
    return (case.cites[0], proposal) if proposal is not None else None


def _pairs(case: Case) -> tuple[str, ...]:
    """The pairs of that proposal."""
    found = proposal_of(case)
    return pairs(found[0].act, found[1]) if found is not None else ()


def _records(case: Case) -> tuple[str, ...]:
    """The records of that proposal."""
    found = proposal_of(case)
    return records(found[0].act, found[1]) if found is not None else ()


def _concluded_by(case: Case, conclusion: Header) -> Found | None:
    """The proposal that a conclusion concludes."""
    cite = parse_cite(conclusion.cites[0])
    proposal = of_kind(case.ledger.act(cite), "propose")
    return (cite, proposal) if proposal is not None else None


def _g10_targets(case: Case) -> str:
    targets = case.header.targets
    if not targets:
        return "A proposal names at least one record."
    about = records(case.act.id, case.header)
    if len(set(about)) != len(about):
        return "A proposal names each record once."
    for target in targets:
        words = _target_stands(case, target)
        if words:
            return words
    return ""


def _target_stands(case: Case, target: Target) -> str:
    """What is wrong with a target: it is a new record, a rival text for a record not yet concluded, or the next revision of one that is."""
    if target.record is None:
        return "" if target.base is None else "A new record has no earlier revision to build on."
    if not RECORD.match(target.record):
        return f"“{target.record[:80]}” is not the id of a record."
    if target.base is None:
        cited = _creator_cited(case, target.record)
        return "" if cited else "A rival text for a new record cites the proposal that first named the record."
    conclusion = of_kind(case.ledger.act(parse_cite(target.base)), "conclude")
    if conclusion is None:
        return "The revision it builds on is not a conclusion that stands."
    found = _concluded_by(case, conclusion)
    if found is None or target.record not in records(found[0].act, found[1]):
        return "The revision it builds on is of another record."
    return ""


def _creator_cited(case: Case, record: str) -> bool:
    """Whether one of the header's citations is the admitted proposal that created this record."""
    for cite in case.named:
        header = of_kind(case.ledger.act(cite), "propose")
        if header is not None and record in created(cite.act, header):
            return True
    return False


def _given_word(case: Case) -> str:
    """G11, G13, G17, G21: who has concluded or confirmed a text on one of the pairs has given its word there, even if a partner forks."""
    if any(case.mark(f"{mark}:{pair}") for pair in _pairs(case) for mark in ("concluded", "confirmed")):
        return f"{case.act.party} has already concluded or confirmed a text on this revision; it can take no further stance there."
    return ""


def _g12_accepts(case: Case) -> str:
    found = proposal_of(case)
    if found is None or len(case.header.cites) != 1:
        return "An acceptance cites one proposal that stands, by its act."
    if found[0].party == case.act.party:
        return "A party does not accept its own proposal."
    return ""


def _g15_own(case: Case) -> str:
    found = proposal_of(case)
    if found is None or found[0].log != case.act.log:
        return "A conclusion cites, first, the author's own proposal of the same log; one of an earlier generation is proposed again."
    return ""


def _g16_open(case: Case) -> str:
    found = proposal_of(case)
    if found and case.mark(f"closed:{found[0].act}"):
        return "The proposal was closed by a later proposal, acceptance or withdrawal of its author."
    return ""


def _g18_accepted(case: Case) -> str:
    proposal = case.cites[0]
    accepted = set()
    for cite in case.named[1:]:
        header = of_kind(case.ledger.act(cite), "accept")
        if header is None or header.cites != (str(proposal),) or cite.party in accepted:
            return "Every further citation of a conclusion is one acceptance of that very proposal."
        accepted.add(cite.party)
    missing = sorted(set(case.ledger.parties) - accepted - {case.act.party})
    return f"No acceptance by {', '.join(missing)} is cited." if missing else ""


def _g19_in_time(case: Case) -> str:
    for cite in case.named:
        cited = case.ledger.act(cite)
        limit = cited.act.header.expires_at if cited and cited.act.header else None
        if limit is not None and case.header.signed_at > limit:
            return f"Concluded at {case.header.signed_at}, after the limit {limit} of what it cites."
    return ""


def _g20_confirms(case: Case) -> str:
    found = proposal_of(case)
    if found is None or len(case.header.cites) != 1:
        return "A confirmation cites one conclusion that stands."
    if found[0].party == case.act.party:
        return "A party does not confirm its own conclusion."
    return ""


def _g24_declines(case: Case) -> str:
    found = proposal_of(case)
    if found is None or found[0].party == case.act.party:
        return "A refusal cites, first, another party's proposal that stands."
    return ""


def _takes_stance(case: Case) -> Effect:
    """A proposal, or the acceptance of one: the author's earlier open proposals on any of its pairs are closed, for good.

    The records of what is closed are touched too, for a proposal with several targets falls as a whole.
    """
    marks: dict[str, Mark] = {}
    touched = dict.fromkeys(_records(case))
    for earlier in filter(None, (case.mark(f"open:{pair}") for pair in _pairs(case))):
        closed = parse_cite(earlier)
        marks[closed.act] = (f"closed:{closed.act}", str(case.act.cite))
        header = of_kind(case.ledger.act(closed), "propose")
        touched.update(dict.fromkeys(records(closed.act, header) if header else ()))
    opened = [(f"open:{pair}", str(case.act.cite)) for pair in _pairs(case) if case.header.kind == "propose"]
    return (*marks.values(), *opened), tuple(touched)


def _declined(case: Case) -> Effect:
    return (), _records(case)


def _concluded(case: Case) -> Effect:
    return tuple((f"concluded:{pair}", str(case.act.cite)) for pair in _pairs(case)), _records(case)


def _confirmed(case: Case) -> Effect:
    return tuple((f"confirmed:{pair}", str(case.cites[0])) for pair in _pairs(case)), _records(case)


RULES = {
    "propose": Rules((Rule("G10", _g10_targets), Rule("G11", _given_word)), _takes_stance),
    "accept": Rules((Rule("G12", _g12_accepts), Rule("G13", _given_word)), _takes_stance),
    "decline": Rules((Rule("G24", _g24_declines),), _declined),
    "conclude": Rules(
        (
            Rule("G15", _g15_own),
            Rule("G16", _g16_open),
            Rule("G17", _given_word),
            Rule("G18", _g18_accepted),
            Rule("G19", _g19_in_time),
        ),
        _concluded,
    ),
    "confirm": Rules((Rule("G20", _g20_confirms), Rule("G21", _given_word)), _confirmed),
}
