"""A declaration put right by the API: one promise corrected, one dropped, one added; nothing else moves, and no revision is lost."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.api.conftest import Send
from tests.web.api.instruments.test_bring import sent
from tests.web.instruments.test_bring import TEXT
from tests.web.sample import Stage


def test_promises_are_put_right_over_the_revision_that_was_read(played: Stage, send: Send) -> None:
    draft = sent(played, {"file": SimpleUploadedFile("sea.txt", TEXT.encode(), "text/plain")}, id="jp-gb-2023", title="Sea Lanes")[1]
    assert send("reader", "GET", f"/imports/instrument/{draft['id']}")[0] == 403
    status, read = send("drafter", "GET", f"/imports/instrument/{draft['id']}")
    assert status == 200 and len(read["promises"]) > 1 and all(one["sure"] for one in read["promises"])
    one, gone = read["promises"][0], read["promises"][-1]
    said = {"revision": read["revision"], "title": "Joint Declaration on Sea Lanes", "done_on": "2023-05-18"}
    said |= {"promises": {one["code"]: {"kind": "consider", "title": {"en": "Sea lanes"}}, gone["code"]: {"drop": True}}}
    status, put = send("drafter", "PUT", f"/imports/instrument/{draft['id']}", said)
    assert status == 200 and put["title"] == said["title"] and put["done_on"] == "2023-05-18", put
    after = {each["code"]: each for each in put["promises"]}
    assert gone["code"] not in after and after[one["code"]]["kind"] == "consider" and after[one["code"]]["title"]["en"] == "Sea lanes"
    assert after[one["code"]]["parties"] == one["parties"] and len(after) == len(read["promises"]) - 1
    assert send("drafter", "PUT", f"/imports/instrument/{draft['id']}", said)[1]["rule"] == "DR4"
    wrong = {"revision": put["revision"], "added": [{"clause": one["clause"], "words": "words that nobody wrote"}]}
    assert send("drafter", "PUT", f"/imports/instrument/{draft['id']}", wrong)[1]["rule"] == "IM7"
    assert send("drafter", "GET", "/imports/instrument/GBR-M-2018-006")[0] == 404
