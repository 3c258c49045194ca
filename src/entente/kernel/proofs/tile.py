"""Tiles and entry bundles: the shape in which a log is kept and served.

Pure. C2SP tlog-tiles: tiles of height 8, 256 hashes of 32 bytes; bundles of up to 256 entries, each with a uint16 big-endian length.
Tile level L, hash n stands for the perfect subtree over 256^L leaves from n * 256^L.
Serves every clause: partners hold each other's log.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from entente.kernel.act import MAX_ENTRY
from entente.kernel.errors import Refusal
from entente.kernel.proofs.merkle import HASH_LENGTH, NodeReader, root, split_hashes

RULE = "C2SP tlog-tiles"
HEIGHT = 8
WIDTH = 1 << HEIGHT
MAX_LEVEL = 63

TileReader = Callable[[int, int], bytes | None]
"""(level, index) to the 8,192 bytes of the full tile, or None where that tile is not full."""
RunReader = Callable[[int, int, int], bytes]
"""(level, start, count) to `count` consecutive hashes of a tile level, concatenated, all of them in one query: leaf hashes on level 0,
above it the roots of the full tiles of the level below."""

_PATH = re.compile(r"tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


@dataclass(frozen=True, slots=True)
class TilePath:
    """What a path names: a tile, or an entry bundle where `level` is None; `width` 256 means full."""

    level: int | None
    index: int
    width: int = WIDTH


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """The path of a tile, as "tile/0/x001/234" or "tile/0/x001/234.p/7" (tlog-tiles, "Merkle Tree").

    Refuses ("path-malformed") levels outside 0-63, widths outside 1-256 and negative indices.
    """
    if not 0 <= level <= MAX_LEVEL:
        raise _bad_path(f"level {level}")
    return f"tile/{level}/{_index_path(index, width)}"


def entries_path(index: int, width: int = WIDTH) -> str:
    """The path of an entry bundle, as "tile/entries/x001/234". Refuses as `tile_path`."""
    return f"tile/entries/{_index_path(index, width)}"


def parse_path(path: str) -> TilePath:
    """What the path names. Refuses ("path-malformed") all but the one spelling that `tile_path` and `entries_path` give."""
    found = _PATH.fullmatch(path)
    if not found:
        raise _bad_path(path[:80])
    kind, groups, partial = found.groups()
    index = int(groups.replace("x", "").replace("/", ""))
    width = int(partial) if partial else WIDTH
    named = TilePath(None if kind == "entries" else int(kind), index, width)
    again = entries_path(index, width) if named.level is None else tile_path(named.level, index, width)
    if again != path:
        raise _bad_path(path)
    return named


def render_bundle(entries: Sequence[bytes]) -> bytes:
    """The entry bundle (tlog-tiles, "Log entries"). Refuses ("bundle-malformed") none, over 256, or an entry over 65,535 bytes."""
    if not 0 < len(entries) <= WIDTH:
        raise _bad_bundle(f"{len(entries)} entries")
    if max(map(len, entries)) > MAX_ENTRY:
        raise _bad_bundle(f"an entry over {MAX_ENTRY} bytes")
    return b"".join([len(entry).to_bytes(2, "big") + entry for entry in entries])


def tile_root(hashes: Sequence[bytes]) -> bytes:
    """The root over the 256 hashes of a full tile. Refuses ("tile-malformed") another number; hash lengths as `merkle.root`."""
    if len(hashes) != WIDTH:
        raise Refusal("tile-malformed", RULE, f"A full tile has {WIDTH} hashes, not {len(hashes)}.")
    return root(hashes)


def node_reader(full_tile: TileReader, run: RunReader) -> NodeReader:
    """A reader of any perfect subtree's root, for a store that keeps full tiles with their roots and the leaf hashes of its entries.

    Each full tile is asked for once, so make one reader for each proof or batch of proofs; of a partial tile one run for each subtree.
    At 1,000,000 leaves a proof takes under 1 ms. The reader refuses ("tile-malformed") a full tile or a run of another length.
    """
    tiles: dict[tuple[int, int], bytes | None] = {}

    def node(level: int, index: int) -> bytes:
        tile_level, height = divmod(level, HEIGHT)
        first = index << height
        place = (tile_level, first >> HEIGHT)
        if height and place not in tiles:
            tiles[place] = _whole(full_tile(*place))
        data = tiles.get(place)
        if data is None:
            hashes = run(tile_level, first, 1 << height)
        else:
            start = first % WIDTH * HASH_LENGTH
            hashes = data[start : start + (HASH_LENGTH << height)]
        if len(hashes) != HASH_LENGTH << height:
            raise Refusal("tile-malformed", RULE, f"There are too few hashes for the subtree {index} of level {level}.")
        return root(split_hashes(hashes)) if height else hashes

    return node


def _whole(data: bytes | None) -> bytes | None:
    if data is not None and len(data) != WIDTH * HASH_LENGTH:
        raise Refusal("tile-malformed", RULE, f"A full tile has {WIDTH * HASH_LENGTH} bytes, not {len(data)}.")
    return data


def _index_path(index: int, width: int) -> str:
    if index < 0 or not 0 < width <= WIDTH:
        raise _bad_path(f"index {index}, width {width}")
    groups = [f"{index % 1000:03d}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03d}")
    return "/".join(reversed(groups)) + ("" if width == WIDTH else f".p/{width}")


def _bad_path(what: str) -> Refusal:
    return Refusal("path-malformed", RULE, f"This names no tile and no entry bundle: {what}.")


def _bad_bundle(why: str) -> Refusal:
    return Refusal("bundle-malformed", RULE, f"This is not an entry bundle: {why}.")
