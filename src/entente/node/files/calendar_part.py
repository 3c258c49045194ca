"""The calendar within what was dropped: a .ics file itself, or the text/calendar part of a mail (.eml, RFC 6047).

Touches nothing but the bytes it is given. Rule CF1: no calendar in it. Serves I2.
"""

from __future__ import annotations

from email import message_from_bytes, policy

from entente.kernel.errors import Refusal


def calendar_of(name: str, data: bytes) -> bytes:
    """The calendar's bytes; refuses (CF1) a mail that carries none, and other kinds of files."""
    kind = name.rpartition(".")[2].lower()
    if kind in ("ics", "ical", "ifb", "icalendar"):
        return data
    if kind == "eml":
        for part in message_from_bytes(data, policy=policy.default).walk():
            found = part.get_payload(decode=True) if part.get_content_type() in ("text/calendar", "application/ics") else None
            if isinstance(found, bytes):
                return found
    raise Refusal("no-calendar", "CF1", f"There is no calendar in “{name[:120]}”; a .ics file or an email (.eml) that carries one is read.")
