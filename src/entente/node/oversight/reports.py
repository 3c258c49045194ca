"""The quarterly paper and the annual report, filled from the store for one question. Touches the database (reads). Serves I1, I3."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from entente.areas.oversight.records import words
from entente.implementation.matters import Audience, Difference, Explanation, everything
from entente.implementation.papers.paper import Paper, Sentence
from entente.implementation.papers.phrases import both, day
from entente.implementation.papers.quarterly import LATE, quarterly
from entente.implementation.reported import QUARTERLY, Quarterly
from entente.kernel.area import Words
from entente.node.oversight import clauses, clearing, meetings, plan, sayings
from entente.node.oversight.asking import MOST, Asking, Held, found, held
from entente.node.oversight.explained import explanations
from entente.node.oversight.open_matters import decisions, month_before, quarter_of, year_of
from entente.node.oversight.sources import instrument_title, sources

BACK = 4
"""Earlier periods that the trend looks back over."""

EXERCISE: Words = both(
    "Exercise: this node holds sample data; all that names no public source is invented.",
    "演習：本ノードの内容は見本であり、公表資料の出典がないものは架空のものである。",
)
SOME: Words = both(
    f"Of more than {MOST:,} records of one kind, the {MOST:,} that changed last are told one by one; standings count all of them.",
    f"同一種別の記録が{MOST:,}件を超えるため、直近に変更された{MOST:,}件のみを個別に掲載した。条項の履行状況は全件に基づく。",
)
THEN: Words = both(
    "Today's rules are applied to what was known by the end of the day named; proposals that were waiting then are not listed.",
    "当時把握されていた事実に現在の規則を適用している。当時同意待ちであった提案は掲載していない。",
)


def filled(asking: Asking, kind: str) -> Quarterly:
    """All that the paper on the period that holds the question's day is made from; the period ends on that day where it is not over."""
    first, last = (quarter_of if kind == QUARTERLY else year_of)(asking.day)
    last = min(last, asking.day)
    previous = first - timedelta(days=1)
    items = plan.measures(asking)
    spans = found(asking, items, sorts=plan.TOLD)
    living = plan.live(items)
    told = tuple(plan.told(asking, one, spans[one.row.id]) for one in living)
    late = [one for one in told if one.state in LATE]
    counted = clauses.trend(asking, [*trend_days(first, 3 if kind == QUARTERLY else 12), *within(first, last), last])
    return Quarterly(
        kind=kind,
        instrument=instrument_title(asking),
        first=first,
        last=last,
        previous=previous,
        known_on=asking.known_day,
        label=asking.label,
        for_whom=asking.names.get(asking.node.party, both(asking.node.party, asking.node.party)),
        names=asking.names,
        clauses=clauses.clauses(asking, previous),
        measures=told,
        series=meetings.series(asking),
        meetings=meetings.held_between(asking, first, last),
        differences=(
            *plan.differences(asking, living, spans),
            *sayings.differences(asking),
            *_answered(asking),
            *_explained(asking, living),
        ),
        actions=meetings.actions(asking),
        decisions=decisions(asking, late),
        commitments=plan.commitments(asking, items, spans),
        counts=counted,
        notices=notices(asking),
        base=tuple(text.act for text in asking.row.revisions[-1:]),
    )


def trend_days(first: date, months: int) -> list[date]:
    """The last days of the periods before one, oldest first."""
    return [month_before(first, months * back) - timedelta(days=1) for back in range(BACK - 1, -1, -1)]


def within(first: date, last: date) -> list[date]:
    """The last days of the quarters that ended in a period before its last day."""
    ends = (month_before(first, -3 * quarter) - timedelta(days=1) for quarter in (1, 2, 3))
    return [end for end in ends if end < last]


def _explained(asking: Asking, items: tuple[Held, ...]) -> tuple[Difference, ...]:
    """Measures of which a side has given an explanation."""
    said = explanations(asking)
    return tuple(
        Difference(one.text.code, one.titles, tuple(said[one.row.id]), (one.act,), one.labels) for one in items if one.row.id in said
    )


def _answered(asking: Asking) -> tuple[Difference, ...]:
    """Findings that both sides let stand, or to which no reply came in time: the words of whoever found it, each reply beside them."""
    out = []
    for one in clearing.notices(asking):
        if one.state not in clearing.MAY_STAND:
            continue
        said = [Explanation(one.one.row.party, Sentence(words(one.one.text.text), (one.one.act,), one.one.labels))]
        for code in one.one.text.parties:
            reply = one.replies.get(code)
            text = words(reply.text.text) if reply is not None and reply.text.text is not None else {}
            if reply is not None:
                said.append(Explanation(code, Sentence(text or AGREED, (reply.act,), reply.labels)))
            else:
                said.append(Explanation(code, Sentence(no_reply(one.one.text.reply_by), (one.one.act,), one.one.labels)))
        title = {"en": "Finding for the joint paper", "ja": "共同報告に記載する所見"}
        out.append(Difference("", title, tuple(said), (one.one.act,), one.one.labels))
    return tuple(out)


AGREED: Words = both("Agreed; no explanation was given.", "異議なし。説明は付されていない。")


def no_reply(by: date) -> Words:
    """What stands beside a finding to which no reply came by a day."""
    when = day(by)
    return both(f"No reply was given by {when['en']}.", f"{when['ja']}までに回答はなかった。")


def notices(asking: Asking) -> tuple[Words, ...]:
    """What the first page has to say: that it is an exercise, and whose knowledge it rests on."""
    found_ = [EXERCISE] if asking.charter.terms.exercise else []
    if any(len(held(asking, type_)) >= MOST for type_ in ("measure", "meeting-series", "meeting")):
        found_.append(SOME)
    return tuple([*found_, THEN] if asking.known is not None else found_)


def report(asking: Asking, kind: str, audience: Audience | None = None) -> Paper:
    """The paper with its annex of sources; for an audience, without what they may not be shown. `kind` is quarterly or annual."""
    given = filled(asking, kind)
    paper = quarterly(given, audience)
    return with_sources(asking, paper, audience)


def with_sources(asking: Asking, paper: Paper, audience: Audience | None) -> Paper:
    """The paper with the acts it cites; for an audience, those they may be shown."""
    showing = audience.showing if audience is not None else everything
    return replace(paper, sources=tuple(one for one in sources(asking, paper) if showing(one.labels)))
