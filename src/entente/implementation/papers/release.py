"""The label of a paper, who may have it, which piece is the cause where somebody may not, and the version without those pieces.

Pure; the labels are the kernel's to judge (D5, D7, D11, D12). A heading that is withheld takes its section with it; a cell takes its row, a
column's label the column; a chart goes as a whole, since a drawing cannot be cut. Nothing in the version that is left says that something
is missing. Serves jp-gb-2017#S2, jp-gb-2017#A1, jp-gb-2017#I3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

from entente.implementation.papers.paper import Chart, Heading, Lines, Paper, Para, Part, Piece, Sentence, Table, pieces
from entente.kernel.area import Words
from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import Context
from entente.kernel.labels.join import Joined, join, may_receive
from entente.kernel.labels.label import Label, releasable_to
from entente.kernel.labels.verdict import Reason


@dataclass(frozen=True, slots=True)
class Cause:
    """A piece that keeps a party from the whole, and why."""

    party: str
    piece: Piece
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Releasable:
    """Whether these parties may be sent the whole, and every piece that is a cause where they may not."""

    allowed: bool
    causes: tuple[Cause, ...]


def compound(paper: Paper, context: Context) -> Joined:
    """The label or labels of the whole, and who may have it."""
    labels = list(dict.fromkeys(label for piece in pieces(paper) for label in piece.labels))
    return join(labels, context.policies, context.equivalences, context.on)


def releasable(paper: Paper, parties: Iterable[str], context: Context) -> Releasable:
    """Whether all these parties may be sent the paper as it is; each cause names its piece, its section and the rule."""
    found = list(pieces(paper))
    causes = []
    for party in sorted(set(parties)):
        against: dict[tuple[Label, ...], tuple[Reason, ...]] = {}  # a paper has thousands of pieces under a few labels
        for piece in found:
            if piece.labels not in against:
                against[piece.labels] = _against(piece.labels, party, context)
            if against[piece.labels]:
                causes.append(Cause(party, piece, against[piece.labels]))
    if not causes:  # each piece alone could go: only lists that have nobody in common are left as a cause
        labels = [label for piece in found for label in piece.labels]
        owner = [piece for piece in found for _ in piece.labels]
        joined = join(labels, context.policies, context.equivalences, context.on)
        wanted = set(parties) - joined.parties
        causes = [Cause(lost.party, owner[at], lost.reasons) for lost in joined.lost if lost.party in wanted for at in lost.members]
        if wanted and not causes:
            causes = [Cause(party, found[0], joined.verdict.reasons) for party in sorted(wanted)]
    return Releasable(not causes, tuple(causes))


def may_have(labels: Iterable[Label], parties: Iterable[str], context: Context) -> bool:
    """Whether each of these parties may be sent something that carries all these labels."""
    return not any(_against(tuple(labels), party, context) for party in parties)


def _against(labels: Iterable[Label], party: str, context: Context) -> tuple[Reason, ...]:
    answers = [may_receive(label, party, context.policies, context.equivalences, context.on) for label in dict.fromkeys(labels)]
    return tuple(dict.fromkeys(item for answer in answers if not answer.allowed for item in answer.reasons))


def for_partner(paper: Paper, parties: Iterable[str], context: Context, for_whom: Words) -> Paper:
    """The paper without what these parties may not have; headings with nothing left under them go too.

    Refuses `paper-frame-withheld` (D12) where the frame itself may not go, and `paper-not-releasable` (D12) where what is left still may
    not go as a whole. Figures that were computed over withheld things carry their labels and so go with them.
    """
    audience = tuple(sorted(set(parties)))
    if not may_have((paper.label,), audience, context):
        raise Refusal("paper-frame-withheld", "D12", f"The paper's own label keeps it from {' '.join(audience)}.")

    @cache
    def shown(labels: tuple[Label, ...]) -> bool:
        return may_have(labels, audience, context)

    kept: list[Part] = []
    hidden = 9  # the level of the withheld heading that we are under; 9 is under none
    for part in paper.parts:
        if isinstance(part, Heading):
            if part.level <= hidden:
                hidden = 9 if shown(part.labels) else part.level
            if hidden == 9:
                kept.append(part)
        elif hidden == 9 and (left := _left(part, shown)) is not None:
            kept.append(left)
    sources = tuple(source for source in paper.sources if shown(source.labels))
    result = replace(paper, parts=tuple(_without_empty(kept)), sources=sources, for_whom=for_whom)
    if not releasable(result, audience, context).allowed:
        raise Refusal("paper-not-releasable", "D12", f"What could be shown singly may not go to {' '.join(audience)} as one paper.")
    return result


def _left(part: Part, shown: Callable[[tuple[Label, ...]], bool]) -> Part | None:
    """What is left of a part, or None. A sentence without labels of its own is the frame's and stays."""

    def allowed(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
        return tuple(item for item in sentences if shown(item.labels))

    match part:
        case Para(sentences):
            return Para(found) if (found := allowed(sentences)) else None
        case Lines(items):
            return Lines(found) if (found := allowed(items)) else None
        case Table():
            return _table_left(part, shown)
        case Chart(data=data):
            return part if _table_left(data, shown) == data else None
        case Heading():
            return part


def _table_left(table: Table, shown: Callable[[tuple[Label, ...]], bool]) -> Table | None:
    keep = [at for at, column in enumerate(table.columns) if shown(column.labels)]
    rows = tuple(tuple(row[at] for at in keep) for row in table.rows)
    rows = tuple(row for row in rows if all(shown(cell.labels) for cell in row))
    return Table(table.caption, tuple(table.columns[at] for at in keep), rows) if keep and rows else None


def _without_empty(parts: list[Part]) -> list[Part]:
    """The parts without headings under which nothing stands."""
    out: list[Part] = []
    for part in reversed(parts):
        if isinstance(part, Heading):
            under = out[-1] if out else None
            if under is None or (isinstance(under, Heading) and under.level <= part.level):
                continue
        out.append(part)
    return out[::-1]


def marking(paper: Paper, context: Context) -> Words:
    """How the whole is marked on every page. Refuses `paper-unmarked` (D12) where nobody may have the whole, with the reasons."""
    return marked(compound(paper, context), context)


def marked(joined: Joined, context: Context) -> Words:
    """How a compound is marked. Refuses `paper-unmarked` (D12) where nobody may have the whole, with the reasons."""
    if not joined.verdict.allowed:
        why = " ".join(item.en for item in joined.verdict.reasons)
        raise Refusal("paper-unmarked", "D12", f"This paper can be marked for nobody: {why}")
    return {
        "en": " / ".join(_marking(label, context, "en") for label in joined.labels),
        "ja": " ／ ".join(_marking(label, context, "ja") for label in joined.labels),
    }


def _marking(label: Label, context: Context, language: str) -> str:
    policy = context.policies[label.policy]
    tier = next(item for item in policy.classifications if item.name == label.classification)
    parts = [getattr(tier.marking, language)]
    for category in label.categories:
        phrase = next((item.phrase for item in policy.categories if item.tag == category.tag), None)
        if phrase is not None:
            parts.append(getattr(phrase, language).replace("{values}", " ".join(category.values)))
    if releasable_to(label) is None:
        parts.append(f"{policy.authority} only" if language == "en" else f"{policy.authority}限り")
    return (" · " if language == "en" else "　").join(parts)
