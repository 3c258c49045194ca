"""Labels: one way to write each, refused otherwise; what gate 1 asks of them."""

from __future__ import annotations

import os
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.kernel.labels.label_material import PARTIES, json_values, labels, near_misses, render_label

from entente.kernel import canonical
from entente.kernel.errors import Refusal
from entente.kernel.labels.label import (
    Category,
    Label,
    addressees,
    covers,
    label_of,
    parse_label,
    read_label,
    releasable_to,
)

SHARED = Path(os.environ.get("ENTENTE_SHARED", Path(__file__).parents[4] / "shared")) / "data" / "labels"
NATO = "{urn:nato:stanag:4774:confidentialitymetadatalabel:1:0}"

REL = {"tag": "releasable-to", "type": "permissive", "values": ["GBR", "JPN"]}
PLAIN = {"policy": "entente:sample:gbr:1", "classification": "OFFICIAL", "categories": [REL]}


@given(labels())
def test_what_is_written_is_read_back_and_equal_labels_are_one_object(label: Label) -> None:
    written = canonical.encode(render_label(label))
    assert parse_label(canonical.decode(written)) == label
    assert parse_label(canonical.decode(written)) is parse_label(render_label(label))


@given(labels(), st.randoms())
def test_there_is_one_way_to_write_a_label(label: Label, random: object) -> None:
    value = render_label(label)
    shuffled = [dict(item, values=random.sample(item["values"], len(item["values"]))) for item in value["categories"]]
    random.shuffle(shuffled)
    if shuffled == value["categories"]:
        assert parse_label(dict(value, categories=shuffled)) == label
    else:
        with pytest.raises(Refusal) as refused:
            parse_label(dict(value, categories=shuffled))
        assert refused.value.code == "label-malformed"


@given(json_values | labels().flatmap(lambda label: near_misses(render_label(label))))
def test_a_label_looked_up_by_its_bytes_is_the_label_that_its_value_gives(value: object) -> None:
    try:
        value = canonical.decode(canonical.encode(value))  # a header is canonical, so what stands in it is
    except Refusal:
        assume(False)
    try:
        label = parse_label(value)
    except Refusal as refused:
        with pytest.raises(Refusal, match=re.escape(refused.words)):
            read_label(value)
    else:
        assert read_label(value) is label


@given(json_values | labels().flatmap(lambda label: near_misses(render_label(label))))
def test_any_json_is_a_label_or_is_refused(value: object) -> None:
    try:
        label = parse_label(value)
    except Refusal as refused:
        assert (refused.code, refused.rule) == ("label-malformed", "D1")
    else:
        assert render_label(label) == value


@given(labels(), st.frozensets(st.sampled_from(PARTIES)), st.frozensets(st.sampled_from(PARTIES), min_size=1))
def test_a_label_that_covers_a_channel_covers_every_smaller_one(label: Label, more: frozenset[str], fewer: frozenset[str]) -> None:
    listed = releasable_to(label)
    assert covers(label, fewer) == (fewer <= listed if listed is not None else len(fewer) == 1)
    if covers(label, more | fewer):
        assert covers(label, fewer)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"policy": ""}, "identifier"),
        ({"policy": "two words"}, "identifier"),
        ({"classification": " OFFICIAL"}, "classification"),
        ({"classification": "公用"}, "classification"),
        ({"classification": "OFFICIAL\n"}, "classification"),
        ({"classification": ["OFFICIAL"]}, "strings"),
        ({"note": "x"}, "not a label"),
        ({"categories": None}, "list"),
        ({"categories": [REL, REL]}, "sorted and unique"),
        ({"categories": [dict(REL, values=["GBR"]), REL]}, "stands twice"),
        ({"categories": [dict(REL, values=["JPN", "GBR"])]}, "sorted and unique"),
        ({"categories": [dict(REL, values=["GBR", "GBR"])]}, "sorted and unique"),
        ({"categories": [dict(REL, values=[])]}, "from one to"),
        ({"categories": [dict(REL, values=["gbr"])]}, "not in its form"),
        ({"categories": [dict(REL, values=["GB"])]}, "not in its form"),
        ({"categories": [dict(REL, values=["ＧＢＲ"])]}, "not in its form"),
        ({"categories": [dict(REL, values="GBR")]}, "list"),
        ({"categories": [dict(REL, values=[{}])]}, "strings"),
        ({"categories": [dict(REL, type="restrictive")]}, "permissive"),
        ({"categories": [dict(REL, type="exclusive")]}, "not known"),
        ({"categories": [{"tag": "Releasable To", "type": "permissive", "values": ["GBR"]}]}, "lower-case"),
        ({"categories": [{"tag": "originator-control", "type": "restrictive", "values": ["FCDO"]}]}, "not in its form"),
        ({"categories": [{"tag": "purpose", "type": "permissive", "values": ["POLICY"]}]}, "restrictive"),
        ({"categories": [{"tag": f"t{n:02}", "type": "informative", "values": ["X"]} for n in range(33)]}, "short list"),
    ],
)
def test_malformed_labels_are_refused_with_what_is_wrong(change: dict[str, object], words: str) -> None:
    assert parse_label(PLAIN) == label_of("entente:sample:gbr:1", "OFFICIAL", releasable_to=["JPN", "GBR", "JPN"])
    with pytest.raises(Refusal, match=words) as refused:
        parse_label({**PLAIN, **change})
    assert refused.value.code == "label-malformed"


def test_a_national_label_stands_in_a_channel_of_one_party_only() -> None:
    national = label_of("entente:sample:gbr:1", "OFFICIAL")
    assert releasable_to(national) is None
    assert covers(national, frozenset({"GBR"}))
    assert not covers(national, frozenset({"GBR", "JPN"}))
    assert not covers(national, frozenset())
    assert not covers(parse_label(PLAIN), frozenset())


def test_originator_control_lists_stay_apart_and_narrow_each_other() -> None:
    first = Category("originator-control", "restrictive", ("GBR:FCDO", "JPN:MOFA"))
    second = Category("originator-control", "restrictive", ("GBR:MOD", "JPN:MOFA"))
    assert addressees([Label("p", "C", (first, second))]) == {"JPN:MOFA"}
    assert addressees([Label("p", "C")]) is None


def nato_label(name: str) -> dict[str, object]:
    """A STANAG 4774 example as our JSON: tag names and types in our spelling, nothing else changed."""
    if not SHARED.is_dir():
        pytest.skip("the shared test data is not on this machine")
    root = ElementTree.parse(SHARED / name).getroot().find(f"{NATO}ConfidentialityInformation")
    categories = [
        {
            "tag": item.get("TagName").lower().replace(" ", "-"),
            "type": item.get("Type").lower(),
            "values": sorted(value.text for value in item.findall(f"{NATO}GenericValue")),
        }
        for item in root.findall(f"{NATO}Category")
    ]
    return {
        "policy": root.findtext(f"{NATO}PolicyIdentifier"),
        "classification": root.findtext(f"{NATO}Classification"),
        "categories": sorted(categories, key=lambda item: item["tag"]),
    }


@pytest.mark.parametrize("name", ["nato-4774-17-2.nato", "nato-4774-17-3.nato"])
def test_published_stanag_4774_labels_keep_their_meaning(name: str) -> None:
    value = nato_label(name)
    label = parse_label(value)
    assert render_label(label) == value
    assert (label.policy, label.classification) == ("NATO", "UNCLASSIFIED")
    assert not covers(label, frozenset({"GBR", "JPN"}))


def test_a_group_in_releasable_to_is_not_a_party_until_it_is_spelt_out() -> None:
    value = nato_label("nato-4774-17-4.nato")
    with pytest.raises(Refusal, match="releasable-to"):
        parse_label(value)
    value["categories"][1]["values"].remove("NATO")
    assert releasable_to(parse_label(value)) == {"CHE", "JPN", "UKR"}
