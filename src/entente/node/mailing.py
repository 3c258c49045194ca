"""When the day's mail digests are due: once a day at the hour that `[mail]` sets, tried again with patience where a server fails.

Touches the database (one setting), the clock and a process: the pages' own program (`entente.web.person.digest`) sends, since it knows
people. An attempt is written down before it is made, so that a node that falls over in the middle neither forgets it nor runs at it. Serves
every clause.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from entente.kernel.calendar import zones
from entente.kernel.errors import Refusal
from entente.node.node import MICROSECOND, Node
from entente.store import partners

SETTING = "mail-digests"
PROGRAM = "entente.web.person.digest"  # by name: a process of its own loads it, this one does not
FIRST_WAIT_S, LONGEST_WAIT_S = 5 * 60, 2 * 60 * 60
PATIENCE_S = 10 * 60
"""How long a run may take."""


@dataclass(frozen=True, slots=True)
class State:
    """How a day's digests stand: the local day, attempts begun, whether they are done; how many went, how many could not, and why.

    `next_us` is when the next attempt is due where they are not done, `at_us` when this was written; the node's microseconds.
    """

    day: str
    tries: int = 0
    done: bool = False
    sent: int = 0
    failed: int = 0
    trouble: str = ""
    next_us: int = 0
    at_us: int = 0


def hour(node: Node) -> int | None:
    """The hour of the day, by our own clock, from which digests go; None where none is set. Refuses (N5) what is no hour."""
    given = node.home.settings.mail.get("hour")
    if given is None:
        return None
    if not isinstance(given, int) or isinstance(given, bool) or not 0 <= given <= 23:
        raise Refusal("settings-malformed", "N5", f"[mail] hour in node.toml is an hour from 0 to 23; “{given}” is not.")
    return given


def state(node: Node) -> State | None:
    """How the last day's digests stand; None where none was ever begun."""
    held = partners.setting(node.alias, SETTING)
    return State(**json.loads(held)) if held is not None else None


def local(node: Node) -> datetime:
    """Now, by the clock of our own seat."""
    return zones.local(node.clock(), node.seat.zone)


def due(node: Node) -> bool:
    """Whether an attempt is to be made now: the hour has come, the day is not done, and the last failure has been waited out."""
    from_hour, now = hour(node), local(node)
    if from_hour is None or now.hour < from_hour:
        return False
    last = state(node)
    return last is None or last.day != now.date().isoformat() or (not last.done and node.now_us() >= last.next_us)


def begin(node: Node) -> State:
    """Writes down that an attempt is made, and when the next would be: five minutes on, then twice as long each time, to two hours."""
    last, today = state(node), local(node).date().isoformat()
    tries = last.tries + 1 if last is not None and last.day == today else 1
    sent = last.sent if last is not None and last.day == today else 0
    wait = min(FIRST_WAIT_S * 2 ** min(tries - 1, 10), LONGEST_WAIT_S)
    return _keep(node, State(today, tries, sent=sent, next_us=node.now_us() + wait * MICROSECOND))


def finish(node: Node, sent: int, failed: int, trouble: str = "") -> State:
    """Writes down how an attempt went; the day is done where nothing is left over."""
    last = state(node)
    if last is None or last.day != local(node).date().isoformat():
        last = begin(node)
    return _keep(node, replace(last, done=not failed and not trouble, sent=last.sent + sent, failed=failed, trouble=trouble[:300]))


def _keep(node: Node, found: State) -> State:
    kept = replace(found, at_us=node.now_us())
    partners.set_setting(node.alias, SETTING, json.dumps(asdict(kept)))
    return kept


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the program that sends, for the node in a folder; what it says is its answer's."""
    environment = os.environ | {"ENTENTE_HOME": str(home.absolute())}
    command = [sys.executable, "-m", PROGRAM, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False)


def attempt(node: Node) -> State:
    """Makes the attempt that is due: the program writes down how it went; where it could not even begin, that is written down here."""
    begun = begin(node)
    try:
        done = run(node.home.path, "--daily")
        words = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else ""
    except (OSError, subprocess.TimeoutExpired) as error:
        words = type(error).__name__
    after = state(node)
    if after is None or after.at_us == begun.at_us:
        return finish(node, 0, 0, words or "The program that sends mail ended without an answer.")
    return after


def keep_up(node: Node, stop: threading.Event, every_s: float = 30.0) -> None:
    """Sends each day's digests when they are due, until told to stop; without an hour in the settings it does nothing at all."""
    if node.home.settings.mail.get("hour") is None:
        return
    while not stop.wait(every_s):
        try:
            if due(node):
                attempt(node)
        except Refusal:  # the store is busy or away, or the settings are wrong: the next turn finds it still to be done
            continue
