"""A record to print or send: one click to a file, the cause of what is kept from the partner above it, nothing for whom it is not."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from tests.nodes import label
from tests.overseen import MINE
from tests.web.sample import Stage

from entente.kernel.act import Draft, Target
from entente.node import submit


def test_a_sheet_is_one_click_from_its_record_in_each_form(shown: Stage) -> None:
    client, acsa = shown.client("drafter"), shown.records["acsa"]
    page = client.get(f"/records/{acsa}/").content.decode()
    assert f'href="/records/{acsa}/sheet/?form=pdf"' in page and f"/records/{acsa}/paper/" not in page
    pdf = client.get(f"/records/{acsa}/sheet/?form=pdf&language=both")
    assert pdf.content[:4] == b"%PDF" and "entente-sheet-GBR-M-2018-006-" in pdf["Content-Disposition"]
    docx = client.get(f"/records/{acsa}/sheet/?form=docx&language=ja").content
    assert "作成者" in ZipFile(BytesIO(docx)).read("word/document.xml").decode()
    shown_ = client.get(f"/records/{acsa}/sheet/").content.decode()
    assert "Desk officer (drafts), GBR:FCDO:desk" in shown_ and "Who said what" in shown_
    assert "日本語" in shown_.partition("<main")[0]  # the page's own languages stand in its head
    asked_of = client.get(f"/records/{acsa}/sheet/?on=2018-12-31&known=2018-12-01").content.decode()
    assert (
        'value="2018-12-31"' in asked_of and "form=pdf&amp;language=ja&amp;for=national&amp;on=2018-12-31&amp;known=2018-12-01" in asked_of
    )
    assert client.get(f"/records/{acsa}/sheet/?form=pdf&on=someday").status_code == 404
    assert "Desk officer" not in client.get(f"/records/{acsa}/sheet/?for=partner&form=docx").content.decode(errors="replace")


def test_our_own_fields_are_named_as_what_keeps_it_from_the_partner_and_are_not_on_his_version(shown: Stage) -> None:
    cyber, node = shown.records["cyber"], shown.node
    held = {
        "record": cyber,
        "type": "measure",
        "schema": 1,
        "fields": {"red_lines": [{"en": MINE}]},
        "officer": "x",
        "post": "GBR:FCDO:desk",
    }
    draft = Draft("state", node.home.settings.post, label(["GBR"], "OFFICIAL-SENSITIVE"), (Target("overlay", 1),), (), {"texts": [held]})
    submit.say(node, node.national().id, draft)
    for name, told in (("drafter", True), ("reader", False)):
        page = shown.client(name).get(f"/records/{cyber}/sheet/").content.decode()
        assert (MINE in page) == told == ("Not for partners as it stands" in page)
    away = shown.client("drafter").get(f"/records/{cyber}/sheet/?for=partner").content.decode()
    assert MINE not in away and "This is the version for partners." in away


def test_what_there_is_not_is_not_found_and_who_may_not_see_it_gets_nothing(shown: Stage) -> None:
    client, acsa, secret = shown.client("drafter"), shown.records["acsa"], shown.records["secret"]
    for address in (f"{acsa}/paper/", f"{acsa}/sheet/?form=odt", f"{acsa}/sheet/?language=fr", f"{acsa}/sheet/?for=press"):
        assert client.get(f"/records/{address}").status_code == 404
    assert client.get(f"/records/{secret}/sheet/")["Location"].startswith("/drafts/")
    for form in ("", "?form=pdf", "?form=docx"):
        assert shown.client("reader").get(f"/records/{secret}/sheet/{form}").status_code == 404
        assert shown.client("admin").get(f"/records/{acsa}/sheet/{form}").status_code == 403
        assert shown.client(None).get(f"/records/{acsa}/sheet/{form}").status_code == 302
