"""The settings of a node's folder: what an identity provider's part of node.toml may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from entente.kernel.errors import Refusal
from entente.node.home import SignOn, create, open_home

OPTIONS = {"post": "GBR:MOD:desk", "ceiling": ("entente:sample:gbr:1", "OFFICIAL")}


def with_sign_on(path: Path, lines: str) -> SignOn | None:
    create(path, "GBR", {"en": "United Kingdom"}, OPTIONS)
    with (path / "node.toml").open("a") as file:
        file.write(f"\n[sign_on]\n{lines}\n")
    return open_home(path).settings.sign_on


def test_a_provider_needs_its_address_and_the_clients_name_and_no_more(tmp_path: Path) -> None:
    held = with_sign_on(tmp_path / "uk", 'issuer = "https://sso.ministry.example/"\nclient_id = "entente"')
    names = {"en": "sso.ministry.example", "ja": "sso.ministry.example"}
    assert held == SignOn("https://sso.ministry.example", "entente", names, tmp_path / "uk" / "keys" / "sign-on.secret", "sub", ("openid",))


@pytest.mark.parametrize(
    ("issuer", "words"), [("http://sso.ministry.example", "https://"), ("sso.ministry.example", "https://"), ("", "https://")]
)
def test_a_provider_is_not_spoken_to_in_the_clear(tmp_path: Path, issuer: str, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        with_sign_on(tmp_path / "uk", f'issuer = "{issuer}"\nclient_id = "entente"')


def test_a_missing_setting_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="client_id"):
        with_sign_on(tmp_path / "uk", 'issuer = "https://sso.ministry.example"')


def test_on_this_machine_no_certificate_is_asked_for(tmp_path: Path) -> None:
    held = with_sign_on(tmp_path / "uk", 'issuer = "http://127.0.0.1:8000"\nclient_id = "entente"')
    assert held is not None and held.issuer == "http://127.0.0.1:8000"
