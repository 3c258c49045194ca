"""A node's first administrator, and one who has lost his password: made by whoever runs the machine, where no page can be opened yet.

Touches the database, chance and the act key (through changes.py): each step is an entry in the national channel like any administrator's,
in the name of the post that speaks when no other is named. Serves S2, A1.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import ADMINISTRATOR
from entente.node.node import Node
from entente.web.administration import changes
from entente.web.models import Post, User

BY = "command-line"
"""Who did it, in the entries: whoever holds the machine, who has no sign-in name."""


def appoint(node: Node, name: str) -> str:
    """Makes a person administrator, or gives the administrator of that name a first password again; the password, good for 72 hours.

    Refuses (W10) what is no sign-in name and the name of somebody who is no administrator, (W11) one who signs in at the provider.
    """
    try:
        User.username_validator(name)
    except ValidationError as error:
        raise Refusal("name-malformed", "W10", str(_("A sign-in name has letters, digits and @ . + - _ alone."))) from error
    by = User(username=BY, post=Post(code=node.home.settings.post))
    person = User.objects.filter(username__iexact=name).first()
    if person is None:
        return changes.add_person(node, by, name, _post(node, by))[1]
    if person.post is None or ADMINISTRATOR not in person.post.roles:
        raise Refusal("name-taken", "W10", str(_("This sign-in name is already taken.")))
    password = changes.give_password(node, by, person)
    changes.let_in(node, by, person, True)
    return password


def _post(node: Node, by: User) -> Post:
    """The administrators' post, made where there is none."""
    found: Post | None = next((post for post in Post.objects.order_by("pk") if post.roles == [ADMINISTRATOR]), None)
    if found is not None:
        return found
    organisation, ceiling = ":".join(node.home.settings.post.split(":")[:2]), node.home.settings.ceiling
    values = {
        "title_en": "Administrator of the node",
        "title_ja": "ノード管理者",
        "organisation": organisation,
        "nationality": node.party,
        "roles": [ADMINISTRATOR],
        "clearances": {ceiling.policy: ceiling.classification},
        "purposes": [],
    }
    return changes.save_post(node, by, None, f"{organisation}:administration", values)
