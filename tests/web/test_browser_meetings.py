"""Pages of a meeting, a round, a pair of statements, a visit in a real browser, in both languages, on a phone: WCAG 2.2 AA, 320 pixels.

Touches temporary folders and databases and this machine's network. What the shared stage has no address for is played here first.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web import sample
from tests.web.browser import WORDS, Visit, chromium, open_browser, violations
from tests.web.commissioning.conftest import ASKED
from tests.web.consultations.sample import contact, set_up_nsa
from tests.web.oversight.test_statements import statement
from tests.web.quarter import Offices
from tests.web.sample import Stage
from tests.web.visits.sample import everything

from entente.node import say

AGREED = ("The participants reviewed the action plan.", "双方は、行動計画を検討した。")


@pytest.fixture(scope="module")
def visit() -> Iterator[Visit]:
    """A browser; skipped only where no Chromium can be had."""
    program = chromium()
    if program is None:
        pytest.skip("there is no Chromium here and it cannot be installed (apt-get install chromium fonts-noto-cjk, as root)")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread; the pages' threads have none
    with open_browser(program) as opened:
        yield opened


@pytest.fixture
def busy(tmp_path: Path, shown: Stage) -> Iterator[tuple[Stage, list[str]]]:
    """A meeting with times offered, minutes that answer other minutes, an action; a round; statements that differ; a contact asked."""
    with sample.stage(tmp_path) as made:
        offices = Offices(made)
        yield made, [*_meeting(offices), *_round(offices), *_statements(made), *_contacts(offices), *_visits(made)]
    sample.put_on(shown.world["GBR"])


def _meeting(offices: Offices) -> list[str]:
    series = set_up_nsa(offices.shown)
    meeting = offices.send("GBR", offices.post("GBR", f"/consultations/series/{series}/plan/"))
    offices.accept("JPN", meeting)
    page = f"/consultations/meetings/{meeting}"
    slots = re.findall(
        r'name="slot"[^>]*value="([^"]+)"', offices.page("JPN", f"{page}/dates/?first=2018-11-05&last=2018-11-30&minutes=120")
    )
    offices.send("JPN", offices.post("JPN", f"{page}/dates/offer/", slot=slots))
    offices.accept("JPN", offices.send("GBR", offices.post("GBR", f"{page}/change/held/", held_on="2018-10-01")))
    minutes = offices.send("JPN", _typed(offices, "JPN", meeting, AGREED))
    editor = _typed(offices, "GBR", meeting, (AGREED[0][:-1] + " and its delays.", AGREED[1]))
    offices.turn("GBR")
    return [
        f"/consultations/series/{series}/", f"{page}/", f"{page}/dates/", f"{page}/agenda/", f"/consultations/minutes/{editor}/",
        f"/records/{minutes}/", f"/drafts/{editor}/",
    ]  # fmt: skip


def _typed(offices: Offices, party: str, meeting: str, said: tuple[str, str]) -> str:
    """A draft of minutes with a paragraph and a decision."""
    draft = offices.post(party, f"/consultations/meetings/{meeting}/minutes/")
    (revision,) = re.findall(r'name="revision" value="([^"]+)"', offices.page(party, f"/consultations/minutes/{draft}/"))
    decision = {"d-1-1-en": "London sends the annex.", "d-1-1-ja": "英国は別添を送付する。", "a-1-1-party": "GBR"}
    decision |= {"a-1-1-authority": "FCDO", "a-1-1-due": "2019-06-28", "p-1-en": said[0], "p-1-ja": said[1]}
    offices.post(party, f"/consultations/minutes/{draft}/", revision=revision, save="1", **decision)
    return draft


def _round(offices: Offices) -> list[str]:
    offices.post("GBR", "/plan/rounds/new/", code="GBR-CR-2018-3", **ASKED)
    seen = offices.page("GBR", "/plan/rounds/GBR-CR-2018-3/")
    return ["/plan/rounds/GBR-CR-2018-3/", re.findall(r'href="(/plan/rounds/[^"]+/answer/[^"]+/)"', seen)[0]]


def _statements(made: Stage) -> list[str]:
    made.world.state("JPN", "statement", statement("2017-08-29", "Japan condemns the launch of 29 August 2017."))
    made.world.state("GBR", "statement", statement("2017-08-30", "The UK condemns the launch of 28 August 2017.", ja="英国は非難する。"))
    made.world.settle()
    return ["/oversight/statements/", "/declaration/jp-gb-2017/S1/", "/oversight/findings/", "/drafts/new/consideration/"]


def _contacts(offices: Offices) -> list[str]:
    contact(offices.shown, "GBR")
    contact(offices.shown, "JPN")
    return ["/contacts/", "/drafts/new/contact/"]


def _visits(made: Stage) -> list[str]:
    """A visit with a request that waits for us, what is not covered, our own list of visitors that is to be purged."""
    known = everything(made)
    trip = known["JPN-V-2018-004"]
    person = {"name": "A. Sample", "born_on": "1980-01-01", "nationality": "GBR", "id_number": "X1"}
    person |= {"clearance": "SECRET", "clearance_until": "2019-12-31"}
    listed = say.state(made.node, made.world.channel, "visitor-list", {"visit": trip, "request": known["rfv"], "persons": [person]})
    return [
        "/visits/", f"/visits/{trip}/", f"/visits/{trip}/slip/", f"/visits/{trip}/slip/?hours=x", f"/visits/filed/{listed.id}/purge/",
        f"/drafts/new/clearance-decision/?about={known['ship']}", f"/drafts/new/ship-clearance/?about={trip}",
        "/oversight/papers/?kind=brief&subject=JPN-V-2018-004",
    ]  # fmt: skip


def test_pages_of_meetings_rounds_statements_and_visits_are_accessible_and_fit_a_phone(busy: tuple[Stage, list[str]], visit: Visit) -> None:
    stage, addresses = busy
    for language in ("en", "ja"):
        with visit.page(language, width=320) as page:
            visit.sign_in(page, "gbr-drafter", stage.sign_ins["gbr-drafter"].password)
            for address in addresses:
                answer = page.goto(visit.base + address)
                assert answer is not None and answer.status == 200, address
                assert violations(page, None if language == "en" else WORDS) == [], (language, address)
                assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, (language, address)
    assert visit.away == [] and visit.complaints == []
