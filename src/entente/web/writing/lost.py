"""What was typed when the session had ended: kept for the person who typed it, and given back after signing in.

Touches the pages' own tables. A form carries the person's number, signed by the node; without that, nothing is kept for anybody.
Serves every clause.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from entente.web.models import User
from entente.web.person import autosave

SALT = "entente.web.writing"
KEEPS_FOR = 7 * 86_400
MARK = "\N{REPLACEMENT CHARACTER}"
OWN = ("csrfmiddlewaretoken", "do")

View = TypeVar("View", bound=Callable[..., HttpResponse])


def keeps(view: View) -> View:
    """Declares that what is posted to a view is kept where the person is no longer signed in."""
    view.keeps = keep_signed_out  # type: ignore[attr-defined]
    return view


def token(user: User) -> str:
    """Says in a form whose it is."""
    return str(signing.dumps(user.pk, salt=SALT))


def answers_in(posted: QueryDict) -> dict[str, list[str]]:
    """Everything a form posted, by name, but for what belongs to the page and not to the text."""
    return {name: [str(value) for value in posted.getlist(name)] for name in posted if name not in OWN}


def keep_signed_out(request: HttpRequest) -> str | None:
    """Keeps what was posted for the person whose form it was; gives the address at which he finds it again, or None."""
    try:
        number = signing.loads(request.POST.get("_who", ""), salt=SALT, max_age=KEEPS_FOR)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=number, is_active=True).first()
    if user is None or not keep(user, request.POST):
        return None
    there: Mapping[str, Any] = {name: values for name, values in request.GET.lists() if name != "kept"}
    return f"{request.path}?{urlencode([(n, v) for n, vs in there.items() for v in vs] + [('kept', '1')])}"


def keep(user: User, posted: QueryDict) -> bool:
    """Keeps a form as it stands; False where it is too much, or no form of ours."""
    form = posted.get("_form", "")
    if not form.startswith("draft:") or len(form) > 200 or "\0" in form:
        return False
    # No database keeps U+0000 in JSON.
    values = {name.replace("\0", MARK): [value.replace("\0", MARK) for value in said] for name, said in answers_in(posted).items()}
    return autosave.keep(user, form, values)


def back(request: HttpRequest) -> HttpResponse | None:
    """The way back for a form that was sent under an old session: straight to it, or through signing in; None where nothing was kept."""
    match = request.resolver_match
    kept = getattr(match.func, "keeps", None) if match is not None and request.method == "POST" else None
    there = kept(request) if kept is not None else None
    if there is None:
        return None
    if request.user.is_authenticated:
        return HttpResponseRedirect(there)
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': there})}")
