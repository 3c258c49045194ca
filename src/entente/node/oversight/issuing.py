"""Papers that were issued: kept with their files, so that they stay as they were whatever is learnt later.

A paper of ours is kept at home; one that all parties issue together is a joint text of the channel, with the digests of its files.
Touches the database, the clock and the act key through node.say. Serves I3, S2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from entente.implementation.papers.paper import Paper
from entente.implementation.papers.phrases import party, same
from entente.kernel.act import SALT, Act
from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import RELEASING_OFFICER
from entente.node import look, say
from entente.node.national import drafting
from entente.node.officer import Officer, require
from entente.node.oversight import versions
from entente.node.oversight.asking import MOST, Asking, Held, as_known, clauses_of, held
from entente.node.oversight.versions import BRIEF, PARTNER, Wish
from entente.node.render.documents import MEDIA
from entente.store import contents, shown

TYPE, TOGETHER = "issued-paper", "joint-paper"
OVERSEES = "jp-gb-2017#I3"
"""The clause a joint paper is filed under, where the instrument has it; else the first of its own."""
File = tuple[str, str, bytes]
"""Name, media type, bytes."""
FORMS = ("pdf", "docx")


def issue(asking: Asking, officer: Officer, wish: Wish) -> Act:
    """Makes the paper, keeps it as PDF and DOCX with its digests in the national channel, and gives the act; the same one once a day.

    Refuses (DR1) who does not release, and what `versions.make` refuses.
    """
    require(officer, RELEASING_OFFICER)
    paper = versions.make(asking, wish)
    text, files = _composed(asking, wish, paper, (wish.language,), officer.post)
    if wish.kind == BRIEF:
        text["subject"] = wish.subject
    today = asking.context.on.isoformat()
    request = "issued:" + hashlib.sha256(repr((wish, asking.day, asking.known, asking.charter.id, today)).encode()).hexdigest()
    manner = say.Manner(post=officer.post, files=files, request=request)
    return say.state(asking.node, asking.node.national(), TYPE, text, manner)


def _composed(
    asking: Asking, wish: Wish, paper: Paper, languages: Iterable[str], post: str = ""
) -> tuple[dict[str, Any], tuple[File, ...]]:
    """A paper's text with the digests of its files, and the files: PDF and DOCX in each language, made by that post or our side."""
    by = same(post) if post and wish.for_whom != PARTNER else party(asking.node.party, asking.names)
    made = [
        (
            versions.file_name(asking, replace(wish, language=language), form),
            versions.document(asking, paper, language, form, "", by),
            form,
            language,
        )
        for language in languages
        for form in FORMS
    ]
    about = wish.subject.rpartition("#")[2][:12].upper()
    code = "-".join(part for part in (asking.node.party, wish.kind.upper(), about, asking.day.isoformat(), wish.for_whom.upper()) if part)
    text: dict[str, Any] = {
        "code": "".join(c if c.isascii() and (c.isalnum() or c in "+/.-") else "-" for c in code)[:60],
        "kind": wish.kind.upper(),
        "title": {language: words[:200] for language, words in paper.title.items() if words},
        "effective_on": paper.effective_on.isoformat(),
        "known_on": paper.known_on.isoformat(),
        "files": [
            {"number": n, "format": form, "language": language, "sha256": hashlib.sha256(data).hexdigest()}
            for n, (_, data, form, language) in enumerate(made, 1)
        ],
    }
    return text, tuple((name, MEDIA[form], data) for name, data, form, _ in made)


def _named(asking: Asking, wish: Wish, language: str, form: str) -> str:
    return versions.file_name(asking, replace(wish, language=language), form)


def draft_together(asking: Asking, officer: Officer, wish: Wish, request: str = "") -> Act:
    """A draft of the paper as one that all parties issue together: its version for the partner, in English and in Japanese, files attached.

    It is cleared, released and accepted like any joint text; once in effect all hold the same files. Refuses what `versions.make` refuses,
    and (DR1) who does not draft.
    """
    wanted = replace(wish, for_whom=PARTNER)
    paper = versions.make(asking, wanted)
    text, files = _composed(asking, wanted, paper, ("en", "ja"))
    text["clauses"] = [OVERSEES if OVERSEES in clauses_of(asking.instrument) else clauses_of(asking.instrument)[0]]
    if wish.kind == BRIEF:
        text["subject"] = wish.subject
    return drafting.save(asking.node, officer, type_=TOGETHER, text=text, channel=asking.charter, files=files, request=request)


def together(asking: Asking) -> tuple[Held, ...]:
    """The papers that all parties have issued together, the newest first."""
    return tuple(sorted(held(asking, TOGETHER), key=lambda one: -one.row.number))


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
