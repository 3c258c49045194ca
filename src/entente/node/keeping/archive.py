"""The file format of backups: a ZIP of JSON lines with a manifest.

Touches files. Version 1: members `<table>.jsonl` (one JSON array a row, columns in the order of the manifest, binary columns as base64) and
plain files; last `MANIFEST.json` with format, version, the backup's id, which part this is, and of each member its SHA-256, rows and
columns. Written and read as a stream, so that size does not matter. Serves every clause.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from entente.kernel.errors import Refusal

FORMAT = "entente-backup"
VERSION = 1
MANIFEST = "MANIFEST.json"
MAX_MANIFEST = 1_000_000

_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass
class Writer:
    """An archive under way; `finish` of `create` writes the manifest."""

    archive: zipfile.ZipFile
    head: Mapping[str, Any]
    members: dict[str, Any] = field(default_factory=dict)

    def add_rows(self, table: str, columns: Sequence[str], binary: frozenset[str], rows: Iterable[Sequence[Any]]) -> int:
        """Adds a table's rows as they come; gives their number."""
        flags = [column in binary for column in columns]
        total, count = hashlib.sha256(), 0
        with self.archive.open(f"{table}.jsonl", "w", force_zip64=True) as stream:
            for row in rows:
                values = [_encoded(v) if flag else v for v, flag in zip(row, flags, strict=True)]
                line = _dump(values).encode() + b"\n"
                total.update(line)
                stream.write(line)
                count += 1
        self.members[f"{table}.jsonl"] = {"sha256": total.hexdigest(), "rows": count, "columns": list(columns), "binary": sorted(binary)}
        return count

    def add_file(self, name: str, data: bytes) -> None:
        """Adds a file as it is."""
        self.archive.writestr(name, data)
        self.members[name] = {"sha256": hashlib.sha256(data).hexdigest()}


def _encoded(value: bytes | memoryview) -> str:
    return base64.b64encode(bytes(value)).decode()


@contextmanager
def create(file: Path, head: Mapping[str, Any]) -> Iterator[Writer]:
    """An archive, readable by its owner alone, that appears under its name only once it is complete and on disk."""
    partial = file.with_name(file.name + ".partial")
    try:
        descriptor = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w+b") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                writer = Writer(archive, head)
                yield writer
                archive.writestr(MANIFEST, _dump({"format": FORMAT, "version": VERSION, **head, "members": writer.members}))
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(file)
    except OSError as error:
        raise Refusal("backup-unwritable", "N20", f"The backup {file} cannot be written: {error.strerror or error}.") from error
    finally:
        partial.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Reader:
    """An archive whose every member matched its checksum when it was opened."""

    file: Path
    manifest: Mapping[str, Any]

    def rows(self, table: str) -> Iterator[list[Any]]:
        """A table's rows, binary columns as bytes; none where the archive has no such table."""
        member = self.manifest["members"].get(f"{table}.jsonl")
        if member is None:
            return
        places = [i for i, column in enumerate(member["columns"]) if column in member["binary"]]
        with zipfile.ZipFile(self.file) as archive, archive.open(f"{table}.jsonl") as stream:
            for line in stream:
                row = json.loads(line)
                for place in places:
                    row[place] = base64.b64decode(row[place])
                yield row

    def columns(self, table: str) -> list[str]:
        """The columns of a table's rows."""
        return list(self.manifest["members"][f"{table}.jsonl"]["columns"])

    def tables(self) -> list[str]:
        """The tables the archive holds."""
        return [name.removesuffix(".jsonl") for name in self.manifest["members"] if name.endswith(".jsonl")]

    def read(self, name: str) -> bytes:
        """A plain file of the archive."""
        with zipfile.ZipFile(self.file) as archive:
            return archive.read(name)

    def files(self) -> list[str]:
        """The plain files of the archive."""
        return [name for name in self.manifest["members"] if not name.endswith(".jsonl")]


def open_archive(file: Path, part: str) -> Reader:
    """An archive after every byte of it was checked; refuses (N21) one that is truncated, altered, of another version, or no backup."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive, file, part)
            for name, member in manifest["members"].items():
                total = hashlib.sha256()
                with archive.open(name) as stream:
                    while chunk := stream.read(1 << 20):
                        total.update(chunk)
                if total.hexdigest() != member["sha256"]:
                    raise Refusal("backup-altered", "N21", f"{name} in {file} is not what its checksum says: the backup was altered.")
    except FileNotFoundError as error:
        raise Refusal("backup-absent", "N21", f"There is no backup {file}.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        raise Refusal("backup-damaged", "N21", f"{file} does not read as a backup; it is truncated, altered or another file.") from error
    return Reader(file, manifest)


def _manifest(archive: zipfile.ZipFile, file: Path, part: str) -> dict[str, Any]:
    info = archive.getinfo(MANIFEST)
    if info.file_size > MAX_MANIFEST:
        raise ValueError("a manifest of that size")
    manifest: dict[str, Any] = json.loads(archive.read(info))
    if manifest.get("format") != FORMAT:
        raise ValueError("another format")
    if manifest["version"] != VERSION:
        words = f"{file} is a backup of format version {manifest['version']}; this software reads {VERSION}."
        raise Refusal("backup-version", "N21", words)
    if manifest["part"] != part:
        raise Refusal("backup-part", "N21", f"{file} holds the {manifest['part']} of a backup; its {part} are wanted here.")
    if {*archive.namelist()} != {*manifest["members"], MANIFEST}:
        raise ValueError("other members than the manifest names")
    return manifest
