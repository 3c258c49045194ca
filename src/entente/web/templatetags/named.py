"""A record's fields as pages write them: values in words, days, clauses and records as links, lists of entries as tables.

Touches the database through the gate, once for each record named and page. Written here and not as a template, since a text has some
thirty fields and a template costs more for each than all that it says. Serves S2 and every clause.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entente.web import gate
from entente.web.records import rows
from entente.web.records.fields import Line, Table, Value
from entente.web.templatetags.called import authority_called
from entente.web.templatetags.entente import clause_link, code, day, record_link, said

register = template.Library()

ROW = (
    '<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">%s</dt><dd class="govuk-summary-list__value">%s</dd></div>\n'
)
TABLE = (
    '<table class="govuk-table app-inner-table"><thead class="govuk-table__head"><tr class="govuk-table__row">%s</tr></thead>'
    '<tbody class="govuk-table__body">%s</tbody></table>'
)
HEAD = '<th scope="col" class="govuk-table__header">%s</th>'
CELL = '<td class="govuk-table__cell">%s</td>'


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
    for name in missing:
        row = found.get(name)
        known[name] = code(name[:12]) if row is None else format_html("{} {}", code(row.code), record_link(rows.plain(row)))
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
    return SafeString("".join([ROW % (conditional_escape(said(one.titles)), field_value(context, one.value)) for one in every]))


def _named(value: Value) -> list[str]:
    """The records that a field names, those in its table among them."""
    cells = [cell for row in value.table.rows for cell in row if cell is not None] if value.table is not None else []
    return [*value.records, *(name for cell in cells for name in cell.records)]


def _value(context: Any, value: Value) -> SafeString:
    if value.table is not None:
        return _table(context, value.table)
    if value.day:
        return SafeString(day(value.day))
    if value.clauses:
        return SafeString(_(", ").join(clause_link(clause) for clause in value.clauses))
    if value.records:
        return SafeString(_(", ").join(conditional_escape(record_named(context, name)) for name in value.records))
    if value.party:
        return SafeString(_(", ").join(conditional_escape(authority_called(one, value.party)) for one in value.plain.split(", ")))
    words = conditional_escape(said(value.words))
    return SafeString(f'<span lang="{conditional_escape(value.language)}">{words}</span>' if value.language else words)


def _table(context: Any, table: Table) -> SafeString:
    heads = "".join([HEAD % conditional_escape(said(title)) for title in table.titles])
    lines = []
    for row in table.rows:
        cells = [CELL % (_value(context, cell) if cell is not None else "") for cell in row]
        lines.append(f'<tr class="govuk-table__row">{"".join(cells)}</tr>')
    return SafeString(TABLE % (heads, "".join(lines)))
