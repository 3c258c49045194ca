"""Declaration: the text of an instrument in effect, each clause with its standing, its measures and its commitments, as of two dates.

Touches the database through the gate. Where several instruments are in effect the reader chooses; each is counted in its own channel alone.
Positions get no traffic light. Serves every clause.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from entente.areas.instruments import AnyInstrument, is_instrument, whole
from entente.implementation.standing import Standing, clause_standings, coverage, position_clauses
from entente.instrument.courtesy import courtesy
from entente.instrument.promises.cadence import interval_words
from entente.kernel.calendar.days import parse_day
from entente.web import gate, words
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.oversight import pairs as sides
from entente.web.records import entries, rows
from entente.web.sight import oversight as sight_oversight

INSTRUMENT = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class AsOf:
    """The two dates of a question: effective, and known (None: as known now); and what was wrong with what was typed.

    `typed` also keeps the channel and the instrument, where one had to be named.
    """

    day: date
    known: date | None
    typed: Mapping[str, str]
    problems: Mapping[str, str]

    @property
    def query(self) -> str:
        """The question as a link carries it on; empty where nothing was asked."""
        kept = {name: text for name, text in self.typed.items() if text and name not in self.problems}
        return f"?{urlencode(kept)}" if kept else ""


def as_of(request: HttpRequest, today: date, of_instrument: bool = False) -> AsOf:
    """The dates in `?on=` and `?known=`; what cannot be read is said, and today stands in for it.

    A page `of_instrument` may be asked about another than the oldest by `?instrument=`, which its links then carry on.
    """
    typed = {name: request.GET.get(name, "").strip() for name in ("on", "known")}
    found: dict[str, date | None] = {name: parse_day(text) if text else None for name, text in typed.items()}
    unread = _("“%s” is not a date. Write it as 2018-10-02, 2 October 2018 or 平成30年10月2日.")
    problems = {name: unread % text for name, text in typed.items() if text and found[name] is None}
    channel = request.GET.get("channel", "")
    if channel.isalnum() and len(channel) <= 64:
        typed["channel"] = channel
    instrument = request.GET.get("instrument", "")
    if of_instrument and INSTRUMENT.fullmatch(instrument):
        typed["instrument"] = instrument
    known = found["known"]
    return AsOf(found["on"] or today, known if known is not None and known < today else None, typed, problems)


@shows(Shows.RECORDS)
def declaration(request: HttpRequest) -> HttpResponse:
    """The instrument in effect; where there are several, `?instrument=` and, for one text in two channels, `?channel=` choose."""
    sight: Sight = request.sight
    question = as_of(request, sight.today)
    found = instruments(sight)
    proposed = gate.listed(sight, {"type": "instrument", "state": "proposed"}, 10)
    common = {"asked": question, "proposed": [rows.plain(row) for row in proposed]}
    common |= {"may_draft": entries.may_draft(sight), "token": secrets.token_urlsafe(24)}
    if not found:
        return render(request, "web/declaration.html", common)
    chosen = _chosen(found, request.GET.get("instrument", ""), question.typed.get("channel", ""))
    row, text = chosen or found[0]
    standings = standings_of(sight, text, question, row.channel)
    explained = sight_oversight.explanations(sight, question.day, question.known, text.id)
    more = {
        "row": rows.plain(row),
        "text": text,
        "choice": _choice(sight, found, row),
        "spoken_title": titles_of(text),
        "note": _language_note(text),
        "place": {**courtesy(text.id, text.title).place, getattr(text, "language", "en"): text.done_at} if text.done_at else {},
        "sections": _sections(text, standings, explained),
        "summary": _summary(standings, recitals(text)),
    }
    return render(request, "web/declaration.html", common | more)


def _chosen(found: list[tuple[Row, AnyInstrument]], name: str, channel: str) -> tuple[Row, AnyInstrument] | None:
    """The instrument of that id, in that channel where one is named."""
    return next((pair for pair in found if pair[1].id == name and pair[0].channel.startswith(channel)), None)


def _choice(sight: Sight, found: list[tuple[Row, AnyInstrument]], shown_row: Row) -> list[dict[str, Any]]:
    """What the reader may choose from, with the channel's title where one text is in effect in two; empty where there is no choice."""
    if len(found) < 2:
        return []
    ids = [text.id for _, text in found]
    out = []
    for row, text in found:
        twice = ids.count(text.id) > 1
        query = {"instrument": text.id} | ({"channel": row.channel[:12]} if twice else {})
        channel = sight.node.charter(row.channel).terms
        where = {"title": channel.title if twice else None, "exercise": channel.exercise}
        out.append({"query": urlencode(query), "titles": titles_of(text), "here": row.id == shown_row.id, **where})
    return out


def titles_of(text: AnyInstrument) -> dict[str, str]:
    """The title by language; in one that the text does not have, as a courtesy."""
    versions = {v.language: v.title for v in getattr(text, "versions", ()) if v.title}
    return {**courtesy(text.id, text.title).title, getattr(text, "language", "en"): text.title, **versions}


def _language_note(text: AnyInstrument) -> str:
    """Which text counts, where the page's language might make one think otherwise: "english", "both", "courtesy", or nothing."""
    versions = getattr(text, "versions", ())
    if versions:
        return "both" if all(v.status == "authentic" for v in versions) else "courtesy"
    return "english" if getattr(text, "language", "en") == "en" and any(t.ja for t in text.titles) else ""


@shows(Shows.RECORDS)
def clause(request: HttpRequest, instrument: str, local: str) -> HttpResponse:
    """One clause: its words, standing, commitments with the measures that answer for them, and every record that names it."""
    sight: Sight = request.sight
    question = as_of(request, sight.today)
    found = _chosen(instruments(sight), instrument, question.typed.get("channel", ""))
    known = {} if found is None else texts(found[1])
    if found is None or local not in known:
        raise Http404
    text, channel = found[1], found[0].channel
    whole_id = whole(text, local)
    standing = standings_of(sight, text, question, channel)[local]
    asked = sight_oversight.question(sight, question.day, question.known, text.id)
    pairs = sight_oversight.compared(sight, asked, whole_id) if asked is not None else ()
    answers = sight_oversight.answers(sight, asked) if asked is not None else []
    naming = [row for row in gate.listed(sight, {"channel": channel}, 200, whole_id) if row.type != "instrument"]
    details = {
        "text": text,
        "local": local,
        "spoken": _spoken(text, local, known[local]),
        "title": _titles(text).get(local),
        "rhythms": _rhythms(text, local),
        "standing": standing,
        "recital": local in recitals(text),
        "explained": sight_oversight.explanations(sight, question.day, question.known, text.id).get(whole_id, []),
        "asked": question,
        "commitments": _commitments(sight, text, local, naming, question, answers),
        "records": [rows.plain(row) for row in naming],
        "pairs": sides.listed(sight, asked, pairs) if asked is not None else [],
        "may_judge": sides.may_judge(sight) and question.known is None,
        "knowledge": _knowledge(sight, asked, whole_id, question),
        "writes": entries.on_clause(sight, text, whole_id),
    }
    return render(request, "web/clause.html", details)


def _knowledge(sight: Sight, asked: Any, clause: str, question: AsOf) -> dict[str, Any] | None:
    """Who knew, had told and had agreed what at the end of the day that was asked about; None where no day was."""
    if asked is None or not (question.typed["on"] or question.known):
        return None
    day = question.known or question.day
    found = sight_oversight.knowledge(sight, asked, clause, day)

    def plain(some: Any) -> list[dict[str, Any]]:
        kinds = words.of_areas()["type"]
        return [{"id": one.record, "code": one.code, "type": kinds.get(one.type, {"en": one.type}), "since": one.since} for one in some]

    sides = [{"party": s.party, "told": plain(s.told), "knew": plain(s.knew), "unknown": plain(s.unknown)} for s in found.sides]
    return {"day": day, "sides": sides, "agreed": plain(found.agreed), "more": found.more}


def instruments(sight: Sight) -> list[tuple[Row, AnyInstrument]]:
    """The readable instruments in effect, the oldest first."""
    found = gate.instruments(sight)
    texts = [(row, gate.text(sight, row)) for row in found]
    ordered = sorted(texts, key=lambda pair: (pair[0].start_on or 0, pair[0].id))
    return [(row, text) for row, text in ordered if is_instrument(text)]


def standings_of(sight: Sight, text: AnyInstrument, question: AsOf, channel: str | None = None) -> dict[str, Standing]:
    """The standing of everything that can be cited, by its local id, counted in the instrument's own channel."""
    local = list(texts(text))
    positions = position_clauses((whole(text, c.clause), c.kind) for c in text.commitments)
    counts = gate.standing_counts(sight, question.day, question.known, channel)
    found = clause_standings(counts, [whole(text, name) for name in local], positions)
    return dict(zip(local, found, strict=True))


def texts(text: AnyInstrument) -> dict[str, str]:
    """Every element that can be cited, by its local id, in the order of the text."""
    found = {paragraph.id: paragraph.text for paragraph in text.preamble}
    placed = set()
    for section in text.sections:
        found |= {paragraph.id: paragraph.text for paragraph in section.chapeau}
        found |= {c.id: c.text for c in text.clauses if c.section == section.id}
        placed |= {c.id for c in text.clauses if c.section == section.id}
    return found | {c.id: c.text for c in text.clauses if c.id not in placed}


def _titles(text: AnyInstrument) -> dict[str, dict[str, str]]:
    return {title.clause.rpartition("#")[2]: _spoken_of(title) for title in text.titles}


def _spoken_of(title: Any) -> dict[str, str]:
    """A short title by language, without those it lacks."""
    return {language: words for language, words in (("en", title.en), ("ja", title.ja)) if words}


def _spoken(text: AnyInstrument, local: str, words: str) -> dict[str, str]:
    """The words of an element by language."""
    versions = getattr(text, "versions", ())
    others = {v.language: t.text for v in versions for t in v.texts if t.id.rpartition("#")[2] == local}
    return {getattr(text, "language", "en"): words} | others


def _rhythms(text: AnyInstrument, local: str) -> list[dict[str, Any]]:
    """How often a clause says that something recurs."""
    units = words.of_areas()["enum"]["RhythmUnit"]
    bases = words.of_areas()["enum"]["RhythmBasis"]
    found = []
    for rhythm in getattr(text, "rhythms", ()):
        if rhythm.clause.rpartition("#")[2] == local:
            every = None if rhythm.every is None else interval_words(rhythm.every, rhythm.unit)
            said = every and {"en": every, "ja": f"{rhythm.every}{units[rhythm.unit]['ja']}ごと"}
            found.append({"words": rhythm.words, "every": said, "basis": bases[rhythm.basis]})
    return found


def _sections(text: AnyInstrument, standings: Mapping[str, Standing], explained: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The text section by section, each element with its standing and its number of commitments."""
    titles, promised = _titles(text), [c.clause.rpartition("#")[2] for c in text.commitments]
    words, numbers = texts(text), {c.id: c.number for c in text.clauses}
    items = {c.id: c.items for c in text.clauses}
    silent = recitals(text)

    others = [(v.language, {t.id: t.text for t in v.texts}) for v in getattr(text, "versions", ())]

    def spoken(name: str, plain: str | None = None) -> dict[str, str]:
        told = {getattr(text, "language", "en"): words[name] if plain is None else plain}
        return told | {language: held[name] for language, held in others if name in held}

    def lines(names: list[str]) -> list[dict[str, Any]]:
        return [
            {
                "id": name,
                "number": numbers.get(name, ""),
                "title": titles.get(name),
                "words": words[name],
                "spoken": spoken(name),
                "items": [{"number": i.number, "spoken": spoken(i.id, i.text)} for i in items.get(name, ())],
                "standing": standings[name],
                "explained": explained.get(whole(text, name), ()),
                "commitments": promised.count(name),
                "recital": name in silent,
            }
            for name in names
        ]

    named = {section.id for section in text.sections}
    headings = courtesy(text.id, text.title).headings
    found = [{"id": "P", "heading": {}, "lines": lines([p.id for p in text.preamble]), "preamble": True}] if text.preamble else []
    for section in text.sections:
        inside = [p.id for p in section.chapeau] + [c.id for c in text.clauses if c.section == section.id]
        heading = {**headings.get(section.id, {}), getattr(text, "language", "en"): section.heading} if section.heading else {}
        found.append({"id": section.id, "heading": heading, "lines": lines(inside), "preamble": False})
    loose = [c.id for c in text.clauses if c.section not in named]
    return [*found, {"id": "clauses", "heading": {}, "lines": lines(loose), "preamble": False}] if loose else found


def recitals(text: AnyInstrument) -> frozenset[str]:
    """The paragraphs of the preamble that promise nothing and take no position: they have no standing."""
    return frozenset(one.id for one in text.preamble) - {c.clause.rpartition("#")[2] for c in text.commitments}


def _summary(standings: Mapping[str, Standing], silent: frozenset[str]) -> list[tuple[str, int]]:
    """How many clauses stand in each state, the most pressing first; recitals that promise nothing are not counted."""
    counted = [s.state for name, s in standings.items() if name not in silent]
    order = ("lapsed", "overdue", "due", "on-time", "begun", "fulfilled", "deferred", "no-evidence", "position")
    return [(state, counted.count(state)) for state in order if state in counted]


def _commitments(
    sight: Sight, text: AnyInstrument, local: str, naming: list[Row], question: AsOf, answers: list[tuple[str, str, tuple[str, ...]]]
) -> list[dict[str, Any]]:
    """The clause's promises, each with what answers for it on the day (R1.1): measures, and `answers` beside them."""
    promises = [c for c in text.commitments if c.clause.rpartition("#")[2] == local]
    short = {whole(text, p.code): p.code for p in promises}
    known_at = None if question.known is None else gate.end_of_day(question.known)
    states = {i["record"]: i["state"] for i in gate.intervals(sight, question.day, "standing", known_at, 5000)}
    by_id = {row.id: rows.plain(row) for row in naming}
    found = [(row.id, states[row.id], getattr(gate.text(sight, row), "commitments", ())) for row in naming if row.id in states]
    found += [one for one in answers if one[0] in by_id]
    measures = [(record, how, [short.get(code, code) for code in codes]) for record, how, codes in found]
    covered = {c.commitment: c for c in coverage(((p.code, p.kind) for p in promises), measures)}
    return [
        {
            "code": p.code,
            "titles": _spoken_of(p.title),
            "kind": words.of_areas()["enum"]["CommitmentKind"][p.kind],
            "words": {getattr(text, "language", "en"): p.text},
            "parties": p.parties,
            "coverage": covered.get(p.code),
            "measures": [by_id[m] for m in covered[p.code].measures] if p.code in covered else [],
        }
        for p in promises
    ]
