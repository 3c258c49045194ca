"""The pictures of the README: each side's Desk in its language, as the desk officer sees it in the demonstration.

Run it from the checkout: `.venv/bin/python -m tests.web.pictures`. Starts the demonstration's nodes in a folder of its own (or takes those
of a demonstration already running, given its folder and port), signs in through the form, writes docs/pictures/; touches nothing else.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tests.web.browser import chromium, playwright_node

ROOT = Path(__file__).resolve().parents[2]
SIDES = (("uk", "en", 0), ("japan", "ja", 1))
PORT = 9700
LONGEST_S = 240
READY = ("story-told", "sign-ins.json")  # the sign-ins are written when both nodes answer, which is after the story


def take(browser: Browser, folder: Path, port: int, to: Path) -> None:
    """A picture for each side; the sign-ins are those that the demonstration wrote down."""
    sign_ins = json.loads((folder / "sign-ins.json").read_text())
    for side, language, offset in SIDES:
        name, password = sign_ins[side][0].split()[:2]
        page = browser.new_page(locale=language, viewport={"width": 1280, "height": 900})
        base = f"http://127.0.0.1:{port + offset}"
        page.goto(f"{base}/account/login/")
        page.fill("#id_login", name)
        page.fill("#id_password", password)
        page.click("form[action='/account/login/'] button[type=submit]")
        page.goto(f"{base}/")
        page.screenshot(path=to / f"desk-{language}.png")
        page.close()


def main(arguments: list[str]) -> None:
    """`tests.web.pictures [FOLDER PORT]`: the pictures, of a demonstration that runs or of one started for them."""
    to = ROOT / "docs" / "pictures"
    program = chromium()
    if program is None:
        raise SystemExit("There is no Chromium here to take pictures with.")
    playwright_node()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as started:
        folder, port = (Path(arguments[0]), int(arguments[1])) if arguments else (Path(place) / "nodes", PORT)
        entente = [sys.executable, "-m", "entente", "demo", "--folder", str(folder), "--port", str(port)]
        nodes = None if arguments else subprocess.Popen(entente, stdout=subprocess.DEVNULL)
        try:
            ends = time.monotonic() + LONGEST_S
            while not all((folder / name).exists() for name in READY) and time.monotonic() < ends:
                time.sleep(1)
            take(started.chromium.launch(executable_path=program, args=["--no-sandbox"]), folder, port, to)
        finally:
            if nodes is not None:
                nodes.terminate()
                nodes.wait(60)


if __name__ == "__main__":
    main(sys.argv[1:])
