"""How dates, times, words and records are written on every page.

Pure but for the language of the request. A time stands in both zones, Tokyo and London, each with its own day, and never breaks inside;
whatever is not in the page's language is marked with its own (WCAG 3.1.2). Serves every clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from entente.web import words

register = template.Library()

ZONES = (("Tokyo", "東京", ZoneInfo("Asia/Tokyo")), ("London", "ロンドン", ZoneInfo("Europe/London")))
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TAGS = {
    "overdue": "red", "lapsed": "red", "missing": "red", "stale": "orange", "unanswered": "orange", "due": "yellow", "open": "yellow",
    "begun": "blue", "on-time": "green", "fulfilled": "green", "in-effect": "green", "deferred": "purple", "proposed": "blue",
    "concluded": "turquoise", "issued": "blue", "green": "green", "amber": "yellow", "red": "red",
}  # fmt: skip


def japanese() -> bool:
    """Whether this page is in Japanese."""
    return (get_language() or "en").startswith("ja")


def day_text(value: date, year: bool = True) -> str:
    """A day in words of the page's language."""
    if japanese():
        return f"{value.year}年{value.month}月{value.day}日" if year else f"{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]}" + (f" {value.year}" if year else "")


@register.filter
def day(value: date | int | None) -> str | SafeString:
    """A day, given as a date or its ordinal; nothing for None."""
    if value is None:
        return ""
    given = date.fromordinal(value) if isinstance(value, int) else value
    return format_html('<time datetime="{}">{}</time>', given.isoformat(), day_text(given))


@register.filter
def both_times(value: datetime | int | None) -> str | SafeString:
    """A moment (or microseconds since 1970; nothing for None and 0) in Tokyo and in London; the day once where it is the same."""
    if not value:
        return ""
    moment = datetime.fromtimestamp(value / 1_000_000, UTC) if isinstance(value, int) else value
    parts, last = [], None
    for english, kanji, zone in ZONES:
        local = moment.astimezone(zone)
        on = "" if local.date() == last else f"{day_text(local.date())} "
        last = local.date()
        parts.append((local.isoformat(timespec="minutes"), on, local.strftime("%H:%M"), kanji if japanese() else english))
    comma = "、" if japanese() else ", "
    first, second = (format_html('<time datetime="{}">{}{} {}', *part) for part in parts)
    return format_html("{}{}</time>{}</time>", first, comma, second)


@register.filter
def said(value: Mapping[str, str] | None) -> str | SafeString:
    """Words by language, in the page's where there are any; in another, marked as such."""
    if not value:
        return ""
    wanted = "ja" if japanese() else "en"
    if value.get(wanted):
        return value[wanted]
    language, found = next(((k, v) for k, v in value.items() if v), ("", ""))
    return format_html('<span lang="{}">{}</span>', language, found)


@register.filter
def in_words(value: Mapping[str, str] | None) -> str:
    """Words by language, bare: where no element can stand that would mark another language, as in a list to choose from."""
    wanted = "ja" if japanese() else "en"
    return (value.get(wanted) or next(iter(value.values()), "")) if value else ""


@register.filter
def code(value: str) -> str | SafeString:
    """A code or number that never breaks inside."""
    return format_html('<span class="app-code app-nowrap">{}</span>', value) if value else ""


@register.filter
def state_tag(state: str, of: str = "") -> SafeString:
    """A state as a coloured tag that also says it in words; `of` is the rule's code where the state is a rule's."""
    colour = TAGS.get(state, "grey")
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, said(words.state(state, of)))


@register.filter
def record_link(row: Any) -> str | SafeString:
    """A record's title, linked to its page."""
    title = said(row["titles"]) or row["code"] or row["id"][:12]
    try:
        address = reverse("record", args=[row["id"]])
    except NoReverseMatch:
        return title
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, title)


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
    """A clause, linked to its place in the declaration."""
    instrument, _, local = clause.rpartition("#")
    return format_html('<a class="govuk-link app-code app-nowrap" href="{}">{}</a>', reverse("clause", args=[instrument, local]), local)
