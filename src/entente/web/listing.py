"""Filters of lists as a plain GET form: each a choice by name; what was chosen, as a query for links and as words for paper.

Pure but for the language of the request, and `clause_choices`, which reads instruments through the gate. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import get_language

from entente.areas.instruments import clause_ids
from entente.kernel.area import Words
from entente.web.declaration import instruments
from entente.web.gate import Sight

T = TypeVar("T")
AS, XLSX = "as", "xlsx"
WHOLE = 5_000
"""How many rows a list has at most where it is asked for as a spreadsheet (process/spreadsheet.py)."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice: its name in the query, its title, what can be chosen (value, words), and what was; empty for all."""

    name: str
    title: str
    options: tuple[tuple[str, str], ...]
    chosen: str
    nothing: str = ""  # what choosing nothing is called; empty: "All"

    @property
    def words(self) -> str:
        """What was chosen, in words."""
        return dict(self.options).get(self.chosen, "")


def choice(asked: QueryDict, name: str, title: str, options: Iterable[tuple[str, str]]) -> Filter:
    """A filter as it was asked for. A value that is not on offer stays chosen and is listed, so that no page shows more than it says."""
    chosen, offered = asked.get(name, "").strip()[:200].replace("\0", ""), list(options)
    if chosen and chosen not in dict(offered):
        offered.append((chosen, chosen))
    return Filter(name, title, tuple(offered), chosen)


def named(table: Mapping[str, Words], values: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Options out of a table of words, all or those named, in the page's language."""
    return [(value, in_words(table.get(value, {"en": value}))) for value in (table if values is None else values)]


def in_words(words: Words) -> str:
    """Words in the page's language, else in the first there is; bare, as options and attributes need them."""
    wanted = "ja" if (get_language() or "en").startswith("ja") else "en"
    return words.get(wanted) or next(iter(words.values()), "")


def clause_choices(sight: Sight) -> list[tuple[str, str]]:
    """Every clause of the instruments in effect, in the order of their texts; with the instrument's id where there are several."""
    texts = [text for _, text in instruments(sight)]
    return [(name, name if len(texts) > 1 else name.rpartition("#")[2]) for text in texts for name in clause_ids(text)]


def query(filters: Sequence[Filter], **more: str | int) -> str:
    """The filters and more as the query of a link; empty where nothing is chosen."""
    kept = {one.name: one.chosen for one in filters if one.chosen} | {key: str(value) for key, value in more.items()}
    return f"?{urlencode(kept)}" if kept else ""


def at_once_in(asked: Mapping[str, str], usual: int) -> int:
    """How many rows of a list are shown at once: on a page the usual number, in a spreadsheet all there are, up to a limit."""
    return WHOLE if asked.get(AS) == XLSX else usual


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: its number, how many there are, and the numbers of the records on it."""

    number: int
    pages: int
    here: Sequence[int]


def latest_first(asked: Mapping[str, str], found: Sequence[int], at_once: int) -> Page:
    """The page that `?page=` asks for, of records in time, the last ones first; the nearest that there is of what is no page."""
    at_once = at_once_in(asked, at_once)
    pages = max(1, -(-len(found) // at_once))
    number = _number(asked, pages)
    end = len(found) - (number - 1) * at_once
    return Page(number, pages, found[max(0, end - at_once) : end])


def page_links(filters: Sequence[Filter], page: Page) -> dict[str, str | int]:
    """A page's number and the links to its neighbours, as web/plan_pages.html writes them."""
    before = query(filters, page=page.number - 1) if page.number > 1 else ""
    after = query(filters, page=page.number + 1) if page.number < page.pages else ""
    return {"page": page.number, "pages": page.pages, "before_link": before, "after_link": after}


def part(asked: Mapping[str, str], found: Sequence[T], at_once: int) -> tuple[Sequence[T], dict[str, str | int]]:
    """What `?page=` asks for of a list in its order, and the links to the parts beside it; all else that was asked stays asked."""
    first, links = place(asked, len(found), at_once)
    return found[first : first + at_once_in(asked, at_once)], links


def place(asked: Mapping[str, str], total: int, at_once: int) -> tuple[int, dict[str, str | int]]:
    """As `part`, of a list that is read part by part: from which entry on the part asked for begins, and the links."""
    at_once = at_once_in(asked, at_once)
    pages = max(1, -(-total // at_once))
    number = _number(asked, pages)
    kept = {name: text for name, text in asked.items() if name != "page" and text}
    links = {
        name: f"?{urlencode(kept | {'page': str(at)})}"
        for name, at in (("before_link", number - 1), ("after_link", number + 1))
        if 0 < at <= pages
    }
    return (number - 1) * at_once, {"page": number, "pages": pages, **links}


def _number(asked: Mapping[str, str], pages: int) -> int:
    """The page asked for, the nearest that there is; the first where it is no number."""
    typed = asked.get("page", "1")
    return min(max(int(typed), 1), pages) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1


def chosen(filters: Sequence[Filter]) -> list[Filter]:
    """The filters that narrow the list."""
    return [one for one in filters if one.chosen]


def by_number(clauses: Iterable[str]) -> list[str]:
    """Clauses in the order people count: S2 before S13."""
    return sorted(clauses, key=_parts)


def _parts(clause: str) -> tuple[str, str, list[int]]:
    instrument, _, local = clause.rpartition("#")
    return instrument, local[:1], [int(part) for part in local[1:].split(".") if part.isdigit()]
