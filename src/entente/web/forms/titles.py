"""What fields are called, in the page's language: from the words of the record type, else from the field's own name.

Pure but for the language of the request. A type whose words are not complete is still shown. Serves every clause.
"""

from __future__ import annotations

import re

from entente.kernel.area import Kind, Words
from entente.web.listing import in_words

LANGUAGES: dict[str, Words] = {"en": {"en": "English", "ja": "英語"}, "ja": {"en": "Japanese", "ja": "日本語"}}
_ROW = re.compile(r"\d+")


def title(kind: Kind, path: str) -> str:
    """A field's title by its path in the schema; the name, put readably, where the type has no words for it."""
    name = path.rpartition(".")[2]
    return in_words(kind.words().get(path) or LANGUAGES.get(name) or {"en": name.replace("_", " ").capitalize()})


def hint(kind: Kind, path: str) -> str:
    """The type's hint for a field, or nothing."""
    return in_words(kind.words().get(f"{path}?", {"en": ""}))


def value_title(kind: Kind, path: str, value: str) -> str:
    """What a value of a code list is called; the value itself where nobody has named it."""
    return in_words(kind.words().get(f"{path}={value}", {"en": value}))


def values(kind: Kind, path: str) -> list[str]:
    """The values of a field's code list, in its order; empty where it has none."""
    start = f"{path}="
    return [key[len(start) :] for key in kind.words() if key.startswith(start)]


def place(kind: Kind, name: str) -> str:
    """Where an answer stands, as people say it: "Milestones 2, Due"; rows count from one as the page shows them."""
    said: list[str] = []
    path: list[str] = []
    for part in name.removesuffix("~").split("."):
        if _ROW.fullmatch(part) and said:
            said[-1] += f" {int(part) + 1}"
        elif part.isupper():
            said.append(part)
        else:
            path.append(part)
            said.append(title(kind, ".".join(path)))
    return in_words({"en": ", ", "ja": "・"}).join(said)
