"""The record types this node can write, and the published JSON Schema of each version of each.

Pure. The schemas are the very ones that gate 2 reads bodies with, so what passes here has the right shape there (JSON Schema 2020-12).
Serves every clause.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from django.http import Http404, HttpRequest
from ninja import Path, Router

from entente.kernel.area import Kind
from entente.web.api import envelopes
from entente.web.api.door import Text, operation
from entente.web.gate import Shows

router = Router(tags=["types"])
DIALECT = "https://json-schema.org/draft/2020-12/schema"
Version = Annotated[int, Path(ge=1, le=999)]


@operation(router, "GET", path="/types", what=Shows.TRAFFIC, response=list[envelopes.Type], summary="Record types")
def list_types(request: HttpRequest) -> list[dict[str, Any]]:
    """Every record type that this node knows, by name."""
    kinds: list[Kind] = sorted(request.sight.node.registry.kinds.values(), key=lambda kind: kind.type)
    return [
        {
            "type": kind.type,
            "titles": kind.titles,
            "joint": kind.joint,
            "authentic": kind.authentic,
            "versions": sorted(kind.schemas),
            "clauses": kind.clauses,
        }
        for kind in kinds
    ]


@operation(router, "GET", path="/types/{type}/{version}/schema", what=Shows.TRAFFIC, response=dict[str, Any], summary="A type's schema")
def get_schema(request: HttpRequest, type: Text, version: Version) -> dict[str, Any]:
    """The JSON Schema of one published version of a record type; a version that was published never changes."""
    kind: Kind | None = request.sight.node.registry.kinds.get(type)
    if kind is None or version not in kind.schemas:
        raise Http404
    return {"$schema": DIALECT, "$id": f"urn:entente:type:{type}:{version}"} | msgspec.json.schema(kind.schemas[version])
