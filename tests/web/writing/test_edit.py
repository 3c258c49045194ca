"""The form on which officers write: kept, previewed, saved once, restored after a lost session, never over what a colleague saved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import nodes
from tests.web import sample
from tests.web.sample import Stage
from tests.web.writing.pages import opened, read

from entente.kernel.errors import Refusal
from entente.node import look, say
from entente.node.national import drafting, enclosures
from entente.node.national.matters import matter
from entente.web.models import Autosave, Post, User
from entente.web.person import autosave

NEW = "/drafts/new/measure/"
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "right to left": "\u202eabc\u200f שלום",
    "combining": "e\u0301\u0301\u0301 が",
    "Japanese": "措" * 200,
}


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    """A stage for what is said here; the shared one is put back on afterwards."""
    with sample.stage(tmp_path_factory.mktemp("writing")) as made:
        yield made
    sample.put_on(shown.world["GBR"])


@pytest.fixture(autouse=True)
def nothing_kept(play: Stage) -> None:
    Autosave.objects.all().delete()


def second(play: Stage) -> Client:
    """A colleague at the same post."""
    user, _ = User.objects.get_or_create(
        username="gbr-second", defaults={"first_name": "Aiko", "last_name": "Sato", "post": Post.objects.get(code="GBR:FCDO:desk")}
    )
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def drafts(play: Stage) -> list[str]:
    from entente.store import records

    return [row.id for row in records.listed(play.node.alias, {"type": "draft"}, 500)]


def held(play: Stage, draft: str) -> dict[str, object]:
    """The text of a draft as it stands."""
    state = look.record_state(play.node, draft)
    assert state is not None
    body = look.body_of(play.node, look.find_act(play.node, state.statements[-1].cite.act))
    assert body is not None
    text: dict[str, object] = body["texts"][0]["text"]
    return text


def saved(play: Stage, client: Client, address: str, **typed: object) -> str:
    """Fills in a form, saves it, and gives the draft's record."""
    before = set(drafts(play))
    answer = client.post(address, opened(client, address).typed(**typed))
    assert answer.status_code == 302, read(answer.content).words
    (made,) = set(drafts(play)) - before
    return made


def test_a_draft_may_say_anything_and_is_made_once(play: Stage) -> None:
    client = play.client("drafter")
    sheet = opened(client, NEW)
    assert sheet.fields["code"][0].startswith("GBR-M-2018-")
    form = sheet.typed(title__en="Ongoing work", baseline_start="２０１８年１０月２日", baseline_finish="Ongoing")
    before = len(drafts(play))
    answers = [client.post(NEW, form) for _ in range(3)]
    assert {a.status_code for a in answers} == {302} and len({a["location"] for a in answers}) == 1
    assert len(drafts(play)) == before + 1
    text = held(play, drafts(play)[0])
    assert text["baseline_start"] == "2018-10-02" and text["baseline_finish"] == "Ongoing"
    again = client.post(NEW, form | {"title.en": ["Ongoing work, put better"]})  # back in the browser, changed and sent again
    assert again.status_code == 302 and len(drafts(play)) == before + 1
    assert held(play, drafts(play)[0])["title"] == {"en": "Ongoing work, put better"}


def test_a_blank_form_makes_no_draft_and_says_what_is_needed(play: Stage) -> None:
    client, before = play.client("drafter"), len(drafts(play))
    blank = client.post(NEW, opened(client, NEW).typed())
    page = read(blank.content)
    assert blank.status_code == 422 and "nothing to save yet" in page.words and 'href="#f-title' in blank.content.decode()
    untitled = client.post(NEW, opened(client, NEW).typed(priority="HIGH", completion_criterion__en="A report"))
    assert untitled.status_code == 422 and "Give it a title first" in read(untitled.content).words and len(drafts(play)) == before
    assert read(untitled.content).fields["completion_criterion.en"] == ["A report"]
    assert opened(client, f"{NEW}?kept=1").fields["completion_criterion.en"] == ["A report"]  # kept, as after a lost session


def test_what_stands_against_it_is_said_and_linked_to_its_field(play: Stage) -> None:
    client = play.client("drafter")
    answer = client.post(NEW, opened(client, NEW).typed("preview", baseline_finish="30 February 2019", cadence_months="x"))
    page = answer.content.decode()
    assert 'href="#f-baseline_finish"' in page and 'id="f-baseline_finish"' in page and "30 February 2019" in page
    assert 'href="#f-cadence_months"' in page and 'href="#f-title' in page and "govuk-error-summary" in page


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_words_come_back_as_they_were(play: Stage, what: str) -> None:
    client = play.client("drafter")
    draft = saved(play, client, NEW, title__en=HOSTILE[what], completion_criterion__ja=HOSTILE[what], depends_on=HOSTILE[what])
    assert held(play, draft)["title"] == {"en": HOSTILE[what]} and held(play, draft)["completion_criterion"] == {"ja": HOSTILE[what]}
    page = client.get(f"/drafts/{draft}/edit/")
    assert "<script>alert" not in page.content.decode()
    assert read(page.content).fields["title.en"] == [HOSTILE[what]]


def test_too_long_is_kept_and_said_and_what_cannot_be_kept_loses_nothing(play: Stage) -> None:
    client = play.client("drafter")
    draft = saved(play, client, NEW, title__en="Long", completion_criterion__en="x" * 20_001)
    assert "20,001" in opened(client, f"/drafts/{draft}/edit/").words
    for bad in ("a\0b", "a\x1bb"):
        before = len(drafts(play))
        answer = client.post(NEW, opened(client, NEW).typed(title__en=bad, title__ja="措置"))
        assert answer.status_code == 422 and len(drafts(play)) == before
        assert "U+00" in read(answer.content).words and read(answer.content).fields["title.ja"] == ["措置"]
    raw = "do=save&milestones=x&milestones=-1&milestones=99999999&clauses=%ED%A0%80&leads=%00&code=%FF"  # a lone surrogate as bytes
    assert client.post(NEW, raw, content_type="application/x-www-form-urlencoded").status_code in (302, 422)


def test_rows_come_and_go_without_a_script(play: Stage) -> None:
    client = play.client("drafter")
    sheet = opened(client, NEW)
    for _ in range(2):
        sheet = read(client.post(NEW, sheet.typed("add milestones")).content)
    assert sheet.fields["milestones"] == ["0", "1"]
    sheet.fields["milestones.1.code"] = ["M2"]
    sheet = read(client.post(NEW, sheet.typed("remove milestones 0")).content)
    assert sheet.fields["milestones"] == ["1"] and sheet.fields["milestones.1.code"] == ["M2"]


def test_an_amendment_starts_from_the_text_in_effect_and_shows_what_it_changes(play: Stage) -> None:
    client, there = play.client("drafter"), f"{NEW}?record={play.records['acsa']}"
    sheet = opened(client, there)
    assert sheet.fields["milestones"] == ["0", "1"] and sheet.fields["leads.JPN"] == ["MOD"]
    page = read(client.post(there, sheet.typed("preview", baseline_finish="H31.3.29")).content)
    assert (
        "Compared with the text in effect" in page.words
        and "Before: removed: 14 Dec 2018" in page.words
        and "After: added: 29 Mar 2019" in page.words
    )
    assert "日本語" in page.words and "In English" in page.words
    draft = saved(play, client, there, baseline_finish="H31.3.29")
    before = sample.measure(sample.sample.ACSA)
    assert held(play, draft) == before | {"baseline_finish": "2019-03-29"}


def test_a_counter_proposal_starts_from_their_words(play: Stage) -> None:
    client, act = play.client("drafter"), play.records["framework"][:64]
    there = f"{NEW}?counters={act}"
    assert there in client.get(f"/records/{play.records['framework']}/").content.decode()
    page = read(client.post(there, opened(client, there).typed("preview", priority="LOW")).content)
    assert "Compared with the proposal you answer" in page.words and "Before: removed: High" in page.words


def test_a_preview_names_the_records_that_a_text_names(play: Stage) -> None:
    client, there = play.client("drafter"), f"/drafts/new/progress-report/?measure={play.records['acsa']}"
    answer = client.post(there, opened(client, there).typed("preview", **{"narrative.en": "Two rounds were held."}))
    words = read(answer.content).words
    assert answer.status_code == 200 and "Two rounds were held." in words
    assert words.count("GBR-M-2018-006 ") >= 2  # whole in both languages, not its first digits as an unknown id


def test_a_form_leads_back_to_where_one_came_from_and_says_when_it_can_go(play: Stage) -> None:
    client, about = play.client("drafter"), play.records["acsa"]
    one = client.get("/drafts/new/statement/").content.decode()
    assert 'govuk-back-link" href="/drafts/"' in one
    assert f'govuk-back-link" href="/records/{about}/"' in client.get(f"/drafts/new/explanation/?about={about}").content.decode()
    said = client.post("/drafts/new/statement/", opened(client, "/drafts/new/statement/").typed("preview", said_on="　"))
    page = read(said.content)
    assert "Before this can be issued" in page.words and "is not a date" not in page.words  # a blank is nothing typed
    title, clauses, day = (page.words.index(f"{name} – ") for name in ("Title, English", "Clauses", "Said on"))
    assert title < clauses < day
    joint = client.post(NEW, opened(client, NEW).typed("preview", code=""))
    assert "Before this can be proposed" in read(joint.content).words


def test_a_report_knows_its_measure_and_where_the_last_one_ended(play: Stage) -> None:
    sheet = opened(play.client("drafter"), f"/drafts/new/progress-report/?measure={play.records['acsa']}")
    assert sheet.fields["measure"] == [play.records["acsa"]] and sheet.fields["period_from"] == ["2018-07-29"]


def test_what_was_typed_is_kept_and_offered_again(play: Stage) -> None:
    client = play.client("drafter")
    form = opened(client, NEW).typed(title__en="Half a title")
    answer = client.post("/writing/keep/", form, headers={"HX-Request": "true"})
    assert "Tokyo" in answer.content.decode() and "London" in answer.content.decode()
    page = opened(client, NEW)
    assert "We saved what you typed" in page.words and page.fields["title.en"] == [""]
    assert "入力内容を保管しています" in opened(play.client("drafter", "ja"), NEW).words
    restored = opened(client, f"{NEW}?kept=1")
    assert restored.fields["title.en"] == ["Half a title"] and "Nothing was lost" in restored.words
    assert client.post(NEW, {"do": "discard"}).status_code == 302
    assert "We saved what you typed" not in opened(client, NEW).words


def test_an_expired_session_loses_nothing(play: Stage) -> None:
    client = play.client("drafter")
    form = opened(client, NEW).typed(title__en="Written for an hour", completion_criterion__ja="長い文")
    client.cookies.clear()
    assert client.post("/writing/keep/", form, headers={"HX-Request": "true"}).status_code == 401
    answer = client.post(NEW, form)
    assert answer.status_code == 302 and answer["location"].startswith("/account/login/?next=")
    sign_in = play.sign_ins["gbr-drafter"]
    back = client.post(answer["location"], {"login": sign_in.name, "password": sign_in.password})
    assert back.status_code == 302 and back["location"] == f"{NEW}?kept=1"
    sheet = opened(client, back["location"])
    assert sheet.fields["title.en"] == ["Written for an hour"] and sheet.fields["completion_criterion.ja"] == ["長い文"]
    assert "失われた" in opened(play.client("drafter", "ja"), back["location"]).words
    assert client.post(NEW, sheet.typed()).status_code == 302


def test_a_token_of_an_older_session_loses_nothing_and_a_stranger_keeps_nothing(play: Stage) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="gbr-drafter"), "allauth.account.auth_backends.AuthenticationBackend")
    form = opened(strict, NEW).typed(title__en="From an old tab") | {"csrfmiddlewaretoken": ["x" * 64]}
    answer = strict.post(NEW, form)
    assert answer.status_code == 302 and answer["location"] == f"{NEW}?kept=1"
    assert opened(strict, answer["location"]).fields["title.en"] == ["From an old tab"]
    Autosave.objects.all().delete()
    assert strict.post(NEW, form | {"_who": ["1:forged:signature"]}).status_code == 403
    assert "kept" not in Client().post(NEW, form | {"_who": ["forged"]})["location"]
    assert not Autosave.objects.exists()


def test_a_save_over_somebodys_newer_revision_shows_both_and_loses_nothing(play: Stage) -> None:
    mine, theirs = play.client("drafter"), second(play)
    draft = saved(play, mine, NEW, title__en="First", priority="HIGH")
    there = f"/drafts/{draft}/edit/"
    one, other = opened(mine, there), opened(theirs, there)
    assert "gbr-drafter" in other.words and "is editing this since" in other.words
    assert theirs.post(there, other.typed(title__en="Hers", title__ja="彼女の件名")).status_code == 302
    poll = mine.get(f"/writing/present/{draft}/?revision={one.fields['_revision'][0]}").content.decode()
    assert "newer revision" in poll
    refused = mine.post(there, one.typed(title__en="Mine"))
    assert refused.status_code == 409
    page = read(refused.content)
    assert (
        "gbr-second saved another revision" in page.words and "Before: removed: Hers" in page.words and "After: added: Mine" in page.words
    )
    assert page.fields["title.en"] == ["Mine"] and page.fields["title.ja"] == ["彼女の件名"]  # what she alone changed is taken over
    assert held(play, draft)["title"] == {"en": "Hers", "ja": "彼女の件名"}
    japanese = play.client("drafter", "ja").post(there, one.typed(title__en="Mine"))
    assert japanese.status_code == 409 and "この間にgbr-secondが別の本文を保存しました" in read(japanese.content).words
    assert mine.post(there, page.typed()).status_code == 302 and held(play, draft)["title"] == {"en": "Mine", "ja": "彼女の件名"}


def test_the_partners_conclusion_while_one_writes_is_told(play: Stage) -> None:
    client = play.client("drafter")
    there = f"{NEW}?record={play.records['acsa']}"
    sheet = opened(client, there)
    theirs = play.world["JPN"]
    text = sample.measure(sample.sample.ACSA, priority="LOW")
    say.propose(theirs, play.world.channel, "measure", text, play.records["acsa"])
    play.world.settle()
    state = look.record_state(play.node, play.records["acsa"])
    assert state is not None
    say.accept(play.world["GBR"], state.proposals[-1].cite.act)
    play.world.settle()
    base = sheet.fields["_base"][0]
    assert "Another text was finalised" in client.get(f"/writing/present/{play.records['acsa']}/?base={base}").content.decode()
    told = play.client("drafter", "ja").get(f"/writing/present/{play.records['acsa']}/?base={base}").content.decode()
    assert "入力中に別の本文が確定しました。入力内容は保管されています。" in told
    page = read(client.post(there, sheet.typed("preview", priority="HIGH")).content)
    assert "Another text was finalised" in page.words and "Before: removed: Low" in page.words and page.fields["priority"] == ["HIGH"]


def test_a_save_on_a_text_finalised_meanwhile_takes_its_changes_over_and_undoes_none(play: Stage) -> None:
    """The form was opened on the older text: saved as it stands, it would take back what both sides have just agreed."""
    client = play.client("drafter")
    there = f"{NEW}?record={play.records['acsa']}"
    sheet = opened(client, there)
    text = sample.measure(sample.sample.ACSA, priority="LOW")
    say.propose(play.world["JPN"], play.world.channel, "measure", text, play.records["acsa"])
    play.world.settle()
    state = look.record_state(play.node, play.records["acsa"])
    assert state is not None
    say.accept(play.node, state.proposals[-1].cite.act)
    play.world.settle()
    refused = client.post(there, sheet.typed(title__en="Mine"))
    page = read(refused.content)
    assert refused.status_code == 409 and "Another text of this record was finalised" in page.words
    assert page.fields["priority"] == ["LOW"] and page.fields["title.en"] == ["Mine"]  # theirs taken over, mine kept
    assert "Finalised meanwhile, compared with yours" in page.words and "Save mine over it" not in page.words
    japanese = play.client("drafter", "ja").post(there, sheet.typed(title__en="Mine"))
    assert japanese.status_code == 409 and "別の本文が確定又は発出されました" in read(japanese.content).words
    draft = client.post(there, page.typed())
    assert draft.status_code == 302 and held(play, draft["Location"].split("/")[2])["priority"] == "LOW"


def test_only_drafters_write_and_unknown_addresses_are_not_found(play: Stage) -> None:
    for name, status in (("reader", 403), ("accept", 403), ("admin", 403)):
        assert play.client(name).get(NEW).status_code == status
    client = play.client("drafter")
    for address in (
        "/drafts/new/draft/",
        "/drafts/new/nothing/",
        "/drafts/" + "0" * 64 + "/edit/",
        f"{NEW}?record=none",
        f"{NEW}?counters=zz",
    ):
        assert client.get(address).status_code == 404
    assert client.get("/writing/keep/").status_code == 405
    assert not autosave.kept(User.objects.get(username="gbr-drafter"), "anything")


def test_a_rules_refusal_is_told_with_everything_still_there(play: Stage) -> None:
    """A draft on its way to the partner is not changed under the releasing officer's hands (DR3)."""
    client = play.client("drafter")
    draft = saved(play, client, f"{NEW}?record={play.records['acsa']}", baseline_finish="2019-03-29")
    there = f"/drafts/{draft}/edit/"
    sheet = opened(client, there)
    node = play.node
    head = drafting.Officer("gbr-release", "GBR:FCDO:release", frozenset({"clearing", "releasing-officer", "reader"}))
    drafting.ask(node, drafting.Officer("gbr-drafter", "GBR:FCDO:desk", frozenset({"drafter"})), draft, head.post)
    drafting.clear(node, head, draft)
    drafting.order_release(node, head, draft, 900)
    answer = client.post(there, sheet.typed(title__en="Too late"))
    page = read(answer.content)
    assert answer.status_code == 422 and 'DR3">' in answer.content.decode() and page.fields["title.en"] == ["Too late"]


def test_two_saves_in_the_same_instant_are_told_apart(play: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    client = play.client("drafter")
    draft = saved(play, client, NEW, title__en="Held")

    def faster(*_: object, **__: object) -> None:
        raise Refusal("stale-revision", "DR4", "Somebody saved another text at the same moment.")

    form = opened(client, f"/drafts/{draft}/edit/").typed(title__en="Mine")
    monkeypatch.setattr(drafting, "save", faster)
    answer = client.post(f"/drafts/{draft}/edit/", form)
    page = read(answer.content)
    assert answer.status_code == 409 and "Before: removed: Held" in page.words and page.fields["title.en"] == ["Mine"]


def test_what_no_database_holds_does_not_hinder_keeping_the_rest(play: Stage) -> None:
    client = play.client("drafter")
    form = opened(client, NEW).typed(title__en="a\0b", title__ja="措置")
    assert client.post("/writing/keep/", form, headers={"HX-Request": "true"}).status_code == 200
    kept = Autosave.objects.get()
    assert kept.values["title.ja"] == ["措置"] and "\0" not in str(kept.values)
    assert client.get(f"{NEW}?record=%00").status_code in (200, 404)


def test_files_chosen_while_writing_are_kept_with_the_draft_once(play: Stage) -> None:
    client = play.client("drafter")
    form = opened(client, NEW).typed(title__en="With a file")
    answers = [client.post(NEW, form | {"_files": SimpleUploadedFile("note.txt", b"its words")}) for _ in range(2)]
    assert [a.status_code for a in answers] == [302, 302] and len({a["location"] for a in answers}) == 1
    draft = drafts(play)[0]
    assert [ref.name for ref, _data in enclosures.held(play.node, matter(play.node, draft).revision)] == ["note.txt"]
    address = f"/drafts/{draft}/edit/"
    more = opened(client, address).typed(title__en="With two") | {"_files": SimpleUploadedFile("more.txt", b"more")}
    assert client.post(address, more).status_code == 302
    assert [ref.name for ref, _data in enclosures.held(play.node, matter(play.node, draft).revision)] == ["note.txt", "more.txt"]


@pytest.mark.parametrize(("language", "words"), [("en", "Choose them again"), ("ja", "ファイルは選び直してください")])
def test_a_file_that_may_not_be_attached_leaves_what_was_typed(play: Stage, language: str, words: str) -> None:
    client = play.client("drafter", language)
    form = opened(client, NEW).typed(title__en="Kept while refused") | {"_files": SimpleUploadedFile("run.exe", b"x")}
    answer = client.post(NEW, form)
    page = read(answer.content)
    assert answer.status_code == 422 and page.fields["title.en"] == ["Kept while refused"] and words in page.words


def test_a_preview_of_a_meeting_says_who_does_not_work_on_its_day(play: Stage) -> None:
    there = "/drafts/new/meeting/"
    for language, words in (("en", "JPN does not work on this day (Labor Thanksgiving Day)"), ("ja", "勤労感謝の日")):
        client = play.client("drafter", language)
        typed = opened(client, there).typed("preview", starts__on="2018-11-23", starts__at="10:00", starts__zone="Europe/London")
        assert words in read(client.post(there, typed).content).words


@pytest.mark.parametrize(("language", "words"), [("en", "Answer in a report of ours"), ("ja", "当方の報告で回答")])
def test_what_a_partner_asks_is_answered_from_the_desk(play: Stage, language: str, words: str) -> None:
    question = {"en": "Which units?", "ja": "部隊名を示されたい。"}
    said = play.world.state("JPN", "progress-report", nodes.report(play.records["acsa"], 8, ask_of_partner=question))
    play.world.settle()
    client = play.client("drafter", language)
    desk = [line for table in client.get("/").context["tables"] if table["name"] == "ours" for line in table["lines"]]
    ways = [deed["address"] for line in desk if line["id"] == said.id for deed in line["deeds"]]
    assert ways == [f"/drafts/new/progress-report/?answers={said.id}"] and words in client.get(f"/records/{said.id}/").content.decode()
    form = opened(client, ways[0])
    assert form.fields["answers.0.report"] == [said.id] and form.fields["measure"] == [play.records["acsa"]]
    assert question[language] in client.get(ways[0]).content.decode()
    draft = saved(play, client, ways[0], rag="GREEN", narrative__en="As planned.", answers__0__words__en="The two named in May.")
    assert held(play, draft)["answers"] == [{"report": said.id, "words": {"en": "The two named in May."}}]


def test_only_a_report_is_answered_in_a_report(play: Stage) -> None:
    assert play.client("drafter").get(f"/drafts/new/progress-report/?answers={play.records['acsa']}").status_code == 404


def test_what_a_partner_told_us_begins_with_the_only_partner(play: Stage) -> None:
    """Nobody records what he told himself, and of two only one is left; the choice alone makes no draft."""
    client = play.client("drafter")
    there = "/drafts/new/recorded/"
    sheet = opened(client, there)
    assert sheet.fields["party"] == ["JPN"]
    empty = client.post(there, sheet.typed())
    assert empty.status_code == 422 and "There is nothing to save yet" in read(empty.content).words
