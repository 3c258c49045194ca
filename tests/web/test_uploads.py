"""Files sent with a form: what is refused, and the name that stays."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from entente.kernel.errors import Refusal
from entente.web import uploads


def test_a_name_leads_nowhere_and_its_end_says_what_it_is() -> None:
    sent = SimpleUploadedFile("x.pdf", b"1")
    sent.name = "..\\..\\a\u202eb/note\u0007.PDF"
    assert uploads.read([sent]) == [("note.PDF", "application/pdf", b"1")]


@pytest.mark.parametrize(
    ("name", "data", "times"), [("run.exe", b"1", 1), ("a.pdf", b"", 1), ("a.pdf", b"1", 0), ("a.pdf", b"1", uploads.MOST + 1)]
)
def test_what_cannot_be_attached_is_refused(name: str, data: bytes, times: int) -> None:
    with pytest.raises(Refusal) as caught:
        uploads.read([SimpleUploadedFile(name, data) for _ in range(times)])
    assert caught.value.rule == "CN4"
