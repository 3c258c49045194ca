"""The gate's functions for commissioning rounds: each takes a Sight first and shows of a round what this person may read.

Touches the database (reads). A round that may not be read is not found, in the same words as one that is not there. Serves I1, S2.
"""

from __future__ import annotations

from typing import Literal

from django.http import Http404
from django.utils.translation import gettext as _

from entente.areas.commissioning.intake import Known
from entente.implementation.papers.paper import Paper
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import Reader, may_read
from entente.kernel.labels.label import parse_label
from entente.node.oversight import versions
from entente.node.oversight.asking import Asking
from entente.node.returns import compiling, forms, originals, rounds, states
from entente.node.returns.forms import Made
from entente.node.returns.rounds import Planned, Standing
from entente.node.returns.states import Accounts, Line
from entente.store import records
from entente.web.gate import Sight
from entente.web.sight import oversight as sight_oversight
from entente.web.sight.oversight import Shown


def allowed(sight: Sight) -> frozenset[int] | None:
    """The labels that this person may read; None where they are all that are in use."""
    return None if sight.all_labels else sight.labels


def listed(sight: Sight) -> list[Standing]:
    """Every round that may be read, the latest due first."""
    return rounds.rounds(sight.node, allowed(sight))


def found(sight: Sight, record: str) -> Standing:
    """The round of that id or number; else "not found"."""
    try:
        return rounds.find(sight.node, record, allowed(sight))
    except Refusal as refusal:
        raise Http404(_("There is no such record here, or it is not for you to see.")) from refusal


def known(sight: Sight) -> dict[str, Known]:
    """The rounds against which returned answers are judged, by number."""
    return {one.text.code: one.known for one in listed(sight)}


def originals_of(sight: Sight, one: Standing) -> dict[str, str]:
    """Where each file that returns of a round were read from is shown, by SHA-256, of those that may be read: its record."""
    return {digest: row.id for digest, row in originals.of_round(sight.node, one.row.id, allowed(sight)).items()}


def lines(sight: Sight, one: Standing, accounts: Accounts) -> list[Line]:
    """How each measure of a readable round stands."""
    return states.lines(sight.node, one, accounts, allowed(sight))


def planned(sight: Sight, channel: Charter) -> list[Planned]:
    """The live measures of a channel that may be read."""
    return rounds.measures(sight.node, channel.id, allowed(sight))


def form(sight: Sight, one: Standing, authority: str, language: Literal["en", "ja"]) -> Made:
    """The form of an authority for a readable round; of measures that this person may not read nothing is on it. Refuses (CR9, D12)."""
    seen = {line.asked.measure for line in states.lines(sight.node, one, {}, allowed(sight)) if line.row is not None}
    return forms.form(sight.node, one, authority, language, frozenset(seen))


def let_out(sight: Sight, one: Standing, reader: Reader) -> bool:
    """Whether a mail to a reader may name a round and all that is missing from his authority (the reader as the node lets out)."""
    decided = sight.context
    rows = records.get(sight.node.alias, [asked.measure for asked in one.missing])
    labels = {parse_label(records.label_text(sight.node.alias, row.label)) for row in (one.row, *rows.values())}
    return all(may_read(reader, label, decided).allowed for label in labels)


def compiled(sight: Sight, one: Standing, accounts: Accounts) -> tuple[Asking, Paper] | None:
    """The compiled paper of a readable round and the question it answers; None where no instrument may be read."""
    asked = sight_oversight.question(sight, sight.today)
    return None if asked is None else (asked, compiling.paper(asked, one, lines(sight, one, accounts)))


def page(sight: Sight, asked: Asking, paper: Paper, language: str) -> Shown:
    """The compiled paper as part of a page."""
    return sight_oversight.page(sight, asked, paper, versions.Wish("quarterly", "", language, versions.PARTNER))
