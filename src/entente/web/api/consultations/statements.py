"""Joint statements by the API: who is ready, whether they are free to publish, what was published and whether it is the agreed text.

Touches the database through the gate, and the act key through node.national.drafting. What is published is read and compared here; nothing
is fetched. Serves I2 and I3.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import File, Form, Router
from ninja.files import UploadedFile

from entente.areas.consultations.check import instant
from entente.areas.consultations.joint_statements.records import revision_digest
from entente.areas.consultations.joint_statements.release import may_publish
from entente.kernel.area import Words
from entente.web import problems
from entente.web.api.consultations import shapes
from entente.web.api.consultations.meetings import found_line, text_of
from entente.web.api.door import Text, operation
from entente.web.api.writing import drafts
from entente.web.api.writing import shapes as drafted
from entente.web.consultations import change, keep, show
from entente.web.consultations import statement as page
from entente.web.gate import Sight
from entente.web.sight import consultations as sights
from entente.web.sight.consultations import Entry

router = Router(tags=["joint statements"])


@operation(router, "GET", path="/joint-statements/{name}", response=shapes.Statement, summary="One joint statement")
def get_joint_statement(request: HttpRequest, name: Text) -> dict[str, Any]:
    """A joint statement with who is ready for these words, what stands against publishing now, and each publication compared with it."""
    sight: Sight = request.sight
    entry = sights.named(sight, name, "joint-statement")
    circle = sights.circle(sight, entry, ())
    ready, digest, parties = page.ready(circle), revision_digest(entry.text), circle.group.parties
    against = may_publish(entry.text, ready, parties, sight.node.clock())
    return {
        "statement": text_of(sight, entry),
        "embargo": show.moment(entry.text.embargo),
        "ready": [{"party": party, "ready": ready.get(party) == digest} for party in parties],
        "against": [{"path": one.path, "rule": one.rule, "words": one.words} for one in against],
        "published": [_published(sight, entry, one) for one in page.published(circle)],
        "found": [found_line(i) for record in circle.group.records for i in sights.today(sight, circle, record.record)],
    }


@operation(router, "POST", path="/joint-statements/{name}/ready", response={201: drafted.Draft}, summary="Say that we are ready")
def say_ready(request: HttpRequest, name: Text) -> Any:
    """Drafts our "ready to publish" for the statement as it is agreed now. Takes the role drafter."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry = sights.named(sight, name, "joint-statement")
    text, mine = change.ready_text(sight, entry)
    more = {"record": mine.id} if mine is not None else {}
    return drafts.keep(request, entry.row.channel, "ready", text, f"ready:{text['revision'][:16]}", **more)


@operation(router, "POST", path="/joint-statements/{name}/publications", response={201: drafted.Draft}, summary="Record what we published")
def record_publication(
    request: HttpRequest,
    name: Text,
    publication: Form[shapes.PublicationIn],
    file_en: File[UploadedFile | None] = None,
    file_ja: File[UploadedFile | None] = None,
) -> Any:
    """Drafts our publication with the pages as they stand, whose words are compared with the agreed text. Takes the role drafter.

    Refused (409, JS1 and JS2) for a time at which an embargo held or a party was not ready, unless `happened` says that it took place.
    """
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry = sights.named(sight, name, "joint-statement")
    at = page.moment_of(request.POST, sight.node.clock(), page.known_zones(sight))
    parties = sight.node.charter(entry.row.channel).codes
    against = may_publish(entry.text, page.ready(sights.circle(sight, entry, ())), parties, instant(at))
    if against and not publication.happened:
        found = [{"path": one.path, "words": f"{_in_words(one.words)} [{one.rule}]"} for one in against]
        return problems.problem(409, "not-free", against[0].rule, str(_("It may not be published at that time")), found)
    text, files, _said = page.publication(entry, at, request)
    return drafts.keep(request, entry.row.channel, "publication", text, entry.row.id, files=files)


def _in_words(words: Words) -> str:
    """A rule's words in the caller's language."""
    return words["ja" if (get_language() or "en").startswith("ja") and "ja" in words else "en"]


def _published(sight: Sight, entry: Entry, one: Entry) -> dict[str, Any]:
    names = ("language", "page", "agreed", "given", "read", "equal", "problem")
    pages = [{name: getattr(found, name) for name in names} for found in sights.compared(sight, entry.text, one)]
    return {"publication": text_of(sight, one), "at": show.moment(one.text.at), "pages": pages}
