"""The pages of administration: overview, a post, a person, and what administrators did.

Touches the database; records only through sight.administration, which gives entries about administration and nothing else. Serves S2, A1.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.kernel.errors import Refusal
from entente.node.national import drafting
from entente.node.national.administration import set_waiting
from entente.web import refusals, words
from entente.web.administration import changes, forms
from entente.web.exchange import digests
from entente.web.gate import Shows, Sight, shows
from entente.web.models import Post, Token, User
from entente.web.person.tokens import live
from entente.web.sight.administration import Done, addresses
from entente.web.sight.administration import changes as done
from entente.web.templatetags.called import party_called, party_name
from entente.web.templatetags.entente import bracketed

FEW, MANY = 10, 500
CHANGED_MEANWHILE = "W10"


@shows(Shows.ADMINISTRATION)
def overview(request: HttpRequest) -> HttpResponse:
    """Posts, people, tokens, the node's settings, and the latest changes."""
    sight: Sight = request.sight
    details = {
        "posts": [_post(post) for post in Post.objects.prefetch_related("holders").order_by("code")],
        "people": User.objects.select_related("post").order_by("username"),
        "tokens": [token for user in User.objects.filter(is_active=True) for token in live(user)],
        "settings": settings_of(request),
        "digests": digests(sight),
        "done": [_done(one) for one in done(sight, FEW)],
    }
    return render(request, "web/administration/overview.html", details)


@shows(Shows.ADMINISTRATION)
def history(request: HttpRequest) -> HttpResponse:
    """What administrators did, the latest first."""
    return render(request, "web/administration/history.html", {"done": [_done(one) for one in done(request.sight, MANY)], "most": MANY})


@shows(Shows.ADMINISTRATION)
def post(request: HttpRequest, key: int | None = None) -> HttpResponse:
    """A post, new or to be changed."""
    found = get_object_or_404(Post, pk=key) if key is not None else None
    node = request.sight.node
    begin = forms.of_post(found, sorted(node.samples.policies)) if found is not None else {"organisation": _organisation(request)}
    form = forms.PostForm(node, found, request.POST if request.method == "POST" else None, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            _check_stamp(request, found)
            code = found.code if found is not None else form.cleaned_data["code"]
            if found is None and Post.objects.filter(code=code).exists():
                raise Refusal("code-taken", CHANGED_MEANWHILE, str(_("There is already a post of this name.")))
            changes.save_post(node, request.user, found, code, form.values(node.party))
        except Refusal as refusal:
            form.add_error(None, refusals.line(refusal))
        else:
            messages.success(request, _("Saved: %s") % code)
            return HttpResponseRedirect(reverse("administration"))
    own = found is not None and request.user.post_id == found.pk
    details = {"form": form, "found": found, "own": own, "stamp": changes.stamp(found)}
    return render(request, "web/administration/post.html", details, status=422 if form.errors else 200)


@shows(Shows.ADMINISTRATION)
def waiting(request: HttpRequest) -> HttpResponse:
    """How long a release waits, shown and changed."""
    node = request.sight.node
    held = drafting.waiting_s(node)
    form = forms.WaitingForm(request.POST if request.method == "POST" else None, initial={"minutes": -(-held // 60)})
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("stamp", "") != str(held):
                said = _("Somebody else has changed this since you opened the page. Look at it as it stands now, and do it again.")
                raise Refusal("changed-meanwhile", CHANGED_MEANWHILE, str(said))
            set_waiting(node, request.user.post.code, request.user.username, form.cleaned_data["minutes"] * 60)
        except Refusal as refusal:
            form.add_error(None, refusals.line(refusal))
        else:
            messages.success(request, _("Done, and entered in the list of what administrators did."))
            return HttpResponseRedirect(reverse("administration"))
    details = {"form": form, "stamp": held}
    return render(request, "web/administration/waiting.html", details, status=422 if form.errors else 200)


@shows(Shows.ADMINISTRATION)
def new_person(request: HttpRequest) -> HttpResponse:
    """A new person; the first password is shown once, on the answer itself."""
    form = forms.PersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            person, password = changes.add_person(request.sight.node, request.user, given["name"], given["post"])
        except Refusal as refusal:
            form.add_error(None, refusals.line(refusal))
        else:
            return render(request, "web/administration/password.html", {"person": person, "password": password})
    return render(request, "web/administration/new_person.html", {"form": form}, status=422 if form.errors else 200)


@shows(Shows.ADMINISTRATION)
def person(request: HttpRequest, key: int) -> HttpResponse:
    """A person: post, access, sessions, tokens."""
    found = get_object_or_404(User.objects.select_related("post"), pk=key)
    asked = request.POST.get("do", "")
    move = forms.MoveForm(request.POST if asked == "move" else None, initial={"post": found.post.code if found.post else ""})
    token = forms.TokenForm(request.POST if asked == "token" else None)
    provider = request.sight.node.home.settings.sign_on
    begin = {"sign_on": found.sign_on}
    sign_on = forms.SignOnForm(provider.claim, request.POST if asked == "sign-on" else None, initial=begin) if provider else None
    problem = ""
    if request.method == "POST":
        try:
            answer = _do(request, found, asked, {"move": move, "token": token, "sign-on": sign_on}.get(asked))
        except Refusal as refusal:
            problem = refusals.line(refusal)
        else:
            if answer is not None:
                return answer
    details = {
        "person": found,
        "own": found.pk == request.user.pk,
        "move": move,
        "sign_on": sign_on,
        "token": token,
        "tokens": live(found),
        "problem": problem,
        "stamp": changes.stamp(User.objects.get(pk=key)),
    }
    bad = problem or any(form.errors for form in (move, token, sign_on) if form is not None)
    return render(request, "web/administration/person.html", details, status=422 if bad else 200)


def _do(request: HttpRequest, found: User, asked: str, form: Any) -> HttpResponse | None:
    """Carries out what a person's page asks; None where the form has to be filled in again. Refuses what changes.* refuse."""
    node, by = request.sight.node, request.user
    if form is not None and not form.is_valid():
        return None
    _check_stamp(request, found)
    if asked == "password":
        password = changes.give_password(node, by, found)
        return render(request, "web/administration/password.html", {"person": found, "password": password})
    if asked == "move":
        changes.move(node, by, found, form.cleaned_data["post"])
    elif asked == "sign-on" and form is not None:
        password = changes.name_at_provider(node, by, found, form.cleaned_data["sign_on"].strip())
        if password:
            return render(request, "web/administration/password.html", {"person": found, "password": password})
    elif asked == "token":
        changes.grant_token(node, by, found, **form.cleaned_data)
    elif asked == "revoke":
        typed = request.POST.get("token", "")
        key = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 18 else 0
        changes.revoke_token(node, by, get_object_or_404(Token, pk=key, holder=found))
    elif asked == "sessions":
        changes.end_sessions(node, by, found)
    elif asked in ("disable", "enable"):
        changes.let_in(node, by, found, asked == "enable")
    else:
        return None
    messages.success(request, _("Done, and entered in the list of what administrators did."))
    return HttpResponseRedirect(reverse("administration-person", args=[found.pk]))


def settings_of(request: HttpRequest) -> list[tuple[str, Any]]:
    """The node's settings as (title, value); nothing secret is among them."""
    sight: Sight = request.sight
    node = sight.node
    held = node.home.settings
    return [
        (_("Participant"), party_called(node.party)),
        (_("Highest classification held here"), f"{held.ceiling.classification} {bracketed(held.ceiling.policy)}"),
        (_("Policies known"), _(", ").join(sorted(node.samples.policies))),
        (_("Exercise"), _("yes") if node.national().terms.exercise else _("no")),
        (_("A release waits"), _("%s minutes") % f"{drafting.waiting_s(node) / 60:g}"),
        (_("Clock"), _("simulated") if held.simulated is not None else _("the machine's")),
        (_("Database"), held.database.partition(":")[0]),
        (_("These pages are served at"), request.get_host()),
        (_("Post that speaks when no other is named"), held.post),
        *((_("Address of %s") % party_name(party), url or _("not known")) for party, url in addresses(sight)),
    ]


def _check_stamp(request: HttpRequest, found: Post | User | None) -> None:
    if request.POST.get("stamp", "") != changes.stamp(found):
        said = _("Somebody else has changed this since you opened the page. Look at it as it stands now, and do it again.")
        raise Refusal("changed-meanwhile", CHANGED_MEANWHILE, str(said))


def _organisation(request: HttpRequest) -> str:
    return str(request.user.post.organisation)


def _post(found: Post) -> dict[str, Any]:
    titles = {"en": found.title_en, "ja": found.title_ja}
    return {"post": found, "titles": titles, "holders": [user.username for user in found.holders.all() if user.is_active]}


def _done(one: Done) -> dict[str, Any]:
    """An entry as the list shows it."""
    return {"what": words.of_areas()["enum"]["What"][one.entry.what], "entry": one.entry, "at": one.at}
