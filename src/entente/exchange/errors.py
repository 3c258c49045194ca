"""What the exchange refuses: every code of rules X1-X17, its HTTP status and its meaning, in one place.

Pure. Statuses are those of RFC 9110 and RFC 6585; the table is the one of docs/protocol.md, section on exchange. A refusal at the asked
node travels as JSON `{"code", "rule", "words"}`; X13 and above arise at the asking node and have no status.
Serves I1: officials read why nothing arrives.
"""

from __future__ import annotations

from typing import NamedTuple

from entente.kernel.errors import Refusal

NODE_STATUS = 409
"""Status of a refusal that the node itself, not the carriage, gives to a party; it keeps its own code, rule and words."""


class Error(NamedTuple):
    """A row of the table; `status` is 0 where the asking node refuses."""

    rule: str
    code: str
    status: int
    meaning: str


ERRORS = (
    Error(
        "X1",
        "message-malformed",
        400,
        "The bytes are no message of this version, or pass one of its limits; or a log is named whose party is not of the channel.",
    ),
    Error("X2", "version-unknown", 400, "The message is of an exchange version that this node does not speak."),
    Error("X3", "signature-malformed", 400, "Signature headers are missing or not of the profile, or the path names another channel."),
    Error("X4", "digest-mismatch", 400, "Content-Digest is not the SHA-256 of the content: it was cut short or changed on its way."),
    Error("X5", "sender-unknown", 403, "No key of the channel made this signature; the same answer whether or not the channel exists."),
    Error("X6", "clock-apart", 403, "The request was signed too long before or after the asked node's time; both clocks are named."),
    Error("X7", "replayed", 403, "A request with this nonce was answered before."),
    Error("X8", "too-many-requests", 429, "The memory of nonces is full; the sender waits."),
    Error("X9", "not-found", 404, "There is no such endpoint, or the asked node holds no such checkpoint or tile."),
    Error("X10", "encoding-unknown", 415, "The content is of another type, or is coded other than plain or zstd."),
    Error("X11", "too-large", 413, "The content is larger than a message may be, coded or decoded."),
    Error("X12", "misdirected", 421, "The request is addressed to another party than the one asked."),
    Error("X13", "unreachable", 0, "No answer came: no such host, refused, timed out, cut."),
    Error("X14", "not-a-node", 0, "Something answers there, but it is not an Entente node."),
    Error("X15", "certificate-not-trusted", 0, "The TLS certificate of the other end is not trusted, or ours is not trusted there."),
    Error("X16", "answer-false", 0, "The answer is not signed by the party asked, or not for this request."),
    Error("X17", "refused-unsigned", 0, "The other end refuses without proving who it is."),
)
STATUS = {error.code: error.status for error in ERRORS}
RULE = {error.code: error.rule for error in ERRORS}


def refusal(code: str, words: str) -> Refusal:
    """The refusal of that code with its rule of the table."""
    return Refusal(code, RULE[code], words)


def status_of(refused: Refusal) -> int:
    """The HTTP status under which a refusal travels; 409 for one of the node's own."""
    return STATUS.get(refused.code, 0) or NODE_STATUS
