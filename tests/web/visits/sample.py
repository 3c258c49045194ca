"""What the tests of visits share: the programme of 2018 agreed by both sides, and one entry that is still proposed."""

from __future__ import annotations

from typing import Any

from tests.web.sample import Stage

from entente.areas.visits import sample
from entente.areas.visits.records import Visit
from entente.web.consultations.keep import plain


def agreed(shown: Stage, text: Visit, **changed: Any) -> str:
    """An entry of the programme, proposed by its visitor and accepted by all; its record."""
    act = shown.world.propose(text.visitor, "visit", plain(text, **changed))
    shown.world.agree(act)
    return act.id


def programme(shown: Stage) -> dict[str, str]:
    """The visits of the public record and the invented one, by code; the last public one is proposed only."""
    made = {text.code: agreed(shown, text, measures=[shown.records["acsa"]]) for text in (*sample.PUBLIC_RECORD[:2], sample.TRAINING_SHIP)}
    last = sample.PUBLIC_RECORD[2]
    made[last.code] = shown.world.propose(last.visitor, "visit", plain(last)).id
    shown.world.settle()
    return made


def everything(shown: Stage) -> dict[str, str]:
    """The programme, and under the invented visit a ship's request that waits for London, supplies, a request for visit with its names."""
    made = programme(shown)
    visit, world = made["JPN-V-2018-004"], shown.world
    ship = {
        "visit": visit, "reference": "JPN-DC-2018-011", "ship": {"en": "JS Sample", "ja": "練習艦「みほん」"}, "complement": 350,
        "eta": {"on": "2018-11-26", "at": "09:00", "zone": "Europe/London"}, "propulsion": "CONVENTIONAL", "purpose": "FORMAL",
        "etd": {"on": "2018-11-30", "at": "16:00", "zone": "Europe/London"}, "port": {"name": {"en": "Portsmouth"}, "locode": "GBPME"},
    }  # fmt: skip
    days = {"from_day": "2018-11-26", "to_day": "2018-11-30"}
    rfv = {
        "visit": visit, "reference": "JPN-RV-2018-001", "kind": "ONE-TIME", "sites": [{"name": {"en": "A shore establishment"}}],
        "subject": {"en": "Talks."}, "level": "OFFICIAL", "visitors": 2, "certified_by": "Ministry of Defense", **days,
    }  # fmt: skip
    supplies = {"visit": visit, "reference": "JPN-LR-2018-001", "fuel": [{"nato_code": "F-76", "volume_m3": 400}], **days}
    made["ship"] = world.state("JPN", "ship-clearance", ship).id
    made["rfv"] = world.state("JPN", "request-for-visit", rfv).id
    made["supplies"] = world.state("JPN", "logistic-request", supplies).id
    berth = {"visit": visit, "place": {"name": {"en": "Portsmouth"}}, "berth": "South Railway Jetty", **days}
    made["berth"] = world.state("GBR", "host-berth", berth | {"to_day": "2018-11-28"}).id
    world.settle()
    return made
