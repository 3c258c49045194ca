"""What only the other changed is taken over; what both changed stays as typed; rows are taken whole."""

from __future__ import annotations

from entente.web.writing.merge import clashes, merged

BASE = {"title.en": ["Cadets"], "milestones": ["0"], "milestones.0.code": ["M1"], "leads": ["GBR"], "leads.GBR": ["MOD"]}


def test_each_field_of_whoever_changed_it() -> None:
    mine = {**BASE, "title.en": ["Officer cadets"], "title.ja": [""], "depends_on": [""]}
    theirs = {**BASE, "title.ja": ["士官候補生"], "milestones": ["0", "1"], "milestones.1.code": ["M2"]}
    found = merged(mine, BASE, theirs)
    assert found["title.en"] == ["Officer cadets"] and found["title.ja"] == ["士官候補生"]
    assert found["milestones"] == ["0", "1"] and found["milestones.1.code"] == ["M2"] and found["milestones.0.code"] == ["M1"]
    assert found["leads.GBR"] == ["MOD"]


def test_what_both_changed_stays_as_typed_and_what_they_took_out_goes() -> None:
    mine = {**BASE, "milestones.0.code": ["M7"]}
    theirs = {"title.en": ["Midshipmen"], "milestones": ["0"], "milestones.0.code": ["M9"]}
    found = merged(mine, BASE, theirs)
    assert found["milestones.0.code"] == ["M7"] and found["title.en"] == ["Midshipmen"] and "leads.GBR" not in found
    assert merged(mine, BASE, BASE) == mine and merged(BASE, BASE, BASE) == BASE


def test_a_clash_is_what_both_changed_and_not_to_the_same() -> None:
    mine = {**BASE, "title.en": ["Officer cadets"], "milestones.0.code": ["M7"]}
    assert clashes(mine, BASE, {**BASE, "title.en": ["Midshipmen"]}) == ["title.en"]
    assert clashes(mine, BASE, {**BASE, "milestones": ["0", "1"], "milestones.1.code": ["M2"]}) == ["milestones"]
    assert clashes(mine, BASE, {**BASE, "title.en": ["Officer cadets"], "title.ja": ["士官候補生"]}) == []
