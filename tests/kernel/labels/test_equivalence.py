"""Equivalence tables: read strictly, applied in their direction and time; protection never falls; the ceiling."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from importlib import resources

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.kernel.labels.label_material import DAY, WORLD, contexts, json_values, labels, near_misses, table, tables

from entente.kernel.charter import Ceiling
from entente.kernel.errors import Refusal
from entente.kernel.labels.equivalence import (
    Equivalence,
    governing,
    in_force,
    parse_equivalence,
    protection,
    translate,
    within_ceiling,
)
from entente.kernel.labels.label import Category, Label, label_of
from entente.kernel.labels.policy import level, validate
from entente.node.samples import load_samples

FILE = json.loads(resources.files("entente.node").joinpath("policies", "gbr-to-jpn.json").read_bytes())
GBR, JPN = WORLD["test:gbr"], WORLD["test:jpn:a"]
G1 = label_of("test:gbr", "G1", releasable_to=["GBR", "JPN"])


def parse(value: object) -> Equivalence:
    return parse_equivalence(json.dumps(value).encode())


@given(json_values | near_misses(FILE))
def test_any_json_is_a_table_or_is_refused(value: object) -> None:
    try:
        found = parse(value)
    except Refusal as refused:
        assert (refused.code, refused.rule) == ("equivalence-malformed", "D1")
        refused.words.encode()
    else:
        assert found.source != found.target and len(dict(found.rows)) == len(found.rows)


@given(st.binary(max_size=64))
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        parse_equivalence(data)
    assert refused.value.code == "equivalence-malformed"


@given(labels(), tables(), st.dates(DAY, date(2019, 12, 31)))
def test_a_translation_is_what_the_table_says_and_valid_there_or_is_refused(label: Label, found: tuple[Equivalence, ...], on: date) -> None:
    for item in found:
        target = WORLD[item.target]
        try:
            outcome = translate(label, target, item, on)
        except Refusal as refused:
            assert refused.rule == "D11"
        else:
            assert item.source == label.policy and in_force(item, on)
            assert (label.classification, outcome.classification) in item.rows
            assert outcome.categories == label.categories and not validate(outcome, target, new=True)


@given(contexts(), labels(), labels())
def test_protection_and_ceiling_never_fall_as_the_level_rises(context: object, low: Label, high: Label) -> None:
    assume(low.policy == high.policy)
    source = WORLD[low.policy]
    assume(level(source, low.classification) <= level(source, high.classification))
    for item in context.equivalences:
        if item.source == low.policy:
            above = protection(high, source, WORLD[item.target], item)
            below = protection(low, source, WORLD[item.target], item)
            assert above is None or (below is not None and below <= above)
    verdicts = [within_ceiling(each, context.ceiling, WORLD, context.equivalences, DAY) for each in (low, high)]
    assert verdicts[0].allowed or not verdicts[1].allowed


@given(tables(), st.permutations(range(7)))
def test_which_table_governs_does_not_depend_on_their_order(found: tuple[Equivalence, ...], order: list[int]) -> None:
    mixed = [found[at] for at in order if at < len(found)]
    for item in found:
        assert governing(found, item.source, item.target, DAY) == governing(mixed, item.source, item.target, DAY)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({**FILE, "format": "entente policy v1"}, "format"),
        ({**FILE, "target": FILE["source"]}, "itself"),
        ({**FILE, "valid_from": "20170831"}, "a date"),
        ({**FILE, "valid_from": "2017-02-30"}, "not an equivalence"),
        ({**FILE, "valid_to": "2017-08-30"}, "ends before"),
        ({**FILE, "both_ways": True}, "exactly"),
        ({**FILE, "classifications": FILE["classifications"] * 2}, "stands twice"),
        ({**FILE, "classifications": {"OFFICIAL": "GENERAL"}}, "list"),
        ({**FILE, "classifications": [{"from": "OFFICIAL", "to": None}]}, "a classification"),
    ],
)
def test_malformed_tables_are_refused_with_what_is_wrong(value: object, words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        parse(value)
    assert refused.value.code == "equivalence-malformed"


def test_a_table_may_hold_for_a_single_day() -> None:
    one = parse({**FILE, "valid_from": "2018-04-01", "valid_to": "2018-04-01"})
    assert [in_force(one, DAY + timedelta(days=n)) for n in (-1, 0, 1)] == [False, True, False]


def test_the_samples_lead_both_ways_and_are_not_each_others_inverse_by_rule() -> None:
    samples = load_samples()
    gbr, jpn = (samples.policies[f"entente:sample:{name}:1"] for name in ("gbr", "jpn"))
    sent = label_of(gbr.identifier, "OFFICIAL-SENSITIVE", releasable_to=["GBR", "JPN"])
    there = governing(samples.equivalences, gbr.identifier, jpn.identifier, DAY)
    back = governing(samples.equivalences, jpn.identifier, gbr.identifier, DAY)
    received = translate(sent, jpn, there, DAY)
    assert received == label_of(jpn.identifier, "HANDLE WITH CARE", releasable_to=["GBR", "JPN"])
    assert translate(received, gbr, back, DAY) == sent
    with pytest.raises(Refusal) as refused:
        translate(received, gbr, there, DAY)
    assert refused.value.code == "equivalence-other"


def test_among_the_samples_what_is_released_to_three_has_a_place_with_each_and_comes_home_as_it_went() -> None:
    samples = load_samples()
    three = ["GBR", "JPN", "USA"]
    for source in samples.policies.values():
        for tier in source.classifications:
            sent = label_of(source.identifier, tier.name, releasable_to=[*three, "ITA"])
            for target in samples.policies.values():
                if target != source:
                    there = governing(samples.equivalences, source.identifier, target.identifier, DAY)
                    back = governing(samples.equivalences, target.identifier, source.identifier, DAY)
                    assert there is not None and there.sample and "sample" in there.notice.en and "見本" in there.notice.ja
                    assert back is not None and translate(translate(sent, target, there, DAY), source, back, DAY) == sent
    assert len(samples.equivalences) == 12


def test_a_table_rules_from_its_first_day_to_its_last() -> None:
    year = table("test:gbr", "test:jpn:a", ("G1", "A1"), since=DAY, until=DAY + timedelta(days=364))
    for days, holds in ((-1, False), (0, True), (364, True), (365, False)):
        on = DAY + timedelta(days=days)
        assert in_force(year, on) is holds
        if not holds:
            with pytest.raises(Refusal) as refused:
                translate(G1, JPN, year, on)
            assert refused.value.code == "equivalence-not-in-force"


def test_the_latest_table_governs_and_contradicting_ones_do_not() -> None:
    old = table("test:gbr", "test:jpn:a", ("G1", "A1"), since=DAY - timedelta(days=30))
    new = table("test:gbr", "test:jpn:a", ("G1", "A2"))
    rival = table("test:gbr", "test:jpn:a", ("G1", "A0"))
    assert governing([old, new], "test:gbr", "test:jpn:a", DAY) == new
    assert governing([old, new, new], "test:gbr", "test:jpn:a", DAY) == new
    assert governing([old, new], "test:gbr", "test:jpn:a", DAY - timedelta(days=1)) == old
    assert governing([old, new, rival], "test:gbr", "test:jpn:a", DAY) is None
    assert governing([old, new], "test:jpn:a", "test:gbr", DAY) is None


def test_no_row_and_an_outcome_that_is_not_valid_there_mean_no_sending() -> None:
    with pytest.raises(Refusal) as refused:
        translate(G1, JPN, table("test:gbr", "test:jpn:a", ("G2", "A2")), DAY)
    assert refused.value.code == "equivalence-no-row"
    with pytest.raises(Refusal) as refused:
        translate(G1, JPN, table("test:gbr", "test:jpn:a", ("G1", "GONE")), DAY)
    assert refused.value.code == "equivalence-outcome-invalid"
    odd = Label("test:gbr", "G1", (Category("colour", "informative", ("RED",)),))
    with pytest.raises(Refusal) as refused:
        translate(odd, JPN, table("test:gbr", "test:jpn:a", ("G1", "A1")), DAY)
    assert refused.value.code == "equivalence-outcome-invalid"
    obsolete = replace(JPN, classifications=tuple(replace(tier, obsolete=True) for tier in JPN.classifications))
    with pytest.raises(Refusal) as refused:  # what is sent today is a new label there
        translate(G1, obsolete, table("test:gbr", "test:jpn:a", ("G1", "A1")), DAY)
    assert refused.value.code == "equivalence-outcome-invalid"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((("G0", "A0"), ("G1", "A1"), ("G2", "A2")), 1),
        ((("G2", "A2"),), 2),
        ((("G0", "A0"),), None),
        ((("G0", "A2"), ("G1", "A0")), 2),
        ((("G1", "GONE"),), None),
        ((("G0", "GONE"), ("G1", "A1")), None),
        ((("LOST", "A0"), ("G1", "A1")), 1),
        ((), None),
    ],
)
def test_protection_is_the_rows_own_or_the_next_above_and_no_less_than_beneath(
    rows: tuple[tuple[str, str], ...], expected: int | None
) -> None:
    assert protection(G1, GBR, JPN, table("test:gbr", "test:jpn:a", *rows)) == expected


@pytest.mark.parametrize(
    ("label", "ceiling", "code"),
    [
        (("test:gbr", "G1"), ("test:gbr", "G2"), "ceiling-within"),
        (("test:gbr", "G1"), ("test:gbr", "G1"), "ceiling-within"),
        (("test:gbr", "G1"), ("test:gbr", "G0"), "ceiling-above"),
        (("test:gbr", "G1"), ("test:jpn:a", "A1"), "ceiling-within"),
        (("test:gbr", "G1"), ("test:jpn:a", "A0"), "ceiling-above"),
        (("test:gbr", "G2"), ("test:jpn:a", "A2"), "ceiling-no-mapping"),
        (("test:gbr", "G1"), ("test:jpn:b", "B1"), "ceiling-no-mapping"),
        (("test:other", "G0"), ("test:gbr", "G2"), "policy-unknown"),
        (("test:gbr", "G9"), ("test:gbr", "G2"), "classification-unknown"),
        (("test:gbr", "G0"), ("test:gbr", "G9"), "ceiling-unknown"),
        (("test:gbr", "G0"), ("test:other", "G2"), "ceiling-unknown"),
    ],
)
def test_nothing_unknown_or_unmapped_is_within_a_ceiling(label: tuple[str, str], ceiling: tuple[str, str], code: str) -> None:
    known = (table("test:gbr", "test:jpn:a", ("G1", "A1")),)
    verdict = within_ceiling(Label(*label), Ceiling(*ceiling), WORLD, known, DAY)
    assert [item.code for item in verdict.reasons] == [code]
    assert verdict.allowed is (code == "ceiling-within")
