"""The clocks that stand beside every time on a page: those of the governments that take part in what it shows.

Touches the context of the request and, once in a request at most, the node's charters. On the page of a record they are those of its
channel, which `gate.record` says; on lists across channels, of all governments with which this node shares one. Serves I2 and I3.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from entente.kernel.calendar.seats import Seat
from entente.kernel.charter import Charter
from entente.node.node import Node
from entente.web.process import current


@dataclass(slots=True)
class _Page:
    """A page being made, and whose clocks it shows once that is known."""

    node: Node
    seats: tuple[Seat, ...] | None = None


_page: ContextVar[_Page | None] = ContextVar("page", default=None)


@contextmanager
def page_of(node: Node) -> Iterator[None]:
    """A page of a node from here to the end; what one page shows is gone with it."""
    before = _page.set(_Page(node))
    try:
        yield
    finally:
        _page.reset(before)


def of(charter: Charter) -> None:
    """This page is about what is in a channel; in our own, it may be about what is meant for any other."""
    page = _page.get()
    if page is not None:
        page.seats = page.node.seats(charter)


def seats() -> tuple[Seat, ...]:
    """The seats whose clocks this page shows, in the order of the governments' codes."""
    page = _page.get()
    if page is None:
        return current.node().seats()
    if page.seats is None:
        page.seats = page.node.seats()
    return page.seats


def places(in_japanese: bool) -> str:
    """Their places, as the head of a column names them."""
    return "／".join(seat.japanese for seat in seats()) if in_japanese else " / ".join(seat.english for seat in seats())
