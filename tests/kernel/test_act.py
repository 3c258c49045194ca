"""Acts: exact bytes of header and content, citations and times, against recomputation by hand and arbitrary values."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger import START, label_for

from entente.kernel import act, canonical
from entente.kernel.act import Cite, Draft, Place, Target
from entente.kernel.errors import Refusal

HEX = "0123456789abcdef"
ids = st.text(HEX, min_size=64, max_size=64)
cites = st.builds(Cite, st.text("ABCXYZ", min_size=3, max_size=3), st.integers(1, 9999), st.integers(0, 10**15 - 1), ids)
targets = st.builds(
    Target,
    st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True),
    st.integers(1, 10_000),
    st.none() | ids,
    st.none() | cites.map(str),
)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
drafts = st.builds(
    Draft,
    kind=st.sampled_from(["propose", "state", "note"]),
    post=words,
    label=st.just(label_for(["GBR"])) | st.dictionaries(st.text("abc", max_size=3), words, max_size=2),
    targets=st.lists(targets, max_size=3).map(tuple),
    cites=st.lists(cites.map(str), max_size=3).map(tuple),
    expires_at=st.none() | st.just(START),
    keys=st.none() | st.just({"act": "x"}),
)
places = st.builds(Place, st.just("entente/x/GBR/1"), st.integers(0, 2**53 - 1), ids, st.just({}) | st.just({"JPN/1": 7}))
PLAIN = Draft("note", "GBR:FCDO:desk", label_for(["GBR"]))
PLACE = Place("entente/x/GBR/1", 0, "0" * 64, {})


@given(drafts, places, st.none() | st.binary(min_size=34, max_size=80))
def test_a_header_comes_back_as_it_was_written_and_is_rfc_8785(draft, place, content):
    payload = act.render_header(draft, place, START, content)
    chain, header, why = act.parse_header(payload)
    assert header is not None and not why
    assert (header.kind, header.post, header.targets, header.cites, header.seen) == (
        draft.kind,
        draft.post,
        draft.targets,
        draft.cites,
        place.seen,
    )
    assert (chain.log, chain.seq, chain.prev, chain.kind) == (place.origin, place.seq, place.prev, draft.kind)
    assert (header.body is None) == (content is None)
    assert payload == rfc8785.dumps(json.loads(payload)) == canonical.encode(json.loads(payload))
    assert act.act_id(payload) == hashlib.sha256(payload).hexdigest()


def test_absent_fields_are_left_out():
    assert json.loads(act.render_header(PLAIN, PLACE, START, None)).keys() == {
        *("v", "log", "seq", "prev", "kind", "post", "signed_at", "label")
    }


@given(st.dictionaries(st.text("ab", max_size=3), words, max_size=3), st.binary(min_size=32, max_size=32))
def test_content_is_salt_and_canonical_body_and_commits_to_both(body, salt):
    content = act.render_content(body, salt)
    assert content == salt + canonical.encode(body)
    assert act.content_digest(content) == hashlib.sha256(b"entente content v1\n" + content).hexdigest()
    header = act.parse_header(act.render_header(PLAIN, PLACE, START, content))[1]
    assert header.body == act.BodyRef(act.content_digest(content), len(content) - 32)


def test_too_long_is_refused():
    with pytest.raises(Refusal, match="at most 32,768 bytes") as refusal:
        act.render_header(Draft("note", "p" * 33_000, {}), PLACE, START, None)
    assert (refusal.value.code, refusal.value.rule) == ("header-too-long", "L3")
    with pytest.raises(Refusal, match="L3"):
        act.parse_header(b" " * 32_769)
    with pytest.raises(Refusal, match="B1 body-too-long"):
        act.render_content({"a": "x" * 2**20}, bytes(32))
    assert len(act.render_content({"a": "x" * (2**20 - 8)}, bytes(32))) == 32 + 2**20


VALID = json.loads(act.render_header(PLAIN, PLACE, START, None))


def raw(**changes):
    return json.dumps({**VALID, **changes}, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "payload",
    [
        raw() + b"\n",
        raw().replace(b":0,", b":0.0,"),
        raw().replace(b'"kind"', b'"kind":"note","kind"'),
        raw(label={"a": 1.5}),
        raw(label={"a": 2**60}),
        raw(label={"é": "x"}),
        raw(seen={"JPN/²": 1}),
        raw(unknown={"a": 1.5}),
        raw(label="@").replace(b'"@"', b"[" * 9_000 + b"]" * 9_000),
        raw(label="@").replace(b'"@"', b'{"a":' + b"[" * 63 + b"]" * 63 + b"}"),
        raw(post="@").replace(b'"@"', b'"\xff"'),
        raw(post="@").replace(b'"@"', b'"\\ud800"'),
        b"",
        b"[]" * 2,
    ],
    ids=range(14),
)
def test_bytes_that_are_not_canonical_are_no_entry(payload):
    with pytest.raises(Refusal) as refusal:
        act.parse_header(payload)
    assert refusal.value.code in ("not-canonical", "not-canonicalisable")


@pytest.mark.parametrize("missing", ["v", "log", "seq", "prev"])
def test_without_its_place_in_a_log_it_is_no_entry(missing):
    value = {k: v for k, v in VALID.items() if k != missing}
    with pytest.raises(Refusal, match="L3 header-malformed"):
        act.parse_header(canonical.encode(value))


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": 7},
        {"kind": "Note"},
        {"kind": "note\n"},
        {"prev": "0" * 63},
        {"post": "p" * 121},
        {"targets": [{"type": "t", "schema": 0}]},
        {"body": {"digest": "0" * 64, "size": 2**21}},
        {"seen": {"JPN/1": -1}},
        {"label": []},
    ],
)
def test_a_header_of_another_form_keeps_its_place_and_has_no_meaning(changes):
    chain, header, why = act.parse_header(raw(**changes))
    assert header is None and why and (chain.seq, chain.log) == (0, "entente/x/GBR/1")


def test_unknown_fields_are_ignored_and_stay_in_the_bytes():
    payload = raw(zeal=[1, {"b": None}], targets=[{"type": "t", "schema": 1, "also": "this"}])
    _, header, why = act.parse_header(payload)
    assert not why and header.targets == (Target("t", 1),)
    assert act.act_id(payload) != act.act_id(raw(targets=[{"type": "t", "schema": 1}]))


@given(cites)
def test_citations_come_back_as_they_were_written(cite):
    assert act.parse_cite(str(cite)) == cite and cite.log == (cite.party, cite.generation)


@given(st.text(max_size=90) | st.sampled_from([f"GBR/{g}/{s}/{'a' * 64}" for g in ("0", "01", "-1") for s in ("1", "01", "")]))
def test_anything_else_is_no_citation(text):
    with pytest.raises(Refusal, match="G1 cite-malformed"):
        act.parse_cite(text)


def test_a_citation_ends_where_it_ends():
    for text in (f"GBR/1/0/{'a' * 64}\n", f"GBR/1/0/{'A' * 64}", f"GBR/1/0/{'a' * 65}", f"gbr/1/0/{'a' * 64}", f"GBR/１/0/{'a' * 64}"):
        with pytest.raises(Refusal):
            act.parse_cite(text)


@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)), st.integers(-14, 14))
def test_times_are_utc_to_the_second(moment, offset):
    aware = moment.replace(tzinfo=timezone(timedelta(hours=offset)))
    if aware.astimezone(UTC).year < 1000:
        return  # strftime pads such years differently on some systems; no act is that old
    assert act.parse_time(act.format_time(aware)) == aware.astimezone(UTC).replace(microsecond=0)


@given(st.one_of(st.none(), st.integers(), st.text(max_size=25)))
def test_what_is_no_time_is_none(value):
    assert act.parse_time(value) is None


@pytest.mark.parametrize(
    "text",
    [
        "2018-02-30T09:00:00Z",
        "2018-10-02T24:00:00Z",
        "2018-10-02 09:00:00Z",
        "2018-10-02T09:00:60Z",
        "2018-10-02T09:00:00z",
        "20181002T090000.000Z",
        "２018-10-02T09:00:0Z",
    ],
)
def test_nearly_a_time_is_none(text):
    assert act.parse_time(text) is None


def test_ids_of_new_records():
    assert [act.record_id("a" * 64, i) for i in (0, 1, 255)] == ["a" * 64, "a" * 64 + ".1", "a" * 64 + ".255"]
    for i in (0, 1, 255):
        assert act.RECORD.match(act.record_id("a" * 64, i))
