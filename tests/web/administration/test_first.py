"""The first administrator, from the machine: signs in, chooses a password, sees administration; nobody else is made one so."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from tests.web.sample import stage

from entente.kernel.errors import Refusal
from entente.web.administration.first import BY, appoint
from entente.web.models import Post, User


def test_the_first_administrator(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        node = shown.node
        User.objects.filter(username="gbr-admin").delete()
        Post.objects.filter(code__endswith=":administration").delete()
        first = appoint(node, "a.smith")
        client = Client()
        answer = client.post("/account/login/", {"login": "a.smith", "password": first})
        assert answer.status_code == 302 and client.get("/administration/").headers["Location"].endswith("/account/password/")
        chosen = {"oldpassword": first, "password1": "a long way home 77", "password2": "a long way home 77"}
        client.post("/account/password/", chosen)
        assert client.get("/administration/changes/").status_code == 200 and client.get("/declaration/").status_code == 403
        assert BY in client.get("/administration/changes/").content.decode()
        again = appoint(node, "A.Smith")
        assert again != first and client.get("/administration/").status_code == 302
        assert Post.objects.filter(code__endswith=":administration").count() == 1
        for name in ("gbr-drafter", "two words", ""):
            with pytest.raises(Refusal) as refused:
                appoint(node, name)
            assert refused.value.rule == "W10"
