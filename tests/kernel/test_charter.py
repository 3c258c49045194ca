"""Charters: what all roots sign, and each rule C1-C6 broken once."""

from __future__ import annotations

import base64
import copy
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger import keys_of, terms_for

from entente.kernel import canonical, charter, signature
from entente.kernel.errors import Refusal

CODES = ("AUS", "GBR", "JPN")


def sealed(terms, *codes):
    return signature.seal(canonical.encode(terms), charter.PAYLOAD_TYPE, *(keys_of(c)["root"] for c in codes or codes_of(terms)))


def codes_of(terms):
    return [p["code"] for p in terms["parties"]]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_charter_that_every_root_signed_opens(count):
    terms = terms_for(*CODES[:count])
    opened = charter.open_charter(sealed(terms))
    assert opened.codes == CODES[:count] and opened.payload == canonical.encode(terms)
    assert opened.id == hashlib.sha256(opened.payload).hexdigest()
    assert opened.origin("AUS", 2) == f"entente/{opened.id}/AUS/2"
    assert opened.party("AUS").keys.public("act") == keys_of("AUS")["act"].public
    with pytest.raises(Refusal, match="C3 unknown-party"):
        opened.party("FRA")
    assert charter.root_keys(opened).keys() == {keys_of(c)["root"].key_id for c in CODES[:count]}


def test_a_successor_cites_the_channel_before():
    terms = {**terms_for("GBR", "JPN"), "predecessor": {"channel": "a" * 64, "checkpoints": ["…"]}}
    assert charter.open_charter(sealed(terms)).terms.predecessor.channel == "a" * 64


def change(path, value):
    terms = copy.deepcopy(terms_for("GBR", "JPN"))
    *way, last = path
    at = terms
    for step in way:
        at = at[step]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return terms


KEY = base64.b64encode(keys_of("JPN")["act"].public).decode()
BROKEN = [
    (("title",), ..., "C1"),
    (("title",), "Exercise", "C1"),
    (("extra",), 1, "C1"),
    (("parties", 0, "extra"), 1, "C1"),
    (("opened_on",), "2018-10-2", "C1"),
    (("opened_on",), "2018-13-40", "C1"),
    (("protocol",), 2, "C2"),
    (("parties",), [], "C3"),
    (("parties", 0, "code"), "JPN", "C3"),
    (("parties", 0, "code"), "ZZZ", "C3"),
    (("parties", 0, "code"), "gbr", "C3"),
    (("parties", 0, "code"), "GBR\n", "C3"),
    (("parties", 0, "keys", "act"), "x", "C4"),
    (("parties", 0, "keys", "act"), KEY, "C4"),
    (("parties", 0, "keys", "encryption"), KEY, "C4"),
    (("parties", 0, "keys", "act"), base64.b64encode(bytes(32)).decode(), "RFC 8032"),
]


@pytest.mark.parametrize(("path", "value", "rule"), BROKEN)
def test_a_broken_term_is_refused(path, value, rule):
    with pytest.raises(Refusal) as refusal:
        charter.parse_charter(canonical.encode(change(path, value)))
    assert refusal.value.rule == rule


def test_too_many_parties():
    terms = terms_for("GBR")
    terms["parties"] = [{**terms["parties"][0], "code": f"A{a}{b}"} for a in "ABC" for b in "ABCDEFGHIJK"]
    with pytest.raises(Refusal, match="1 to 32 parties"):
        charter.parse_charter(canonical.encode(terms))


def test_every_root_signs_and_nobody_else():
    terms = terms_for("GBR", "JPN")
    for signers in (("GBR",), ("GBR", "AUS"), ("GBR", "JPN", "AUS")):
        with pytest.raises(Refusal, match="C5 charter-unsigned"):
            charter.open_charter(sealed(terms, *signers))
    other = signature.seal(canonical.encode(terms), charter.PAYLOAD_TYPE, keys_of("GBR")["act"], keys_of("JPN")["root"])
    with pytest.raises(Refusal, match="GBR has not signed"):
        charter.open_charter(other)
    forged = sealed(terms).replace(base64.b64encode(b'{"ceiling"')[:8], base64.b64encode(b'{"Ceiling"')[:8])
    with pytest.raises(Refusal):
        charter.open_charter(forged)


@given(st.binary(max_size=60) | st.recursive(st.none() | st.text(), st.lists, max_leaves=5).map(canonical.encode))
def test_any_bytes_are_refused(payload):
    with pytest.raises(Refusal):
        charter.parse_charter(payload)
