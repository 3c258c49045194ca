"""Saving a draft: once however often it is sent, never over a revision or a finalised text that its author has not seen.

Touches the database and the act key through node/. Serves I1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from entente.kernel import canonical
from entente.kernel.act import Act, Cite
from entente.kernel.errors import Refusal
from entente.kernel.gate1.ruling import records as records_in
from entente.node.national import drafting
from entente.web import gate
from entente.web.drafts import enclosed
from entente.web.gate import Row, Sight
from entente.web.records import record
from entente.web.sight import writing as sight_writing
from entente.web.writing.subject import Subject, built_on

Files = Sequence[enclosed.File]


class Overtaken(Exception):
    """Somebody has saved a newer revision: whose it is, which, and its text."""

    def __init__(self, who: str, revision: str, text: Mapping[str, Any]) -> None:
        super().__init__(revision)
        self.who, self.revision, self.text = who, revision, text


def save(request: HttpRequest, about: Subject, text: Mapping[str, Any], revision: str, token: str, files: Files = ()) -> str:
    """The draft's record; `files` are attached beside those it has.

    `revision` is what the form was opened on; refuses with Overtaken where another stands now.
    """
    sight: Sight = request.sight
    first = f"web:draft:{token}"
    draft = about.draft.id if about.draft is not None else None
    if draft is None:
        said = sight_writing.said_under(sight, first)
        if said is None:
            return _say(request, about, (text, files), None, first)
        draft = _record_of(gate.act(sight, said).act)  # sent again, or changed after going back: it is one draft
        revision = revision or said
    newest = latest(sight, draft)
    if files:
        there = enclosed.held(sight.node, newest.revision)
        files = [one for one in files if one not in there]  # the same form, sent again
    digests = [hashlib.sha256(data).digest() for _name, _media, data in files]
    name = f"{first}:{hashlib.sha256(canonical.encode(dict(text)) + b''.join(digests)).hexdigest()[:24]}"
    if (newest.text == text and not files) or sight_writing.said_under(sight, name) is not None:
        return draft
    if newest.revision != revision:
        raise newest
    try:
        return _say(request, about, (text, files), (draft, revision), name)
    except Refusal as refusal:
        if refusal.code != "stale-revision":  # somebody was faster by an instant
            raise
        raise latest(sight, draft) from refusal


def latest(sight: Sight, draft: str) -> Overtaken:
    """A draft's newest revision: whose it is, which act, and its text."""
    row = gate.record(sight, draft)
    state = gate.state(sight, row)
    if state is None or not state.statements:
        return Overtaken("", "", {})
    cite = state.statements[-1].cite
    body = record.text_of(sight, row, cite, 0) or {}
    return Overtaken(str(body.get("officer", "")), cite.act, body.get("text", {}))


@dataclass(frozen=True, slots=True)
class Moved:
    """The record got another text while somebody wrote: the act that stands now, what was written on, and the text now."""

    base: str
    before: Mapping[str, Any]
    now: Mapping[str, Any]


def moved(sight: Sight, about: Subject, base: str) -> Moved | None:
    """Whether another text was finalised or issued since a form was opened on `base`: saved as it stands it would undo that text."""
    if not about.writes_on or about.record is None:
        return None
    stands, now = built_on(sight, about.record, "")
    if now is None or stands in ("", base):
        return None
    before = built_on(sight, about.record, about.counters)[1] if about.counters else _text_of(sight, about.record, base)
    return Moved(stands, now if before is None else before, now)


def _text_of(sight: Sight, row: Row, base: str) -> Mapping[str, Any] | None:
    """The text that a conclusion or a statement on a record made stand."""
    state = gate.state(sight, row)
    if state is None:
        return None
    agreed = [(one.proposal, one.index) for one in state.agreed if one.conclusion.act == base]
    stated = [(one.cite, 0) for one in state.statements if one.cite.act == base]
    return next((record.text_of(sight, row, cite, index) for cite, index in [*agreed, *stated]), None)


def text_at(sight: Sight, about: Subject, revision: str) -> Mapping[str, Any]:
    """The text that a form was opened with: of that revision of the draft, else what it starts from."""
    if about.draft is None or revision == about.revision:
        return about.text
    state = gate.state(sight, about.draft)
    cite = next((s.cite for s in state.statements if s.cite.act == revision), None) if state is not None else None
    held = _drafted(sight, about.draft, cite) if cite is not None else None
    return about.text if held is None else held


def _drafted(sight: Sight, row: Row, cite: Cite) -> Mapping[str, Any] | None:
    """The text that one revision of a draft holds."""
    body = record.text_of(sight, row, cite, 0)
    found: Mapping[str, Any] | None = body.get("text") if body is not None else None
    return found


def _say(request: HttpRequest, about: Subject, said: tuple[Mapping[str, Any], Files], draft: tuple[str, str] | None, name: str) -> str:
    """Keeps a text and the files chosen with it; `draft` is the draft's record and the revision that this one replaces."""
    user, post = request.user, request.user.post
    officer = drafting.Officer(
        user.get_username(), post.code, request.sight.reader.roles, post.clearances, frozenset(post.purposes), post.nationality
    )
    text, files = said
    wanted: dict[str, Any] = {"type_": about.kind.type, "text": text, "request": name}
    if draft is not None:
        wanted |= {"draft": draft[0], "revision": draft[1]}
    else:
        wanted |= {"record": about.record.id if about.record is not None and about.writes_on else None, "counters": about.counters or None}
        wanted |= {"channel": about.charter if len(about.charter.codes) > 1 or about.kind.type in drafting.AT_HOME else None}
    if files:
        held = enclosed.held(request.sight.node, draft[1]) if draft is not None else []
        wanted |= {"files": enclosed.together(held, files), "text": enclosed.with_source(about.kind.type, text, [*held, *files])}
    act = drafting.save(request.sight.node, officer, **wanted)
    return draft[0] if draft is not None else _record_of(act)


def _record_of(act: Act) -> str:
    """The record that an act of ours has made."""
    return next(iter(records_in(act.id, act.header))) if act.header is not None else act.id
