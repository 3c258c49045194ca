"""Refusals: what the kernel says instead of raising a library's error.

Pure. A refusal names a stable code, the numbered rule of `docs/protocol.md` (or a domain rule such as R1.10) and a sentence an
officer understands. Shells translate it to status and exit codes; nothing below them knows those.
"""

from __future__ import annotations


class Refusal(Exception):
    """Something was refused.

    `code` is stable and machine-readable ("signature-invalid"), `rule` the numbered rule ("L2", "G9", "R1.10"), `words` the sentence;
    `ja` the same in Japanese where the rule that refuses speaks it too.
    """

    def __init__(self, code: str, rule: str, words: str, ja: str = "") -> None:
        super().__init__(f"{words} [{rule} {code}]")
        self.code = code
        self.rule = rule
        self.words = words
        self.ja = ja
