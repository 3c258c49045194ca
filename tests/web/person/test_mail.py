"""Mail settings: refused where they are not whole; addresses of pages without a slash."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.web.sample import Stage

from entente.kernel.errors import Refusal
from entente.web.person import mail

FULL = {"host": "127.0.0.1", "from": "node@example.org", "pages": "https://node.example/"}


def node_with(stage: Stage, settings: dict[str, Any]) -> Any:
    home = stage.node.home
    return replace(stage.node, home=replace(home, settings=replace(home.settings, mail=settings)))


@pytest.mark.parametrize("missing", ["host", "from", "pages"])
def test_settings_that_are_not_whole_are_refused(shown: Stage, missing: str) -> None:
    with pytest.raises(Refusal, match="W12"):
        mail.settings_of(node_with(shown, {key: value for key, value in FULL.items() if key != missing}))


def test_a_message_goes_to_one_address(shown: Stage) -> None:
    settings = mail.settings_of(node_with(shown, FULL))
    made = mail.compose(settings, "s", "t", "a@example.org")
    assert made.to == ["a@example.org"] and made.from_email == "node@example.org" and mail.pages(settings) == "https://node.example"
