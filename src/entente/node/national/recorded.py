"""Recorded by us: writing down what a government without a node here told us, with its source file; and its own answers once it joins.

Touches the database and the act key. The file is attached to the act and named in the text by its SHA-256. Rules: RB2 a file or a source;
RB4 words of a party other than ourselves; RB5 only the quoted party answers; RB6 another text stands by now. Serves I1, I3.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from entente.areas.recorded.records import Recorded
from entente.kernel.act import Act, Draft, Target
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.node import look, say
from entente.node.national import decisions
from entente.node.national.matters import linked
from entente.node.node import Node
from entente.node.officer import ACCEPTING_OFFICER, Officer, require
from entente.node.submit import Submission, say_all
from entente.store import records
from entente.store.intervals import now

STANDARD = say.Manner()
CODE, ANSWER = "recorded.words", "recorded-answer"
MOST = 500
"""Answers given at once."""
File = tuple[str, str, bytes]
"""Name, media type, bytes."""
Verdict = Literal["confirmed", "corrected"]
Answered = tuple[str, str, Verdict, Mapping[str, str]]
"""The record, the act whose text it is about, the answer, and what is right by language."""
VERBS: Mapping[str, str] = {"confirmed": "accept", "corrected": "decline"}
"""As which decision an answer is entered at home."""


def record(node: Node, charter: Charter, text: Mapping[str, Any], file: File | None = None, manner: say.Manner = STANDARD) -> Act:
    """States what another party told us, in the national channel or a shared one; refuses our own words (RB4)."""
    if text.get("party") == node.party:
        raise Refusal("own-words", "RB4", f"{node.party} speaks for itself; what another government told us is recorded.")
    said = dict(text)
    if file is not None:
        said["source_file"] = hashlib.sha256(file[2]).hexdigest()
        manner = say.Manner(manner.post, manner.label, manner.remark, None, (*manner.files, file), manner.request)
    return say.state(node, charter, "recorded", said, manner)


def wanted(party: str) -> now.Due:
    """What waits for a party's answer: words recorded of it that it has neither confirmed nor corrected."""
    return now.Due("fact", ("recorded",), frozenset({party}))


def to_answer(node: Node) -> list[records.Row]:
    """The records of our words that wait for our answer, the oldest first."""
    found, _count = now.due(node.alias, None, node.clock().date(), wanted(node.party), 100_000)
    rows = records.get(node.alias, [item["record"] for item in found])
    return sorted(rows.values(), key=lambda row: (row.start_on or 0, row.id))


def answer(node: Node, officer: Officer, answers: Sequence[Answered]) -> list[Act]:
    """Confirms or corrects words that another side recorded of us, all in one go; each once, however often it is asked for.

    Refuses by role (DR1), anybody else's words (RB5), a text that was replaced meanwhile (RB6), and what the gates refuse. Where one is
    refused nothing is said.
    """
    require(officer, ACCEPTING_OFFICER)
    if not 0 < len(answers) <= MOST:
        raise Refusal("answers", "RB5", f"Between one and {MOST} records are answered at once; these are {len(answers)}.")
    rows = records.get(node.alias, [look.find_record(node, name).id for name, *_rest in answers])
    about = [(rows[look.find_record(node, name).id], revision, verdict, words) for name, revision, verdict, words in answers]
    for row, revision, _verdict, _words in about:
        _check(node, row, revision)
    made: list[Act] = []
    for channel in dict.fromkeys(row.channel for row, *_rest in about):
        some = [one for one in about if one[0].channel == channel]
        stands = _standing(node, channel, [row.id for row, *_rest in some])
        fresh = [one for one in some if _said(*one) != stands.get(one[0].id, ({}, ""))[0]]
        for row, revision, verdict, _words in fresh:
            decisions.enter(node, officer, VERBS[verdict], row.id, revision)
        for result in say_all(node, channel, [_submission(node, officer, one, stands.get(one[0].id, ({}, ""))[1]) for one in fresh]):
            if isinstance(result, Refusal):
                raise result
            made.append(result)
        made += [look.find_act(node, stands[one[0].id][1]).act for one in some if one not in fresh]
    return made


def _standing(node: Node, channel: str, about: Sequence[str]) -> dict[str, tuple[dict[str, Any], str]]:
    """Our last answer to each record, and its act."""
    found: dict[str, tuple[dict[str, Any], str]] = {}
    for key, rows in records.in_groups(node.alias, channel, about).items():
        ours = [row for row in rows if row.type == ANSWER and row.party == node.party and row.state == "issued"]
        for row in sorted(ours, key=lambda row: row.changed_at):
            text = linked(node, row).text
            found[key] = (msgspec.to_builtins(text) if text is not None else {}, row.revisions[-1].act)
    return found


def _check(node: Node, row: records.Row, revision: str) -> None:
    text = linked(node, row).text if row.type == "recorded" else None
    if not isinstance(text, Recorded) or text.party != node.party or row.party == node.party:
        words = f"Only the government whose words were recorded confirms or corrects them; that is not {node.party}."
        raise Refusal("not-quoted", "RB5", words)
    if row.revisions[-1].act != revision:
        raise Refusal("replaced", "RB6", "The record was replaced meanwhile; read what it says now before you answer.")


def _said(row: records.Row, revision: str, verdict: str, words: Mapping[str, str]) -> dict[str, Any]:
    """The text of an answer."""
    right = {language: words[language] for language in ("en", "ja") if words.get(language)} if verdict == "corrected" else {}
    return {"recorded": row.id, "revision": revision, "answer": verdict} | ({"words": right} if right else {})


def _submission(node: Node, officer: Officer, one: tuple[records.Row, str, Verdict, Mapping[str, str]], before: str) -> Submission:
    """An answer under the marking of the words that it answers; `before` is the act of the one that it takes the place of."""
    row, said = one[0], _said(*one)
    label = {**records.label_text(node.alias, row.label)}
    name = hashlib.sha256(repr(sorted(said.items())).encode()).hexdigest()[:32]
    drafted = Draft("state", officer.post, label, (Target(ANSWER, 2),), (), {"texts": [said]})
    return Submission(drafted, f"{ANSWER}:{name}:{before}")
