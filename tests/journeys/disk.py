"""A disk under SQLite that can lose what was not synced, or be read-only: a shim in SQLite's own file layer.

Touches SQLite's default VFS of this process, by ctypes, while `disk()` lasts: every write, truncation and sync passes here, goes on to the
real file, and is remembered. An image is what a power failure may leave: each file as of its last sync and, of the writes since, none or
any. Reads through memory maps are not concerned, for SQLite writes none. https://www.sqlite.org/c3ref/io_methods.html
"""

from __future__ import annotations

import _sqlite3
import ctypes
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

READWRITE_OR_CREATE, READONLY = 0x6, 0x1
Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))
Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
Sync = CFUNCTYPE(c_int, c_void_p, c_int)
WRITE, TRUNCATE, SYNC, METHODS = 2, 3, 4, 18  # places among the functions of sqlite3_io_methods, and their number


class Vfs(ctypes.Structure):
    """The beginning of sqlite3_vfs."""

    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("max_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", c_void_p),
    )


class Methods(ctypes.Structure):
    """sqlite3_io_methods."""

    _fields_ = (("version", c_int), ("functions", c_void_p * METHODS))


@dataclass
class File:
    """A file as it is on the platter, and what was written to it since: (offset, bytes), or (size, None) for a truncation."""

    durable: bytes
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def image(self, keep: Callable[[], bool]) -> bytes:
        """The file with those of the pending writes that happened to arrive."""
        data = bytearray(self.durable)
        for offset, written in self.pending:
            if not keep():
                continue
            if written is None:
                del data[offset:]
                continue
            data.extend(b"\0" * (offset - len(data)))
            data[offset : offset + len(written)] = written
        return bytes(data)


@dataclass
class Disk:
    """All files that SQLite has opened since, by path; `read_only` is a part of paths, "" for none."""

    files: dict[str, File] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    read_only: str = ""
    operations: int = 0
    fail_at: int = 0
    failed: dict[str, bytes] = field(default_factory=dict)
    under: str = ""

    def image(self, under: Path, keep: Callable[[], bool] = lambda: False) -> dict[str, bytes]:
        """What a power failure now may leave of the files in a folder."""
        return {path: file.image(keep) for path, file in self.files.items() if path.startswith(f"{under}/")}

    def fail_within(self, under: Path, operations: int) -> None:
        """The power will fail after so many more operations: `failed` will hold the image."""
        self.fail_at, self.failed, self.under = self.operations + operations, {}, str(under)

    def step(self) -> None:
        """One operation on a file is about to happen."""
        self.operations += 1
        if self.operations == self.fail_at:
            chance = random.Random(self.operations)
            self.failed = self.image(Path(self.under), lambda: chance.random() < 0.5)

    def opened(self, file: int, path: str) -> None:
        """SQLite has opened a file; what a file not seen before, or another in its place, holds is taken to be on the platter."""
        self.names[file] = path
        data = Path(path).read_bytes() if Path(path).exists() else b""
        if path not in self.files or self.files[path].image(lambda: True) != data:
            self.files[path] = File(data)

    def written(self, file: int, offset: int, data: bytes | None) -> None:
        """A write or, without data, a truncation."""
        self.files[self.names[file]].pending.append((offset, data))

    def synced(self, file: int) -> None:
        """All that was written to the file has arrived."""
        found = self.files[self.names[file]]
        found.durable, found.pending = found.image(lambda: True), []


def is_reachable() -> bool:
    """Whether this Python's SQLite shows its symbols."""
    return hasattr(ctypes.CDLL(_sqlite3.__file__), "sqlite3_vfs_find")


@contextmanager
def disk() -> Iterator[Disk]:
    """While it lasts, the files that SQLite opens in this process lie on the disk that comes back."""
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = POINTER(Vfs)
    vfs = library.sqlite3_vfs_find(None).contents
    found, real, patched = Disk(), Open(vfs.open), {}
    kept: list[Any] = []

    def open_file(self: int, name: int | None, file: int, flags: int, out: Any) -> int:
        # the pointer is handed on as it came: SQLite keeps using the name while the file is open
        path = ctypes.string_at(name).decode() if name else ""
        if found.read_only and found.read_only in path:
            flags = flags & ~READWRITE_OR_CREATE | READONLY
        result = real(self, name, file, flags, out)
        methods = c_void_p.from_address(file)
        if result == 0 and path and methods.value:
            if methods.value not in patched:
                patched[methods.value] = _patched(found, methods.value, kept)
            methods.value = ctypes.addressof(patched[methods.value])
            found.opened(file, path)
        return int(result)

    callback = Open(open_file)
    before = vfs.open
    vfs.open = ctypes.cast(callback, c_void_p).value
    try:
        yield found
    finally:
        vfs.open = before
        _KEPT.append((kept, patched, callback))  # files that are still open go on using them


_KEPT: list[Any] = []


def _patched(found: Disk, address: int, kept: list[Any]) -> Methods:
    """A copy of a file's methods that tells the disk first."""
    methods = Methods.from_buffer_copy(Methods.from_address(address))
    write, truncate, sync = (kind(methods.functions[i]) for kind, i in ((Write, WRITE), (Truncate, TRUNCATE), (Sync, SYNC)))

    def on_write(file: int, data: int, size: int, offset: int) -> int:
        found.step()
        result = write(file, data, size, offset)
        found.written(file, offset, ctypes.string_at(data, size))
        return int(result)

    def on_truncate(file: int, size: int) -> int:
        found.step()
        found.written(file, size, None)
        return int(truncate(file, size))

    def on_sync(file: int, flags: int) -> int:
        found.step()
        result = sync(file, flags)
        found.synced(file)
        return int(result)

    for place, kind, function in ((WRITE, Write, on_write), (TRUNCATE, Truncate, on_truncate), (SYNC, Sync, on_sync)):
        callback = kind(function)
        kept.append(callback)
        methods.functions[place] = ctypes.cast(callback, c_void_p).value
    return methods
