"""A text read by the machine and put right by a person: kinds, titles, parties and rhythms corrected, promises dropped and added.

Pure: the instrument's JSON (`render.to_json`) and what the person said in, the corrected JSON out; the words of the text itself are never
touched. What is added has to be the clause's own words. Serves every clause of any instrument.

Refusals: IM7 "no-such-words", words that the clause does not have; IM8 "strange-kind", a kind or a basis that there is not; IM6.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Any

from entente.instrument.promises.cadence import find_cadences
from entente.instrument.promises.parties import Named
from entente.instrument.promises.reading import read_commitments
from entente.kernel.errors import Refusal

KINDS = ("do", "continue", "consider", "position")
BASES = ("calendar-year", "fiscal-year", "rolling", "not-fixed")
UNITS = ("day", "week", "month")
_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Added:
    """A promise that the machine did not find: its clause, its own words, its kind."""

    clause: str
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person says of a reading; what is not named stays. `promises` is by code and `rhythms` by place: fields and their new values.

    Fields of a promise: kind, parties (codes), en, ja, drop. Fields of a rhythm: every (None: not said), unit, basis, drop.
    """

    title: str = ""
    done_on: str | None = None
    promises: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    rhythms: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    added: Sequence[Added] = ()


def correct(text: Mapping[str, Any], said: Corrections, names: Named) -> dict[str, Any]:
    """The text with the corrections; refuses IM6 to IM8."""
    out: dict[str, Any] = copy.deepcopy(dict(text))
    if said.title.strip():
        out["title"] = said.title.strip()[:500]
    if said.done_on is not None:
        out["done_on"] = said.done_on or None
    out["commitments"] = [_promise(one, said.promises.get(one["code"], {})) for one in out.get("commitments", ())]
    out["commitments"] = [one for one in out["commitments"] if one is not None]
    kept = {one["code"] for one in out["commitments"]}
    if out.get("rhythms"):
        changed = [_rhythm(one, said.rhythms.get(at, {}), kept) for at, one in enumerate(out["rhythms"])]
        out["rhythms"] = [one for one in changed if one is not None]
    for added in said.added:
        _add(out, added, names)
    order = {name: at for at, name in enumerate(_elements(out))}
    out["commitments"].sort(key=lambda one: (order.get(one["clause"], len(order)), len(one["code"]), one["code"]))
    return out


def _promise(one: dict[str, Any], said: Mapping[str, Any]) -> dict[str, Any] | None:
    if said.get("drop"):
        return None
    if "kind" in said:
        one["kind"] = _one_of(said["kind"], KINDS)
    parties = sorted({code for code in said.get("parties", ()) if _CODE.fullmatch(code)})
    if parties:
        one["parties"] = parties
    titles = {language: str(said.get(language, one["title"].get(language, ""))).strip()[:500] for language in ("en", "ja")}
    spoken = {language: words for language, words in titles.items() if words}
    one["title"] = spoken or one["title"]
    return one


def _rhythm(one: dict[str, Any], said: Mapping[str, Any], kept: set[str]) -> dict[str, Any] | None:
    if said.get("drop"):
        return None
    if "every" in said:
        one["every"] = said["every"]
    if "unit" in said:
        one["unit"] = _one_of(said["unit"], UNITS)
    if "basis" in said:
        one["basis"] = _one_of(said["basis"], BASES)
    if one.get("commitment") and one["commitment"] not in kept:
        one.pop("commitment")
    return {key: value for key, value in one.items() if value is not None}


def _one_of(value: Any, known: Sequence[str]) -> str:
    if value not in known:
        raise Refusal("strange-kind", "IM8", f"“{str(value)[:40]}” is not one of {', '.join(known)}.")
    return str(value)


def _add(out: dict[str, Any], added: Added, names: Named) -> None:
    """Adds a promise to the clause whose words it quotes, with the rhythms that those words name."""
    kind = _one_of(added.kind, KINDS)
    words = " ".join(added.words.split())
    found = next(
        ((name, text.find(words)) for name, clause, text in _texts(out) if clause == added.clause and words and words in text), None
    )
    if found is None:
        raise Refusal("no-such-words", "IM7", f"Clause {added.clause} does not have the words “{words[:80]}”; copy them from its text.")
    taken = {one["code"] for one in out["commitments"] if one["clause"] == added.clause}
    letters = [*ascii_lowercase, *(a + b for a in ascii_lowercase for b in ascii_lowercase)]
    code = next((added.clause + letter for letter in letters if added.clause + letter not in taken), None)
    if code is None:
        raise Refusal("too-many-promises", "IM6", f"Clause {added.clause} holds more promises than can be coded; split it.")
    read = read_commitments(words, names)
    title = words[:89].rstrip(" ,.;、。") + ("…" if len(words) > 90 else "")
    evidence = {"element": found[0], "start": found[1], "end": found[1] + len(words)}
    out["commitments"].append(
        {
            "code": code,
            "clause": added.clause,
            "kind": kind,
            "strength": read[0].strength[:500] if read else words.split()[0][:500],
            "text": words,
            "parties": list(read[0].parties if read else names.all),
            "title": {"ja" if out.get("language") == "ja" else "en": title},
            "evidence": evidence,
        }
    )
    known = {(r["evidence"]["element"], r["evidence"]["start"]) for r in out.get("rhythms", ())}
    for each in find_cadences(words):
        start = found[1] + each.span[0]
        if (found[0], start) not in known:
            rhythm: dict[str, Any] = {"clause": added.clause, "words": each.words, "every": each.every, "unit": each.unit}
            rhythm |= {
                "basis": each.basis,
                "evidence": {"element": found[0], "start": start, "end": found[1] + each.span[1]},
                "commitment": code,
            }
            out.setdefault("rhythms", []).append({key: value for key, value in rhythm.items() if value is not None})


def _texts(text: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(element, the clause it is cited by, its words) for whatever may promise, in the order of the text."""
    out = [(one["id"], one["id"], one["text"]) for one in text.get("preamble", ())]
    out += [(one["id"], one["id"], one["text"]) for section in text.get("sections", ()) for one in section.get("chapeau", ())]
    for clause in text["clauses"]:
        out.append((clause["id"], clause["id"], clause["text"]))
        items = list(clause.get("items", ()))
        while items:
            item = items.pop(0)
            out.append((item["id"], clause["id"], item["text"]))
            items = [*item.get("items", ()), *items]
    return out


def _elements(text: Mapping[str, Any]) -> list[str]:
    """The ids of what may be cited, in the order of the text: recitals, then section by section."""
    out = [one["id"] for one in text.get("preamble", ())]
    sections = [section["id"] for section in text.get("sections", ())]
    for section in text.get("sections", ()):
        out += [one["id"] for one in section.get("chapeau", ())]
        out += [clause["id"] for clause in text["clauses"] if clause["section"] == section["id"]]
    return out + [clause["id"] for clause in text["clauses"] if clause["section"] not in sections]
