"""No message is empty, fuzzy, untranslated or left over; placeholders survive; what is compiled is what is written."""

from __future__ import annotations

import gettext
import re

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
        assert all(re.search(r"[ぁ-んァ-ヶ一-龠、]", text) for text in texts), f"{key}: no Japanese in it"


def test_the_compiled_catalogue_is_this_one() -> None:
    with (WEB / "locale/ja/LC_MESSAGES/django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert all(compiled.gettext(m.id) == m.string for m in catalogue("ja") if isinstance(m.id, str) and m.id)


def test_words_of_areas_and_states_are_in_both_languages() -> None:
    for table in (words.RECORD_STATES, words.ROLES, words.of_areas()["type"], words.of_areas()["code"]):
        assert table and all(entry["en"] and entry["ja"] for entry in table.values())
    assert words.state("overdue", "standing")["ja"] == "期日超過" and words.state("nonsense") == {"en": "nonsense", "ja": "nonsense"}
