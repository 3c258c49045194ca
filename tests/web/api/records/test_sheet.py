"""A record by the API as a file: in either form, and not found where it is no document."""

from __future__ import annotations

from tests.web.api.conftest import Send


def test_a_record_is_a_file(send: Send) -> None:
    for form, begins in (("pdf", b"%PDF-"), ("docx", b"PK")):
        status, data = send("reader", "GET", f"/records/GBR-M-2018-006/file?form={form}&language=ja")
        assert status == 200 and data.startswith(begins)
    assert send("reader", "GET", "/records/GBR-M-2018-006/file?what=document")[0] == 404
    assert send("reader", "GET", "/records/GBR-M-2018-006/file?form=odt")[0] == 422
