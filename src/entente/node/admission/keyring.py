"""Which of a party's keys were in force where in its logs: rotations found, and counted up to the act that a later generation cites.

Touches the database (reads). docs/protocol.md section 4.3: a rotation holds from the next entry on; a later generation goes on from the act
that its opening cites first, so what the generation before holds beyond that act changes no key in it. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from entente.kernel.act import Act, LogName
from entente.kernel.charter import Charter
from entente.kernel.log import Keyring, charter_keys, keys_brought
from entente.kernel.signature import key_id
from entente.node.node import Node
from entente.store import logs

Rows = Mapping[LogName, logs.Log]
CHUNK = 2_000


def rotations(node: Node, row: logs.Log) -> list[tuple[Act, Mapping[str, bytes]]]:
    """The rotations in a log that change keys, with what they bring; found by the key that signs them, the root."""
    found: list[tuple[Act, Mapping[str, bytes]]] = []
    root = key_id(row.head.keys.root).encode()
    for first in range(0, row.head.size, CHUNK):
        for offset, entry in enumerate(logs.entries(node.alias, row, first, CHUNK)):
            act = logs.read_act(row, first + offset, entry) if root in entry else None
            brought = keys_brought(act.header) if act is not None else {}
            if act is not None and brought:
                found.append((act, brought))
    return found


def ends(rows: Rows, name: LogName, size: int) -> dict[LogName, int]:
    """How many entries of each generation of a party count for the keys at entry `size` of one of them: of an earlier one those up to the
    act that the next one's opening cites."""
    party, generation = name
    found = {name: size}
    for earlier in range(generation - 1, 0, -1):
        cited = rows[party, earlier + 1].opened_from
        if cited is not None and (party, earlier) in rows:
            found[party, earlier] = cited + 1
    return found


def keys_at(node: Node, charter: Charter, rows: Rows, name: LogName, size: int) -> Keyring:
    """The keys in force at entry `size` of a log: the charter's, as changed by every rotation that counts there."""
    keys = charter_keys(charter, name[0])
    for log, end in sorted(ends(rows, name, size).items()):
        for act, brought in rotations(node, rows[log]) if end else ():
            keys = replace(keys, **brought) if act.seq < end else keys
    return keys


def keys_at_opening(node: Node, charter: Charter, rows: Rows, before: LogName, cited: int) -> Keyring:
    """The keys with which a generation begins that cites, first, act `cited` of the one before."""
    row = rows[before]
    return row.head.keys if cited + 1 == row.head.size else keys_at(node, charter, rows, before, cited + 1)
