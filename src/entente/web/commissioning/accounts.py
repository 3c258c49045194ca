"""Who can be asked at an authority: people with an account at one of its posts, and where they and the authority get their mail.

Touches the database (posts, people, their wish for mail) and the node's settings. Serves I1.
"""

from __future__ import annotations

from entente.kernel.labels.disclose import ADMINISTRATOR, Reader
from entente.node.node import Node
from entente.node.returns.forms import authority
from entente.web.models import Post, User
from entente.web.person import digest
from entente.web.person.posts import reader_at


def by_authority(node: Node) -> dict[str, list[Reader]]:
    """Those who hold an account at a post of each authority of ours and may read records."""
    found: dict[str, list[Reader]] = {}
    for post in Post.objects.filter(holders__is_active=True).distinct().order_by("code"):
        if set(post.roles) - {ADMINISTRATOR}:
            found.setdefault(code_of(post), []).append(reader_at(post))
    return {code: readers for code, readers in found.items() if all(reader.party == node.party for reader in readers)}


def code_of(post: Post) -> str:
    """The authority of a post: "MOD" of GBR:MOD."""
    return str(post.organisation).partition(":")[2].partition(":")[0]


def people(code: str) -> list[tuple[User, str]]:
    """The people of an authority who wish mail, each with his address."""
    users = User.objects.filter(is_active=True, post__isnull=False).select_related("post").order_by("pk")
    found = [(user, digest.address_of(user)) for user in users if code_of(user.post) == code]
    return [(user, address) for user, address in found if address]


def address(node: Node, code: str) -> str:
    """The address of an authority as node.toml has it; empty where it has none."""
    return str(authority(node, code).get("mail", ""))
