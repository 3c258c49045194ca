"""Canonical JSON: one sequence of bytes for one value; and base64 with one text for the same bytes.

Pure. RFC 8785 (JSON Canonicalization Scheme), restricted: objects with ASCII keys, arrays, strings, integers with |n| <= 2^53,
true, false and null, nested at most 64 deep. No floats (decimals travel as strings), no Unicode normalisation. Over ASCII keys
the UTF-16 order of RFC 8785 section 3.2.3 is the order of the bytes. Serves every clause: the bytes that are signed.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import NoReturn

import msgspec

from entente.kernel.errors import Refusal

RULE = "RFC 8785"
MAX_INTEGER = 2**53
MAX_DEPTH = 64

_PLAIN = frozenset((str, bool, type(None)))  # nothing can be wrong with them that encoding does not find
_SIXTEEN_DIGITS = b"0" * 16
_DIGITS_TO_ZERO = bytes(0x30 if 0x30 <= octet <= 0x39 else octet for octet in range(256))


def _refuse_float(text: str) -> NoReturn:
    raise _not_canonical(f"a float ({text[:40]})")


def _not_canonical(why: str) -> Refusal:
    return Refusal("not-canonical", RULE, f"These bytes are not canonical JSON: {why}.")


_encode = msgspec.json.Encoder(order="sorted").encode
_decode = msgspec.json.Decoder(float_hook=_refuse_float).decode


def encode(value: object) -> bytes:
    """The canonical bytes of the value; lists and tuples are arrays.

    Refuses ("not-canonicalisable") floats, integers beyond 2^53, keys that are not ASCII strings, lone surrogates, nesting over 64
    and every type JSON has no word for; subclasses count as other types. Source: RFC 8785 section 3.
    """
    problem = _problem(value, 0)
    if problem:
        raise Refusal("not-canonicalisable", RULE, f"This value has no canonical form: {problem}.")
    try:
        return _encode(value)
    except UnicodeEncodeError:
        raise Refusal("not-canonicalisable", RULE, "This value has no canonical form: a lone surrogate.") from None


def encode_again(value: object) -> bytes:
    """The canonical bytes of a value that was decoded from canonical JSON before; nothing is checked again."""
    return _encode(value)


def decode(data: bytes) -> object:
    """The value these bytes say, if they are exactly what `encode` gives for it.

    Refuses ("not-canonical") everything else: duplicate or unsorted keys, spaces, escapes that need not be, floats, -0, a byte
    order mark, invalid UTF-8, nesting over 64. Source: RFC 8785 section 3.
    """
    try:
        value = _decode(data)
        again = _encode(value)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise _not_canonical(f"not the JSON this protocol reads ({error})") from None
    if again != data:
        raise _not_canonical("the same content has another, canonical encoding")
    if not _plainly_in_subset(data):
        problem = _problem(value, 0)
        if problem:
            raise _not_canonical(problem)
    return value


def _plainly_in_subset(data: bytes) -> bool:
    """Whether canonical bytes can hold no non-ASCII key, no big integer and no deep nesting.

    Three scans in C settle nearly every act; only the rest is walked value by value.
    """
    return data.isascii() and data.count(b"[") + data.count(b"{") <= MAX_DEPTH and _SIXTEEN_DIGITS not in data.translate(_DIGITS_TO_ZERO)


def _problem(value: object, depth: int) -> str:
    """What puts the value outside the subset, or nothing. Exact types: msgspec would turn dates, bytes and sets into strings and arrays."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return ""
    if kind is int:
        return "" if -MAX_INTEGER <= value <= MAX_INTEGER else "an integer beyond 2^53"  # type: ignore[operator]
    if depth >= MAX_DEPTH and (kind is dict or kind is list or kind is tuple):
        return f"nesting over {MAX_DEPTH}"
    if kind is dict:
        for key in value:  # type: ignore[attr-defined]  # a loop: `any` would make a generator for each object of each body
            if type(key) is not str or not key.isascii():
                return "a key that is not an ASCII string"
        items = value.values()  # type: ignore[attr-defined]
    elif kind is list or kind is tuple:
        items = value
    else:
        return "a float" if kind is float else f"a value of type {kind.__name__}"
    for item in items:
        if type(item) not in _PLAIN and (problem := _problem(item, depth + 1)):
            return problem
    return ""


def from_base64(text: str) -> bytes | None:
    """The bytes of a base64 text, or None unless it is the one text that encoding gives: padding in full, its bits zero."""
    try:
        data = b64decode(text)
    except ValueError:
        return None
    return data if b64encode(data).decode() == text else None
