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

ALONE = re.compile(r"(?<![A-Za-z0-9/:_-])[A-Z]{3}(?![A-Za-z0-9/_-]|:[A-Z]| [A-Z]{2})")


def with_names(words: Words, names: Mapping[str, Words]) -> Words:
    """A sentence by language with the codes of parties replaced by what each is called in that language, where it is."""
    return {language: ALONE.sub(partial(_name, language, names), said) for language, said in words.items()}


def _name(language: str, names: Mapping[str, Words], found: re.Match[str]) -> str:
    code = found[0]
    name = names.get(code, {}).get(language)
    if name is None:
        return code
    if language != "en" or f"the {name}" not in CUSTOMARY.get(code, ()):
        return name
    begins = found.start() == 0 or found.string[: found.start()].endswith((". ", "? ", "! "))
    return f"{'The' if begins else 'the'} {name}"
