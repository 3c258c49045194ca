"""How dates, times, words and records are written on every page.

Pure but for the language of the request and the clocks of its page (web/clocks.py). A time stands by each with its own day, and never
breaks inside; whatever is not in the page's language is marked with its own (WCAG 3.1.2). Serves every clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from html import escape
from string import ascii_lowercase
from typing import Any
from urllib.parse import quote

from django import template
from django.forms import BoundField
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entente.kernel.bilingual import SHORT_MONTHS
from entente.kernel.calendar import zones
from entente.kernel.calendar.seats import Seat
from entente.web import clocks, words

register = template.Library()

TAGS = {
    "overdue": "red", "lapsed": "red", "missing": "red", "stale": "orange", "unanswered": "orange", "due": "yellow", "open": "yellow",
    "begun": "blue", "on-time": "green", "fulfilled": "green", "in-effect": "green", "deferred": "purple", "proposed": "blue",
    "concluded": "turquoise", "issued": "blue", "asked": "yellow", "returned": "orange", "refused": "red", "cleared": "green",
    "escalated": "red", "differs": "red", "late": "orange", "to-ask-next": "orange", "claim-unanswered": "orange", "disputed": "orange",
    "waiting": "purple", "leaving": "purple", "sent": "blue", "green": "green", "amber": "yellow", "red": "red",
    "fixed": "blue", "likely": "turquoise", "under-way": "green",
}  # fmt: skip


def japanese() -> bool:
    """Whether this page is in Japanese."""
    return (get_language() or "en").startswith("ja")


def tongue() -> str:
    """The language of this page, as words by language name it; a table asks once and hands it on."""
    return "ja" if japanese() else "en"


def day_text(value: date, year: bool = True) -> str:
    """A day in words of the page's language."""
    if japanese():
        return f"{value.year}年{value.month}月{value.day}日" if year else f"{value.month}月{value.day}日"
    return f"{value.day} {SHORT_MONTHS[value.month - 1]}" + (f" {value.year}" if year else "")


@register.filter
def day(value: date | int | None) -> str | SafeString:
    """A day, given as a date or its ordinal; nothing for None."""
    return "" if value is None else _day(value if isinstance(value, int) else value.toordinal(), japanese())


@lru_cache(maxsize=4096)
def _day(ordinal: int, _in_japanese: bool) -> SafeString:
    """A day in the page's language."""
    given = date.fromordinal(ordinal)
    return SafeString(f'<time datetime="{given.isoformat()}">{day_text(given)}</time>')


@register.filter
def day_short(value: date | int | None) -> str | SafeString:
    """A day (or its ordinal) as lists write it, where each line has one row; nothing for None."""
    if value is None:
        return ""
    value = date.fromordinal(value) if isinstance(value, int) else value
    return SafeString(f'<time datetime="{value.isoformat()}">{_list_day(value)}</time>')


def _list_day(value: date, year: bool = True) -> str:
    """A day as lists write it: in Japanese with strokes, which leaves the title more room."""
    if not japanese():
        return day_text(value, year)
    return f"{value.year}/{value.month}/{value.day}" if year else f"{value.month}/{value.day}"


@register.filter
def ordinal_short(value: int) -> str | SafeString:
    """A day given as its ordinal, as lists write it."""
    return day_short(date.fromordinal(value))


@register.filter
def both_times(value: datetime | int | None, ends: datetime | int | None = None) -> str | SafeString:
    """A moment (or microseconds since 1970; nothing for None and 0) by the page's clocks; the day once where it is the same.

    With an end, from when to when by each.
    """
    if not value:
        return ""
    return _both_times(_minute(value), _minute(ends) if ends else None, japanese(), clocks.seats())


def _minute(value: datetime | int) -> int:
    return int(value if isinstance(value, int) else value.timestamp() * 1_000_000) // 60_000_000


@lru_cache(maxsize=4096)
def _both_times(minute: int, until: int | None, in_japanese: bool, seats: tuple[Seat, ...]) -> SafeString:
    """A minute since 1970, or the time from one to another, by the clocks of these seats."""
    moment = datetime.fromtimestamp(minute * 60, UTC)
    last_moment = datetime.fromtimestamp(until * 60, UTC) if until is not None else None
    parts, last = [], None
    for english, kanji, name in seats:
        local = zones.local(moment, name)
        on = "" if local.date() == last else f"{day_text(local.date())} "
        last = local.date()
        place = kanji if in_japanese else english
        to = _until(local, zones.local(last_moment, name), in_japanese) if last_moment is not None else ""
        opens = f'<time datetime="{local.isoformat(timespec="minutes")}">'
        day_ = f"{opens}{on.strip()}</time> {opens}" if on and to else f"{opens}{on}"  # a line may end after the day of a long one
        parts.append(f"{day_}{local.hour:02}:{local.minute:02}{to} {place}")
    between = "、</time>" if in_japanese else ",</time> "
    return SafeString(f"{between.join(parts)}</time>")


def _until(starts: datetime, ends: datetime, in_japanese: bool) -> str:
    """The end of a time of day, with its day where that is another."""
    on = "" if ends.date() == starts.date() else f" {day_text(ends.date())} "
    return f"{'～' if in_japanese else '–'}{on}{ends.hour:02}:{ends.minute:02}"


@register.filter
def both_short(value: datetime | int | None) -> str | SafeString:
    """A moment (or microseconds since 1970) by the page's clocks without their names, which stand at the head of the column."""
    if not value:
        return ""
    return _both_short(_minute(value), japanese(), clocks.seats())


@lru_cache(maxsize=4096)
def _both_short(minute: int, _in_japanese: bool, seats: tuple[Seat, ...]) -> SafeString:
    """A minute since 1970 by the clocks of these seats; a day only where it is another than that before."""
    moment, parts, last = datetime.fromtimestamp(minute * 60, UTC), [], None
    for seat in seats:
        at = zones.local(moment, seat.zone)
        on = "" if at.date() == last else f"{_list_day(at.date(), year=last is None or at.year != last.year)} "
        last = at.date()
        parts.append(f'<time datetime="{at.isoformat(timespec="minutes")}">{on}{at.hour:02}:{at.minute:02}</time>')
    return SafeString(" / ".join(parts))


@register.filter
def said(value: Mapping[str, str] | None) -> str | SafeString:
    """Words by language, in the page's where there are any; in another, marked as such."""
    return said_in(value, tongue()) if value else ""


def said_in(value: Mapping[str, str], wanted: str) -> str | SafeString:
    """The same where the page's language is known."""
    found = value.get(wanted)
    if found:
        return found
    language, other = next(((k, v) for k, v in value.items() if v), ("", ""))
    return format_html('<span lang="{}">{}</span>', language, other)


@register.filter
def in_words(value: Mapping[str, str] | None) -> str:
    """Words by language, bare: where no element can stand that would mark another language, as in a list to choose from."""
    return bare_in(value, tongue()) if value else ""


def bare_in(value: Mapping[str, str], wanted: str) -> str:
    """The same where the page's language is known."""
    return value.get(wanted) or next(iter(value.values()), "")


@register.filter
def code(value: str) -> str | SafeString:
    """A code or number that never breaks inside; a meeting's number in its series as the reader's language writes it."""
    if value.startswith("No. ") and japanese():
        value = f"第{value[4:]}回"
    return SafeString(f'<span class="app-code app-nowrap">{escape(value)}</span>') if value else ""


@register.filter
def state_tag(state: str, of: str = "") -> SafeString:
    """A state as a coloured tag that also says it in words; `of` is the rule's code where the state is a rule's."""
    return _state_tag(state, of, get_language())


@lru_cache(maxsize=1024)
def _state_tag(state: str, of: str, _language: str | None) -> SafeString:
    """The tag in a language, which `said` asks for itself."""
    colour = TAGS.get(state, "grey")
    text = said(words.state(state, of))
    shown = text if isinstance(text, SafeString) else text[:1].upper() + text[1:]
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, shown)


@register.filter
def record_link(row: Any) -> str | SafeString:
    """A record's title, linked to its page, or to the address that its line names."""
    return SafeString(f'<a class="govuk-link" {_link_in(row, tongue())}')


def _link_in(row: Any, wanted: str) -> str:
    """A record's link from its address on."""
    title = (said_in(row["titles"], wanted) if row["titles"] else "") or row["code"] or row["id"][:12]
    address = escape(row["address"]) if row.get("address") else f"{_records()}{quote(row['id'])}/"
    return f'href="{address}">{shown(title)}</a>'


def shown(words_: str) -> str:
    """Words as they stand in a page: escaped, but for those that are markup already."""
    return words_ if isinstance(words_, SafeString) else escape(words_)


@register.filter
def row_link(row: Any) -> SafeString:
    """A record's link in a list of one line each, where a long title is cut: the whole of it shows when it is pointed at."""
    return row_link_in(row, tongue())


def row_link_in(row: Any, wanted: str) -> SafeString:
    """The same where the page's language is known."""
    title = (bare_in(row["titles"], wanted) if row["titles"] else "") or row["code"] or row["id"][:12]
    return SafeString(f'<a class="govuk-link" title="{escape(title)}" {_link_in(row, wanted)}')


@cache
def _records() -> str:
    """What a record's address begins with: asked once, not for each row."""
    address: str = reverse("records")
    return address


@register.filter
def bracketed(value: Any) -> SafeString:
    """Something in brackets, of the page's language: full width in Japanese."""
    return format_html("（{}）" if japanese() else "({})", value)


@register.filter
def ruled(value: str, rule: str) -> SafeString:
    """A sentence with the rule that it follows from, which shows when it is pointed at: who reads the page wants the sentence alone."""
    return format_html('<span title="{}">{}</span>', _("Rule %s") % rule, value)


@register.filter
def role_name(role: str) -> str | SafeString:
    """A role in words."""
    return said(words.ROLES.get(role, {"en": role, "ja": role}))


@register.filter
def as_control(field: BoundField) -> SafeString:
    """A form field's control with GOV.UK's class, tied to its hint and its errors."""
    kind = field.widget_type
    classes = {"checkbox": "govuk-checkboxes__input", "textarea": "govuk-textarea", "select": "govuk-select"}
    told = [f"{field.id_for_label}-hint"] if field.help_text and kind != "checkbox" else []
    told += [f"{field.id_for_label}-error"] if field.errors and kind != "checkbox" else []
    attributes = {"class": classes.get(kind, "govuk-input") + (" govuk-input--error" if field.errors else "")}
    attributes |= {"aria-describedby": " ".join(told)} if told else {}
    for dropped in ("placeholder", "autofocus"):
        field.field.widget.attrs.pop(dropped, None)
    return field.as_widget(attrs=attributes)


@register.filter
def clause_link(clause: str) -> SafeString:
    """A clause or one of its commitments, linked to its place in the declaration."""
    return _clause_link(clause)


@lru_cache(maxsize=4096)
def _clause_link(clause: str) -> SafeString:
    instrument, _, local = clause.rpartition("#")
    address = reverse("clause", args=[instrument, local.rstrip(ascii_lowercase)])
    return format_html('<a class="govuk-link app-code app-nowrap" href="{}">{}</a>', address, local)
