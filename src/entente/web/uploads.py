"""Files as an officer sends them with a form: which may be attached, how large and how many, under a name that leads nowhere.

Touches the request. Serves I2, S2.
"""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from entente.kernel.errors import Refusal

LARGEST = 20 * 1024 * 1024
MOST = 10
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain",
    "html": "text/html",
    "htm": "text/html",
    "eml": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
}
"""What may be attached, by the end of its name."""


def ends() -> str:
    """The ends of names that may be attached, as a form tells them."""
    return ", ".join(f".{end}" for end in MEDIA)


def read(uploaded: list[UploadedFile]) -> list[tuple[str, str, bytes]]:
    """The files as (name, media type, bytes). Refuses (CN4) none, too many, too large ones, empty ones, and sorts not known here."""
    if not uploaded or len(uploaded) > MOST:
        raise Refusal("files", "CN4", _("Choose between one and %s files.") % MOST)
    found = []
    for file in uploaded:
        name = "".join(c for c in (file.name or "").replace("\\", "/").rpartition("/")[2] if c.isprintable())[-200:]
        media = MEDIA.get(name.rpartition(".")[2].lower())
        if media is None:
            raise Refusal("files", "CN4", _("“%s” is not a kind of file that can be attached here.") % name)
        if not file.size or file.size > LARGEST:
            raise Refusal("files", "CN4", _("“%s” is empty, or larger than 20 MB.") % name)
        found.append((name, media, file.read()))
    return found
