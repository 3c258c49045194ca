"""Statements asked of PostgreSQL through its own library, without a cursor, and planned once for each connection.

Touches the database. The driver's cursor is written in Python and costs more than most answers do; what is done here is what it does:
values are written and read by the driver's own adapters, as the connection has them, and errors are the driver's own. Results come in
PostgreSQL's binary form. Serves every clause.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from psycopg import OperationalError, errors, pq
from psycopg.adapt import AdaptersMap, PyFormat, Transformer
from psycopg.types.numeric import Int8BinaryDumper, Int8Dumper

PREPARED = 300  # statements that PostgreSQL keeps planned for each connection: all that pages ask
OFTEN = 3  # from this time on a statement is kept planned
ANSWERED = (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK)
BINARY = pq.Format.BINARY

_Key = tuple[bytes, tuple[int, ...]]
"""A statement and the types of its values: PostgreSQL plans it anew for others."""


class Session:
    """What one connection remembers: which statements it keeps planned, and how often others were asked.

    Whole numbers are written with eight bytes, small ones too: with the fewest that do, a statement would have as many types as values.
    """

    __slots__ = ("adapters", "asked", "connection", "made", "transformer")

    def __init__(self, driver: Any) -> None:
        self.adapters = AdaptersMap(driver.adapters)
        for dumper in (Int8Dumper, Int8BinaryDumper):  # lists are written by the first
            self.adapters.register_dumper(int, dumper)
        self.connection = driver
        self.transformer: Any = Transformer(self)
        self.asked: OrderedDict[_Key, int | bytes] = OrderedDict()  # how often until now, then the name it is kept under
        self.made = 0


def ready(driver: Any) -> bool:
    """Whether the next statement may go straight to the server; the driver itself begins a transaction with its first."""
    return bool(driver.autocommit or driver.pgconn.transaction_status != pq.TransactionStatus.IDLE)


def rows(driver: Any, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows of a query. Raises the driver's errors."""
    session = _session(driver)
    result = _executed(driver.pgconn, session, sql, params)
    session.transformer.set_pgresult(result, set_loaders=True, format=BINARY)
    found: list[tuple[Any, ...]] = session.transformer.load_rows(0, result.ntuples, tuple)
    return found


def run(driver: Any, sql: str, params: Sequence[Any]) -> int:
    """Executes a statement; gives the number of rows it changed or found. Raises the driver's errors."""
    return int(_executed(driver.pgconn, _session(driver), sql, params).command_tuples or 0)


def _session(driver: Any) -> Session:
    """The connection's own, for as long as it is open."""
    found: Session | None = driver.__dict__.get("entente_session")
    if found is None:
        found = driver.entente_session = Session(driver)
    return found


def _executed(server: Any, session: Session, sql: str, params: Sequence[Any]) -> Any:
    """The result of a statement, kept planned from the third time on."""
    statement, formats = _in_postgres(sql)
    values, types, written = _written(session.transformer, params, formats)
    try:
        name = _planned(server, session, (statement, types))
        if name is not None:
            result = server.exec_prepared(name, values, written, BINARY)
        else:
            result = server.exec_params(statement, values, types, written, BINARY)
    except MemoryError as error:  # so the driver says that there is no result at all
        raise OperationalError(server.get_error_message()) from error
    return _checked(server, result)


def _written(transformer: Any, params: Sequence[Any], formats: list[PyFormat]) -> tuple[Any, tuple[int, ...], Any]:
    """Values as the server takes them, their types and their forms."""
    if len(params) != len(formats):
        raise ValueError(f"a statement takes {len(formats)} values, and {len(params)} are given")
    if not params:
        return None, (), None
    return transformer.dump_sequence(params, formats), transformer.types or (), transformer.formats


def _planned(server: Any, session: Session, key: _Key) -> bytes | None:
    """The name under which a statement is kept planned, once it was asked often; the one not asked for longest gives way."""
    asked = session.asked.get(key, 0)
    if isinstance(asked, bytes):
        session.asked.move_to_end(key)
        return asked
    if asked + 1 < OFTEN:
        session.asked[key] = asked + 1
        _make_room(server, session)
        return None
    name = b"entente_%d" % session.made
    session.made += 1
    _checked(server, server.prepare(name, key[0], key[1]))
    session.asked[key] = name
    session.asked.move_to_end(key)
    return name


def _make_room(server: Any, session: Session) -> None:
    while len(session.asked) > PREPARED:
        _, gone = session.asked.popitem(last=False)
        if isinstance(gone, bytes):
            server.exec_(b"DEALLOCATE " + gone)


def _checked(server: Any, result: Any) -> Any:
    """A result that is one; raises the driver's error for what the server said instead."""
    if result.status in ANSWERED:
        return result
    if server.status != pq.ConnStatus.OK:
        raise OperationalError(server.get_error_message())
    raise errors.error_from_result(result)


@lru_cache(maxsize=1024)
def _in_postgres(sql: str) -> tuple[bytes, list[PyFormat]]:
    """A statement as the server takes it, $1 for the first %s and % for %%; and for each value, that the driver chooses its form."""
    found, number = [], 0
    for part in sql.split("%%"):
        first, *others = part.split("%s")
        for other in others:
            number += 1
            first += f"${number}{other}"
        found.append(first)
    return "%".join(found).encode(), [PyFormat.AUTO] * number
