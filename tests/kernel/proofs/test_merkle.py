"""The Merkle tree against a naive recursive tree, pymerkle and the published proofs of transparency-dev."""

import hashlib
import io
import json
import os
import zipfile
from base64 import b64decode
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree, InvalidProof, verify_consistency

from entente.kernel.errors import Refusal
from entente.kernel.proofs import merkle

SHARED = Path(os.environ.get("ENTENTE_SHARED", Path(__file__).parents[3].parent / "shared")) / "data"
VECTORS = SHARED / "crypto-logs" / "merkle-rfc6962-proofs.zip"

LEAVES = [merkle.leaf_hash(b"%d" % index) for index in range(520)]


@cache
def naive_root(start, end):
    """RFC 9162 section 2.1.1 word for word, over LEAVES[start:end]."""
    if start == end:
        return hashlib.sha256(b"").digest()
    if end - start == 1:
        return LEAVES[start]
    middle = start + _largest_power_below(end - start)
    return hashlib.sha256(b"\x01" + naive_root(start, middle) + naive_root(middle, end)).digest()


def _largest_power_below(number):
    power = 1
    while power * 2 < number:
        power *= 2
    return power


def naive_inclusion(index, start, end):
    """PATH of RFC 9162 section 2.1.3.1."""
    if end - start == 1:
        return []
    middle = start + _largest_power_below(end - start)
    if index < middle:
        return [*naive_inclusion(index, start, middle), naive_root(middle, end)]
    return [*naive_inclusion(index, middle, end), naive_root(start, middle)]


def naive_consistency(old, start, end, whole):
    """SUBPROOF of RFC 9162 section 2.1.4.1; `old` counts from `start`."""
    if old == end - start:
        return [] if whole else [naive_root(start, end)]
    half = _largest_power_below(end - start)
    middle = start + half
    if old <= half:
        return [*naive_consistency(old, start, middle, whole), naive_root(middle, end)]
    return [*naive_consistency(old - half, middle, end, False), naive_root(start, middle)]


def node(level, index):
    assert (index + 1) << level <= len(LEAVES)
    return naive_root(index << level, (index + 1) << level)


SIZES = [*range(70), 255, 256, 257, 511, 512, 513]


@pytest.mark.parametrize("size", SIZES)
def test_every_proof_of_a_tree_is_the_naive_one_and_verifies(size):
    root = naive_root(0, size)
    assert merkle.root(LEAVES[:size]) == root
    for index in range(size):
        proof = merkle.inclusion_proof(index, size, node)
        assert proof == naive_inclusion(index, 0, size)
        assert merkle.verify_inclusion(LEAVES[index], index, size, proof, root)
    for old in range(1, size + 1):
        proof = merkle.consistency_proof(old, size, node)
        assert proof == naive_consistency(old, 0, size, True)
        assert merkle.verify_consistency(old, size, proof, naive_root(0, old), root)


@given(st.integers(0, 300), st.lists(st.integers(0, 60), max_size=4))
def test_a_frontier_grown_in_any_batches_is_that_of_the_whole(first, batches):
    size, frontier = first, merkle.frontier_extend(0, (), LEAVES[:first])
    for batch in batches:
        frontier = merkle.frontier_extend(size, frontier, LEAVES[size : size + batch])
        size += batch
    assert merkle.frontier_root(frontier) == naive_root(0, size)
    assert frontier == merkle.frontier_extend(0, (), LEAVES[:size])
    assert merkle.frontier_from_bytes(merkle.frontier_to_bytes(frontier)) == frontier
    starts = [size >> bit + 1 << bit + 1 for bit in reversed(range(10)) if size >> bit & 1]
    widths = [1 << bit for bit in reversed(range(10)) if size >> bit & 1]
    assert list(frontier) == [naive_root(start, start + width) for start, width in zip(starts, widths, strict=True)]


sizes = st.integers(1, 513)
changes = st.sampled_from(["bit", "drop", "add", "swap", "short", "long"])


def _spoil(proof, change, place):
    spoiled = list(proof)
    place %= len(spoiled)
    if change == "bit":
        spoiled[place] = bytes([spoiled[place][0] ^ 1]) + spoiled[place][1:]
    elif change == "drop":
        del spoiled[place]
    elif change == "add":
        spoiled.insert(place, spoiled[place])
    elif change == "swap":
        spoiled[place], spoiled[0] = spoiled[0], spoiled[place]
    else:
        spoiled[place] = spoiled[place][:-1] if change == "short" else spoiled[place] + b"\x00"
    return spoiled


@given(sizes, st.data())
def test_a_changed_inclusion_proof_is_refused(size, data):
    index = data.draw(st.integers(0, size - 1))
    proof, root = merkle.inclusion_proof(index, size, node), naive_root(0, size)
    if proof:
        spoiled = _spoil(proof, data.draw(changes), data.draw(st.integers(0, 20)))
        assert merkle.verify_inclusion(LEAVES[index], index, size, spoiled, root) == (spoiled == proof)
    other = data.draw(st.integers(-1, size + 1))
    assert merkle.verify_inclusion(LEAVES[index], other, size, proof, root) == (other == index)
    assert not merkle.verify_inclusion(LEAVES[-1], index, size, proof, root)
    assert not merkle.verify_inclusion(LEAVES[index], index, size, proof, LEAVES[-1])
    assert not merkle.verify_inclusion(LEAVES[index], index, size, [*proof, LEAVES[0]], root)
    assert not merkle.verify_inclusion(LEAVES[index] + b"x", index, size, proof, root)
    assert not merkle.verify_inclusion(LEAVES[index], index, size, proof, root[:31])


@given(sizes, sizes, st.data())
def test_a_changed_consistency_proof_is_refused(one, two, data):
    old, new = sorted((one, two))
    proof = merkle.consistency_proof(old, new, node)
    roots = naive_root(0, old), naive_root(0, new)
    if proof:
        spoiled = _spoil(proof, data.draw(changes), data.draw(st.integers(0, 20)))
        assert merkle.verify_consistency(old, new, spoiled, *roots) == (spoiled == proof)
        assert not merkle.verify_consistency(old, new, [], *roots)
        assert not merkle.verify_consistency(old, new, proof, roots[1], roots[0])
    assert not merkle.verify_consistency(old, new, [*proof, LEAVES[0]], *roots)
    assert not merkle.verify_consistency(old, new, proof, LEAVES[-1], roots[1])
    assert not merkle.verify_consistency(old, new, proof, roots[0], LEAVES[-1])
    assert not merkle.verify_consistency(new + 1, new, proof, *roots)
    assert not merkle.verify_consistency(-1, new, proof, *roots)


@given(st.integers(-2, 2**64), st.integers(-2, 2**64), st.lists(st.binary(min_size=32, max_size=32) | st.binary(max_size=40), max_size=70))
def test_no_made_up_proof_verifies_or_raises(index, size, proof):
    zero = bytes(32)
    assert not merkle.verify_inclusion(zero, index, size, proof, zero) or (index, size, proof) == (0, 1, [])
    assert not merkle.verify_consistency(index, size, proof, zero, zero) or (index == size and not proof)


def test_the_empty_tree():
    assert merkle.root([]) == merkle.frontier_root(()) == merkle.EMPTY_ROOT == hashlib.sha256(b"").digest()
    assert merkle.verify_consistency(0, 0, [], merkle.EMPTY_ROOT, merkle.EMPTY_ROOT)
    assert merkle.verify_consistency(0, 3, [], merkle.EMPTY_ROOT, naive_root(0, 3))
    assert not merkle.verify_consistency(0, 3, [], LEAVES[0], naive_root(0, 3))
    assert not merkle.verify_inclusion(LEAVES[0], 0, 0, [], merkle.EMPTY_ROOT)


@given(st.integers(1, 90), st.data())
def test_pymerkle_agrees(size, data):
    tree = InmemoryTree(algorithm="sha256")
    for index in range(size):
        tree.append_entry(b"%d" % index)
    assert merkle.root(LEAVES[:size]) == tree.get_root()
    index = data.draw(st.integers(0, size - 1))
    # Its path carries the leaf too.
    theirs = {bytes.fromhex(one) for one in tree.prove_inclusion(index + 1, size).serialize()["path"]}
    assert {LEAVES[index], *merkle.inclusion_proof(index, size, node)} == theirs
    # Its consistency paths have a shape of their own, so it judges our roots by them.
    other = tree.prove_consistency(index + 1, size)
    verify_consistency(merkle.root(LEAVES[: index + 1]), merkle.root(LEAVES[:size]), other)
    with pytest.raises(InvalidProof):
        verify_consistency(LEAVES[-1], merkle.root(LEAVES[:size]), other)


def test_the_published_proofs():
    if not VECTORS.exists():
        pytest.skip("the shared test data is not on this machine")
    archive = zipfile.ZipFile(io.BytesIO(VECTORS.read_bytes()))
    names = [name for name in archive.namelist() if name.endswith(".json")]
    assert len(names) == 170
    for name in names:
        case = json.loads(archive.read(name))
        proof = [b64decode(one) for one in case["proof"] or ()]
        if name.startswith("inclusion"):
            leaf, root = b64decode(case["leafHash"] or ""), b64decode(case["root"] or "")
            verdict = merkle.verify_inclusion(leaf, case["leafIdx"], case["treeSize"], proof, root)
        else:
            roots = b64decode(case["root1"] or ""), b64decode(case["root2"] or "")
            verdict = merkle.verify_consistency(case["size1"], case["size2"], proof, *roots)
        assert verdict != case["wantErr"], name


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: merkle.inclusion_proof(3, 3, node), "proof-out-of-range"),
        (lambda: merkle.inclusion_proof(-1, 3, node), "proof-out-of-range"),
        (lambda: merkle.consistency_proof(0, 3, node), "proof-out-of-range"),
        (lambda: merkle.consistency_proof(4, 3, node), "proof-out-of-range"),
        (lambda: merkle.frontier_extend(3, (LEAVES[0],), []), "hash-malformed"),
        (lambda: merkle.frontier_extend(-1, (LEAVES[0],), []), "hash-malformed"),
        (lambda: merkle.frontier_extend(1, (LEAVES[0][:31],), []), "hash-malformed"),
        (lambda: merkle.frontier_extend(0, (), [LEAVES[0], b"x"]), "hash-malformed"),
        (lambda: merkle.frontier_from_bytes(bytes(33)), "hash-malformed"),
    ],
)
def test_what_has_no_proof_or_no_frontier_is_refused(call, code):
    with pytest.raises(Refusal) as caught:
        call()
    assert caught.value.code == code


def test_a_proof_that_is_too_long_is_none_though_its_hashes_fit():
    """One that goes on after the root was reached would put an entry into a larger tree's place."""
    a, b, c = (merkle.leaf_hash(bytes([n])) for n in range(3))
    assert not merkle.verify_inclusion(b, 0, 1, [a], merkle.node_hash(a, b))
    below = merkle.node_hash(a, b)
    old, new, more = merkle.root([a, b, c]), merkle.root([a, b, c, a]), merkle.leaf_hash(b"more")
    proof = [c, a, below]
    assert merkle.verify_consistency(3, 4, proof, old, new)
    assert not merkle.verify_consistency(3, 4, [*proof, more], merkle.node_hash(more, old), merkle.node_hash(more, new))


def test_what_is_no_hash_proves_nothing():
    assert not merkle.verify_inclusion(b"x", 0, 1, [], b"x")
    assert not merkle.verify_consistency(1, 1, [], b"x", b"x")
