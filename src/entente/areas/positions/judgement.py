"""An officer's judgement on two texts that may contradict one another: they differ, or they do not (own record, national channel).

Pure. A machine finds pairs and says by what signs; whether two governments, or one and its own earlier words, say different things is
for an officer to judge. The judgement names the acts of the texts as they stood, so that a new text is judged anew. Published versions
are frozen. Serves every clause, above all those that only take positions.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from entente.areas.positions.records import ClauseId, RecordId, Short, Words

ContradictionKind = Literal["SIDES", "OWN EARLIER WORDS", "JOINT STATEMENT", "LANGUAGES"]
DifferenceVerdict = Literal["DIFFERS", "DOES NOT DIFFER"]


class PositionJudgement(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What an officer judged of one pair: `one` and `other` are the acts of its texts; no `other` where it is one text's two languages."""

    kind: ContradictionKind
    record: RecordId
    one: RecordId
    verdict: DifferenceVerdict
    officer: Short
    post: Short
    other: RecordId | None = None
    clauses: Annotated[tuple[ClauseId, ...], Meta(max_length=40)] = ()
    remark: Words | None = None
