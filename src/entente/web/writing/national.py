"""Our own fields on a shared record: written by the national form of its type, said at home alone, with their history.

Touches the database through the gate, and the act key through node.national.annotations. Fields are saved at once, not drafted: they go to
nobody. What does not fit the form is not saved; where somebody saved other fields meanwhile both are kept, and the same field changed by
both is asked. A form sent twice is said once. Serves I1, S2.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import inspect

from entente.kernel import canonical
from entente.kernel.area import Kind, Words
from entente.kernel.errors import Refusal
from entente.node.national import annotations as house
from entente.web import gate, refusals, words
from entente.web.forms import check, read, shape, show
from entente.web.forms.offer import Offer
from entente.web.forms.read import Parsed, Trouble
from entente.web.forms.spread import spread
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.person import autosave, traces
from entente.web.person.posts import DRAFTER, officer_of
from entente.web.records import fields, record, rows
from entente.web.sight import drafts as sight_drafts
from entente.web.sight import house as sight_house
from entente.web.writing import lost, merge
from entente.web.writing.edit import TOKEN, linked

Answers = dict[str, list[str]]
NOTHING = Offer()


@dataclass(frozen=True, slots=True)
class Said:
    """One revision of our fields: which act, who wrote it and when, what it says, what it changed."""

    act: str
    at: datetime
    officer: str
    post: str
    text: Mapping[str, Any]
    changes: list[fields.Line]


@dataclass(frozen=True)
class Sheet:
    """One showing of the form."""

    request: HttpRequest
    row: Row
    kind: Kind
    past: tuple[Said, ...]
    answers: Answers
    revision: str
    token: str
    parsed: Parsed | None = None
    troubles: tuple[Trouble, ...] = ()
    refusal: str = ""
    rule_words: str = ""
    theirs: Mapping[str, Any] | None = None
    restored: Any = None

    @property
    def key(self) -> str:
        """Under which name what is typed is kept."""
        return f"draft:national:{self.row.id}"


@lost.keeps
@shows(Shows.RECORDS)
def national(request: HttpRequest, record: str) -> HttpResponse:
    """The fields as they stand with their history, and for drafters the form."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    sight: Sight = request.sight
    row = gate.record(sight, record)
    kind = form_of(sight.node.registry.kinds.get(row.type))
    if kind is None:
        raise Http404
    past = history(sight, row, kind)
    sheet = Sheet(request, row, kind, past, {}, past[-1].act if past else "", secrets.token_urlsafe(24))
    if request.method != "POST":
        return _opened(sheet)
    if why := why_not(sight):
        raise PermissionDenied(why)
    return _posted(sheet)


def form_of(kind: Kind | None) -> Kind | None:
    """The national form of a record type as a type of its own, which the forms can show; None where it has none."""
    if kind is None or kind.national is None:
        return None
    named = words_by_path(kind.national)
    return replace(kind, schemas={1: kind.national}, words=lambda: named, parts=tuple, check=lambda text, parties: ())


def _with_rules(kind: Kind, shared: Any) -> Kind:
    """The form with the rules that its type has for our own fields, beside the shared text."""
    return replace(kind, check=lambda fields, parties: kind.check_national(fields, shared))


def words_by_path(schema: type[msgspec.Struct], above: str = "") -> dict[str, Words]:
    """The titles of a form's fields by their path, from the areas' words by Struct and name."""
    titles = words.of_areas()["field"].get(schema.__name__, {})
    found: dict[str, Words] = {}
    for one in shape.fields(schema, above):
        if one.name in titles:
            found[one.path] = titles[one.name]
        if isinstance(one.inner, inspect.StructType):
            found |= words_by_path(one.inner.cls, f"{one.path}.")
    return found


def why_not(sight: Sight) -> str:
    """Why this person does not write national fields; empty where he may."""
    if DRAFTER not in sight.reader.roles:
        return str(_("National fields are written by those who hold the role of drafter; your post does not."))
    if not sight_house.reads_home(sight):
        return str(_("What is said at home stands under this node's own marking; your post is not cleared for it."))
    return ""


def history(sight: Sight, row: Row, kind: Kind) -> tuple[Said, ...]:
    """Every revision of our fields on a record that may be read, oldest first; the last one stands."""
    found: list[Said] = []
    for own, _text in sight_drafts.overlays(sight, row.id):
        state, before = gate.state(sight, own), dict[str, Any]()
        for statement in state.statements if state is not None else ():
            said = record.text_of(sight, own, statement.cite, 0)
            if said is not None:
                changed = fields.changes(kind, 1, before, said["fields"])
                at = record.moment(statement.signed_at)
                found.append(Said(statement.cite.act, at, said["officer"], said["post"], said["fields"], changed))
                before = said["fields"]
    return tuple(found)


def _opened(sheet: Sheet) -> HttpResponse:
    """The form as it stands, or as it was typed and kept."""
    kept = autosave.kept(sheet.request.user, sheet.key) if "kept" in sheet.request.GET else None
    if kept is None:
        return _show(replace(sheet, answers=spread(_schema(sheet), sheet.past[-1].text if sheet.past else {})))
    held: Mapping[str, list[str]] = kept.values
    answers = {name: list(values) for name, values in held.items() if not name.startswith("_")}
    revision = (held.get("_revision") or [sheet.revision])[0]
    return _show(replace(sheet, answers=answers, revision=revision, restored=kept))


def _schema(sheet: Sheet) -> type[msgspec.Struct]:
    return sheet.kind.schemas[sheet.kind.latest]


def _posted(sheet: Sheet) -> HttpResponse:
    request = sheet.request
    do, *rest = request.POST.get("do", "save").split(" ")
    if do == "discard":
        autosave.forget(request.user, sheet.key)
        return HttpResponseRedirect(request.path)
    answers = {name: said for name, said in lost.answers_in(request.POST).items() if not name.startswith("_")}
    given = request.POST.get("_request", "")
    revision = request.POST.get("_revision", sheet.revision)[:64]
    sheet = replace(sheet, answers=answers, revision=revision, token=given if TOKEN.fullmatch(given) else sheet.token)
    if do in ("add", "remove") and rest:
        numbers = read.row_numbers(answers, rest[0])
        if do == "add":
            answers[rest[0]] = [*map(str, numbers), str(max(numbers, default=-1) + 1)]
        else:
            answers[rest[0]] = [str(n) for n in numbers if [str(n)] != rest[1:2]]
        lost.keep(request.user, request.POST)
        return _show(sheet)
    return _save(_read(sheet))


def _read(sheet: Sheet) -> Sheet:
    """With what the answers say, and what stands against it."""
    parsed = read.parse(sheet.kind, sheet.answers, _opened_on(sheet))
    rules = _with_rules(sheet.kind, gate.text(sheet.request.sight, sheet.row))
    return replace(sheet, parsed=parsed, troubles=check.troubles(rules, parsed, NOTHING))


def _opened_on(sheet: Sheet) -> Mapping[str, Any]:
    """The fields with which the form was opened; nothing where there were none, or they may not be read."""
    return next((one.text for one in sheet.past if one.act == sheet.revision), {})


def _save(sheet: Sheet) -> HttpResponse:
    """Says it at home, or says in words why not, with everything still in the form."""
    request, last = sheet.request, sheet.past[-1] if sheet.past else None
    lost.keep(request.user, request.POST)
    if sheet.troubles:
        return _show(replace(sheet, refusal=str(_("Correct what is listed here, then save again."))), 422)
    if last is not None and sheet.revision != last.act and not gate.requested(request.sight, _name(sheet)):
        return _with_theirs(sheet, last)
    return _say(sheet, last, str(_("Saved. These fields stay inside this government.")))


def _with_theirs(sheet: Sheet, last: Said) -> HttpResponse:
    """Others were saved since the form was opened: fields that one alone changed are saved together; one that both changed is asked."""
    schema = _schema(sheet)
    sides = (sheet.answers, spread(schema, _opened_on(sheet)), spread(schema, last.text))
    together = _read(replace(sheet, answers=merge.merged(*sides), revision=last.act))
    if merge.clashes(*sides) or together.troubles:
        said = _(
            "%s saved other national fields meanwhile. What only they changed is in your form now; where both of you changed the same, "
            "yours stands. Nothing is saved yet: look at both below."
        )
        return _show(replace(together, theirs=last.text, refusal=str(said) % last.officer), 409)
    words = _("Saved, together with what %s changed meanwhile in other fields. These fields stay inside this government.")
    return _say(together, last, str(words) % last.officer)


def _name(sheet: Sheet) -> str:
    """The request under which what the form says is said once, however often it is sent."""
    digest = hashlib.sha256(canonical.encode(sheet.parsed.text if sheet.parsed is not None else {})).hexdigest()[:24]
    return f"web:national:{hashlib.sha256(sheet.row.id.encode()).hexdigest()[:24]}:{sheet.token}:{digest}"


def _say(sheet: Sheet, last: Said | None, words: str) -> HttpResponse:
    request, parsed, name = sheet.request, sheet.parsed, _name(sheet)
    assert parsed is not None
    if gate.requested(request.sight, name) or parsed.text == (last.text if last is not None else {}):
        return _done(sheet, words)
    try:
        house.say_fields(request.sight.node, officer_of(request), sheet.row.id, parsed.text, name, sheet.revision)
    except Refusal as refusal:
        if gate.requested(request.sight, name):  # the same form came twice at once
            return _done(sheet, words)
        return _show(replace(sheet, rule_words=refusals.line(refusal)), 409 if refusal.rule == "DR4" else 422)
    return _done(sheet, words)


def _done(sheet: Sheet, words: str) -> HttpResponse:
    autosave.forget(sheet.request.user, sheet.key)
    traces.note(sheet.request, sheet.row.id, traces.EDITED)
    messages.success(sheet.request, words)
    return HttpResponseRedirect(reverse("national-fields", args=[sheet.row.id]))


def _show(sheet: Sheet, status: int = 200) -> HttpResponse:
    request, sight = sheet.request, sheet.request.sight
    parts = show.form(sheet.kind, sheet.answers, sheet.troubles, NOTHING)
    kept = autosave.kept(request.user, sheet.key) if request.method != "POST" and sheet.restored is None else None
    mine = sheet.parsed.text if sheet.parsed is not None else {}
    hidden = {"_revision": sheet.revision, "_request": sheet.token, "_form": sheet.key, "_who": lost.token(request.user)}
    page = {
        "row": rows.plain(sheet.row),
        "why_not": why_not(sight),
        "lines": fields.lines(sheet.kind, 1, sheet.past[-1].text) if sheet.past else [],
        "past": sheet.past[::-1],
        "parts": parts,
        "troubles": linked(sheet.troubles, show.anchors(parts)),
        "posted": request.method == "POST",
        "refusal": sheet.refusal,
        "rule_words": sheet.rule_words,
        "hidden": list(hidden.items()),
        "offered": kept,
        "restored": sheet.restored,
        "theirs": fields.changes(sheet.kind, 1, sheet.theirs, mine) if sheet.theirs is not None else None,
        "keep_at": reverse("writing-keep"),
    }
    return render(request, "web/writing/national.html", page, status=status)
