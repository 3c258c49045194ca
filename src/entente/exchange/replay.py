"""The memory of nonces: which signed requests were answered before.

Holds its state in memory, behind a lock. A process that starts anew has forgotten them, and several processes do not share them: a
request replayed to such a one within the clock's window is answered again, which changes nothing, as re-delivery never does.
Serves I1: only the parties of a channel speak in it.
"""

from __future__ import annotations

from threading import Lock

from entente.exchange.auth import WINDOW, Signed
from entente.exchange.errors import refusal

MAX_NONCES = 100_000
"""For each of two generations; about 15 MB when both are full."""


class NonceMemory:
    """Remembers each nonce for at least the whole span in which its request passes the clock: twice the window.

    Two generations of sets: the older one is dropped whole when the younger is one span old, so nothing is ever searched.
    """

    def __init__(self, window: int = WINDOW, limit: int = MAX_NONCES) -> None:
        self._span = 2 * window + 1
        self._limit = limit
        self._lock = Lock()
        self._young: set[tuple[str, str]] = set()
        self._old: set[tuple[str, str]] = set()
        self._began: int | None = None

    def remember(self, signed: Signed, now: int) -> None:
        """Takes note of a verified request's nonce; `now` in seconds of Unix time, which may run backwards.

        Refuses "replayed" (X7) one seen before, and "too-many-requests" (X8) when the memory is full: to forget early would let
        replays through.
        """
        nonce = (signed.party, signed.nonce)
        with self._lock:
            self._age(now)
            if nonce in self._young or nonce in self._old:
                raise refusal("replayed", "This very request was answered before; each request needs a nonce of its own.")
            if len(self._young) >= self._limit:
                raise refusal("too-many-requests", f"More than {self._limit:,} requests came within {self._span} s; wait and ask again.")
            self._young.add(nonce)

    def _age(self, now: int) -> None:
        if self._began is None:
            self._began = now
        if now - self._began >= self._span:
            self._old, self._young, self._began = self._young, set(), now
