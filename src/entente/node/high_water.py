"""The high-water mark: how far our own logs were signed, kept outside the database, so that a store set back is known before it signs.

Touches one small file, where `[high_water] file` in `node.toml` says, and where it says nothing, nothing. JSON: of each of our logs that
partners hold too (by origin) its size and its last act. Read before each batch, replaced and synced to disk after its commit: a crash
between the two leaves it behind the store, which is harmless; it is never ahead of what was committed. Serves S2 and every clause.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from entente.kernel import canonical
from entente.kernel.errors import Refusal
from entente.kernel.log import Head
from entente.node.node import Node
from entente.store import logs, partners

AGAIN = "Once it is certain why, `entente high-water` makes it."
Marks = Mapping[str, tuple[int, str]]  # by origin: size, id of the last act


def check(node: Node, row: logs.Log) -> None:
    """Refuses (N8) to sign in a log that is behind its mark or has another history, and where the mark is set but cannot be kept."""
    file = node.home.settings.high_water
    if file is None or len(node.charter(row.head.origin.split("/")[1]).codes) == 1:
        return
    marks = _read(file)
    if marks is None:
        if row.head.size == 0:
            return
        raise _refused(f"The high-water mark is not at {file}, where node.toml says. {AGAIN}")
    if not os.access(file, os.W_OK) or not os.access(file.parent, os.W_OK):
        raise _refused(f"The high-water mark at {file} cannot be written, so nothing is signed.")
    size, last = marks.get(row.head.origin, (0, ""))
    if size > row.head.size:
        words = f"This node was set back: it has signed {size} acts in this channel and holds {row.head.size}. `entente sync` fetches them."
        raise _refused(words)
    held = row.head.prev if size == row.head.size else logs.entry_id(logs.entries(node.alias, row, size - 1, 1)[0]) if size else ""
    if size and held != last:
        raise _refused(f"Another copy of this node has signed: act {size - 1} of our log here is not the one last signed ({last[:12]}…).")


def keep(node: Node, head: Head) -> None:
    """Raises the mark to a head just committed; refuses (N3) where it cannot, the acts being kept all the same."""
    file = node.home.settings.high_water
    if file is None or len(node.charter(head.origin.split("/")[1]).codes) == 1:
        return
    try:
        with _alone(file):
            marks = dict(_read(file) or {})
            if marks.get(head.origin, (0, ""))[0] < head.size:
                _write(file, marks | {head.origin: (head.size, head.prev)})
    except OSError as error:
        words = f"What was said is kept, but the high-water mark at {file} could not be raised ({error.strerror}); see to it."
        raise Refusal("high-water-unwritten", "N3", words) from error


def renew(node: Node) -> Marks:
    """Writes the mark anew from what is held here; refuses (N8) while a partner is to be compared with. The caller has asked all."""
    file = node.home.settings.high_water
    if file is None:
        raise Refusal("no-high-water", "N5", 'node.toml names no place for a high-water mark: add `[high_water]` and `file = "PATH"`.')
    marks: dict[str, tuple[int, str]] = {}
    for charter in (one for one in node.channels() if len(one.codes) > 1):
        missing = [partner.party for partner in partners.partners(node.alias, charter.id) if not partner.compared]
        if missing:
            raise _refused(f"Our log was not yet compared with {', '.join(missing)}'s copy; `entente sync` does it.")
        heads = [row.head for name, row in logs.load(node.alias, charter).items() if name[0] == node.party]
        marks |= {head.origin: (head.size, head.prev) for head in heads if head.size}
    try:
        with _alone(file):
            _write(file, marks)
    except OSError as error:
        raise Refusal("high-water-unwritten", "N3", f"The high-water mark cannot be written to {file}: {error.strerror}.") from error
    return marks


def _refused(words: str) -> Refusal:
    return Refusal("set-back", "N8", words)


def _read(file: Path) -> Marks | None:
    """What the file says, None where there is none; refuses one that does not read."""
    try:
        value = json.loads(file.read_text())
        return {str(origin): (int(size), str(last)) for origin, (size, last) in value.items()}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise _refused(f"The high-water mark at {file} does not read ({error}). {AGAIN}") from error


def _write(file: Path, marks: Marks) -> None:
    """Replaces the file in one step, on the disk when this returns."""
    fresh = file.with_name(f"{file.name}.new")
    with fresh.open("wb") as stream:
        stream.write(canonical.encode({origin: list(mark) for origin, mark in marks.items()}) + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(file)
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
