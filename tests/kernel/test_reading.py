"""Gate 2: each rule by a body that breaks exactly it, and hostile bytes."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente import areas
from entente.kernel import canonical
from entente.kernel.act import SALT, BodyRef, Header, Target, content_digest
from entente.kernel.errors import Refusal
from entente.kernel.reading import AttachmentRef, Reading, Shelf, is_attachment, is_content_of, read

LABEL = {
    "policy": "entente:sample:gbr:1",
    "classification": "OFFICIAL",
    "categories": [{"tag": "releasable-to", "type": "permissive", "values": ["GBR", "JPN"]}],
}
STATEMENT = {
    "title": {"en": "On the rule of law"},
    "clauses": ["jp-gb-2017#S1"],
    "said_on": "2018-10-02",
    "text": {"en": "We said so."},
    "public": True,
}

UNKNOWN = STATEMENT["clauses"][0] + "99"  # a clause that no instrument has


def shelf(clauses: frozenset[str] | None = frozenset({"jp-gb-2017#S1"}), problem: str = "") -> Shelf:
    """A node that reads what this release reads, with one clause concluded."""
    return Shelf(areas.registry(), ("GBR", "JPN"), clauses, lambda label: problem)


def header(kind: str = "state", targets: tuple[Target, ...] = (Target("statement", 1),), **changed: object) -> Header:
    """A header of the kind; its place in a log does not matter here."""
    values = {"v": 1, "log": "", "seq": 0, "prev": "0" * 64, "kind": kind, "post": "GBR:FCDO:desk", "signed_at": "", "label": LABEL}
    return Header(**{**values, "targets": targets, **changed})


def content(body: object) -> bytes:
    """A salt and the canonical body."""
    return bytes(SALT) + canonical.encode(body)


def refusal(body: bytes, head: Header | None = None, on: Shelf | None = None) -> Refusal:
    """What stands against a body."""
    with pytest.raises(Refusal) as caught:
        read(head or header(), body, on or shelf())
    return caught.value


def test_a_statement_reads() -> None:
    reading = read(header(), content({"texts": [STATEMENT]}), shelf())
    assert reading.texts[0].said_on.isoformat() == "2018-10-02"
    assert canonical.decode(reading.raw[0]) == STATEMENT


@pytest.mark.parametrize(
    ("rule", "body"),
    [
        ("B3", content(["texts"])),
        ("B3", content({"texts": [STATEMENT], "other": 1})),
        ("B3", bytes(SALT) + b'{"texts":[}'),
        ("B3", bytes(SALT) + b"\xff\xfe"),
        ("B4", content({"texts": []})),
        ("B4", content({"texts": [STATEMENT, STATEMENT]})),
        ("B4", content({"texts": [STATEMENT], "answer": {"outcome": "destroyed"}})),
        ("B6", content({"texts": [{**STATEMENT, "said_on": "2018-02-30"}]})),
        ("B6", content({"texts": [{**STATEMENT, "clauses": "jp-gb-2017#S1"}]})),
        ("B8", content({"texts": [{**STATEMENT, "clauses": [UNKNOWN]}]})),
        ("RFC 8785", bytes(SALT) + b'{"texts": [' + canonical.encode(STATEMENT) + b"]}"),
    ],
)
def test_each_rule_names_itself(rule: str, body: bytes) -> None:
    assert refusal(body).rule == rule


def test_types_and_versions_this_node_does_not_know_are_sealed() -> None:
    assert refusal(content({"texts": [{}]}), header(targets=(Target("treaty", 1),))).rule == "B5"
    assert refusal(content({"texts": [STATEMENT]}), header(targets=(Target("statement", 99),))).code == "schema-unknown"


def test_a_label_the_node_may_not_hold_is_asked_about_before_the_body_is_looked_at() -> None:
    assert refusal(b"no body at all", on=shelf(problem="Above the ceiling.")).rule == "B9"


def test_without_an_instrument_no_clause_is_known() -> None:
    assert refusal(content({"texts": [STATEMENT]}), on=shelf(None)).rule == "B8"


def test_an_answer_says_what_became_of_a_purged_body() -> None:
    said = content({"answer": {"outcome": "passed-on", "to": ["Ministry of Defence"]}, "remark": {"en": "Before the purge."}})
    reading = read(header("answer", ()), said, shelf())
    assert reading.answer is not None and reading.answer.outcome == "passed-on" and reading.answer.to == ["Ministry of Defence"]
    assert refusal(content({"answer": {"outcome": "lost"}}), header("answer", ())).rule == "B3"
    assert refusal(said, header("decline", ())).rule == "B4"


@given(st.binary(max_size=200))
def test_hostile_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        assert isinstance(read(header(), bytes(SALT) + data, shelf()), Reading)
    except Refusal as refused:
        assert refused.words


@given(st.binary(min_size=SALT, max_size=100), st.integers(0, 99))
def test_a_content_is_the_one_committed_to_and_no_other(data: bytes, place: int) -> None:
    head = header(body=BodyRef(content_digest(data), max(2, len(data) - SALT)))
    ref = AttachmentRef("file", "text/plain", len(data) - SALT, content_digest(data))
    assert is_content_of(head, data) == (len(data) - SALT >= 2)
    assert is_attachment(ref, data)
    changed = bytes(b ^ (1 if i == place % len(data) else 0) for i, b in enumerate(data))
    assert not is_content_of(head, changed) and not is_attachment(ref, changed)
    assert not is_attachment(msgspec.structs.replace(ref, size=ref.size + 1), data)
