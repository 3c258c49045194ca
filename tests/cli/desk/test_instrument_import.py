"""`entente instrument import`, `export` and `series`, as an officer types them: shown first, then proposed, then its meetings."""

from __future__ import annotations

import io
import json

import docx
from lxml import etree
from tests.cli.conftest import Desks
from tests.cli.shell import entente

TEXT = """Joint Statement on Sea Lanes

The Ministers of Japan and the UK,

Have decided as follows:

1. Japan and the UK will hold a quarterly dialogue of Defence Ministers.

2. The UK will consider sending ships to Japan.

Tokyo, 14 December 2023
"""


def test_it_is_shown_before_anything_is_said(desks: Desks) -> None:
    (desks.folder / "sea.txt").write_text(TEXT)
    shown = entente("instrument", "import", desks.folder / "sea.txt", "--party", "JPN", "--party", "GBR=London", "--id", "sea-2023")
    assert shown.code == 0 and "2 clauses, 2 commitments (1 do, 1 consider)" in shown.out and "Nothing was said." in shown.out
    found = json.loads(entente("instrument", "import", desks.folder / "sea.txt", "--party", "JPN", "--party", "GBR", "--json").out)
    assert found["instrument"]["id"] == "gb-jp-2023" and found["series"][0]["every"] == 3 and found["readings"][0]["confidence"] == "clear"
    wrong = entente("instrument", "import", desks.folder / "sea.txt", "--party", "Japan")
    assert wrong.code != 0 and "three capitals" in wrong.err


def test_word_files_and_what_is_no_declaration(desks: Desks) -> None:
    document, packed = docx.Document(), io.BytesIO()
    for paragraph in TEXT.split("\n\n"):
        document.add_paragraph(paragraph.strip())
    document.save(packed)
    (desks.folder / "sea.docx").write_bytes(packed.getvalue())
    assert "2 clauses, 2 commitments" in entente("instrument", "import", desks.folder / "sea.docx", "--party", "JPN", "--party", "GBR").out
    (desks.folder / "none.txt").write_text("Nothing numbered here.")
    refused = entente("instrument", "import", desks.folder / "none.txt", "--party", "JPN")
    assert refused.code != 0 and "No numbered clause" in refused.err


def test_proposed_accepted_exported_and_its_series(desks: Desks) -> None:
    (desks.folder / "sea.txt").write_text(TEXT)
    done = desks("japan", "instrument", "import", f"{desks.folder}/sea.txt", "--id", "sea-2023", "--propose")
    assert done.code == 0 and "proposes its 1 meeting series" in done.out
    desks.carry()
    assert desks("uk", "act", "accept", "sea-2023").code == 0
    desks.carry()
    exported = desks("uk", "instrument", "export", "sea-2023").out
    root = etree.fromstring(exported.encode())
    assert etree.QName(root).localname == "akomaNtoso" and "quarterly dialogue" in exported
    (desks.folder / "back.xml").write_text(exported)
    back = json.loads(entente("instrument", "import", desks.folder / "back.xml", "--party", "JPN", "--party", "GBR", "--json").out)
    assert [c["code"] for c in back["instrument"]["commitments"]] == ["C1a", "C2a"]
    assert json.loads(desks("japan", "instrument", "export", "sea-2023", "--format", "json").out)["id"] == "sea-2023"
    (series,) = desks.json("uk", "instrument", "series", "sea-2023")
    assert (series["code"], series["interval_months"], series["kind"]) == ("SEA-2023-C1-1", 3, "DMM")
    assert "Kept a draft" in desks("uk", "instrument", "series", "sea-2023", "--draft").out
    assert desks("uk", "instrument", "series", "sea-2023", "--clause", "C2").code != 0
    assert entente("instrument", "export", "other-2020", "--shipped").code != 0
