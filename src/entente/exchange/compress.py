"""Content codings: Zstandard within limits, or none.

Pure. RFC 8878, RFC 9110 section 8.4: one frame, level 1, which says how large it becomes and is believed only up to the limit.
Serves every clause: acts travel compressed, about 4 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping

import zstandard

from entente.exchange.errors import refusal

NAME = "zstd"
LEVEL = 1  # of acts it leaves as many bytes as level 3, for half the time
WORTH_BYTES = 512
"""Below this a message is sent as it is."""


def encode(data: bytes) -> tuple[dict[str, str], bytes]:
    """The headers that name the coding, and the content in it: zstd, or as it is where compression would not pay."""
    if len(data) < WORTH_BYTES:
        return {}, data
    return {"content-encoding": NAME}, compress(data)


def decode(headers: Mapping[str, str], body: bytes, limit: int) -> bytes:
    """The content decoded, at most `limit` bytes. Refuses as `decompress`, and "encoding-unknown" (X10) any other coding."""
    coding = headers.get("content-encoding", "identity")
    if coding not in (NAME, "identity"):
        raise refusal("encoding-unknown", "The content is coded in another way than plain or zstd.")
    if coding == NAME:
        return decompress(body, limit)
    if len(body) > limit:
        raise refusal("too-large", f"The content has {len(body):,} bytes; {limit:,} are the most.")
    return body


def compress(data: bytes) -> bytes:
    """One frame that names its decoded size."""
    return zstandard.ZstdCompressor(level=LEVEL).compress(data)


def decompress(data: bytes, limit: int) -> bytes:
    """The decoded bytes, of which there are at most `limit`.

    Refuses "too-large" (X11) a frame that says it holds more, before that memory is taken; "message-malformed" (X1) what is no whole
    single frame that names its size.
    """
    try:
        declared = zstandard.get_frame_parameters(data).content_size
        if declared == zstandard.CONTENTSIZE_UNKNOWN:
            raise refusal("message-malformed", "This is not a zstd frame that names its decoded size.")
        if declared > limit:
            raise refusal("too-large", f"The content decodes to {declared:,} bytes; {limit:,} are the most.")
        return zstandard.ZstdDecompressor().decompress(data, max_output_size=limit, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise refusal("message-malformed", f"This is not a zstd frame: {error}.") from None
