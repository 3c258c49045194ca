"""A run as Markdown (terminal and RESULTS.md) and as JSON. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from benchmarks.measure import Comparison, Measurement, Outcome, Target, growth


@dataclass(frozen=True, slots=True)
class Run:
    """Everything one run has to say."""

    started_at: datetime
    machine: Mapping[str, str]
    quick: bool
    outcomes: tuple[Outcome, ...]
    comparisons: tuple[Comparison, ...]


def render_markdown(run: Run) -> str:
    """The whole page: targets, figures, growth, what was not run, machine."""
    quick = "Quick sizes: an indication, not a result.\n\n" if run.quick else ""
    when = f"{run.started_at:%Y-%m-%d %H:%M}"
    others = sorted({outcome.measured_at for outcome in run.outcomes} - {"", when})
    of = "every figure and every ratio below is from that run. "
    if others:
        of = "what an earlier run measured says so beside it, and a ratio of figures from two runs is marked. "
    head = (
        f"# Benchmark results\n\nMeasured {when} UTC in one run of `./run bench`; {of}"
        "Loopback only; figures move with the load of the machine, ratios less so.\n\n"
    )
    return head + quick + render_tables(run) + "## Machine\n\n" + render_table(("what", "value"), tuple(run.machine.items()))


def render_tables(run: Run) -> str:
    """Targets, figures, growth curves and what was not run, each under its heading; the last two only where there is something."""
    figures = [m for outcome in run.outcomes for m in outcome.measurements]
    parts = ["## Targets\n\n", render_table(("target", "ours", "peer", "figure", "wanted", "verdict"), _target_rows(run))]
    parts += ["\n", *(f"- not run: {c.target.words} ({c.reason}).\n" for c in run.comparisons if c.verdict == "not run")]
    parts += ["\n## Figures\n\n", render_table(("what", "figure", "unit", "n", "remarks"), _figure_rows(run))]
    for name, points in growth(figures).items():
        rows = [(f"{m.n:,}", number(m.value), f"{m.value / points[0].value:.2f}x") for m in points]
        parts += [f"\n## Growth: {name}\n\n", render_table(("n", points[0].unit, "to the smallest"), rows)]
    idle = [f"- {o.benchmark}: not run because {_sentence(o.not_run_because)}" for o in run.outcomes if o.not_run_because is not None]
    if idle:
        parts += ["\n## Not run this time\n\n", "\n".join(idle), "\n"]
    return "".join(parts) + "\n"


def render_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table with its columns padded to be read as plain text too; bars and line ends in cells are made harmless."""
    cells = [[" ".join(cell.split()).replace("|", "\\|") for cell in row] for row in (head, *rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines) + "\n"


def render_json(run: Run) -> str:
    """The same as `render_markdown`, for programs."""
    return json.dumps(asdict(run) | {"started_at": run.started_at.isoformat()}, indent=2, ensure_ascii=False)


def render_kept(outcomes: Sequence[Outcome]) -> str:
    """Outcomes as they are kept between runs, one a line."""
    return "".join(json.dumps(asdict(outcome), ensure_ascii=False, sort_keys=True) + "\n" for outcome in outcomes)


def parse_kept(text: str) -> tuple[Outcome, ...]:
    """What `render_kept` wrote."""
    lines = [json.loads(line) for line in text.splitlines()]
    return tuple(Outcome(**{**line, "measurements": tuple(Measurement(**m) for m in line["measurements"])}) for line in lines)


def merged(kept: Sequence[Outcome], new: Sequence[Outcome], order: Sequence[str]) -> tuple[Outcome, ...]:
    """Of each benchmark the newest outcome that has figures, else the newest; in the order of their names."""
    found = {outcome.benchmark: outcome for outcome in kept}
    for outcome in new:
        if outcome.measurements or not found.get(outcome.benchmark, outcome).measurements:
            found[outcome.benchmark] = outcome
    return tuple(found[name] for name in order if name in found)


def number(value: float) -> str:
    """Three significant digits or, from a hundred on, whole numbers in groups of three."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value < 1 else f"{value:.{2 if value < 10 else 1}f}"


def _target_rows(run: Run) -> list[tuple[str, ...]]:
    return [
        (
            c.target.words,
            _at_size(c.subject),
            _at_size(c.reference) if c.target.reference else "-",
            "-" if c.figure is None else _in_unit(c.target, number(c.figure)),
            f"{c.target.sense} {_in_unit(c.target, f'{c.target.limit:g}')}",
            (f"{c.verdict}, at quick size" if run.quick and c.figure is not None else c.verdict) + _of_two_runs(run, c),
        )
        for c in run.comparisons
    ]


def _of_two_runs(run: Run, made: Comparison) -> str:
    """A mark where the two figures of a ratio were not measured in one run."""
    names = {figure.name for figure in (made.subject, made.reference) if figure is not None and made.figure is not None}
    times = {outcome.measured_at for outcome in run.outcomes if names & {m.name for m in outcome.measurements}}
    return ", of two runs" if len(times) > 1 else ""


def _figure_rows(run: Run) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for outcome in run.outcomes:
        doubt = "does not count, its benchmark did not run to its end; " if outcome.not_run_because is not None else ""
        earlier = outcome.measured_at not in ("", f"{run.started_at:%Y-%m-%d %H:%M}")
        when = f"; measured {outcome.measured_at}" if earlier else ""
        rows += [(m.name, number(m.value), m.unit, f"{m.n:,}", doubt + m.note + when) for m in outcome.measurements]
    return rows


def _sentence(reason: str) -> str:
    """One line with one full stop, whatever lines an error message came in."""
    return " ".join(reason.split()).rstrip(".") + "."


def _at_size(figure: Measurement | None) -> str:
    return "-" if figure is None else f"{number(figure.value)} {figure.unit} (n {figure.n:,})"


def _in_unit(target: Target, value: str) -> str:
    """A ratio as "12.3x", a figure of its own in the target's unit."""
    return f"{value} {target.unit}" if target.reference is None else f"{value}x"
