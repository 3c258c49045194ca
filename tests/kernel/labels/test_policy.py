"""Policy files: read strictly; which labels are valid in them; how a label is printed."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernel.labels.label_material import json_values, near_misses
from tests.kernel.labels.test_label import SHARED, nato_label

from entente.kernel.errors import Refusal
from entente.kernel.labels.label import Category, Label, label_of, parse_label
from entente.kernel.labels.policy import Policy, level, marking, parse_policy, validate
from entente.kernel.labels.strict import MAX_FILE_BYTES
from entente.node.samples import load_samples

FOLDER = resources.files("entente.node").joinpath("policies")
FILE = json.loads(FOLDER.joinpath("gbr.json").read_bytes())
SAMPLES = load_samples()
GBR = SAMPLES.policies["entente:sample:gbr:1"]


def parse(value: object) -> Policy:
    return parse_policy(json.dumps(value).encode())


@given(json_values | near_misses(FILE))
def test_any_json_is_a_policy_or_is_refused(value: object) -> None:
    try:
        policy = parse(value)
    except Refusal as refused:
        assert (refused.code, refused.rule) == ("policy-malformed", "D1")
        refused.words.encode()
    else:
        tiers = [level(policy, item.name) for item in policy.classifications]
        assert None not in tiers and len(set(tiers)) == len(tiers)
        for text in (policy.title, policy.notice):
            assert text.en.encode() and text.ja.encode()


@given(st.binary(max_size=64) | st.binary(max_size=8).map(lambda noise: json.dumps(FILE).encode()[:-4] + noise))
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        parse_policy(data)
    assert refused.value.code == "policy-malformed"


def with_tier(**change: object) -> dict[str, object]:
    return {**FILE, "classifications": [{**FILE["classifications"][0], **change}]}


def with_tag(**change: object) -> dict[str, object]:
    return {**FILE, "categories": [{**FILE["categories"][1], **change}]}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({**FILE, "format": "entente policy v2"}, "format"),
        ({**FILE, "excludedCategory": []}, "exactly"),
        ({**FILE, "classifications": []}, "no classification"),
        ({**FILE, "classifications": FILE["classifications"] * 2}, "stands twice"),
        ({**FILE, "classifications": [{**tier, "hierarchy": 1} for tier in FILE["classifications"]]}, "hierarchy stands twice"),
        ({**FILE, "categories": FILE["categories"] * 2}, "stands twice"),
        ({**FILE, "authority": "GB"}, "a party"),
        ({**FILE, "sample": 1}, "neither true nor false"),
        ({**FILE, "version": True}, "whole number"),
        ({**FILE, "version": 2**53 + 1}, "whole number"),
        ({**FILE, "notice": {"en": "x", "ja": ""}}, "a sentence"),
        ({**FILE, "notice": {"en": "x", "ja": "\ud800"}}, "a sentence"),
        ({**FILE, "notice": {"en": "x", "ja": "\u202e反転"}}, "a sentence"),
        (with_tier(hierarchy=-1), "whole number"),
        (with_tier(hierarchy=0.5), "whole number"),
        (with_tier(name="公用"), "a classification"),
        (with_tag(type="permissive"), "restrictive"),
        (with_tag(values="ASSESSMENT"), "list"),
        (with_tag(values=["X", "X"]), "stands twice"),
        (with_tag(obsolete=["ELSEWHERE"]), "not among"),
    ],
)
def test_malformed_policies_are_refused_with_what_is_wrong(value: object, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        parse(value)


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(FILE).replace('"sample": true', '"sample": true, "sample": true').encode(),
        json.dumps(FILE).replace('"hierarchy": 0', '"hierarchy": 0, "hierarchy": 7').encode(),
        json.dumps(FILE).replace('"hierarchy": 0', '"hierarchy": NaN').encode(),
        json.dumps(FILE).encode() + b" " * 2**23,
        b"[" * 200_000,
        b"1" * 5000,
    ],
    ids=("sample-twice", "hierarchy-twice", "not-a-number", "too-large", "too-deep", "too-long-a-number"),
)
def test_files_that_readers_would_read_differently_are_refused(data: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        parse_policy(data)
    assert refused.value.code == "policy-malformed"


@pytest.mark.parametrize("name", sorted(item.name for item in FOLDER.iterdir()))
def test_every_file_that_ships_says_that_it_is_a_sample(name: str) -> None:
    value = json.loads(FOLDER.joinpath(name).read_bytes())
    assert value["sample"] is True
    assert "sample" in value["notice"]["en"] and "見本" in value["notice"]["ja"]


def test_the_samples_have_two_tiers_each() -> None:
    tiers = {identifier: [item.name for item in policy.classifications] for identifier, policy in SAMPLES.policies.items()}
    assert tiers == {
        "entente:sample:gbr:1": ["OFFICIAL", "OFFICIAL-SENSITIVE"],
        "entente:sample:ita:1": ["NON CLASSIFICATO", "NON CLASSIFICATO CONTROLLATO"],
        "entente:sample:jpn:1": ["GENERAL", "HANDLE WITH CARE"],
        "entente:sample:usa:1": ["UNCLASSIFIED", "CUI"],
    }
    assert {policy.authority for policy in SAMPLES.policies.values()} == {"GBR", "ITA", "JPN", "USA"}


def codes(label: Label, policy: Policy, *, new: bool = False) -> list[str]:
    return [item.code for item in validate(label, policy, new=new)]


def test_what_is_not_in_the_policy_is_not_valid() -> None:
    name = GBR.identifier
    assert codes(label_of(name, "OFFICIAL", releasable_to=["GBR"], purpose=["POLICY"]), GBR, new=True) == []
    assert codes(label_of("other", "OFFICIAL"), GBR) == ["policy-unknown"]
    assert codes(label_of(name, "SECRET"), GBR) == ["classification-unknown"]
    assert codes(label_of(name, "OFFICIAL", purpose=["TARGETING"]), GBR) == ["value-unknown"]
    assert codes(Label(name, "OFFICIAL", (Category("topic", "permissive", ("SEA",)),)), GBR) == ["category-unknown"]
    topic = {"tag": "topic", "type": "informative", "values": None, "obsolete": [], "phrase": {"en": "x", "ja": "x"}}
    wider = parse({**FILE, "categories": [topic]})
    assert codes(Label(name, "OFFICIAL", (Category("topic", "permissive", ("SEA",)),)), wider) == ["category-type"]


def test_an_empty_list_of_values_is_closed_and_every_value_may_be_obsolete() -> None:
    """Read as open, a list that a policy has emptied would let every value pass."""
    old = label_of(GBR.identifier, "OFFICIAL", purpose=["POLICY"])
    assert codes(old, parse(with_tag(values=[], obsolete=[]))) == ["value-unknown"]
    gone = parse(with_tag(values=["POLICY"], obsolete=["POLICY"]))
    assert codes(old, gone) == [] and codes(old, gone, new=True) == ["value-obsolete"]


def test_a_file_of_the_greatest_length_is_read() -> None:
    data = json.dumps(FILE).encode()
    assert parse_policy(data + b" " * (MAX_FILE_BYTES - len(data))) == GBR


def test_an_obsolete_value_is_valid_on_old_labels_and_not_on_new_ones() -> None:
    old = parse(with_tier(obsolete=True))
    assert codes(Label(old.identifier, "OFFICIAL"), old) == []
    assert codes(Label(old.identifier, "OFFICIAL"), old, new=True) == ["classification-obsolete"]
    worn = parse(with_tag(obsolete=["POLICY"]))
    label = label_of(worn.identifier, "OFFICIAL", purpose=["POLICY"])
    assert codes(label, worn) == []
    assert codes(label, worn, new=True) == ["value-obsolete"]


def test_a_label_is_printed_in_both_languages() -> None:
    label = label_of("entente:sample:jpn:1", "HANDLE WITH CARE", releasable_to=["GBR", "JPN"], purpose=["POLICY"])
    printed = marking(label, SAMPLES.policies["entente:sample:jpn:1"])
    assert printed.en == "HANDLE WITH CARE PURPOSE POLICY REL GBR JPN"
    assert printed.ja == "取扱注意 利用目的 POLICY 提供先 GBR、JPN"


def nato_policy() -> Policy:
    """The published NATO example SPIF in our form: tiers by hierarchy, tags by type, values that are marked obsolete."""
    if not SHARED.is_dir():
        pytest.skip("the shared test data is not on this machine")
    root = ElementTree.parse(SHARED / "nato-4774-policy.xml").getroot()
    space = root.tag.split("}")[0] + "}"
    words = {"en": "x", "ja": "x"}
    tiers = [
        {"name": item.get("name"), "hierarchy": int(item.get("hierarchy")), "marking": words, "obsolete": False}
        for item in root.iter(f"{space}securityClassification")
    ]
    tags = {}
    for item in root.iter(f"{space}securityCategoryTag"):
        kind = item.get("enumType") or {"tagType7": "informative"}.get(item.get("tagType"), item.get("tagType"))
        values = {value.get("name"): value.get("obsolete") == "true" for value in item.iter(f"{space}tagCategory")}
        tag = item.get("name").lower().replace(" ", "-")
        worn = [value for value, obsolete in values.items() if obsolete]
        tags[tag] = {"tag": tag, "type": kind, "values": list(values), "obsolete": worn, "phrase": words}
    return parse({**FILE, "identifier": "NATO", "classifications": tiers, "categories": list(tags.values())})


def test_published_nato_labels_are_valid_in_the_published_policy() -> None:
    policy = nato_policy()
    assert [item.name for item in sorted(policy.classifications, key=lambda item: item.hierarchy)] == [
        "UNCLASSIFIED",
        "RESTRICTED",
        "CONFIDENTIAL",
        "SECRET",
        "TOP SECRET",
    ]
    for name in ("nato-4774-17-2.nato", "nato-4774-17-3.nato"):
        assert codes(parse_label(nato_label(name)), policy) == []
    worn = Label("NATO", "SECRET", (Category("additional-sensitivity", "restrictive", ("ATOMAL", "SIOP ESI")),))
    assert codes(worn, policy) == []
    assert codes(worn, policy, new=True) == ["value-obsolete"]
