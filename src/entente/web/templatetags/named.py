"""A record's fields as pages write them: values in words, days, clauses and records as links, lists of entries as tables.

Touches the database through the gate, once for each record named and page. Written here and not as a template, since a text has some
thirty fields and a template costs more for each than all that it says. Serves S2 and every clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entente.implementation.fields import LANGUAGES, Item, Line, Table, Value
from entente.kernel.area import Words
from entente.web import gate
from entente.web.records import of_meeting, rows
from entente.web.templatetags.entente import both_times, clause_link, code, day, record_link, said, shown

register = template.Library()

ID = re.compile(r"[0-9a-f]{64}(?:\.[0-9]+)?")
"""A record's id; what is none is a number, which is short enough to stand whole."""

ROW = (
    '<div class="govuk-summary-list__row%s"><dt class="govuk-summary-list__key">%s</dt>'
    '<dd class="govuk-summary-list__value">%s</dd></div>\n'
)
TABLE = (
    '<table class="govuk-table app-inner-table"><thead class="govuk-table__head"><tr class="govuk-table__row">%s</tr></thead>'
    '<tbody class="govuk-table__body">%s</tbody></table>'
)
HEAD = '<th scope="col" class="govuk-table__header">%s</th>'
CELL = '<td class="govuk-table__cell">%s</td>'
ITEM = "<li%s>%s</li>"
PAIR = '<div class="app-pair">%s</div>'
WORDS = '<div lang="%s">%s</div>'


@register.simple_tag(takes_context=True)
def record_named(context: Any, name: str) -> str | SafeString:
    """The record of that id, linked; alike for one that is not here and one that is not for the reader: the first digits of its id."""
    return _names(context, [name])[name]


def _names(context: Any, names: Iterable[str]) -> dict[str, str | SafeString]:
    """The same of several, asked for together and once for each page."""
    request = context.request
    known: dict[str, str | SafeString] = request.__dict__.setdefault("_named", {})
    missing = [name for name in dict.fromkeys(names) if name not in known]
    found = gate.by_id(request.sight, missing) if missing and hasattr(request, "sight") else {}
    lines = {name: rows.plain(row) for name, row in found.items()}
    if any(row.type in of_meeting.TYPES for row in found.values()):
        of_meeting.name(request.sight, lines.values(), found)
    for name in missing:
        line = lines.get(name)
        known[name] = (
            code(name[:12] if ID.fullmatch(name) else name)
            if line is None
            else format_html("{} {}", code(line["code"]), record_link(line))
            if line["code"]
            else record_link(line)
        )
    return known


@register.simple_tag(takes_context=True)
def field_value(context: Any, value: Value | None) -> SafeString:
    """What stands in a field; nothing for None."""
    return SafeString("") if value is None else _value(context, value)


@register.simple_tag(takes_context=True)
def field_lines(context: Any, lines: Iterable[Line]) -> SafeString:
    """Fields as the rows of a summary list."""
    every = list(lines)
    if named := [name for one in every if one.value is not None for name in _named(one.value)]:
        _names(context, named)
    return SafeString("".join([_row(context, one) for one in every]))


def _title(words: Words | None) -> str:
    """Words by language, in the page's, escaped."""
    return shown(said(words))


def _row(context: Any, line: Line) -> str:
    wide = " app-entries-row" if line.value is not None and line.value.items else ""
    return ROW % (wide, _title(line.titles), field_value(context, line.value))


def _named(value: Value) -> list[str]:
    """The records that a field names, those in its table and its entries among them."""
    cells = [cell for row in value.table.rows for cell in row if cell is not None] if value.table is not None else []
    cells += [line.value for item in value.items for line in item.lines if line.value is not None]
    return [*value.records, *(name for cell in cells for name in _named(cell))]


def _value(context: Any, value: Value) -> SafeString:
    if value.table is not None:
        return _table(context, value.table)
    if value.items:
        return SafeString(f'<ol class="app-entries">{"".join([_item(context, item) for item in value.items])}</ol>')
    if value.acts:
        return SafeString(" ".join([_act(act) for act in value.acts]))
    if value.day:
        return SafeString(day(value.day))
    if value.moment:
        return SafeString(both_times(value.moment))
    if value.clauses:
        return SafeString(_(", ").join(clause_link(clause) for clause in value.clauses))
    if value.records:
        return SafeString(_(", ").join(shown(record_named(context, name)) for name in value.records))
    words = _title(value.words)
    return SafeString(f'<span lang="{shown(value.language)}">{words}</span>' if value.language else words)


def _table(context: Any, table: Table) -> SafeString:
    heads = "".join([HEAD % _title(title) for title in table.titles])
    lines = []
    for row in table.rows:
        cells = [CELL % (_value(context, cell) if cell is not None else "") for cell in row]
        lines.append(f'<tr class="govuk-table__row">{"".join(cells)}</tr>')
    return SafeString(TABLE % (heads, "".join(lines)))


def _act(act: str) -> str:
    return f'<a class="govuk-link app-code" href="{reverse("oversight-act", args=[act])}">{shown(act[:8])}</a>'


def _item(context: Any, item: Item) -> str:
    """An entry: its words in both languages beside each other, its lists below them, and what else it says in one line."""
    pair = [line for line in item.lines if line.value is not None and line.value.language in LANGUAGES]
    lists = [line for line in item.lines if line.value is not None and line.value.items]
    rest = [line for line in item.lines if line not in pair and line not in lists and line.value is not None]
    parts = [_pairs(context, pair)] if pair else []
    if rest:
        told = [f"{_title(line.titles)}{_(': ')}{field_value(context, line.value)}" for line in rest]
        parts.append(f'<p class="govuk-body-s app-muted">{" · ".join(told)}</p>')
    parts += [f'<p class="govuk-body-s">{_title(line.titles)}</p>{field_value(context, line.value)}' for line in lists]
    return ITEM % (f' value="{item.no}"' if item.no.isascii() and item.no.isdigit() else "", "".join(parts))


def _pairs(context: Any, lines: Iterable[Line]) -> str:
    """Words by language: those of one field side by side."""
    fields: dict[str, list[Line]] = {}
    for line in lines:
        fields.setdefault(line.path.rpartition(".")[0], []).append(line)
    return "".join([PAIR % "".join([WORDS % (one.value.language, linebreaksbr(field_value(context, one.value)))
                                    for one in held if one.value is not None]) for held in fields.values()])  # fmt: skip
