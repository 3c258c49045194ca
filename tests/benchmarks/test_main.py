"""One run: what is chosen, and that one bad benchmark does not stop or touch the others."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.__main__ import Benchmark, all_benchmarks, choose, main, run_one
from benchmarks.measure import MS, Measurement, NotRun

from benchmarks import __main__ as program

FIGURE = Measurement("x", 1.0, MS, 1)
LIMIT_S = 30.0


def half_way(_quick: bool) -> Iterator[Measurement]:
    yield FIGURE
    raise OSError("disk full")


def absent(_quick: bool) -> list[Measurement]:
    raise NotRun("the peer is not installed")


def endless(_quick: bool) -> list[Measurement]:
    while True:
        try:
            time.sleep(0.01)
        except Exception:
            continue


def test_what_ends_has_no_reason() -> None:
    outcome = run_one("good", lambda _quick: [FIGURE], False, LIMIT_S)
    assert (outcome.measurements, outcome.not_run_because, outcome.broke) == ((FIGURE,), None, False)


def test_an_error_ends_its_own_benchmark_and_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    outcome = run_one("bad", half_way, False, LIMIT_S)
    assert (outcome.measurements, outcome.not_run_because, outcome.broke) == ((FIGURE,), "it broke: OSError: disk full", True)
    assert "Traceback" in capsys.readouterr().err


def test_an_absent_peer_is_no_error() -> None:
    outcome = run_one("peer", absent, False, LIMIT_S)
    assert (outcome.not_run_because, outcome.broke) == ("the peer is not installed", False)


def test_a_benchmark_that_does_not_end_is_ended() -> None:
    outcome = run_one("slow", endless, False, 0.1)
    assert (outcome.not_run_because, outcome.broke) == ("it took longer than 0 s", True)
    assert outcome.seconds < 5


def test_a_module_that_cannot_be_imported_breaks_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = (Benchmark("missing", "benchmarks.ours.no_such_module"), Benchmark("bound", "benchmarks.bound"))
    monkeypatch.setattr(program, "all_benchmarks", lambda: known)
    page = tmp_path / "page.md"
    assert main(["--quick", "--output", str(page)]) == 1
    text = page.read_text(encoding="utf-8")
    assert "- missing: not run because it broke: ModuleNotFoundError" in text
    assert "| verify, one core " in text


def test_a_run_prints_json_and_writes_no_page_at_quick_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program, "RESULTS", tmp_path / "RESULTS.md")
    monkeypatch.setattr(program, "KEPT", tmp_path / "results.jsonl")
    assert main(["bound", "--quick", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {c["verdict"] for c in found["comparisons"]} == {"not run"}
    asked = {o["benchmark"]: o["not_run_because"] for o in found["outcomes"]}
    assert asked["bound"] is None
    assert asked["git"] == "it was not asked for"
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_run_leaves_the_page_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    page = tmp_path / "RESULTS.md"
    page.write_text("as it was")
    monkeypatch.setattr(program, "RESULTS", page)
    monkeypatch.setattr(program, "KEPT", tmp_path / "results.jsonl")
    monkeypatch.setattr(program, "run_one", interrupted)
    assert main(["bound"]) == program.INTERRUPTED
    assert page.read_text() == "as it was"


def test_all_are_chosen_if_none_is_named() -> None:
    known = all_benchmarks()
    assert list(choose(known, [])) == [b.name for b in known]
    assert {"bound", "git", "medallion", "postgres"} <= {b.name for b in known}


@pytest.mark.parametrize("words", ["gti", "bound=5", "git=0", "git=-1", "git=many"])
def test_what_cannot_be_run_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=words.partition("=")[0]):
        choose(all_benchmarks(), [words])
    assert main([words]) == 2


def test_every_benchmark_of_ours_exposes_run() -> None:
    for benchmark in all_benchmarks():
        source = Path(program.HERE.parent, *benchmark.module.split(".")).with_suffix(".py").read_text(encoding="utf-8")
        assert "\ndef run(" in source, benchmark.module
