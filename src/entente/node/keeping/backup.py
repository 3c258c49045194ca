"""Backup of a running node, and restoring it: logs, sealed bodies, settings in one file, the keys of the bodies in another.

Touches files and the database. The keys lie apart so that a purge can be completed in backups: `thin_keys` takes the purged bodies'
keys out of a small file, and the large one, which may lie on tape, opens there no more. Projections are never kept: `restore` makes them
again. A restored node says nothing until its log was compared with every partner's copy. Serves S2 and every clause.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, models

from entente.kernel.errors import Refusal
from entente.node.admission import rebuild
from entente.node.admission.rebuild import Progress, quiet
from entente.node.home import open_home
from entente.node.keeping import archive
from entente.node.node import Node, open_node
from entente.store import database, logs, partners
from entente.store.layout import PURGED

DATA = (
    "channel", "log", "act", "content", "attachment", "request", "partner", "cosignature", "report", "evidence", "setting",
)  # fmt: skip
KEYS = ("content_key", "attachment_key")
CHUNK = 2_000
RESTORED = "restored"

Model = type[models.Model]
Select = Callable[[str], Iterator[Sequence[Any]]]


def keys_file(file: Path) -> Path:
    """Where the keys of the bodies lie beside a backup."""
    return file.with_name(file.name + ".keys")


def backup(node: Node, file: Path, progress: Progress = quiet, with_keys: bool = False) -> dict[str, int]:
    """Writes `file` and, apart, its keys; gives the number of rows of each table.

    Reads one consistent snapshot while the node goes on working. The node's signing keys are left out unless asked for (`with_keys`); they
    are then in the keys file. Refuses (N20) where a file cannot be written.
    """
    head = {"id": node.random(16).hex(), "party": node.party, "made_at": node.now_us()}
    counts: dict[str, int] = {}
    with snapshot(node.alias) as select:
        with archive.create(keys_file(file), {**head, "part": "keys"}) as writer:
            counts |= _write(writer, KEYS, select, progress)
            for path in sorted((node.home.path / "keys").glob("*.key")) if with_keys else ():
                writer.add_file(f"signing/{path.name}", path.read_bytes())
        with archive.create(file, {**head, "part": "data"}) as writer:
            counts |= _write(writer, DATA, select, progress)
            writer.add_file("node.toml", _settings(node.home.path / "node.toml"))
            writer.add_file("public.json", (node.home.path / "keys" / "public.json").read_bytes())
    return counts


def _settings(file: Path) -> bytes:
    """The node's settings without the database's address, which may hold a password and is another after a restore."""
    return re.sub(rb"(?m)^database *=.*\n", b"", file.read_bytes())


def _write(writer: archive.Writer, wanted: Sequence[str], select: Select, progress: Progress) -> dict[str, int]:
    counts = {}
    for done, table in enumerate(wanted):
        columns, binary = shape(table)
        progress(f"backup of {table}", done, len(wanted))
        order = model(table)._meta.pk.column
        counts[table] = writer.add_rows(table, columns, binary, select(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}"))
    return counts


def model(table: str) -> Model:
    """The model of a table."""
    found: Model = next(one for one in apps.get_app_config("store").get_models() if one._meta.db_table == table)
    return found


def shape(table: str) -> tuple[list[str], frozenset[str]]:
    """A table's columns, and which of them are binary."""
    fields = model(table)._meta.concrete_fields
    return [f.column for f in fields], frozenset(f.column for f in fields if isinstance(f, models.BinaryField))


@contextmanager
def snapshot(alias: str) -> Iterator[Select]:
    """Queries over one consistent state of the database, on a connection of their own, rows as they come; writers are not held up."""
    path = database.sqlite_path(alias)
    if path is not None:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT COUNT(*) FROM channel").fetchone()  # the snapshot begins with the first read
            yield lambda sql: iter(connection.execute(sql))
        return
    wrapper = connections[alias]
    with closing(wrapper.get_new_connection(wrapper.get_connection_params())) as postgres:
        postgres.autocommit = False
        postgres.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield lambda sql: _streamed(postgres, sql)


def _streamed(connection: Any, sql: str) -> Iterator[Sequence[Any]]:
    with connection.cursor(name="backup") as cursor:
        cursor.itersize = CHUNK
        cursor.execute(sql)
        yield from cursor


def restore(path: Path, file: Path, keys: Path | None = None, progress: Progress = quiet) -> Node:
    """A node from a backup, in a folder that does not hold one: projections made again, every partner marked as not compared.

    Refuses a folder or database in use (N4, N22) and a backup that is damaged or whose keys file is of another (N21). Signing keys that the
    backup does not hold are put into the folder's `keys/` before the node can sign. Nothing is left behind by a restore that fails.
    """
    data = archive.open_archive(file, "data")
    secrets = archive.open_archive(keys or keys_file(file), "keys")
    if data.manifest["id"] != secrets.manifest["id"]:
        raise Refusal("backup-mismatched", "N21", f"{secrets.file} holds the keys of another backup than {file}.")
    if (path / "node.toml").exists():
        raise Refusal("node-exists", "N4", f"{path} already holds a node.")
    made = path.with_name(path.name + ".restoring")
    shutil.rmtree(made, ignore_errors=True)
    try:
        _write_home(made, data, secrets)
        node = open_node(made)
        try:
            _fill(node, data, secrets, progress)
        finally:
            database.close(node.alias)
        path.mkdir(parents=True, exist_ok=True)
        for item in made.iterdir():
            item.rename(path / item.name)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return open_node(path)


def _write_home(path: Path, data: archive.Reader, secrets: archive.Reader) -> None:
    folder = path / "keys"
    folder.mkdir(parents=True, mode=0o700)
    (path / "node.toml").write_bytes(data.read("node.toml"))
    (folder / "public.json").write_bytes(data.read("public.json"))
    for name in secrets.files():
        descriptor = os.open(folder / Path(name).name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(secrets.read(name))
    open_home(path)


def _fill(node: Node, data: archive.Reader, secrets: archive.Reader, progress: Progress) -> None:
    if logs.channels(node.alias):
        raise Refusal("database-in-use", "N22", "The database already holds a node's channels; restore into an empty one.")
    with database.write(node.alias):
        for reader, wanted in ((data, DATA), (secrets, KEYS)):
            for done, table in enumerate(wanted):
                progress(f"restore of {table}", done, len(wanted))
                copy_rows(node.alias, table, reader.columns(table), reader.rows(table))
        with connections[node.alias].cursor() as cursor:
            for statement in connections[node.alias].ops.sequence_reset_sql(no_style(), [*map(model, (*DATA, *KEYS))]):
                cursor.execute(statement)
        for channel, _, _ in logs.channels(node.alias):
            partners.set_compared(node.alias, channel, None, False)
        partners.set_setting(node.alias, RESTORED, str(node.now_us()))
    rebuild.rebuild(node, progress)


def copy_rows(alias: str, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Inserts rows as they come."""
    flags = {f.column for f in model(table)._meta.concrete_fields if isinstance(f, models.BooleanField)}
    places = [i for i, column in enumerate(columns) if column in flags]
    batch: list[Sequence[Any]] = []
    for row in rows:
        values = list(row)
        for place in places:
            values[place] = bool(values[place])
        batch.append(values)
        if len(batch) == CHUNK:
            database.insert(alias, table, ", ".join(columns), batch)
            batch = []
    database.insert(alias, table, ", ".join(columns), batch)


def thin_keys(node: Node, keys: Path) -> int:
    """Takes the keys of bodies that this node has purged since out of a backup's keys file; gives how many.

    Afterwards the backup's sealed copies of them open nowhere. Refuses (N21) what is no keys file, and that of another party's node.
    """
    reader = archive.open_archive(keys, "keys")
    if reader.manifest["party"] != node.party:
        raise Refusal("backup-foreign", "N21", f"{keys} is of {reader.manifest['party']}'s node, not of {node.party}'s.")
    gone = {row[0] for row in database.rows(node.alias, "SELECT id FROM content WHERE state = %s", (PURGED,))}
    dropped = 0
    head: Mapping[str, Any] = {name: reader.manifest[name] for name in ("id", "party", "made_at", "part")}
    with archive.create(keys, head) as writer:
        for table, column in (("content_key", "id"), ("attachment_key", "act")):
            columns, binary = shape(table)
            place = reader.columns(table).index(column)
            kept = [row for row in reader.rows(table) if row[place] not in gone]
            dropped += reader.manifest["members"][f"{table}.jsonl"]["rows"] - len(kept)
            writer.add_rows(table, columns, binary, [list(row) for row in kept])
        for name in reader.files():
            writer.add_file(name, reader.read(name))
    return dropped
