"""Joint statements: ready and ready, the embargo to the second, and a published text that is not the agreed one."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.areas.consultations.histories import group, on, own, state

from entente.areas.consultations.joint_statements.records import JointStatement, Publication, Published, Ready, revision_digest, text_digest
from entente.areas.consultations.joint_statements.release import may_publish, release_rules
from entente.areas.consultations.records import Moment, Participant
from entente.kernel.area import Interval, Linked
from entente.kernel.bilingual import Title

PARTIES = ("GBR", "JPN")
LIFTS = datetime(2023, 11, 7, 9, 30, tzinfo=UTC)
AGREED = date(2023, 11, 1)


def statement(**changed: Any) -> JointStatement:
    fields: dict[str, Any] = {
        "title": Title("Joint statement"), "said_on": date(2023, 11, 7), "text_en": "We agree.", "text_ja": "一致した。",
        "embargo": Moment(date(2023, 11, 7), "18:30", "Asia/Tokyo"),
        "spokespersons": (Participant("GBR", "FCDO", "Press Office"), Participant("JPN", "MOFA", "Press Secretary")),
    }  # fmt: skip
    return JointStatement(**(fields | changed))


TEXT = statement()


def ready(party: str, day: date, text: JointStatement = TEXT) -> Linked:
    return own("ready", f"r-{party}", party, (day, Ready("j", revision_digest(text))))


def published(party: str, day: date, english: str = TEXT.text_en, at: str = "18:30") -> Linked:
    pages = (
        Published("en", "page-en", hashlib.sha256(english.encode()).hexdigest()), Published("ja", "page-ja", text_digest(TEXT, "ja"))
    )  # fmt: skip
    return own("publication", f"p-{party}", party, (day, Publication("j", Moment(day, at, "Asia/Tokyo"), pages)))


def told(*records: Linked, texts: tuple[tuple[date, JointStatement], ...] = ((AGREED, TEXT),)) -> list[Interval]:
    return release_rules(group(own("joint-statement", "j", None, *texts), *records, key="j"))


def test_both_are_ready_and_the_embargo_has_passed_before_publication() -> None:
    said = dict.fromkeys(PARTIES, revision_digest(TEXT))
    assert may_publish(TEXT, said, PARTIES, LIFTS) == []
    assert [p.rule for p in may_publish(TEXT, said, PARTIES, LIFTS - timedelta(seconds=1))] == ["JS2"]
    assert [p.rule for p in may_publish(TEXT, {"GBR": said["GBR"]}, PARTIES, LIFTS)] == ["JS1"]
    changed = statement(embargo=Moment(date(2023, 11, 8), "18:30", "Asia/Tokyo"))
    assert [p.rule for p in may_publish(changed, said, PARTIES, LIFTS)] == ["JS1", "JS1", "JS2"]
    skipped = statement(embargo=Moment(date(2026, 3, 29), "01:30", "Europe/London"))
    fresh = dict.fromkeys(PARTIES, revision_digest(skipped))
    assert [p.rule for p in may_publish(skipped, fresh, PARTIES, LIFTS + timedelta(days=9999))] == ["JS2"]


def test_a_statement_waits_is_embargoed_and_is_free() -> None:
    found = told(ready("GBR", date(2023, 11, 2)), ready("JPN", date(2023, 11, 4)))
    assert state(found, date(2023, 11, 3), "statement.release") == "waiting"
    assert state(found, date(2023, 11, 3), "statement.ready", move="JPN") == "not-ready"
    assert state(found, date(2023, 11, 3), "statement.ready", move="GBR") is None
    assert state(found, date(2023, 11, 4), "statement.release") == "embargoed"
    assert state(found, date(2023, 11, 7), "statement.release") == "free"
    done = told(ready("GBR", date(2023, 11, 2)), ready("JPN", date(2023, 11, 4)), published("GBR", date(2023, 11, 7)))
    assert state(done, date(2023, 11, 7), "statement.release") == "published"
    assert not [i for i in done if i.code in ("statement.mismatch", "statement.early")]


def test_a_changed_statement_asks_again() -> None:
    later = ((AGREED, TEXT), (date(2023, 11, 5), statement(text_ja="一致を見た。")))
    found = told(ready("GBR", date(2023, 11, 2)), ready("JPN", date(2023, 11, 4)), texts=later)
    assert state(found, date(2023, 11, 5), "statement.ready", move="GBR") == "outdated"
    assert state(found, date(2023, 11, 5), "statement.release") == "waiting"


def test_a_published_text_that_differs_alerts_both_spokespersons() -> None:
    found = told(ready("GBR", AGREED), ready("JPN", AGREED), published("GBR", date(2023, 11, 7), "We agree!"))
    assert on(found, date(2023, 11, 7), "statement.mismatch") == ["en-differs"]
    assert {i.move for i in found if i.code == "statement.alert"} == set(PARTIES)
    reason = next(i.reason["en"] for i in found if i.code == "statement.mismatch")
    assert "GBR Press Office" in reason and "JPN Press Secretary" in reason


def test_publishing_too_soon_is_pointed_out() -> None:
    found = told(ready("GBR", AGREED), published("GBR", date(2023, 11, 7), at="18:29"))
    assert sorted(on(found, date(2023, 11, 7), "statement.early", move="GBR")) == ["embargoed", "not-ready"]
