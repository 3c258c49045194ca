"""The set-up script: its verbs, what it installs and when, and the one sentence it ends with when it cannot.

The tests run copies of `./run` in folders of their own. A stand-in `pip` on PYTHONPATH plays the package index: it leaves a `uv` that
writes down what it was asked to install. Only the test without a network uses the real pip, against a port where nobody listens.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PINS = ("base", "test", "uv")

FAKE_PIP = """
import os, sys, time
from pathlib import Path
root = Path.cwd()
(root / "calls").open("a").write("pip " + " ".join(sys.argv[1:]) + "\\n")
if (root / "hang").exists():
    (root / "pip-pid").write_text(str(os.getpid()))
    time.sleep(60)
if (root / "broken").exists():
    print((root / "broken").read_text())
    sys.exit(1)
if "uv.txt" in sys.argv[-1]:
    uv = root / ".venv/bin/uv"
    uv.write_text("#!/bin/sh\\necho uv $* >> calls\\necho $UV_OFFLINE $UV_FIND_LINKS > uv-told\\n[ ! -e uv-broken ] || exit 2\\n")
    uv.chmod(0o755)
"""
ECHO = "import os, sys\nprint({name!r}, os.getcwd(), *sys.argv[1:])\nsys.exit({code})\n"


@dataclass(frozen=True)
class Checkout:
    """A folder with `run`, the pins and a project file, and the modules that stand in for pip, pytest and the judges."""

    root: Path
    modules: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`./run` with these arguments, on the Python of the tests."""
        return subprocess.run(self.command(*arguments), env=self.environment, capture_output=True, text=True, timeout=120)

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(self.root / "run"), *arguments]

    def calls(self) -> list[str]:
        """What the installers were asked for so far, oldest first."""
        path = self.root / "calls"
        return path.read_text().splitlines() if path.exists() else []

    def marker(self) -> dict[str, str]:
        return dict(json.loads((self.root / ".venv/entente-setup.json").read_text()))

    def module(self, name: str, source: str) -> None:
        """A stand-in that `python -m name` finds first."""
        package = self.modules / Path(*name.split("."))
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").touch()
        (package / "__main__.py").write_text(source)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    root, modules = tmp_path / "checkout", tmp_path / "modules"
    (root / "requirements").mkdir(parents=True)
    shutil.copy(ROOT / "run", root)
    shutil.copy(ROOT / "pyproject.toml", root)
    for name in PINS:
        shutil.copy(ROOT / "requirements" / f"{name}.txt", root / "requirements")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "UV_", "PYTEST_"))}
    made = Checkout(root, modules, {**kept, "PYTHONPATH": str(modules)})
    made.module("pip", FAKE_PIP)
    return made


def sentences(text: str) -> list[str]:
    """The lines with which `run` itself refuses."""
    return [line for line in text.splitlines() if line.startswith("run: ")]


# What is pinned


def pinned(name: str) -> dict[str, set[str]]:
    lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
    found: dict[str, set[str]] = {}
    for line in lines:
        if match := re.match(r"([a-z0-9.-]+)==(\S+)", line):
            found.setdefault(match[1], set()).add(match[2])
    return found


@pytest.mark.parametrize(("name", "groups"), [("base", ["build"]), ("test", ["build", "uv", "extra"]), ("uv", ["uv"])])
def test_every_requirement_is_pinned_within_its_bounds(name: str, groups: list[str]) -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project, grouped = declared["project"], declared["dependency-groups"]
    wanted = [] if name == "uv" else list(project["dependencies"])
    for group in groups:
        wanted += project["optional-dependencies"]["test"] if group == "extra" else grouped[group]
    pins = pinned(name)
    for requirement in map(Requirement, wanted):
        versions = pins.get(requirement.name, set())
        assert versions, f"{requirement.name} is not in requirements/{name}.txt: ./run lock"
        assert all(requirement.specifier.contains(version) for version in versions), f"{requirement}: ./run lock"


@pytest.mark.parametrize("name", PINS)
def test_every_pin_has_a_hash_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    assert "://" not in text
    assert "--index" not in text
    blocks = re.split(r"(?m)^(?=[a-z])", text)[1:]
    assert blocks
    assert all("==" in block and "--hash=sha256:" in block for block in blocks)


def test_the_three_files_pin_the_same_versions() -> None:
    every = pinned("test")
    for name in ("base", "uv"):
        assert {package: every.get(package) for package in pinned(name)} == pinned(name)


# Starting


def test_alone_it_lists_every_verb(checkout: Checkout) -> None:
    ended = checkout.run()
    assert ended.returncode == 0
    for verb in ("setup", "demo", "test", "check", "bench", "soak", "lock"):
        assert re.search(rf"(?m)^  {verb} ", ended.stdout), verb
    assert not (checkout.root / ".venv").exists()


@pytest.mark.parametrize("arguments", [["dmeo"], ["setup", "--tset"], ["check", "fast"], ["lock", "--now"]])
def test_what_it_does_not_know_is_refused_in_one_sentence(checkout: Checkout, arguments: list[str]) -> None:
    ended = checkout.run(*arguments)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.startswith("run: ")
    assert not (checkout.root / ".venv").exists()


def test_an_older_python_can_read_it() -> None:
    ast.parse((ROOT / "run").read_text(), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13)])
def test_too_old_a_python_is_told_so_in_one_sentence(checkout: Checkout, version: tuple[int, int, int]) -> None:
    program = f"import runpy, sys; sys.version_info = {version}; sys.argv = ['run', 'demo']; runpy.run_path('run', run_name='__main__')"
    ended = subprocess.run([sys.executable, "-c", program], cwd=checkout.root, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"run: Entente needs Python 3.11 or newer, and this is Python {version[0]}.{version[1]} ")
    assert ended.stderr.count("\n") == 1


# Setting up


def test_setup_installs_the_pins_and_then_the_project(checkout: Checkout) -> None:
    ended = checkout.run("setup")
    assert ended.returncode == 0, ended.stderr
    calls = checkout.calls()
    assert [call.split()[0] for call in calls] == ["pip", "uv", "uv"]
    assert "--require-hashes" in calls[0] and calls[0].endswith("requirements/uv.txt")
    assert "--require-hashes" in calls[1] and calls[1].endswith("requirements/base.txt")
    assert "--no-build-isolation" in calls[2] and calls[2].endswith(f"-e {checkout.root}")
    assert (checkout.root / ".venv/bin/python").exists()
    assert {path.name for path in checkout.root.iterdir()} == {"run", "pyproject.toml", "requirements", ".venv", "calls", "uv-told"}


def test_a_second_setup_does_nothing_and_is_quick(checkout: Checkout) -> None:
    checkout.run("setup")
    before = checkout.calls()
    seconds = []
    for _ in range(3):
        began = time.monotonic()
        assert checkout.run("setup").returncode == 0
        seconds.append(time.monotonic() - began)
    assert checkout.calls() == before
    assert min(seconds) < 0.3


def test_the_test_tools_are_added_once_and_cover_the_base(checkout: Checkout) -> None:
    checkout.run("setup")
    checkout.run("setup", "--test")
    assert checkout.calls()[-2].endswith("requirements/test.txt")
    before = checkout.calls()
    checkout.run("setup")
    checkout.run("setup", "--test")
    assert checkout.calls() == before


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements/base.txt", "requirements/uv.txt"])
def test_a_changed_input_sets_up_again_in_place(checkout: Checkout, name: str) -> None:
    checkout.run("setup")
    kept = checkout.root / ".venv/kept"
    kept.touch()
    before = len(checkout.calls())
    with (checkout.root / name).open("a") as file:
        file.write("\n# changed\n")
    assert checkout.run("setup").returncode == 0
    assert len(checkout.calls()) > before
    assert kept.exists()


@pytest.mark.parametrize(
    "change",
    [{"state": "begun"}, {"python": "CPython 3.11.0 other"}],
    ids=["interrupted", "another Python"],
)
def test_what_cannot_be_trusted_is_made_anew(checkout: Checkout, change: dict[str, str]) -> None:
    checkout.run("setup")
    (checkout.root / ".venv/half-copied").touch()
    stale = {**checkout.marker(), "inputs": "other", **change}
    (checkout.root / ".venv/entente-setup.json").write_text(json.dumps(stale))
    assert checkout.run("setup").returncode == 0
    assert not (checkout.root / ".venv/half-copied").exists()
    assert checkout.marker()["state"] == "ready"


def test_a_marker_cut_short_counts_as_interrupted(checkout: Checkout) -> None:
    checkout.run("setup")
    (checkout.root / ".venv/half-copied").touch()
    (checkout.root / ".venv/entente-setup.json").write_text('{"state": "rea')
    assert checkout.run("setup").returncode == 0
    assert not (checkout.root / ".venv/half-copied").exists()


def test_an_environment_made_by_hand_is_completed_and_kept(checkout: Checkout) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", checkout.root / ".venv"], check=True)
    (checkout.root / ".venv/mine").touch()
    assert checkout.run("setup").returncode == 0
    assert (checkout.root / ".venv/mine").exists()


def test_a_moved_checkout_is_set_up_again(checkout: Checkout) -> None:
    checkout.run("setup")
    before = len(checkout.calls())
    moved = Checkout(checkout.root.with_name("moved"), checkout.modules, checkout.environment)
    checkout.root.rename(moved.root)
    assert moved.run("setup").returncode == 0
    assert len(moved.calls()) > before


# When it cannot


def test_no_network_is_one_sentence_and_the_next_call_repairs(checkout: Checkout) -> None:
    closed = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull, "PYTHONPATH": ""}
    without = Checkout(checkout.root, checkout.modules, {**checkout.environment, **closed})
    ended = without.run("demo")
    assert ended.returncode == 1
    assert sentences(ended.stderr) == [
        "run: the package index could not be reached, and set-up needs it: no network, or a proxy or mirror that pip was not told of; "
        "all of it is in .venv/setup.log"
    ]
    assert "Traceback" not in ended.stderr
    assert "127.0.0.1" in (checkout.root / ".venv/setup.log").read_text()
    assert checkout.run("setup").returncode == 0


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("no such option: --python", "pip is older than 22.3"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "its hash differs"),
        ("a line\nERROR: something nobody foresaw", "fetching the installer failed: ERROR: something nobody foresaw"),
    ],
)
def test_a_failed_step_says_why(checkout: Checkout, printed: str, said: str) -> None:
    (checkout.root / "broken").write_text(printed)
    ended = checkout.run("setup")
    assert ended.returncode == 1
    (sentence,) = sentences(ended.stderr)
    assert said in sentence
    assert sentence.endswith("all of it is in .venv/setup.log")


def test_where_uv_cannot_pip_installs_the_same_pins(checkout: Checkout) -> None:
    (checkout.root / "uv-broken").touch()
    ended = checkout.run("setup")
    assert ended.returncode == 0, ended.stderr
    calls = checkout.calls()
    assert [call.split()[0] for call in calls] == ["pip", "uv", "pip", "uv", "pip"]
    assert "--require-hashes" in calls[2] and calls[2].endswith("requirements/base.txt")
    assert "--require-hashes" not in calls[4] and calls[4].endswith(f"-e {checkout.root}")


def test_a_folder_of_packages_that_pip_is_told_of_uv_is_told_of_too(checkout: Checkout) -> None:
    """As docs/operations.md installs on a machine without a network."""
    checkout.environment.update(PIP_NO_INDEX="1", PIP_FIND_LINKS="wheels more")
    assert checkout.run("setup").returncode == 0
    assert (checkout.root / "uv-told").read_text() == "1 wheels,more\n"


def test_a_folder_that_may_not_be_written_is_one_sentence(checkout: Checkout) -> None:
    (checkout.root / ".venv").write_text("a file where the folder should be")
    ended = checkout.run("setup")
    assert ended.returncode == 1
    assert len(sentences(ended.stderr)) == 1
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_and_its_children_quietly(checkout: Checkout, sent: signal.Signals, code: int) -> None:
    (checkout.root / "hang").touch()
    # A session of its own: no terminal delivers the signal to the children, `run` has to.
    process = subprocess.Popen(
        checkout.command("setup"), env=checkout.environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    installer = installer_of(checkout)
    process.send_signal(sent)
    _, words = process.communicate(timeout=30)
    assert process.returncode == code
    assert "Traceback" not in words
    with pytest.raises(ProcessLookupError):
        os.kill(installer, 0)
    (checkout.root / "hang").unlink()
    assert checkout.run("setup").returncode == 0
    assert checkout.marker()["state"] == "ready"


def installer_of(checkout: Checkout) -> int:
    """The process id of the stand-in pip, once it hangs."""
    started = checkout.root / "pip-pid"
    deadline = time.monotonic() + 30
    while not (started.exists() and started.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return int(started.read_text())


def test_an_installer_that_outlives_a_killed_run_is_waited_for(checkout: Checkout) -> None:
    (checkout.root / "hang").touch()
    killed = subprocess.Popen(checkout.command("setup"), env=checkout.environment, stderr=subprocess.DEVNULL)
    installer = installer_of(checkout)
    killed.kill()
    killed.wait()
    (checkout.root / "hang").unlink()
    following = subprocess.Popen(checkout.command("setup"), env=checkout.environment, stderr=subprocess.PIPE, text=True)
    assert following.stderr is not None
    assert following.stderr.readline() == "setup: another ./run is setting up; waiting for it\n"
    assert following.poll() is None
    os.kill(installer, signal.SIGKILL)
    following.communicate(timeout=30)
    assert following.returncode == 0
    assert checkout.marker()["state"] == "ready"


def test_two_at_once_set_up_once(checkout: Checkout) -> None:
    both = [subprocess.Popen(checkout.command("setup"), env=checkout.environment, stderr=subprocess.PIPE) for _ in range(2)]
    for process in both:
        process.communicate(timeout=60)
    assert [process.returncode for process in both] == [0, 0]
    assert sum(call.endswith("requirements/base.txt") for call in checkout.calls()) == 1


# Handing on


def test_demo_becomes_the_demonstration(checkout: Checkout) -> None:
    checkout.run("setup")
    command = checkout.root / ".venv/bin/entente"
    command.write_text('#!/bin/sh\necho entente "$@"\nexit 7\n')
    command.chmod(0o755)
    ended = checkout.run("demo", "--port", "8001")
    assert (ended.stdout, ended.returncode) == ("entente demo --port 8001\n", 7)


@pytest.mark.parametrize(
    ("arguments", "module", "handed_on"),
    [
        (["bench", "--quick"], "benchmarks", "--quick"),
        (["soak", "--minutes", "1"], "tests.soak", "--minutes 1"),
        (["test"], "pytest", "-rs -n 2 --dist loadfile"),
        (["test", "tests/kernel", "-x"], "pytest", "-rs tests/kernel -x"),
    ],
)
def test_verbs_hand_on_arguments_and_exit_codes(checkout: Checkout, arguments: list[str], module: str, handed_on: str) -> None:
    checkout.module(module, ECHO.format(name=module, code=3))
    ended = checkout.run(*arguments)
    assert ended.stdout == f"{module} {checkout.root} {handed_on}\n"
    assert ended.returncode == 3
    assert checkout.marker()["profile"] == "test"


@pytest.mark.parametrize("failing", [None, "ruff", "mypy", "pytest"])
def test_check_passes_every_judgement_and_sums_up(checkout: Checkout, failing: str | None) -> None:
    for judge in ("ruff", "mypy", "pytest"):
        checkout.module(judge, ECHO.format(name=judge, code=int(judge == failing)))
    ended = checkout.run("check")
    assert [line.split()[0] for line in ended.stdout.splitlines()] == ["ruff", "ruff", "mypy", "pytest"]
    summary = dict(re.findall(r"(?m)^check: (\w+) +(passed|FAILED) ", ended.stderr))
    assert list(summary) == ["lint", "format", "types", "architecture"]
    expected = {"ruff": {"lint", "format"}, "mypy": {"types"}, "pytest": {"architecture"}, None: set()}[failing]
    assert {name for name, verdict in summary.items() if verdict == "FAILED"} == expected
    assert ended.returncode == (1 if failing else 0)


# What lands


@pytest.mark.parametrize(("checked", "tested"), [(0, 0), (1, 0), (0, 2)])
def test_the_gate_runs_both_and_fails_with_either(tmp_path: Path, checked: int, tested: int) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    stand_in = tmp_path / "run"
    stand_in.write_text(f'#!/bin/sh\necho "$@"\n[ "$1" = check ] && exit {checked}\necho 1 passed\nexit {tested}\n')
    stand_in.chmod(0o755)
    ended = subprocess.run(["bash", ".ci/run"], cwd=tmp_path, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert ended.stdout.splitlines() == ["check", "test", "1 passed"]
    assert ended.returncode == max(checked, tested)
