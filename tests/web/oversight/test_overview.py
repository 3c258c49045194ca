"""The page of oversight and the figures behind its numbers."""

from __future__ import annotations

from pathlib import Path

from django.test import Client
from tests import nodes, three
from tests.web import sample
from tests.web.sample import Stage

from entente.web.person import posts


def test_the_page_has_every_commitment_and_each_number_opens(shown: Stage) -> None:
    client = shown.client("reader")
    page = client.get("/oversight/?on=2018-12-31").content.decode()
    assert page.count('class="govuk-table__cell app-nowrap"') == 94 and "<svg" in page
    assert "/oversight/indicator/commitment.covered/?on=2018-12-31" in page
    assert client.get("/oversight/?show=uncovered").content.decode().count("govuk-table__cell app-nowrap") < 95
    inside = client.get("/oversight/indicator/commitment.covered/").content.decode()
    assert "/oversight/act/" in inside and client.get("/oversight/indicator/unknown/").status_code == 404


def test_three_governments_see_their_dialogue_and_exercise_each_at_its_own_node(tmp_path: Path, shown: Stage) -> None:
    with nodes.build(tmp_path, 3) as world:
        acts = three.play(world)
        for code in world.codes:
            node = sample.put_on(world[code])
            posts.create_demonstration_posts(node)
            client = Client(headers={"accept-language": "en"})
            user = posts.User.objects.get(username=f"{code.lower()}-drafter")
            client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
            page = client.get("/oversight/?on=2018-12-31").content.decode()
            assert "USA-M-2018-001" in page and "Trilateral dialogue" in page.replace("trilateral", "Trilateral"), code
            assert three.DIALOGUE in client.get(f"/consultations/series/{acts['series'].id}/").content.decode(), code
            clause = client.get("/declaration/seas-2018/C2/").content.decode()
            assert three.EXERCISE in clause and "One record answers" in clause and "GBR JPN USA" in clause, code
            assert three.DIALOGUE in client.get("/oversight/papers/?kind=quarterly&on=2018-12-31").content.decode(), code
    sample.put_on(shown.world["GBR"])


def test_the_minister_s_question_is_three_clicks_from_the_desk(shown: Stage) -> None:
    """Desk, declaration, clause, brief; Desk, action plan, measure, brief: national and for the partner, on one sheet."""
    client = shown.client("drafter")
    brief = "/oversight/papers/?kind=brief&amp;subject="
    assert 'href="/declaration/"' in client.get("/").content.decode() and 'href="/plan/"' in client.get("/").content.decode()
    assert "/declaration/jp-gb-2017/S6/" in client.get("/declaration/").content.decode()
    assert f"{brief}jp-gb-2017%23S6" in client.get("/declaration/jp-gb-2017/S6/").content.decode()
    measure = shown.records["acsa"]
    assert f"/records/{measure}/" in client.get("/plan/").content.decode()
    assert f"{brief}{measure}" in client.get(f"/records/{measure}/").content.decode()
    for whom in ("national", "partner"):
        assert "app-paper" in client.get(f"/oversight/papers/?kind=brief&subject=S6&for={whom}").content.decode()
