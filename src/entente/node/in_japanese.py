"""What a rule, a reader of files or a partner says, in Japanese: its English words are looked up as sentences with gaps.

Reads `refusals_ja.toml` beside this file, once. The rules speak English, the same words on the command line, in logs and to partners; a
sentence that quotes another (a partner's, a library's) is told with that one in Japanese too, where it is known. Serves every clause.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from entente import areas
from entente.kernel import misfit
from entente.kernel.labels import verdict

_NAMED = re.compile(r"\{([a-z_]*)\}")
GAP = re.compile(r"\{(\d?)\}")
DEEP = 4
"""How many sentences may stand inside one another."""


@cache
def catalogue() -> Mapping[str, str]:
    """The Japanese of every sentence, by its English with {} for each gap; the kernel's sentences on labels and forms have their own."""
    text = resources.files("entente.node").joinpath("refusals_ja.toml").read_text("utf-8")
    found: dict[str, str] = tomllib.loads(text)
    of_kernel = [(en, ja) for _, en, ja in verdict.SENTENCES.values()] + [(en, ja) for _, en, ja in misfit.PLAIN]
    return {**dict(_numbered(en, ja) for en, ja in of_kernel), **found}


def _numbered(english: str, japanese: str) -> tuple[str, str]:
    """A sentence pair with named gaps, or with gaps in one order, as the list has them."""
    order = {name: f"{{{number}}}" for number, name in reversed([*enumerate(_NAMED.findall(english))])}
    return _NAMED.sub("{}", english), _NAMED.sub(lambda gap: order[gap[1]], japanese)


@cache
def _types() -> Mapping[str, str]:
    """What records are called, by their English names as sentences have them."""
    titles = [kind.titles for kind in areas.registry().kinds.values()]
    return {name: title["ja"] for title in titles for name in (title["en"], title["en"].lower())}


def told(words: str, deep: int = DEEP) -> str | None:
    """A sentence in Japanese, with what it quotes and what records are called. None where it is not known."""
    known = catalogue()
    if words in known:
        return known[words]
    if deep == 0:
        return None
    for form, japanese in _forms():
        match = form.fullmatch(words)
        if match is None:
            continue
        gaps = [_gap(gap, deep) for gap in match.groups()]
        if not _says_something(form.pattern) and gaps[0] == match[1]:
            continue  # a frame alone ("... [B7, title]") is no Japanese sentence
        return GAP.sub(lambda gap, gaps=gaps: gaps[int(gap[1])], japanese)  # type: ignore[misc]
    return None


def _gap(text: str, deep: int) -> str:
    return _types().get(text) or told(text, deep - 1) or text


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences with gaps as patterns, those that say most first."""
    gapped = sorted((one for one in catalogue().items() if "{}" in one[0]), key=lambda one: -len(one[0].replace("{}", "")))
    return tuple((re.compile("(.*?)".join(map(re.escape, english.split("{}"))), re.DOTALL), japanese) for english, japanese in gapped)


def _says_something(pattern: str) -> bool:
    return re.search("[A-Za-z]{3}", pattern) is not None
