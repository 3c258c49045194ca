"""What the handler asks of the node that serves: the one seam between carriage and node.

Pure: a Protocol, implemented by the node over its store and by a dictionary in the tests. Channels are named by id (64 hex digits), logs
by (party, generation); sizes and sequences count entries, the first is 0. Serves every clause: acts travel through it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from entente.exchange.wire import Notes
from entente.kernel.act import LogName
from entente.kernel.charter import Charter
from entente.kernel.signature import SigningKey


class Source(Protocol):
    """A node's channels as the exchange serves them. Only `transport_keys` is asked about a channel before its sender is known."""

    def charter(self, channel: str) -> Charter | None:
        """The channel's charter, or None where this node is not in that channel."""
        ...

    def transport_keys(self, channel: str) -> Mapping[str, Sequence[bytes]]:
        """Of each *other* party the transport keys accepted now: the one in force in its log as held here and, while a rotation settles,
        the one before. Empty for an unknown channel."""
        ...

    def transport_key(self, channel: str, party: str) -> SigningKey:
        """The key under which that party knows us: the one in force where our log ends as that party is known to hold it."""
        ...

    def party(self, channel: str) -> str:
        """Whose node this is in the channel."""
        ...

    def heads(self, channel: str) -> Mapping[LogName, int]:
        """The size, in entries that may be served, of every log of the channel held here."""
        ...

    def entries(self, channel: str, log: LogName, first: int, limit_bytes: int) -> tuple[Sequence[bytes], Sequence[bytes | None]]:
        """Entries from `first` on and, for each, salt and body or None: at least one entry, then as many as fit with their contents in
        `limit_bytes`, at most 65,536."""
        ...

    def content(self, channel: str, log: LogName, seq: int, index: int) -> bytes | None:
        """Salt and body (index 0) or salt and attachment (from 1), or None where not held or not to be served."""
        ...

    def checkpoint(self, channel: str, log: LogName) -> bytes | None:
        """The log owner's latest signed note held here, with the cosignature lines held."""
        ...

    def tile(self, channel: str, log: LogName, level: int | None, index: int, width: int) -> bytes | None:
        """A tile, or the entry bundle where `level` is None (C2SP tlog-tiles); None where the log is too short."""
        ...

    def receive_notes(self, channel: str, party: str, heads: Mapping[LogName, int], notes: Notes) -> None:
        """Takes what a party says it holds and its notes; called before anything is served. May refuse: the party reads the words."""
        ...

    def notes_for(self, channel: str, party: str) -> Notes:
        """Our notes for that party."""
        ...
