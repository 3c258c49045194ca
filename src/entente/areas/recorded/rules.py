"""How recorded words stand: recorded by one side alone, confirmed or corrected by the party whose words they are.

Pure. An answer counts only where the party that is quoted gives it; the last one holds. Never an acceptance. Serves I1, I3.
"""

from __future__ import annotations

from datetime import date

from entente.areas.recorded.records import Confirmation, Recorded
from entente.kernel.area import Group, Interval, Linked, Words

CODE = "recorded.words"


def recorded_rules(group: Group) -> list[Interval]:
    """One fact for each stretch in which the recorded words stood in one state."""
    out: list[Interval] = []
    for record in group.of("recorded"):
        text = record.revisions[-1].text if record.revisions else None
        if not isinstance(text, Recorded) or record.party is None:
            continue
        first = record.revisions[-1]
        steps: list[tuple[date, str, str]] = [(first.effective_on, "recorded", first.act)]
        steps += [(max(day, first.effective_on), state, act) for day, state, act in _answers(group, text.party)]
        for at, (starts, state, act) in enumerate(steps):
            ends = steps[at + 1][0] if at + 1 < len(steps) else record.withdrawn_on
            if record.withdrawn_on is not None and ends is not None:
                ends = min(ends, record.withdrawn_on)
            if ends is None or starts < ends:
                reason = _reason(state, record, text.party)
                out.append(Interval("fact", CODE, state, starts, ends, record.record, reason, (act,), text.clauses))
    return out


def _answers(group: Group, party: str) -> list[tuple[date, str, str]]:
    """(day, answer, act) of what the quoted party itself says of it, in order."""
    found = []
    for record in group.of("recorded-answer"):
        if record.party != party or record.withdrawn_on is not None or not record.revisions:
            continue
        last = record.revisions[-1]
        if isinstance(last.text, Confirmation) and last.text.recorded == group.key:
            found.append((last.effective_on, last.text.answer, last.act))
    return sorted(found, key=lambda item: (item[0], item[2]))


def _reason(state: str, record: Linked, party: str) -> Words:
    author = record.party or ""
    if state == "confirmed":
        return {"en": f"{party} has confirmed what {author} recorded.", "ja": f"{party}は、{author}による記録を確認した。"}
    if state == "corrected":
        return {"en": f"{party} has corrected what {author} recorded.", "ja": f"{party}は、{author}による記録を訂正した。"}
    return {
        "en": f"Recorded by {author}; {party} has not confirmed it, and this is not its acceptance.",
        "ja": f"{author}による記録。{party}の確認はなく、同意を意味しない。",
    }
