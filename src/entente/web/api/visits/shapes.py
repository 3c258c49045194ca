"""The envelopes of visits: the programme, one visit with what is filed under it, what a delay makes of it.

Pure. As in envelopes.py. Serves S3, S5 and S8.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from entente.web.api.envelopes import Interval, Record, TextOf, Words


class Visit(Schema):
    """A visit: who goes to whom (null: to the region) in which domain, its days as known, where it is in its life."""

    record: Record
    agreed: bool
    visitor: str
    host: str | None
    domain: str
    stage: str
    first: date
    last: date
    place: Words
    life: str | None
    public: bool


class Programme(Schema):
    """A page of the programme in time: `count` is of all pages, `pages` how many there are, the last the latest."""

    count: int
    pages: int
    page: int
    visits: list[Visit]


class Request(Schema):
    """A request for clearance: where it is, its days, the decision it rests on, and whether the asking post may decide it or amend it."""

    record: Record
    type: str
    state: str
    first: date
    last: date
    amendment: int
    number: str | None
    valid_from: date | None
    valid_to: date | None
    conditions: list[Words]
    reason: Words
    may_decide: bool
    may_amend: bool


class VisitWhole(Schema):
    """A visit with its text, requests, reports and all else that is filed under it, what is missing, and what rules find today."""

    visit: Visit
    text: dict[str, Any]
    requests: list[Request]
    filed: list[TextOf]
    missing: list[Words]
    request_by: date | None
    found: list[Interval]


class Slipped(Schema):
    """What a delay makes of one record of a visit: invalidated, moved or kept, why, and its days."""

    record: Record
    fate: str
    why: Words
    first: date
    last: date


class DecisionIn(Schema):
    """Our decision on a request, under the published schema of clearance-decision; the request and its visit are filled in."""

    text: Annotated[dict[str, Any], Field(max_length=40)]


class Purged(Schema):
    """The acts that were purged: every holder is told to destroy its copy."""

    acts: list[str]
