"""A joint statement as it is read out: both languages paragraph by paragraph, and beneath when and by whom it is released.

Pure. Both languages are authentic. Serves jp-gb-2017#I2, jp-gb-2017#I3.
"""

from __future__ import annotations

from collections.abc import Mapping

from entente.areas.consultations.joint_statements.records import JointStatement
from entente.implementation.papers.paper import Heading, Paper, Part
from entente.implementation.papers.phrases import both, day
from entente.implementation.sheets.parts import Base, Frame, choice, facts, framed, paragraphs, when
from entente.kernel.area import Words
from entente.kernel.bilingual import words


def statement_paper(frame: Frame, text: JointStatement, ready: Mapping[str, bool], base: Base) -> Paper:
    """The paper; `ready` says of each party whether it is ready to publish these words."""
    called = frame.called
    parts: list[Part] = [*paragraphs(both(text.text_en, text.text_ja), base)]
    said = {
        "en": "; ".join(f"{called.party(code)['en']} {'ready' if yes else 'not ready'}" for code, yes in ready.items()),
        "ja": "、".join(f"{called.party(code)['ja']} {'準備完了' if yes else '未了'}" for code, yes in ready.items()),
    }
    outlets: dict[str, list[str]] = {"en": [], "ja": []}
    for one in text.outlets:
        language: Words = choice("Language", one.language)
        whose = called.party(one.party)
        outlets["en"].append(f"{whose['en']} ({language['en']}): {one.page}")
        outlets["ja"].append(f"{whose['ja']}（{language['ja']}）：{one.page}")
    rows = (
        (both("Date of the statement", "声明の日付"), day(text.said_on)),
        (both("Embargo until", "解禁日時"), when(called.seats, text.embargo) or both("none", "なし")),
        (both("Ready to publish", "公表準備"), said),
        (both("Spokespersons", "報道担当"), called.participants(text.spokespersons)),
        (both("Where it will be published", "掲載予定先"), {key: "; ".join(one) for key, one in outlets.items()}),
        (both("Languages", "正文"), both("English and Japanese, both authentic", "英語及び日本語（ともに正文）")),
    )
    parts += [Heading(both("Release", "公表"), 1), *facts(rows, base)]
    return framed(
        frame,
        title=words(text.title),
        subtitle=both(f"Joint statement, {day(text.said_on)['en']}", f"共同声明（{day(text.said_on)['ja']}）"),
        parts=parts,
    )
