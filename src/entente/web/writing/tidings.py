"""What happened elsewhere while somebody writes: a newer revision of his draft, a text finalised, the proposal he answers no longer open.

Touches the database through the gate. Serves I1.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from entente.kernel.fold import Record
from entente.web import gate
from entente.web.gate import Row, Sight
from entente.web.writing.subject import base_of


def tidings(sight: Sight, row: Row | None, asked: Mapping[str, str]) -> list[str]:
    """One sentence for each: what happened, and what it means for what is being typed."""
    if row is None:
        return []
    found = []
    state = gate.state(sight, row)
    if row.type == "draft":
        if state is not None and asked["revision"] and state.statements and state.statements[-1].cite.act != asked["revision"]:
            found.append(_("A colleague has saved a newer revision. When you save, you will see both; nothing is lost."))
        held = gate.text(sight, row)
        named = getattr(held, "record", None)
        shared = gate.by_id(sight, [named]).get(named) if named else None
        state = gate.state(sight, shared) if shared is not None else None
    return [str(one) for one in [*found, *(_of_record(state, asked) if state is not None else [])]]


def _of_record(state: Record, asked: Mapping[str, str]) -> list[str]:
    """What became of the shared record since the form was opened on `base`, or of the proposal that is answered."""
    if asked["counters"]:
        proposal = next((p for p in state.proposals if p.cite.act == asked["counters"]), None)
        if proposal is None or proposal.state == "open":
            return []
        if proposal.state == "concluded":
            return [_("The proposal you answer was finalised meanwhile. What you type is kept; to change the text now, amend it.")]
        if proposal.state == "overtaken":
            return [
                _("Another text was finalised meanwhile, which closed the proposal you answer. What you type is kept; amend the new text.")
            ]
        return [_("The proposal you answer was withdrawn meanwhile. What you type is kept; you can propose it by itself.")]
    base = base_of(state)
    if state.state == "withdrawn":
        return [_("The statement was withdrawn meanwhile. What you type is kept; it can be issued as a new one.")]
    if base and asked["base"] and base != asked["base"]:
        first = _("Another text was finalised while you were writing. What you type is kept.")
        return [f"{first} " + _("Preview compares it with the new text, and your proposal will build on that one.")]
    return []
