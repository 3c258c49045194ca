"""The state of a draft from its group: every way through, and that the order of records does not matter."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

from entente.areas.drafting import records as r
from entente.areas.drafting.rules import assignment_rules, draft_rules
from entente.areas.drafting.state import matter_of
from entente.kernel.area import Group, Linked, Revision

D, R1, R2, ACT = "d" * 64, "1" * 64, "2" * 64, "a" * 64
DAYS = [date(2018, 10, day) for day in range(1, 20)]


def record(name: str, type_: str, *texts: Any, on: int = 1, acts: tuple[str, ...] = (), withdrawn: date | None = None) -> Linked:
    revisions = tuple(Revision(text, (acts or (name, name + "'"))[i], DAYS[on + i]) for i, text in enumerate(texts))
    return Linked(name, type_, "GBR", revisions, withdrawn)


def draft(*names: str, withdrawn: date | None = None) -> Linked:
    texts = [r.Draft("measure", 1, {}, name, f"GBR:FCDO:{name}") for name in names]
    return record(D, "draft", *texts, on=0, acts=(R1, R2), withdrawn=withdrawn)


def asked(name: str, to: str = "head", revision: str = R1, on: int = 2) -> Linked:
    return record(name, "clearance-request", r.ClearanceRequest(D, revision, to, "ann", "desk"), on=on)


def answered(name: str, request: str, decision: Any, revision: str = R1, on: int = 4) -> Linked:
    comments = (r.Comment("title", "Say which."),) if decision == "returned" else ()
    return record(name, "clearance", r.Clearance(D, revision, request, decision, "bob", "head", comments), on=on)


def ordered(name: str, revision: str = R1, on: int = 6) -> Linked:
    return record(name, "release-order", r.ReleaseOrder(D, revision, 5, "bob", "head"), on=on)


CLEARED = (draft("ann"), asked("q"), answered("c", "q", "cleared"))
ORDER = (*CLEARED, ordered("o"))
RECALL = record("x", "recall", r.Recall(D, "o", "ann", "desk"), on=8)
LEFT = record("x", "departure", r.Departure(D, "o"), on=8)
SENT = record("y", "dispatched", r.Dispatched(D, "o", ACT), on=9)
REFUSED = record("y", "dispatched", r.Dispatched(D, "o", None, "DR6", "Overtaken."), on=9)

WAYS: tuple[tuple[str, tuple[Linked, ...]], ...] = (
    ("drafting", (draft("ann"),)),
    ("asked", (draft("ann"), asked("q"))),
    ("asked", (draft("ann"), asked("q"), asked("p", "legal"), answered("c", "q", "cleared"))),
    ("returned", (draft("ann"), asked("q"), answered("c", "q", "returned"))),
    ("returned", (draft("ann"), asked("q"), asked("p", "legal"), answered("c", "q", "returned"), answered("e", "p", "cleared"))),
    ("drafting", (draft("ann", "eve"), asked("q"), answered("c", "q", "cleared"))),
    ("drafting", (draft("ann", "eve"), asked("q"), answered("c", "q", "returned"))),
    ("cleared", CLEARED),
    ("asked", (draft("ann"), asked("q"), answered("c", "q", "cleared", R2))),
    ("waiting", ORDER),
    ("drafting", (draft("ann", "eve"), asked("q"), answered("c", "q", "cleared"), ordered("o"))),
    ("cleared", (*ORDER, RECALL)),
    ("waiting", (*ORDER, RECALL, ordered("o2", on=9))),
    ("leaving", (*ORDER, LEFT)),
    ("sent", (*ORDER, LEFT, SENT)),
    ("refused", (*ORDER, LEFT, REFUSED)),
    ("discarded", (draft("ann", withdrawn=DAYS[3]),)),
    ("unreadable", (record(D, "draft", None, acts=(R1,)),)),
)


def test_every_way_ends_where_it_should_in_whatever_order_the_records_stand() -> None:
    for state, records in WAYS:
        for order in list(permutations(records))[:120]:
            matter = matter_of(Group(D, order, ("GBR",)), D)
            assert matter is not None and matter.state == state


def test_four_eyes_count_every_revision_by_officer_and_by_post() -> None:
    matter = matter_of(Group(D, (draft("ann", "eve"),), ("GBR",)), D)
    assert matter is not None
    assert matter.drafted_by("ann", "elsewhere") and matter.drafted_by("zoe", "GBR:FCDO:eve") and not matter.drafted_by("zoe", "head")


def test_intervals_tell_the_whole_way_and_each_waits_on_somebody() -> None:
    found = {(i.code, i.state): i for i in draft_rules(Group(D, (*ORDER, LEFT, SENT), ("GBR",)))}
    assert list(found) == [
        ("draft.work", "drafting"), ("draft.clearance", "asked"), ("draft.cleared", "granted"), ("draft.release", "cleared"),
        ("draft.going", "waiting"), ("draft.sent", "sent"),
    ]  # fmt: skip
    assert (found["draft.clearance", "asked"].starts, found["draft.clearance", "asked"].ends) == (DAYS[2], DAYS[4])
    assert found["draft.sent", "sent"].ends is None and "head" in found["draft.clearance", "asked"].reason["ja"]
    back = draft_rules(Group(D, (draft("ann"), asked("q"), answered("c", "q", "returned")), ("GBR",)))
    assert (back[-1].state, back[-1].ends, back[-1].move) == ("returned", None, "GBR")
    refused = draft_rules(Group(D, (*ORDER, LEFT, REFUSED), ("GBR",)))
    assert refused[-1].state == "refused" and "Overtaken." in refused[-1].reason["en"]
    assert matter_of(Group("m", (draft("ann"),), ("GBR",)), "other") is None


def test_assigned_work_is_late_after_its_day_until_it_is_done() -> None:
    text = r.Assignment(D, "GBR:FCDO:legal", DAYS[3], "Check the dates.", "ann", "desk")
    found = assignment_rules(Group(D, (record("w", "assignment", text),), ("GBR",)))
    assert [(i.state, i.starts, i.ends) for i in found] == [("assigned", DAYS[1], DAYS[4]), ("late", DAYS[4], None)]
    done = r.Assignment(D, "GBR:FCDO:legal", DAYS[3], "Check the dates.", "ann", "desk", DAYS[2])
    assert [i.state for i in assignment_rules(Group(D, (record("w", "assignment", done),), ("GBR",)))] == ["assigned"]
