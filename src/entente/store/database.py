"""One database per node: settings, connections, transactions, and the few words of SQL that differ.

Touches the database only. SQLite (embedded default) runs WAL with synchronous FULL and secure_delete; PostgreSQL is taken from a URL.
Several nodes may live in one process, each under its own alias. Serves every clause.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from time import monotonic, sleep
from typing import Any
from urllib.parse import unquote, urlsplit

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, OperationalError, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from entente.kernel.errors import Refusal
from entente.store import checksums
from entente.store.insertion import Columns, by_column, into_sqlite

SQLITE = "django.db.backends.sqlite3"
SQLITE_PRAGMAS = (
    "PRAGMA page_size=8192;"  # of a store made anew: seven entries to a page, where of the usual 4096 bytes a fourth stays empty
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY;"
    "PRAGMA mmap_size=268435456; PRAGMA wal_autocheckpoint=4000"  # pages: 32 MB; a page written by many commits is copied home once
)
POSTGRES_OPTIONS = {"server_side_binding": True, "prepare_threshold": None, "options": "-c jit=off"}
"""What is asked often is planned once for each connection, by store/postgres.py: the driver, were it to plan, would now and then throw all
plans away. Nothing here runs so long that compiling it would pay."""
PATIENCE_S = 30.0
ASK_AGAIN_S = 0.0003
DAMAGED = ("disk image is malformed", "file is not a database")  # as SQLite says it
NO_ROOM = 256 * 1024  # bytes; with less SQLite may not even open its files
CHUNK = 900  # bound parameters in one statement, below every SQLite build's limit
LIKELY = 10  # values in a list, as PostgreSQL supposes where it does not know
COPIED = 64  # rows; from here on PostgreSQL is given them as a stream


def setup() -> None:
    """Configures Django once for a process that has no settings of its own (command line, exchange server, tests)."""
    if not settings.configured:
        settings.configure(
            INSTALLED_APPS=["entente.store"],
            DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            USE_TZ=True,
            TIME_ZONE="UTC",
            LANGUAGE_CODE="en",
            DATABASE_ROUTERS=[],
            ALLOWED_HOSTS=["*"],
            LOGGING_CONFIG=None,
        )
        django.setup()


def parse_url(url: str) -> dict[str, Any]:
    """Django's settings for `sqlite:///path` or `postgresql://user:password@host:port/name?host=/socket/folder`; refuses others."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": SQLITE,
            "NAME": unquote(parts.path.replace("//", "/", 1)),
            "OPTIONS": {"timeout": PATIENCE_S, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_PRAGMAS},
        }
    if parts.scheme in ("postgresql", "postgres"):
        query = dict(item.split("=", 1) for item in parts.query.split("&") if "=" in item)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")) or "entente",
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.pop("host", "") or parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": {**POSTGRES_OPTIONS, **{key: unquote(value) for key, value in query.items()}},
        }
    raise Refusal("database-url", "N1", f"A database is given as sqlite:///file or postgresql://…; “{parts.scheme}” is neither.")


def create_beside(url: str, suffix: str) -> str:
    """The address of a fresh database beside a PostgreSQL one, of its name and the suffix; one of that name is dropped first."""
    name = f"{parse_url(url)['NAME']}_{suffix}"
    connect("beside", url)
    try:
        with connections["beside"].cursor() as cursor:
            quoted = connections["beside"].ops.quote_name(name)
            cursor.execute(f"DROP DATABASE IF EXISTS {quoted}")
            cursor.execute(f"CREATE DATABASE {quoted}")
    except DatabaseError as error:
        raise Refusal("store-unavailable", "N2", f"The database {name} cannot be made: {reason(error)}.") from error
    finally:
        close("beside")
    parts = urlsplit(url)
    return parts._replace(path=f"{parts.path.rstrip('/')}_{suffix}").geturl()


def connect(alias: str, url: str) -> None:
    """Registers a database under an alias, replacing an earlier one; nothing is opened yet."""
    setup()
    if alias in connections.databases:
        close(alias)
    connections.databases[alias] = connections.configure_settings({"default": {}, alias: parse_url(url)})[alias]


def close(alias: str) -> None:
    """Closes this thread's connection and forgets it."""
    if alias in connections.databases:
        connections[alias].close()
        del connections[alias]


def migrate(alias: str) -> None:
    """Creates or upgrades the store's tables; those of other applications in this process (the pages') are theirs to make."""
    if pending(alias, ["store"]):
        call_command("migrate", "store", database=alias, verbosity=0, interactive=False)


def pending(alias: str, applications: Iterable[str]) -> bool:
    """Whether a database lacks a migration of these applications: one question, where the whole plan takes half a second."""
    done = set(MigrationRecorder(connections[alias]).applied_migrations())
    packages = {label: MigrationLoader.migrations_module(label)[0] for label in applications}
    shipped = {
        (label, module.name)
        for label, package in packages.items()
        if package is not None and find_spec(package) is not None
        for module in iter_modules(import_module(package).__path__)
    }
    return not shipped <= done


def sqlite_path(alias: str) -> Path | None:
    """The file of an SQLite database, or None."""
    return Path(connections[alias].settings_dict["NAME"]) if is_sqlite(alias) else None


def reason(error: Exception) -> str:
    """What the database says went wrong, without a full stop; before it why, where it is a disk that is full or may only be read, or a
    file that was cut short or overwritten, with what to do then."""
    said = " ".join(str(error).split()).rstrip(".")
    if any(sign in said for sign in DAMAGED):
        return f"its file is damaged ({said}); keep it, restore the last backup into another folder, and run `entente sync` there"
    for alias in list(connections.databases):
        name = str(connections.databases[alias].get("NAME") or "")
        folder = Path(name).parent
        if alias == "default" or "sqlite" not in connections.databases[alias].get("ENGINE", "") or not folder.is_dir():
            continue
        disk = os.statvfs(folder)
        if disk.f_flag & os.ST_RDONLY or not os.access(folder, os.W_OK):
            return f"{folder} may only be read ({said})"
        if disk.f_bavail * disk.f_frsize < NO_ROOM:
            return f"the disk of {folder} is full ({said})"
    return said


def is_sqlite(alias: str) -> bool:
    """Whether this database is SQLite."""
    return bool(connections.databases[alias]["ENGINE"] == SQLITE)  # the connection itself is asked for ten times as slowly


class Busy(Exception):
    """Somebody else is writing, and the caller did not want to wait."""


@contextmanager
def write(alias: str, wait: bool = True) -> Iterator[None]:
    """One transaction: all of it, or none. Database trouble (full or read-only disk, lost server) comes out as a refusal.

    Where the commit itself fails, its outcome may be unknown, and the refusal says so: whoever repeats the request gets the same act.
    Without `wait`, raises Busy where its turn would have to be waited for.
    """
    outcome = "Nothing was changed."
    try:
        with _transaction(alias, wait):
            yield
            outcome = "Whether this was kept is not known; asking again is safe."
    except OperationalError as error:
        connections[alias].close_if_unusable_or_obsolete()
        raise Refusal("store-unavailable", "N2", f"The node's database cannot be written: {reason(error)}. {outcome}") from error
    except DatabaseError as error:
        raise Refusal("store-failed", "N3", f"The node's database refused: {reason(error)}. {outcome}") from error


@contextmanager
def _transaction(alias: str, wait: bool) -> Iterator[None]:
    """A transaction that comes soon to its turn.

    SQLite asks for a lock ever less often; between the batches of a writer that has much to say it would hardly ever get it.
    """
    until = monotonic() + PATIENCE_S
    with ExitStack() as stack:
        while True:
            try:
                _set_patience(alias, 0.0)
                stack.enter_context(transaction.atomic(using=alias, durable=True))
                break
            except OperationalError as error:
                locked = is_sqlite(alias) and "locked" in str(error)
                if locked and not wait:
                    raise Busy from error
                if not locked or monotonic() > until:
                    raise
                sleep(ASK_AGAIN_S)
            finally:
                _set_patience(alias, PATIENCE_S)
        yield


def _set_patience(alias: str, seconds: float) -> None:
    """How long SQLite itself waits for a lock."""
    if is_sqlite(alias):
        connections[alias].ensure_connection()
        connections[alias].connection.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")


def scrub(alias: str) -> None:
    """After a purge: what was deleted goes from the files too, as far as the database can.

    SQLite overwrites deleted cells (secure_delete), but its write-ahead log keeps the pages as they were until it is truncated; that waits
    for readers. PostgreSQL keeps dead rows until the key tables are written anew. Neither reaches archived logs, snapshots, the medium.
    """
    if is_sqlite(alias):
        rows(alias, "PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        for statement in ("VACUUM FULL content_key", "VACUUM FULL attachment_key", "VACUUM content", "VACUUM record", "VACUUM interval"):
            run(alias, statement)


@contextmanager
def _asking(alias: str) -> Iterator[Any]:
    """The connection, open; outside a transaction a lost one is given up, so that the next question opens a new one."""
    connection = connections[alias]
    try:
        if connection.connection is None:
            connection.ensure_connection()
        yield connection
    except (OperationalError, InterfaceError) as error:
        if connection.in_atomic_block:
            raise
        connection.close()
        raise Refusal("store-unavailable", "N2", f"The node's database cannot be read: {reason(error)}.") from error


def _watched(connection: Any) -> bool:
    """Whether somebody watches the statements: then they go through Django's cursor, which costs several times what the drivers do."""
    if connection.execute_wrappers or connection.queries_logged:
        return True
    connection.validate_no_broken_transaction()
    return False


def _postgres(connection: Any) -> Any:
    """What asks PostgreSQL directly (store/postgres.py); None where another database, or Django's cursor, is to be asked.

    Read when it is needed: a node on SQLite is spared a tenth of a second at each command.
    """
    if connection.vendor != "postgresql" or _watched(connection):
        return None
    from entente.store import postgres

    return postgres if postgres.ready(connection.connection) else None


def _executed(connection: Any, sql: str, params: Sequence[Any]) -> Any:
    """A cursor that has executed a statement: SQLite's own, or Django's."""
    if connection.vendor == "sqlite" and not _watched(connection):
        with connection.wrap_database_errors:
            return connection.connection.execute(_in_sqlite(sql), params)
    cursor = connection.cursor()
    cursor.execute(sql, params)
    return cursor


@lru_cache(maxsize=1024)
def _in_sqlite(sql: str) -> str:
    """A statement as SQLite's driver takes it: ? for %s, % for %%."""
    return "%".join(part.replace("%s", "?") for part in sql.split("%%"))


def rows(alias: str, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of a query, as tuples; binary columns as bytes."""
    with _asking(alias) as connection:
        found: list[tuple[Any, ...]]
        if (postgres := _postgres(connection)) is not None:
            with connection.wrap_database_errors:
                found = postgres.rows(connection.connection, sql, params)
        else:
            with closing(_executed(connection, sql, params)) as cursor:
                found = cursor.fetchall()
        return found


def run(alias: str, sql: str, params: Sequence[Any] = ()) -> int:
    """Executes one statement; gives the number of rows it changed."""
    with _asking(alias) as connection:
        if (postgres := _postgres(connection)) is not None:
            with connection.wrap_database_errors:
                return int(postgres.run(connection.connection, sql, params))
        with closing(_executed(connection, sql, params)) as cursor:
            return int(cursor.rowcount)


def many(alias: str, sql: str, batch: Sequence[Sequence[Any]]) -> None:
    """Executes one statement for each row of values."""
    if not batch:
        return
    with _asking(alias) as connection:
        if (postgres := _postgres(connection)) is not None:
            with connection.wrap_database_errors:
                for row in batch:
                    postgres.run(connection.connection, sql, row)
        else:
            with connection.cursor() as cursor:
                cursor.executemany(sql, batch)


def insert(alias: str, table: str, columns: str, batch: Sequence[Sequence[Any]], conflict: str = "") -> None:
    """Inserts rows; `columns` are comma-separated, `conflict` an ON CONFLICT clause both databases understand."""
    if not batch:
        return
    if is_sqlite(alias) or table in checksums.COVERED:
        insert_columns(alias, table, by_column(columns, batch), conflict)
    else:
        _into_postgres(alias, table, columns, batch, conflict)


def insert_columns(alias: str, table: str, columns: Columns, conflict: str = "") -> None:
    """As `insert`, of rows given by column; rows of which all is given that their checksum covers are given it."""
    if not next(iter(columns.values())):
        return
    connection = connections[alias]
    if (checked := checksums.column_for(table, columns)) is not None:
        columns = {**columns, checksums.COLUMN: checked}
    if not is_sqlite(alias):
        _into_postgres(alias, table, ", ".join(columns), list(zip(*columns.values(), strict=True)), conflict)
        return
    connection.ensure_connection()
    with connection.wrap_database_errors:  # to the driver itself, since Django would look through every statement for marks first
        into_sqlite(connection.connection, table, columns, conflict)


def _into_postgres(alias: str, table: str, columns: str, batch: Sequence[Sequence[Any]], conflict: str) -> None:
    if conflict or len(batch) < COPIED:
        marks = ", ".join(["%s"] * (columns.count(",") + 1))
        many(alias, f"INSERT INTO {table} ({columns}) VALUES ({marks}) {conflict}", batch)
    else:
        _copy(connections[alias], f"COPY {table} ({columns}) FROM STDIN", batch)


def _copy(connection: Any, statement: str, batch: Sequence[Sequence[Any]]) -> None:
    """Many rows for PostgreSQL, which takes an INSERT apart for each of them."""
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in batch:
            copy.write_row(row)


def select_in(alias: str, sql: str, values: Iterable[Any], params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Rows of a query whose `{}` stands for a list of values, asked in chunks; `params` come before the values."""
    found: list[tuple[Any, ...]] = []
    for statement, chunk in _in_chunks(alias, sql, values):
        found += rows(alias, statement, (*params, *chunk))
    return found


def run_in(alias: str, sql: str, values: Iterable[Any], params: Sequence[Any] = ()) -> None:
    """Executes a statement whose `{}` stands for a list of values, in chunks; `params` come before the values."""
    for statement, chunk in _in_chunks(alias, sql, values):
        run(alias, statement, (*params, *chunk))


def _in_chunks(alias: str, sql: str, values: Iterable[Any]) -> Iterator[tuple[str, Sequence[Any]]]:
    """The statements for a list of values. PostgreSQL is given the list as one value: it is one statement then, however long the list.

    A list of fewer than LIKELY is filled up with its last value: PostgreSQL takes a list that it does not know to be so long, and would
    think a plan made for this very list cheaper, and so make one each time.
    """
    distinct = list(dict.fromkeys(values))
    sqlite = is_sqlite(alias)
    for start in range(0, len(distinct), CHUNK):
        chunk = distinct[start : start + CHUNK]
        if sqlite:
            yield sql.format(", ".join(["%s"] * len(chunk))), chunk
        else:
            yield sql.replace("IN ({})", "= ANY(%s)"), [chunk + chunk[-1:] * (LIKELY - len(chunk))]


_DEFINITIONS = "SELECT CAST(name AS BLOB), CAST(type AS BLOB), CAST(tbl_name AS BLOB), CAST(sql AS BLOB) FROM sqlite_master"


def altered_definitions(alias: str) -> list[str]:
    """Names of the store's tables and indexes (SQLite) whose definition is missing or other than a fresh store's."""
    return sorted(row[0].decode(errors="replace") for row in _fresh_definitions() - set(rows(alias, _DEFINITIONS)))


@cache
def _fresh_definitions() -> frozenset[tuple[Any, ...]]:
    """What the migrations of this release make: always the same, and made only to be looked at."""
    fresh = "fresh-definitions"
    config = {**parse_url("sqlite:///"), "NAME": ":memory:"}
    connections.databases[fresh] = connections.configure_settings({"default": {}, fresh: config})[fresh]
    try:
        migrate(fresh)
        return frozenset(rows(fresh, _DEFINITIONS))
    finally:
        close(fresh)
