"""Keeping a node: backup and restore, dump, verification, proofs, the high-water mark."""
