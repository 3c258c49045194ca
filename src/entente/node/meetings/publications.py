"""What the files of a publication say, read here and compared with the agreed text: nobody's word is taken for it, nothing is fetched.

Touches the database (reads) and the reader of strangers' files (node.files.extract, a process of its own). Serves I2 and I3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from entente.areas.consultations.joint_statements.published import differences, reading_form, shown_on, words_digest
from entente.areas.consultations.joint_statements.records import (
    AnyPublication,
    JointStatement,
    Language,
    ShownPage,
    agreed,
    shows_agreed,
    text_digest,
)
from entente.kernel.errors import Refusal
from entente.kernel.redline import Runs
from entente.node import look
from entente.node.files.extract import text_of
from entente.node.national import enclosures
from entente.node.node import Node


@dataclass(frozen=True, slots=True)
class Compared:
    """A published page beside the agreed text: the digests of both, whether they are equal, and what differs.

    `runs` is empty where they are equal, None where no file is here to read; `read` is the digest of what this node found in the file, by
    which a digest that the publisher gave wrongly is known.
    """

    language: Language
    page: str
    agreed: str
    given: str
    equal: bool
    runs: Runs | None
    read: str | None
    problem: str = ""


def words_of(name: str, media_type: str, data: bytes, text: JointStatement, language: Language) -> str:
    """What a published file shows of the statement in a language, in reading form. Refuses (N32) a file that cannot be read."""
    return shown_on(text_of(name, media_type, data).text, agreed(text, language))


def compare(node: Node, text: JointStatement, publication: AnyPublication, act: str) -> list[Compared]:
    """The pages of a publication, stated by an act, each compared with the statement that was agreed."""
    return [_compared(node, text, page, act) for page in publication.pages]


def _compared(node: Node, text: JointStatement, page: Any, act: str) -> Compared:
    wanted = agreed(text, page.language)
    number = page.file if isinstance(page, ShownPage) else None
    digest = words_digest(wanted) if isinstance(page, ShownPage) else text_digest(text, page.language)
    equal, shown, problem = shows_agreed(text, page), None, ""
    file = enclosures.read(node, look.find_act(node, act), number) if number is not None else None
    if file is not None:
        try:
            shown = words_of(file[0].name, file[0].media_type, file[1], text, page.language)
        except Refusal as refusal:
            problem = refusal.words
    runs = None
    if shown is not None:
        runs = differences(reading_form(wanted), shown) if words_digest(shown) != words_digest(wanted) else ()
    read = words_digest(shown) if shown is not None else None
    return Compared(page.language, page.page, digest, page.sha256, equal and read in (None, digest), runs, read, problem)
