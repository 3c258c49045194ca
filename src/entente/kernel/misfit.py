"""Why a value does not fit its form, in the words of an office: what the library that reads forms says, said again.

Pure. Gate 2 refuses with these words (B6), and drafts show them beside their fields. Serves I1 and every clause.
"""

from __future__ import annotations

import re

from entente.kernel.area import Words


def misfit(error: str) -> tuple[str, Words]:
    """The place inside the value ("" for the value itself, else as `.en` or `[0]`), and one sentence in English and Japanese.

    `error` is the message of the library's exception, which names the place after “at”. What is not known here is quoted.
    """
    words, _, place = error.partition(" - at `")
    inner = place.rstrip("`").removeprefix("$")
    for form, english, japanese in PLAIN:
        match = form.search(words)
        if match is not None:
            return inner, {"en": english.format(*match.groups()), "ja": japanese.format(*match.groups())}
    return inner, {"en": f"It does not fit its form: {words}.", "ja": f"書式に合っていません（{words}）。"}


PLAIN = tuple(
    (re.compile(form), english, japanese)
    for form, english, japanese in (
        (
            r"Invalid RFC3339 encoded date|Expected `date`, got `(?!null)",
            "This is not a day: write it as 2018-10-02.",
            "日付ではありません。2018-10-02の形で記入してください。",
        ),
        (r"got `null`", "It is empty.", "記入がありません。"),
        (r"Expected `(?:array|object)` of length >= 1$", "At least one entry is needed.", "少なくとも一つ記入する必要があります。"),
        (r"of length >= 1$", "It is empty.", "記入がありません。"),
        (r"of length >= (\d+)", "At least {} are needed.", "{}以上必要です。"),
        (r"Expected `str` of length <= (\d+)", "It is longer than {} characters.", "{}文字を超えています。"),
        (r"of length <= (\d+)", "There are more than {} entries.", "{}件を超えています。"),
        (r"Expected `int` >= (-?\d+)", "It is less than {}.", "{}未満です。"),
        (r"Expected `int` <= (-?\d+)", "It is more than {}.", "{}を超えています。"),
        (r"Expected `int", "This is not a whole number.", "整数ではありません。"),
        (r"Invalid enum value '?([^']*)'?", "“{}” is not one of the choices.", "「{}」は選択肢にありません。"),
        (r"matching regex", "It is not written in the form that this field has.", "この項目の書き方に合っていません。"),
        (r"missing required field `([^`]+)`", "“{}” is needed.", "「{}」が必要です。"),
        (r"unknown field `([^`]+)`", "“{}” is not a field of this form.", "「{}」はこの書式の項目ではありません。"),
        (r"Expected `str", "This is not text.", "文字列ではありません。"),
        (r"Expected `array`", "This is not a list.", "一覧の形になっていません。"),
        (r"Expected `object`", "This is not a group of fields.", "項目の組になっていません。"),
        (r"at least one language", "At least one language is needed.", "少なくとも一つの言語による記載が必要です。"),
    )
)
"""The library's words for what does not fit, and ours."""
