"""A lead answers on the page for his own authority; a coordinator for any; what cannot be read is said and what was typed stays."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.web.commissioning.conftest import FCDO, HO, MOD, Rounds

from entente.web.person import posts


@pytest.fixture
def client(lead: posts.User) -> Client:
    made = Client(headers={"accept-language": "en"})
    made.force_login(lead, "allauth.account.auth_backends.AuthenticationBackend")
    return made


def test_a_lead_answers_and_corrects(opened: Rounds, client: Client) -> None:
    address = f"{opened.address}answer/{opened.measure(MOD)}/"
    assert "Correct" not in client.get(opened.address).content.decode() and address in client.get(opened.address).content.decode()
    answer = client.post(address, {"rag": "AMBER", "narrative_en": "Late.\r\nTwo weeks.", "forecast_finish": "令和元年5月1日"}, follow=True)
    assert f"Your return on {MOD} is recorded." in answer.content.decode()
    said = opened.found.returns[opened.measure(MOD)][1]
    assert (said.rag, said.narrative.en, said.way, said.post) == ("AMBER", "Late.\nTwo weeks.", "FORM", "GBR:MOD:plans")
    assert said.forecast_finish is not None and said.forecast_finish.isoformat() == "2019-05-01"
    form = client.get(address).content.decode()
    assert "A return stands already" in form and "Two weeks." in form and 'value="AMBER" checked' in form
    client.post(address, {"rag": "RED", "narrative_ja": "遅延"})
    assert opened.found.returns[opened.measure(MOD)][1].rag == "RED"


def test_of_another_authority_he_answers_nothing(opened: Rounds, client: Client) -> None:
    for code in (HO, FCDO):
        assert client.get(f"{opened.address}answer/{opened.measure(code)}/").status_code == 403
    assert client.get(f"{opened.address}answer/nonsense/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"rag": "", "narrative_en": "<b>typed</b>"}, "The status is missing."),
        ({"rag": "GREEN"}, "How it stands is missing"),
        ({"rag": "GREEN", "narrative_en": "<b>typed</b>", "forecast_finish": "soon"}, "“soon” is not a date"),
        ({}, "Nothing was written."),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_typed_stays(opened: Rounds, typed: dict[str, str], words: str) -> None:
    answer = opened.stage.client("drafter").post(f"{opened.address}answer/{opened.measure(FCDO)}/", typed)
    page = answer.content.decode()
    assert answer.status_code == 400 and words in page
    assert ("&lt;b&gt;typed&lt;/b&gt;" in page) == ("narrative_en" in typed) and "<b>typed" not in page
