"""The quarterly paper for the National Security Advisers, and the annual report, from values: every sentence with its acts.

Pure. What needs a decision comes after the figures; where there is nothing to report a sentence says so. The audience decides which
matters enter the paper, before anything is counted. The annual report is the same paper over a year.
Serves jp-gb-2017#I3, jp-gb-2017#I1, jp-gb-2017#I4.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from entente.implementation import figures
from entente.implementation.matters import (
    Action,
    Audience,
    Clause,
    Decision,
    Difference,
    Event,
    Measure,
    Series,
    acts_of,
    everything,
    labels_of,
)
from entente.implementation.papers.paper import Column, Heading, Lines, Paper, Para, Part, Sentence, Table
from entente.implementation.papers.phrases import both, capital, count, dated, day, party, runs, same, series, state, tally
from entente.implementation.reported import ANNUAL, QUARTERLY, Quarterly, restricted
from entente.kernel.area import Words

LATE = ("overdue", "lapsed")
TITLES = {
    QUARTERLY: both("Quarterly paper for the National Security Advisers", "国家安全保障担当高官宛て四半期報告"),
    ANNUAL: both("Annual report on implementation", "年次履行状況報告"),
}
LISTED = 60  # lines of a table, the most pressing first; what is more is counted beneath it
DRAWN = 20  # series in the drawing of their intervals, those behind first
COVERED = 24
"""Commitments in one drawing of the coverage matrix: what a page holds; a drawing cannot be broken."""
ALIKE = 4  # clauses that stand alike without evidence, from which on they are told together
CELLS = 6  # measures of one commitment in that drawing
AT_REST = ("fulfilled", "dropped", "position")


def quarterly(given: Quarterly, audience: Audience | None = None) -> Paper:
    """The paper with everything; for an audience, without what they may not be shown, which is left out before anything is counted."""
    seen = restricted(given, audience or Audience(given.for_whom, everything))
    parts = [
        *_summary(seen),
        *_decisions(seen),
        *_standing(seen),
        *_changes(seen),
        *_late(seen),
        *_differences(seen),
        *_consultations(seen),
        *_coverage(seen),
        *_actions(seen),
    ]
    first, last = day(seen.first), day(seen.last)
    return Paper(
        title=TITLES[seen.kind],
        subtitle=both(
            f"{seen.instrument['en']}: {first['en']} to {last['en']}",
            f"{seen.instrument.get('ja', seen.instrument['en'])}（{first['ja']}から{last['ja']}まで）",
        ),
        label=seen.label,
        for_whom=seen.for_whom,
        effective_on=seen.last,
        known_on=seen.known_on,
        parts=tuple(parts),
        sources=seen.sources,
        notices=seen.notices,
    )


def _plain(en: str, ja: str) -> Para:
    return Para((Sentence(both(en, ja)),))


def _rest(items: Sequence[Action | Decision | Difference | Event | Measure | Series], en: str, ja: str) -> Iterable[Part]:
    """How many more there are than the table lists, if any; `en` and `ja` say of what kind."""
    if items:
        words = both(f"And {len(items):,} more{en}.", f"その他{len(items):,}件{ja}。")
        yield Para((Sentence(words, acts_of(items), labels_of(items)),))


def _summary(given: Quarterly) -> Iterable[Part]:
    """The figures that the first page has to carry, each with all it was counted from."""
    yield Heading(both("Summary", "概要"))
    lines = [_clause_figures(given), _measure_figures(given), _consultation_figures(given)]
    if given.commitments:
        lines.append(_coverage_figures(given))
    lines.append(_open_figures(given))
    yield Lines(tuple(lines))


def _clause_figures(given: Quarterly) -> Sentence:
    total = len(given.clauses)
    if not total:
        return Sentence(both("No clause is reported on.", "報告の対象となる条項はない。"))
    lights = [one for one in given.clauses if one.state != "position"]
    found = tally(Counter(one.state for one in lights))
    english = f"Of {count(total, 'clause', 'clauses')}, {found['en']}" if lights else f"{capital(count(total, 'clause', 'clauses'))}"
    japanese = f"全{total}条項のうち、{found['ja']}" if lights else f"全{total}条項"
    positions = total - len(lights)
    if positions and lights:
        english += f"; {count(positions, 'states a position and has', 'state positions and have')} no traffic light"
        japanese += f"。立場の表明に当たる{positions}条項は信号表示の対象外"
    elif positions:
        english += " stated as positions, without traffic lights"
        japanese += "は立場の表明であり、信号表示の対象外"
    return Sentence(both(f"{english}.", f"{japanese}。"), acts_of(given.clauses), labels_of(given.clauses))


def _measure_figures(given: Quarterly) -> Sentence:
    late = sum(1 for one in given.measures if one.state in LATE)
    live = len(given.measures)
    words = both("No measure is reported on.", "報告対象の措置はない。")
    if live:
        beyond = f"うち{late}件が合意された期日を過ぎている" if late else "合意された期日を過ぎているものはない"
        words = both(
            f"{capital(count(live, 'measure is', 'measures are'))} reported on;"
            f" {count(late, 'is', 'are', 'none is')} past the agreed date.",
            f"報告対象の措置は{live}件で、{beyond}。",
        )
    return Sentence(words, acts_of(given.measures) or given.base, labels_of(given.measures))


def _consultation_figures(given: Quarterly) -> Sentence:
    held = len(given.meetings)
    late = [one for one in given.series if one.state in LATE]
    took = f"期間中に会合を{held}回開催した。" if held else "期間中に開催された会合はない。"
    words = both(
        f"{capital(count(held, 'meeting was', 'meetings were'))} held in the period;"
        f" {count(len(late), 'series is', 'series are')} behind the promised interval.",
        f"{took}約束された間隔を超えている協議枠組みは{f'{len(late)}件である' if late else 'ない'}。",
    )
    return Sentence(words, acts_of((*given.meetings, *given.series)) or given.base, labels_of((*given.meetings, *given.series)))


def _coverage_figures(given: Quarterly) -> Sentence:
    total = len(given.commitments)
    bare = [one for one in given.commitments if not one.cells]
    if bare:
        english = (
            f"Of {count(total, 'commitment', 'commitments')}, {count(len(bare), 'has', 'have')} no live measure, deferral or"
            " record of consideration."
        )
        some = f"約束事項{total}件のうち{len(bare)}件には" if len(bare) < total else f"約束事項{total}件のいずれにも"
        japanese = f"{some}、有効な措置、合意された延期又は検討の記録がない。"
    else:
        english = f"Every commitment ({total}) has a live measure, a deferral that all sides agreed or a record of consideration."
        japanese = f"約束事項{total}件の全てに、有効な措置、合意された延期又は検討の記録がある。"
    return Sentence(both(english, japanese), acts_of(given.commitments), labels_of(given.commitments))


def _open_figures(given: Quarterly) -> Sentence:
    late = sum(1 for one in given.actions if one.due < given.last and not one.claimed)
    total = len(given.actions)
    actions = both(
        capital(count(total, "action is", "actions are"))
        + " open"
        + (f", {count(late, 'of them', 'of them')} past its date" if total else ""),
        f"フォローアップ事項は{total}件が継続中で、うち{late}件が期限を過ぎている。" if total else "継続中のフォローアップ事項はない。",
    )
    items: tuple[Action | Decision, ...] = (*given.actions, *given.decisions)
    words = both(
        f"{actions['en']}; {count(len(given.decisions), 'matter needs', 'matters need')} a decision.",
        f"{actions['ja']}判断を要する事項は{len(given.decisions)}件である。",
    )
    return Sentence(words, acts_of(items) or given.base, labels_of(items))


def _decisions(given: Quarterly) -> Iterable[Part]:
    yield Heading(both("What needs a decision", "判断を要する事項"))
    if not given.decisions:
        yield _plain("Nothing in this period needs a decision.", "今期、判断を要する事項はない。")
        return
    columns = (
        Column(both("Question", "事項"), 13),
        Column(both("Decided by", "判断する者"), 5),
        Column(both("By", "期限"), 6),
    )
    rows = tuple(
        (Sentence(one.words, one.acts, one.labels), Sentence(one.decides, (), one.labels), Sentence(day(one.by), (), one.labels))
        for one in given.decisions[:LISTED]
    )
    many = 3 if any(one.by for one in given.decisions[:LISTED]) else 2  # no column where no decision has a day
    yield Table(both("Matters for decision", "判断を要する事項一覧"), columns[:many], tuple(row[:many] for row in rows))
    yield from _rest(given.decisions[LISTED:], "", "")


def _standing(given: Quarterly) -> Iterable[Part]:
    if not given.clauses:
        return
    yield Heading(both("Standing of the clauses", "条項ごとの履行状況"))
    columns = (
        Column(both("Clause", "条項"), 5),
        Column(both("What it promises", "内容"), 10),
        Column(both("Now", "現在"), 6),
        Column(both("Last paper", "前回"), 6),
        Column(both("Why", "理由"), 22),
    )
    alike = _alike(given.clauses)
    rows = tuple(
        (
            Sentence(same(one.code), one.acts, one.labels),
            Sentence(one.titles, (), one.labels),
            Sentence(state(one.state), (), one.labels),
            Sentence(state(one.before), (), one.labels),
            figures.run_on(one.reasons, one.labels),
        )
        for one in given.clauses
        if not any(one in group for group in alike)
    )
    if rows:
        yield Table(both("Standing by clause", "条項別の履行状況"), columns, rows)
    yield from (_told_once(group) for group in alike)
    if len(given.counts) > 1:  # one day is no trend
        yield figures.trend(given.counts)


def _alike(clauses: Sequence[Clause]) -> list[list[Clause]]:
    """Clauses without evidence, then as now, for the same reason: told in one paragraph, not in a row each."""
    groups: dict[object, list[Clause]] = {}
    for one in clauses:
        if one.state == "no-evidence" and one.before in ("", one.state) and one.reasons:
            why = tuple(tuple(sorted(each.words.items())) for each in one.reasons)
            groups.setdefault((one.before, why, one.labels), []).append(one)
    return [group for group in groups.values() if len(group) >= ALIKE]


def _told_once(group: Sequence[Clause]) -> Para:
    first, number = group[0], len(group)
    now, why = state(first.state), figures.run_on(first.reasons, first.labels).words
    names = {language: [f"{one.code} {one.titles.get(language) or one.titles['en']}" for one in group] for language in ("en", "ja")}
    same_before = ("", "") if not first.before else (", as in the last paper", "前回と同じく")
    words = both(
        f"The other {number:,} clauses have the standing “{now['en']}”{same_before[0]}: {'; '.join(names['en'])}. Of each: {why['en']}",
        f"その他の{number:,}条項は、{same_before[1]}「{now['ja']}」である。{'、'.join(names['ja'])}。いずれも、{why['ja']}",
    )
    return Para((Sentence(words, acts_of(group), labels_of(group)),))


def _changes(given: Quarterly) -> Iterable[Part]:
    yield Heading(both("What changed since the last paper", "前回報告からの変化"))
    if given.previous is None:
        yield _plain("This is the first paper, so there is nothing to compare it with.", "初回の報告のため、比較の対象はない。")
        return
    moved = [one for one in given.clauses if one.before and one.before != one.state]
    since = day(given.previous)
    if not moved:
        yield _plain(f"No clause has changed its standing since {since['en']}.", f"{since['ja']}以降、履行状況が変わった条項はない。")
        return
    yield Lines(tuple(Sentence(_move(one), one.acts, one.labels) for one in moved))


def _move(one: Clause) -> Words:
    before, now, title = state(one.before), state(one.state), one.titles.get("ja", one.titles["en"])
    return both(
        f"{one.code} went from “{before['en']}” to “{now['en']}”: {one.titles['en']}.",
        f"{one.code}（{title}）は、「{before['ja']}」から「{now['ja']}」に変わった。",
    )


def _late(given: Quarterly) -> Iterable[Part]:
    yield Heading(both("Measures overdue or slipping", "期日を超過し、又は遅延している措置"))
    found = [one for one in given.measures if one.state in LATE or ((one.slip_days or 0) > 0 and one.state not in AT_REST)]
    if not found:
        yield _plain("No measure is overdue or slipping.", "期日を超過し、又は遅延している措置はない。")
        return
    found.sort(key=lambda one: (-(one.slip_days or 0), one.code))
    columns = (
        Column(both("Measure", "措置"), 9),
        Column(both("Lead", "担当"), 6),
        Column(both("State", "状態"), 4),
        Column(both("Planned", "計画"), 6),
        Column(both("Forecast", "見込み"), 6),
        Column(both("Why", "理由"), 10),
    )
    rows = tuple(
        (
            Sentence({language: f"{one.code} {text}" for language, text in one.titles.items()}, one.acts, one.labels),
            *(
                Sentence(words, (), one.labels)
                for words in (one.leads, state(one.state), day(one.baseline), day(one.forecast), one.why or same("–"))
            ),
        )
        for one in found[:LISTED]
    )
    yield Table(both("Measures overdue or slipping", "期日超過又は遅延の措置"), columns, rows)
    yield from _rest(found[LISTED:], ", each late by no more than these", "（遅れは上記以下）")
    slipping = [one for one in found[:LISTED] if one.slip_days]
    if slipping:
        yield figures.slippage(slipping)


def _differences(given: Quarterly) -> Iterable[Part]:
    yield Heading(both("Where the sides differ", "参加国の見解が異なる事項"))
    explained = [Difference(one.code, one.titles, one.explanations, one.acts, one.labels) for one in given.clauses if one.explanations]
    found = (*given.differences, *explained)
    if not found:
        yield _plain("The sides do not differ on any matter reported here.", "本報告の範囲で、参加国の見解が異なる事項はない。")
        return
    codes = list(dict.fromkeys(each.party for one in found for each in one.explanations))
    columns = (Column(both("Matter", "事項"), 6), *(Column(party(code, given.names), 9) for code in codes))
    rows = []
    for one in found[:LISTED]:
        told = {each.party: each.said for each in one.explanations}
        silent = Sentence(both("No explanation given.", "説明は提出されていない。"), (), one.labels)
        titled = Sentence({language: f"{one.code} {text}".strip() for language, text in one.titles.items()}, one.acts, one.labels)
        rows.append((titled, *(told.get(code, silent) for code in codes)))
    yield Table(both("Each side’s explanation", "各参加国の説明"), columns, tuple(rows))
    yield from _rest(found[LISTED:], "", "")


def _consultations(given: Quarterly) -> Iterable[Part]:
    yield Heading(both("Consultations held and due", "協議の開催状況及び予定"))
    if given.meetings:
        yield Lines(tuple(Sentence(dated(one.day, one.words), one.acts, one.labels) for one in given.meetings[-LISTED:]))
        yield from _rest(given.meetings[:-LISTED], ", earlier in the period", "（期間中のより早い時期）")
    else:
        yield _plain("No meeting was held in the period.", "期間中に開催された会合はない。")
    if given.series:
        behind = sorted(given.series, key=lambda one: one.state not in LATE) if len(given.series) > DRAWN else list(given.series)
        yield figures.cadence_table(behind[:LISTED])
        yield from _rest(behind[LISTED:], "", "")
        yield figures.cadence_chart(behind[:DRAWN], given.last)


def _coverage(given: Quarterly) -> Iterable[Part]:
    """What nothing answers for, by number; then the matrix: all in the annual report, else of what is answered for."""
    if not given.commitments:
        return
    yield Heading(both("Coverage of the commitments", "約束事項への対応状況"))
    bare = [one for one in given.commitments if not one.cells]
    if bare:
        codes = runs([item.code for item in bare])
        one, each = ("it", "") if len(bare) == 1 else ("each", "それぞれについて、")
        words = both(
            f"Nothing answers for {series(codes, 'en')}: {one} needs a measure, or a deferral that all sides agree.",
            f"{series(codes, 'ja')}に対応するものがない。{each}措置又は合意による延期を要する。",
        )
        yield Para((Sentence(words, acts_of(bare), labels_of(bare)),))
    drawn = given.commitments if given.kind == ANNUAL else tuple(one for one in given.commitments if one.cells)
    most = max((len(one.cells) for one in given.commitments), default=0)
    if most > CELLS:
        words = both(f"Of each commitment the first {CELLS} measures are drawn.", f"各約束事項につき最初の{CELLS}件の措置を図示する。")
        yield Para((Sentence(words),))
        drawn = tuple(replace(one, cells=dict(list(one.cells.items())[:CELLS])) for one in drawn)
    for start in range(0, len(drawn), COVERED):
        yield figures.coverage(drawn[start : start + COVERED], start // COVERED)


def _actions(given: Quarterly) -> Iterable[Part]:
    yield Heading(both("Open actions", "継続中のフォローアップ事項"))
    if not given.actions:
        yield _plain("No action is open.", "継続中のフォローアップ事項はない。")
        return
    ordered = sorted(given.actions, key=lambda one: (one.due, one.code))
    columns = (
        Column(both("Action", "事項"), 13),
        Column(both("Owner", "担当"), 5),
        Column(both("Due", "期限"), 6),
        Column(both("State", "状態"), 5),
    )
    rows = tuple(
        (
            Sentence({language: f"{one.code} {text}" for language, text in one.words.items()}, one.acts, one.labels),
            *(Sentence(words, (), one.labels) for words in (one.owner, day(one.due), _action_state(one, given.last))),
        )
        for one in ordered[:LISTED]
    )
    yield Table(both("Open actions, the oldest date first", "継続中のフォローアップ事項（期限順）"), columns, rows)
    yield from _rest(ordered[LISTED:], "", "")


def _action_state(one: Action, on: date) -> Words:
    if one.claimed:
        return both("said to be done; the other side has yet to close it", "完了の申告あり（相手側の確認待ち）")
    if one.due < on:
        days = (on - one.due).days
        return both(f"{days:,} {'day' if days == 1 else 'days'} overdue", f"期限を{days:,}日超過")
    return both("open", "継続中")
