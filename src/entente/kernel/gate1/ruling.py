"""The words of gate 1: verdict, mark, what a ledger must answer, a rule with its number.

Pure. An act is admitted (it has its effect), void (it has none, for ever), kept (of a kind not known here: none here), or waiting (for an
act that has not come). A mark is the only state gate 1 keeps: per log, a subject and the citation of the act that last set it
("closed:<act>", "purged:<act>", "spilled:<act>", "open:<pair>", "concluded:<pair>", "confirmed:<pair>"; a pair is a record and the revision
that a text of it builds on). A later generation of a log begins with the marks of the earlier one up to the act its opening cites
(docs/protocol.md sections 4.6 and 5).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, Protocol

from msgspec import Struct

from entente.kernel.act import Act, Cite, Header, LogName, record_id

Status = Literal["admitted", "void", "waiting", "kept"]
Mark = tuple[str, str]  # subject, citation of the act that set it
Effect = tuple[tuple[Mark, ...], tuple[str, ...]]  # the marks an act sets, the records it touches


class Verdict(Struct, frozen=True, gc=False):
    """What gate 1 says of an act; `rule` and `words` where it is not plainly admitted; marks to set; records it touches."""

    status: Status
    rule: str = ""
    words: str = ""
    marks: tuple[Mark, ...] = ()
    records: tuple[str, ...] = ()


class Decided(NamedTuple):
    """An act that gate 1 has decided (never one that waits)."""

    act: Act
    status: Status


class Ledger(Protocol):
    """What gate 1 asks of whoever keeps the channel's acts (the store; a dictionary in tests)."""

    @property
    def parties(self) -> tuple[str, ...]:
        """The charter's party codes."""
        ...

    def decided(self, log: LogName) -> int:
        """How many acts of the log have been decided here."""
        ...

    def frozen(self, log: LogName) -> bool:
        """Whether the log is frozen here (forked, broken)."""
        ...

    def act(self, cite: Cite) -> Decided | None:
        """The decided act at the place a citation names, whatever its id."""
        ...

    def mark(self, log: LogName, subject: str) -> str | None:
        """Citation of the act that last set this mark in the log or, up to its opening, in the generation before."""
        ...

    def time(self, log: LogName) -> str:
        """The latest valid `signed_at` in the log; "" for none."""
        ...

    def seen(self, log: LogName) -> Mapping[str, int]:
        """The latest valid `seen` in the log."""
        ...


class Case(Struct, frozen=True, gc=False):
    """An act before its rules: header, all that it cites (under `cites`, then the bases of its targets), ledger."""

    act: Act
    header: Header
    cites: tuple[Cite, ...]
    ledger: Ledger

    @property
    def named(self) -> tuple[Cite, ...]:
        """What the header cites under `cites`, without the bases."""
        return self.cites[: len(self.header.cites)]

    def cited(self, index: int) -> Decided | None:
        """The act cited at that position of the header's `cites`, if there is one."""
        return self.ledger.act(self.cites[index]) if index < len(self.header.cites) else None

    def mark(self, subject: str) -> str | None:
        """A mark of the author's own log."""
        return self.ledger.mark(self.act.log, subject)


class Rule(NamedTuple):
    """A numbered rule: `broken` gives the sentence that says how, or nothing."""

    number: str
    broken: Callable[[Case], str]


class Rules(NamedTuple):
    """The rules of one kind of act, and what it marks and touches once they hold."""

    checks: tuple[Rule, ...]
    effect: Callable[[Case], Effect]


def of_kind(decided: Decided | None, *kinds: str) -> Header | None:
    """The header of an admitted act of one of these kinds, or None."""
    if decided is None or decided.status != "admitted" or decided.act.header is None or decided.act.header.kind not in kinds:
        return None
    return decided.act.header


def pairs(act: str, header: Header) -> tuple[str, ...]:
    """The (record, base) pairs a proposal stands on, as `record@base`; `-` is the base of a record not yet concluded."""
    return tuple(
        f"{target.record or record_id(act, index)}@{target.base.rpartition('/')[2] if target.base else '-'}"
        for index, target in enumerate(header.targets)
    )


def created(act: str, header: Header) -> tuple[str, ...]:
    """The records that a proposal or statement brings into being, if it stands; none for other kinds of act."""
    if header.kind not in ("propose", "state"):
        return ()
    return tuple(record_id(act, index) for index, target in enumerate(header.targets) if target.record is None)


def records(act: str, header: Header) -> tuple[str, ...]:
    """The records a proposal or statement is about."""
    return tuple(target.record or record_id(act, index) for index, target in enumerate(header.targets))
