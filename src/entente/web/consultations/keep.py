"""One click, one draft: texts that pages compose are kept as drafts, cleared and released by others like any that is written.

Touches the database and the act key through node.national.drafting. A form carries a request of its own, so that a double click gives one
draft. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import msgspec
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.kernel.act import Act
from entente.node.national import drafting
from entente.web.drafts import asking
from entente.web.gate import Row, Sight
from entente.web.person.posts import DRAFTER, officer_of

TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")


def may_draft(sight: Sight) -> bool:
    """Whether the person's post drafts."""
    return DRAFTER in sight.reader.roles


def must_draft(sight: Sight) -> None:
    """Refuses, in words, a post that does not draft."""
    if not may_draft(sight):
        raise PermissionDenied(_("Drafts are written by those who hold the role of drafter; your post does not."))


def token(request: HttpRequest, name: str) -> str:
    """The request under which a draft is kept, from the form's own; empty where the form has none."""
    given = request.POST.get("request", "")
    return f"web:{name}:{given}" if TOKEN.fullmatch(given) else ""


def plain(text: msgspec.Struct, **changed: Any) -> dict[str, Any]:
    """A text as JSON values, with fields changed, and those dropped that are changed to None."""
    made: dict[str, Any] = json.loads(msgspec.json.encode(text))
    made |= changed
    return {key: value for key, value in made.items() if value is not None}


def keep(request: HttpRequest, channel: str, type_: str, text: Mapping[str, Any], row: Row | None = None, **more: Any) -> Act:
    """A new draft for a channel; on a record where a row is given. Refuses as node.national.drafting.save does."""
    name = more.pop("name", type_)
    wanted: dict[str, Any] = {"type_": type_, "text": text, "channel": channel, "request": token(request, name), **more}
    if row is not None:
        wanted["record"] = row.id
    return drafting.save(request.sight.node, officer_of(request), **wanted)


def there(request: HttpRequest, record: str) -> HttpResponseRedirect:
    """To a draft's own page; a post is asked to clear it where the form says so."""
    return asking.saved(request, record)


def to_form(record: str) -> HttpResponseRedirect:
    """To the form on which a draft is written on."""
    return HttpResponseRedirect(f"{reverse('draft-edit', args=[record])}?begun=1")


def told(request: HttpRequest, words: str, address: str) -> HttpResponseRedirect:
    """Back to a page with a sentence on it."""
    messages.info(request, words)
    return HttpResponseRedirect(address)
