"""What is open and who has to decide it: proposals that wait, series to convene, measures past their date. Touches the database (reads).

Serves I2, I3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from entente.implementation.matters import Decision, Measure, acts_of, labels_of
from entente.implementation.papers.phrases import both, party, series
from entente.kernel.area import Words
from entente.node.oversight.asking import Asking, Held, found, held, of_instrument
from entente.store import records, shown
from entente.store.intervals.standing_of import Found

SINGLY = 20  # measures past their date asked about one by one, those that slip most first; the rest are counted
WAITING = 200  # proposals that wait; more than that is a backlog and not a list for decision
EVERYBODY: Words = both("all participants", "全参加国")


def decisions(asking: Asking, late: Iterable[Measure]) -> tuple[Decision, ...]:
    """What needs a decision: what was proposed and waits, whom to convene, what to do about measures past their date."""
    return (*waiting(asking), *convening(asking), *past_date(late))


def waiting(asking: Asking) -> tuple[Decision, ...]:
    """Proposals that wait on somebody's answer, the longest waiting first. What waited at an earlier moment of knowledge is not told."""
    if asking.known is not None:
        return ()
    out = []
    for row in shown.moving(asking.node.alias, asking.allowed, WAITING):
        moves = [(code, act) for code, verb, act in row.move_list() if verb == "accept"]
        if row.channel != asking.charter.id or not moves or row.label not in asking.labels:
            continue
        if asking.shared and (named := records.clauses_of(asking.node.alias, [row]).get(row.id)) and not of_instrument(asking, named):
            continue
        kind = asking.node.registry.kinds.get(row.type)
        titles: Mapping[str, str] = Held(row, None, "", asking.labels[row.label]).titles
        name = kind.titles if kind is not None else {"en": row.type, "ja": row.type}
        codes = [code for code, _ in moves]
        en, ja = titles.get("en") or titles.get("ja", ""), titles.get("ja") or titles.get("en", "")
        number = f" {row.code}" if row.code else ""
        words = both(f"{name['en']}{number}, {en}: accept, decline or propose another text?", f"{name['ja']}{number}「{ja}」への同意の可否")
        out.append(Decision(words, deciders(asking, codes), None, tuple(dict.fromkeys(a for _, a in moves)), (asking.labels[row.label],)))
    return tuple(out)


def deciders(asking: Asking, codes: Sequence[str]) -> Words:
    """The parties by name."""
    names = [party(code, asking.names) for code in codes]
    return both(series([n.get("en", "") for n in names], "en"), series([n.get("ja") or n.get("en", "") for n in names], "ja"))


def convening(asking: Asking) -> tuple[Decision, ...]:
    """Series whose next meeting somebody has to convene, in the rule's own words."""
    items = held(asking, "meeting-series")
    spans = found(asking, items, sorts=("obligation",))
    out = []
    for one in items:
        for span in spans[one.row.id]:
            if span.code == "series.convene":
                titles = one.titles
                en, ja = titles.get("en") or titles.get("ja", ""), titles.get("ja") or titles.get("en", "")
                words = both(f"{en}: when is it convened, or is it deferred?", f"{ja}：開催時期の決定又は延期の合意")
                out.append(Decision(words, deciders(asking, [span.move]), None, (one.act, *span.acts), one.labels))
    return tuple(out)


def past_date(late: Iterable[Measure]) -> tuple[Decision, ...]:
    """Measures past their agreed date: a new date, a deferral, or the end of them."""
    items, out = sorted(late, key=lambda one: (-(one.slip_days or 0), one.code)), []
    for one in items[:SINGLY]:
        titles = one.titles
        en, ja = titles.get("en") or titles.get("ja", ""), titles.get("ja") or titles.get("en", "")
        words = both(
            f"{one.code}, {en}: is a new date agreed, is it deferred, or is it dropped?",
            f"{one.code}「{ja}」：新たな期日の合意、延期又は取りやめの決定",
        )
        out.append(Decision(words, EVERYBODY, None, one.acts, one.labels))
    rest = items[SINGLY:]
    if rest:
        words = both(
            f"And {len(rest):,} more measures past their date: the same question.",
            f"その他、期日を過ぎた措置{len(rest):,}件についての同様の決定",
        )
        out.append(Decision(words, EVERYBODY, None, acts_of(rest), labels_of(rest)))
    return tuple(out)


def noticed(spans: Iterable[Found]) -> tuple[Found, ...]:
    """What is noticed or owed among these: findings, and what somebody owes that is late."""
    quiet = ("open", "due")
    return tuple(s for s in spans if s.sort == "finding" or (s.sort == "obligation" and s.state not in quiet))


def quarter_of(day: date, month: int = 4) -> tuple[date, date]:
    """The first and last day of the quarter that holds a day; quarters begin with a month (April: the fiscal year of Japan)."""
    back = (day.month - month) % 3
    first = month_before(day.replace(day=1), back)
    return first, month_before(first, -3) - timedelta(days=1)


def year_of(day: date, month: int = 4) -> tuple[date, date]:
    """The first and last day of the year that holds a day, beginning with a month."""
    first = month_before(day.replace(day=1), (day.month - month) % 12)
    return first, month_before(first, -12) - timedelta(days=1)


def month_before(first: date, months: int) -> date:
    """The first day of the month so many months before one (negative: after)."""
    at = first.year * 12 + first.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)
