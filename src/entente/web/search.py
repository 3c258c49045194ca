"""Search: one box over every readable text of every record, in English and Japanese, with what was found marked where it stands.

Touches the database through the gate. Serves every clause.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entente.areas.instruments import AnyInstrument, whole
from entente.node.search.searching import Asked, Found
from entente.web import declaration, gate, listing, words
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.listing import Filter
from entente.web.records import rows
from entente.web.sight import recorded as sight_recorded
from entente.web.sight import search as sight_search

LONGEST = 200
MOST_CLAUSES = 6
_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
PARTS = {
    "proposal": gettext_lazy("In an open proposal"),
    "earlier": gettext_lazy("In an earlier text"),
    "remark": gettext_lazy("In a remark"),
    "file": gettext_lazy("In an attached file"),
}
"""Where words were found, where that is not the text that counts."""


@shows(Shows.RECORDS)
def search(request: HttpRequest) -> HttpResponse:
    """`?q=` and the filters; `?after=` is the page behind a hit. With `?go=1` a record's whole number leads to the record itself."""
    sight: Sight = request.sight
    typed = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    if "go" in request.GET and (row := numbered(sight, typed)) is not None:
        return redirect("record", row.id)
    instruments = declaration.instruments(sight)
    filters = _filters(request, sight, [text for _row, text in instruments])
    kind, clause, channel = (one.chosen for one in filters)
    after = request.GET.get("after", "")
    answer = sight_search.answer(sight, Asked(typed, kind, clause, channel, after))
    found = once(sight, answer.found)
    named = gate.clauses(sight, [one.row for one in found])
    kept = {"q": typed} | {one.name: one.chosen for one in filters if one.chosen}
    details = {
        "typed": typed,
        "filters": filters,
        "chosen": listing.chosen(filters),
        "lines": [_line(one, named.get(one.row.id, [])) for one in found],
        "clauses": [] if after or listing.chosen(filters) else clauses(instruments, typed),
        "behind": answer.behind,
        "first_link": f"?{urlencode(kept)}" if after else "",
        "after_link": f"?{urlencode(kept | {'after': answer.after})}" if answer.after else "",
        "all_link": f"?{urlencode({'q': typed})}",
    }
    return render(request, "web/search.html", details)


def once(sight: Sight, found: Sequence[Found]) -> list[Found]:
    """What was recorded at home and put to the partner once, as the shared record; what else of it was closed at home stands last."""
    closed = [one for one in found if _closed_at_home(sight, one.row)]
    here = {one.row.id for one in found}
    twice = [one for one in closed if any(row.id in here for row, _home in sight_recorded.counterparts(sight, one.row))]
    return [one for one in found if one not in closed] + [one for one in closed if one not in twice]


def _closed_at_home(sight: Sight, row: Row) -> bool:
    return (row.channel, row.type) == gate.put_away(sight) and row.state == "withdrawn"


def numbered(sight: Sight, typed: str) -> Row | None:
    """The one record whose whole number was typed, in capitals or not, full width or not; None for all other words."""
    number = unicodedata.normalize("NFKC", typed)
    for wanted in dict.fromkeys((number, number.upper(), number.lower())):
        try:
            row = gate.record(sight, wanted) if wanted else None
        except Http404:
            continue
        if row is not None and row.code == wanted:
            return row
    return None


def _filters(request: HttpRequest, sight: Sight, texts: list[AnyInstrument]) -> list[Filter]:
    types = [(name, listing.in_words(words.kind(name))) for name in words.types(sight.node.registry.kinds)]
    named = [(whole(text, local), local) for text in texts for local in declaration.texts(text)]
    several = len(texts) > 1
    return [
        listing.choice(request.GET, "type", _("Type"), types),
        listing.choice(request.GET, "clause", _("Clause"), [(one, one if several else local) for one, local in named]),
        listing.choice(request.GET, "channel", _("Channel"), sight_search.channels(sight)),
    ]


def clauses(instruments: list[tuple[gate.Row, AnyInstrument]], typed: str) -> list[dict[str, Any]]:
    """Clauses in whose number, title or text every word stands, those with it in the title first."""
    found = []
    for _row, text in instruments:
        titles = {
            title.clause.rpartition("#")[2]: {key: said for key, said in (("en", title.en), ("ja", title.ja)) if said}
            for title in text.titles
        }
        for local, said in declaration.texts(text).items():
            title = titles.get(local, {})
            short = " ".join([local, *title.values()])
            if sight_search.words_stand_in(f"{short} {said}", typed):
                by_title = sight_search.words_stand_in(short, typed)
                found.append((not by_title, {"clause": whole(text, local), "titles": title, "words": said}))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])][:MOST_CLAUSES]


def _line(found: Found, named: list[str]) -> dict[str, Any]:
    passage = [{"words": said, "marked": marked} for said, marked in found.passage]
    return rows.plain(found.row) | {
        "clauses": listing.by_number(named) if found.row.type != "instrument" else [],
        "where": PARTS.get(found.part, ""),
        "file": found.file,
        "passage": passage,
        "language": "ja" if _JAPANESE.search("".join(said for said, _ in found.passage)) else "en",
    }
