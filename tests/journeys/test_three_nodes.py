"""Three nodes, one of them false: what it brings of others' logs, what it withholds, two histories of its own; keys, purges, spills."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from tests import nodes
from tests.simulator import Sim, check_agreement

from entente.exchange import wire
from entente.kernel import canonical, log, signature
from entente.kernel.act import PAYLOAD_TYPE, Act
from entente.kernel.signature import SigningKey, open_envelope
from entente.node import channels, look
from entente.node.partners.source import NodeSource, take_notes
from entente.node.partners.status import status
from entente.store import contents, partners


class Liar:
    """A node's source, but for what a test replaces."""

    def __init__(self, source: NodeSource, **replaced: Any) -> None:
        self._source = source
        for name, value in replaced.items():
            setattr(self, name, value)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._source, name)


def lie(sim: Sim, code: str, **replaced: Any) -> NodeSource:
    """Makes a node answer falsely; gives its honest source."""
    honest = sim.served[code].source
    sim.served[code].source = Liar(honest, **replaced)  # type: ignore[assignment]
    return honest


def speak(sim: Sim, code: str, number: int = 1) -> Act:
    return sim.propose(code, nodes.measure(f"GBR-M-2018-{number:03}", sim.codes))


def words_of(sim: Sim, code: str, language: str = "en") -> str:
    found = next(s for s in status(sim[code]) if s.channel == sim.channel.id)
    return " ".join(line.said(language) for part in (found, *found.partners) for line in part.lines)


def changed(entry: bytes, key: SigningKey, **fields: Any) -> bytes:
    """An entry with other header fields, signed by a key."""
    payload, _ = open_envelope(entry, PAYLOAD_TYPE)
    return signature.seal(canonical.encode(msgspec.json.decode(payload) | fields), PAYLOAD_TYPE, key)


STRANGER = SigningKey(b"\x07" * 32)
FORGERIES = {
    "signed by a stranger": lambda sim, entry: changed(entry, STRANGER),
    "signed by the carrier": lambda sim, entry: changed(entry, sim["USA"].key("act")),
    "a byte of the signature changed": lambda sim, entry: entry.replace(b'"sig":"', b'"sig":"AAAA')[:-1] + entry[-1:],
    "not an envelope": lambda sim, entry: b"nonsense",
    "an act of another of its logs": lambda sim, entry: changed(entry, sim["GBR"].key("act"), log="entente/" + "0" * 64 + "/GBR/1"),
    "a later act of its log": lambda sim, entry: changed(entry, sim["GBR"].key("act"), seq=99),
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES.keys())
def test_what_a_carrier_forges_of_anothers_log_freezes_nothing(trio: Sim, forge: Any) -> None:
    act = speak(trio, "GBR")
    trio.ask("USA", "GBR")

    def entries(channel: str, name: Any, first: int, limit: int) -> tuple[Sequence[bytes], Sequence[bytes | None]]:
        found, bodies = honest.entries(channel, name, first, limit)
        return ([forge(trio, found[0]), *found[1:]], bodies) if name == ("GBR", 1) else (found, bodies)

    honest = lie(trio, "USA", entries=entries)
    own = speak(trio, "USA", 2)
    found = trio.ask("JPN", "USA")
    assert "by rule" in found.trouble and not found.frozen, found
    assert found.acts == 1 and trio.logs("JPN")["USA", 1].head.prev == own.id, "the carrier's own log is taken all the same"
    assert trio.logs("JPN")["GBR", 1].frozen is None
    assert "USA brought what was not taken" in words_of(trio, "JPN")
    assert trio.ask("JPN", "GBR").acts == 1 and trio.record("JPN", act.id) == "proposed"
    trio.served["USA"].source = honest
    trio.settle()
    check_agreement(trio)


def test_old_acts_in_new_places_are_refused_and_freeze_nothing(trio: Sim) -> None:
    for number in range(3):
        speak(trio, "GBR", number)
    trio.ask("USA", "GBR")

    def entries(channel: str, name: Any, first: int, limit: int) -> tuple[Sequence[bytes], Sequence[bytes | None]]:
        found, bodies = honest.entries(channel, name, first, limit)
        return (list(reversed(found)), list(reversed(bodies))) if name == ("GBR", 1) else (found, bodies)

    honest = lie(trio, "USA", entries=entries)
    assert "by rule L4" in trio.ask("JPN", "USA").trouble
    assert trio.logs("JPN")["GBR", 1].frozen is None
    assert trio.ask("JPN", "GBR").acts == 3


@pytest.mark.parametrize("whose", ["another party's", "nonsense", "a false signature"])
def test_a_false_checkpoint_from_a_carrier_freezes_nothing(trio: Sim, whose: str) -> None:
    speak(trio, "GBR")
    trio.ask("USA", "GBR")

    def note(channel: str, name: Any) -> bytes | None:
        right = honest.checkpoint(channel, name)
        if name != ("GBR", 1) or right is None:
            return right
        other = honest.checkpoint(channel, ("USA", 1))
        return {"another party's": other, "nonsense": b"nonsense", "a false signature": right[:-8] + b"AAAAAA=\n"}[whose]

    honest = lie(trio, "USA", checkpoint=note)
    trio.ask("JPN", "USA")
    assert trio.logs("JPN")["GBR", 1].frozen is None
    trio.settle()
    check_agreement(trio)


def test_a_party_that_writes_two_histories_is_found_out_by_gossip(trio: Sim) -> None:
    """USA tells GBR one thing and JPN another; the checkpoints meet, and both freeze its log, with proof."""
    trio.parted.add(frozenset(("GBR", "JPN")))
    speak(trio, "USA", 1)
    trio.ask("GBR", "USA")
    row = trio.logs("USA")["USA", 1]
    served = trio.served["USA"].source
    entry = served.entries(trio.channel.id, ("USA", 1), row.head.size - 1, 1)[0][0]
    second = changed(entry, trio["USA"].key("act"), signed_at="2018-10-02T13:00:00Z")

    def entries(channel: str, name: Any, first: int, limit: int) -> tuple[Sequence[bytes], Sequence[bytes | None]]:
        found, bodies = honest.entries(channel, name, first, limit)
        return ([second], bodies) if name == ("USA", 1) and first == row.head.size - 1 else (found, bodies)

    honest = lie(trio, "USA", entries=entries)
    trio.ask("JPN", "USA")
    trio.parted.clear()
    for a, b in (("JPN", "GBR"), ("GBR", "JPN")) * 3:
        trio.ask(a, b)
    assert trio.logs("JPN")["USA", 1].frozen, "the checkpoint does not fit what it was told"
    assert partners.evidence(trio["JPN"].alias, trio.logs("JPN")["USA", 1].number)
    assert "USA's log is frozen" in words_of(trio, "JPN")
    act = speak(trio, "GBR", 5)
    assert trio.ask("JPN", "GBR").acts >= 1 and trio.record("JPN", act.id) == "proposed", "other logs go on"


def test_a_body_withheld_by_one_is_served_by_another(trio: Sim) -> None:
    act = speak(trio, "GBR")
    trio.ask("USA", "GBR")

    def entries(channel: str, name: Any, first: int, limit: int) -> tuple[Sequence[bytes], Sequence[bytes | None]]:
        found, bodies = honest.entries(channel, name, first, limit)
        return found, [b"x" * len(body) if body else None for body in bodies]

    honest = lie(trio, "GBR", entries=entries, content=lambda *_: None)
    trio.ask("JPN", "GBR")
    position = trio.logs("JPN")["GBR", 1].position(act.seq)
    assert contents.awaited(trio["JPN"].alias) == [position], "a body that is not the one committed to has not come"
    assert "Texts of its acts that have not come yet: 1;" in words_of(trio, "JPN")
    assert trio.ask("JPN", "USA").bodies == 1
    assert look.act_at(trio["JPN"], position).body_state == "read"


def test_a_false_body_is_told_with_its_rule_and_who_must_act(trio: Sim) -> None:
    """One byte changed, or another act's body: nothing of it is taken, it is said who served it, and all else goes on."""
    act, other = speak(trio, "GBR", 1), speak(trio, "GBR", 2)
    honest = trio.served["GBR"].source
    name = ("GBR", 1)
    true = honest.content(trio.channel.id, name, act.seq, 0)
    assert true is not None

    def entries(channel: str, log_: Any, first: int, limit: int) -> tuple[Sequence[bytes], Sequence[bytes | None]]:
        found, bodies = honest.entries(channel, log_, first, limit)
        return found, [None if log_ == name and first + i == act.seq else body for i, body in enumerate(bodies)]

    for false in (true[:-2] + b"0" + true[-1:], honest.content(trio.channel.id, name, other.seq, 0)):
        lie(trio, "GBR", entries=entries, content=lambda *_, false=false: false)
        trio.ask("JPN", "GBR")
        assert trio.record("JPN", other.id) == "proposed", "the other act is read"
        result = trio.ask("JPN", "GBR")
        assert result.bodies == 0 and "by rule B2" in result.trouble
        assert f"What came as the body of act GBR/1/{act.seq} is not what the act commits to." in words_of(trio, "JPN")
        assert "its operators must look at what their node serves" in words_of(trio, "JPN")
        assert f"記載GBR/1/{act.seq}の本文として届いたものは" in words_of(trio, "JPN", "ja")
        trio.served["GBR"].source = honest
    assert trio.ask("JPN", "GBR").bodies == 1 and "B2" not in words_of(trio, "JPN")
    trio.settle()
    check_agreement(trio)


def test_a_partners_words_cannot_steer_a_terminal(trio: Sim) -> None:
    act = speak(trio, "JPN")
    trio.ask("GBR", "JPN")
    words = {"en": "Not\x1b[2J so.\nSealed here\u202e too.", "ja": "否\x1b[31m"}
    told = wire.Report("JPN/1", act.seq, act.seq, "refused", "G99", words)
    take_notes(trio["JPN"], trio.channel.id, "GBR", {"JPN/1": 1}, wire.Notes(reports=(told,)))
    for language in ("en", "ja"):
        assert all(char.isprintable() for char in words_of(trio, "JPN", language))
    assert "Not [2J so. Sealed here  too." in words_of(trio, "JPN")


@pytest.mark.parametrize("role", ["act", "checkpoint", "transport"])
def test_a_key_is_rotated_while_a_partner_is_away(trio: Sim, role: str) -> None:
    trio.stop("JPN")
    speak(trio, "GBR", 1)
    old = trio.logs("GBR")["GBR", 1].head.keys
    for _ in range(2):
        channels.rotate(trio["GBR"], trio.channel, role, trio["GBR"].key("root"))
        speak(trio, "GBR", 2)
    assert trio.logs("GBR")["GBR", 1].head.keys != old
    trio.ask("USA", "GBR")
    trio.start("JPN")
    assert trio.ask("JPN", "USA").acts == 5, "the rotation may come from a third party"
    assert not trio.ask("GBR", "JPN").trouble and not trio.ask("JPN", "GBR").trouble
    trio.stop("GBR")
    trio.start("GBR")
    trio.agree(speak(trio, "GBR", 3))
    check_agreement(trio)
    assert trio.logs("JPN")["GBR", 1].checkpoint_size == trio.logs("GBR")["GBR", 1].head.size
    national = trio["GBR"].national()
    assert log.first_head(national, ("GBR", 1)).keys.act != b"" and channels.rotate(trio["GBR"], national, "act", trio["GBR"].key("root"))


def test_a_purge_travels_and_a_spill_seals_until_it_is_taken_back(trio: Sim) -> None:
    record = trio.agree(speak(trio, "GBR"))
    first = trio.state("GBR", nodes.report(record, 1))
    second = trio.state("JPN", nodes.report(record, 2))
    trio.settle()
    trio.say("GBR", "purge", first)
    spill = trio.say("USA", "spill", second)
    trio.settle()
    for code in trio.codes:
        assert look.find_act(trio[code], first.id).body_state == "purged"
        assert look.find_act(trio[code], second.id).body_state == "spilled"
    trio.say("JPN", "answer", spill)
    trio.say("USA", "withdraw", spill)
    trio.settle()
    assert {look.find_act(trio[code], second.id).body_state for code in trio.codes} == {"read"}
    check_agreement(trio)
