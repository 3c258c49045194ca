"""The Merkle tree of a log: roots, inclusion and consistency proofs.

Pure. RFC 9162 section 2.1 with SHA-256 (the hashing of RFC 6962). Leaves are 32-byte leaf hashes throughout; only `leaf_hash` sees an
entry. A frontier is the tuple of the roots of a tree's perfect subtrees, largest first: all that is needed to append.
Serves every clause: neither side can quietly change what was said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

from entente.kernel.errors import Refusal

RULE = "RFC 9162"
HASH_LENGTH = 32

EMPTY_ROOT = sha256(b"").digest()

Frontier = tuple[bytes, ...]
NodeReader = Callable[[int, int], bytes]
"""(level, index) to the root of the perfect subtree over leaves [index * 2^level, (index + 1) * 2^level)."""


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 + entry)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 + left + right)."""
    return sha256(b"\x01" + left + right).digest()


def frontier_extend(size: int, frontier: Frontier, leaves: Sequence[bytes]) -> Frontier:
    """The frontier after these leaf hashes are appended to a tree of `size` leaves.

    Refuses ("hash-malformed") a frontier that is not one of that size and hashes that are not 32 bytes. About 0.5 us a leaf
    in batches of 1,000.
    """
    if size < 0 or len(frontier) != size.bit_count():
        raise Refusal("hash-malformed", RULE, f"A frontier of {size} leaves does not have {len(frontier)} hashes.")
    _check_hashes(frontier)
    _check_hashes(leaves)
    smallest_first = list(reversed(frontier))
    result: list[bytes] = []
    nodes = list(leaves)
    while nodes or size:
        if size & 1:
            nodes.insert(0, smallest_first.pop(0))
        if len(nodes) & 1:
            result.append(nodes.pop())
        pairs = iter(nodes)
        nodes = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
        size >>= 1
    return tuple(reversed(result))


def frontier_root(frontier: Frontier) -> bytes:
    """The root of the tree with this frontier; `EMPTY_ROOT` of none."""
    if not frontier:
        return EMPTY_ROOT
    root_so_far = frontier[-1]
    for subtree in frontier[-2::-1]:
        root_so_far = node_hash(subtree, root_so_far)
    return root_so_far


def frontier_to_bytes(frontier: Frontier) -> bytes:
    """The hashes one after the other, 32 bytes each."""
    return b"".join(frontier)


def frontier_from_bytes(data: bytes) -> Frontier:
    """The inverse of `frontier_to_bytes`. Refuses ("hash-malformed") a length that is no multiple of 32."""
    return tuple(split_hashes(data))


def split_hashes(data: bytes) -> list[bytes]:
    """The 32-byte hashes in concatenated hashes. Refuses ("hash-malformed") a length that is no multiple of 32."""
    if len(data) % HASH_LENGTH:
        raise Refusal("hash-malformed", RULE, "Concatenated hashes have a length that is a multiple of 32.")
    return [data[start : start + HASH_LENGTH] for start in range(0, len(data), HASH_LENGTH)]


def root(leaves: Sequence[bytes]) -> bytes:
    """The root of the tree over these leaf hashes (RFC 9162 section 2.1.1)."""
    return frontier_root(frontier_extend(0, (), leaves))


def inclusion_proof(index: int, size: int, node: NodeReader) -> list[bytes]:
    """The audit path of leaf `index` in the tree of `size` leaves, lowest first (RFC 9162 section 2.1.3.1).

    Refuses ("proof-out-of-range") an index outside the tree. Reads at most one node for each level and those of the ragged right edge.
    """
    if not 0 <= index < size:
        raise Refusal("proof-out-of-range", RULE, f"A tree of {size} entries has no entry {index}.")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range_root(middle, end, node))
            end = middle
        else:
            path.append(_range_root(start, middle, node))
            start = middle
    path.reverse()
    return path


def consistency_proof(old: int, new: int, node: NodeReader) -> list[bytes]:
    """The proof that the tree of `new` leaves extends that of `old` (RFC 9162 section 2.1.4.1); empty where none is needed.

    Refuses ("proof-out-of-range") an old size below 1 or above the new: every tree extends the empty one, without proof.
    """
    if not 0 < old <= new:
        raise Refusal("proof-out-of-range", RULE, f"There is no consistency proof from {old} to {new} entries.")
    path: list[bytes] = []
    start, end = 0, new
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_range_root(middle, end, node))
            end = middle
        else:
            path.append(_range_root(start, middle, node))
            start = middle
    if start:
        path.append(_range_root(start, end, node))
    path.reverse()
    return path


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof shows this leaf hash at `index` in the tree of that size and root (RFC 9162 section 2.1.3.2), nothing left over."""
    if not 0 <= index < size or not _all_hashes((leaf, root, *proof)):
        return False
    node, last, so_far = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            so_far = node_hash(sibling, so_far)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            so_far = node_hash(so_far, sibling)
        node >>= 1
        last >>= 1
    return last == 0 and so_far == root


def verify_consistency(old_size: int, new_size: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the proof shows that the new tree extends the old (RFC 9162 section 2.1.4.2).

    Equal sizes need equal roots and an empty proof; from the empty tree, whose root is `EMPTY_ROOT`, the proof is empty and the
    new root unchecked.
    """
    if not 0 <= old_size <= new_size or not _all_hashes((old_root, new_root, *proof)):
        return False
    if old_size == new_size or old_size == 0:
        return not proof and (old_root == new_root if old_size == new_size else old_root == EMPTY_ROOT)
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    node, last = old_size - 1, new_size - 1
    while node & 1:
        node >>= 1
        last >>= 1
    old_so_far = new_so_far = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old_so_far = node_hash(sibling, old_so_far)
            new_so_far = node_hash(sibling, new_so_far)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            new_so_far = node_hash(new_so_far, sibling)
        node >>= 1
        last >>= 1
    return last == 0 and old_so_far == old_root and new_so_far == new_root


def _split(width: int) -> int:
    """The largest power of two below `width`, which is at least 2."""
    return 1 << ((width - 1).bit_length() - 1)


def _range_root(start: int, end: int, node: NodeReader) -> bytes:
    """The root over leaves [start, end), where start is a multiple of the largest perfect subtree in the range."""
    subtrees: list[bytes] = []
    while start < end:
        level = (end - start).bit_length() - 1
        subtrees.append(node(level, start >> level))
        start += 1 << level
    return frontier_root(tuple(subtrees))


def _all_hashes(hashes: Sequence[bytes]) -> bool:
    return all(len(one) == HASH_LENGTH for one in hashes)


def _check_hashes(hashes: Sequence[bytes]) -> None:
    if hashes and set(map(len, hashes)) != {HASH_LENGTH}:
        raise Refusal("hash-malformed", RULE, "A hash has 32 bytes.")
