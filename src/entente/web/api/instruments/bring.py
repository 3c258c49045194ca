"""A declaration brought in from a file by the API, as a draft to be put right.

Touches the database through the gate, and the act key through node.national.drafting. Serves every clause of any instrument.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import File, Form, Router
from ninja.files import UploadedFile

from entente.kernel.errors import Refusal
from entente.web.api.door import operation
from entente.web.api.instruments import shapes
from entente.web.api.writing import drafts
from entente.web.api.writing import shapes as drafted
from entente.web.consultations import keep
from entente.web.gate import Sight
from entente.web.instruments import bring

router = Router(tags=["imports"])


@operation(router, "POST", path="/imports/instrument", response={201: drafted.Draft}, summary="A declaration from a file, as a draft")
def import_instrument(
    request: HttpRequest, given: Form[shapes.InstrumentIn], file: File[UploadedFile], other: File[UploadedFile | None] = None
) -> Any:
    """Reads a declaration (text, DOCX, PDF, HTML, Akoma Ntoso), with the same in another language, as a draft instrument. Takes the role
    drafter.

    What was read is to be put right (`revise_draft`) before it is cleared. Refuses what cannot be read, and (N7) an unknown channel.
    """
    sight: Sight = request.sight
    keep.must_draft(sight)
    if given.channel and given.channel not in {one.id for one in bring.channels(sight)}:
        raise Refusal("which-channel", "N7", f"There is no channel {given.channel} with a partner.")
    typed = {name: str(value).strip() for name, value in given.dict().items()}
    charter, text = bring.read_sent(request, typed)
    return drafts.keep(request, charter.id, "instrument", text, "import")
