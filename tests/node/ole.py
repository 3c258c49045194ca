"""Outlook messages for tests: the smallest compound file ([MS-CFB] 2.1) that holds the properties given ([MS-OXMSG] 2.1).

Every stream is padded to 4,096 bytes so that none goes to the mini stream.
"""

from __future__ import annotations

import struct

SECTOR = 512
END, FREE, FAT_SECTOR, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
SUBJECT, BODY = "0037", "1000"


def message(properties: dict[str, str]) -> bytes:
    """A .msg whose string properties, by tag, are these."""
    streams = [("__properties_version1.0", bytes(32))]
    for tag, value in properties.items():
        data = value.encode("utf-16-le")
        streams.append((f"__substg1.0_{tag}001F", data))
        streams[0] = (streams[0][0], streams[0][1] + struct.pack("<IIII", int(tag + "001F", 16), 6, len(data) + 2, 0))
    return _compound(padded(streams))


def padded(streams: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Strings with spaces and the property table with zeros, to the least length of a stream outside the mini stream."""
    return [(name, data + (b" \0" * 2048 if "substg" in name else bytes(4096))[: max(0, 4096 - len(data))]) for name, data in streams]


def _compound(streams: list[tuple[str, bytes]]) -> bytes:
    fat = [FAT_SECTOR]
    body = bytearray()
    entries = []
    count = -(-(len(streams) + 1) // 4)
    for at in range(count):  # the directory follows the allocation table
        fat.append(len(fat) + 1 if at < count - 1 else END)
    for name, data in streams:
        first, sectors = len(fat), -(-len(data) // SECTOR)
        fat += [first + n + 1 for n in range(sectors - 1)] + [END]
        body += data.ljust(sectors * SECTOR, b"\0")
        entries.append((name, 2, first, len(data)))
    directory = _entry("Root Entry", 5, END, 0, 1 if streams else NONE, NONE)
    for at, (name, kind, first, size) in enumerate(entries):
        directory += _entry(name, kind, first, size, NONE, at + 2 if at + 1 < len(entries) else NONE)
    directory = directory.ljust(count * SECTOR, b"\0")
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(SECTOR, b"\xff")
    assert len(table) == SECTOR, "one allocation sector holds 64 kB"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0, 0)
    return head.ljust(SECTOR, b"\xff") + table + directory + bytes(body)


def _entry(name: str, kind: int, first: int, size: int, child: int, right: int) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, NONE, right, child)
    return head + bytes(36) + struct.pack("<IQ", first, size)
