"""A pair of nodes with documents to print: an agenda with our briefs, minutes with decisions, a statement, two editions.

Touches temporary folders and databases. All of it is invented, but for the declaration.
"""

from __future__ import annotations

from typing import Any

from tests import nodes, overseen

from entente.areas.action_plan import sample as plan
from entente.kernel.act import Act
from entente.node import editions, say

Sheeted = tuple[nodes.World, dict[str, Act]]
BRIEF = "We have what we came for if Tokyo names a date."
EN = (
    "The Ministers met in London and reaffirmed the Joint Declaration of 2017.",
    "They welcomed the entry of both sides' ledgers and asked their officials to report by the spring.",
    "They will meet again in Tokyo.",
)
JA = (
    "両大臣はロンドンにおいて会談し、2017年の共同宣言を再確認した。",
    "両大臣は、双方の帳簿の整備を歓迎し、春までに報告するよう事務当局に指示した。",
    "両大臣は、次回、東京において会談する。",
)


def both(en: str, ja: str) -> dict[str, str]:
    return {"en": en, "ja": ja}


def play(world: nodes.World) -> dict[str, Act]:
    """All of it; the acts by name."""
    found = overseen.play(world)
    meeting = {
        "series": found["2+2"].id,
        "title": both("Fourth Foreign and Defence Ministers' Meeting", "第4回日英外務・防衛閣僚会合"),
        "stage": "AGENDA AGREED",
        "mode": "IN PERSON",
        "starts": {"on": "2018-12-12", "at": "09:00", "zone": "Europe/London"},
        "ends": {"on": "2018-12-12", "at": "11:30", "zone": "Europe/London"},
        "place": both("London", "ロンドン"),
        "host": "GBR",
        "participants": [
            {"party": "GBR", "authority": "FCDO", "post": "Director Asia-Pacific"},
            {"party": "GBR", "authority": "MOD"},
            {"party": "JPN", "authority": "MOFA", "post": "欧州局長"},
            {"party": "JPN", "authority": "MOD"},
        ],
    }
    found["meeting"] = world.propose("GBR", "meeting", meeting)
    world.agree(found["meeting"])
    found |= _documents(world, found)
    found |= _plan(world)
    return found


def _documents(world: nodes.World, found: dict[str, Act]) -> dict[str, Act]:
    series, meeting = found["2+2"].id, found["meeting"].id
    items = [
        {"no": 1, "title": both("Adoption of the agenda", "議題の採択"), "ground": "PROPOSED", "minutes_allotted": 10},
        {
            "no": 2, "title": both("Ledgers under the ACSA", "物品役務相互提供協定に基づく帳簿"), "ground": "PROPOSED",
            "source": found["acsa"].id, "clause": "jp-gb-2017#S6", "minutes_allotted": 60,
            "papers": [{"title": both("State of the ledgers", "帳簿の現況")}],
        },
        {"no": 3, "title": both("Date of the next meeting", "次回会合の日程"), "ground": "PROPOSED", "minutes_allotted": 15},
    ]  # fmt: skip
    agenda = world.propose("GBR", "agenda", {"series": series, "meeting": meeting, "items": items})
    world.agree(agenda)
    lines = {
        "items": [
            {"no": 2, "brief": both(BRIEF, "東京側が期日を示せば足りる。"), "lines_to_take": [both("Ask for a date.", "期日を求める。")]}
        ]
    }
    overseen.at_home(world, agenda.id, "agenda", lines)
    decision = {"no": 1, **both("Both ledgers are compared each quarter.", "双方の帳簿を四半期ごとに照合する。")}
    owned = decision | {"owner": {"party": "JPN", "authority": "MOD"}, "due": "2019-03-29"}
    paragraphs: list[dict[str, Any]] = [
        {"no": 1, "item": 1, **both("The agenda was adopted.", "議題を採択した。")},
        {"no": 2, "item": 2, **both("\n".join(EN[:2]), "\n".join(JA[:2])), "decisions": [owned]},
        {"no": 3, "item": 3, **both("One paragraph.\nAnd one more.", "こちらは一段落のみ。")},
    ]
    minutes = world.propose("GBR", "minutes", {"series": series, "meeting": meeting, "paragraphs": paragraphs}, schema=2)
    world.settle()
    statement = world.propose(
        "GBR",
        "joint-statement",
        {
            "title": both("Joint statement of the Ministers", "閣僚共同声明"),
            "said_on": "2018-12-12",
            "text_en": "\n\n".join(EN),
            "text_ja": "\n\n".join(JA),
            "meeting": meeting,
            "embargo": {"on": "2018-12-12", "at": "18:30", "zone": "Asia/Tokyo"},
            "spokespersons": [
                {"party": "GBR", "authority": "FCDO", "post": "Press Office"},
                {"party": "JPN", "authority": "MOFA", "post": "Press Secretary"},
            ],
            "outlets": [{"party": "GBR", "language": "en", "page": "www.example.gov.uk/statement"}],
        },
    )
    world.agree(statement)
    return {"agenda": agenda, "minutes": minutes, "statement": statement}


def _plan(world: nodes.World) -> dict[str, Act]:
    node = world["GBR"]
    head: dict[str, Any] = {"clauses": ["jp-gb-2017#I1"], "title": both("Action plan", "行動計画")}
    first = editions.propose_edition(node, node.find_channel(None), head | {"code": "PLAN-1", "number": 1}, [])
    world.settle()
    say.accept(world["JPN"], first.id)
    world.settle()
    changed = nodes.measure("GBR-M-2018-006", baseline_finish="2019-09-30", title=both("ACSA ledgers", "物品役務相互提供協定の帳簿"))
    held = {"meeting": both("Fourth meeting", "第4回会合"), "held_on": "2018-12-12"}
    text = head | {"code": "PLAN-2", "number": 2, "endorsed": held}
    second = editions.propose_edition(node, node.find_channel(None), text, [changed, overseen.text(plan.FRAMEWORK)])
    world.settle()
    return {"first": first, "second": second}
