"""`./run soak [minutes] [names]`: nodes under faults for as long as you like; without names, each kind for its share of the time.

Touches temporary folders, processes, the network of this machine. Names: simulator, kills, model. A failure ends the run, with what
it takes to repeat it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests import simulator
from tests.journeys import killing
from tests.soak import model

KILLS = 1_000
ROUND = 50  # kills with one pair of stores


def simulate(minutes: float) -> None:
    """Random histories of two and three nodes, longer than in the tests, each from a seed of its own."""
    until = time.monotonic() + 60 * minutes
    with tempfile.TemporaryDirectory() as folder:
        templates = [simulator.make_template(Path(folder) / f"{count}", count) for count in (2, 3)]
        seed = int(time.time()) * 1_000
        played = 0
        while time.monotonic() < until or not played:
            simulator.run_history(templates[seed % 2], Path(folder) / "nodes", seed, length=200)
            seed, played = seed + 1, played + 1
    print(f"simulator: {played} histories of 200 steps, the last seed {seed - 1}", flush=True)


def kill(minutes: float) -> None:
    """A thousand kills, or as many as there is time for."""
    until = time.monotonic() + 60 * minutes
    done = acknowledged = 0
    while done < KILLS and (time.monotonic() < until or not done):
        with tempfile.TemporaryDirectory() as folder:
            acknowledged += killing.run(Path(folder), ROUND, seed=done)["acknowledged"]
        done += ROUND
    print(f"kills: {done}, {acknowledged} acts acknowledged, none lost or doubled", flush=True)


JOBS: dict[str, Callable[[float], None]] = {"simulator": simulate, "kills": kill, "model": model.run}


def main(arguments: list[str]) -> int:
    """Runs what is asked for; 2 where it cannot be understood."""
    names = [a for a in arguments if a in JOBS]
    numbers = [a for a in arguments if a not in JOBS]
    if len(numbers) > 1 or not all(a.replace(".", "", 1).isdigit() for a in numbers):
        print(f"usage: ./run soak [minutes] [{'|'.join(JOBS)} ...]", file=sys.stderr)
        return 2
    minutes = float(numbers[0]) if numbers else 30.0
    wanted = names or list(JOBS)
    for name in wanted:
        print(f"{name}: about {minutes / len(wanted):.0f} minutes", flush=True)
        JOBS[name](minutes / len(wanted))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
