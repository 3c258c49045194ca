"""The form on which an officer writes: shown, kept, previewed against what it changes, saved as a draft in his own government.

Touches the database through the gate, the pages' own tables, and the act key through the save. What stands against a text is said and does
not hinder keeping it; a save over somebody's newer revision, or over a text finalised meanwhile, is refused with both side by side. A form
sent twice gives one draft. Serves I1.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from entente.kernel.errors import Refusal
from entente.web import gate, refusals, uploads
from entente.web.consultations.show import holidays_of
from entente.web.drafts import asking
from entente.web.forms import check, read, show
from entente.web.forms.read import Parsed, Trouble
from entente.web.forms.spread import spread
from entente.web.gate import Shows, shows
from entente.web.models import Autosave
from entente.web.person import autosave, traces
from entente.web.person.posts import DRAFTER
from entente.web.records import fields, rows
from entente.web.writing import guide, lost, merge, presence, save, subject, tidings
from entente.web.writing.subject import Subject

TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
FILES = "_files"
Answers = dict[str, list[str]]


@dataclass(frozen=True)
class Sheet:
    """One showing of the form: its answers, what they say, what stands against it, and what happened."""

    request: HttpRequest
    subject: Subject
    answers: Answers
    hidden: Mapping[str, str]
    parsed: Parsed | None = None
    troubles: tuple[Trouble, ...] = ()
    preview: bool = False
    refusal: str = ""
    rule_words: str = ""  # a rule's own sentence, in English
    theirs: Mapping[str, Any] | None = None
    moved: bool = False  # `theirs` is a text that was finalised, not a colleague's revision
    restored: Autosave | None = None


@lost.keeps
@shows(Shows.RECORDS)
def new(request: HttpRequest, type: str) -> HttpResponse:
    """A form for a new draft."""
    _allowed(request)
    return _answer(request, subject.new(request, type))


@lost.keeps
@shows(Shows.RECORDS)
def edit(request: HttpRequest, record: str) -> HttpResponse:
    """A form for a draft that is there."""
    _allowed(request)
    return _answer(request, subject.opened(request, record))


def _allowed(request: HttpRequest) -> None:
    if DRAFTER not in request.sight.reader.roles:
        raise PermissionDenied(_("Drafts are written by those who hold the role of drafter; your post does not."))


def _answer(request: HttpRequest, about: Subject) -> HttpResponse:
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if about.about:
        presence.renew(request.user, about.about)
    return _posted(request, about) if request.method == "POST" else _opened(request, about)


def _opened(request: HttpRequest, about: Subject) -> HttpResponse:
    """The form as it stands, or as it was typed and kept."""
    kept = autosave.kept(request.user, about.key)
    hidden = {"_revision": about.revision, "_base": about.base, "_request": secrets.token_urlsafe(24)}
    schema = about.kind.schemas[about.kind.latest]
    if kept is not None and "kept" in request.GET:
        held: Mapping[str, list[str]] = kept.values
        answers = {name: list(values) for name, values in held.items() if not name.startswith("_")}
        hidden |= {name: held[name][0] for name in hidden if held.get(name)}
        return _show(replace(_read(Sheet(request, about, answers, hidden, restored=kept)), troubles=()))
    answers = spread(schema, about.text)
    sheet = Sheet(request, about, answers, hidden)
    untouched = about.way != "edit" or "begun" in request.GET  # nobody has typed anything yet: what is missing is no error
    return _show(sheet if untouched else _read(sheet))


def _posted(request: HttpRequest, about: Subject) -> HttpResponse:
    do, *rest = request.POST.get("do", "save").split(" ")
    if do == "discard":
        autosave.forget(request.user, about.key)
        return HttpResponseRedirect(_here(request))
    answers = lost.answers_in(request.POST)
    given = request.POST.get("_request", "")
    hidden = {
        "_revision": request.POST.get("_revision", about.revision)[:64],
        "_base": request.POST.get("_base", about.base)[:64],
        "_request": given if TOKEN.fullmatch(given) else secrets.token_urlsafe(24),
    }
    sheet = Sheet(request, about, {k: v for k, v in answers.items() if not k.startswith("_")}, hidden)
    if do == "add" and rest:
        numbers = read.row_numbers(sheet.answers, rest[0])
        sheet.answers[rest[0]] = [*map(str, numbers), str(max(numbers, default=-1) + 1)]
    elif do == "remove" and len(rest) == 2:
        sheet.answers[rest[0]] = [str(n) for n in read.row_numbers(sheet.answers, rest[0]) if str(n) != rest[1]]
    elif do == "save":
        return _save(_read(sheet))
    else:
        sheet = replace(_read(sheet), preview=do == "preview")
    lost.keep(request.user, request.POST)
    return _show(sheet)


def _read(sheet: Sheet) -> Sheet:
    """With what the answers say, and what stands against it."""
    opened_with = save.text_at(sheet.request.sight, sheet.subject, sheet.hidden["_revision"])
    parsed = read.parse(sheet.subject.kind, sheet.answers, opened_with)
    found = check.troubles(sheet.subject.kind, parsed, subject.offer(sheet.request.sight, sheet.subject))
    return replace(sheet, parsed=parsed, troubles=found)


def _save(sheet: Sheet) -> HttpResponse:
    """Saves it, or says in words why not, with everything still in the form."""
    request, parsed = sheet.request, sheet.parsed
    assert parsed is not None
    lost.keep(request.user, request.POST)
    if not parsed.kept:
        hindering = tuple(t for t in sheet.troubles if t.hinders)
        words = _("It holds characters that cannot be kept.")
        return _show(replace(sheet, troubles=hindering, refusal=str(words)), 422)
    if wanting := _wanting(sheet, parsed):
        return _show(replace(sheet, refusal=wanting), 422)
    if moved := save.moved(request.sight, sheet.subject, sheet.hidden["_base"]):
        return _moved(sheet, moved)
    try:
        chosen = request.FILES.getlist(FILES)
        files = uploads.read(chosen) if chosen else []
        saved = save.save(request, sheet.subject, parsed.text, sheet.hidden["_revision"], sheet.hidden["_request"], files)
    except save.Overtaken as newer:
        return _overtaken(sheet, newer)
    except Refusal as refusal:
        return _show(replace(sheet, rule_words=refusals.line(refusal)), 422)
    autosave.forget(request.user, sheet.subject.key)
    if sheet.subject.about:
        presence.leave(request.user, sheet.subject.about)
    traces.note(request, saved, traces.EDITED)
    return asking.saved(request, saved)


def _overtaken(sheet: Sheet, newer: save.Overtaken) -> HttpResponse:
    """The form again with what only the other changed taken over, and both side by side; nothing was saved."""
    about = sheet.subject
    schema = about.kind.schemas[about.kind.latest]
    opened = spread(schema, save.text_at(sheet.request.sight, about, sheet.hidden["_revision"]))
    answers = merge.merged(sheet.answers, opened, spread(schema, newer.text))
    hidden = {**sheet.hidden, "_revision": newer.revision}
    again = _read(replace(sheet, hidden=hidden, answers=answers))
    words = _(
        "%s saved another revision meanwhile. What only they changed is in your form now; where both of you changed the same, yours stands."
    )
    return _show(replace(again, theirs=newer.text, refusal=words % newer.who, troubles=()), 409)


def _moved(sheet: Sheet, meanwhile: save.Moved) -> HttpResponse:
    """The form again with what only the text finalised meanwhile changed, so that nobody undoes it unawares; nothing was saved."""
    schema = sheet.subject.kind.schemas[sheet.subject.kind.latest]
    answers = merge.merged(sheet.answers, spread(schema, meanwhile.before), spread(schema, meanwhile.now))
    again = _read(replace(sheet, hidden={**sheet.hidden, "_base": meanwhile.base}, answers=answers))
    words = _(
        "Another text of this record was finalised or issued while you were writing. What only that text changed is in your form now; "
        "where both changed the same, yours stands. Look at it, and save again."
    )
    return _show(replace(again, theirs=meanwhile.now, moved=True, refusal=str(words), troubles=()), 409)


def _wanting(sheet: Sheet, parsed: Parsed) -> str:
    """Why a first save would make a draft that nobody finds again: nothing was typed, or its title is missing; "" where neither is so.

    A number that the form gave by itself is nothing typed. What was typed is kept all the same; only no draft is made of it yet.
    """
    about = sheet.subject
    if not parsed.text:
        return str(_("There is nothing to save yet. What is needed stands below."))
    if about.way != "new" or sheet.request.FILES:
        return ""
    schema = about.kind.schemas[about.kind.latest]
    if parsed.text == read.parse(about.kind, spread(schema, about.text), about.text).text:
        return str(_("There is nothing to save yet. What is needed stands below."))
    if "title" in schema.__struct_fields__ and not any(dict(parsed.text.get("title") or {}).values()):
        return str(_("Give it a title first, so that you and others find it again. What else is needed stands below."))
    return ""


def draft_address(name: str) -> str:
    """A draft's page."""
    try:
        return str(reverse("draft", args=[name]))
    except NoReverseMatch:
        return str(reverse("record", args=[name]))


def _here(request: HttpRequest, **more: str) -> str:
    """This page's address again, with or without what was kept."""
    there = [(name, value) for name, values in request.GET.lists() for value in values if name not in ("kept", "begun")]
    query = urlencode([*there, *more.items()])
    return f"{request.path}?{query}" if query else str(request.path)


def _show(sheet: Sheet, status: int = 200) -> HttpResponse:
    request, about = sheet.request, sheet.subject
    parts = show.form(about.kind, sheet.answers, sheet.troubles, subject.offer(request.sight, about))
    heading, lead = guide.heading(about)
    row = about.record or about.draft
    kept = autosave.kept(request.user, about.key) if request.method != "POST" and sheet.restored is None else None
    text = sheet.parsed.text if sheet.parsed is not None else {}
    asked = {"revision": sheet.hidden["_revision"], "base": sheet.hidden["_base"], "counters": about.counters}
    page = {
        "heading": heading,
        "lead": lead,
        "about": rows.plain(row) if row is not None else None,
        "draft": about.draft.id if about.draft is not None else "",
        **_back(request, about),
        "parts": parts,
        "troubles": linked(sheet.troubles, show.anchors(parts)),
        "joint": about.kind.joint,
        "posted": request.method == "POST",
        "refusal": sheet.refusal,
        "rule_words": sheet.rule_words,
        "hidden": [*sheet.hidden.items(), ("_form", about.key), ("_who", lost.token(request.user))],
        "offered": kept if kept is not None and _differs(kept, sheet.answers) else None,
        "restore": _here(request, kept="1"),
        "restored": sheet.restored,
        "theirs": _changes(about, sheet.theirs, text) if sheet.theirs is not None else None,
        "moved": sheet.moved,
        "preview": _sides(request, about, text) if sheet.preview and text else None,
        "days_off": holidays_of(about.kind.type, text, about.charter.codes) if sheet.preview else (),
        "changes": _changes(about, about.against, text) if sheet.preview and about.against is not None else None,
        "against": guide.compared_with(about),
        "keep_at": reverse("writing-keep"),
        "present_at": f"{reverse('writing-present', args=[about.about])}?{urlencode(asked)}" if about.about else "",
        "present": presence.others(request.user, about.about) if about.about else [],
        "tidings": tidings.tidings(request.sight, about.draft or about.record, asked),
        "steps": guide.steps(about),
        "file_ends": uploads.ends(),
        "chosen": [file.name for file in request.FILES.getlist(FILES)],
    }
    return render(request, "web/writing/edit.html", page, status=status)


def _back(request: HttpRequest, about: Subject) -> dict[str, str]:
    """Where one came from: the draft that is opened, what is written on, what it is begun about, or the drafts."""
    if about.draft is not None:
        return {"back": reverse("draft", args=[about.draft.id]), "back_title": about.draft.code or str(_("Back"))}
    name = request.GET.get("about", "")
    row = about.record or (gate.by_id(request.sight, [name]).get(name) if name else None)
    if row is not None:
        return {"back": reverse("record", args=[row.id]), "back_title": row.code or str(_("Back"))}
    return {"back": reverse("drafts"), "back_title": str(_("Drafts"))}


def linked(troubles: tuple[Trouble, ...], known: Mapping[str, int]) -> list[dict[str, str]]:
    """Each with the nearest place on the form that a link can reach, from the top of the form to its end."""
    found = []
    for one in troubles:
        path = one.name.split(".")
        ids = ["f-" + "-".join(path[:count]).replace("~", "-json") for count in range(len(path), 0, -1)]
        found.append({"where": one.where, "words": one.words, "anchor": next((name for name in ids if name in known), "")})
    return sorted(found, key=lambda one: known.get(one["anchor"], len(known)))


def _differs(kept: Autosave, answers: Answers) -> bool:
    held = {name: values for name, values in kept.values.items() if not name.startswith("_") and any(values)}
    return held != {name: values for name, values in answers.items() if any(values)}


def _changes(about: Subject, before: Mapping[str, Any] | None, text: Mapping[str, Any]) -> list[fields.Line]:
    return fields.changes(about.kind, about.kind.latest, _named(about, before or {}), _named(about, text))


def _named(about: Subject, text: Mapping[str, Any]) -> dict[str, Any]:
    """The text as people read it: a record that it names by the record's number."""
    codes = {choice.value: choice.code for name, choices in about.options.items() if name in text for choice in choices if choice.code}
    return {name: codes.get(value, value) if isinstance(value, str) and name in about.options else value for name, value in text.items()}


def _sides(request: HttpRequest, about: Subject, text: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The text as a reader of each language will meet it."""
    found = []
    lines = fields.lines(about.kind, about.kind.latest, _named(about, text))
    for language, title in (("en", "In English"), ("ja", "日本語")):
        other = "ja" if language == "en" else "en"
        shown = [line for line in lines if line.value is not None and line.value.language != other]
        with translation.override(language):
            found.append((language, render_to_string("web/writing/side.html", {"title": title, "lines": shown}, request)))
    return found
