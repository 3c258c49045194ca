"""Proof files: what is rendered checks, what is changed does not, hostile bytes end in a refusal by one of P1-P9."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.vectors.material import Channel, Said, inclusion, key

from entente.kernel import canonical, signature
from entente.kernel.act import PAYLOAD_TYPE
from entente.kernel.errors import Refusal
from entente.kernel.proofs import proof

TWO = ("GBR", "JPN")


def prove(channel: Channel, said: Said, note: bytes, rotations: tuple[Said, ...] = (), content: bytes | None = None) -> bytes:
    """The proof file of an act under a checkpoint of its whole log."""
    path = inclusion(channel.leaves(*said.act.log), said.act.seq)
    return proof.render_proof(channel.envelope, [one.entry for one in rotations], said.entry, path, note, content)


def sample() -> tuple[Channel, bytes]:
    """A channel and the proof of JPN's third act, with body and receipt."""
    c = Channel(TWO)
    for _ in range(5):
        c.propose("JPN")
    said = c.logs["JPN", 1][2]
    return c, prove(c, said, c.cosign(c.note("JPN"), "GBR", 1_538_470_800), content=said.content)


CHANNEL, FILE = sample()


@given(st.integers(1, 40), st.data())
def test_any_act_of_any_log_is_proven(size: int, data: st.DataObject) -> None:
    c = Channel(("JPN",))
    for _ in range(size):
        c.write("JPN", "decline", "x")
    said = c.logs["JPN", 1][data.draw(st.integers(0, size - 1))]
    found = proof.check_proof(prove(c, said, c.note("JPN")), c.charter.id)
    assert (found.act, found.size, found.cosigned, found.content) == (said.act, size, (), None)


def test_the_body_and_the_receipt_are_given_back() -> None:
    found = proof.check_proof(FILE)
    said = CHANNEL.logs["JPN", 1][2]
    assert (found.charter, found.act, found.content) == (CHANNEL.charter, said.act, said.content)
    assert found.cosigned == (proof.Cosigned("GBR", 1_538_470_800),)


@given(st.binary(max_size=300))
def test_hostile_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(Refusal) as info:
        proof.check_proof(data)
    assert (info.value.rule, info.value.code) == ("P1", "proof-malformed")


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_no_byte_can_change(at: int, mask: int) -> None:
    """But in a receipt, which may be another's and is then passed over, nothing can be changed unnoticed."""
    changed = bytearray(FILE)
    changed[at] ^= mask
    try:
        found = proof.check_proof(bytes(changed))
    except Refusal as refusal:
        assert proof.CODES[refusal.rule] == refusal.code
    else:
        assert found.act == CHANNEL.logs["JPN", 1][2].act
        assert found.cosigned == ()


@given(st.sampled_from(["charter", "rotations", "entry", "index", "size", "inclusion", "checkpoint", "content"]), st.data())
def test_a_field_of_another_type_is_refused(name: str, data: st.DataObject) -> None:
    value: dict[str, Any] = json.loads(FILE)
    other = data.draw(st.none() | st.booleans() | st.just({}) | st.just(-1) | st.just("") | st.just([None]))
    with pytest.raises(Refusal) as info:
        proof.check_proof(canonical.encode({**value, name: other}))
    assert info.value.rule == "P1" or (name, other) == ("checkpoint", "")


def test_a_later_generation_has_the_keys_of_the_one_before() -> None:
    c = Channel(TWO)
    c.propose("JPN")
    turned = c.rotate("JPN", "act")
    checkpoints = c.rotate("JPN", "checkpoint")
    opened = c.say("JPN", "open", checkpoints, generation=2)
    said = c.propose("JPN", generation=2)
    note = c.note("JPN", generation=2)
    for one in (opened, said):
        found = proof.check_proof(prove(c, one, note, (checkpoints, turned)))
        assert found.act.log == ("JPN", 2)
    with pytest.raises(Refusal, match="P5"):
        prove(c, said, note, (checkpoints,))


def test_a_rotation_proves_itself_with_the_key_it_brings() -> None:
    c = Channel(TWO)
    c.propose("JPN")
    turned = c.rotate("JPN", "checkpoint")
    assert proof.check_proof(prove(c, turned, c.note("JPN"), (turned,))).act == turned.act
    with pytest.raises(Refusal, match="P6"):
        prove(c, turned, c.note("JPN"))


def test_an_act_whose_header_does_not_read_is_still_proven_to_stand_there() -> None:
    c = Channel(TWO)
    said = c.write("JPN", "state", targets=[{"type": "Measure", "schema": 0}])
    found = proof.check_proof(prove(c, said, c.note("JPN")))
    assert found.act.header is None
    with pytest.raises(Refusal, match="P9"):
        prove(c, said, c.note("JPN"), content=said.content)


def test_a_rotation_that_changes_no_key_is_left_out() -> None:
    c = Channel(TWO)
    said, void = c.propose("JPN"), c.say("JPN", "rotate", keys={"root": "x"}, expect="void G28")
    unread = c.say("JPN", "rotate", keys=7, expect="void G1")
    data = prove(c, said, c.note("JPN"), (void, unread))
    assert json.loads(data)["rotations"] == []


def test_no_false_proof_is_rendered() -> None:
    c = Channel(TWO)
    said, other = c.propose("JPN"), c.propose("JPN")
    with pytest.raises(Refusal, match="P6"):
        prove(c, said, c.note("JPN", signer=key("stranger")))
    with pytest.raises(Refusal, match="P7"):
        proof.render_proof(c.envelope, [], said.entry, inclusion(c.leaves("JPN"), 1), c.note("JPN"))
    with pytest.raises(Refusal, match="P9"):
        prove(c, said, c.note("JPN"), content=other.content)
    with pytest.raises(Refusal, match="P4"):
        prove(c, said, c.note("JPN"), (other,))


def rule_after(**change: Any) -> str:
    """The rule that the sample breaks with these fields replaced."""
    with pytest.raises(Refusal) as info:
        proof.check_proof(canonical.encode({**json.loads(FILE), **change}))
    return info.value.rule


def test_what_says_nothing_is_no_base64() -> None:
    assert [rule_after(content=""), rule_after(entry=""), rule_after(rotations=[""])] == ["P1", "P1", "P1"]


def test_an_entry_beyond_the_size_is_out_of_place_before_anything_else_is_asked() -> None:
    assert rule_after(size=2) == "P3" and rule_after(size=3) == "P6"


def test_an_entry_carries_one_signature() -> None:
    said = CHANNEL.logs["JPN", 1][2]
    payload, _ = signature.open_envelope(said.entry, PAYLOAD_TYPE)
    twice = signature.seal(payload, PAYLOAD_TYPE, key("a first hand"), key("a second hand"))
    assert rule_after(entry=b64encode(twice).decode()) == "P3"


def test_a_rotation_beyond_the_checkpoint_and_one_of_another_party_change_nothing() -> None:
    c = Channel(TWO)
    said, more = c.propose("JPN"), c.propose("JPN")
    before = c.note("JPN")
    turned = c.rotate("JPN", "checkpoint")
    path = inclusion(c.leaves("JPN", 1)[:2], said.act.seq)
    assert proof.check_proof(proof.render_proof(c.envelope, [turned.entry], said.entry, path, before)).size == more.act.seq + 1
    d = Channel(TWO)
    d.rotate("GBR", "checkpoint")
    said = d.propose("JPN")
    note = d.cosign(d.note("JPN"), "GBR", 1_538_470_800)
    assert proof.check_proof(prove(d, said, note, (d.logs["GBR", 1][0],))).cosigned == (proof.Cosigned("GBR", 1_538_470_800),)


def test_a_party_gives_no_receipt_to_itself() -> None:
    c = Channel(TWO)
    said = c.propose("JPN")
    assert proof.check_proof(prove(c, said, c.cosign(c.note("JPN"), "JPN", 1_538_470_800))).cosigned == ()
