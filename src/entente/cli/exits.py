"""Exit codes, and which refusal ends with which. Pure. docs/operations.md lists them; scripts rely on them. Serves every clause."""

from __future__ import annotations

import errno

from entente.kernel.errors import Refusal

DONE, REFUSED, USAGE, PARTNER, NODE, FOUND, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130

MEANINGS = {
    DONE: "done",
    REFUSED: "refused by a rule, which is named",
    USAGE: "wrong usage: an option, a name or a file that is not there or does not read",
    PARTNER: "a partner was not reached, or answered wrongly",
    NODE: "trouble in this node: no node in the folder, settings, keys, database, port",
    FOUND: "a check found something",
    INTERRUPTED: "interrupted",
}

_USAGE_RULES = {"N7", "N11", "N12", "TX1", "TX2", "TX3"}
_NODE_RULES = {"N1", "N2", "N3", "N5", "N6", "N10", "N13", "V5"}


def code_of(refusal: Refusal) -> int:
    """The exit code of a refusal, by its rule."""
    if refusal.rule in _USAGE_RULES or refusal.code in ("backup-absent", "backup-damaged"):
        return USAGE
    if refusal.rule in _NODE_RULES:
        return NODE
    exchange = refusal.rule[:1] == "X" and refusal.rule[1:].isdigit()
    return PARTNER if exchange else REFUSED


def of_system(error: OSError) -> tuple[int, str]:
    """The exit code and the sentence for what the operating system refused."""
    where = f"{error.filename}: " if error.filename else ""
    if isinstance(error, FileNotFoundError):
        return USAGE, f"{where}there is no such file."
    if isinstance(error, IsADirectoryError | NotADirectoryError):
        return USAGE, f"{where}a file is expected here, not a folder, or the reverse."
    if isinstance(error, FileExistsError):
        return USAGE, f"{where}exists already and is not overwritten."
    words = {
        errno.ENOSPC: "the disk is full; nothing more was written.",
        errno.EROFS: "the disk may only be read.",
        errno.EACCES: "this user may not read or write it.",
        errno.EPERM: "this user may not do that.",
    }
    return NODE, f"{where}{words.get(error.errno or 0, (error.strerror or str(error)) + '.')}"
