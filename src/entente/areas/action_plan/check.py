"""What stands against proposing a measure or issuing a report, beyond what the schema says.

Pure. R1.2 one lead a side; R1.10 a cadence or a finish date. Rules of this folder, numbered here: AP1 dates in order; AP2 codes told apart;
AP3 commitments belong to the clauses named; AP4 completion has its day; AP5 a word recorded for another party has a source, and that party
is not in the channel; AP6 tags are of the code lists; AP7 (our own fields) a budget is not below nothing, a red line stands
once and says something. Serves I1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from entente.areas.action_plan.records import CHALLENGES, REGIONS, Measure, MeasureNational, ProgressReport
from entente.kernel.area import Problem


def check_measure(text: Measure, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a measure between these parties; none means that it may be proposed.

    Whether the clauses and the measures named in `depends_on` exist is not checked here: this folder knows neither text nor plan.
    """
    yield from _leads(text, parties)
    yield from _dates(text)
    yield from _codes(text)
    for path, tags, known in (("regions", text.regions, REGIONS), ("challenges", text.challenges, CHALLENGES)):
        for tag in tags:
            if tag not in known:
                yield _problem(path, "AP6", f"The tag {tag} is not in the code list.", f"タグ「{tag}」はコード表にありません。")


def _problem(path: str, rule: str, en: str, ja: str) -> Problem:
    return Problem(path, rule, {"en": en, "ja": ja})


def _leads(text: Measure, parties: tuple[str, ...]) -> Iterator[Problem]:
    """R1.2. In a channel of one the other side has no node, and its lead is our own note of who it is."""
    for party in parties:
        if party not in text.leads:
            yield _problem("leads", "R1.2", f"{party} has no lead authority.", f"{party}の主管当局が定められていません。")
    if len(parties) > 1:
        for party in sorted({*text.leads, *text.supporting} - set(parties)):
            yield _problem("leads", "R1.2", f"{party} is not in this channel.", f"{party}はこのチャネルの参加国ではありません。")
    for party, authorities in text.supporting.items():
        if text.leads.get(party) in authorities:
            yield _problem(
                "supporting",
                "R1.2",
                f"{party}'s lead is also named as supporting.",
                f"{party}の主管当局が支援当局としても記載されています。",
            )


def _dates(text: Measure) -> Iterator[Problem]:
    start, finish, done = text.baseline_start, text.baseline_finish, text.completed_on
    if text.type == "RECURRING":
        if text.cadence_months is None:
            yield _problem(
                "cadence_months",
                "R1.10",
                "A recurring measure needs a cadence in months.",
                "定期的な措置には、月数による間隔が必要です。",
            )
    elif finish is None:
        yield _problem(
            "baseline_finish",
            "R1.10",
            "A finish date is needed; “ongoing” is not one.",
            "計画完了日が必要です。「継続中」は期日となりません。",
        )
    if text.type != "RECURRING" and text.cadence_months is not None:
        yield _problem("cadence_months", "R1.10", "Only a recurring measure has a cadence.", "間隔を定めるのは定期的な措置に限られます。")
    if finish is not None and finish < start:
        yield _problem("baseline_finish", "AP1", "The finish is before the start.", "計画完了日が開始日より前です。")
    for i, m in enumerate(text.milestones):
        if m.due < start or (finish is not None and m.due > finish):
            yield _problem(
                f"milestones.{i}.due",
                "AP1",
                f"Milestone {m.code} is due outside the measure's dates.",
                f"中間目標{m.code}の期日が措置の期間外です。",
            )
    if (text.stage == "COMPLETED") != (done is not None):
        yield _problem(
            "completed_on",
            "AP4",
            "A completed measure, and no other, has its day of completion.",
            "完了日は、完了した措置に限り、必ず記載してください。",
        )


def _codes(text: Measure) -> Iterator[Problem]:
    for path, codes in (
        ("clauses", text.clauses), ("commitments", text.commitments), ("depends_on", text.depends_on),
        ("milestones", tuple(m.code for m in text.milestones)),
    ):  # fmt: skip
        for code in _twice(codes):
            yield _problem(path, "AP2", f"{code} is named twice.", f"{code}が重複しています。")
    if text.code in text.depends_on:
        yield _problem(
            "depends_on", "AP2", "A measure cannot depend on itself.", "前提となる措置に、その措置自体を指定することはできません。"
        )
    for code in text.commitments:
        if clause_of(code) not in text.clauses:
            yield _problem(
                "commitments",
                "AP3",
                f"{code} is of a clause that the measure does not name.",
                f"{code}は、この措置に記載のない条項に属します。",
            )


def check_national(fields: MeasureNational, text: Measure | None) -> Iterator[Problem]:
    """Problems of our own fields on a measure (AP7), whatever its shared text says; none means that they may be said at home."""
    if fields.budget is not None and fields.budget.minor_units.startswith("-"):
        yield _problem("budget.minor_units", "AP7", "A budget is not below nothing.", "予算額は、負の額とすることはできません。")
    said = [(line.en or "", line.ja or "") for line in fields.red_lines]
    for number, line in enumerate(said):
        if line in said[:number]:
            yield _problem(f"red_lines.{number}", "AP7", "This red line stands there twice.", "同じ譲れない点が重複しています。")
        elif not "".join(line).strip():
            yield _problem(f"red_lines.{number}", "AP7", "This red line says nothing.", "譲れない点の内容が記載されていません。")


def clause_of(commitment: str) -> str:
    """The clause a commitment belongs to: "jp-gb-2017#S6a" is of "jp-gb-2017#S6"."""
    return commitment.rstrip("abcdefghijklmnopqrstuvwxyz")


def _twice(codes: Sequence[str]) -> Iterable[str]:
    return sorted({code for code in codes if codes.count(code) > 1})


def check_report(text: ProgressReport, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a progress report; none means that it may be issued. Whether its milestones exist is not checked."""
    if text.period_to < text.period_from:
        yield _problem("period_to", "AP1", "The period ends before it begins.", "報告期間の終わりが始まりより前です。")
    for path, days in (("held_on", text.held_on), ("forecasts", tuple(f.done_on for f in text.forecasts if f.done_on is not None))):
        if any(day > text.period_to for day in days):
            yield _problem(path, "AP1", "A day after the period is reported as done.", "報告期間より後の日付が実施済みとされています。")
    for code in _twice([f.milestone for f in text.forecasts]):
        yield _problem("forecasts", "AP2", f"Milestone {code} is named twice.", f"中間目標{code}が重複しています。")
    if text.recorded_for is None:
        if text.source is not None:
            yield _problem(
                "source",
                "AP5",
                "A source is given only for another party's words.",
                "出典は、他の参加国から聞いた内容を記録する場合に限り記載してください。",
            )
    else:
        if text.source is None:
            yield _problem(
                "source",
                "AP5",
                "Words recorded for another party need their source.",
                "他の参加国から聞いた内容を記録する場合は、出典が必要です。",
            )
        if text.recorded_for in parties:
            yield _problem(
                "recorded_for",
                "AP5",
                f"{text.recorded_for} speaks for itself here.",
                f"{text.recorded_for}はこのチャネルで自ら報告します。",
            )
    if text.ask_to is not None and (text.ask_of_partner is None or text.ask_to not in parties):
        yield _problem(
            "ask_to", "AP5", "An ask is addressed to a party of this channel.", "要請の宛先は、このチャネルの参加国でなければなりません。"
        )
