"""Canonical JSON: laws first, then the published vectors of RFC 8785, then the refusals one by one."""

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from entente.kernel import canonical
from entente.kernel.errors import Refusal

SHARED = Path(os.environ.get("ENTENTE_SHARED", Path(__file__).parents[2].parent / "shared")) / "data"
VECTORS = SHARED / "crypto-logs" / "jcs-rfc8785.zip"

# The oracle stops at 2^53 - 1; 2^53 itself is tested apart.
integers = st.integers(-(2**53) + 1, 2**53 - 1)
texts = st.text(st.characters(exclude_categories=["Cs"])) | st.from_regex(r"[0-9]{14,20}", fullmatch=True)
keys = st.text(st.characters(max_codepoint=0x7F))
values = st.recursive(
    st.none() | st.booleans() | integers | texts, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=25
)


@given(values)
def test_bytes_are_those_of_an_independent_encoder_and_read_back(value):
    data = canonical.encode(value)
    assert data == rfc8785.dumps(value)
    assert canonical.encode(canonical.decode(data)) == data
    assert json.loads(data) == canonical.decode(data) == value


@given(values, st.data())
def test_a_changed_byte_never_reads_as_anything_but_its_own_canonical_bytes(value, data):
    original = bytearray(canonical.encode(value))
    place = data.draw(st.integers(0, len(original) - 1))
    original[place : place + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=3))
    _value_or_refusal(bytes(original))


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_a_value_or_a_refusal(data):
    _value_or_refusal(data)


@given(
    st.recursive(st.floats() | st.integers() | st.text() | st.binary(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)
def test_any_value_gives_bytes_that_read_back_or_a_refusal(value):
    try:
        data = canonical.encode(value)
    except Refusal as refusal:
        assert refusal.code == "not-canonicalisable"
    else:
        assert canonical.decode(data) == value


def _value_or_refusal(data):
    try:
        value = canonical.decode(data)
    except Refusal as refusal:
        assert refusal.code == "not-canonical"
    else:
        assert canonical.encode(value) == data


@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "values"])
def test_the_published_pairs(name):
    if not VECTORS.exists():
        pytest.skip("the shared test data is not on this machine")
    archive = zipfile.ZipFile(io.BytesIO(VECTORS.read_bytes()))
    said, output = json.loads(archive.read(f"input/{name}.json")), archive.read(f"output/{name}.json")
    assert output == bytes.fromhex(archive.read(f"outhex/{name}.txt").decode())
    outside = {"french": "key that is not an ASCII string", "values": "a float"}
    if name in outside:
        with pytest.raises(Refusal, match=outside[name]):
            canonical.encode(said)
        with pytest.raises(Refusal, match=outside[name]):
            canonical.decode(output)
        return
    assert canonical.decode(output) == said
    if name == "structures":  # its input writes 56 as 56.0, which is a float here
        with pytest.raises(Refusal, match="a float"):
            canonical.encode(said)
        said["1"]["\n"] = 56
    assert canonical.encode(said) == output


@pytest.mark.parametrize("code", [*range(0x21), 0x22, 0x2F, 0x5C, 0x7F, 0x80, 0x9F, 0xAD, 0x2028, 0x2029, 0xFEFF, 0xFFFF, 0x1F600])
def test_every_awkward_character_is_escaped_as_the_standard_says(code):
    text = f"a{chr(code)}b"
    assert canonical.encode(text) == rfc8785.dumps(text)
    assert canonical.decode(canonical.encode(text)) == text


def test_text_is_never_normalised():
    composed, decomposed = "\u00e9", "e\u0301"
    assert canonical.decode(canonical.encode([composed, decomposed, "\ufb01", "\u2126"])) == [composed, decomposed, "\ufb01", "\u2126"]


@pytest.mark.parametrize("number", [2**53, -(2**53), 10**15, 0, -1])
def test_integers_up_to_two_to_the_53_are_kept(number):
    assert canonical.encode({"n": number}) == b'{"n":%d}' % number
    assert canonical.decode(b'{"n":%d}' % number) == {"n": number}


def _nested(depth):
    value = []
    for _ in range(depth - 1):
        value = [value]
    return value


def test_nesting_stops_at_64_both_ways():
    assert canonical.decode(canonical.encode(_nested(64))) == _nested(64)
    with pytest.raises(Refusal, match="nesting"):
        canonical.encode(_nested(65))
    with pytest.raises(Refusal, match="nesting"):
        canonical.decode(b"[" * 65 + b"]" * 65)
    assert canonical.decode(b"[" + b",".join([b"[]"] * 500) + b"]") == [[]] * 500


class _Text(str):
    """A subclass, which the encoder must not take for a plain string."""


CYCLE: list[object] = []
CYCLE.append(CYCLE)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (1.0, "a float"),
        (float("nan"), "a float"),
        (2**53 + 1, "beyond 2"),
        ([-(2**53) - 1], "beyond 2"),
        ({"é": 1}, "not an ASCII string"),
        ({1: 1}, "not an ASCII string"),
        ({None: 1}, "not an ASCII string"),
        ({_Text("a"): 1}, "not an ASCII string"),
        ("\ud800", "lone surrogate"),
        ({"a": ["\udfff"]}, "lone surrogate"),
        (b"bytes", "type bytes"),
        ({1, 2}, "type set"),
        ([_Text("a")], "type _Text"),
        (CYCLE, "nesting"),
    ],
)
def test_values_outside_the_subset_are_refused_with_the_reason(value, reason):
    with pytest.raises(Refusal, match=reason) as caught:
        canonical.encode(value)
    assert caught.value.code == "not-canonicalisable"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" 1",
        b"1 ",
        b"1\n",
        b"1 2",
        b"-0",
        b"01",
        b"+1",
        b"1.0",
        b"1.5",
        b"1e2",
        b"1E400",
        b"NaN",
        b"9007199254740993",
        b"-9007199254740993",
        b"1" * 30,
        b"1" * 10_000,
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1,}',
        b"[1,]",
        b"{a:1}",
        b"{1:1}",
        b"'a'",
        b'"\\u0061"',
        b'"\\/"',
        b'"\\u001F"',
        b'"\\u000a"',
        b'"\\u00e9"',
        b'"\\ud83d\\ude00"',
        b'"\\ud800"',
        b'"\\udc00\\ud800"',
        b'"\t"',
        b'"\x00"',
        b'"\xff"',
        b'"\xc0\x80"',
        b'"\xed\xa0\x80"',
        b'"\xf4\x90\x80\x80"',
        b"\xef\xbb\xbf1",
        b"\xff\xfe1\x00",
        '{"é":1}'.encode(),
        b'{"\\u00e9":1}',
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b"/*c*/1",
        b"tru",
        b"True",
    ],
)
def test_bytes_that_are_not_canonical_are_refused(data):
    with pytest.raises(Refusal) as caught:
        canonical.decode(data)
    assert caught.value.code == "not-canonical"


@given(st.text("0123456789", min_size=16, max_size=40))
@example("0" * 16)
def test_digits_inside_text_are_no_big_integer(digits):
    assert canonical.decode(canonical.encode({"digest": digits})) == {"digest": digits}
