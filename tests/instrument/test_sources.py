"""Files of every kind a declaration comes in, and those it does not."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.instrument import load
from entente.instrument.akoma_ntoso.write import render_akoma_ntoso
from entente.instrument.sources import page_text, read_source
from entente.kernel.errors import Refusal


def test_a_page_in_two_languages_has_thirty_articles_each(data: Path) -> None:
    for name in ("udhr.eng.html", "udhr.jpn.html"):
        found = read_source((data / "treaty-text" / name).read_bytes())
        assert [c.id for c in found.clauses] == [f"Art{n}" for n in range(1, 31)]


def test_a_page_reads_as_it_looks() -> None:
    head = b"<html><head><title>x</title></head><body><nav>Menu</nav><h1>Joint   Statement</h1>"
    page = head + b"<ol start=3><li>We will act.<li>We<br>meet.</ol><script>1. no</script></body></html>"
    assert page_text(page) == "Joint Statement\n\n3. We will act.\n\n4. We\nmeet.\n"


def test_the_footer_of_a_site_is_left_out_and_that_of_the_matter_kept() -> None:
    matter = "<main><h1>Joint Statement</h1><ul><li>We will act.</ul><footer>Tokyo, 1 May 2020</footer></main>"
    page = f"<html><body>{matter}<footer>Crown copyright</footer></body></html>".encode()
    assert page_text(page) == "Joint Statement\n\n• We will act.\n\nTokyo, 1 May 2020\n"


def test_a_table_of_things_to_be_done_is_rows_and_one_that_sets_out_the_page_is_none() -> None:
    rows = "<tr><th>Action</th><th>Lead</th></tr><tr><td>Hold <b>talks</b></td><td>MOFA</td></tr><tr><td>Train</td><td>MOD</td></tr>"
    page = f"<html><body><table><tr><td><h1>Road map</h1><table>{rows}</table></td></tr></table></body></html>".encode()
    assert page_text(page) == "Road map\n\nAction\tLead\nHold talks\tMOFA\nTrain\tMOD\n"
    assert [c.text for c in read_source(page).clauses] == ["Hold talks", "Train"]


def test_lists_are_numbered_as_a_browser_shows_them() -> None:
    inner = b"<ol type=a><li>to meet;<li>to talk.</ol>"
    page = b"<html><body><h1>Statement</h1><p>We decided:</p><ol><li>We will act:" + inner + b"<li value=5>We will end.</ol></body></html>"
    clauses = read_source(page).clauses
    assert [(c.number, c.text, [i.number for i in c.items]) for c in clauses] == [
        ("1", "We will act:", ["a", "b"]),
        ("5", "We will end.", []),
    ]
    assert "iv. four" in page_text(b"<html><body><ol type=i start=3><li>three<li>four</ol></body></html>")


def test_text_and_akoma_ntoso_are_told_apart() -> None:
    assert read_source(render_akoma_ntoso(load())) == load()
    assert read_source(b"Joint Statement\n\n1. Japan will act.\n").clauses[0].text == "Japan will act."


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"%PDF-1.7 ...", "TX5"), (b"PK\x03\x04....", "TX5"), (b"{\\rtf1 x}", "TX5"), (b"<html><body><p>news</p></body></html>", "TX4"),
        (b"<?xml version='1.0'?><rss/>", "AK2"), (b"", "TX3"), (b"\x00\x01", "TX1"), (b"<p>" * 3_000 + b"x", "TX"),
    ],
)  # fmt: skip
def test_other_files_are_refused_in_one_sentence(data: bytes, rule: str) -> None:
    with pytest.raises(Refusal, match=rule) as refused:
        read_source(data)
    assert refused.value.words.count(". ") == 0


@given(st.binary(max_size=300).map(lambda tail: b"<html>" + tail))
def test_any_page_is_read_or_refused(data: bytes) -> None:
    with suppress(Refusal):
        read_source(data)
