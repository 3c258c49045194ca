"""The one rule over statements of position: each stands as a dated fact until it is revised or withdrawn.

Pure. No clock and no comparison of sides: a position gets no traffic light but each side's dated words. The fact holds
from the day on which it was said, which may be long before the act that records it. Serves every clause a statement names.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from entente.areas.positions.records import Statement
from entente.kernel.area import Group, Interval
from entente.kernel.bilingual import en_day, ja_day

CODE = "position.statement"
STATES = ("stated",)


def statement_rules(group: Group) -> list[Interval]:
    """One fact for each readable revision of a statement, in order, ended by a withdrawal.

    A revision of a later day ends the words before it on that day; one of the same day or an earlier is a correction and replaces them
    whole. What a revision says that cannot be read is unknown from the day of its act.
    """
    out: list[Interval] = []
    for record in group.records:
        if record.type != "statement" or record.party is None:
            continue
        ends: date | None = record.withdrawn_on
        for revision in reversed(record.revisions):
            text: Statement | None = revision.text
            starts = revision.effective_on if text is None else text.said_on
            if ends is not None and starts >= ends:
                continue
            if text is not None:
                reason = _stated(record.party, text.said_on, text.public)
                out.append(Interval("fact", CODE, "stated", starts, ends, record.record, reason, (revision.act,), text.clauses))
            ends = starts
    out.reverse()
    return out


@lru_cache(maxsize=16384)
def _stated(party: str, on: date, public: bool) -> dict[str, str]:
    """Whose words they are, of which day, and said to whom; built once for the same values and shared."""
    day = ja_day(on)
    if public:
        return {"en": f"{party} stated this publicly on {en_day(on)}.", "ja": f"{party}は、{day}にこれを公に表明した。"}
    return {"en": f"{party} stated this to its partner on {en_day(on)}.", "ja": f"{party}は、{day}にこれを相手側に表明した。"}
