"""A sheet asked for: of which record, as what, for whom; made, marked by all that stands on it, and cut for the partner.

Touches the database (reads) and the clock. What the partner may not have is taken out by `implementation.release.for_partner`, which every
paper goes through; the cause of each piece is named. Serves I1, I3, S2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from entente.implementation.papers.paper import Paper
from entente.implementation.papers.phrases import both, party, series
from entente.implementation.papers.release import Cause, for_partner, marking, may_have, releasable
from entente.kernel.area import Words
from entente.kernel.errors import Refusal
from entente.kernel.labels.label import Label
from entente.node.officer import context
from entente.node.oversight.versions import NATIONAL, PARTNER
from entente.node.render.documents import LANGUAGES
from entente.node.render.layout import Printing
from entente.node.sheets.edition import edition
from entente.node.sheets.looking import Looking, Told
from entente.node.sheets.meeting import agenda, minutes
from entente.node.sheets.record import record_sheet
from entente.node.sheets.statement import statement

DOCUMENTS: Mapping[str, Callable[[Looking, Told, bool], Paper]] = {
    "plan-edition": edition,
    "agenda": agenda,
    "minutes": minutes,
    "joint-statement": statement,
}
"""Types of records that are documents themselves, and what makes them."""
SHEET, DOCUMENT = "sheet", "paper"


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: "sheet" (all that is known of the record) or "paper" (the document that it is); in which language, for whom."""

    what: str = SHEET
    language: str = "en"
    for_whom: str = NATIONAL

    def check(self, type_: str) -> None:
        """Refuses (N35) what there is not: a paper of a type that is no document, a language, a version."""
        known = (("language", self.language, tuple(LANGUAGES)), ("version", self.for_whom, (NATIONAL, PARTNER)))
        for what, value, choices in (*known, ("kind", self.what, (SHEET, DOCUMENT))):
            if value not in choices:
                raise Refusal("unknown-paper", "N35", f"A paper has no {what} “{value}”; choose one of {', '.join(choices)}.")
        if self.what == DOCUMENT and type_ not in DOCUMENTS:
            raise Refusal("unknown-paper", "N35", f"A record of type {type_} is not a document; print its sheet.")

    def check_day(self, past: bool) -> None:
        """Refuses (N35) a document as of an earlier day: it is printed as it reads."""
        if self.what == DOCUMENT and past:
            raise Refusal("document-then", "N35", "A document is printed as it reads now; ask for the record's sheet as of another day.")


def make(asked: Looking, order: Order) -> Paper:
    """The sheet or paper. Refuses (N35) what there is not or cannot be read, (D12) a version that may not go to the partner at all."""
    order.check(asked.row.type)
    order.check_day(asked.past)
    home = order.for_whom == NATIONAL
    if order.what == SHEET:
        paper = record_sheet(asked, home)
    else:
        told = asked.told(asked.row)
        if told.text is None:
            raise Refusal("unreadable", "N35", "The words of this record cannot be read here, so there is no paper of them.")
        paper = DOCUMENTS[asked.row.type](asked, told, home)
    if not home:
        if not asked.partners:
            raise Refusal("paper-frame-withheld", "D12", "This record never leaves this node, so there is no version for the partner.")
        names = [party(code, asked.names) for code in asked.charter.codes]
        whom = both(series([n.get("en", "") for n in names], "en"), series([n.get("ja") or n.get("en", "") for n in names], "ja"))
        paper = for_partner(paper, asked.partners, context(asked.node), whom)
    return replace(paper, sources=asked.sourced(paper, asked.may if home else lambda label: asked.may(label) and _may_have(asked, label)))


def _may_have(asked: Looking, label: Label) -> bool:
    return may_have((label,), asked.partners, context(asked.node))


def withheld(asked: Looking, paper: Paper) -> tuple[Cause, ...]:
    """Every piece that keeps the paper from the partner as it is, with its section and the rule; none of what has no partner."""
    return releasable(paper, asked.partners, context(asked.node)).causes


def printing(asked: Looking, paper: Paper, order: Order, by: Words) -> Printing:
    """How it is printed: languages, the marking of all that stands on it, the node's moment, who made it (to the partner: which side).

    Refuses (D12) as `marking`.
    """
    who = by if order.for_whom == NATIONAL else party(asked.node.party, asked.names)
    return Printing(LANGUAGES[order.language], marking(paper, context(asked.node)), asked.node.clock(), asked.called.seats, who)


def file_name(asked: Looking, order: Order, form: str) -> str:
    """A name for the file: what, its number, as of when, for whom, in which language."""
    number = "".join(c if c.isascii() and (c.isalnum() or c in "-+") else "-" for c in asked.row.code or asked.row.id[:12])[:40].strip("-")
    what = order.what if order.what == SHEET else asked.row.type
    return f"entente-{what}-{number}-{asked.on.isoformat()}-{order.for_whom}-{order.language}.{form}"
