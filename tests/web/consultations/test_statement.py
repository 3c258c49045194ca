"""A joint statement published: refused under embargo, compared by its words, and both sides' Desks told where it is another text."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from tests.web.consultations.sample import release
from tests.web.sample import Stage, stage

from entente.areas.consultations.joint_statements.records import revision_digest
from entente.areas.consultations.records import Moment
from entente.kernel.errors import Refusal
from entente.node import say
from entente.web.consultations.statement import moment_of, verdict
from entente.web.person import follows

EN = "The Ministers met in Tokyo. They reaffirmed the declaration of 2017. They will meet again next year in London."
JA = "両大臣は東京で会談した。両大臣は2017年の宣言を再確認した。両大臣は、来年ロンドンで再び会談する。"
TEXT: dict[str, Any] = {
    "title": {"en": "Joint statement", "ja": "共同声明"},
    "said_on": "2018-12-12",
    "text_en": EN,
    "text_ja": JA,
    "embargo": {"on": "2018-12-12", "at": "18:30", "zone": "Asia/Tokyo"},
    "spokespersons": [
        {"party": "GBR", "authority": "FCDO", "post": "Press Office"},
        {"party": "JPN", "authority": "MOFA", "post": "Press Secretary"},
    ],
}
WHEN = {"on": "2018-12-12", "at": "09:45", "zone": "Europe/London", "page_en": "https://www.example.gov.uk/statement"}


def test_from_agreed_words_to_an_alert(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        shown.world.moment[0] = datetime(2018, 12, 12, 8, 0, tzinfo=UTC)
        record = _agreed(shown)
        _embargo(shown, record)
        shown.world.moment[0] = datetime(2018, 12, 12, 10, 0, tzinfo=UTC)
        _equal(shown, record)
        _different(shown, record)


def _agreed(shown: Stage) -> str:
    act = say.propose(shown.node, shown.world.channel, "joint-statement", TEXT)
    shown.world.settle()
    say.accept(shown.world["JPN"], act.id)
    shown.world.settle()
    return act.id


def _post(shown: Stage, record: str, language: str = "en", **fields: Any) -> Any:
    return shown.client("drafter", language).post(f"/consultations/statements/{record}/publish/", WHEN | {"request": "r" * 20} | fields)


def _embargo(shown: Stage, record: str) -> None:
    """Nobody is ready and the embargo holds: refused with each reason, in both languages; recorded only as what happened all the same."""
    page = shown.client("drafter").get(f"/consultations/statements/{record}/").content.decode()
    assert "18:30" in page and "09:30" in page and "It may not be published yet:" in page
    early = _post(shown, record, at="07:45", text_en=EN)
    words = html.unescape(early.content.decode())
    assert early.status_code == 409 and "It may not be published at that time" in words
    assert "The embargo holds until 12 Dec 2018 09:30 London, 18:30 Tokyo." in words and "JPN has not said that it is ready." in words
    assert (
        "解禁日時（2018年12月12日 09:30 ロンドン、18:30 東京）前である。"
        in _post(shown, record, "ja", at="07:45", text_en=EN).content.decode()
    )
    assert _post(shown, record, at="11:45", text_en=EN).status_code == 400  # still to come
    assert _post(shown, record, at="07:45", text_en=EN, happened="yes").status_code == 302
    from tests.web.test_gate import sight_of

    from entente.web.sight import consultations as sights

    digest = revision_digest(sights.named(sight_of(shown, "drafter"), record, "joint-statement").text)
    for party in ("GBR", "JPN"):
        say.state(shown.world[party], shown.world.channel, "ready", {"statement": record, "revision": digest})
    shown.world.settle()
    page = shown.client("drafter").get(f"/consultations/statements/{record}/").content.decode()
    assert "Under embargo" in page and "May be published" not in page, "all are ready and it is the day, but not the minute"


def _equal(shown: Stage, record: str) -> None:
    """A saved page with all that stands around the text is the agreed text by its words."""
    head, foot = "<html><body><nav>Home News</nav><main>", "</main><footer>Crown copyright</footer></body></html>"
    paragraphs = "".join(f"<p>{part}</p>" for part in EN.replace("Ministers met", "Ministers\nmet").split(". "))
    page = SimpleUploadedFile("statement.html", (head + paragraphs.replace("</p><p>", ".</p><p>") + foot).encode(), "text/html")
    answer = _post(shown, record, file_en=page, request="q" * 20)
    assert answer.status_code == 302, re.sub(r"<[^>]+>", " ", answer.content.decode())[:1500]
    release(shown, re.findall(r"[0-9a-f]{64}", answer["Location"])[-1])
    seen = shown.client("drafter").get(f"/consultations/statements/{record}/").content.decode()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", seen))
    assert "the agreed text" in seen and "not the agreed text" not in seen, text[text.index("What was published") :][:2500]
    assert "statement.html" in seen
    file = re.findall(r"/consultations/publications/[0-9a-f]{64}/1/", seen)[0]
    assert "attachment" in shown.client("drafter").get(file)["Content-Disposition"]
    assert follows.alerts(_sight(shown), 0) == []


def _different(shown: Stage, record: str) -> None:
    """One word less in Japanese: both sides have something to do on their Desks, with both digests and what differs."""
    answer = _post(
        shown, record, at="09:50", page_en="", page_ja="https://www.example.go.jp/seimei", text_ja=JA.replace("再確認", "確認"),
        request="s" * 20,
    )  # fmt: skip
    assert answer.status_code == 302
    draft = re.findall(r"[0-9a-f]{64}", answer["Location"])[-1]
    told = shown.client("release").get(f"/drafts/{draft}/").content.decode()
    assert "not the agreed text" in told and "Untitled" not in told  # whoever clears it sees the comparison
    act = release(shown, draft)
    seen = shown.client("drafter").get(f"/consultations/statements/{record}/").content.decode()
    assert "not the agreed text" in seen and re.search(r"<del><span[^>]*>Missing: </span>再</del>", seen)
    assert "Published text to be put right" in shown.client("reader").get("/?all=ours").content.decode()
    assert "Published text to be put right" in shown.client("reader").get("/?all=theirs").content.decode()
    assert "公表文の訂正" in shown.client("reader", "ja").get("/?all=ours").content.decode()
    assert [row.id for row in follows.alerts(_sight(shown), 0)] == [act.id]
    assert f"/consultations/statements/{record}/" in shown.client("drafter").get(f"/records/{act.id}/").content.decode()


def _sight(shown: Stage) -> Any:
    from tests.web.test_gate import sight_of

    return sight_of(shown, "drafter")


def test_a_time_is_read_and_one_to_come_is_refused() -> None:
    now = datetime(2018, 12, 12, 10, 0, tzinfo=UTC)
    assert moment_of(WHEN, now, {"Europe/London", "Asia/Tokyo"}) == Moment(datetime(2018, 12, 12).date(), "09:45", "Europe/London")
    for typed, rule in ({"at": "25:00"}, "CN2|CL"), ({"at": "x"}, "CN2"), ({"zone": "Mars/Base"}, "CN2"), ({"on": "2018-12-13"}, "CN1"):
        with pytest.raises(Refusal, match=rule):
            moment_of(WHEN | typed, now, {"Europe/London", "Asia/Tokyo"})


def test_the_verdict_names_both_digests() -> None:
    with translation.override("ja"):
        assert "b" * 16 in verdict("ja", "a" * 64, "b" * 64) and "a" * 16 in verdict("ja", "a" * 64, "b" * 64)
    with translation.override("en"):
        assert verdict("en", "a" * 64, "a" * 64) == f"The English is the agreed text (SHA-256 {'a' * 16})."
