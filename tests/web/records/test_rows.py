"""Lines of what waits: the texts of one proposal are accepted whole, and stand as one line."""

from __future__ import annotations

from entente.web.records import rows

WHAT = {"en": "Accept", "ja": "同意"}


def line(id_: str, act: str, who: str = "JPN") -> dict[str, object]:
    return {"id": id_, "act": act, "verb": "accept", "who": who, "what": WHAT}


def test_texts_of_one_proposal_stand_as_one_line_called_after_its_first() -> None:
    found = rows.together([line("a.1", "a"), line("b", "b"), line("a", "a"), line("a.2", "a"), {"id": "c", "who": "JPN", "what": WHAT}])
    assert [one["id"] for one in found] == ["a", "b", "c"]
    assert found[0]["what"] == {"en": "Accept (2 more in the same proposal)", "ja": "同意（同じ提案にほか2件）"}
    assert found[1]["what"] == WHAT


def test_a_proposal_that_waits_on_two_stands_once_for_each() -> None:
    assert len(rows.together([line("a", "a", "JPN"), line("a", "a", "USA")])) == 2
