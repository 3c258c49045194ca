"""Papers: attached for both sides or for us alone, downloaded by whoever may read their label, and by nobody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.consultations.sample import release, set_up_nsa
from tests.web.sample import Stage, stage

from entente.node import look, say
from entente.node.national import enclosures

DOCX = b"PK\x03\x04 a paper"


def file(name: str = "議題説明.docx", data: bytes = DOCX) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_papers_of_a_meeting(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        _walk(shown, set_up_nsa(shown))


def _walk(shown: Stage, series: str) -> None:
    text = {"series": series, "title": {"en": "Meeting No. 1"}, "stage": "PLANNED", "mode": "VTC", "host": "GBR"}
    meeting = say.propose(shown.node, shown.world.channel, "meeting", text).id
    address = f"/consultations/meetings/{meeting}/"
    client = shown.client("drafter")

    def attach(**fields: Any) -> Any:
        return client.post(f"{address}papers/", {"title_en": "Explanation", "files": file(), **fields}, follow=False)

    draft = attach(whom="both")["Location"].strip("/").split("/")[-1]
    act = release(shown, draft)
    names = [ref.name for ref in enclosures.listed(look.body_of(shown.world["JPN"], look.find_act(shown.world["JPN"], act.id)))]
    assert names == ["議題説明.docx"]
    got = shown.client("reader").get(f"/consultations/papers/{act.id}/1/")
    assert got.content == DOCX and got["Content-Disposition"].startswith("attachment") and got["X-Content-Type-Options"] == "nosniff"
    assert shown.client("reader").get(f"/consultations/papers/{act.id}/2/").status_code == 404
    attach(whom="ours", marking="OFFICIAL-SENSITIVE", title_en="For London alone", sort="OLD MINUTES")
    assert "For London alone" in client.get(address).content.decode()
    low = shown.client("reader")
    assert "For London alone" not in low.get(address).content.decode()  # a participant without clearance for the paper
    kept = next(row.id for row in look.records.listed(shown.node.alias, {"type": "meeting-paper"}) if row.id != act.id)
    assert client.get(f"/consultations/papers/{kept}/1/").content == DOCX
    assert low.get(f"/consultations/papers/{kept}/1/").status_code == 404 and low.get(f"/records/{kept}/").status_code == 404
    _refused(shown, address)


def _refused(shown: Stage, address: str) -> None:
    client = shown.client("drafter")
    for fields, words in (
        ({"title_en": "A", "files": file("virus.exe")}, "not a kind of file"),
        ({"title_en": "A", "files": file(data=b"")}, "is empty"),
        ({"title_en": "A"}, "Choose between one"),
        ({"files": file()}, "Enter a title for the paper"),
    ):
        assert words in client.post(f"{address}papers/", fields, follow=True).content.decode()
    assert shown.client("reader").post(f"{address}papers/", {"title_en": "A", "files": file()}).status_code == 403
