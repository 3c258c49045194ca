"""A house with drafts in every state, for the tests of pages: London's node, five posts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests import nodes
from tests.web import sample
from tests.web.sample import Stage

from entente.node.national import annotations as national
from entente.node.national import drafting
from entente.node.national.drafting import Officer

ANN = Officer("gbr-drafter", "GBR:FCDO:desk", frozenset({"drafter", "assigning-officer", "reader"}))
BOB = Officer("gbr-release", "GBR:FCDO:release", frozenset({"clearing", "releasing-officer", "reader"}))


SPACE = ("Table-top exercise on space debris", "宇宙デブリに関する図上演習")


@dataclass
class House:
    """The stage, and the drafts by what is to be done with them."""

    stage: Stage
    drafts: dict[str, str]


def measure(code: str, title: str, japanese: str, **changed: object) -> dict[str, object]:
    """A measure with a title of its own."""
    return nodes.measure(code, title={"en": title, "ja": japanese}) | changed


def play(stage: Stage) -> dict[str, str]:
    """One draft for each state that somebody has to do something about."""
    node, channel = stage.node, stage.world.channel.id
    made = {
        "drafting": measure(
            "GBR-M-2018-101", "Table-top exercise on space debris", "宇宙デブリに関する図上演習", clauses=["jp-gb-2017#S15"]
        ),
        "asked": measure("GBR-M-2018-006", "Accounting for logistic support under the ACSA", "ACSAに基づく後方支援の計上", priority="HIGH"),
        "returned": measure("GBR-M-2018-103", "Visit of a survey ship", "測量艦の訪問"),
        "cleared": measure("GBR-M-2018-104", "Exchange of views on export control", "輸出管理に関する意見交換"),
        "waiting": measure("GBR-M-2018-105", "Course for peacekeeping trainers", "平和維持活動の教官に対する研修"),
    }
    found = {}
    for name, text in made.items():
        record = stage.records["acsa"] if name == "asked" else None
        found[name] = drafting.save(node, ANN, type_="measure", text=text, channel=channel, record=record).id
    broken = measure(
        "GBR-M-2018-101", "Table-top exercise on space debris", "宇宙デブリに関する図上演習", baseline_finish="ongoing", clauses=[]
    )
    drafting.save(node, ANN, type_="measure", text=broken, draft=found["drafting"])
    for name in ("asked", "returned", "cleared", "waiting"):
        drafting.ask(node, ANN, found[name], BOB.post)
    drafting.send_back(node, BOB, found["returned"], {"title": "Say which ship and which port.", "": "The Navy has to agree first."})
    for name in ("cleared", "waiting"):
        drafting.clear(node, BOB, found[name])
    drafting.order_release(node, BOB, found["waiting"])
    national.say_fields(
        node,
        ANN,
        stage.records["acsa"],
        {"budget": {"currency": "GBP", "minor_units": "1250000"}, "red_lines": [{"en": "No common stock."}]},
    )
    national.assign(node, BOB, stage.records["acsa"], ANN.post, (date(2018, 10, 20), "Ask the Treasury about the rate."))
    return found


def fresh(at: House, code: str, upto: str) -> str:
    """A draft of a test's own, taken as far as "drafting", "asked", "cleared" or "waiting"."""
    node = at.stage.node
    draft = drafting.save(node, ANN, type_="measure", text=measure(code, "A fresh one", "新規"), channel=at.stage.world.channel.id).id
    if upto != "drafting":
        drafting.ask(node, ANN, draft, BOB.post)
    if upto in ("cleared", "waiting"):
        drafting.clear(node, BOB, draft)
    if upto == "waiting":
        drafting.order_release(node, BOB, draft)
    at.drafts[code] = draft
    return code


@contextmanager
def house(folder: Path) -> Iterator[House]:
    """Everything, closed on leaving."""
    with sample.stage(folder) as stage:
        yield House(stage, play(stage))
