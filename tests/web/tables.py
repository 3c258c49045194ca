"""What a table on a page must be to copy whole into a spreadsheet, and a time to stand in both zones: read from the page's HTML.

Pure. A spreadsheet begins another row at each block and line break inside a cell; what bears `app-no-print` is not copied (_tables.scss).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml import html

BREAKS = {"br", "p", "div", "ul", "ol", "li", "dl", "table", "section", "article", "h2", "h3", "h4", "details", "pre", "form", "fieldset"}
BESIDE = "app-no-print"


def junk(page: str) -> list[str]:
    """What would not copy: rows with other than one cell for each column, and breaks inside cells; with the table's caption."""
    found = []
    for table in html.fromstring(page).xpath("//main//table"):
        caption = " ".join(table.xpath("string(./caption)").split())
        columns = _width(table.xpath("./thead/tr[1]/*"))
        for row in table.xpath("./tbody/tr"):
            cells = row.xpath("./td|./th")
            if columns and _width(cells) != columns:
                found.append(f"{caption}: {_width(cells)} cells under {columns} headings")
            found += [f"{caption}: <{inner}> in a cell" for cell in cells for inner in _breaks(cell)]
    return found


def _width(cells: Any) -> int:
    return sum(int(cell.get("colspan", "1")) for cell in cells)


def _breaks(cell: Any) -> Iterator[str]:
    for inner in cell.iter():
        if inner.tag in BREAKS and not any(BESIDE in (one.get("class") or "") for one in (inner, *inner.iterancestors())):
            yield str(inner.tag)


def alone(page: str) -> list[str]:
    """Moments that stand in one zone only: each is followed by the same moment in the other."""
    given = [one.get("datetime") for one in html.fromstring(page).xpath("//time") if "T" in one.get("datetime", "")]
    moments = [datetime.fromisoformat(text) for text in given]
    found, at = [], 0
    while at < len(moments):
        pair = moments[at : at + 2]
        if len(pair) == 2 and pair[0] == pair[1] and pair[0].utcoffset() != pair[1].utcoffset():
            at += 2
        else:
            found.append(given[at])
            at += 1
    return found


def printed(page: str) -> list[str]:
    """What a list leaves out on paper: its marking, or the line that says how it is filtered."""
    read = html.fromstring(page)
    missing = [] if len(read.xpath("//*[contains(@class,'app-marking') and @role='region']")) == 2 else ["marking"]
    filters = read.xpath("//main//form[@role='search' and .//select[contains(@class,'app-filter')]]")
    said = [one for form in filters for one in form.xpath("./following::p[1]") if BESIDE not in (one.get("class") or "")]
    return missing + ([] if len(said) == len(filters) else ["filters"])
