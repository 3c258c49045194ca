"""Which pairs an officer is asked to judge, with their sentences and signs; and which are left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from entente.implementation.positions.pairs import JOINT, LANGUAGES, OWN, SIDES, Brief, Known, Said, needed, pairs

S1, S16 = "jp-gb-2017#S1", "jp-gb-2017#S16"
TEXT = "Japan condemns the missile launch of 29 August 2017. Japan calls on all states to implement the resolutions."


def said(name: str, party: str, day: date, english: str, **more: object) -> Said:
    texts = {"en": english} if english else {}
    return replace(Said(name, f"act {name}", party, day, {"en": name}, texts, (S1,)), **more)  # type: ignore[arg-type]


def kinds(*statements: Said, joint: tuple[Said, ...] = ()) -> list[str]:
    return [pair.kind for pair in pairs(statements, joint)]


MINE = said("a", "JPN", date(2017, 8, 29), TEXT)
THEIRS = said("b", "GBR", date(2017, 8, 29), "The UK condemns the missile launch of 28 August 2017. We stand with Japan.")


def test_two_sides_stand_side_by_side_with_the_sentences_that_are_nearest() -> None:
    (pair,) = pairs([MINE, THEIRS])
    assert pair.kind == SIDES and (pair.one.party, pair.other.party) == ("GBR", "JPN")
    assert [words["en"] for words in pair.side_by_side] == [
        "The UK condemns the missile launch of 28 August 2017.",
        "Japan condemns the missile launch of 29 August 2017.",
    ]
    assert [sign["en"] for sign in pair.signs] == [
        "“28 August 2017” stands in the first and not in the second.",
        "“29 August 2017” stands in the second and not in the first.",
    ]


def test_two_sides_are_compared_without_signs_too_and_only_on_one_topic() -> None:
    same = said("b", "GBR", date(2018, 1, 1), "We condemn it.")
    (pair,) = pairs([MINE, same])
    assert pair.kind == SIDES and all(sign["ja"] for sign in pair.signs)
    assert kinds(replace(MINE, topic="missiles"), replace(same, topic="sanctions")) == []
    assert kinds(replace(MINE, topic="missiles"), same) == [SIDES]


def test_only_the_newest_of_each_side_count() -> None:
    older = said("c", "GBR", date(2016, 1, 1), "The UK has said nothing of the kind.")
    assert {pair.one.record for pair in pairs([MINE, THEIRS, older]) if pair.kind == SIDES} == {"b"}


def test_a_side_departs_from_its_own_words_without_saying_so() -> None:
    later = said("c", "JPN", date(2018, 1, 1), TEXT.replace("condemns", "does not condemn"))
    (pair,) = pairs([MINE, later])
    assert (pair.kind, pair.one.record, pair.other.record) == (OWN, "c", "a")
    assert pair.signs[-1]["en"] == "A negation stands in the first alone."
    assert kinds(MINE, replace(later, answers="a")) == []  # it says so
    assert kinds(MINE, replace(later, topic="other")) == []
    assert kinds(MINE, replace(MINE, record="c", act="c", day=date(2018, 1, 1))) == []  # the same words again


def test_a_statement_against_a_joint_statement_that_stood() -> None:
    joint = said("j", "", date(2017, 8, 31), "We condemn the missile launch of 29 August 2017 in the strongest terms.")
    one = said("b", "GBR", date(2018, 1, 1), "We condemn the missile launch of 15 September 2017 in the strongest terms.")
    assert kinds(one, joint=(joint,)) == [JOINT]
    assert kinds(replace(one, day=date(2017, 8, 1)), joint=(joint,)) == []  # it came before


def test_the_two_languages_of_a_statement() -> None:
    one = replace(MINE, texts={"en": "We met. We give 200 million yen by 2020.", "ja": "我々は会談した。2020年までに３億円を供与する。"})
    (pair,) = pairs([one])
    assert pair.kind == LANGUAGES and pair.side_by_side == (
        {"en": "We give 200 million yen by 2020."},
        {"ja": "2020年までに３億円を供与する。"},
    )
    assert len(pair.signs) == 2 and pair.name == (LANGUAGES, "act a", "")
    assert kinds(replace(one, texts={"en": "In 2020 we give 200 million yen.", "ja": "2020年に２億円を供与する。"})) == []


def test_what_was_said_long_ago_is_not_compared_for_ever() -> None:
    later = [said(f"s{n}", "JPN", date(2018, 1, n + 1), TEXT if n % 2 else TEXT.replace("condemns", "does not condemn")) for n in range(12)]
    assert kinds(MINE, *later) == [OWN] * 4


def test_one_pair_under_two_clauses_is_one() -> None:
    (pair,) = pairs([replace(MINE, clauses=(S1, S16)), replace(THEIRS, clauses=(S16, S1))])
    assert set(pair.clauses) == {S1, S16}


def test_a_pair_in_two_languages_is_shown_in_both() -> None:
    ours, theirs = {"en": "We condemn it.", "ja": "我々は非難する。"}, {"en": "We do not condemn it.", "ja": "我々は非難しない。"}
    (pair,) = pairs([replace(MINE, texts=theirs), replace(THEIRS, texts=ours)])
    shown, signs = pair.side_by_side, pair.signs
    assert shown == (ours, theirs) and [sign["ja"] for sign in signs] == ["否定の表現は後者のみにある。"]


def test_texts_without_a_common_language_are_compared_by_what_they_name() -> None:
    english, japanese = {"en": "On 29 August 2017."}, {"ja": "2017年8月28日。続く。"}
    (pair,) = pairs([replace(MINE, texts=japanese), replace(THEIRS, texts=english)])
    shown, signs = pair.side_by_side, pair.signs
    assert shown == ({"en": "On 29 August 2017."}, {"ja": "2017年8月28日。"}) and len(signs) == 2


@given(
    st.lists(
        st.builds(said, st.sampled_from("abcdef"), st.sampled_from(["GBR", "JPN", "ITA"]), st.dates(), st.text(max_size=60)),
        max_size=6,
        unique_by=lambda one: one.act,
    )
)
def test_any_statements_give_pairs_that_are_told_apart(statements: list[Said]) -> None:
    found = pairs(statements)
    assert len({pair.name for pair in found}) == len(found)
    assert all(set(sign) == {"en", "ja"} for pair in found for sign in pair.signs)


SENTENCE = st.sampled_from(
    ["We met on 1 May 2018.", "We did not meet on 1 May 2018.", "Ships call at Sasebo.", "2018年5月1日に会合した。", ""]
)


@given(
    st.lists(
        st.tuples(st.sampled_from(["GBR", "JPN", ""]), st.dates(), st.lists(SENTENCE, max_size=4), st.lists(SENTENCE, max_size=2)),
        max_size=8,
    )
)
def test_what_was_found_before_changes_nothing_and_keeps_no_word(drawn: list[tuple[str, date, list[str], list[str]]]) -> None:
    every = [
        said(str(at), party, day, " ".join(english), texts={"en": " ".join(english), "ja": "".join(other)})
        for at, (party, day, english, other) in enumerate(drawn)
    ]
    mine, joint = [one for one in every if one.party], [one for one in every if not one.party]
    known: Known = {}
    plain = pairs(mine, joint)
    assert pairs(mine, joint, known=known) == plain == pairs(mine, joint, known=known)
    assert all(isinstance(at, int) for what in known.values() for best in what.values() for at in (*best.one, *best.other))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["GBR", "JPN"]),
            st.integers(1, 28),
            st.sampled_from(["", "a"]),
            st.lists(st.sampled_from([S1, S16, "x#A"]), max_size=3),
        ),
        max_size=24,
    )
)
def test_statements_that_are_not_needed_change_nothing(drawn: list[tuple[str, int, str, list[str]]]) -> None:
    every = [
        said(f"{at:02}", party, date(2018, 5, day), f"We met on {day} May 2018.", topic=topic, clauses=tuple(clauses))
        for at, (party, day, topic, clauses) in enumerate(drawn)
    ]
    places = needed([Brief(one.day, one.act, one.party, one.topic, one.clauses) for one in every])
    assert pairs([every[at] for at in places]) == pairs(every)
