"""Tiles and bundles: proofs out of full tiles alone, one spelling per path, and the published tlog-tiles log."""

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from entente.kernel.errors import Refusal
from entente.kernel.proofs import checkpoint, merkle, tile

SHARED = Path(os.environ.get("ENTENTE_SHARED", Path(__file__).parents[3].parent / "shared")) / "data"
LOG = SHARED / "crypto-logs" / "tlog-tiles-log.zip"
LOG_KEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"


def full_tiles(before, after):
    """The (level, index) of each tile that became full while the tree grew, lower levels first."""
    return [(level, index) for level in range(4) for index in range(before >> 8 * (level + 1), after >> 8 * (level + 1))]


def parse_bundle(data):
    """The entries of a bundle that is whole."""
    stream, entries = io.BytesIO(data), []
    while length := stream.read(2):
        entries.append(stream.read(int.from_bytes(length, "big")))
    return entries


class Store:
    """What a store keeps: leaf hashes, and rows (data, root) for full tiles only; it counts what it is asked."""

    def __init__(self):
        self.leaves, self.full, self.asked = [], {}, 0

    def append(self, leaves):
        before = len(self.leaves)
        self.leaves += leaves
        for level, index in full_tiles(before, len(self.leaves)):
            hashes = merkle.split_hashes(self.run(level, index * 256, 256))
            self.full[level, index] = b"".join(hashes), tile.tile_root(hashes)

    def full_tile(self, level, index):
        self.asked += 1
        return self.full.get((level, index), (None,))[0]

    def run(self, level, start, count):
        self.asked += 1
        if level == 0:
            return b"".join(self.leaves[start : start + count])
        rows = (self.full.get((level - 1, index)) for index in range(start, start + count))
        return b"".join(row[1] for row in rows if row)


BIG = 256 * 256 + 2 * 256 + 3
LEAVES = [hashlib.sha256(b"%d" % index).digest() for index in range(BIG)]


@pytest.fixture(scope="module")
def store():
    made = Store()
    for start, end in ((0, 1), (1, 255), (255, 256), (256, 700), (700, 65_536), (65_536, BIG)):
        made.append(LEAVES[start:end])
    return made


def test_only_full_tiles_are_kept(store):
    assert set(store.full) == {(0, index) for index in range(258)} | {(1, 0)}
    assert store.full[1, 0][1] == merkle.root(LEAVES[:65_536])


@given(st.integers(1, BIG), st.data())
@example(BIG, None)
def test_proofs_read_out_of_tiles_verify(store, size, data):
    index = data.draw(st.integers(0, size - 1)) if data else size - 1
    root = merkle.root(LEAVES[:size])
    node = tile.node_reader(store.full_tile, store.run)
    proof = merkle.inclusion_proof(index, size, node)
    assert merkle.verify_inclusion(LEAVES[index], index, size, proof, root)
    proof = merkle.consistency_proof(index + 1, size, node)
    assert merkle.verify_consistency(index + 1, size, proof, merkle.root(LEAVES[: index + 1]), root)


def test_a_proof_asks_for_few_tiles(store):
    store.asked = 0
    merkle.inclusion_proof(1_000, BIG, tile.node_reader(store.full_tile, store.run))
    assert store.asked <= 12


@given(st.none() | st.integers(0, 63), st.integers(0, 10**18), st.integers(1, 256))
@example(0, 999, 256)
@example(0, 1000, 255)
def test_a_path_reads_back(level, index, width):
    path = tile.entries_path(index, width) if level is None else tile.tile_path(level, index, width)
    assert tile.parse_path(path) == tile.TilePath(level, index, width)


def test_the_paths_of_the_standard():
    assert tile.tile_path(0, 1_234_067) == "tile/0/x001/x234/067"
    assert tile.tile_path(0, 1_234) == "tile/0/x001/234"
    assert tile.entries_path(0, 15) == "tile/entries/000.p/15"


@given(st.text() | st.from_regex(r"tile/([0-9]{1,2}|entries)(/x?[0-9]{3}){1,4}(\.p/[0-9]{1,3})?"))
@example("tile/0/x000/001")
@example("tile/00/001")
@example("tile/64/001")
@example("tile/0/001.p/0")
@example("tile/0/001.p/256")
@example("tile/0/001.p/007")
@example("tile/0/001.p/7\n")
@example("tile/0/001/002")
@example("tile/0/x001")
@example("tile/0/٠٠١")
@example("tile/0/../001")
@example("tile/0/" + "x001/" * 500 + "001")
def test_any_text_is_the_one_spelling_of_a_path_or_refused(text):
    try:
        named = tile.parse_path(text)
    except Refusal as refusal:
        assert refusal.code == "path-malformed"
    else:
        place = named.index, named.width
        assert text == (tile.entries_path(*place) if named.level is None else tile.tile_path(named.level, *place))
        assert text not in ("tile/0/x000/001", "tile/00/001", "tile/64/001", "tile/0/001.p/256", "tile/0/001.p/007", "tile/0/001.p/7\n")


@pytest.mark.parametrize("arguments", [(64, 0, 256), (-1, 0, 256), (0, -1, 256), (0, 0, 0), (0, 0, 257)])
def test_what_no_path_can_name_is_refused(arguments):
    with pytest.raises(Refusal, match="names no tile"):
        tile.tile_path(*arguments)


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=256))
@example([b""])
@example([bytes(65_535)] * 256)
def test_a_bundle_reads_back(entries):
    assert parse_bundle(tile.render_bundle(entries)) == entries


@pytest.mark.parametrize("entries", [[], [bytes(65_536)], [b""] * 257], ids=["none", "too long", "too many"])
def test_what_no_bundle_can_hold_is_refused(entries):
    with pytest.raises(Refusal, match="not an entry bundle"):
        tile.render_bundle(entries)


def test_a_tile_has_256_hashes_of_32_bytes():
    assert tile.tile_root(LEAVES[:256]) == merkle.root(LEAVES[:256])
    with pytest.raises(Refusal, match="256 hashes"):
        tile.tile_root(LEAVES[:255])
    with pytest.raises(Refusal, match="32 bytes"):
        tile.tile_root([*LEAVES[:255], b"short"])
    with pytest.raises(Refusal, match="8192 bytes"):
        tile.node_reader(lambda level, index: bytes(8_191), lambda level, start, count: b"")(1, 0)
    with pytest.raises(Refusal, match="too few hashes"):
        tile.node_reader(lambda level, index: None, lambda level, start, count: bytes(32))(1, 0)


def test_the_published_log():
    if not LOG.exists():
        pytest.skip("the shared test data is not on this machine")
    archive = zipfile.ZipFile(io.BytesIO(LOG.read_bytes()))
    key = checkpoint.parse_verifier_key(LOG_KEY)
    entries = parse_bundle(archive.read(tile.entries_path(0, 15)))
    leaves = [merkle.leaf_hash(entry) for entry in entries]
    for size in range(16):
        signed = checkpoint.open_checkpoint(archive.read(f"checkpoint.{size}"), key.name, key.public)
        assert (signed.size, signed.root) == (size, merkle.root(leaves[:size]))
        if size:
            assert archive.read(tile.entries_path(0, size)) == tile.render_bundle(entries[:size])
            assert merkle.split_hashes(archive.read(tile.tile_path(0, 0, size))) == leaves[:size]
    assert archive.read("checkpoint") == archive.read("checkpoint.15")
