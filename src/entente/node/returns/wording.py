"""The words on forms and in mails about them, in English and Japanese.

Pure. Serves I1.
"""

from __future__ import annotations

from collections.abc import Mapping

from entente.areas.commissioning.form import Form, Question
from entente.implementation.papers.phrases import day
from entente.kernel.area import Words

TEXT: Mapping[str, Words] = {
    "fill-xlsx": {
        "en": "Fill in the white cells and send the file back. Leave a row empty to answer it later. Do not change the references.",
        "ja": "白いセルに記入の上、本ファイルを返送してください。後日回答する行は空欄のままとし、照会番号は変更しないでください。",
    },
    "fill-docx": {
        "en": "Write in the fields and send the file back. Leave a measure empty to answer it later. Do not change the references.",
        "ja": "各欄に記入の上、本ファイルを返送してください。後日回答する措置は空欄のままとし、照会番号は変更しないでください。",
    },
    "no-report": {"en": "None yet.", "ja": "報告なし"},
    "type-here": {"en": "Write here", "ja": "ここに記入"},
    "choose": {"en": "Choose", "ja": "選択"},
    "return": {"en": "Return on the action plan", "ja": "行動計画に係る照会への回答"},
    "period": {"en": "Period", "ja": "対象期間"},
    "due": {"en": "Answer by", "ja": "回答期限"},
    "to": {"en": "Send it to", "ja": "返送先"},
    "authority": {"en": "Asked of", "ja": "照会先"},
}


def introduction(form: Form, how: Words) -> list[str]:
    """What stands above the questions, line by line: who is asked, the period, the last day in each zone, to whom, the note, how."""
    language = form.language
    first, last = (day(value)[language] for value in (form.period_from, form.period_to))
    between = "–" if language == "en" else "～"
    colon = ": " if language == "en" else "："
    said = [
        ("authority", form.authority),
        ("period", f"{first}{between}{last}"),
        ("due", form.due_times[language]),
        ("to", form.answer_to),
    ]
    note = form.note.get(language) or next(iter(form.note.values()), "")
    return [f"{TEXT[key][language]}{colon}{text}" for key, text in said] + ([note] if note else []) + [how[language]]


def measure_title(question: Question, language: str) -> str:
    """A measure's number and title as the form may hold it."""
    title = question.title.get(language) or next(iter(question.title.values()), "")
    return f"{question.code}  {title}".strip()
