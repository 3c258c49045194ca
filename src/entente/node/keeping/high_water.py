"""The high-water mark: how far our own logs were signed, kept outside the database, so that a store set back is known before it signs.

Touches one small file, where `[high_water] file` in `node.toml` says, and where it says nothing, nothing. JSON: by origin, of each of our
logs that partners hold too, its size and last act as committed; and while a commit is under way, or was cut short, the size and last act
it goes to and when that began (`Intent`). A batch goes through three steps under the channel's lock: `check`; `intend`, on the disk before
the commit; `keep` after it. So no copy of the store is older than what the file knows, wherever the machine stops or was copied: an intent
that the store does not hold was either never committed or the store was set back, and only the partners can tell which. Serves S2 and every
clause.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from entente.exchange.wire import log_text
from entente.kernel import canonical
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.log import Head
from entente.node.node import Node
from entente.store import database, logs, partners

AGAIN = "Once it is certain why, `entente high-water` makes it."


class Intent(NamedTuple):
    """What a commit under way makes of a log, and when it began (microseconds since 1970, real time)."""

    size: int
    last: str
    at: int


class Mark(NamedTuple):
    """A log as it was committed; `intent` where a commit began of which no end is known."""

    size: int
    last: str
    intent: Intent | None = None


NONE = Mark(0, "")
Marks = Mapping[str, Mark]  # by origin


def check(node: Node, row: logs.Log) -> Mark | None:
    """The mark of a log that may be signed; None where none is kept.

    Refuses (N8) a log that is behind its mark or has another history, one of which a commit was cut short until every partner was asked
    since, and where the mark is set but cannot be kept.
    """
    file = _file(node, row.head)
    if file is None:
        return None
    marks = _read(file)
    if marks is None and row.head.size:
        raise _refused(f"The high-water mark is not at {file}, where node.toml says. {AGAIN}")
    if not os.access(file if marks is not None else file.parent, os.W_OK) or not os.access(file.parent, os.W_OK):
        raise _refused(f"The high-water mark at {file} cannot be written, so nothing is signed.")
    mark = (marks or {}).get(row.head.origin, NONE)
    if mark.size > row.head.size:
        words = f"This node was set back: it has signed {mark.size} acts in this channel and holds {row.head.size}."
        raise _refused(f"{words} `entente sync` fetches them.")
    _check_history(node, row, mark.size, mark.last)
    if mark.intent is not None and mark.intent.size <= row.head.size:
        _check_history(node, row, mark.intent.size, mark.intent.last)
    elif mark.intent is not None:
        _check_asked(node, row, mark.intent)
    return mark


def intend(node: Node, head: Head, checked: Mark | None) -> None:
    """Notes on the disk that a log is about to be committed up to this head; refuses (N3) where it cannot, (N8) where the mark has moved.

    `checked` is what `check` gave: in a machine that was woken from a copy of its memory it may be older than the file.
    """
    file = _file(node, head)
    if file is None or checked is None:
        return
    try:
        with _alone(file):
            marks = _read(file) or {}
            if marks.get(head.origin, NONE) != checked:
                raise _refused("The high-water mark has moved while this was written: another copy of this node has signed.")
            intent = Intent(head.size, head.prev, int(time.time() * 1_000_000))
            _write(file, {**marks, head.origin: Mark(checked.size, checked.last, intent)})
    except OSError as error:
        words = f"Nothing was said: the high-water mark at {file} could not be raised ({error.strerror})."
        raise Refusal("high-water-unwritten", "N3", words) from error


def keep(node: Node, head: Head) -> None:
    """Raises the mark to a head just committed. Where it cannot, the intent stands, which the store then bears out: nothing is lost."""
    file = _file(node, head)
    if file is None:
        return
    with suppress(OSError, Refusal), _alone(file):
        marks = _read(file) or {}
        intent = marks.get(head.origin, NONE).intent
        if intent is not None and (intent.size, intent.last) == (head.size, head.prev):
            _write(file, {**marks, head.origin: Mark(head.size, head.prev)}, durable=False)


def _file(node: Node, head: Head) -> Path | None:
    """Where the mark of a log is kept; None where none is, as for a log that no partner holds."""
    alone = len(node.charter(head.origin.split("/")[1]).codes) == 1
    return None if alone else node.home.settings.high_water


def _check_history(node: Node, row: logs.Log, size: int, last: str) -> None:
    """Refuses a log whose act at that size is not the one that was signed."""
    if size == 0:
        return
    held = row.head.prev if size == row.head.size else logs.entry_id(logs.entries(node.alias, row, size - 1, 1)[0])
    if held != last:
        raise _refused(f"Another copy of this node has signed: act {size - 1} of our log here is not the one last signed ({last[:12]}…).")


def _check_asked(node: Node, row: logs.Log, intent: Intent) -> None:
    """Refuses to go on from a commit cut short until every partner has said since then that it holds no more of our log than is here."""
    log = log_text(row.name)
    known = partners.partners(node.alias, row.head.origin.split("/")[1])
    missing = [one.party for one in known if one.contact_at <= intent.at or one.heads.get(log, 0) > row.head.size]
    if missing:
        words = f"Signing was cut short, or this node was set back: act {intent.size - 1} of our log was begun and is not here."
        raise _refused(f"{words} `entente sync` asks {', '.join(missing)} whether it went out.")


def place(node: Node) -> Path:
    """Where the mark is kept; refuses (N5) where node.toml does not say."""
    file = node.home.settings.high_water
    if file is None:
        raise Refusal("no-high-water", "N5", 'node.toml names no place for a high-water mark: add `[high_water]` and `file = "PATH"`.')
    return file


def renew(node: Node, without: Sequence[str] = ()) -> Marks:
    """Writes the mark anew from what is held here; refuses (N8) while a partner is to be compared with.

    The caller has asked all partners but those of `without`, for which somebody answers.
    """
    file = place(node)
    try:
        with database.write(node.alias):
            marks = {mark[0]: mark[1] for charter in node.channels() for mark in _held(node, charter, without)}
            with _alone(file):
                _write(file, marks)
    except OSError as error:
        raise Refusal("high-water-unwritten", "N3", f"The high-water mark cannot be written to {file}: {error.strerror}.") from error
    return marks


def _held(node: Node, charter: Charter, without: Sequence[str]) -> list[tuple[str, Mark]]:
    """What is held of our logs in a channel, by origin; its lock keeps commits out until the mark is written."""
    if len(charter.codes) == 1:
        return []
    logs.lock(node.alias, charter.id)
    missing = [one.party for one in partners.partners(node.alias, charter.id) if not one.compared and one.party not in without]
    if missing:
        raise _refused(f"Our log was not yet compared with {', '.join(missing)}'s copy; `entente sync` does it.")
    heads = [row.head for name, row in logs.load(node.alias, charter).items() if name[0] == node.party]
    return [(head.origin, Mark(head.size, head.prev)) for head in heads if head.size]


def _refused(words: str) -> Refusal:
    return Refusal("set-back", "N8", words)


def _read(file: Path) -> Marks | None:
    """What the file says, None where there is none; refuses one that does not read."""
    try:
        value = json.loads(file.read_text())
        return {str(origin): _mark(*fields) for origin, fields in value.items()}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise _refused(f"The high-water mark at {file} does not read ({error}). {AGAIN}") from error


def _mark(size: int, last: str, *intent: int | str) -> Mark:
    """A mark from its fields in the file: two, or five where a commit was under way."""
    if not intent:
        return Mark(int(size), str(last))
    to, after, at = intent
    return Mark(int(size), str(last), Intent(int(to), str(after), int(at)))


def _write(file: Path, marks: Marks, durable: bool = True) -> None:
    """Replaces the file in one step; where it is to be durable, it is the one on the disk when this returns."""
    fresh = file.with_name(f"{file.name}.new")
    fields = {origin: [mark.size, mark.last, *(mark.intent or ())] for origin, mark in marks.items()}
    with fresh.open("wb") as stream:
        stream.write(canonical.encode(fields) + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(file)
    if not durable:
        return
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """One process at a time: the server and a command may both have signed."""
    with file.with_name(f"{file.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
