"""Gate 1, the general rules (G1-G8): laws over any order of delivery and any header, then one act for each rule."""

from __future__ import annotations

from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger import START, Memory, Table, grow, label_for

from entente.kernel import canonical
from entente.kernel.act import Act, Target, act_id, parse_header
from entente.kernel.errors import Refusal
from entente.kernel.gate1 import admit

PARTIES = ("GBR", "JPN", "AUS")
histories = st.tuples(st.integers(1, 3), st.integers(0, 2**32))


def history(count: int, seed: int, steps: int = 40) -> Table:
    table = Table(*PARTIES[:count], shared=False)
    grow(table, Random(seed), steps)
    return table


@settings(max_examples=60)
@given(histories, st.integers(0, 2**32))
def test_any_order_of_delivery_gives_the_same_verdicts_and_twice_is_once(start, seed):
    table = history(*start)
    inorder, shuffled = Memory(table.parties), Memory(table.parties)
    inorder.receive(*table.acts)
    acts = [*table.acts, *table.acts]
    Random(seed).shuffle(acts)
    for act in acts:
        shuffled.receive(act)
    assert shuffled.verdicts == inorder.verdicts
    assert {log: v.rule for log, v in shuffled.waiting.items()} == {log: v.rule for log, v in inorder.waiting.items()}
    for party, view in table.views.items():  # what an author decided of any act, early and knowing less, all decide
        assert view.verdicts.items() <= inorder.verdicts.items(), party


def test_the_random_histories_are_worth_judging():
    seen: set[tuple[str, str]] = set()
    for seed in range(80):
        table = history(seed % 3 + 1, seed)
        view = Memory(table.parties)
        view.receive(*table.acts)
        by_id = {a.id: a for a in table.acts}
        seen |= {(by_id[i].header.kind if v.status == "admitted" else v.status, v.rule) for i, v in view.verdicts.items()}
    kinds = {"propose", "accept", "decline", "conclude", "confirm", "withdraw", "state", "supersede", "purge", "spill", "answer"}
    assert kinds <= {k for k, rule in seen if not rule}
    assert {"G2", "G3", "G4", "G5", "G6", "G10", "G12", "G14", "G15", "G16", "G17", "G18", "G20", "G23"} <= {rule for _, rule in seen}


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20) | st.sampled_from(["JPN/1", "JPN/²", "\ud800", START]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
VALID = {
    "v": 1,
    "log": "entente/x/GBR/1",
    "seq": 0,
    "prev": "0" * 64,
    "kind": "propose",
    "post": "GBR:FCDO:desk",
    "signed_at": START,
    "label": label_for(["GBR", "JPN"]),
    "seen": {"JPN/1": 1},
    "cites": [f"JPN/1/0/{'a' * 64}"],
    "targets": [{"type": "measure", "schema": 1, "record": "b" * 64, "base": f"JPN/1/0/{'a' * 64}"}],
    "body": {"digest": "c" * 64, "size": 2},
    "expires_at": START,
    "keys": {"act": "AAAA"},
}
KINDS = [*admit.RULES, "unheard-of", "Bad!", "state\n"]


@settings(max_examples=400)
@given(st.dictionaries(st.sampled_from(sorted(VALID)), JUNK, max_size=4), st.sampled_from(KINDS), st.sets(st.sampled_from(sorted(VALID))))
def test_any_header_ends_in_a_verdict_or_a_refusal(changes, kind, dropped):
    value = {k: v for k, v in {**VALID, "kind": kind, **changes}.items() if k not in dropped or k in changes}
    table = Table("GBR", "JPN")
    table.say("JPN", "note")
    try:
        payload = msgspec.json.encode(value, order="sorted")
        chain, header, why = parse_header(payload)
    except (Refusal, UnicodeEncodeError):
        return
    assert canonical.decode(payload) == msgspec.json.decode(payload), "what a log takes is canonical"
    act = Act(act_id(payload), ("GBR", 1), 0, header)
    verdict = admit.judge(act, table.views["GBR"])
    assert verdict.status in ("admitted", "void", "kept", "waiting") and bool(why) == (header is None)
    assert (verdict.status == "admitted") == (not verdict.words) and chain.v == value["v"]


@pytest.fixture
def table():
    table = Table("GBR", "JPN")
    for _ in range(2):
        table.say("JPN", "state", targets=[Target("report", 1)])
    table.say("GBR", "note")
    return table


def other_id(act: Act) -> str:
    return str(act.cite)[:-64] + "f" * 64


BROKEN = {
    "G1 a field of another form": ({"kind": "Bad!"}, "G1", "fields"),
    "G1 a citation that is none": ({"cites": ("JPN/1/0",)}, "G1", "does not name an act"),
    "G1 a base that is none": ({"targets": (Target("t", 1, record="a" * 64, base="x"),)}, "G1", "does not name an act"),
    "G1 its own log as seen": ({"seen": {"GBR/1": 1, "JPN/1": 2}}, "G1", "not another log"),
    "G1 a stranger's log as seen": ({"seen": {"XXX/1": 3, "JPN/1": 2}}, "G1", "not another log"),
    "G1 another spelling of a log": ({"seen": {"JPN/01": 1, "JPN/1": 2}}, "G1", "not another log"),
    "G1 too many citations": ({"cites": (f"GBR/1/0/{'a' * 64}",) * 65}, "G1", "at most 64"),
    "G2 another's post": ({"post": "JPN:MOFA:desk"}, "G2", "not one of GBR's"),
    "G3 no time": ({"signed_at": "2018-02-30T09:00:00Z"}, "G3", "not a time"),
    "G3 before an earlier act": ({"signed_at": "2018-10-02T08:59:59Z"}, "G3", "before an earlier act"),
    "G3 a limit that is no time": ({"expires_at": "soon"}, "G3", "limit of validity"),
    "G4 less read than before": ({"seen": {"JPN/1": 1}}, "G4", "read less"),
    "G5 a stranger cited": ({"cites": (f"XXX/1/0/{'a' * 64}",)}, "G5", "not a party"),
    "G5 its own future cited": ({"cites": (f"GBR/1/7/{'a' * 64}",)}, "G5", "does not come before"),
    "G5 an act that it has not read": ({"seen": {"JPN/1": 2}, "cites": ("third",)}, "G5", "without claiming to have read"),
    "G5 another act of that place": ({"cites": ("other",)}, "G5", "not the one that is cited"),
    "G6 a label that leaves a party out": ({"label": label_for(["GBR"])}, "G6", "every party"),
    "G6 no label": ({"label": {"policy": "p"}}, "G6", "label"),
    "G7 no body": ({"kind": "state", "body": None, "targets": (Target("report", 1),)}, "G7", "needs a body"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_act_that_breaks_one_general_rule_is_void_by_its_number(table, name):
    raw, number, words = dict(BROKEN[name][0]), *BROKEN[name][1:]
    if raw.get("cites") == ("other",):
        raw["cites"] = (other_id(table.logs["JPN", 1][0]),)
    before = table.verdict(table.say("GBR", "note"))
    if raw.get("cites") == ("third",):
        raw["cites"] = (str(table.say("JPN", "note").cite),)
    verdict = table.verdict(table.say("GBR", raw.pop("kind", "note"), **raw))
    assert before.status == "kept"
    assert (verdict.status, verdict.rule) == ("void", number) and words in verdict.words
    assert not verdict.marks and not verdict.records
    assert table.verdict(table.say("GBR", "note")).status == "kept", "a void act holds nothing up"


def test_a_void_acts_time_and_reading_bind_nobody(table):
    table.say("GBR", "note", signed_at="2030-01-01T00:00:00Z", post="JPN:x")
    assert table.status(table.say("GBR", "note")) == ("kept", "G8")


def test_an_unknown_kind_is_kept_and_can_be_cited(table):
    act = table.say("GBR", "frobnicate")
    assert table.status(act) == ("kept", "G8") and "frobnicate" in table.verdict(act).words
    assert table.status(table.say("JPN", "accept", act)) == ("void", "G12")


def test_unknown_fields_of_a_header_mean_nothing():
    table = Table("GBR", "JPN")
    act = table.propose("GBR")
    payload = msgspec.json.encode({**msgspec.to_builtins(act.header), "zeal": [1, {"a": "b"}]}, order="sorted")
    _, header, why = parse_header(payload)
    assert header == act.header and not why
    view = Memory(table.parties)
    view.receive(Act(act_id(payload), act.log, 0, header))
    assert view.verdicts[act_id(payload)].status == "admitted" and act_id(payload) != act.id


def test_an_act_waits_for_what_it_cites_and_for_what_its_author_had_read():
    table = Table("GBR", "JPN")
    proposal, note = table.propose("JPN"), table.say("JPN", "note")
    accept = table.say("GBR", "accept", proposal)
    later = table.say("GBR", "note")
    view = Memory(table.parties)
    view.receive(accept, later)
    assert not view.verdicts and view.waiting["GBR", 1].rule == "G5"
    view.receive(proposal)
    assert view.waiting["GBR", 1].rule == "G4" and "read 2 acts of JPN" in view.waiting["GBR", 1].words
    view.receive(note)
    assert [view.verdicts[a.id].status for a in (accept, later)] == ["admitted", "kept"] and not view.waiting


def test_a_frozen_log_holds_nobody_up():
    table = Table("AUS", "GBR", "JPN")
    kept, lost = table.propose("JPN"), table.propose("JPN")
    good, bad = table.say("GBR", "accept", kept), table.say("GBR", "accept", lost)
    later = table.say("GBR", "note")
    view = Memory(table.parties)
    view.receive(kept, good, bad, later)
    assert view.waiting["GBR", 1].status == "waiting"
    view.freeze(("JPN", 1))
    assert [(view.verdicts[a.id].status, view.verdicts[a.id].rule) for a in (good, bad, later)] == [
        ("admitted", ""),
        ("void", "G5"),
        ("kept", "G8"),
    ]


def test_an_own_act_of_an_earlier_place_is_cited_without_being_seen(table):
    first = table.logs["GBR", 1][0]
    assert table.status(table.say("GBR", "note", first))[0] == "kept"
