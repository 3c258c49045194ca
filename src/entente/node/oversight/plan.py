"""The action plan as matters of a paper: measures with their slippage, what they answer for, differences and each side's words.

Touches the database (reads). Serves I1, I3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from entente.areas.consultations.records import AnsweringSeries
from entente.areas.instruments import whole
from entente.areas.oversight.joint import DEFERRED
from entente.implementation.matters import Commitment, Difference, Explanation, Measure
from entente.implementation.papers.paper import Sentence
from entente.implementation.papers.phrases import both, same
from entente.implementation.standing import LIVE, POSITION
from entente.kernel.area import Words
from entente.kernel.bilingual import words
from entente.node.oversight.asking import Asking, Held, as_known, found, held
from entente.store import records
from entente.store.intervals.standing_of import Found

RATINGS: Mapping[str, Words] = {
    "GREEN": both("Green", "緑"),
    "AMBER": both("Amber", "黄"),
    "RED": both("Red", "赤"),
}
CONSIDER = "consider"
TOLD = ("standing", "finding", "indicator")
"""What is told of a measure: how it stands, why it is late, by how much, on what the sides differ; its obligations are not."""
CLOSED_STAGES = ("COMPLETED", "DROPPED")
SLIPPAGE = "measure.slippage"


def measures(asking: Asking, clause: str | None = None) -> tuple[Held, ...]:
    """The measures as they were known."""
    return held(asking, "measure", clause)


def standing_of(spans: Iterable[Found]) -> Found | None:
    """The interval by which a record stands, or None."""
    return next((one for one in spans if one.sort == "standing"), None)


def told(asking: Asking, one: Held, spans: Sequence[Found]) -> Measure:
    """A measure as the paper tells of it: state, leads, plan, forecast, and why it is late where a rule says so."""
    stands = standing_of(spans)
    slip = next((span for span in spans if span.code == SLIPPAGE), None)
    late = next((span for span in spans if span.code == "measure.milestones"), None)
    baseline: date | None = one.text.baseline_finish
    forecast = baseline + timedelta(days=slip.numerator) if baseline and slip and slip.numerator is not None else None
    why = late or (stands if stands is not None and stands.state in ("overdue", "lapsed", "deferred") else None)
    leads = [asking.authorities.get(lead, same(" ".join(lead))) for lead in sorted(one.text.leads.items())]
    acts = tuple(dict.fromkeys((one.act, *(act for span in (slip, late) if span is not None for act in span.acts))))
    return Measure(
        code=one.text.code,
        titles=words(one.text.title),
        state=stands.state if stands is not None else "no-evidence",
        leads=both("; ".join(each["en"] for each in leads), "、".join(each["ja"] for each in leads)),
        baseline=baseline,
        forecast=forecast,
        why=why.reason if why is not None else None,
        acts=acts,
        labels=one.labels,
    )


def live(items: Iterable[Held]) -> tuple[Held, ...]:
    """Those that were neither completed nor dropped."""
    return tuple(one for one in items if one.text.stage not in CLOSED_STAGES)


def slipping(items: Iterable[Held], spans: Mapping[str, Sequence[Found]]) -> list[Held]:
    """Those whose forecast lies on another day than their plan, the latest first."""
    days = {}
    for one in items:
        slip = next((span for span in spans[one.row.id] if span.code == SLIPPAGE), None)
        if slip is not None and slip.numerator and one.text.baseline_finish is not None:
            days[one.row.id] = (-slip.numerator, one.text.code, one)
    return [one for *_, one in sorted(days.values(), key=lambda each: each[:2])]


def answering(asking: Asking, items: Iterable[Held], spans: Mapping[str, Sequence[Found]]) -> dict[str, dict[str, tuple[Held, str]]]:
    """Commitment to the measures and meeting series that answer for it, by code: the record and "live" or "deferred" (R1.1)."""
    out: dict[str, dict[str, tuple[Held, str]]] = defaultdict(dict)
    series = [one for one in held(asking, "meeting-series") if isinstance(one.text, AnsweringSeries)]
    every = {**spans, **found(asking, series, sorts=("standing",))}
    for one in (*items, *series):
        stands = standing_of(every.get(one.row.id, ()))
        if stands is not None and stands.state in LIVE:
            for code in one.text.commitments:
                out[code][one.text.code] = (one, "deferred" if stands.state == "deferred" else "live")
    return out


def deferred(asking: Asking) -> dict[str, list[Held]]:
    """The deferrals that stand on the day for commitments themselves, by the commitment's whole code (R1.1)."""
    items = held(asking, "commitment-deferral")
    spans = found(asking, items)
    out: dict[str, list[Held]] = defaultdict(list)
    for one in items:
        if any(span.code == DEFERRED for span in spans[one.row.id]):
            for code in one.text.commitments:
                out[code].append(one)
    return dict(out)


def considerations(asking: Asking) -> dict[str, list[Held]]:
    """The records of consideration that had been made by the day, by commitment, and by clause where they name no commitment."""
    out: dict[str, list[Held]] = defaultdict(list)
    for one in sorted(held(asking, "consideration"), key=lambda one: (one.text.considered_on, one.row.number)):
        if one.text.considered_on <= asking.day:
            for name in one.text.commitments or one.text.clauses:
                out[name].append(one)
    return dict(out)


def considered_codes(asking: Asking) -> dict[str, list[Held]]:
    """The records of consideration by the whole code of every promise to consider that they answer for."""
    weighed = considerations(asking)
    out: dict[str, list[Held]] = {}
    for promise in asking.instrument.commitments:
        code, clause = whole(asking.instrument, promise.code), whole(asking.instrument, promise.clause)
        if promise.kind == CONSIDER and (items := weighed.get(code, weighed.get(clause))):
            out[code] = items
    return out


def commitments(asking: Asking, items: Iterable[Held], spans: Mapping[str, Sequence[Found]]) -> tuple[Commitment, ...]:
    """Every promise that needs a measure or a deferral, with those that answer for it; positions need none and are left out."""
    carried = answering(asking, items, spans)
    away, weighed = deferred(asking), considered_codes(asking)
    out = []
    for promise in asking.instrument.commitments:
        if promise.kind == POSITION:
            continue
        code = whole(asking.instrument, promise.code)
        cells = {**carried.get(code, {}), **carried.get(promise.code, {})}
        cells |= {one.row.code: (one, "deferred") for one in away.get(code, ())}
        cells |= {one.row.code: (one, "considered") for one in weighed.get(code, ())}
        labels = tuple(dict.fromkeys(one.label for one, _ in cells.values()))
        acts = tuple(dict.fromkeys((*(text.act for text in asking.row.revisions[-1:]), *(one.act for one, _ in cells.values()))))
        titles = {key: text for key, text in (("en", promise.title.en), ("ja", promise.title.ja)) if text}
        shown = {name: how for name, (_, how) in cells.items()}
        out.append(Commitment(promise.code.rpartition("#")[2], titles, shown, acts, labels))
    return tuple(out)


def differences(asking: Asking, items: Iterable[Held], spans: Mapping[str, Sequence[Found]]) -> tuple[Difference, ...]:
    """The measures whose sides rate them differently, with what each side says in its own report and in its explanation."""
    return told_apart(asking, differing(items, spans))


def differing(items: Iterable[Held], spans: Mapping[str, Sequence[Found]]) -> list[tuple[Held, Found]]:
    """The measures whose sides rate them differently, each with what the rule found."""
    return [(one, span) for one in items for span in spans.get(one.row.id, ()) if span.code == "measure.disagreement"]


def told_apart(asking: Asking, apart: Sequence[tuple[Held, Found]]) -> tuple[Difference, ...]:
    """Measures whose sides rate them differently, each as the matter of a paper."""
    reports = reports_of(asking, [one for one, _ in apart])
    out = []
    for one, span in apart:
        said = [rated(each) for each in reports.get(one.row.id, ()) if each.act in span.acts]
        titles = words(one.text.title)
        out.append(Difference(one.text.code, titles, tuple(said), (one.act, *span.acts), one.labels))
    return tuple(out)


def reports_of(asking: Asking, items: Iterable[Held]) -> dict[str, list[Held]]:
    """The progress reports on measures, by the measure's record id, oldest first."""
    ids = [one.row.id for one in items]
    groups = records.in_groups(asking.node.alias, asking.charter.id, ids) if ids else {}
    out: dict[str, list[Held]] = {}
    for measure, rows in groups.items():
        known = [one for row in rows if row.type == "progress-report" and (one := as_known(asking, row)) is not None]
        out[measure] = sorted(known, key=lambda one: (one.text.period_to, one.row.number))
    return out


def rated(report: Held) -> Explanation:
    """One side's rating and narrative."""
    rating, said = RATINGS[report.text.rag], words(report.text.narrative)
    english, japanese = said.get("en"), said.get("ja")
    told_: dict[str, str] = {}
    if english or not japanese:
        told_["en"] = f"{rating['en']}. {english or ''}".strip()
    if japanese:
        told_["ja"] = f"{rating['ja']}。{japanese}"
    return Explanation(report.text.recorded_for or report.row.party, Sentence(told_, (report.act,), report.labels))
