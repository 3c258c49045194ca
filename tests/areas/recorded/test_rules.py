"""Recorded words: by one side alone, confirmed or corrected by the party quoted, and by nobody else."""

from __future__ import annotations

from datetime import date

from entente.areas.recorded.records import Confirmation, ConfirmationOfText, Heading, Recorded, Said, check_confirmation, check_recorded
from entente.areas.recorded.rules import recorded_rules
from entente.kernel.area import Group, Linked, Revision

DAYS = [date(2018, 10, day) for day in range(1, 9)]
WORDS = Recorded("JPN", DAYS[0], Heading("On the phone"), Said("They agree in principle."), "Telephone call, note of 1 October")


def states(*answers: tuple[str, Confirmation, int], withdrawn: date | None = None) -> list[tuple[str, date, date | None]]:
    records = [Linked("m", "recorded", "GBR", (Revision(WORDS, "a", DAYS[1]),), withdrawn)]
    records += [Linked(f"r{i}", "recorded-answer", who, (Revision(text, f"b{i}", DAYS[on]),)) for i, (who, text, on) in enumerate(answers)]
    return [(i.state, i.starts, i.ends) for i in recorded_rules(Group("m", tuple(records), ("GBR", "JPN")))]


def test_it_stands_as_recorded_until_the_party_itself_answers() -> None:
    yes, no = Confirmation("m", "confirmed"), Confirmation("m", "corrected", Said("We said: perhaps."))
    assert states() == [("recorded", DAYS[1], None)]
    assert states(("JPN", yes, 3)) == [("recorded", DAYS[1], DAYS[3]), ("confirmed", DAYS[3], None)]
    assert states(("JPN", yes, 3), ("JPN", no, 5))[-1] == ("corrected", DAYS[5], None)
    assert states(("GBR", yes, 3)) == states(("JPN", Confirmation("other", "confirmed"), 3)) == states()
    assert states(("JPN", yes, 3), withdrawn=DAYS[2]) == [("recorded", DAYS[1], DAYS[2])]


def test_an_answer_is_about_one_text_and_a_replaced_one_waits_for_the_party_again() -> None:
    record = Linked("m", "recorded", "GBR", (Revision(WORDS, "a", DAYS[1]), Revision(WORDS, "b", DAYS[4])))

    def found(*answers: tuple[ConfirmationOfText, int]) -> list[tuple[str, str | None, date, date | None]]:
        said = [Linked(f"r{i}", "recorded-answer", "JPN", (Revision(text, f"c{i}", DAYS[on]),)) for i, (text, on) in enumerate(answers)]
        spans = recorded_rules(Group("m", (record, *said), ("GBR", "JPN")))
        return [(one.state, one.move, one.starts, one.ends) for one in spans]

    first, second = (ConfirmationOfText("m", act * 1, "confirmed") for act in "ab")
    assert found((first, 2)) == [
        ("recorded", "JPN", DAYS[1], DAYS[2]),
        ("confirmed", None, DAYS[2], DAYS[4]),
        ("recorded", "JPN", DAYS[4], None),
    ]
    assert found((first, 2), (second, 6))[-1] == ("confirmed", None, DAYS[6], None)
    assert recorded_rules(Group("m", (record,), ("GBR",)))[-1].move is None  # at home nobody is there to answer


def test_a_correction_says_what_is_right_and_words_have_a_language() -> None:
    assert [p.rule for p in check_confirmation(Confirmation("m", "corrected"), ())] == ["RB3"]
    assert [p.rule for p in check_recorded(Recorded("JPN", date(1900, 1, 1), Heading(), Said("x"), "s"), ())] == ["RB1", "RB2"]
    assert not list(check_recorded(WORDS, ())) and not list(check_confirmation(Confirmation("m", "confirmed"), ()))
