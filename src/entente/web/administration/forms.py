"""The forms of administration.

Touches nothing but what is given. Which roles, classifications and purposes there are, the node's policies and `posts.ROLES` say.
Serves S2.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from entente.kernel.labels.label import PURPOSE
from entente.node.node import Node
from entente.web import listing, words
from entente.web.models import Post, Token
from entente.web.person.posts import ROLES

CODE = RegexValidator(r"^[A-Z]{3}(:[A-Za-z0-9-]+){2,4}$", _("Write it as GBR:FCDO:japan-desk."))
ORGANISATION = RegexValidator(r"^[A-Z]{3}(:[A-Za-z0-9-]+){1,3}$", _("Write it as GBR:FCDO."))
NAME = RegexValidator(r"^[a-z0-9][a-z0-9.-]{2,60}$", _("Three to sixty small letters, digits, points and hyphens."))


class PostForm(forms.Form):
    """A post: its name in entries, which never changes since acts name it, and what its holder may do and see."""

    code = forms.CharField(
        label=_("Name in entries"),
        max_length=120,
        validators=[CODE],
        help_text=_("For example GBR:FCDO:japan-desk. It never changes, since entries carry it."),
    )
    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    title_ja = forms.CharField(label=_("Title in Japanese"), max_length=200)
    organisation = forms.CharField(label=_("Organisation"), max_length=80, validators=[ORGANISATION])
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)
    purposes = forms.MultipleChoiceField(label=_("Purposes"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, node: Node, post: Post | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policies = sorted(node.samples.policies)
        self.fields["roles"].choices = [(role, listing.in_words(words.ROLES[role])) for role in ROLES]
        self.fields["purposes"].choices = [(value, value) for value in _purposes(node)]
        if post is not None:
            del self.fields["code"]
        for number, name in enumerate(self.policies):
            tiers = node.samples.policies[name].classifications
            choices = [("", _("Not cleared")), *((tier.name, tier.name) for tier in tiers)]
            self.fields[f"clearance_{number}"] = forms.ChoiceField(label=_("Cleared under %s for") % name, choices=choices, required=False)

    def values(self, party: str) -> dict[str, Any]:
        """What was typed, as a post keeps it."""
        given: Mapping[str, Any] = self.cleaned_data
        cleared = {name: given[f"clearance_{number}"] for number, name in enumerate(self.policies) if given[f"clearance_{number}"]}
        kept = {name: given[name] for name in ("title_en", "title_ja", "organisation", "roles", "purposes")}
        return kept | {"clearances": cleared, "nationality": party}


def of_post(post: Post, policies: list[str]) -> dict[str, Any]:
    """What a post's form begins with."""
    cleared = {f"clearance_{number}": post.clearances.get(name, "") for number, name in enumerate(policies)}
    return cleared | {name: getattr(post, name) for name in ("title_en", "title_ja", "organisation", "roles", "purposes")}


def _named(post: Post) -> str:
    return f"{post.code} {listing.in_words({'en': post.title_en, 'ja': post.title_ja})}"


class PersonForm(forms.Form):
    """A new person."""

    name = forms.CharField(label=_("Sign-in name"), max_length=60, validators=[NAME])
    post = forms.ModelChoiceField(label=_("Post"), queryset=None, required=False, to_field_name="code", empty_label=_("No post"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = Post.objects.order_by("code")
        self.fields["post"].label_from_instance = _named


class MoveForm(forms.Form):
    """Another post for a person."""

    post = forms.ModelChoiceField(label=_("Post"), queryset=None, required=False, to_field_name="code", empty_label=_("No post"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = Post.objects.order_by("code")
        self.fields["post"].label_from_instance = _named


class SignOnForm(forms.Form):
    """By which name the identity provider knows a person."""

    sign_on = forms.CharField(label=_("Name at the identity provider"), max_length=191, required=False)

    def __init__(self, claim: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sign_on"].help_text = _("What the provider says as “%s”, letter for letter. Empty: a password here.") % claim


class TokenForm(forms.Form):
    """A token: what it is for, what it may, how long it lasts."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    scope = forms.ChoiceField(
        label=_("It may"),
        choices=[
            (Token.READ, _("read")),
            (Token.WRITE, _("read and write, as the post may")),
            (Token.CALENDAR, _("feed a calendar: times and references only")),
        ],
        initial=Token.READ,
    )
    days = forms.TypedChoiceField(
        label=_("It lasts"),
        coerce=int,
        choices=[(7, _("7 days")), (30, _("30 days")), (90, _("90 days")), (365, _("365 days"))],
        initial=30,
    )


def _purposes(node: Node) -> list[str]:
    """The purposes that any of the node's policies lists."""
    found = {value for p in node.samples.policies.values() for tag in p.categories if tag.tag == PURPOSE for value in tag.values or ()}
    return sorted(found)


class WaitingForm(forms.Form):
    """How long a release waits."""

    minutes = forms.IntegerField(label=_("Waiting time in minutes"), min_value=0, max_value=43_200)
