"""What governments and their authorities are called, as the charters of this node's channels name them.

Touches the node, once for each charter it knows. A code that no charter names stays a code. Serves S2.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from time import monotonic

from entente.implementation.sheets.called import Called
from entente.kernel.area import Words
from entente.web.process import current
from entente.web.templatetags.entente import bare_in, tongue

NAMELESS: Words = {}
AGAIN_S = 5.0
MANY = 1_000

_asked: dict[tuple[Path, str, str], float] = {}
"""When a code that no charter names was last looked for. It holds no reader's own: charters are the same for everybody."""


def party(code: str) -> Words:
    """A government's name by language; empty where no charter here names it."""
    return _found("", code)


def authority(of: str, code: str) -> Words:
    """The name of a government's authority by language; empty where no charter here names it."""
    return _found(of, code)


def names() -> Mapping[str, Words]:
    """Every government's name by language, by its code, as the charters known here name it."""
    return {code: name for (of, code), name in _names(tuple(current.node().charters)).items() if not of}


def called() -> Called:
    """Governments and their authorities by name, for what says their codes."""
    return _called(tuple(current.node().charters))


def lead(value: str) -> str:
    """The codes of "GBR:MOD" as lists write them."""
    return value.replace(":", " ", 1)


def lead_choice(value: str) -> tuple[str, str]:
    """An authority "GBR:MOD" as a list offers it: its value, and code with name."""
    of, _colon, code = value.partition(":")
    name = authority(of, code)
    return value, f"{lead(value)} – {bare_in(name, tongue())}" if name else lead(value)


def authorities(of: str) -> list[tuple[str, str]]:
    """A government's authorities as a list offers them: (code, code and name), by code."""
    current.node().channels()
    known = _names(tuple(current.node().charters))
    return [(code, f"{code} – {bare_in(name, tongue())}") for (whose, code), name in sorted(known.items()) if whose == of]


def _found(of: str, code: str) -> Words:
    """The name of a party (of an authority where `of` says whose)."""
    node = current.node()
    known = _names(tuple(node.charters))
    if (of, code) not in known and _may_ask((node.home.path, of, code)):
        node.channels()  # one that was joined since, from the command line
        known = _names(tuple(node.charters))
    return known.get((of, code), NAMELESS)


def _may_ask(what: tuple[Path, str, str]) -> bool:
    """Whether it is time to look again for a code that no charter named: a table with fifty rows of it would ask fifty times."""
    if monotonic() - _asked.get(what, -AGAIN_S) < AGAIN_S:
        return False
    if len(_asked) >= MANY:
        _asked.clear()
    _asked[what] = monotonic()
    return True


@lru_cache(maxsize=8)
def _names(channels: tuple[str, ...]) -> Mapping[tuple[str, str], Words]:
    """(party, authority) or ("", party) and its name, of these channels; charters never change."""
    node = current.node()
    named: dict[tuple[str, str], Words] = {}
    for charter in (node.charters[one] for one in channels):
        for one in charter.terms.parties:
            named["", one.code] = one.name
            named |= {(one.code, each.code): each.name for each in one.authorities}
    return named


@lru_cache(maxsize=8)
def _called(channels: tuple[str, ...]) -> Called:
    """The same of these channels."""
    named = _names(channels)
    return Called({code: name for (of, code), name in named.items() if not of}, {key: name for key, name in named.items() if key[0]})
