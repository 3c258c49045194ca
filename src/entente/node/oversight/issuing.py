"""Papers that were issued: kept at home with their files, so that they stay as they were whatever is learnt later (DESIGN section 7).

Touches the database, the clock and the act key through node.say. Serves I3, S2.
"""

from __future__ import annotations

import hashlib
from typing import Any

from entente.kernel.act import SALT, Act
from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import RELEASING_OFFICER
from entente.node import look, say
from entente.node.officer import Officer, require
from entente.node.oversight import versions
from entente.node.oversight.asking import MOST, Asking, Held, as_known
from entente.node.oversight.versions import BRIEF, MEDIA, Wish
from entente.store import contents, shown

TYPE = "issued-paper"
FORMS = ("pdf", "docx")


def issue(asking: Asking, officer: Officer, wish: Wish) -> Act:
    """Makes the paper, keeps it as PDF and DOCX with its digests in the national channel, and gives the act; the same one once a day.

    Refuses (DR1) who does not release, and what `versions.make` refuses.
    """
    require(officer, RELEASING_OFFICER)
    paper = versions.make(asking, wish)
    files = [(versions.file_name(asking, wish, form), versions.document(asking, paper, wish.language, form), form) for form in FORMS]
    about = wish.subject.rpartition("#")[2][:12].upper()
    code = "-".join(part for part in (asking.node.party, wish.kind.upper(), about, asking.day.isoformat(), wish.for_whom.upper()) if part)
    text: dict[str, Any] = {
        "code": "".join(c if c.isascii() and (c.isalnum() or c in "+/.-") else "-" for c in code)[:60],
        "kind": wish.kind.upper(),
        "title": {language: words[:200] for language, words in paper.title.items() if words},
        "effective_on": paper.effective_on.isoformat(),
        "known_on": paper.known_on.isoformat(),
        "files": [
            {"number": n, "format": form, "language": wish.language, "sha256": hashlib.sha256(data).hexdigest()}
            for n, (_, data, form) in enumerate(files, 1)
        ],
    }
    if wish.kind == BRIEF:
        text["subject"] = wish.subject
    today = asking.context.on.isoformat()
    request = "issued:" + hashlib.sha256(repr((wish, asking.day, asking.known, asking.charter.id, today)).encode()).hexdigest()
    manner = say.Manner(post=officer.post, files=tuple((name, MEDIA[form], data) for name, data, form in files), request=request)
    return say.state(asking.node, asking.node.national(), TYPE, text, manner)


def issued(asking: Asking) -> tuple[Held, ...]:
    """The papers that were issued, of those the asker may see, the newest first."""
    rows = shown.listed(asking.node.alias, asking.allowed, {"channel": asking.node.national().id, "type": TYPE}, MOST)
    return tuple(one for row in rows if (one := as_known(asking, row)) is not None)


def file_of(asking: Asking, one: Held, number: int) -> tuple[bytes, str]:
    """The bytes of an issued paper's file, and its format. Refuses `file-not-here` (N36) what is not held, or is not what was issued."""
    named = next((file for file in one.text.files if file.number == number), None)
    data = contents.attachment(asking.node.alias, look.find_act(asking.node, one.act).position, number)
    content = data[SALT:] if data is not None else b""
    if named is None or hashlib.sha256(content).hexdigest() != named.sha256:
        raise Refusal("file-not-here", "N36", "This node does not hold that file as it was issued.")
    return content, str(named.format)
