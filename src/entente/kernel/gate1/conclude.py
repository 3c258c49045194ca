"""Joint records: propose, accept, decline, conclude, confirm. Gate-1 rules G10-G21.

Pure. A proposal stands on (record, base) pairs that stand or fall together. At most one proposal per pair is ever concluded in one view,
and at most one is ever in effect, under any delay, reordering, partition and crash (docs/protocol.md section 6; tests/kernel/test_model.py
explores it and shows what each rule is for). Serves I1: a measure takes effect only when all have accepted the same text.
"""

from __future__ import annotations

from entente.kernel.act import RECORD, Cite, Header, Target, parse_cite
from entente.kernel.gate1.ruling import Case, Mark, Rule, Rules, created, of_kind, pairs, records


def proposal_of(case: Case, *kinds: str) -> tuple[Cite, Header] | None:
    """The admitted proposal that the first citation names, directly or (for a conclusion) through its own first citation."""
    if not case.header.cites:
        return None
    cite = case.cites[0]
    header = of_kind(case.ledger.act(cite), *kinds)
    if header is not None and header.kind == "conclude":
        cite = parse_cite(header.cites[0])
        header = of_kind(case.ledger.act(cite), "propose")
    return (cite, header) if header is not None else None


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
    """Whether one target is a new record, a rival text for a record not yet concluded, or the next revision of a concluded one."""
    if target.record is None:
        return "" if target.base is None else "A new record has no earlier revision to build on."
    if not RECORD.match(target.record):
        return f"“{target.record[:80]}” is not the id of a record."
    if target.base is None:
        return (
            "" if _creator_cited(case, target.record) else "A rival text for a new record cites the proposal that first named the record."
        )
    base = parse_cite(target.base)
    conclusion = of_kind(case.ledger.act(base), "conclude")
    if conclusion is None:
        return "The revision it builds on is not a conclusion that stands."
    cite = parse_cite(conclusion.cites[0])
    proposal = of_kind(case.ledger.act(cite), "propose")
    if proposal is None or target.record not in records(cite.act, proposal):
        return "The revision it builds on is of another record."
    return ""


def _creator_cited(case: Case, record: str) -> bool:
    """Whether one of the header's citations is the admitted proposal that created this record."""
    for cite in case.cites[: len(case.header.cites)]:
        header = of_kind(case.ledger.act(cite), "propose")
        if header is not None and record in created(cite.act, header):
            return True
    return False


def _decided(case: Case, subjects: tuple[str, ...]) -> str:
    """Whether the author has concluded or confirmed a text on one of these pairs: its word there is given, even if a partner forks."""
    if any(case.mark(f"{mark}:{pair}") for mark in ("concluded", "confirmed") for pair in subjects):
        return f"{case.act.party} has already concluded or confirmed a text on this revision; it can take no further stance there."
    return ""


def _g11_bar(case: Case) -> str:
    return _decided(case, pairs(case.act.id, case.header))


def _g12_accepts(case: Case) -> str:
    found = proposal_of(case, "propose")
    if found is None or len(case.header.cites) != 1:
        return "An acceptance cites one proposal that stands, by its act."
    if found[0].party == case.act.party:
        return "A party does not accept its own proposal."
    return ""


def _g13_bar(case: Case) -> str:
    found = proposal_of(case, "propose")
    return _decided(case, pairs(found[0].act, found[1])) if found else ""


def _g15_own(case: Case) -> str:
    found = proposal_of(case, "propose")
    if found is None or found[0].log != case.act.log:
        return "A conclusion cites, first, the author's own proposal of the same log; one of an earlier generation is proposed again."
    return ""


def _g16_open(case: Case) -> str:
    found = proposal_of(case, "propose")
    if found and case.mark(f"closed:{found[0].act}"):
        return "The proposal was closed by a later proposal, acceptance or withdrawal of its author."
    return ""


def _g17_bar(case: Case) -> str:
    found = proposal_of(case, "propose")
    return _decided(case, pairs(found[0].act, found[1])) if found else ""


def _g18_accepted(case: Case) -> str:
    proposal = case.cites[0]
    accepted = set()
    for cite in case.cites[1 : len(case.header.cites)]:
        header = of_kind(case.ledger.act(cite), "accept")
        if header is None or header.cites != (str(proposal),) or cite.party in accepted:
            return "Every further citation of a conclusion is one acceptance of that very proposal."
        accepted.add(cite.party)
    missing = sorted(set(case.ledger.parties) - accepted - {case.act.party})
    return f"No acceptance by {', '.join(missing)} is cited." if missing else ""


def _g19_in_time(case: Case) -> str:
    for cite in case.cites[: len(case.header.cites)]:
        cited = case.ledger.act(cite)
        limit = cited.act.header.expires_at if cited and cited.act.header else None
        if limit is not None and case.header.signed_at > limit:
            return f"Concluded at {case.header.signed_at}, after the limit {limit} of what it cites."
    return ""


def _g20_confirms(case: Case) -> str:
    found = proposal_of(case, "conclude")
    if found is None or len(case.header.cites) != 1:
        return "A confirmation cites one conclusion that stands."
    if found[0].party == case.act.party:
        return "A party does not confirm its own conclusion."
    return ""


def _g21_once(case: Case) -> str:
    found = proposal_of(case, "conclude")
    return _decided(case, pairs(found[0].act, found[1])) if found else ""


def _g24_declines(case: Case) -> str:
    found = proposal_of(case, "propose")
    if found is None or found[0].party == case.act.party:
        return "A refusal cites, first, another party's proposal that stands."
    return ""


Effect = tuple[tuple[Mark, ...], tuple[str, ...]]


def _takes_stance(case: Case, cite: Cite, proposal: Header, *marks: Mark) -> Effect:
    """The effect of a stance on a proposal's pairs: the author's earlier open proposals touching any of them are closed, for good.

    The records of what is closed are touched too, for a proposal with several targets falls as a whole.
    """
    touched = dict.fromkeys(records(cite.act, proposal))
    closing: dict[str, Mark] = {}
    for pair in pairs(cite.act, proposal):
        earlier = case.mark(f"open:{pair}")
        if earlier is None:
            continue
        closed = parse_cite(earlier)
        closing[closed.act] = (f"closed:{closed.act}", str(case.act.cite))
        header = of_kind(case.ledger.act(closed), "propose")
        touched.update(dict.fromkeys(records(closed.act, header) if header else ()))
    return (*closing.values(), *marks), tuple(touched)


def _proposed(case: Case) -> Effect:
    opened = [(f"open:{pair}", str(case.act.cite)) for pair in pairs(case.act.id, case.header)]
    return _takes_stance(case, case.act.cite, case.header, *opened)


def _accepted(case: Case) -> Effect:
    found = proposal_of(case, "propose")
    return _takes_stance(case, *found) if found else ((), ())


def _declined(case: Case) -> Effect:
    found = proposal_of(case, "propose")
    return ((), records(found[0].act, found[1])) if found else ((), ())


def _concluded(case: Case) -> Effect:
    found = proposal_of(case, "propose")
    return _on_each_pair("concluded", case.act.cite, found) if found else ((), ())


def _confirmed(case: Case) -> Effect:
    found = proposal_of(case, "conclude")
    return _on_each_pair("confirmed", case.cites[0], found) if found else ((), ())


def _on_each_pair(mark: str, value: Cite, found: tuple[Cite, Header]) -> Effect:
    cite, proposal = found
    return tuple((f"{mark}:{pair}", str(value)) for pair in pairs(cite.act, proposal)), records(cite.act, proposal)


RULES = {
    "propose": Rules((Rule("G10", _g10_targets), Rule("G11", _g11_bar)), _proposed),
    "accept": Rules((Rule("G12", _g12_accepts), Rule("G13", _g13_bar)), _accepted),
    "decline": Rules((Rule("G24", _g24_declines),), _declined),
    "conclude": Rules(
        (
            Rule("G15", _g15_own),
            Rule("G16", _g16_open),
            Rule("G17", _g17_bar),
            Rule("G18", _g18_accepted),
            Rule("G19", _g19_in_time),
        ),
        _concluded,
    ),
    "confirm": Rules((Rule("G20", _g20_confirms), Rule("G21", _g21_once)), _confirmed),
}
