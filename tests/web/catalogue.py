"""Reads every message out of the pages' templates and modules, as they are: what the catalogues must hold.

Touches files of the package. Templates become Python by Django's own `templatize`, from which Babel extracts.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages import extract
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

import entente.web

WEB = Path(entente.web.__file__).parent
KEYWORDS = {**extract.DEFAULT_KEYWORDS, "gettext_lazy": None, "ngettext_lazy": (1, 2)}


def messages() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """(file, message) of each; a message with a plural is a pair."""
    for path in sorted(WEB.rglob("*")):
        if path.suffix == ".py":
            source = path.read_text()
        elif path.suffix == ".html":
            source = templatize(path.read_text(), origin=str(path))
        else:
            continue
        for _, message, _, _ in extract.extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
            yield path.relative_to(WEB).as_posix(), message


def catalogue(language: str) -> Catalog:
    """The catalogue of a language, as its text file has it."""
    with (WEB / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)
