"""The answering side: a signed request in, a signed response out, whatever the web framework.

Pure but for the Source it asks. Endpoints under `/exchange/v1/<channel>/` (docs/protocol.md, section on exchange):
POST sync, GET <party>/<generation>/checkpoint, GET <party>/<generation>/tile/... (C2SP tlog-tiles). What is answered to a party is
signed, refusals too; a stranger gets an unsigned refusal that is the same whether or not the channel exists.
Serves I1 and every clause: acts travel through it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from entente.exchange import compress, wire
from entente.exchange.auth import WINDOW, Signed, check_clock, sign_response, verify_request
from entente.exchange.errors import refusal, status_of
from entente.exchange.message import MEDIA_TYPE, PREFIX, Request, Response
from entente.exchange.replay import NonceMemory
from entente.exchange.source import Source
from entente.kernel.act import LogName
from entente.kernel.errors import Refusal
from entente.kernel.proofs.tile import parse_path

ERROR_TYPE = "application/json"
_TARGET = re.compile(r"([0-9a-f]{64})/(?:(sync)|([A-Z]{3})/([1-9][0-9]{0,3})/(?:(checkpoint)|(tile/[0-9a-z/.]{3,60})))\Z")


class Target(NamedTuple):
    """What a path names: `sync` where `log` is None, the checkpoint where `tile` is empty, otherwise that tile or bundle."""

    channel: str
    log: LogName | None
    tile: str

    @property
    def method(self) -> str:
        """The one method of the endpoint."""
        return "POST" if self.log is None else "GET"


def handle(request: Request, source: Source, now: int, nonces: NonceMemory, window: int = WINDOW) -> Response:
    """The response to any request; every refusal of errors.py becomes its status and a JSON body.

    `now` in seconds of Unix time; `window` seconds, the same as the memory of nonces was made for. What the Source raises other than
    Refusal is not caught.
    """
    try:
        target, signed = _authenticate(request, source)
    except Refusal as refused:
        return render_refusal(refused)
    try:
        check_clock(signed, now, window)
        nonces.remember(signed, now)
        if signed.to != source.party(target.channel):
            raise refusal("misdirected", f"This request asks {signed.to}; this is another party's node.")
        response = _answer(request, target, signed.party, source)
    except Refusal as refused:
        response = render_refusal(refused)
    return sign_response(response, signed, source.transport_key(target.channel, signed.party), now)


def render_refusal(refused: Refusal) -> Response:
    """The unsigned response of a refusal: its status and `{"code", "rule", "words"}`."""
    body = msgspec.json.encode({"code": refused.code, "rule": refused.rule, "words": refused.words})
    return Response(status_of(refused), {"content-type": ERROR_TYPE}, body)


def parse_target(path: str) -> Target:
    """What the path names, whatever it is mounted under. Refuses "not-found" (X9) from the text alone."""
    _, _, rest = path.partition(PREFIX)
    found = _TARGET.match(rest)
    if found is None:
        raise refusal("not-found", "There is no such endpoint.")
    channel, sync, party, generation, _, tile = found.groups()
    return Target(channel, None if sync else (party, int(generation)), tile or "")


def _authenticate(request: Request, source: Source) -> tuple[Target, Signed]:
    """What is asked and by which party. Nothing before the signature's verdict depends on the channel but its keys."""
    target = parse_target(request.path)
    if request.method != target.method:
        raise refusal("not-found", f"There is no such endpoint for {request.method[:10]}; it is asked with {target.method}.")
    if len(request.body) > wire.MAX_REQUEST:
        raise refusal("too-large", f"A request has at most {wire.MAX_REQUEST:,} bytes of content.")
    if request.headers.get("entente-channel") != target.channel:
        raise refusal("signature-malformed", "The header entente-channel is not the channel of the path.")
    return target, verify_request(request, source.transport_keys(target.channel))


def _answer(request: Request, target: Target, party: str, source: Source) -> Response:
    accepted = request.headers.get("accept-encoding", "")
    if target.log is None:
        asked = wire.parse_request(_content(request))
        return _coded(wire.render_response(_synchronise(asked, target.channel, party, source)), MEDIA_TYPE, accepted)
    _check_logs([target.log], target.channel, source)
    if not target.tile:
        note = source.checkpoint(target.channel, target.log)
        return _coded(_held(note), "text/plain; charset=utf-8", accepted)
    try:
        place = parse_path(target.tile)
    except Refusal as refused:
        raise refusal("not-found", refused.words) from None
    tile = source.tile(target.channel, target.log, place.level, place.index, place.width)
    return _coded(_held(tile), "application/octet-stream", accepted)


def _synchronise(asked: wire.SyncRequest, channel: str, party: str, source: Source) -> wire.SyncResponse:
    held_there = {wire.log_name(text): size for text, size in asked.heads.items()}
    wanted = [wire.log_name(want.log) for want in asked.want]
    _check_logs([*held_there, *wanted], channel, source)
    source.receive_notes(channel, party, held_there, asked.notes)
    heads = source.heads(channel)
    own_first = sorted(heads, key=lambda log: (log[0] != party, log))
    parts, left = _parts(source, channel, [(log, held_there.get(log, 0), heads[log]) for log in own_first], asked.max_bytes)
    contents = _contents(source, channel, asked.want, left)
    reached = {**held_there, **{wire.log_name(part.log): part.first + len(part.entries) for part in parts}}
    more = len(contents) < len(asked.want) or any(size > reached.get(log, 0) for log, size in heads.items())
    sizes = {wire.log_text(log): size for log, size in heads.items()}
    return wire.SyncResponse(wire.VERSION, sizes, parts, contents, source.notes_for(channel, party), more)


def _parts(source: Source, channel: str, gaps: list[tuple[LogName, int, int]], budget: int) -> tuple[tuple[wire.LogPart, ...], int]:
    """Of each (log, first, size) what the asker lacks, as far as the budget goes; and what is left of the budget, in bytes."""
    parts = []
    for log, first, size in gaps:
        if size <= first or budget <= 0:
            continue
        entries, contents = source.entries(channel, log, first, budget)
        if entries:
            note = source.checkpoint(channel, log)
            parts.append(wire.LogPart(wire.log_text(log), first, tuple(entries), tuple(contents), note))
            budget -= sum(map(len, entries)) + sum(len(content) for content in contents if content is not None)
    return tuple(parts), budget


def _contents(source: Source, channel: str, wanted: tuple[wire.Want, ...], budget: int) -> tuple[wire.Content, ...]:
    """The contents asked for, in order, until the budget is used up; the last may pass it, so that a large one is served at all."""
    contents = []
    for want in wanted:
        if budget <= 0:
            break
        data = source.content(channel, wire.log_name(want.log), want.seq, want.index)
        contents.append(wire.Content(want.log, want.seq, want.index, data))
        budget -= len(data or b"")
    return tuple(contents)


def _check_logs(logs: Iterable[LogName], channel: str, source: Source) -> None:
    """Refuses logs of those who are no parties, so that a node is never asked about them."""
    charter = source.charter(channel)
    codes = charter.codes if charter else ()
    for party, _ in logs:
        if party not in codes:
            raise refusal("message-malformed", f"The message names a log of {party}, which is not a party of this channel.")


def _content(request: Request) -> bytes:
    kind = request.headers.get("content-type", "")
    if kind != MEDIA_TYPE:
        raise refusal("encoding-unknown", f"A synchronisation has the content type {MEDIA_TYPE}.")
    return compress.decode(request.headers, request.body, wire.MAX_REQUEST)


def _held(data: bytes | None) -> bytes:
    if data is None:
        raise refusal("not-found", "This node does not hold what is asked for.")
    return data


def _coded(body: bytes, kind: str, accepted: str) -> Response:
    """The response with its content compressed where the asker takes that and it is worth it."""
    takes = any(token.partition(";")[0].strip() == compress.NAME for token in accepted.split(","))
    headers, body = compress.encode(body) if takes else ({}, body)
    return Response(200, {"content-type": kind, **headers}, body)
