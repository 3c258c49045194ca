"""Two officers' offices for tests: the pages of both nodes, one after the other in this process, with the steps an office takes.

Touches temporary folders and databases. `Offices` turns the pages from one side to the other; a draft goes by ask, clearance and release,
a proposal by acceptance, each by its own post and form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from tests.web.sample import Stage, put_on

from entente.node.node import Node
from entente.store import database
from entente.web.person import posts
from entente.web.process import current

LANGUAGES = {"GBR": "en", "JPN": "ja", "USA": "en"}
RECORD = re.compile(r"[0-9a-f]{64}(?:\.[0-9]+)?")


@dataclass
class Offices:
    """Both sides' pages over one stage; `on` is the side whose pages are shown now."""

    shown: Stage
    on: str = "GBR"
    nodes: dict[str, Node] = field(default_factory=dict)

    def turn(self, party: str) -> None:
        """Shows a side's pages."""
        if party == self.on:
            return
        self.nodes.setdefault(self.on, current.node())
        if party in self.nodes:
            node = self.nodes[party]
            database.connect(current.ALIAS, node.home.settings.database)
            current.hold(node)
        else:
            self.nodes[party] = put_on(self.shown.world[party])
            posts.create_demonstration_posts(self.nodes[party])
        self.on = party

    def client(self, party: str, name: str, language: str = "") -> Client:
        """A browser signed in at a side's node, in that side's language unless another is named."""
        self.turn(party)
        client = Client(headers={"accept-language": language or LANGUAGES[party]})
        user = posts.User.objects.get(username=f"{party.lower()}-{name}")
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    def page(self, party: str, address: str, language: str = "", who: str = "drafter") -> str:
        """A page's text; it must be there."""
        answer = self.client(party, who, language).get(address, follow=True)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.content.decode()

    def post(self, party: str, address: str, who: str = "drafter", **fields: Any) -> str:
        """Sends a form; gives the record that it leads to ("" where it leads to none)."""
        answer = self.client(party, who).post(address, fields)
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode(errors="replace")))
        assert answer.status_code == 302, (address, answer.status_code, words[-1500:])
        return (RECORD.findall(answer["Location"]) or [""])[-1]

    def send(self, party: str, draft: str) -> str:
        """A draft asked for by its drafter, cleared and released by the head of desk; gives the record it became or the act."""
        self.post(party, f"/drafts/{draft}/step/", step="ask", to_post=self._head(party))
        seen = self.page(party, f"/drafts/{draft}/", who="release")
        revision = re.findall(r'name="revision" value="([0-9a-f]{64})"', seen)[0]
        self.post(party, f"/drafts/{draft}/step/", who="release", step="clear", revision=revision)
        self.post(party, f"/drafts/{draft}/release/", who="release", revision=revision, wait="0")
        sent = re.findall(r"/records/([0-9a-f]{64}(?:\.[0-9]+)?)/", self.page(party, f"/drafts/{draft}/"))
        self.shown.world.settle()
        return next(one for one in sent if one != draft)

    def _head(self, party: str) -> str:
        """The post that clears and releases on a side."""
        return ":".join(self.shown.world[party].home.settings.post.split(":")[:2]) + ":release"

    def accept(self, party: str, record: str) -> str:
        """The proposal that waits on a side accepted by its director; gives the page that follows."""
        seen = self.page(party, f"/records/{record}/", who="accept")
        (address,) = set(re.findall(r'href="(/records/[^"]+/accept/)"', seen))
        form = self.page(party, address, who="accept")
        token = re.findall(r'name="request" value="([^"]+)"', form)[0]
        told = self.client(party, "accept").post(address, {"request": token}, follow=True)
        assert told.status_code == 200, (address, told.status_code)
        self.shown.world.settle()
        return told.content.decode()
