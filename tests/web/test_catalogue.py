"""No message is empty, fuzzy, untranslated or left over; placeholders survive; what is compiled is what is written."""

from __future__ import annotations

import gettext
import re

from babel.messages.pofile import read_po
from tests.web.catalogue import WEB, catalogue, messages

from entente.web import words

PLACEHOLDER = re.compile(r"%\(\w+\)s|%s")


def test_every_message_has_its_japanese() -> None:
    found = catalogue("ja")
    wanted = {message if isinstance(message, str) else message[0] for _, message in messages()}
    held = {m.id if isinstance(m.id, str) else m.id[0]: m for m in found if m.id}
    assert len(wanted) > 80
    assert wanted - set(held) == set(), "not in the catalogue"
    assert set(held) - wanted == set(), "in the catalogue and on no page"
    for key, message in held.items():
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        assert not message.fuzzy and all(texts), key
        assert all(set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(key)) for text in texts), key
        assert all(re.search(r"[ぁ-んァ-ヶ一-龠、：（）]", text) for text in texts), f"{key}: no Japanese in it"


def test_the_compiled_catalogue_is_this_one() -> None:
    with (WEB / "locale/ja/LC_MESSAGES/django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert all(compiled.gettext(m.id) == m.string for m in catalogue("ja") if isinstance(m.id, str) and m.id)


def test_words_of_areas_and_states_are_in_both_languages() -> None:
    for table in (words.RECORD_STATES, words.ROLES, words.of_areas()["type"], words.of_areas()["code"]):
        assert table and all(entry["en"] and entry["ja"] for entry in table.values())
    assert words.state("overdue", "standing")["ja"] == "期日超過" and words.state("nonsense") == {"en": "nonsense", "ja": "nonsense"}


LIBRARY = ("Sign In", "Two-Factor Authentication", "Sessions", "Change Password", "Recovery Codes", "Username")


def test_what_the_sign_in_library_says_is_in_our_words() -> None:
    for language in ("en", "ja"):
        with (WEB / f"locale_signin/{language}/LC_MESSAGES/django.po").open("rb") as file:
            held = {m.id: m.string for m in read_po(file, locale=language) if isinstance(m.id, str) and m.id}
        assert set(LIBRARY) <= set(held)
        for key, text in held.items():
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(key)), key
            assert "ログ" not in text and not re.search(r"[a-z] [A-Z][a-z]", text.replace("QR", "")), text


OTHERWISE = ("すべて", "頁", "相手先", "草案", "我が方", "承諾", "貴政府")
"""Words for which the pages have another: 全て, ページ, 相手側, 案, 当方, 受諾, 自国政府."""
PLAIN = re.compile(r"(?:ない|(?<![でま])した|する|できる|れる|である)。")


def test_japanese_has_one_word_for_one_thing_and_speaks_politely() -> None:
    for message in catalogue("ja"):
        for text in [message.string] if isinstance(message.string, str) else list(message.string):
            assert not [word for word in OTHERWISE if word in text], text
            assert not PLAIN.search(re.sub(r"（[^）]*）", "", text)), text
            assert not re.search(r"[ぁ-んァ-ヶ一-龠][,;:!?()]|[,;:!?()][ぁ-んァ-ヶ一-龠]", text), text
