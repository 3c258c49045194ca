"""What each side says of a standing in its own words: explanations, beside what the rules found. Touches the database (reads).

Serves I3 and every clause.
"""

from __future__ import annotations

from entente.implementation.matters import Explanation
from entente.implementation.papers.paper import Sentence
from entente.node.oversight.asking import Asking, held


def explanations(asking: Asking) -> dict[str, list[Explanation]]:
    """The newest explanation of each side by what it is about: a clause's id, or the record id of a measure or a series."""
    newest: dict[tuple[str, str], tuple[object, Explanation]] = {}
    for one in held(asking, "explanation"):
        words = {key: text for key, text in (("en", one.text.text.en), ("ja", one.text.text.ja)) if text}
        told = Explanation(one.row.party, Sentence(words, (one.act,), one.labels))
        for about in (*one.text.clauses, *one.text.records):
            order = (one.text.said_on, one.row.number)
            if (about, one.row.party) not in newest or newest[about, one.row.party][0] < order:  # type: ignore[operator]
                newest[about, one.row.party] = (order, told)
    out: dict[str, list[Explanation]] = {}
    for (about, _), (_, told) in sorted(newest.items(), key=lambda item: item[0]):
        out.setdefault(about, []).append(told)
    return out
