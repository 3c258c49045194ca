"""Deferrals of a group's record: the days on which all agreed that it need not keep its date, and the acts that agreed it.

Pure. Read by what a deferral says, whatever its record type is called in: `target` (or the group it stands in), `starts_on`, `agreed_on`,
`until`. It never reaches back beyond the day on which it was agreed, and after its last day the clock shows what it would have shown
without (R1.6). Serves I1 and I2.
"""

from __future__ import annotations

from entente.kernel.area import Group, Linked, Revision
from entente.kernel.calendar.timeline import FOREVER, Line, extend, weave


def standing(group: Group, type_: str = "deferral") -> Line:
    """The days on which a deferral of the group's own record stands; each value the acts that agreed it."""
    found: list[Line] = []
    for record in group.of(type_):
        revision, until = newest(record)
        if revision is None or revision.text.target != group.key:
            continue
        span = days(revision.text, until)
        if span is not None:
            found.append([(*span, revision.act)])
    out: Line = []
    for a, b, acts in weave(found):
        agreed = tuple(act for act in acts if act is not None)
        if agreed:
            extend(out, a, b, agreed)
    return out


def days(text: object, until: int = FOREVER) -> tuple[int, int] | None:
    """From the day it starts, or was agreed if that is later, to its last day and no further than `until`; None for no day at all."""
    starts = max(text.starts_on, text.agreed_on).toordinal()  # type: ignore[attr-defined]
    ends = min(text.until.toordinal() + 1, until)  # type: ignore[attr-defined]
    return (starts, ends) if starts < ends else None


def newest(record: Linked) -> tuple[Revision | None, int]:
    """The newest text of a record that can be read here, and the day of its withdrawal."""
    until = record.withdrawn_on.toordinal() if record.withdrawn_on is not None else FOREVER
    readable = (one for one in reversed(record.revisions) if one.text is not None and one.effective_on.toordinal() < until)
    return next(readable, None), until
