"""Who said what of a record, as the rows of a table: the entry, when it was signed, since when who has it, its proof.

Pure but for the language of the request. Written here and not as a template, since a record has a dozen entries and a template costs more
for each than all that it says. Serves I1 and every clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entente.web.templatetags.called import party_name
from entente.web.templatetags.entente import both_times, code, said_in, shown, tongue
from entente.web.templatetags.posted import post_named

register = template.Library()

ACT = "~"  # stands for an act's id in an address
MUTED = ' <span class="app-muted">%s</span>'
CELL = '<td class="govuk-table__cell"%s>%s</td>'


@register.simple_tag(takes_context=True)
def history_rows(context: Any, entries: Iterable[Mapping[str, Any]]) -> SafeString:
    """The rows; `row` and `party` are those of the page."""
    record = context["row"]["id"]
    proofs = reverse("proof", args=[record, ACT])  # asked for once, not for each entry
    wanted = tongue()
    signed, received = (f' data-label="{shown(title)}"' for title in (_("Signed"), _("Received")))
    lines = []
    for entry in entries:
        cells = (
            CELL % ("", _what(entry, record, wanted, shown(post_named(context, entry["post"])))),
            CELL % (signed, both_times(entry["at"])),
            CELL % (received, _received(entry, context["party"])),
            CELL % ("", _proof(entry, proofs)),
        )
        lines.append(f'<tr class="govuk-table__row">{"".join(cells)}</tr>\n')
    return SafeString("".join(lines))


def _what(entry: Mapping[str, Any], record: str, wanted: str, post: str) -> str:
    parts = [f"<strong>{shown(said_in(entry['what'], wanted))}</strong>"]
    if entry["open"]:
        parts.append(MUTED % _("(open)"))
    parts += [f"<br>{post}", MUTED % code(entry["place"])]
    if entry["remark"]:
        parts.append(f'<p class="govuk-body">{shown(said_in(entry["remark"], wanted))}</p>')
    parts += [_file(entry, file, record) for file in entry["files"]]
    if entry["withheld"]:
        parts.append('<p class="app-muted">' + _("Its words cannot be shown here.") + "</p>")
    return "".join(parts)


def _file(entry: Mapping[str, Any], file: Any, record: str) -> str:
    name = shown(file.name)
    if file.held:
        whole = f'<a class="govuk-link app-break" href="{reverse("file", args=[record, entry["act"], file.number])}" download>{name}</a>'
    else:
        whole = f'<span class="app-break">{name}</span>' + MUTED % _("has not come yet")
    return f'<p class="govuk-body">{whole}{MUTED % filesizeformat(file.size)}</p>'


def _received(entry: Mapping[str, Any], party: str) -> str:
    held = [f"{shown(party_name(party))} {both_times(entry['here'])}"] if entry["here"] else []
    held += [f"{shown(party_name(who))} {both_times(at)}" for who, at in entry["received"]]
    return "<br>".join(held) or _("not yet")


def _proof(entry: Mapping[str, Any], proofs: str) -> str:
    if not entry["proof"]:
        return ""
    words = _("Proof")
    hidden = f'<span class="govuk-visually-hidden"> {shown(entry["place"])}</span>'
    return f'<a class="govuk-link" href="{proofs.replace(ACT, entry["act"])}" download>{words}{hidden}</a>'
