"""How recorded words stand: recorded by one side alone, confirmed or corrected by the party whose words they are.

Pure. An answer counts only where the party that is quoted gives it, and for the text that it was given about; the last one holds. While
words wait for an answer it is the quoted party's move, where it takes part in the channel. Never an acceptance. Serves I1, I3.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from entente.areas.recorded.records import AnyConfirmation, ConfirmationOfText, Recorded
from entente.kernel.area import Group, Interval, Linked, Words

CODE = "recorded.words"


def recorded_rules(group: Group) -> list[Interval]:
    """One fact for each stretch in which a text of recorded words stood in one state."""
    out: list[Interval] = []
    for record in group.of("recorded"):
        if record.party is None:
            continue
        for at, revision in enumerate(record.revisions):
            text = revision.text
            if not isinstance(text, Recorded):
                continue
            after = [record.revisions[at + 1].effective_on] if at + 1 < len(record.revisions) else []
            ends = min([*after, *([record.withdrawn_on] if record.withdrawn_on is not None else [])], default=None)
            steps = [(revision.effective_on, "recorded", revision.act), *_answers(group, text.party, (revision.act, revision.effective_on))]
            out += _stretches(record, text, steps, (ends, text.party in group.parties and text.party != record.party))
    return out


def _stretches(record: Linked, text: Recorded, steps: list[tuple[date, str, str]], how: tuple[date | None, bool]) -> Iterator[Interval]:
    """The states of one text, each until the next; `how` is the day on which the text was gone, and whether its party can answer."""
    end, answers = how
    for at, (starts, state, act) in enumerate(steps):
        ends = steps[at + 1][0] if at + 1 < len(steps) else end
        if end is not None and ends is not None:
            ends = min(ends, end)
        move = text.party if state == "recorded" and answers else None
        if ends is None or starts < ends:
            reason = _reason(state, record, text.party)
            yield Interval("fact", CODE, state, starts, ends, record.record, reason, (act,), text.clauses, move)


def _answers(group: Group, party: str, about: tuple[str, date]) -> list[tuple[date, str, str]]:
    """(day, answer, act) of what the quoted party itself says of one text, in order; one that names no text is about that of its day."""
    act, since = about
    found = []
    for record in group.of("recorded-answer"):
        if record.party != party or record.withdrawn_on is not None or not record.revisions:
            continue
        last = record.revisions[-1]
        if isinstance(last.text, AnyConfirmation) and last.text.recorded == group.key:
            named = last.text.revision == act if isinstance(last.text, ConfirmationOfText) else last.effective_on >= since
            found += [(max(last.effective_on, since), last.text.answer, last.act)] if named else []
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
