"""One process for both: which requests go to the exchange; and a fresh node served by a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests import nodes as worlds

from entente.node import node as nodes

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import io
from entente.web.process.wsgi import application
from entente.web.process import current
from entente.web.person import posts
def get(path):
    seen = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "localhost", "SERVER_PORT": "80", "HTTP_HOST": "localhost",
               "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(), "wsgi.url_scheme": "http", "QUERY_STRING": ""}
    body = b"".join(application(environ, lambda status, headers, *_: seen.append((status, dict(headers)))))
    return seen[0][0][:3], seen[0][1].get("Content-Type", ""), len(body)
print(get("/account/login/"), get("/"), get("/exchange/v1/none/sync"))
print(len(posts.create_demonstration_posts(current.node())), (current.node().home.path / "keys" / "web.key").stat().st_mode & 0o777)
"""


def test_pages_and_exchange_from_one_process(tmp_path: Path) -> None:
    made = nodes.init(tmp_path / "gbr", "GBR", {"en": "United Kingdom"}, worlds.options("GBR"))
    environment = {**os.environ, "ENTENTE_HOME": str(made.home.path), "PYTHONPATH": f"{ROOT / 'src'}", "DATABASE_URL": ""}
    environment.pop("DATABASE_URL")
    ended = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr[-2000:]
    first, second = ended.stdout.splitlines()
    assert first.startswith("('200', 'text/html; charset=utf-8'") and "('302'" in first
    assert "text/html" not in first.split("(")[3]
    assert second == f"5 {0o600}"


def test_a_node_that_cannot_be_opened_ends_the_process_with_a_sentence(tmp_path: Path) -> None:
    made = nodes.init(tmp_path / "gbr", "GBR", {"en": "United Kingdom"}, worlds.options("GBR"))
    for file in made.home.path.glob("*sqlite3*"):
        file.write_bytes(b"no database at all " * 300)
    environment = {**os.environ, "ENTENTE_HOME": str(made.home.path), "PYTHONPATH": f"{ROOT / 'src'}"}
    ended = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1 and "Traceback" not in ended.stderr
    assert ended.stderr.startswith("entente: The node's database cannot be used: ") and ended.stderr.count("\n") == 1
