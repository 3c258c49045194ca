"""What recording returned answers would do: answer by answer new, the same, different from what stands, late, or refused, and why.

Pure. An answer is judged against the round that its reference names. Nothing is recorded by judging; where two answers differ nobody
but an officer chooses. Rules, numbered here: CR4 an unknown round; CR5 a measure that the round did not ask about; CR6 a reference that
was changed; CR7 a round that is closed; CR10 a form that comes back marked higher than anything that was asked. Serves I1, I3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from entente.areas.commissioning.form import TITLES, Answer
from entente.areas.commissioning.records import Ask, Return, Round
from entente.areas.commissioning.reference import Reference, check_digits
from entente.kernel.area import Words

Outcome = Literal["new", "same", "differs", "refused", "empty"]


@dataclass(frozen=True, slots=True)
class Known:
    """A round as it stands: its record, its text, and the return that stands for each measure, by the measure's record.

    `tiers` are the markings of the policy's tiers, each with whether it is above all that was asked: what is marked so would be recorded
    under too low a label.
    """

    record: str
    text: Round
    returns: Mapping[str, Return]
    tiers: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of an answer. `known` and `asked` say what it answers; `before` is the return that stands already.

    `reasons` say why it is refused or what it differs in; `remarks` what is to be known besides.
    """

    answer: Answer
    outcome: Outcome
    known: Known | None = None
    asked: Ask | None = None
    before: Return | None = None
    reasons: tuple[Words, ...] = ()
    remarks: tuple[Words, ...] = ()


def judge(answers: Sequence[Answer], rounds: Mapping[str, Known], today: date) -> list[Verdict]:
    """A verdict for each answer, in order; `rounds` by their code, `today` the day on which they would be recorded."""
    found = [_judge(answer, rounds, today) for answer in answers]
    taken: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, verdict in enumerate(found):
        if verdict.outcome in ("new", "differs", "same") and verdict.known is not None and verdict.asked is not None:
            taken[verdict.known.record, verdict.asked.measure].append(at)
    for places in taken.values():
        _among(found, places)
    return found


def _judge(answer: Answer, rounds: Mapping[str, Known], today: date) -> Verdict:
    if answer.empty:
        return Verdict(answer, "empty")
    named = answer.reference
    if named is None:
        return Verdict(answer, "refused", reasons=answer.problems)
    known = rounds.get(named.round)
    if known is None:
        words = {"en": f"No round {named.round} is known here. [CR4]", "ja": f"照会{named.round}は、ここでは確認できません。［CR4］"}
        return Verdict(answer, "refused", reasons=(words, *answer.problems))
    asked = next((one for one in known.text.asked if one.code == named.measure), None)
    against = _against(named, known, asked, answer.marking)
    if asked is None or against or answer.problems:
        return Verdict(answer, "refused", known, asked, reasons=(*against, *answer.problems))
    before = known.returns.get(asked.measure)
    remarks = (*answer.remarks, *_late(known.text, today))
    if before is None:
        return Verdict(answer, "new", known, asked, remarks=remarks)
    if same(answer, before):
        twice = {"en": "The same return is recorded already.", "ja": "同じ内容の回答が既に記録されています。"}
        return Verdict(answer, "same", known, asked, before, (twice,), answer.remarks)
    return Verdict(answer, "differs", known, asked, before, (_stands(before, answer),), remarks)


def _against(named: Reference, known: Known, asked: Ask | None, marking: str) -> tuple[Words, ...]:
    """CR5, CR6, CR7, CR10."""
    if asked is None:
        words = {
            "en": f"{named.round} did not ask about {named.measure}. [CR5]",
            "ja": f"{named.round}は{named.measure}を照会していません。［CR5］",
        }
        return (words,)
    if (named.authority, named.check) != (asked.authority, check_digits(known.record, asked.measure, asked.authority)):
        words = {
            "en": "The reference was changed after the form was made; compare it with the round's page. [CR6]",
            "ja": "照会番号が様式の作成後に変更されています。照会の画面と照合してください。［CR6］",
        }
        return (words,)
    if _raised(marking, known.tiers):
        words = {
            "en": f"The form comes back marked “{marking}”, above what was asked; its words are not taken in under a lower marking. [CR10]",
            "ja": f"様式に、照会より高い区分「{marking}」が付されています。低い区分では記録しません。［CR10］",
        }
        return (words,)
    if known.text.closed_on is not None:
        day = known.text.closed_on.isoformat()
        return ({"en": f"{named.round} was closed on {day}. [CR7]", "ja": f"{named.round}は{day}に締め切られました。［CR7］"},)
    return ()


def _raised(marking: str, tiers: Sequence[tuple[str, bool]]) -> bool:
    """Whether a marking begins, in any of its parts, with that of a tier above; the longest of the tiers' that fits is meant."""
    for part in marking.replace("／", "/").split("/"):
        said = part.strip().casefold()
        meant = max(((len(text), above) for text, above in tiers if said.startswith(text.casefold())), default=(0, False))
        if meant[1]:
            return True
    return False


def _late(text: Round, today: date) -> tuple[Words, ...]:
    if today <= text.due:
        return ()
    days, due = (today - text.due).days, text.due.isoformat()
    unit = "day" if days == 1 else "days"
    return ({"en": f"It comes {days} {unit} after the date, {due}.", "ja": f"期限（{due}）を{days}日過ぎています。"},)


def same(answer: Answer, before: Return) -> bool:
    """Whether an answer says what a return says, whoever gave it and however it came."""
    return not differences(answer, before)


def differences(answer: Answer, before: Return | Answer) -> tuple[str, ...]:
    """The keys of what an answer says otherwise than a return, or than another answer."""
    names = {"rag": "rag", "narrative": "narrative.en", "ask": "ask.en", "forecast_finish": "forecast_finish"}
    return tuple(key for name, key in names.items() if getattr(answer, name) != getattr(before, name))


def _stands(before: Return, answer: Answer) -> Words:
    names = _named(differences(answer, before))
    day = before.received_on.isoformat()
    return {
        "en": f"A return of {day} by {before.by} stands and says otherwise: {names['en']}. Recording this one puts it in its place.",
        "ja": f"{day}の{before.by}による回答と異なります（{names['ja']}）。記録すると、既存の回答に代わります。",
    }


def _named(keys: Sequence[str]) -> Words:
    plain = {key: {language: text.partition(" (")[0].partition("（")[0] for language, text in TITLES[key].items()} for key in keys}
    return {"en": ", ".join(plain[key]["en"].lower() for key in keys), "ja": "、".join(plain[key]["ja"] for key in keys)}


def _among(found: list[Verdict], places: Sequence[int]) -> None:
    """Answers to one question in one delivery: repetitions of the first are the same; those that differ are told of one another."""
    distinct: list[int] = []
    for at in places:
        first = next((other for other in distinct if not differences(found[at].answer, found[other].answer)), None)
        if first is None:
            distinct.append(at)
        elif found[at].outcome != "same":
            where = found[first].answer.where
            twice = {"en": f"The same stands at {where['en']}.", "ja": f"{where['ja']}と同じ内容です。"}
            found[at] = replace(found[at], outcome="same", reasons=(twice,))
    if len(distinct) < 2:
        return
    for at in distinct:
        others = [found[other].answer for other in distinct if other != at]
        keys = tuple(dict.fromkeys(key for other in others for key in differences(found[at].answer, other)))
        names, where = _named(keys), others[0].where
        words = {
            "en": f"Two returns on this measure differ ({names['en']}); the other is at {where['en']}. Choose one.",
            "ja": f"この措置について相違する回答（{names['ja']}）がもう1件あります（{where['ja']}）。いずれかを選んでください。",
        }
        if found[at].outcome != "same":
            found[at] = replace(found[at], outcome="differs", reasons=(*found[at].reasons, words))
