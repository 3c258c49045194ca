"""The page of search: in both languages, within what the post may read, with what to try where nothing is found."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.utils.http import urlencode
from tests.web.sample import Stage

from entente.web import frame, search
from entente.web.models import Post

SECRET = "A draft that only some may see"


def ask(stage: Stage, name: str, language: str = "en", **asked: str) -> tuple[list[str], str]:
    """Codes found, and the page."""
    answer = stage.client(name, language).get(f"/search/?{urlencode(asked)}")
    assert answer.status_code == 200
    return [line["code"] for line in answer.context["lines"]], answer.content.decode()


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("logistic support", "GBR-M-2018-006"),
        ("計上", "GBR-M-2018-006"),
        ("後方支援", "GBR-M-2018-006"),
        ("jpn-m-2018-007", "JPN-M-2018-007"),
    ],
)
def test_words_of_both_languages_on_pages_of_both(shown: Stage, words: str, code: str, language: str) -> None:
    found, page = ask(shown, "reader", language, q=words)
    assert code in found and "<mark>" in page


@pytest.mark.parametrize("words", [SECRET, "only some", "限られた者", "GBR-M-2018-099", "限", '"draft that only"'])
def test_what_a_post_may_not_read_it_does_not_find(shown: Stage, words: str) -> None:
    assert "GBR-M-2018-099" in ask(shown, "drafter", q=words)[0]
    found, page = ask(shown, "reader", q=words)
    assert "GBR-M-2018-099" not in found and SECRET not in page.replace(words, "")
    assert shown.client("admin").get(f"/search/?{urlencode({'q': words})}").status_code == 403


def test_clauses_are_found_by_title_and_number(shown: Stage) -> None:
    for words in ("S6", "acquisition", "ACSA"):
        page = shown.client("reader").get(f"/search/?{urlencode({'q': words})}")
        assert "jp-gb-2017#S6" in [one["clause"] for one in page.context["clauses"]], words


def test_what_was_closed_at_home_stands_once_and_last(shown: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """`kept` was closed without a shared record that is found too; `gone` has one."""
    home = shown.node.national().id

    def hit(name: str, channel: str, state: str) -> SimpleNamespace:
        return SimpleNamespace(row=SimpleNamespace(id=name, channel=channel, type="recorded", state=state))

    pairs = {"gone": [(SimpleNamespace(id="shared"), False)], "kept": [(SimpleNamespace(id="elsewhere"), False)]}
    monkeypatch.setattr(search.sight_recorded, "counterparts", lambda sight, row: pairs.get(row.id, []))
    found = [hit("kept", home, "withdrawn"), hit("gone", home, "withdrawn"), hit("shared", "c", "issued"), hit("open", home, "kept")]
    sight = SimpleNamespace(node=shown.node)
    assert [one.row.id for one in search.once(sight, found)] == ["shared", "open", "kept"]  # type: ignore[arg-type]


def test_filters_narrow(shown: Stage) -> None:
    everything, _ = ask(shown, "drafter", q="2018")
    measures, _ = ask(shown, "drafter", q="2018", type="measure", clause="jp-gb-2017#S6")
    assert measures == ["GBR-M-2018-006"] and len(everything) > 1
    assert ask(shown, "drafter", q="2018", channel=shown.node.national().id)[0] == ["GBR-M-2018-099"]


def test_no_hit_says_what_to_try(shown: Stage) -> None:
    found, page = ask(shown, "reader", q="<script>zeppelin", type="measure")
    assert found == [] and "try the other language" in page and "without the filters" in page
    assert "<script>zeppelin" not in page and "&lt;script&gt;zeppelin" in page
    assert "2文字" in ask(shown, "reader", "ja")[1]


@pytest.mark.parametrize("words", ['"', "*", "\0", "' OR 1=1", "\\", "NEAR(", "あ" * 500, "😀"])
def test_odd_words_break_nothing(shown: Stage, words: str) -> None:
    ask(shown, "reader", q=words, after="1.notanumber")


def test_the_box_is_in_the_header_of_every_page_but_this_one(shown: Stage) -> None:
    assert 'id="header-search"' in shown.client("reader").get("/").content.decode()
    assert 'id="header-search"' not in shown.client("reader").get("/search/").content.decode()
    assert 'id="header-search"' not in shown.client("admin").get("/exchange/").content.decode()
    assert frame.search_address(None, "/") == "" and frame.search_address(Post(roles=["reader"]), "/") == "/search/"


@pytest.mark.parametrize("typed", ["GBR-M-2018-006", "gbr-m-2018-006", "ＧＢＲ－Ｍ－２０１８－００６"])
def test_a_whole_number_typed_in_the_header_leads_to_the_record(shown: Stage, typed: str) -> None:
    answer = shown.client("reader").get("/search/", {"q": typed, "go": "1"})
    assert answer.status_code == 302 and answer["location"] == f"/records/{shown.records['acsa']}/"
    assert shown.client("reader").get("/search/", {"q": typed}).status_code == 200


def test_no_number_leads_to_what_may_not_be_read(shown: Stage) -> None:
    for typed in ("GBR-M-2018-099", "ACSA", "", shown.records["acsa"][:12]):
        assert shown.client("reader").get("/search/", {"q": typed, "go": "1"}).status_code == 200
