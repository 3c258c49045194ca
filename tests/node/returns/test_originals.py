"""A returned file kept as it came: once for each round, under the highest marking of what it answers, and gone when it is purged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest
from tests.node.returns.world import ANN, FCDO, LEAD, MOD, Plan, plan

from entente.kernel.act import Draft
from entente.kernel.errors import Refusal
from entente.kernel.labels.label import label_of
from entente.node import look, officer, submit
from entente.node.channels import national_label
from entente.node.national import enclosures
from entente.node.returns import originals
from entente.node.returns.reading import Delivery
from entente.store import records

DATA = b"The very file."
FILE = Delivery("mod.docx", hashlib.sha256(DATA).hexdigest(), "DOCX", ())


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plan]:
    with plan(tmp_path_factory.mktemp("originals")) as made:
        yield made


def test_the_file_is_kept_at_home_once_and_goes_when_it_is_purged(own: Plan) -> None:
    found = own.opened_once()
    asked = [one for one in found.text.asked if one.code in (MOD, FCDO)]
    with pytest.raises(Refusal, match="DR1"):
        originals.keep(own.node, LEAD, found.row.id, FILE, (DATA, asked))
    act = originals.keep(own.node, ANN, found.row.id, FILE, (DATA, asked))
    assert act is not None and originals.keep(own.node, ANN, found.row.id, FILE, (DATA, asked)) is None
    row = originals.of_round(own.node, found.row.id)[FILE.digest]
    assert row.channel == own.node.national().id and originals.of_round(own.node, found.row.id, frozenset()) == {}
    about, data = enclosures.read(own.node, look.find_act(own.node, act.id), 1) or (None, b"")
    assert about is not None and about.name == "mod.docx" and data == DATA
    label = records.label_text(own.node.alias, row.label)
    assert [one["values"] for one in label["categories"] if one["tag"] == "releasable-to"] == [["GBR"]]
    purge = Draft("purge", ANN.post, national_label(own.node), (), (str(act.cite),), None)
    submit.say(own.node, own.node.national().id, purge, "", None)
    assert enclosures.read(own.node, look.find_act(own.node, act.id), 1) is None


def test_the_marking_of_the_whole_is_the_highest_of_its_parts_in_our_own_policy(own: Plan) -> None:
    low, high = label_of("entente:sample:gbr:1", "OFFICIAL"), label_of("entente:sample:jpn:1", "HANDLE WITH CARE", purpose=["POLICY"])
    assert originals.marking(own.node, [low])["classification"] == "OFFICIAL"
    whole = originals.marking(own.node, [low, high])
    assert (whole["policy"], whole["classification"]) == ("entente:sample:gbr:1", "OFFICIAL-SENSITIVE")
    assert [(one["tag"], one["values"]) for one in whole["categories"]] == [("purpose", ["POLICY"])]
    unknown = label_of("elsewhere:1", "SECRET")
    assert originals.marking(own.node, [unknown])["classification"] == officer.context(own.node).ceiling.classification
