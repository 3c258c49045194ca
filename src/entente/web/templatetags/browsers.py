"""A browser as its user knows it: name, version and system, out of what it says of itself (the User-Agent field, RFC 9110, 10.1.5).

Pure. What names itself otherwise is shown as it came. Serves S2.
"""

from __future__ import annotations

import re

from django import template

register = template.Library()

NAMES = (
    ("Edge", re.compile(r"\bEdgA?(?:iOS)?/(\d+)")),
    ("Opera", re.compile(r"\bOPR/(\d+)")),
    ("Firefox", re.compile(r"\b(?:Firefox|FxiOS)/(\d+)")),
    ("Chrome", re.compile(r"(?:Chrome|CriOS)/(\d+)")),
    ("Safari", re.compile(r"\bVersion/(\d+)\S* (?:Mobile/\S+ )?Safari/")),
)
"""The first that is found is the browser: each names those that stand below it too."""
SYSTEMS = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iPadOS"), ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


@register.filter
def browser_called(said: str) -> str:
    """Name, version and system; the words themselves where no browser is known in them."""
    found = next(((name, match[1]) for name, pattern in NAMES if (match := pattern.search(said))), None)
    if found is None:
        return said
    system = next((called for mark, called in SYSTEMS if mark in said), "")
    return f"{found[0]} {found[1]}{f', {system}' if system else ''}"
