"""Files read in a process of their own: kinds, sizes, digests; what cannot be read is one sentence."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest
from tests.node.returns.filling import fill_docx, form

from entente.kernel.errors import Refusal
from entente.node.returns import reading
from entente.node.returns.docx_form import render_docx


def test_a_form_with_its_digest() -> None:
    data = fill_docx(render_docx(form(), datetime(2018, 10, 2, tzinfo=UTC)), {(1, "rag"): "Green", (1, "narrative.en"): "Well."})
    found = reading.read_return("MOD Return.DOCX", data)
    assert (found.digest, found.way) == (hashlib.sha256(data).hexdigest(), "DOCX")
    assert [one.empty for one in found.answers] == [False, True]


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("a.pdf", b"%PDF", "F2"),
        ("a.docx", b"PK\x03\x04 damaged", "F2"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "F3"),
        ("b.docx", b"", "F2"),
        ("b.xlsx", b"", "F2"),
        ("a.eml", b"From: a\n\nNo reference here.", "F2"),
        ("a.msg", b"nonsense", "F2"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(name: str, data: bytes, rule: str) -> None:
    with pytest.raises(Refusal) as refused:
        reading.read_return(name, data)
    assert refused.value.rule == rule and "Traceback" not in refused.value.words and "\n" not in refused.value.words


def test_a_file_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 3)
    with pytest.raises(Refusal, match="F1"):
        reading.read_return("a.eml", b"1234")


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_SECONDS", 0)
    with pytest.raises(Refusal, match="within 0 seconds"):
        reading.read_return("a.eml", b"Status: x")
