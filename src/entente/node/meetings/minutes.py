"""Minutes as they were last put to the other side, and what stands against agreeing a text of which one language alone changed.

Touches the database (reads). Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import msgspec

from entente.areas.consultations.meetings.decided import check_languages
from entente.areas.consultations.papers import AnyMinutes
from entente.kernel.act import Cite
from entente.kernel.area import Problem
from entente.kernel.charter import Charter
from entente.kernel.fold import Record
from entente.node import look
from entente.node.node import Node


def read_minutes(node: Node, text: Mapping[str, Any] | None) -> AnyMinutes | None:
    """Minutes of whichever version can hold this text; None for none."""
    schemas = node.registry.kinds["minutes"].schemas
    for version in sorted(schemas, reverse=True):
        with suppress(msgspec.ValidationError):
            found: Any = msgspec.convert(dict(text), schemas[version]) if text is not None else None
            return found  # type: ignore[no-any-return]
    return None


def answered(node: Node, charter: Charter, state: Record | None, answers: str | None) -> AnyMinutes | None:
    """The minutes that a text on a record is compared with: the proposal that it answers (its act), else the text agreed."""
    if state is None:
        return None
    at: tuple[Cite, int] | None = next(((p.cite, p.index) for p in state.proposals if p.cite.act == answers), None)
    if at is None and state.agreed:
        at = state.agreed[-1].proposal, state.agreed[-1].index
    return read_minutes(node, look.text_of(node, charter, *at)) if at is not None else None


def against(node: Node, charter: Charter, state: Record | None, text: Mapping[str, Any], answers: str | None) -> list[Problem]:
    """R1.9 over minutes that revise a record, compared as `answered` says; nothing where there is nothing to compare with."""
    typed, before = read_minutes(node, text), answered(node, charter, state, answers)
    return list(check_languages(before, typed)) if before is not None and typed is not None else []
