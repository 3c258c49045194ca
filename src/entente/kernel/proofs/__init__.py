"""Proofs: the Merkle tree, its tiles and checkpoints, and the file that proves an act to somebody who has nothing else (RFC 9162). Pure."""
