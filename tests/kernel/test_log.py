"""The log rules L1-L4, with true keys: chains, rotation, generations, batches; each rule broken once."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from tests.ledger import START, keys_of, label_for, terms_for

from entente.kernel import act, canonical, charter, log, signature
from entente.kernel.errors import Refusal

KEYS = keys_of("GBR")
CHARTER = charter.open_charter(
    signature.seal(canonical.encode(terms_for("GBR", "JPN")), charter.PAYLOAD_TYPE, keys_of("GBR")["root"], keys_of("JPN")["root"])
)
FIRST = log.first_head(CHARTER, ("GBR", 1))


def header(head, kind="note", **changes):
    draft = act.Draft(kind, "GBR:FCDO:desk", label_for(["GBR", "JPN"]), keys=changes.pop("keys", None), cites=changes.pop("cites", ()))
    payload = act.render_header(draft, act.Place(head.origin, head.size, head.prev, {}), START, None)
    return canonical.encode({**json.loads(payload), **changes}) if changes else payload


def written(*kinds, head=FIRST):
    """Entries of these kinds one after the other, and the head after them."""
    entries = []
    for kind in kinds:
        entry, head = log.append(header(head, kind), KEYS["act"], head)
        entries.append(entry.entry)
    return entries, head


def refusal(entry, head=FIRST, before=()):
    read, after, refused = log.read_batch([*before, entry], head)
    assert len(read) == len(before) and refused is not None
    assert (after.size, after.prev) == (head.size + len(before), read[-1].act.id if read else head.prev)
    return refused


def seal(payload, key=KEYS["act"]):
    return signature.seal(payload, act.PAYLOAD_TYPE, key)


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["note", "state", "propose"]), max_size=6), st.data())
def test_a_log_reads_alike_in_any_batches_and_stops_at_the_first_bad_entry(kinds, data):
    entries, head = written(*kinds)
    cut = data.draw(st.integers(0, len(entries)))
    one, middle, refused = log.read_batch(entries[:cut], FIRST)
    assert refused is None
    two, end, refused = log.read_batch(entries[cut:], middle)
    assert refused is None and end == head and [e.entry for e in one + two] == entries
    assert [e.act.seq for e in one + two] == list(range(len(kinds)))
    whole, _, _ = log.read_batch(entries, FIRST)
    assert whole == one + two
    if entries:
        bad = data.draw(st.integers(0, len(entries) - 1))
        spoilt = [*entries[:bad], entries[bad].replace(b'"sig":"', b'"sig":"AAAA')[: len(entries[bad])], *entries[bad + 1 :]]
        read, at, refused = log.read_batch(spoilt, FIRST)
        assert refused is not None and len(read) == bad == at.size


ONE = written("note")[0][0]
spoilt = st.integers(0, len(ONE) - 1).map(lambda at: ONE[:at] + b"x" + ONE[at + 1 :]).filter(lambda entry: entry != ONE)


@settings(max_examples=100)
@given(st.binary(max_size=200) | spoilt)
def test_any_bytes_are_refused_in_words(entry):
    assert refusal(entry).words


def test_l1_an_entry_is_one_short_envelope_with_one_signature():
    assert refusal(b"x" * 65_536).rule == "L1"
    double = signature.seal(header(FIRST), act.PAYLOAD_TYPE, KEYS["act"], KEYS["root"])
    assert (refusal(double).rule, refusal(double).code) == ("L1", "envelope-malformed")
    other = signature.seal(header(FIRST), "application/other", KEYS["act"])
    assert refusal(other).code


def test_l2_the_key_in_force_signs():
    wrong = refusal(seal(header(FIRST), KEYS["root"]))
    assert (wrong.rule, wrong.code) == ("L2", "wrong-key") and "not in force" in wrong.words
    entry = seal(header(FIRST))
    other = seal(header(FIRST, post="GBR:FCDO:other"))
    mine, theirs = json.loads(entry), json.loads(other)
    mine["signatures"] = theirs["signatures"]
    forged = json.dumps(mine, separators=(",", ":")).encode()
    assert len(forged) == len(entry) and refusal(forged).code == "signature-invalid"
    before, head = written("note", "note")
    third = json.loads(seal(header(head))) | {"signatures": theirs["signatures"]}
    bad = refusal(json.dumps(third, separators=(",", ":")).encode(), before=before)
    assert (bad.rule, bad.words[:8]) == ("L2", "Entry 2 ")


def test_l3_of_this_protocol_version_and_canonical():
    assert (refusal(seal(header(FIRST, v=2))).rule, refusal(seal(header(FIRST, v=2))).code) == ("L3", "protocol-unknown")
    assert refusal(seal(header(FIRST) + b" ")).code == "not-canonical"
    assert refusal(seal(canonical.encode({"v": 1}))).rule == "L3"


@pytest.mark.parametrize("changes", [{"seq": 1}, {"prev": "0" * 64}, {"log": "entente/x/GBR/1"}, {"log": CHARTER.origin("JPN")}])
def test_l4_in_its_place(changes):
    refused = refusal(seal(header(FIRST, **changes)))
    assert (refused.rule, refused.code) == ("L4", "out-of-place")


def test_l4_neither_twice_nor_with_a_gap():
    entries, _ = written("note", "note", "note")
    assert refusal(entries[0], before=entries[:1]).rule == "L4"
    assert refusal(entries[2], before=entries[:1]).rule == "L4"


def test_the_first_entry_names_the_charter():
    entries, _ = written("note")
    assert log.read_batch(entries, FIRST)[0][0].act.header.prev == CHARTER.id


def test_an_entry_whose_header_does_not_read_is_part_of_the_log():
    entry = seal(header(FIRST, kind={"not": "a kind"}))
    read, head, refused = log.read_batch([entry], FIRST)
    assert refused is None and head.size == 1 and read[0].act.header is None and "kind" in read[0].why
    assert written("note", head=head)[1].size == 2


def test_append_refuses_another_place_and_another_key():
    _, head = written("note")
    with pytest.raises(Refusal, match="L4"):
        log.append(header(FIRST), KEYS["act"], head)
    with pytest.raises(Refusal, match="L2"):
        log.append(header(FIRST), KEYS["root"], FIRST)


def rotate(head, key=KEYS["root"], **roles):
    return log.append(header(head, "rotate", keys={r: b64encode(k.public).decode() for r, k in roles.items()}), key, head)


def test_after_a_rotation_the_new_key_signs_and_the_old_one_is_refused():
    new = signature.SigningKey(b"n" * 32)
    _, head = written("note")
    with pytest.raises(Refusal, match="L2"):
        rotate(head, KEYS["act"], act=new)
    entry, after = rotate(head, act=new, checkpoint=signature.SigningKey(b"c" * 32))
    assert after.keys.act == new.public and after.keys.checkpoint == signature.SigningKey(b"c" * 32).public
    assert (after.keys.root, after.keys.transport) == (head.keys.root, head.keys.transport)
    assert log.read_batch([entry.entry], head)[1] == after
    assert refusal(seal(header(after)), after).code == "wrong-key"
    read, _, refused = log.read_batch([entry.entry, seal(header(after), new)], head)
    assert refused is None and len(read) == 2, "keys change within a batch"


def test_a_rotation_that_does_not_hold_changes_no_key():
    for keys in ({"root": "AAAA"}, {"act": "?"}, {}):
        payload = canonical.encode({**json.loads(header(FIRST, "rotate")), "keys": keys})
        read, after, refused = log.read_batch([seal(payload, KEYS["root"])], FIRST)
        assert refused is None and after.keys == FIRST.keys and read[0].act.header.kind == "rotate"


def test_a_generation_begins_with_its_opening_signed_by_the_root_and_the_keys_in_force():
    new = signature.SigningKey(b"n" * 32)
    entry, head = rotate(FIRST, act=new)
    second = log.first_head(CHARTER, ("GBR", 2), head.keys)
    assert second.origin.endswith("/GBR/2") and second.keys.act == new.public
    assert "begins with its opening" in refusal(seal(header(second), new), second).words
    opening = header(second, "open", cites=(str(entry.act.cite),))
    assert refusal(seal(opening, new), second).code == "wrong-key"
    _, after = log.append(opening, KEYS["root"], second)
    assert log.read_batch([seal(header(after), new)], after)[2] is None
    assert structs.replace(FIRST, origin=CHARTER.origin("GBR", 2), log=("GBR", 2)) == log.first_head(CHARTER, ("GBR", 2))
