"""A declaration put right by the API: what was read of it, and corrections of its promises and rhythms, over its draft.

Touches the database through the gate, and the act key through node.national.drafting. The words of the text are not changed here. Serves
every clause of any instrument.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from entente.instrument.promises import correct as correcting
from entente.instrument.promises.correct import Added, Corrections
from entente.node.files import importing
from entente.node.national import drafting
from entente.web.api.door import Text, operation, request_name
from entente.web.api.instruments import shapes
from entente.web.consultations import keep
from entente.web.gate import Row, Sight
from entente.web.instruments import correct as page
from entente.web.person.posts import officer_of
from entente.web.sight.api import draft_row

router = Router(tags=["imports"])


@operation(router, "GET", path="/imports/instrument/{name}", response=shapes.Reading, summary="What was read of a declaration")
def get_reading(request: HttpRequest, name: Text) -> dict[str, Any]:
    """Every promise and rhythm that stands in the draft, how surely each was read, and what the reader asks. Takes the role drafter."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    return _reading(sight, *page.opened(sight, name))


@operation(router, "PUT", path="/imports/instrument/{name}", response=shapes.Reading, summary="Put a declaration right")
def correct_instrument(request: HttpRequest, name: Text, said: shapes.CorrectionsIn) -> dict[str, Any]:
    """Keeps corrections as a further revision of the draft; what they do not name stays. Takes the role drafter.

    Refuses (IM6) what no clause has, (IM7) words that the clause does not have, and (DR4) where another revision is the last.
    """
    sight: Sight = request.sight
    keep.must_draft(sight)
    row, draft = page.opened(sight, name)
    text = correcting.correct(draft.text, _corrections(said), importing.names_of(sight.node.charter(draft.channel)))
    over: dict[str, Any] = {"draft": row.id, "revision": said.revision, "channel": draft.channel}
    key = request_name(request, "correct", row.id[:64])
    drafting.save(sight.node, officer_of(request), type_="instrument", text=text, request=key, **over)
    anew = Sight(sight.node, sight.reader, sight.context)
    return _reading(anew, *page.opened(anew, draft_row(anew, row.id).id))


def _corrections(said: shapes.CorrectionsIn) -> Corrections:
    promises: dict[str, dict[str, Any]] = {}
    for code, one in said.promises.items():
        told = one.dict(exclude_unset=True)
        promises[code] = {key: value for key, value in told.items() if key != "title" and value is not None} | dict(one.title or {})
    rhythms = {at: one.dict(exclude_unset=True) for at, one in said.rhythms.items()}
    rhythms = {at: {key: value for key, value in one.items() if key == "every" or value is not None} for at, one in rhythms.items()}
    day = None if "done_on" not in said.model_fields_set else said.done_on.isoformat() if said.done_on else ""
    return Corrections(said.title, day, promises, rhythms, [Added(one.clause, one.words, one.kind) for one in said.added])


def _reading(sight: Sight, row: Row, draft: Any) -> dict[str, Any]:
    text = draft.text
    readings = importing.readings(text, importing.names_of(sight.node.charter(draft.channel)))
    promises = []
    for one in text.get("commitments", ()):
        found = readings.get(one["code"])
        told = {name: one[name] for name in ("code", "clause", "kind", "parties", "title")}
        asked = [str(page.ASKED.get(question, question)) for question in found.questions] if found is not None else []
        promises.append(told | {"sure": found.confidence if found is not None else "", "asked": asked})
    return {
        "draft": row.id,
        "revision": row.revisions[-1].act,
        "title": text["title"],
        "done_on": text.get("done_on") or None,
        "promises": promises,
        "rhythms": list(text.get("rhythms", ())),
    }
