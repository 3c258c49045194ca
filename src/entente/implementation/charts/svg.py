"""SVG as text: elements, escaping, the look of each class, text that is measured and broken, the frame that every chart shares.

Pure. A drawing carries presentation attributes and classes, never style attributes, so that a strict content security policy lets it
stand in a page, the page's sheet may restyle it, and the same bytes print (SVG 2, 6.6; WCAG 2.2, 1.1.1 and 1.4.1). States differ by
pattern as well as by colour and are named in words. Serves I3.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from html import escape

from entente.kernel.area import Words

FONT = "Noto Sans JP, Noto Sans, Noto Sans CJK JP, sans-serif"
INK, SOFT, GRID, NAVY, RED = "#0b0c0c", "#505a5f", "#d5dae1", "#12284b", "#b10e1e"
_PLAIN = re.compile(r"[\w .,:;/()#%+*=-]*", re.ASCII)  # needs nothing done to it
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold

FILLS: Mapping[str, tuple[str, str, str]] = {  # state: ground, line, pattern
    "on-time": ("#a3d1b9", "#1d5c3f", ""),
    "fulfilled": ("#a3d1b9", "#1d5c3f", ""),
    "begun": ("#cfe0f2", "#12284b", ""),
    "due": ("#ffe58a", "#7a5c00", "dots"),
    "overdue": ("#f0bcc1", "#b10e1e", "hatch"),
    "lapsed": ("#b10e1e", "#6b0812", "cross"),
    "deferred": ("#e8e9eb", "#505a5f", "wide"),
    "suspended": ("#e8e9eb", "#505a5f", "wide"),
    "gap": ("#f6dfe1", "#b10e1e", "hatch"),
    "no-evidence": ("#ffffff", "#505a5f", ""),
    "position": ("#ffffff", "#12284b", ""),
    "dropped": ("#ffffff", "#505a5f", "wide"),
    "possible": ("#ffffff", "#12284b", ""),
    "likely": ("#cfe0f2", "#12284b", "wide"),
    "fixed": ("#cfe0f2", "#12284b", ""),
    "under-way": ("#a3d1b9", "#1d5c3f", ""),
    "over": ("#d5dae1", "#505a5f", ""),
}
UNKNOWN = ("#ffffff", "#505a5f", "")
NARROW = 320
HALO: Mapping[str, object] = {"stroke": "#ffffff", "stroke_width": 4, "stroke_linejoin": "round", "paint_order": "stroke"}
"""The white ground of words that a line may run behind."""
PATTERNS: Mapping[str, tuple[int, str]] = {  # pattern: its square, what is drawn in it
    "dots": (6, '<circle cx="3" cy="3" r="1" fill="#7a5c00"/>'),
    "hatch": (6, '<path d="M-1 1L1 -1M0 6L6 0M5 7L7 5" stroke="#b10e1e" stroke-width="1.2"/>'),
    "cross": (5, '<path d="M0 0L5 5M0 5L5 0" stroke="#ffffff" stroke-width="0.9"/>'),
    "wide": (10, '<path d="M0 0L10 10" stroke="#505a5f" stroke-width="1"/>'),
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a chart is drawn: its language, title and description in words, an id that no other chart on the page has, its width in units."""

    language: str
    title: Words
    description: Words
    ident: str
    width: int = 800

    @property
    def narrow(self) -> bool:
        """Whether it is drawn for a telephone, where one unit is about a pixel."""
        return self.width <= NARROW


@dataclass(frozen=True, slots=True)
class Span:
    """A state from `starts` (inclusive) until `ends` (exclusive)."""

    starts: date
    ends: date
    state: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day."""

    day: date
    words: Words


def element(name: str, *inner: str, **attributes: object) -> str:
    """An element; attribute names write _ for -, and `class_` for class. `inner` is SVG already."""
    given = "".join([f' {_attribute(key)}="{_value(value)}"' for key, value in attributes.items()])
    return f"<{name}{given}>{''.join(inner)}</{name}>" if inner else f"<{name}{given}/>"


@lru_cache(maxsize=128)
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: object) -> str:
    return str(value) if value.__class__ is int else clean(str(value))


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Text as it may stand in XML: escaped, and without characters that XML cannot hold. Most of a drawing's are numbers and names."""
    if _PLAIN.fullmatch(text):
        return text
    return escape(_FORBIDDEN.sub("\ufffd", text), quote=True)


def say(words: Words, language: str) -> str:
    """The words in a language, or in whichever there is."""
    return words.get(language) or next((text for _, text in sorted(words.items()) if text), "")


def text(x: float, y: float, words: str, size: int = 14, **more: object) -> str:
    """A line of text whose baseline starts at (x, y)."""
    rest = element("text", clean(words), font_size=size, **({"fill": INK} | more))
    return f'<text x="{_short(x)}" y="{_short(y)}"{rest[5:]}'


def _short(value: float) -> str:
    return str(value) if value.__class__ is int else f"{value:.1f}".removesuffix(".0")


def state_box(place: tuple[float, float, float, float], state: str, ident: str) -> str:
    """A box (x, y, width, height) in the look of a state: its colour, and its pattern over that."""
    ground, line, pattern = FILLS.get(state, UNKNOWN)
    x, y, width, height = place  # written out: a drawing has a thousand of these
    where = f'x="{_short(x)}" y="{_short(y)}" width="{_short(width)}" height="{_short(height)}"'
    dash = ' stroke-dasharray="4 3"' if ground == "#ffffff" else ""
    known = state if state in FILLS else "unknown"
    box = f'<rect class="app-chart__{known}" {where} fill="{ground}" stroke="{line}" stroke-width="1"{dash}/>'
    return box + (f'<rect {where} fill="url(#{clean(ident)}-{pattern})"/>' if pattern else "")


def patterns(ident: str) -> str:
    """The definitions that `state_box` refers to."""
    made = (
        element("pattern", drawn, id=f"{ident}-{name}", width=size, height=size, patternUnits="userSpaceOnUse")
        for name, (size, drawn) in PATTERNS.items()
    )
    return element("defs", *made)


@lru_cache(maxsize=4096)
def measure(words: str, size: int) -> float:
    """About how wide a line of text is; wide characters of East Asia take a whole square (UAX 11)."""
    return sum(size if unicodedata.east_asian_width(c) in "WF" else size * 0.52 for c in words)


def broken(words: str, size: int, width: float, most: int = 2) -> list[str]:
    """The text in at most so many lines of this width, broken at spaces or between wide characters; what is cut ends in "…"."""
    lines, line = [], ""
    for token in re.findall(r"\s*[^\s\u2e80-\uffff]+|\s*[\u2e80-\uffff][、。）」』，．]*", words):
        if line and measure(line + token, size) > width:
            lines.append(line)
            line = token.lstrip()
        else:
            line += token
    lines.append(line)
    if len(lines) <= most and all(measure(one, size) <= width for one in lines):
        return lines
    return [_cut(one, size, width, at == most - 1 and len(lines) > most) for at, one in enumerate(lines[:most])]


def names(rows: Iterable[str], size: int, look: Look, **more: object) -> tuple[list[Callable[[float], str]], int]:
    """The names of rows as functions of their first baseline, and how much taller every row is where one of them takes two lines."""
    lines = [broken(name, size, look.width - 8, 2) for name in rows]
    extra = (size + 3) * (max((len(one) for one in lines), default=1) - 1)

    def drawn(of: list[str]) -> Callable[[float], str]:
        low = extra - (size + 3) * (len(of) - 1)  # a name of one line stands close to its bar
        return lambda y: "".join(text(4, y + low + (size + 3) * at, line, size, **({**HALO, **more})) for at, line in enumerate(of))

    return [drawn(one) for one in lines], extra


def in_both_widths(draw: Callable[[Look], str], look: Look) -> str:
    """The drawing as it is and once more for a telephone; the page's sheet shows one of the two."""
    return draw(look) + draw(replace(look, ident=f"{look.ident}-n", width=NARROW))


def _cut(line: str, size: int, width: float, more: bool) -> str:
    if not more and measure(line, size) <= width:
        return line
    while line and measure(line + "…", size) > width:
        line = line[:-1]
    return line + "…"


def legend(states: Iterable[str], names: Mapping[str, Words], at: tuple[int, int], look: Look) -> tuple[str, tuple[float, int]]:
    """Boxes with the names of states, as many lines as it takes; the drawing, and where the next entry may stand."""
    left, y = at
    x, parts = float(left), []
    for state in states:
        name = say(names.get(state, {"en": state}), look.language)
        need = 24 + measure(name, 13) + 18
        if x > left and x + need > look.width:
            x, y = float(left), y + 22
        parts += [state_box((x, y, 18, 12), state, look.ident), text(x + 24, y + 11, name, 13)]
        x += need
    return "".join(parts), (x, y)


def frame(look: Look, height: int, *inner: str) -> str:
    """The whole drawing: named and described for those who hear it, sized by its box so that pages and paper scale it."""
    title = element("title", clean(say(look.title, look.language)), id=f"{look.ident}-t")
    described = element("desc", clean(say(look.description, look.language)), id=f"{look.ident}-d")
    head = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "app-chart app-chart--narrow" if look.narrow else "app-chart",
        "viewBox": f"0 0 {look.width} {height}",
        "role": "img",
        "aria_labelledby": f"{look.ident}-t {look.ident}-d",
        "font_family": FONT,
        "lang": look.language,
        "focusable": "false",
    }
    if look.narrow:
        head["display"] = "none"  # until a sheet shows it instead of the wide one
    return element("svg", title, described, patterns(look.ident), *inner, **head)
