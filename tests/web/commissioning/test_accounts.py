"""Who can be asked at an authority."""

from __future__ import annotations

from tests.web.commissioning.conftest import Rounds

from entente.web.commissioning import accounts
from entente.web.person import digest, posts


def test_accounts_people_and_addresses(opened: Rounds, lead: posts.User) -> None:
    node = opened.stage.node
    assert set(accounts.by_authority(node)) == {"FCDO", "MOD"}
    assert all("administrator" not in reader.roles for readers in accounts.by_authority(node).values() for reader in readers)
    assert accounts.people("MOD") == [] and accounts.address(node, "MOD") == "mod@example.org" and accounts.address(node, "X") == ""
    digest.wish(lead, "plans@mod.example.org", 0)
    assert accounts.people("MOD") == [(lead, "plans@mod.example.org")]
    posts.User.objects.filter(pk=lead.pk).update(is_active=False)
    assert accounts.people("MOD") == [] and "MOD" not in accounts.by_authority(node)
