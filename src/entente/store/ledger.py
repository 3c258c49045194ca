"""Gate 1's ledger over the database: what was decided, and the marks, with one batch's new ones on top.

Touches the database (reads). A batch judges its acts in order and enters each verdict here before the next is judged; `flush` writes the
marks and links (docs/protocol.md section 5). Serves every clause.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from entente.kernel.act import Act, Cite, LogName, parse_cite
from entente.kernel.gate1.ruling import Decided, Verdict, created, of_kind, pairs
from entente.store import database, logs, records
from entente.store.layout import INDEX_BITS, SEQ_BITS, STATUS_NAMES, record_number
from entente.store.logs import Log


class BatchLedger:
    """A `kernel.gate1.ruling.Ledger`; one per transaction, not shared between threads."""

    def __init__(self, alias: str, parties: tuple[str, ...], channel_logs: Mapping[LogName, Log]) -> None:
        self._alias = alias
        self._parties = parties
        self.logs = dict(channel_logs)
        self._decided = {name: log.decided for name, log in self.logs.items()}
        self._times = {name: log.signed_at for name, log in self.logs.items()}
        self._seen: dict[LogName, Mapping[str, int]] = {name: log.seen for name, log in self.logs.items()}
        self._acts: dict[tuple[LogName, int], Decided] = {}
        self._runs: dict[LogName, list[Sequence[Act]]] = {}  # of like statements: seldom cited, they are not entered apart
        self._marks: dict[tuple[LogName, str], str | None] = {}
        self._new_marks: list[tuple[int, str, int, str]] = []
        self._new_links: list[tuple[str, int]] = []
        self._numbers: dict[str, int] = {}
        self.touched: dict[str, None] = {}

    @property
    def parties(self) -> tuple[str, ...]:
        """The charter's party codes."""
        return self._parties

    def decided(self, log: LogName) -> int:
        """How many acts of the log have been decided, those of this batch included."""
        return self._decided.get(log, 0)

    def frozen(self, log: LogName) -> bool:
        """Whether the log is frozen and all that is held of it was decided: only what lies beyond is not waited for."""
        row = self.logs.get(log)
        return row is not None and row.frozen is not None and self.decided(log) >= row.head.size

    def time(self, log: LogName) -> str:
        """The latest valid `signed_at`."""
        return self._times.get(log, "")

    def seen(self, log: LogName) -> Mapping[str, int]:
        """The latest valid `seen`."""
        return self._seen.get(log, {})

    def act(self, cite: Cite) -> Decided | None:
        """The decided act at a citation's place."""
        runs = self._runs.get(cite.log, [])
        begun = bisect_right(runs, cite.seq, key=lambda acts: acts[0].seq)
        if begun and cite.seq <= (run := runs[begun - 1])[-1].seq:
            return Decided(run[cite.seq - run[0].seq], "admitted")
        key = (cite.log, cite.seq)
        if key not in self._acts:
            log = self.logs.get(cite.log)
            if log is None or cite.seq >= self.decided(cite.log):
                return None
            found = database.rows(self._alias, "SELECT entry, status FROM act WHERE id = %s", (log.position(cite.seq),))
            if not found:
                return None
            self._acts[key] = Decided(logs.read_act(log, cite.seq, found[0][0]), STATUS_NAMES[found[0][1]])  # type: ignore[arg-type]
        return self._acts[key]

    def mark(self, log: LogName, subject: str) -> str | None:
        """The mark's citation in this log or, up to its opening, in the generation before."""
        key = (log, subject)
        if key not in self._marks:
            self._marks[key] = self._read_mark(log, subject, None)
        return self._marks[key]

    def _read_mark(self, log: LogName, subject: str, before: int | None) -> str | None:
        row = self.logs.get(log)
        if row is None:
            return None
        sql = "SELECT value FROM mark WHERE subject = %s AND log_id = %s AND seq <= %s ORDER BY seq DESC LIMIT 1"
        found = database.rows(self._alias, sql, (subject, row.number, before if before is not None else 2**53))
        if found:
            return str(found[0][0])
        if log[1] > 1 and row.opened_from is not None:
            self.flush()  # the generation before may have been judged in this very batch
            return self._read_mark((log[0], log[1] - 1), subject, row.opened_from)
        return None

    def enter(self, act: Act, verdict: Verdict) -> int:
        """Takes a verdict into account for the acts that follow; gives the act's position."""
        name, seq, header = act.log, act.seq, act.header
        number = self.logs[name].number
        position = number << SEQ_BITS | seq
        self._decided[name] = seq + 1
        self._acts[name, seq] = Decided(act, verdict.status)
        if verdict.status == "void" or header is None:
            return position
        self._times[name] = header.signed_at
        self._seen[name] = header.seen
        if header.kind == "state" and verdict.records == (act.id,) and not verdict.marks:  # what is said most
            self.touched[act.id] = None
            self._numbers[act.id] = position << INDEX_BITS
            return position
        for subject, value in verdict.marks:
            self._marks[(name, subject)] = value
            self._new_marks.append((number, subject, seq, value))
        new = created(act.id, header)
        for record in verdict.records:
            self.touched[record] = None
            if record in new:
                self._numbers[record] = record_number(position, record)
            else:
                self._new_links.append((record, position))
        return position

    def enter_statements(self, log: LogName, acts: Sequence[Act]) -> None:
        """As `enter` for admitted statements that follow one another in a log, each of which creates its record and sets no mark."""
        last = acts[-1]
        assert last.header is not None
        self._decided[log] = last.seq + 1
        self._times[log], self._seen[log] = last.header.signed_at, last.header.seen
        first = (self.logs[log].number << SEQ_BITS | acts[0].seq) << INDEX_BITS
        ids = [act.id for act in acts]
        self._runs.setdefault(log, []).append(acts)
        self.touched.update(dict.fromkeys(ids))
        self._numbers.update(zip(ids, count(first, 1 << INDEX_BITS), strict=False))

    def flush(self) -> None:
        """Writes the batch's marks and links."""
        database.insert(self._alias, "mark", "log_id, subject, seq, value", self._new_marks, "ON CONFLICT DO NOTHING")
        numbers = self.numbers(record for record, _ in self._new_links)
        links = [(numbers[record], position) for record, position in self._new_links]
        database.insert(self._alias, "record_act", "record, act", links, "ON CONFLICT DO NOTHING")
        self._new_marks, self._new_links = [], []

    def numbers(self, wanted: Iterable[str]) -> dict[str, int]:
        """The numbers of records by id, those that this batch has created included; of records that no act here creates, none."""
        asked = list(wanted)
        missing = [record for record in asked if record not in self._numbers]
        if missing:
            self._numbers |= records.numbers(self._alias, missing)
        return {record: self._numbers[record] for record in asked if record in self._numbers}

    def closed(self, acts: list[Act]) -> dict[str, str]:
        """Gate 1's `closed:` marks for these acts, by act id, for the fold."""
        result: dict[str, str] = {}
        wanted = {a.id: a for a in acts if closes(a)}
        if not wanted:
            return result
        for (_, subject), value in self._marks.items():
            if value is not None and subject.startswith("closed:") and subject[7:] in wanted:
                result[subject[7:]] = value
        missing = [f"closed:{act}" for act in wanted if act not in result]
        found = database.select_in(self._alias, "SELECT subject, value FROM mark WHERE subject IN ({})", missing)
        return result | closing(wanted.values(), found)

    def fallen(self, acts: Iterable[Act]) -> dict[str, str]:
        """Proposals on several records, one of which was concluded otherwise: they stand or fall together, so the others fall too.

        By act id, with the citation of that conclusion.
        """
        several = {a.id: pairs(a.id, a.header) for a in acts if a.header and a.header.kind == "propose" and len(a.header.targets) > 1}
        subjects = {f"concluded:{pair}" for found in several.values() for pair in found}
        concluded = dict(database.select_in(self._alias, "SELECT subject, value FROM mark WHERE subject IN ({})", sorted(subjects)))
        concluded |= {subject: value for (_, subject), value in self._marks.items() if value is not None and subject in subjects}
        result: dict[str, str] = {}
        for act, found in several.items():
            for value in [concluded[f"concluded:{pair}"] for pair in found if f"concluded:{pair}" in concluded]:
                conclusion = of_kind(self.act(parse_cite(value)), "conclude")
                if conclusion is not None and parse_cite(conclusion.cites[0]).act != act:
                    result[act] = value
        return result


def closes(act: Act) -> bool:
    """Whether an act is of a kind that its author may close: by withdrawing it, or with another."""
    return act.header is not None and act.header.kind in ("propose", "state", "supersede")


def closing(acts: Iterable[Act], marks: Iterable[tuple[str, str]]) -> dict[str, str]:
    """By act id, the citation with which its author closed it, out of the marks (subject, value) of these acts."""
    by_id = {act.id: act for act in acts}
    named = {subject.removeprefix("closed:"): value for subject, value in marks if subject.startswith("closed:")}
    return {act: value for act, value in named.items() if act in by_id and parse_cite(value).party == by_id[act].party}
