"""Signing in with a passkey, in a real browser with a virtual authenticator: enrolled once, then neither name nor password is typed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from tests.web import sample
from tests.web.browser import Visit, chromium, follow, open_browser, violations
from tests.web.sample import Stage

DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
    "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def visit(shown: Stage, tmp_path: Path) -> Iterator[Visit]:
    """A browser at London's pages by the name "localhost": a passkey belongs to a name, never to a number."""
    program = chromium()
    if program is None:
        pytest.skip("there is no Chromium here and it cannot be installed (apt-get install chromium fonts-noto-cjk, as root)")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    sample.put_on(shown.world["GBR"])
    with open_browser(program) as opened:
        opened.base = opened.base.replace("127.0.0.1", "localhost")
        yield opened
    Authenticator.objects.all().delete()


def test_a_passkey_is_enrolled_and_signs_in_alone(shown: Stage, visit: Visit) -> None:
    with visit.page("en") as page:
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        visit.sign_in(page, "gbr-reader", shown.sign_ins["gbr-reader"].password)
        page.goto(f"{visit.base}/account/second-factor/webauthn/add/")
        if "/reauthenticate/" in page.url:  # whoever changes how he signs in says again who he is
            page.fill("#id_password", shown.sign_ins["gbr-reader"].password)
            follow(page, "main button[type=submit]")
        page.wait_for_url("**/webauthn/add/")
        assert violations(page) == []
        page.fill("input[name=name]", "Desk key")
        if page.locator("input[name=passwordless]").count():
            page.check("input[name=passwordless]")
        page.click("main button[type=submit], main button#mfa_webauthn_add")
        page.wait_for_url(lambda url: "webauthn/add" not in url)
        assert Authenticator.objects.filter(user__username="gbr-reader", type="webauthn").count() == 1
        page.goto(f"{visit.base}/")
        follow(page, "form[action='/account/logout/'] button")
        page.click("#passkey_login")
        page.wait_for_url(f"{visit.base}/")
        assert "Analyst" in page.content()
    assert visit.away == []
