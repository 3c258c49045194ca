"""What stands on the desks when the pages are opened: facts of the public record with their sources, and invented work beside them.

Touches both nodes' databases through node.say and node.national.drafting, each step under a request of its own, so that a history broken
off is finished by the next start. Facts name their source; where only the season of an event is known, the day is assumed and says so.
Everything else is invented and says so. Serves I1, I2, S3, S6 and S9.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from entente.cli.demonstration.papers import INVENTED
from entente.cli.demonstration.stage import SIDES, Stage, wait_for

if TYPE_CHECKING:
    from entente.kernel.charter import Charter
    from entente.node.node import Node
    from entente.node.officer import Officer

Text = Mapping[str, Any]


def _fact(day: str, clauses: list[str], en: tuple[str, str], ja: tuple[str, str], source: str) -> Text:
    """A statement of the public record: title and words in each language."""
    return {
        "title": {"en": en[0], "ja": ja[0]},
        "clauses": [f"jp-gb-2017#{clause}" for clause in clauses],
        "said_on": day,
        "text": {"en": en[1], "ja": ja[1]},
        "public": True,
        "source": source,
    }


FACTS: tuple[tuple[str, Text], ...] = (
    (
        "uk",
        _fact(
            "2017-08-18",
            ["S6"],
            (
                "The Acquisition and Cross-Servicing Agreement is in force",
                "The agreement signed on 26 January 2017 entered into force on 18 August 2017.",
            ),
            ("物品役務相互提供協定（ACSA）の発効", "2017年1月26日に署名された協定が、同年8月18日に発効した。"),
            "Public record: Treaty Series of the United Kingdom; Ministry of Foreign Affairs of Japan",
        ),
    ),
    (
        "uk",
        _fact(
            "2018-04-11",
            ["S3", "A2"],
            ("HMS Sutherland at Yokosuka", "The frigate called at Yokosuka in the spring of 2018; HMS Albion followed in the summer."),
            (
                "英海軍艦艇サザーランドの横須賀寄港",
                "2018年春、フリゲート艦サザーランドが横須賀に寄港した。同年夏には揚陸艦アルビオンが続いた。",
            ),
            "Public record: Royal Navy and Maritime Self-Defense Force, 2018 (day assumed)",
        ),
    ),
)
"""(side that states it, text)."""


def _measure(code: str, en: str, ja: str, clauses: list[str], **changed: Any) -> Text:
    """An invented measure."""
    return {
        "code": code,
        "title": {"en": en, "ja": ja},
        "clauses": [f"jp-gb-2017#{clause}" for clause in clauses],
        "type": "ACTIVITY",
        "stage": "ACTIVE",
        "leads": {"GBR": "MOD", "JPN": "MOD"},
        "baseline_start": "2018-04-02",
        "baseline_finish": "2018-12-21",
        "completion_criterion": {
            "en": f"Both sides have reported. {INVENTED['en']}",
            "ja": f"双方が報告を行うこと。{INVENTED['ja']}",
        },
        **changed,
    }


AGREED: tuple[tuple[str, Text], ...] = (
    (
        "japan",
        _measure(
            "JPN-M-2018-007",
            "Framework to facilitate joint operations and exercises",
            "共同運用・演習を円滑にするための枠組みの検討",
            ["S7"],
            commitments=["jp-gb-2017#S7b"],
            type="TEXT",
            leads={"GBR": "MOD", "JPN": "MOFA"},
            baseline_finish="2019-03-29",
        ),
    ),
    (
        "uk",
        _measure(
            "GBR-M-2018-009",
            "Visit of a Self-Defense Force unit to the United Kingdom",
            "自衛隊部隊の訪英",
            ["S3", "S8", "A2"],
            commitments=["jp-gb-2017#S3c", "jp-gb-2017#S8a", "jp-gb-2017#A2a"],
            baseline_finish="2018-09-14",
        ),
    ),
    (
        "uk",
        _measure(
            "GBR-M-2018-011",
            "Seminar on export control of dual-use items",
            "軍民両用品の輸出管理に関するセミナー",
            ["S9", "A7"],
            commitments=["jp-gb-2017#S9b", "jp-gb-2017#A7b"],
            leads={"GBR": "FCO", "JPN": "MOFA"},
        ),
    ),
    (
        "japan",
        _measure(
            "JPN-M-2018-015",
            "Support for maritime law enforcement in Southeast Asia",
            "東南アジアの海上法執行能力の向上支援",
            ["S11", "A9"],
            commitments=["jp-gb-2017#S11a", "jp-gb-2017#A9a"],
            leads={"GBR": "FCO", "JPN": "MOFA"},
            regions=["southeast-asia"],
        ),
    ),
    (
        "uk",
        _measure(
            "GBR-M-2018-017",
            "Annual table-top exercise on aviation security",
            "航空保安に関する年次机上演習",
            ["A10"],
            commitments=["jp-gb-2017#A10c"],
            type="RECURRING",
            cadence_months=12,
            baseline_finish=None,
            leads={"GBR": "FCO", "JPN": "MOFA"},
        ),
    ),
)
"""(side that proposes it, text): the other side accepts."""

OPEN: tuple[tuple[str, Text], ...] = (
    (
        "japan",
        _measure(
            "JPN-M-2018-019",
            "Exchange of officers between defence academies",
            "防衛大学校と英国軍学校の間の要員交流",
            ["S8"],
            commitments=["jp-gb-2017#S8a"],
            baseline_start="2019-04-01",
            baseline_finish="2020-03-31",
            stage="AGREED",
        ),
    ),
    (
        "uk",
        _measure(
            "GBR-M-2018-021",
            "Workshop on small arms at major sporting events",
            "大規模競技大会における小火器対策の作業部会",
            ["S12", "A16"],
            commitments=["jp-gb-2017#S12a", "jp-gb-2017#S12b", "jp-gb-2017#A16a"],
            leads={"GBR": "FCO", "JPN": "MOFA"},
            baseline_start="2018-11-01",
            baseline_finish="2019-08-30",
            stage="AGREED",
        ),
    ),
)
"""(side that proposes it, text): these wait for the other side when the story ends."""

YEAR = 2018
SIDE_OF = {"GBR": "uk", "JPN": "japan"}
OTHER = {"uk": "japan", "japan": "uk"}
AHEAD: dict[str, Any] = {
    "title": {"en": "Dialogue of the fourth quarter of 2018 (invented)", "ja": "2018年第4四半期の対話（架空）"},
    "stage": "PLANNED",
    "mode": "IN PERSON",
    "window_from": "2018-11-26",
    "window_to": "2018-12-14",
    "host": "JPN",
    "clauses": ["jp-gb-2017#I3"],
}
"""A meeting of the National Security Advisers that is still to be arranged."""

DRAFTS: tuple[tuple[str, Text], ...] = (
    (
        "uk",
        _measure(
            "GBR-M-2018-023",
            "Staff talks on humanitarian assistance and disaster relief",
            "人道支援・災害救援に関する幕僚協議",
            ["A4"],
            commitments=["jp-gb-2017#A4a"],
            baseline_start="2018-11-05",
            baseline_finish="2019-06-28",
            stage="AGREED",
        ),
    ),
    (
        "japan",
        _measure(
            "JPN-M-2018-024",
            "Dialogue on the security of South Asia",
            "南アジアの安全保障に関する対話",
            ["I5"],
            commitments=["jp-gb-2017#I5b"],
            type="RECURRING",
            cadence_months=12,
            baseline_finish=None,
            leads={"GBR": "FCO", "JPN": "MOFA"},
            stage="AGREED",
        ),
    ),
)
"""(side, text): drafts, put before the head of the desk for clearance."""


def consult(stage: Stage, nodes: dict[str, Node]) -> None:
    """The declaration's series, its meetings of the public record up to the story's year, and one dialogue ahead that is invented."""
    from entente.areas.consultations import sample

    said: dict[str, str] = {}
    for promise in sample.PROMISES:
        text = sample.series(promise, said.get(promise.parent or ""))
        said[promise.name] = propose(nodes, "japan", "meeting-series", text, f"series-{promise.name}")
    meetings = []
    for public in sample.PUBLIC_RECORD:
        if public.on.year <= YEAR:
            held = sample.meeting(public, said[public.series])
            meetings.append((SIDE_OF[public.host], propose(nodes, SIDE_OF[public.host], "meeting", held, f"meeting-{public.ordinal}")))
    meetings.append(("uk", propose(nodes, "uk", "meeting", {**AHEAD, "series": said["nsa"]}, "nsa-ahead")))
    for record in said.values():
        accept(stage, nodes, "uk", record)
    for side, record in meetings:
        accept(stage, nodes, OTHER[side], record)


def propose(nodes: dict[str, Node], side: str, type_: str, text: Any, name: str) -> str:
    """Proposes a text at a side's node, once; the record's id."""
    import msgspec

    from entente.node import say

    plain = text if isinstance(text, dict) else json.loads(msgspec.json.encode(text))
    return say.propose(nodes[side], _channel(nodes[side]), type_, plain, None, say.Manner(request=f"demo-{name}")).id


def accept(stage: Stage, nodes: dict[str, Node], side: str, record: str) -> None:
    """Accepts at a side's node what the other proposed, once it has come, unless that was done before."""
    from entente.node import say

    wait_for(stage, "a proposal arrives", _proposed(nodes[side], record))
    if _awaits(nodes[side], record):
        say.accept(nodes[side], record, say.Manner(request=f"demo-accept-{record[:40]}"))


def play(stage: Stage, nodes: dict[str, Node]) -> None:
    """Says the history at both nodes, and waits until both hold it."""
    from entente.node import say
    from entente.store import records

    consult(stage, nodes)

    for number, (side, text) in enumerate(FACTS):
        say.state(nodes[side], _channel(nodes[side]), "statement", _plain(text), say.Manner(request=f"demo-fact-{number}"))
    for side, text in (*AGREED, *OPEN):
        node = nodes[side]
        say.propose(node, _channel(node), "measure", _plain(text), None, say.Manner(request=f"demo-measure-{text['code']}"))
    for side, text in AGREED:
        other = nodes["japan" if side == "uk" else "uk"]
        wait_for(stage, f"{text['code']} arrives", _proposed(other, text["code"]))
        accept(stage, nodes, "japan" if side == "uk" else "uk", records.find(other.alias, text["code"])[0].id)
    for side, text in DRAFTS:
        _draft(nodes[side], side, text)
    codes = [text["code"] for _side, text in AGREED]
    wait_for(stage, "the agreed measures are in effect at both nodes", lambda: all(in_effect(n, codes) for n in nodes.values()))
    waiting = [(side, text["code"]) for side, text in OPEN]
    wait_for(
        stage, "open proposals are at both nodes", lambda: all(_proposed(nodes["japan" if s == "uk" else "uk"], c)() for s, c in waiting)
    )


def officer(node: Node, side: str, last: str, roles: frozenset[str]) -> Officer:
    """A demonstration post's officer, as the pages know him (web/person/posts.py)."""
    from entente.node.officer import Officer

    organisation = ":".join(node.home.settings.post.split(":")[:2])
    short = {"desk": "drafter", "release": "release"}[last]
    return Officer(f"{SIDES[side].lower()}-{short}", f"{organisation}:{last}", roles)


def _draft(node: Node, side: str, text: Text) -> None:
    from entente.node.national import drafting

    drafter = officer(node, side, "desk", frozenset({"drafter", "assigning-officer"}))
    code = text["code"]
    act = drafting.save(node, drafter, type_="measure", text=_plain(text), channel=_channel(node).id, request=f"demo-draft-{code}")
    found = drafting.view(node, act.id)
    if found.state == "drafting":
        drafting.ask(node, drafter, act.id, drafter.post.rpartition(":")[0] + ":release")


def _plain(text: Text) -> dict[str, Any]:
    """A text without what stays empty."""
    return {key: value for key, value in text.items() if value is not None}


def _channel(node: Node) -> Charter:
    return node.find_channel(None)


def _proposed(node: Node, code: str) -> Callable[[], bool]:
    from entente.store import records

    return lambda: any(row.type != "draft" for row in records.find(node.alias, code))


def _awaits(node: Node, code: str) -> bool:
    from entente.store import records

    return any((node.party, "accept") == move[:2] for row in records.find(node.alias, code) for move in row.move_list())


def in_effect(node: Node, codes: list[str]) -> bool:
    """Whether the records of all these codes have effect at a node."""
    from entente.store import records

    return all(any(row.state == "in-effect" for row in records.find(node.alias, code)) for code in codes)
