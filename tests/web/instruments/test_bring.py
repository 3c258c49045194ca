"""A declaration brought by an officer: read, put right, proposed, accepted by the other side, and then worked with like the first."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web import sample
from tests.web.sample import Stage

from entente.node import look, say
from entente.store import records

TEXT = """Joint Statement on Sea Lanes

The Ministers of Japan and the UK,

Have decided as follows:

1. Japan and the UK will hold a quarterly dialogue of Defence Ministers. A committee meets every six months.

2. The UK will consider sending ships to Japan.

3. Japan welcomes the presence of the UK.

Tokyo, 14 December 2023
"""

JAPANESE = """海上交通路に関する共同声明

日本国及び英国の大臣は、次のとおり決定した。

１　日本国と英国は、四半期に一度、防衛大臣会合を開催する。委員会は、半年に一度会合する。

２　英国は、日本国への艦船の派遣を検討する。

３　日本国は、英国の存在感を歓迎する。

2023年12月14日、東京
"""


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    """A stage of these tests' own, since they say things; the shared one is put back on afterwards."""
    with sample.stage(tmp_path_factory.mktemp("bring")) as made:
        yield made
    sample.put_on(shown.world["GBR"])


def test_from_a_file_to_a_declaration_that_both_work_with(mine: Stage) -> None:
    desk = mine.client("drafter")
    document, packed = docx.Document(), io.BytesIO()
    for paragraph in TEXT.split("\n\n"):
        document.add_paragraph(paragraph.strip())
    document.save(packed)
    sent = desk.post("/declaration/import/", {"file": SimpleUploadedFile("sea.docx", packed.getvalue())})
    assert sent.status_code == 302, sent.content.decode()[sent.content.decode().find("There is a problem") :][:400]
    address = sent["Location"]
    page = desk.get(address).content.decode()
    assert re.findall(r'name="kind-(\w+)"', page) == ["C1a", "C2a", "C3a"] and page.count("<mark") == 5  # three promises, two rhythms
    revision = re.search(r'name="revision" value="(\w+)"', page)
    assert revision is not None
    form = {"revision": revision[1], "title": "Joint Statement on Sea Lanes", "done_on": "14 December 2023", "do": "keep"}
    form |= {"kind-C3a": "do", "en-C3a": "Presence", "ja-C3a": "存在感", "parties-C3a": "JPN"}
    form |= {"add-clause-0": "C1", "add-words-0": "A committee meets every six months.", "add-kind-0": "do"}
    assert desk.post(address, form).status_code == 302
    stale = desk.post(address, form)
    assert stale.status_code == 400  # somebody's newer revision is not written over
    again = desk.get(address).content.decode()
    assert 'value="存在感"' in again and re.findall(r'name="kind-(\w+)"', again) == ["C1a", "C1b", "C2a", "C3a"]
    assert desk.post(address, {"done_on": "nonsense"}).status_code == 400 and mine.client("reader").get(address).status_code == 403

    held = look.find_record(mine.node, address.rstrip("/").rpartition("/")[2])
    text = look.body_of(mine.node, look.find_act(mine.node, held.revisions[-1].act))
    assert text is not None
    mine.world.agree(say.propose(mine.node, mine.world.channel, "instrument", text["texts"][0]["text"]))
    page = desk.get("/declaration/?instrument=gb-jp-2023").content.decode()
    assert "Joint Statement on Sea Lanes" in page and "Draft the meeting series it promises" in page
    assert "Presence" in desk.get("/declaration/gb-jp-2023/C3/").content.decode()
    assert "C2" in desk.get("/oversight/?instrument=gb-jp-2023").content.decode()
    made = desk.post("/declaration/gb-jp-2023/series/", follow=True).content.decode()
    assert "2 drafts were made" in made and desk.post("/declaration/unknown/series/").status_code == 404
    drafts = [row for row in records.listed(mine.node.alias, {"type": "draft"}) if "Defence Ministers" in row.titles]
    assert drafts and mine.client("reader").post("/declaration/gb-jp-2023/series/").status_code == 403


def test_pasted_words_and_two_languages(mine: Stage) -> None:
    desk = mine.client("drafter", "ja")
    japanese = JAPANESE
    sent = desk.post("/declaration/import/", {"pasted": japanese, "id": "sea-ja"})
    assert sent.status_code == 302 and "海上交通路に関する共同声明" in desk.get(sent["Location"]).content.decode()
    other = SimpleUploadedFile("ja.txt", japanese.encode())
    both = desk.post("/declaration/import/", {"pasted": TEXT, "id": "sea-both", "other": other, "language": "ja", "status": "courtesy"})
    assert both.status_code == 302, both.content.decode()[both.content.decode().find("問題") :][:400]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file"),
        ({"pasted": "No clauses at all."}, "No numbered clause"),
        ({"pasted": TEXT, "id": "Not An Id"}, "cannot be an instrument"),
    ],
)
def test_what_cannot_be_read_is_said(shown: Stage, sent: dict[str, str], said: str) -> None:
    answer = shown.client("drafter").post("/declaration/import/", sent)
    assert answer.status_code == 400 and said in answer.content.decode()


def test_only_who_drafts_brings(shown: Stage) -> None:
    assert shown.client("reader").get("/declaration/import/").status_code == 403
    assert shown.client("drafter").get(f"/declaration/import/{shown.records['acsa']}/").status_code == 404
    assert shown.client("drafter").get("/declaration/gb-jp-2023/series/").status_code == 405


def test_a_file_in_both_languages_stands_side_by_side(mine: Stage) -> None:
    desk = mine.client("drafter")
    sent = desk.post("/declaration/import/", {"pasted": f"{TEXT}\n{JAPANESE}", "id": "lanes-2023"})
    page = desk.get(sent["Location"]).content.decode()
    assert 'lang="ja">英国は、日本国への艦船の派遣を検討する。</p>' in page and "The UK will consider" in page
    assert 'value="英国は、日本国への艦船の派遣を検討する"' in page, "a promise alone in its clause has a title in both"
    uneven = desk.post(
        "/declaration/import/", {"pasted": f"{TEXT}\n{JAPANESE.replace('３　日本国は、英国の存在感を歓迎する。', '')}", "id": "uneven-2023"}
    )
    assert uneven.status_code == 400 and "3 clauses in English and 2 in Japanese" in uneven.content.decode()
