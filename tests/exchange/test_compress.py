"""Content codings: contents round-trip, bombs and broken frames are refused by name."""

import tracemalloc

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from entente.exchange import compress
from entente.kernel.errors import Refusal


@given(st.binary(max_size=3_000))
def test_contents_round_trip(data):
    headers, body = compress.encode(data)
    assert compress.decode(headers, body, 3_000) == data
    assert compress.decompress(compress.compress(data), len(data)) == data


@given(st.binary(), st.integers(0, 100))
def test_any_bytes_are_decoded_within_the_limit_or_refused(data, limit):
    for body in (data, zstandard.FRAME_HEADER + data):
        try:
            assert len(compress.decompress(body, limit)) <= limit
        except Refusal as refused:
            assert refused.rule in ("X1", "X11")


@given(st.binary(min_size=1, max_size=2_000), st.data())
def test_a_frame_cut_short_or_followed_by_something_is_refused(data, choice):
    frame = compress.compress(data)
    cut = choice.draw(st.integers(0, len(frame) - 1))
    for body in (frame[:cut], frame + b"x", frame + frame):
        with pytest.raises(Refusal) as caught:
            compress.decompress(body, 2_000)
        assert caught.value.rule == "X1"


def test_a_bomb_takes_no_memory():
    bomb = compress.compress(b"\0" * 200_000_000)
    assert len(bomb) < 20_000
    tracemalloc.start()
    with pytest.raises(Refusal) as caught:
        compress.decompress(bomb, 8_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (caught.value.code, caught.value.rule) == ("too-large", "X11")
    assert peak < 1_000_000


def test_a_frame_that_lies_about_its_size_is_refused():
    honest = compress.compress(b"\0" * 10_000)  # magic, descriptor with a 2-byte size field (256 added), then blocks
    assert honest[4] >> 6 == 1
    lying = honest[:5] + (100).to_bytes(2, "little") + honest[7:]
    with pytest.raises(Refusal) as caught:
        compress.decompress(lying, 5_000)
    assert caught.value.rule == "X1"


def test_a_frame_without_its_size_is_refused():
    frame = zstandard.ZstdCompressor(write_content_size=False).compress(b"entente" * 100)
    with pytest.raises(Refusal) as caught:
        compress.decompress(frame, 10_000)
    assert "names its decoded size" in caught.value.words


@pytest.mark.parametrize(
    ("coding", "size", "code"), [("gzip", 5, "encoding-unknown"), ("zstd, zstd", 5, "encoding-unknown"), ("identity", 11, "too-large")]
)
def test_other_codings_and_plain_contents_over_the_limit_are_refused(coding, size, code):
    with pytest.raises(Refusal) as caught:
        compress.decode({"content-encoding": coding}, b"x" * size, 10)
    assert caught.value.code == code
