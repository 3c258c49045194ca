"""Sentences of rules with governments by their names: rules know codes alone, charters name who stands behind them.

Pure. A code that is part of a longer one ("GBR-M-2018-006", "GBR MOD") stays as it is, and so does one that no charter names. Serves every
clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from entente.instrument.promises.parties import CUSTOMARY
from entente.kernel.area import Words

CODE = re.compile(r"(?<![A-Za-z0-9:/_-])[A-Z]{3}(?![A-Za-z0-9/_-]|:[A-Za-z0-9]| [A-Z]{2})")
"""A party's code that stands by itself, not as the beginning of a record's number, an authority or a post's name."""


def by_name(said: Words, names: Mapping[str, Words]) -> Words:
    """A sentence by language with the codes of parties replaced by what each is called there; in English where it has no such name."""
    if not any(code in text for text in said.values() for code in names):
        return said
    return {language: CODE.sub(partial(_name, names, language), text) for language, text in said.items()}


def _name(names: Mapping[str, Words], language: str, found: re.Match[str]) -> str:
    known = names.get(found[0], {})
    name = known.get(language) or known.get("en") or found[0]
    heads_list = found.string[found.end() :].startswith(":")  # “United Kingdom: Green”
    if language != "en" or heads_list or f"the {name}" not in CUSTOMARY.get(found[0], ()):
        return name
    begins = not found.start() or found.string[: found.start()].rstrip().endswith((".", "?", "!"))
    return f"{'The' if begins else 'the'} {name}"
