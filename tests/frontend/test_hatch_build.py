"""The front end's build: nothing of GOV.UK's identity in what is built, nothing of a registry in the lock file, nothing done twice."""

from __future__ import annotations

import gzip
import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "frontend" / "hatch_build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_neither_typeface_nor_crown_is_built(hook: ModuleType) -> None:
    built = ROOT / hook.STATIC
    assert list(hook.crests(built)) == []
    sheet = (built / "entente.css").read_text()
    assert "Noto Sans CJK JP" in sheet and "url(http" not in sheet and "@import" not in sheet and "@font-face" not in sheet
    assert all((built / name).is_file() for name in [i.split("(")[1].rstrip(")") for i in __import__("re").findall(r"url\([^)]*\)", sheet)])


def test_the_search_for_crowns_finds_one(hook: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text('body{font-family:"GDS Transport"}')
    (tmp_path / "govuk-logotype-crown.png").write_bytes(b"")
    assert list(hook.crests(tmp_path)) == [
        "a.css: gds transport", "govuk-logotype-crown.png: crown", "govuk-logotype-crown.png: govuk-logotype",
    ]  # fmt: skip


def test_what_is_built_is_up_to_date_and_compressed_as_it_is(hook: ModuleType) -> None:
    built = ROOT / hook.STATIC
    assert (built / hook.MARKER).read_text() == hook.digest(ROOT)
    assert hook.build(ROOT) is False
    for path in built.glob("*.gz"):
        assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()


def test_any_input_changes_the_digest(hook: ModuleType, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "frontend", tmp_path / "frontend", ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    before = hook.digest(tmp_path)
    assert before == hook.digest(ROOT)
    for path in hook.inputs(tmp_path):
        kept = path.read_bytes()
        path.write_bytes(kept + b"\n")
        assert hook.digest(tmp_path) != before
        path.write_bytes(kept)


def test_the_lock_file_names_no_registry_and_hashes_every_package() -> None:
    text = (ROOT / "frontend" / "package-lock.json").read_text()
    assert "resolved" not in text
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert packages and all(entry["integrity"].startswith("sha512-") for entry in packages.values())


def test_no_network_is_told_as_such(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess

    failed = subprocess.CompletedProcess([], 1, "", "npm error code ENOTFOUND")
    monkeypatch.setattr(hook.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(RuntimeError, match="Network is unreachable"):
        hook.node(ROOT, ["x"])
