"""Fields of cooperation, one folder each; none imports another. Pure: `AREAS` is the explicit list, nothing registers itself.

Serves every clause through its areas; A0: an area of cooperation that both sides add is one more name in this list.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from importlib import resources
from typing import Any

from entente.areas import (
    action_plan,
    administration,
    commissioning,
    consultations,
    drafting,
    instruments,
    invitations,
    logistics,
    oversight,
    positions,
    recorded,
    records_management,
    visits,
)
from entente.kernel.area import Area, Kind, Part, Registry, Words
from entente.kernel.wording import parts, path_words

_LIST: tuple[Area, ...] = (
    instruments.AREA,
    action_plan.AREA,
    consultations.AREA,
    positions.AREA,
    records_management.AREA,
    drafting.AREA,
    recorded.AREA,
    administration.AREA,
    oversight.AREA,
    commissioning.AREA,
    invitations.AREA,
    visits.AREA,
    logistics.AREA,
)


@cache
def _strings(area: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(f"{__name__}.{area}").joinpath("text.toml").read_text("utf-8"))


def _words(area: str, kind: Kind) -> Mapping[str, Words]:
    return path_words(_strings(area), *kind.schemas.values(), kind.national)


def _parts(area: str, kind: Kind) -> tuple[Part, ...]:
    return parts(_strings(area), kind.schemas[kind.latest])


def _worded(area: Area) -> Area:
    """The area with the words of its types' fields, which are read from its text.toml when first asked for."""
    kinds = (replace(k, words=cache(partial(_words, area.name, k)), parts=cache(partial(_parts, area.name, k))) for k in area.kinds)
    return replace(area, kinds=tuple(kinds))


AREAS: tuple[Area, ...] = tuple(_worded(area) for area in _LIST)
"""Every area, its types with their words."""


def registry() -> Registry:
    """What a node of this release can read; a test that wants an older node passes fewer areas or schemas to Registry itself."""
    return Registry(AREAS)
