"""`python -m benchmarks [name[=records] ...]`: runs benchmarks one after another, prints the tables, writes benchmarks/RESULTS.md.

Touches what the benchmarks touch, and RESULTS.md after a run at full size. Exit code 0 if every benchmark asked for ran or its peer
is absent (said in one sentence), 1 if one broke or ran out of time, 2 for an unknown name, 130 if interrupted.
"""

from __future__ import annotations

import argparse
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from time import perf_counter
from types import FrameType

from benchmarks.machine import describe
from benchmarks.measure import TARGETS, Measurement, NotRun, Outcome, judge_all
from benchmarks.report import Run, merged, parse_kept, render_json, render_kept, render_markdown, render_tables
from benchmarks.workplace import TimeUp, time_limit

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
KEPT = HERE / "results.jsonl"
"""The newest outcome of each benchmark, whichever run it is from."""
LIMIT_S = 1_200.0
INTERRUPTED = 130

Work = Callable[[bool], Iterable[Measurement]]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One benchmark: `module` exposes run(quick); where `sized`, run(quick, n) takes a number of records as well."""

    name: str
    module: str
    sized: bool = False


PEERS = tuple(Benchmark(name, f"benchmarks.peers.{name}", sized=True) for name in ("git", "medallion", "netbox", "postgres"))


def main(words: Sequence[str] | None = None) -> int:
    """The exit code of one run; see the module."""
    options = _parse(words)
    known = all_benchmarks()
    try:
        chosen = choose(known, options.names)
    except ValueError as unknown:
        print(unknown, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _interrupt)
    started_at, machine = datetime.now(UTC), describe()
    found, interrupted = _run_all(known, chosen, options.quick, options.limit)
    outcomes = tuple(replace(outcome, measured_at=f"{started_at:%Y-%m-%d %H:%M}") for outcome in found)
    run = Run(started_at, machine, options.quick, outcomes, judge_all(TARGETS, outcomes))
    print(render_json(run) if options.json else render_tables(run))
    if interrupted:
        return INTERRUPTED
    if options.output is not None:
        options.output.write_text(render_markdown(run), encoding="utf-8")
    elif not options.quick:
        _keep(run, [benchmark.name for benchmark in known])
    return 1 if any(outcome.broke for outcome in outcomes) else 0


def _keep(run: Run, order: Sequence[str]) -> None:
    """Writes RESULTS.md from this run and, for what it did not measure, from those before; keeps the figures for the next."""
    kept = parse_kept(KEPT.read_text("utf-8")) if KEPT.exists() else ()
    outcomes = merged(kept, run.outcomes, order)
    KEPT.write_text(render_kept(outcomes), encoding="utf-8")
    whole = Run(run.started_at, run.machine, run.quick, outcomes, judge_all(TARGETS, outcomes))
    RESULTS.write_text(render_markdown(whole), encoding="utf-8")


def all_benchmarks() -> tuple[Benchmark, ...]:
    """The bound first, then ours (every module of benchmarks/ours, by name), then the peers."""
    ours = sorted(path.stem for path in (HERE / "ours").glob("*.py") if not path.stem.startswith("_"))
    return (Benchmark("bound", "benchmarks.bound"), *(Benchmark(name, f"benchmarks.ours.{name}") for name in ours), *PEERS)


def choose(known: Sequence[Benchmark], names: Sequence[str]) -> dict[str, Work]:
    """What to run by name, all if none is named. Refuses (ValueError) an unknown name, or a size where none is taken."""
    by_name = {benchmark.name: benchmark for benchmark in known}
    chosen: dict[str, Work] = {}
    for words in names or by_name:
        name, _, size = words.partition("=")
        benchmark = by_name.get(name)
        if benchmark is None:
            raise ValueError(f"there is no benchmark named {name!r}; there are: {', '.join(by_name)}")
        if size and not (benchmark.sized and size.isdecimal() and int(size) > 0):
            raise ValueError(f"{words!r}: only {', '.join(b.name for b in known if b.sized)} take a number of records, above zero")
        chosen[name] = partial(_call, benchmark.module, int(size) if size else None)
    return chosen


def run_one(name: str, work: Work, quick: bool, limit_s: float) -> Outcome:
    """What became of one benchmark; an error in it ends it alone, with its trace on stderr."""
    found: list[Measurement] = []
    reason, broke = None, False
    started = perf_counter()
    try:
        with time_limit(limit_s):
            for measurement in work(quick):
                found.append(measurement)  # one by one: those before an error are shown, though they do not count
    except NotRun as absent:
        reason = str(absent)
    except TimeUp:
        reason, broke = f"it took longer than {limit_s:,.0f} s", True
    except Exception as error:
        traceback.print_exc()
        reason, broke = f"it broke: {type(error).__name__}: {error}", True
    return Outcome(name, tuple(found), perf_counter() - started, reason, broke)


def _call(module: str, size: int | None, quick: bool) -> Iterable[Measurement]:
    """Imports late, so that a module that cannot be imported spoils nobody else's run."""
    run = import_module(module).run
    found: Iterable[Measurement] = run(quick) if size is None else run(quick, size)
    for measurement in found:
        if not isinstance(measurement, Measurement):
            raise TypeError(f"{module}.run must return Measurements, not {type(measurement).__name__}")
        yield measurement


def _run_all(known: Sequence[Benchmark], chosen: dict[str, Work], quick: bool, limit_s: float) -> tuple[tuple[Outcome, ...], bool]:
    """One outcome for every benchmark there is, whether chosen or not, and whether the run was interrupted."""
    outcomes: list[Outcome] = []
    interrupted = False
    for name in (benchmark.name for benchmark in known):
        if interrupted or name not in chosen:
            reason = "the run was interrupted before it" if interrupted else "it was not asked for"
            outcomes.append(Outcome(name, (), 0.0, reason))
            continue
        print(f"{name} ...", file=sys.stderr, flush=True)
        try:
            outcomes.append(run_one(name, chosen[name], quick, limit_s))
        except KeyboardInterrupt:
            interrupted = True
            outcomes.append(Outcome(name, (), 0.0, "it was interrupted"))
        print(f"{name}: {_summary(outcomes[-1])}", file=sys.stderr, flush=True)
    return tuple(outcomes), interrupted


def _summary(outcome: Outcome) -> str:
    if outcome.not_run_because is not None:
        return f"not run because {outcome.not_run_because}"
    return f"{len(outcome.measurements)} figures in {outcome.seconds:.1f} s"


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _parse(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Entente and its peers on the same work, in one run.")
    parser.add_argument("names", nargs="*", help="benchmarks to run (default: all); a peer may carry its number of records, as in git=1000")
    parser.add_argument("--quick", action="store_true", help="small sizes: an indication, not a result; RESULTS.md is left alone")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--output", type=Path, help="write the page here instead of benchmarks/RESULTS.md")
    parser.add_argument("--limit", type=float, default=LIMIT_S, help="seconds that one benchmark may take (default: %(default)s)")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
