"""Names near one that is not known: a slip of the pen, a part of the name, a plural. Pure. Serves every clause."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

MOST = 5


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """The known names that are most like one, the likest first, at most five; none where nothing is near."""
    asked, names = name.strip().lower().replace("_", "-").replace(" ", "-")[:80], sorted(known)
    like = get_close_matches(asked, names, MOST, 0.7)
    within = [one for one in names if len(asked) > 3 and (asked in one or set(asked.split("-")) & set(one.split("-")))]
    return list(dict.fromkeys((*like, *within)))[:MOST]
