"""The gate's functions for oversight: one question to the store with the labels a person may read; papers and their documents.

Touches the database (reads) and the clock. Serves I1, I3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse

from entente.implementation.indicators import Figure, Total
from entente.implementation.matters import Explanation
from entente.implementation.papers.paper import Paper
from entente.implementation.papers.release import Cause
from entente.implementation.standing import CONSIDERED
from entente.kernel.area import Words
from entente.kernel.errors import Refusal
from entente.node.officer import Officer
from entente.node.oversight import asking as questions
from entente.node.oversight import clearing, explained, issuing, plan, sayings, versions
from entente.node.oversight import knowledge as knowledges
from entente.node.oversight import overview as overviews
from entente.node.oversight.asking import Asking, Held
from entente.node.oversight.knowledge import Knowledge
from entente.node.oversight.overview import Overview
from entente.node.oversight.versions import Wish
from entente.node.render import documents
from entente.node.render.html import render_fragment
from entente.store import records
from entente.web import gate
from entente.web.gate import Row, Sight


def question(sight: Sight, day: date, known: date | None = None, instrument: str | None = None) -> Asking | None:
    """The question as this person may ask it; None where no instrument that he may see is in effect."""
    try:
        return questions.ask(sight.node, day, known, None if sight.all_labels else sight.labels, instrument)
    except Refusal:
        return None


def overview(sight: Sight, asked: Asking) -> Overview:
    """The sections of the page of oversight, from what this person may read."""
    assert asked.node is sight.node
    return overviews.overview(asked)


def explanations(sight: Sight, day: date, known: date | None, instrument: str) -> dict[str, list[Explanation]]:
    """What each side says of a standing, by clause or record, as this person may read it."""
    asked = question(sight, day, known, instrument)
    return {} if asked is None else explained.explanations(asked)


def coverage(sight: Sight, asked: Asking) -> tuple[overviews.Row, ...]:
    """Every commitment with all that answers for it, of what this person may read."""
    assert asked.node is sight.node
    return overviews.coverage(asked)


def indicators(sight: Sight, asked: Asking) -> tuple[Total, ...]:
    """Every indicator added up, of what this person may read."""
    assert asked.node is sight.node
    return overviews.totals(asked, overviews.coverage(asked))


def behind(sight: Sight, asked: Asking, code: str, first: int, count: int) -> tuple[list[Figure], int]:
    """So many figures behind an indicator from one of them on, the worst first, and how many there are."""
    assert asked.node is sight.node
    return overviews.behind(asked, code, first, count)


def rows_of(sight: Sight, figures: Iterable[Figure]) -> dict[str, Row]:
    """The records of figures, of those that are of one."""
    return gate.by_id(sight, [one.record for one in figures if one.record])


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper as part of a page, and what keeps it from the partner as it is."""

    fragment: str
    causes: tuple[Cause, ...]


def make(sight: Sight, asked: Asking, wish: Wish) -> Paper:
    """The paper, for the reader or for the partner; refuses in words what cannot be made."""
    assert asked.node is sight.node
    return versions.make(asked, wish)


def page(sight: Sight, asked: Asking, paper: Paper, wish: Wish) -> Shown:
    """The paper as part of a page."""
    fragment = render_fragment(paper, versions.printing(asked, paper, wish.language), link)
    causes = versions.withheld(asked, paper) if wish.for_whom == versions.NATIONAL else ()
    return Shown(fragment, tuple(cause for cause in causes if sight.reader is not None))


def document(sight: Sight, asked: Asking, wish: Wish, form: str, source: tuple[str, Words]) -> tuple[bytes, str, str]:
    """The document, its media type and a name for it; `source` is the node's address, and the post that makes it."""
    base, post = source
    by = post if wish.for_whom == versions.NATIONAL else asked.names.get(sight.node.party, {})  # to the partner a side speaks, and no post
    data = versions.document(asked, make(sight, asked, wish), wish.language, form, base, by)
    return data, documents.MEDIA[form], versions.file_name(asked, wish, form)


def link(act: str) -> str:
    """The address that leads to an act's record."""
    return str(reverse("oversight-act", args=[act]))


def record_of(sight: Sight, act: str) -> Row | None:
    """The readable record that a readable act made or moved; None where there is none."""
    found = gate.act(sight, act)
    names = records.records_of(sight.node.alias, [found.position]).get(found.position, [])
    return next(iter(gate.readable(sight, records.get(sight.node.alias, names).values())), None)


def noticed(sight: Sight, asked: Asking) -> tuple[clearing.Noticed, ...]:
    """Every finding on the day, and whether it is cleared for the joint paper."""
    assert asked.node is sight.node
    return clearing.noticed(asked)


def clear(sight: Sight, asked: Asking, officer: Officer, names: tuple[list[clearing.Name], list[clearing.Name]]) -> int:
    """Says which of the findings listed may stand on the joint paper; how many changed. Refuses (DR1) who does not clear."""
    allowed = {one.name for one in noticed(sight, asked)}
    listed, chosen = ([name for name in some if name in allowed] for some in names)
    return len(clearing.clear(asked, officer, listed, chosen))


def compared(sight: Sight, asked: Asking, clause: str | None = None) -> tuple[sayings.Compared, ...]:
    """Statements that may contradict one another, as this person may read them, each with its judgement."""
    assert asked.node is sight.node
    return sayings.compared(asked, clause)


def answers(sight: Sight, asked: Asking) -> list[tuple[str, str, tuple[str, ...]]]:
    """What answers for commitments beside measures, as this person may read it: (record, "deferred" or "considered", their codes)."""
    assert asked.node is sight.node
    found: dict[tuple[str, str], set[str]] = {}
    for code, items in plan.deferred(asked).items():
        for one in items:
            found.setdefault((one.row.id, "deferred"), set()).add(code)
    considered = plan.considered_codes(asked)
    for code, items in considered.items():
        for one in items:
            found.setdefault((one.row.id, CONSIDERED), set()).add(code)
    return [(record, how, tuple(sorted(codes))) for (record, how), codes in found.items()]


def knowledge(sight: Sight, asked: Asking, clause: str, day: date) -> Knowledge:
    """Who knew, had told and had agreed what of a clause at the end of a day, of what this person may read."""
    assert asked.node is sight.node
    return knowledges.knowledge(asked, clause, day)


def judge(sight: Sight, asked: Asking, officer: Officer, name: sayings.Name, differs: bool) -> None:
    """Keeps a judgement on a pair that this person may read. Refuses (DR1) who neither drafts nor clears, (N37) a pair that is gone."""
    assert asked.node is sight.node
    sayings.judge(asked, officer, name, differs)


def notice_text(sight: Sight, asked: Asking, name: clearing.Name) -> dict[str, Any]:
    """The notice to the sides that a finding speaks of. Refuses (N38) what is not found, or speaks of nobody else."""
    assert asked.node is sight.node
    return clearing.notice_text(asked, name)


def issue(sight: Sight, asked: Asking, officer: Officer, wish: Wish) -> None:
    """Keeps the paper as it is now. Refuses (DR1) who does not release."""
    assert asked.node is sight.node
    issuing.issue(asked, officer, wish)


def draft_together(sight: Sight, asked: Asking, officer: Officer, wish: Wish, request: str) -> str:
    """A draft of the paper as one that all parties issue together; its record. Refuses (DR1) who does not draft."""
    assert asked.node is sight.node
    return issuing.draft_together(asked, officer, wish, request).id


def together(sight: Sight, asked: Asking) -> list[Row]:
    """Papers issued together or proposed to be, the newest first."""
    return gate.listed(sight, {"channel": asked.charter.id, "type": issuing.TOGETHER}, 50)


def issued(sight: Sight, asked: Asking) -> list[Held]:
    """The papers issued that this person may read, the newest first."""
    return [one for one in issuing.issued(asked) if one.row.label in sight.labels]


def issued_file(sight: Sight, asked: Asking, record: str, number: int) -> tuple[bytes, str, str]:
    """The file of an issued paper, its media type and a name; "not found" alike where there is none and where it may not be read."""
    one = next((one for one in issued(sight, asked) if one.row.id == record), None)
    if one is None:
        raise Http404
    try:
        data, form = issuing.file_of(asked, one, number)
    except Refusal as refusal:
        raise Http404 from refusal
    return data, documents.MEDIA[form], f"{one.text.code.replace('/', '-')}.{form}"
