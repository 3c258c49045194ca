"""The gate's functions for sheets: a readable record as a paper, each piece of it by its own label, and what keeps it from the partner.

Touches the database (reads) and the clock. Serves I1, I3, S2.
"""

from __future__ import annotations

from datetime import date

from entente.implementation.papers.paper import Paper
from entente.kernel.area import Words
from entente.node.oversight.versions import NATIONAL
from entente.node.render import documents
from entente.node.render.html import render_fragment
from entente.node.sheets import making
from entente.node.sheets.looking import Looking
from entente.node.sheets.making import DOCUMENTS, Order
from entente.web import gate
from entente.web.gate import Row, Sight
from entente.web.sight.oversight import Shown, link


def looking(sight: Sight, row: Row, day: date | None = None, known: date | None = None) -> Looking:
    """The question of this person about a record that he may read, as of these days (None: now); "not found" where he may not."""
    gate.record(sight, row.id)
    past = known if known is not None and known < sight.today else None
    return Looking(sight.node, row, sight.may_read, day or sight.today, past)


def is_document(row: Row) -> bool:
    """Whether a record is a document itself: an edition, an agenda, minutes, a joint statement."""
    return row.type in DOCUMENTS


def make(asked: Looking, order: Order) -> Paper:
    """The sheet or paper. Refuses (N35) what there is not or cannot be read, (D12) what may not go to the partner at all."""
    return making.make(asked, order)


def page(sight: Sight, asked: Looking, paper: Paper, order: Order, by: Words) -> Shown:
    """The paper as part of a page, and every piece that keeps it from the partner as it is."""
    fragment = render_fragment(paper, making.printing(asked, paper, order, by), link)
    causes = making.withheld(asked, paper) if order.for_whom == NATIONAL and sight.reader is not None else ()
    return Shown(fragment, causes)


def document(asked: Looking, order: Order, form: str, base: str, by: Words) -> tuple[bytes, str, str]:
    """The document, its media type and a name for it."""
    paper = make(asked, order)
    data = documents.render(paper, making.printing(asked, paper, order, by), form, base)
    return data, documents.MEDIA[form], making.file_name(asked, order, form)
