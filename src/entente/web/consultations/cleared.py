"""Who takes part in a meeting and may not have one of its papers, by which rule: said before the paper is sent, and beside it afterwards.

Touches the database (posts, reads). Of our own side the posts that take part are asked one by one; of another this node knows no posts,
so the side itself is asked. Serves I2, S2.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from entente.areas.consultations.records import Participant
from entente.kernel.area import Words
from entente.kernel.labels.disclose import may_read
from entente.kernel.labels.join import may_receive
from entente.kernel.labels.label import Label
from entente.web.gate import Sight
from entente.web.models import Post
from entente.web.person.posts import reader_at


@dataclass(frozen=True, slots=True)
class Barred:
    """A participant who may not have a paper: the post (or the side), its title, and every reason with its rule."""

    who: str
    titles: Words
    reasons: tuple[tuple[str, Words], ...]


def barred(sight: Sight, participants: Iterable[Participant], label: Label) -> list[Barred]:
    """Those of a meeting's participants who may not have what carries a label; empty where all may."""
    found: list[Barred] = []
    wanted = list(dict.fromkeys(participants))
    node = sight.node
    for party in dict.fromkeys(one.party for one in wanted if one.party != node.party):
        verdict = may_receive(label, party, node.samples.policies, node.samples.equivalences, sight.today)
        if not verdict.allowed:
            found.append(Barred(party, {}, tuple((r.rule, {"en": r.en, "ja": r.ja}) for r in verdict.reasons)))
    for post in _posts([one for one in wanted if one.party == node.party]):
        decided = may_read(reader_at(post), label, sight.context)
        if not decided.allowed:
            reasons = tuple((r.rule, {"en": r.en, "ja": r.ja}) for r in decided.reasons)
            found.append(Barred(post.code, {"en": post.title_en, "ja": post.title_ja}, reasons))
    return found


def _posts(ours: list[Participant]) -> list[Post]:
    """The posts of this node that take part: the one named, by code or title, else all of its authority that read records."""
    found: dict[str, Post] = {}
    organisations = {f"{one.party}:{one.authority}" for one in ours}
    known = list(Post.objects.filter(organisation__in=organisations).order_by("code"))
    for one in ours:
        mine = [post for post in known if post.organisation == f"{one.party}:{one.authority}" and "reader" in post.roles]
        named = [post for post in mine if one.post in (post.code, post.code.rpartition(":")[2], post.title_en, post.title_ja)]
        for post in named if one.post is not None else mine:
            found[post.code] = post
    return list(found.values())
