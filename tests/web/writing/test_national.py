"""National fields on a page: written by drafters, seen by whoever is cleared, revised with their history, never over another's."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.web import sample
from tests.web.sample import Stage

from entente.node import look
from entente.node.national import annotations as national
from entente.store import database
from entente.web.writing.national import form_of

FIELDS = {"budget.currency": "GBP", "budget.minor_units": "12500.00", "internal_risk.en": "The rate may move.", "internal_risk.ja": ""}


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    with sample.stage(tmp_path_factory.mktemp("national")) as made:
        yield made
    sample.put_on(shown.world["GBR"])


def there(play: Stage) -> str:
    return f"/records/{play.records['acsa']}/national/"


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(_\w+)" value="([^"]*)"', page))


def acts(play: Stage) -> int:
    return int(database.rows(play.node.alias, "SELECT COUNT(*) FROM act")[0][0])


def standing(play: Stage) -> dict[str, object]:
    ((_row, text),) = national.fields_on(play.node, play.records["acsa"])
    return text.fields


def test_written_revised_and_shown_with_history_at_home_alone(play: Stage) -> None:
    client = play.client("drafter")
    assert there(play) in client.get(f"/records/{play.records['acsa']}/").content.decode()
    sent = hidden(client.get(there(play)).content.decode()) | FIELDS | {"do": "save"}
    before = acts(play)
    assert [client.post(there(play), sent).status_code for _ in range(2)] == [302, 302] and acts(play) == before + 1
    assert standing(play) == {"budget": {"currency": "GBP", "minor_units": "1250000"}, "internal_risk": {"en": "The rate may move."}}
    page = client.get(there(play)).content.decode()
    again = hidden(page) | FIELDS | {"internal_risk.en": "The rate has moved.", "do": "save"}
    assert client.post(there(play), again).status_code == 302
    ((row, _text),) = national.fields_on(play.node, play.records["acsa"])
    state = look.record_state(play.node, row.id)
    assert state is not None and len(state.statements) == 2 and row.channel == play.node.national().id
    page = client.get(there(play)).content.decode()
    assert "<del>" in page and "The rate has moved." in page
    assert "The rate has moved." in client.get(f"/records/{play.records['acsa']}/").content.decode()
    assert not database.rows(play.world["JPN"].alias, "SELECT 1 FROM record WHERE type = 'overlay'")


def test_a_stale_form_shows_both_and_changes_nothing(play: Stage) -> None:
    client = play.client("drafter")
    old = hidden(client.get(there(play)).content.decode())
    first = old | FIELDS | {"internal_risk.en": "One.", "do": "save"}
    assert client.post(there(play), first).status_code == 302
    before = acts(play)
    late = client.post(there(play), old | FIELDS | {"internal_risk.en": "Two.", "do": "save", "_request": "y" * 20})
    page = late.content.decode()
    assert late.status_code == 409 and "One." in page and "Two." in page and acts(play) == before
    over = hidden(page) | FIELDS | {"internal_risk.en": "Two.", "do": "save"}
    assert client.post(there(play), over).status_code == 302 and standing(play)["internal_risk"] == {"en": "Two."}


def test_different_fields_of_two_writers_are_saved_together(play: Stage) -> None:
    client = play.client("drafter")
    old = hidden(client.get(there(play)).content.decode())
    start = FIELDS | {"internal_risk.en": "Start."}
    assert client.post(there(play), old | start | {"do": "save"}).status_code == 302
    old = hidden(client.get(there(play)).content.decode())
    theirs = old | start | {"internal_risk.en": "Theirs.", "do": "save"}
    assert client.post(there(play), theirs).status_code == 302
    mine = old | start | {"budget.minor_units": "1.00", "do": "save", "_request": "z" * 20}
    before = acts(play)
    answers = [client.post(there(play), mine, follow=True) for _ in range(2)]
    assert "together with what gbr-drafter changed" in answers[0].content.decode() and acts(play) == before + 1
    assert standing(play) == {"budget": {"currency": "GBP", "minor_units": "100"}, "internal_risk": {"en": "Theirs."}}


def test_what_does_not_fit_is_kept_in_the_form_and_not_said(play: Stage) -> None:
    client, before = play.client("drafter"), acts(play)
    sent = hidden(client.get(there(play)).content.decode()) | FIELDS | {"budget.minor_units": "a lot", "do": "save"}
    answer = client.post(there(play), sent)
    assert answer.status_code == 422 and "a lot" in answer.content.decode() and acts(play) == before
    below = client.post(there(play), sent | {"budget.minor_units": "-5"})
    assert below.status_code == 422 and 'AP7">A budget is not below nothing.' in below.content.decode() and acts(play) == before
    japanese = play.client("drafter", "ja").post(there(play), sent | {"budget.minor_units": "-5"}).content.decode()
    assert "予算額は、負の額とすることはできません。" in japanese
    row = client.post(there(play), sent | {"do": "add red_lines"})
    assert row.status_code == 200 and 'name="red_lines" value="0"' in row.content.decode()


def test_others_see_what_they_are_cleared_for_and_do_not_write(play: Stage) -> None:
    seen = play.client("accept").get(there(play))
    assert seen.status_code == 200 and "Two." in seen.content.decode() and "<textarea" not in seen.content.decode()
    low = play.client("reader").get(there(play)).content.decode()
    assert "Two." not in low and "nothing here that you may read" in low
    before = acts(play)
    for name in ("accept", "reader"):
        assert play.client(name).post(there(play), FIELDS | {"do": "save"}).status_code == 403
    assert acts(play) == before
    assert play.client("drafter").get(f"/records/{play.records['declaration']}/national/").status_code == 404


def test_titles_of_every_field_are_the_areas_words(play: Stage) -> None:
    for kind in play.node.registry.kinds.values():
        form = form_of(kind)
        assert (form is None) == (kind.national is None)
        if form is not None:
            assert all({"en", "ja"} <= set(words) for words in form.words().values()) and form.words()
