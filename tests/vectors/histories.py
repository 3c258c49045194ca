"""Histories for the gate-1 vectors: for every rule one that keeps it and one or more that break it.

Touches nothing outside itself. Each history is a channel in which parties have spoken; `expect` is the verdict that the protocol asks for
(docs/protocol.md section 5), written down here by hand and compared with the implementation while the vectors are generated.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.ledger import label_for
from tests.vectors.material import Channel, base64, key, missing

TWO = ("GBR", "JPN")
THREE = ("AUS", "GBR", "JPN")
LATER = "2018-10-03T09:00:00Z"
LATEST = "2018-10-04T09:00:00Z"

History = tuple[str, str, Channel]
"""The rule it is about, its name, the channel."""


def histories() -> Iterator[History]:
    """All of them."""
    for make in (general, seen_and_cites, labels_and_bodies, proposals, stances, conclusions, confirmations, statements, purges, keys):
        for rule, name, channel in make():
            channel.verify()
            yield rule, name, channel


def general() -> Iterator[History]:
    """G1-G3."""
    for name, fields in {
        "schema zero": {"targets": [{"type": "measure", "schema": 0}]},
        "kind in capitals": {"kind": "Propose"},
        "post over 120 characters": {"post": "JPN:" + "x" * 117},
        "cite of another form": {"cites": ["JPN/01/0/" + "0" * 64]},
        "sequence with a leading zero in a cite": {"cites": ["GBR/1/00/" + "0" * 64]},
        "body over 1 MiB": {"commitment": {"digest": "0" * 64, "size": 1_048_577}},
        "seen of a stranger": {"seen": {"AUS/1": 0}},
        "seen of its own log": {"seen": {"JPN/1": 0}},
        "seen with a leading zero": {"seen": {"GBR/01": 0}},
        "65 cites": {"cites": [missing("AUS", n) for n in range(65)]},
        "257 targets": {"targets": [{"type": "t", "schema": 1}] * 257},
        "seen is no object": {"seen": 7},
    }.items():
        c = Channel(TWO)
        c.say("JPN", fields.pop("kind", "propose"), expect="void G1", **{"targets": [c.target()], **fields})
        yield "G1", name, c
    for name, fields in {
        "unknown fields mean nothing": {"flags": ["urgent"]},
        "absent and empty are the same": {"cites": [], "targets": [{"type": "measure", "schema": 1, "note": 1}]},
    }.items():
        c = Channel(TWO)
        c.say("JPN", "propose", **{"targets": [c.target()], **fields})
        yield "G1", name, c
    c = Channel(TWO)
    c.say("JPN", "propose", targets=[c.target()], post="GBR:MFA:desk", expect="void G2")
    yield "G2", "a post of the other party", c
    for name, time in {
        "an impossible day": "2018-02-30T09:00:00Z",
        "fractions": "2018-10-02T09:00:00.0Z",
        "an offset": "2018-10-02T09:00:00+",
    }.items():
        c = Channel(TWO)
        c.propose("JPN", signed_at=time, expect="void G3")
        yield "G3", f"signed_at: {name}", c
    c = Channel(TWO)
    c.propose("JPN", signed_at=LATER)
    c.propose("JPN", signed_at=c.clock, expect="void G3")
    c.propose("JPN", signed_at=LATER)
    yield "G3", "time runs backwards, then stands still", c
    c = Channel(TWO)
    c.propose("JPN", signed_at=LATEST, post="GBR:MFA:desk", expect="void G2")
    c.propose("JPN", signed_at=LATER)
    yield "G3", "the time of a void act binds nobody", c
    c = Channel(TWO)
    c.propose("JPN", expires_at="tomorrow", expect="void G3")
    yield "G3", "a limit of validity that is no time", c


def seen_and_cites() -> Iterator[History]:
    """G4, G5 and what waits."""
    c = Channel(TWO)
    c.propose("JPN")
    c.propose("GBR")
    c.propose("GBR", seen=None, expect="void G4")
    c.propose("GBR")
    yield "G4", "having read less than before", c
    c = Channel(TWO)
    p = c.write("JPN", "propose", targets=[c.target()])
    a = c.write("GBR", "accept", p)
    later = c.write("GBR", "state", targets=[c.target()])
    c.deliver(later, "waiting")
    c.deliver(a, "waiting G5")
    c.deliver(p)
    yield "G5", "a cited act that has not come: its log waits, then goes on", c
    c = Channel(TWO)
    p = c.write("JPN", "propose", targets=[c.target()])
    s = c.write("GBR", "state", targets=[c.target()])
    c.deliver(s, "waiting G4")
    c.deliver(p)
    yield "G4", "an act waits until as much of the other log is decided as its author had read", c
    c = Channel(TWO)
    p = c.propose("JPN")
    c.say("GBR", "accept", p.cite[:-64] + "0" * 64, expect="void G5")
    yield "G5", "another act stands at the place cited", c
    c = Channel(TWO)
    p = c.propose("JPN")
    c.say("GBR", "accept", p, seen=None, expect="void G5")
    yield "G5", "citing without having read", c
    c = Channel(TWO)
    c.say("JPN", "decline", missing("JPN", 0), expect="void G5")
    c.say("JPN", "decline", missing("JPN", 5), expect="void G5")
    yield "G5", "citing oneself or what comes later in the same log", c
    c = Channel(TWO)
    c.say("JPN", "decline", missing("AUS", 0), expect="void G5")
    yield "G5", "citing a stranger", c
    c = Channel(TWO)
    c.freeze("GBR")
    c.say("JPN", "decline", missing("GBR", 3), seen={"GBR/1": 4}, expect="void G5")
    yield "G5", "a frozen log is not waited for", c


def labels_and_bodies() -> Iterator[History]:
    """G6-G8."""
    for name, label in {
        "released to one of two": label_for(["JPN"]),
        "national in a channel of two": {"policy": "sample", "classification": "OFFICIAL", "categories": []},
        "values not sorted": {
            "policy": "sample",
            "classification": "OFFICIAL",
            "categories": [{"tag": "releasable-to", "type": "permissive", "values": ["JPN", "GBR"]}],
        },
        "a field too many": {**label_for(TWO), "colour": "red"},
    }.items():
        c = Channel(TWO)
        c.propose("JPN", label=label, expect="void G6")
        yield "G6", name, c
    c = Channel(TWO)
    c.propose("JPN", label=label_for(THREE))
    yield "G6", "released to more than the channel", c
    c = Channel(("JPN",))
    c.propose("JPN", label={"policy": "sample", "classification": "OFFICIAL", "categories": []})
    yield "G6", "national in a channel of one", c
    c = Channel(TWO)
    for kind in ("propose", "state", "supersede"):
        c.say("JPN", kind, targets=[c.target()], body=False, expect="void G7")
    c.say("JPN", "decline", c.propose("GBR"), body={"remark": {"en": "Not now."}})
    yield "G7", "proposals and statements need a body, other acts may have one", c
    c = Channel(TWO)
    c.say("JPN", "minute", expect="kept G8")
    k = c.say("JPN", "minute", signed_at=LATER, expect="kept G8")
    c.propose("JPN", signed_at=c.clock, expect="void G3")
    c.say("GBR", "decline", k, expect="void G24")
    yield "G8", "a kind not known is kept, counts for time, has no effect", c


def proposals() -> Iterator[History]:
    """G10, G11."""
    c = Channel(TWO)
    c.say("JPN", "propose", body={"texts": []}, expect="void G10")
    yield "G10", "no target", c
    c = Channel(TWO)
    p = c.propose("JPN", c.target(), c.target())
    second = f"{p.id}.1"
    c.propose("JPN", c.target(record=p.id), c.target(record=p.id), cites=[p], expect="void G10")
    c.propose("GBR", c.target(record=second), cites=[p])
    c.propose("GBR", c.target(record=f"{p.id}.2"), cites=[p], expect="void G10")
    c.propose("GBR", c.target(record=f"{p.id}.01"), cites=[p], expect="void G10")
    c.propose("GBR", c.target(record=p.id), expect="void G10")
    c.propose("GBR", c.target(base=p.cite), cites=[p], expect="void G10")
    yield "G10", "rivals on a new record cite the proposal that named it", c
    c = Channel(TWO)
    p = c.propose("JPN")
    q = c.propose("GBR")
    x = c.agree(p)
    c.propose("GBR", c.target(record=p.id, base=x.cite))
    c.propose("GBR", c.target(record=p.id, base=p.cite), expect="void G10")
    c.propose("GBR", c.target(record=q.id, base=x.cite), expect="void G10")
    yield "G10", "a revision builds on a conclusion of the same record", c
    c = Channel(TWO)
    p = c.propose("JPN")
    c.agree(p)
    c.propose("JPN", c.target(record=p.id), cites=[p], expect="void G11")
    c.propose("GBR", c.target(record=p.id), cites=[p])
    yield "G11", "no proposal after one's own conclusion on that base", c
    c = Channel(TWO)
    p = c.propose("JPN")
    x = c.agree(p)
    c.say("GBR", "confirm", x)
    c.propose("GBR", c.target(record=p.id), cites=[p], expect="void G11")
    c.propose("GBR", c.target(record=p.id, base=x.cite))
    yield "G11", "no proposal after one's own confirmation on that base", c


def stances() -> Iterator[History]:
    """G12, G13, G14, G24."""
    c = Channel(TWO)
    p = c.propose("JPN")
    q = c.propose("GBR")
    c.say("JPN", "accept", p, expect="void G12")
    c.say("JPN", "accept", expect="void G12")
    c.say("JPN", "accept", q, p, expect="void G12")
    a = c.say("JPN", "accept", q)
    c.say("GBR", "accept", a, expect="void G12")
    yield "G12", "acceptances", c
    c = Channel(TWO)
    p = c.propose("JPN")
    q = c.propose("GBR", c.target(record=p.id), cites=[p])
    c.agree(p)
    c.say("JPN", "accept", q, expect="void G13")
    yield "G13", "no acceptance after one's own conclusion on that base", c
    c = Channel(TWO)
    p = c.propose("JPN")
    q = c.propose("JPN", c.target(record=p.id), cites=[p])
    x = c.agree(q)
    c.say("GBR", "confirm", x)
    c.say("GBR", "accept", p, expect="void G13")
    yield "G13", "no acceptance after one's own confirmation on that base", c
    c = Channel(TWO)
    p = c.propose("JPN")
    s = c.say("JPN", "state", targets=[c.target()])
    spill = c.say("JPN", "spill", s)
    c.say("GBR", "withdraw", p, expect="void G14")
    c.say("JPN", "withdraw", expect="void G14")
    for one in (p, s, spill):
        w = c.say("JPN", "withdraw", one)
        c.say("JPN", "withdraw", one, expect="void G14")
        c.say("JPN", "withdraw", w, expect="void G14")
    yield "G14", "one withdraws one's own, once", c
    c = Channel(TWO)
    p = c.propose("JPN")
    c.agree(p)
    c.say("JPN", "withdraw", p, expect="void G14")
    yield "G14", "a concluded text is not withdrawn", c
    c = Channel(TWO)
    p = c.propose("JPN")
    c.say("GBR", "decline", p)
    c.say("GBR", "accept", p)
    c.say("JPN", "decline", p, expect="void G24")
    c.say("JPN", "decline", expect="void G24")
    yield "G24", "declining another's proposal; one may still accept", c


def conclusions() -> Iterator[History]:
    """G15-G19."""
    c = Channel(TWO)
    p = c.propose("JPN")
    a = c.say("GBR", "accept", p)
    c.say("GBR", "conclude", p, a, expect="void G15")
    c.say("JPN", "conclude", a, p, expect="void G15")
    c.say("JPN", "conclude", p, a)
    yield "G15", "only the proposer concludes", c
    c = Channel(TWO)
    p = c.propose("JPN")
    a = c.say("GBR", "accept", p)
    o = c.say("JPN", "open", p, a, generation=2)
    c.say("JPN", "conclude", p, a, generation=2, expect="void G15")
    assert o.act.seq == 0
    yield "G15", "a later generation concludes only what it proposed itself", c
    c = Channel(TWO)
    p = c.propose("JPN")
    a = c.say("GBR", "accept", p)
    q = c.propose("JPN", c.target(record=p.id), cites=[p])
    c.say("JPN", "conclude", p, a, expect="void G16")
    b = c.say("GBR", "accept", q)
    r = c.propose("GBR", c.target(record=p.id), cites=[p])
    c.say("JPN", "accept", r)
    c.say("JPN", "conclude", q, b, expect="void G16")
    yield "G16", "a later stance closes a proposal for good", c
    c = Channel(TWO)
    p = c.propose("JPN", c.target(), c.target())
    a = c.say("GBR", "accept", p)
    q = c.propose("GBR", c.target(record=f"{p.id}.1"), cites=[p])
    c.say("JPN", "accept", q)
    c.say("JPN", "conclude", p, a, expect="void G16")
    yield "G16", "a proposal of two targets falls as a whole", c
    c = Channel(TWO)
    p = c.propose("JPN")
    a = c.say("GBR", "accept", p)
    c.say("JPN", "conclude", p, a)
    c.say("JPN", "conclude", p, a, expect="void G17")
    yield "G17", "one conclusion on a base", c
    c = Channel(THREE)
    p = c.propose("JPN")
    a = c.say("GBR", "accept", p)
    c.say("JPN", "conclude", p, a, expect="void G18")
    b = c.say("AUS", "accept", p)
    other = c.propose("JPN")
    b2 = c.say("AUS", "accept", other)
    c.say("JPN", "conclude", p, a, a, b, expect="void G18")
    c.say("JPN", "conclude", p, a, b2, expect="void G18")
    c.say("JPN", "conclude", p, b, a)
    yield "G18", "one acceptance of every other party, of that very proposal", c
    c = Channel(("JPN",))
    c.say("JPN", "conclude", c.propose("JPN"))
    yield "G18", "alone, nobody's acceptance is needed", c
    for name, limit, expect in (("at the limit", LATER, "admitted"), ("after it", c.clock, "void G19")):
        c = Channel(TWO)
        p = c.propose("JPN", expires_at=limit)
        a = c.say("GBR", "accept", p)
        c.say("JPN", "conclude", p, a, signed_at=LATER, expect=expect)
        yield "G19", f"a proposal's limit: {name}", c
        c = Channel(TWO)
        p = c.propose("JPN")
        a = c.say("GBR", "accept", p, expires_at=limit)
        c.say("JPN", "conclude", p, a, signed_at=LATER, expect=expect)
        yield "G19", f"an acceptance's limit: {name}", c


def confirmations() -> Iterator[History]:
    """G20, G21."""
    c = Channel(TWO)
    p = c.propose("JPN")
    x = c.agree(p)
    c.say("GBR", "confirm", p, expect="void G20")
    c.say("JPN", "confirm", x, expect="void G20")
    c.say("GBR", "confirm", x, p, expect="void G20")
    c.say("GBR", "confirm", x)
    yield "G20", "the other party confirms a conclusion", c
    c = Channel(TWO)
    p = c.propose("JPN", c.target(), c.target())
    a = c.say("GBR", "accept", p)
    c.propose("GBR", c.target(record=p.id), cites=[p])
    x = c.say("JPN", "conclude", p, a)
    c.say("GBR", "confirm", x)
    c.say("GBR", "confirm", x, expect="void G21")
    yield "G21", "one confirms once on a base, also after having moved on", c


def statements() -> Iterator[History]:
    """G22, G23."""
    c = Channel(TWO)
    c.say("JPN", "state", targets=[c.target(), c.target()], expect="void G22")
    s = c.say("JPN", "state", targets=[c.target()])
    c.say("JPN", "state", targets=[c.target(record=s.id)], expect="void G22")
    yield "G22", "a statement is about one new record", c
    c = Channel(TWO)
    s = c.say("JPN", "state", targets=[c.target()])
    c.say("GBR", "supersede", targets=[c.target(record=s.id, base=s.cite)], expect="void G23")
    c.say("JPN", "supersede", targets=[{**c.target(record=s.id, base=s.cite), "type": "report"}], expect="void G23")
    c.say("JPN", "supersede", targets=[c.target(record=s.id)], expect="void G23")
    t = c.say("JPN", "supersede", targets=[{**c.target(record=s.id, base=s.cite), "schema": 2}])
    c.say("JPN", "supersede", targets=[c.target(record=s.id, base=s.cite)], expect="void G23")
    c.say("JPN", "withdraw", t)
    c.say("JPN", "supersede", targets=[c.target(record=s.id, base=t.cite)], expect="void G23")
    yield "G23", "the author supersedes the last statement of the same type", c


def purges() -> Iterator[History]:
    """G25-G27."""
    c = Channel(TWO)
    s = c.say("JPN", "state", targets=[c.target()])
    d = c.say("JPN", "spill", s)
    c.say("GBR", "purge", s, expect="void G25")
    c.say("JPN", "purge", expect="void G25")
    c.say("JPN", "purge", d, expect="void G25")
    c.say("JPN", "purge", s)
    yield "G25", "the author purges what has a body", c
    c = Channel(TWO)
    p = c.propose("JPN")
    a = c.say("GBR", "accept", p)
    c.say("JPN", "purge", p)
    c.say("JPN", "conclude", p, a, expect="void G16")
    yield "G25", "a purged proposal is closed", c
    c = Channel(TWO)
    p = c.propose("JPN")
    x = c.agree(p)
    c.say("JPN", "purge", p, expect="void G25")
    c.say("GBR", "purge", p, x, expect="void G25")
    decision = c.propose("GBR", {"type": "purge", "schema": 1}, cites=[p])
    y = c.agree(decision)
    c.say("GBR", "purge", p, y)
    yield "G25", "a concluded body is purged by a concluded decision that cites it", c
    c = Channel(TWO)
    p = c.propose("JPN")
    c.agree(p)
    late = c.propose("JPN", c.target(record=p.id), cites=[p], expect="void G11")
    c.say("JPN", "purge", late, expect="void G25")
    yield "G25", "a void proposal on what its author has concluded is purged by a decision alone", c
    c = Channel(TWO)
    s = c.say("JPN", "state", targets=[c.target()])
    spill = c.say("GBR", "spill", s)
    purge = c.say("JPN", "purge", s)
    c.say("GBR", "answer", purge, spill)
    c.say("JPN", "answer", spill)
    c.say("GBR", "answer", s, expect="void G26")
    c.say("GBR", "answer", expect="void G26")
    yield "G26", "answers", c
    c = Channel(TWO)
    d = c.say("JPN", "decline", c.propose("GBR"))
    c.say("GBR", "spill", d, expect="void G27")
    c.say("GBR", "spill", expect="void G27")
    yield "G27", "a spill report is of a body", c


def keys() -> Iterator[History]:
    """G28, G29."""
    c = Channel(TWO)
    c.rotate("JPN", "checkpoint")
    c.propose("JPN")
    c.rotate("JPN", "act", post="GBR:MFA:desk", expect="void G2")
    c.propose("JPN")
    yield "G28", "rotations; one void by another rule than G28 changes the keys all the same", c
    for name, new in {
        "no key": {},
        "the root": {"root": base64(key("JPN", "root", "second").public)},
        "a key of small order": {"act": base64(bytes([1]) + bytes(31))},
        "padding bits": {"act": base64(key("JPN", "x").public)[:-2] + "9="},
    }.items():
        c = Channel(TWO)
        c.say("JPN", "rotate", keys=new, expect="void G28")
        c.propose("JPN")
        yield "G28", f"refused: {name}", c
    c = Channel(TWO)
    p = c.propose("JPN")
    c.say("JPN", "open", p, expect="void G29")
    q = c.propose("JPN")
    c.say("JPN", "open", q, generation=2)
    c.say("JPN", "withdraw", p, generation=2)
    c.say("JPN", "open", q, generation=2, expect="void G29")
    yield "G29", "a later generation is opened once and may withdraw what the one before proposed", c
    c = Channel(TWO)
    p = c.propose("JPN")
    x = c.agree(p)
    r = c.propose("JPN", c.target(record=p.id, base=x.cite))
    c.say("JPN", "open", x, generation=2)
    c.propose("JPN", c.target(record=p.id), cites=[p], generation=2, expect="void G11")
    c.say("JPN", "withdraw", r, generation=2)
    yield "G29", "the marks up to the act cited go on in the later generation", c
