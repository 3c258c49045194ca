"""The rows of the tables that are opened most, and the options of their filters, written in one go: the template asks once for a table.

Pure but for the language of the request. Fifty rows of eight cells are some two thousand nodes to the template engine, and most of a page's
time. What goes into a cell is escaped here as the engine would. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entente.web import clocks
from entente.web.listing import Filter
from entente.web.templatetags.called import party_name
from entente.web.templatetags.entente import (
    bare_in,
    both_short,
    both_times,
    clause_link,
    code,
    day,
    day_short,
    record_link,
    row_link_in,
    said_in,
    shown,
    state_tag,
    tongue,
)

register = template.Library()
Line = Mapping[str, Any]
CELL = '<td class="govuk-table__cell'
NONE = '<span class="app-muted">–</span>'
"""Where a row has no number: copied as text, it would else begin one column too early in a spreadsheet."""


@register.filter
def filter_options(one: Filter) -> SafeString:
    """The options of a filter behind the one for all, what was chosen marked."""
    return _options(one.options, one.chosen)


@lru_cache(maxsize=256)
def _options(options: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """Options are the same from page to page, but for their language and for what was chosen."""
    marked = {chosen: " selected"}
    made = [f'<option value="{escape(value)}"{marked.get(value, "")}>{escape(str(words))}</option>' for value, words in options]
    return SafeString("".join(made))


@register.filter
def record_rows(lines: Iterable[Line]) -> SafeString:
    """The rows of the list of records."""
    wanted, between = tongue(), escape(_(", "))
    head = escape(_("Changed (%(places)s)") % {"places": clocks.places(wanted == "ja")})
    return SafeString("\n".join([_record_row(line, wanted, between, head) for line in lines]))


def _record_row(line: Line, wanted: str, between: str, head: str) -> str:
    waits = [f'{code(who)}<span class="govuk-visually-hidden"> {_said(what, wanted)}</span>' for who, what in line["waits"]]
    return (
        f'<tr class="govuk-table__row">{CELL} app-list__number">{code(line["code"]) or NONE}</td>'
        f'{CELL} app-list__title">{row_link_in(line, wanted)}</td>{CELL}">{_said(line["type"], wanted)}</td>'
        f'{CELL}">{state_tag(line["state"])}</td>{CELL}">{between.join(waits)}</td>'
        f'{CELL}">{clause_links(line["clauses"], between)}</td>{CELL}">{day_short(line["due_on"])}</td>'
        f'{CELL}" data-label="{head}">{both_short(line["changed_at"])}</td></tr>'
    )


def clause_links(clauses: Sequence[str], between: str) -> str:
    """Clauses one behind the other, each linked."""
    return between.join([clause_link(clause) for clause in clauses])


@register.filter
def desk_rows(table: Line) -> SafeString:
    """The rows of one of the Desk's tables."""
    wanted = tongue()
    if table.get("changed"):
        head = escape(_("Changed (%(places)s)") % {"places": clocks.places(wanted == "ja")})
        return SafeString("\n".join([_row(line, wanted, _changed(line, head)) for line in table["shown"]]))
    head = escape(_("Until") if table["due"] else _("Since (%(places)s)") % {"places": clocks.places(wanted == "ja")})
    return SafeString("\n".join([_row(line, wanted, _owed(table, line, wanted, head)) for line in table["shown"]]))


def _row(line: Line, wanted: str, rest: str) -> str:
    return (
        f'<tr class="govuk-table__row">{CELL} app-list__number">{code(line["code"]) or NONE}</td>'
        f'{CELL} app-list__title">{row_link_in(line, wanted)}</td>'
        f'{CELL} app-list__more">{_said(line["type"], wanted)}</td>{rest}</tr>'
    )


def _changed(line: Line, head: str) -> str:
    return f'{CELL}">{state_tag(line["state"])}</td>{CELL}" data-label="{head}">{both_short(line["changed_at"])}</td>'


def _owed(table: Line, line: Line, wanted: str, head: str) -> str:
    """What is to be done, by whom or with which deeds, and until or since when."""
    ours, rule, deeds, what = table["name"] == "ours", line.get("rule"), line.get("deeds") or (), line["what"]
    marks = " app-list__deeds" if deeds and not ours else ""
    tag = f" {state_tag(line['is'], rule)}" if rule else ""
    links = [_deed(line, deed, wanted, "app-nowrap" if ours else "app-nowrap app-no-print") for deed in deeds]
    more = "" if ours else "".join([f" {link}" for link in links])
    when = day_short(line.get("until")) if table["due"] else day_short(line["from"]) if rule else both_short(line["changed_at"])
    doer = f'<span class="app-muted">{_said(line["doer"], wanted)}</span>' if ours and not links and line.get("doer") else ""
    by = (
        f'{CELL} app-list__deeds app-no-print">{" ".join(links) or doer}</td>'
        if ours
        else f'{CELL} app-list__more">{code(line["who"])}</td>'
    )
    title = escape(bare_in(what, wanted) if what else "")
    said = f"{_said(what, wanted)}{tag}{more}"
    return f'{CELL} app-list__more{marks}" title="{title}">{said}</td>{by}{CELL}" data-label="{head}">{when}</td>'


def _deed(line: Line, deed: Line, wanted: str, classes: str) -> str:
    hidden = f'<span class="govuk-visually-hidden"> {escape(str(line["code"]))}</span>'
    return f'<a class="govuk-link {classes}" href="{escape(deed["address"])}">{_said(deed["words"], wanted)}{hidden}</a>'


@register.filter
def ruling_items(rulings: Iterable[Line]) -> SafeString:
    """What rules find of a record today, one item each, with whose move it is and since and until when it is so."""
    wanted, since, until = tongue(), escape(_("since")), escape(_("until"))
    return SafeString("".join([_ruling(one["what"], one["found"], wanted, (since, until)) for one in rulings]))


def _ruling(what: Mapping[str, str], found: Any, wanted: str, words: tuple[str, str]) -> str:
    move = f"{party_name(found.move)} · " if found.move else ""
    ends = f" · {words[1]} {day(found.ends)}" if found.ends else ""
    return (
        f"<li><strong>{_said(what, wanted)}</strong> {state_tag(found.state, found.code)} {_said(found.reason, wanted)}"
        f' <span class="app-muted">{move}{words[0]} {day(found.starts)}{ends}</span></li>'
    )


@register.filter
def navigation_items(entries: Iterable[Line]) -> SafeString:
    """The pages of the first level, the one marked that this page lies under."""
    here = {True: ' aria-current="page"', False: ""}
    made = [
        f'<li><a class="app-navigation__link" href="{escape(one["address"])}"{here[one["here"]]}>{escape(str(one["title"]))}</a></li>'
        for one in entries
    ]
    return SafeString("\n".join(made))


@register.filter
def found_items(lines: Iterable[Line]) -> SafeString:
    """What a search found, one item for each record, the words looked for marked."""
    wanted, between = tongue(), escape(_(", "))
    return SafeString("\n".join([_found(line, wanted, between) for line in lines]))


def _found(line: Line, wanted: str, between: str) -> str:
    pieces = [f"<mark>{escape(one['words'])}</mark>" if one["marked"] else escape(one["words"]) for one in line["passage"]]
    passage = f'<p class="app-found__passage" lang="{line["language"]}">{"".join(pieces)}</p>' if pieces else ""
    where = [f" · {escape(str(line['where']))}"] if line["where"] else []
    where += [f"{_(': ')}{escape(line['file'])}"] if line["file"] else []
    about = ["".join([_said(line["type"], wanted), *where]), clause_links(line["clauses"], between), both_times(line["changed_at"])]
    title = f"{record_link(line)} {code(line['code'])} {state_tag(line['state'])}"
    return (
        f'<li class="app-found__record"><div class="app-found__title">{title}</div>{passage}'
        f'<p class="app-found__about app-muted">{" · ".join([one for one in about if one])}</p></li>'
    )


def _said(value: Mapping[str, str] | None, wanted: str) -> str:
    """Words as they stand in a page."""
    return shown(said_in(value, wanted)) if value else ""
