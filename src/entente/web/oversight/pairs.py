"""Pairs of statements as pages show them: whose words, both sentences, the signs, what was judged.

Values of the gate's functions in, values for templates out. Serves every clause that takes a position.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from entente.node.officer import CLEARING
from entente.node.oversight.asking import Asking
from entente.node.oversight.sayings import Compared, who
from entente.web import words
from entente.web.gate import Sight
from entente.web.person.posts import DRAFTER


def may_judge(sight: Sight) -> bool:
    """Whether the person's post judges: who drafts, and who clears."""
    return bool(sight.reader.roles & {DRAFTER, CLEARING})


def state_of(one: Compared) -> str:
    """Whether an officer has judged a pair, and how."""
    return "unjudged" if one.judged is None else "differs" if one.judged.differs else "agrees"


def listed(sight: Sight, asked: Asking, found: Iterable[Compared]) -> list[dict[str, Any]]:
    """Pairs as a page shows them."""
    kinds = words.of_areas()["enum"]["ContradictionKind"]
    lines = []
    for one in found:
        pair = one.pair
        texts = ((pair.one, pair.side_by_side[0]), (pair.other, pair.side_by_side[1]))
        lines.append(
            {
                "pair": pair,
                "kind": kinds[pair.kind],
                "texts": [{"who": who(asked, said), "said": said, "words": quoted} for said, quoted in texts],
                "state": state_of(one),
                "judged": one.judged,
                "name": "|".join(pair.name),
                "clauses": [clause.rpartition("#")[2] for clause in pair.clauses],
            }
        )
    return lines
