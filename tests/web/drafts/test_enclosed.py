"""Files of a draft: attached and taken off by drafters, each a revision to be cleared again, shown before release and sent with it."""

from __future__ import annotations

import hashlib
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.drafts.stages import ANN, BOB, House, fresh

from entente.node.national import drafting, enclosures, matters
from entente.web.drafts.enclosed import with_source

WORDS = b"minutes of the call"


def send(at: House, name: str, who: str = "drafter", off: str = "", file: str = "note.txt", revision: str | None = None) -> int:
    draft = at.drafts[name]
    latest = matters.matter(at.stage.node, draft).revision if revision is None else revision
    data: dict[str, object] = {"revision": latest, "request": "q" * 20}
    data |= {"off": off} if off else {"files": SimpleUploadedFile(file, WORDS)}
    return int(at.stage.client(who).post(f"/drafts/{draft}/files/", data).status_code)


def names(at: House, name: str) -> list[str]:
    return [ref.name for ref, _data in enclosures.held(at.stage.node, matters.matter(at.stage.node, at.drafts[name]).revision)]


def test_attached_cleared_shown_before_release_and_taken_off(at: House) -> None:
    name = fresh(at, "GBR-M-2018-181", "cleared")
    client, draft = at.stage.client("drafter"), at.drafts[name]
    assert send(at, name) == 302 and names(at, name) == ["note.txt"]
    assert matters.matter(at.stage.node, draft).state == "drafting"  # what was cleared was another set of files
    there = re.search(rf"/records/{draft}/\w+/files/1/", client.get(f"/drafts/{draft}/").content.decode())
    assert there is not None and client.get(there[0]).content == WORDS
    drafting.ask(at.stage.node, ANN, draft, BOB.post)
    drafting.clear(at.stage.node, BOB, draft)
    preview = at.stage.client("release").get(f"/drafts/{draft}/release/")
    assert "note.txt" in preview.content.decode() and '"attachments"' in preview.context["preview"].body
    assert preview.context["ready"]
    assert send(at, name, off="1") == 302 and names(at, name) == []


@pytest.mark.parametrize("wrong", [{"who": "release"}, {"file": "run.exe"}, {"revision": "0" * 64}])
def test_what_is_refused_changes_nothing(at: House, wrong: dict[str, str]) -> None:
    name = fresh(at, f"GBR-M-2018-19{len(str(wrong)) % 10}", "drafting")
    before = matters.matter(at.stage.node, at.drafts[name]).revision
    assert send(at, name, **wrong) == 302  # type: ignore[arg-type]
    assert matters.matter(at.stage.node, at.drafts[name]).revision == before


def test_what_a_partner_told_us_names_its_source() -> None:
    named = with_source("recorded", {"party": "JPN"}, [("note.txt", "text/plain", WORDS)])
    assert named == {"party": "JPN", "source_file": hashlib.sha256(WORDS).hexdigest()}
    assert with_source("recorded", named, []) == {"party": "JPN"} and with_source("measure", {"a": 1}, []) == {"a": 1}
