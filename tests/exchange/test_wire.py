"""Messages: every message round-trips, hostile bytes give one refusal, limits hold to the entry."""

import resource

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.exchange import wire
from entente.kernel.errors import Refusal

logs = st.from_regex(r"[A-Z]{3}/[1-9][0-9]{0,3}", fullmatch=True)
counts = st.integers(0, 2**53)
blobs = st.binary(max_size=200)
words = st.dictionaries(st.sampled_from(["en", "ja"]), st.text(max_size=50))
heads = st.dictionaries(logs, counts, max_size=5)


def tuples(of):
    return st.lists(of, max_size=4).map(tuple)


cosigned = st.builds(wire.Cosigned, log=logs, size=counts, lines=blobs)
reports = st.builds(
    wire.Report,
    log=logs,
    first_seq=counts,
    last_seq=counts,
    status=st.sampled_from(["refused", "sealed", "waiting", "frozen", "clear"]),
    rule=st.text(max_size=40),
    words=words,
    act=st.just("") | st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
)
notes = st.builds(wire.Notes, cosignatures=tuples(cosigned), reports=tuples(reports), checkpoints=tuples(blobs))
wants = st.builds(wire.Want, log=logs, seq=counts, index=st.integers(0, 9_999))
requests = st.builds(
    wire.SyncRequest,
    version=st.just(wire.VERSION),
    heads=heads,
    want=tuples(wants),
    notes=notes,
    max_bytes=st.integers(1, wire.MAX_BUDGET),
)
items = st.lists(st.tuples(blobs, st.none() | blobs), max_size=6)
parts = st.builds(
    lambda log, first, pairs, note: wire.LogPart(log, first, tuple(e for e, _ in pairs), tuple(c for _, c in pairs), note),
    logs,
    counts,
    items,
    st.none() | blobs,
)
contents = st.builds(wire.Content, log=logs, seq=counts, index=st.integers(0, 9_999), data=st.none() | blobs)
responses = st.builds(
    wire.SyncResponse,
    version=st.just(wire.VERSION),
    heads=heads,
    parts=tuples(parts),
    contents=tuples(contents),
    notes=notes,
    more=st.booleans(),
)
PARSERS = (wire.parse_request, wire.parse_response)


def refusal_of(parse, data):
    with pytest.raises(Refusal) as caught:
        parse(data)
    assert len(caught.value.words) < 400
    return caught.value.code, caught.value.rule


@given(requests)
def test_requests_round_trip(request):
    assert wire.parse_request(wire.render_request(request)) == request


@given(responses)
def test_responses_round_trip(response):
    assert wire.parse_response(wire.render_response(response)) == response


@given(logs)
def test_a_logs_name_round_trips(text):
    assert wire.log_text(wire.log_name(text)) == text


@given(st.sampled_from(PARSERS), st.binary())
def test_any_bytes_are_refused(parse, data):
    assert refusal_of(parse, data) in (("message-malformed", "X1"), ("version-unknown", "X2"))


@given(responses, st.data())
def test_a_changed_byte_or_a_cut_gives_a_message_or_a_refusal(response, data):
    whole = wire.render_response(response)
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:at] + bytes([data.draw(st.integers(0, 255))]) + whole[at + 1 :]
    assert refusal_of(wire.parse_response, whole[:at])[1] in ("X1", "X2")
    try:
        assert isinstance(wire.parse_response(changed), wire.SyncResponse)
    except Refusal as refused:
        assert refused.rule in ("X1", "X2")


def encoded(**fields):
    return msgspec.msgpack.encode({"version": 1, "heads": {}} | fields)


PART = {"log": "GBR/1", "first": 0, "entries": [b""], "contents": [None]}
REPORT = {"log": "GBR/1", "first_seq": 0, "last_seq": 0, "status": "sealed"}


@pytest.mark.parametrize(
    ("parse", "field", "within", "beyond"),
    [
        (0, "heads", {"GBR/9999": 2**53}, {"GBR/10000": 1}),
        (0, "heads", {"GBR/1": 0}, {"GBR/1": -1}),
        (0, "heads", {"GBR/1": 0}, {"GBR/1\n": 0}),
        (0, "heads", {"GBR/1": 0}, {"GBR/01": 0}),
        (0, "heads", {f"GBR/{n}": 0 for n in range(1, 1025)}, {f"GBR/{n}": 0 for n in range(1, 1026)}),
        (0, "want", [["GBR/1", 0, 0]] * 4096, [["GBR/1", 0, 0]] * 4097),
        (0, "want", [["GBR/1", 0, 9999]], [["GBR/1", 0, 10000]]),
        (0, "max_bytes", 2**24, 2**24 + 1),
        (0, "max_bytes", 1, 0),
        (0, "notes", {"checkpoints": [b"x" * 131_072]}, {"checkpoints": [b"x" * 131_073]}),
        (0, "notes", {"checkpoints": [b""] * 1024}, {"checkpoints": [b""] * 1025}),
        (0, "notes", {"reports": [REPORT]}, {"reports": [REPORT | {"status": "lost"}]}),
        (0, "notes", {"reports": [REPORT | {"words": {"en": "x" * 2000}}]}, {"reports": [REPORT | {"words": {"en": "x" * 2001}}]}),
        (0, "notes", {"reports": [REPORT | {"act": "a" * 64}]}, {"reports": [REPORT | {"act": "a" * 63}]}),
        (1, "parts", [PART | {"entries": [b"x" * 65_535]}], [PART | {"entries": [b"x" * 65_536]}]),
        (1, "parts", [PART | {"contents": [b"x" * (2**20 + 32)]}], [PART | {"contents": [b"x" * (2**20 + 33)]}]),
        (1, "parts", [PART], [PART | {"contents": []}]),
        (1, "contents", [{"log": "GBR/1", "seq": 0, "index": 0}], [{"log": "gbr/1", "seq": 0, "index": 0}]),
        (1, "more", True, 1),
    ],
)
def test_limits_hold_to_the_item(parse, field, within, beyond):
    PARSERS[parse](encoded(**{field: within}))
    assert refusal_of(PARSERS[parse], encoded(**{field: beyond})) == ("message-malformed", "X1")


@pytest.mark.parametrize("parse", PARSERS)
def test_another_version_is_named_even_where_it_does_not_read(parse):
    assert refusal_of(parse, msgspec.msgpack.encode({"version": 2, "heads": {}})) == ("version-unknown", "X2")
    assert refusal_of(parse, msgspec.msgpack.encode({"version": 2, "positions": []})) == ("version-unknown", "X2")


@pytest.mark.parametrize("parse", PARSERS)
def test_a_field_not_named_is_skipped(parse):
    assert parse(encoded(colour="red")) == parse(encoded())


def test_sizes_are_bounded(monkeypatch):
    monkeypatch.setattr(wire, "MAX_REQUEST", 100)
    assert refusal_of(wire.parse_request, encoded(padding="x" * 100)) == ("message-malformed", "X1")


@pytest.mark.parametrize("head", [b"\xdd\xff\xff\xff\xff", b"\xdf\xff\xff\xff\xff", b"\xc6\xff\xff\xff\xff", b"\x91" * 100_000])
def test_lengths_that_lie_and_depth_without_end_take_no_memory(head):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for field in (b"parts", b"colour"):
        data = b"\x83\xa7version\x01\xa5heads\x80" + bytes([0xA0 + len(field)]) + field + head
        assert refusal_of(wire.parse_response, data) == ("message-malformed", "X1")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024  # KiB
