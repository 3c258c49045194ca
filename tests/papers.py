"""A paper and a brief for the tests of papers: public facts of the declaration's meetings, the rest invented and named so."""

# ruff: noqa: E501

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

from entente.implementation.charts.cadence import Strip
from entente.implementation.charts.svg import Mark, Span
from entente.implementation.matters import (
    Action,
    Audience,
    Clause,
    Commitment,
    Count,
    Decision,
    Difference,
    Event,
    Explanation,
    Measure,
    Series,
)
from entente.implementation.papers.briefing import Question
from entente.implementation.papers.paper import Sentence, Source
from entente.implementation.papers.phrases import both, same
from entente.implementation.papers.release import may_have
from entente.implementation.reported import QUARTERLY, Quarterly
from entente.kernel.calendar.seats import seats_of
from entente.kernel.charter import Ceiling
from entente.kernel.labels.disclose import Context
from entente.kernel.labels.label import label_of
from entente.node.samples import load_samples

SAMPLES = load_samples()
ON = date(2026, 1, 10)
CONTEXT = Context("GBR", ON, Ceiling("entente:sample:gbr:1", "OFFICIAL-SENSITIVE"), SAMPLES.policies, SAMPLES.equivalences)
JOINT = label_of("entente:sample:gbr:1", "OFFICIAL", releasable_to=("GBR", "JPN"))
NATIONAL = label_of("entente:sample:gbr:1", "OFFICIAL-SENSITIVE")
CLOCKS = seats_of(("GBR", "JPN"))
MADE = datetime(2026, 1, 12, 1, 30, tzinfo=UTC)
NAMES = {"GBR": both("United Kingdom", "英国"), "JPN": both("Japan", "日本")}
PARTNERS = Audience(both("United Kingdom and Japan", "英国及び日本"), lambda labels: may_have(labels, ("GBR", "JPN"), CONTEXT))
INVENTED = both("Invented for tests, except the dates of public meetings.", "公表された会合の日付を除き、試験用の架空の内容。")
DECLARATION = both("Japan-UK Joint Declaration on Security Cooperation", "安全保障協力に関する日英共同宣言")

HELD = (date(2015, 1, 21), date(2016, 1, 8), date(2017, 12, 14), date(2021, 2, 3), date(2023, 11, 7))


def act(name: str) -> str:
    """An act id that a name always gives."""
    return hashlib.sha256(name.encode()).hexdigest()


def yearly(held: tuple[date, ...], until: date) -> tuple[Span, ...]:
    """R1.5 for a rolling year: on time, due 60 days before, overdue after the anniversary, lapsed after one and a half."""
    spans = []
    for start, end in zip(held, (*held[1:], until), strict=True):
        turn = start.replace(year=start.year + 1).toordinal()
        bounds = [start.toordinal(), turn - 60, turn + 1, start.toordinal() + 548, 10**6]
        for state, low, high in zip(("on-time", "due", "overdue", "lapsed"), bounds, bounds[1:], strict=False):
            if low < end.toordinal():
                spans.append(Span(date.fromordinal(low), date.fromordinal(min(high, end.toordinal())), state))
    return tuple(spans)


MINISTERS = Series(
    both("Foreign and Defence Ministers’ Meeting (2+2)", "日英外務・防衛閣僚会合（「２＋２」）"),
    both("every year", "毎年"),
    "lapsed",
    HELD[-1],
    date(2024, 11, 7),
    Strip(
        both("Foreign and Defence Ministers’ Meeting (2+2)", "日英外務・防衛閣僚会合（「２＋２」）"),
        yearly(HELD, date(2025, 12, 31)),
        tuple(Mark(day, same("")) for day in HELD),
        (Span(date(2020, 3, 1), date(2020, 12, 31), "deferred"),),
    ),
    (act("series 2+2"), *(act(f"meeting {day}") for day in HELD)),
)
QUARTERLY_STRIP = Strip(
    both("National Security Advisers’ dialogue", "国家安全保障担当高官対話"),
    (Span(date(2024, 1, 1), date(2024, 6, 1), "no-evidence"), Span(date(2024, 6, 1), date(2026, 2, 1), "on-time")),
    tuple(Mark(date(2024, month, 20), same("")) for month in (6, 9, 12)),
)
ADVISERS = Series(
    QUARTERLY_STRIP.titles,
    both("every quarter", "四半期ごと"),
    "on-time",
    date(2025, 12, 9),
    date(2026, 3, 31),
    QUARTERLY_STRIP,
    (act("nsa"),),
)

CLAUSES = (
    Clause(
        "S6", both("Use the ACSA in joint exercises", "共同訓練における物品役務相互提供協定の活用"), "on-time", "due",
        (Sentence(both("Two of two measures are on time.", "措置２件がいずれも予定どおり。"), (act("m6"),)),), acts=(act("m6"), act("m6b")),
    ),
    Clause(
        "S7", both("Reciprocal access for visiting forces", "部隊間の円滑な往来に関する協定"), "fulfilled", "overdue",
        (Sentence(both("In force since 15 October 2023, 2,236 days after the declaration.", "2023年10月15日発効。宣言から2,236日。"), (act("raa"),)),),
        acts=(act("raa"),),
    ),
    Clause(
        "S13", both("Share information on cyber threats", "サイバー脅威に関する情報共有"), "overdue", "due",
        (Sentence(both("The forecast lies 120 days after the plan.", "見込みは計画から120日遅れている。"), (act("m13"),)),),
        (
            Explanation("GBR", Sentence(both("The exchange format was agreed later than planned.", "交換様式の合意が計画より遅れた。"), (act("gbr13"),))),
            Explanation("JPN", Sentence({"ja": "国内手続に要する期間を見込んでいなかった。"}, (act("jpn13"),))),
        ),
        acts=(act("m13"),),
    ),
    Clause("S1", both("Condemn nuclear tests and missile launches", "核実験及びミサイル発射に対する非難"), "position", "position", acts=(act("p1"),)),
    Clause(
        "I2", both("Convene the 2+2 annually", "「２＋２」の毎年の開催"), "lapsed", "lapsed",
        (Sentence(both("Last held on 7 November 2023.", "前回は2023年11月7日に開催。"), (act(f"meeting {HELD[-1]}"),)),), acts=(act("series 2+2"),),
    ),
    Clause("A9", both("Cooperate in peacebuilding", "平和構築における協力"), "no-evidence", "no-evidence"),
)  # fmt: skip

MEASURES = (
    Measure(
        "GBR-M-2018-006", both("Accounting for logistic support in joint exercises under the ACSA", "ACSAに基づく共同訓練時の後方支援の計上"), "on-time",
        both("MOD, MOD", "英国防省、防衛省"), date(2026, 3, 31), date(2026, 3, 31), None, (act("m6"),),
    ),
    Measure(
        "JPN-M-2023-002", both("Shared format for cyber threat reports", "サイバー脅威報告の共通様式"), "overdue",
        both("NCSC, NISC", "英国家サイバーセキュリティセンター、国家サイバー統括室"), date(2025, 10, 1), date(2026, 1, 29),
        both("The legal review took longer than planned.", "法的検討が計画より長引いた。"), (act("m13"),),
    ),
    Measure(
        "GBR-M-2021-011", both("Peacebuilding course for third countries", "第三国向け平和構築研修"), "due",
        both("FCDO, MOFA", "英外務・英連邦・開発省、外務省"), date(2026, 2, 1), date(2026, 3, 3), both("Trainers were reassigned.", "講師の配置換えのため。"), (act("m9"),),
    ),
    Measure(
        "GBR-N-2025-001", both("National preparation", "国内準備"), "overdue", both("MOD", "英国防省"), date(2025, 9, 1), date(2025, 12, 1), None,
        (act("national"),), (NATIONAL,),
    ),
)  # fmt: skip

TITLES = {one.code: one.titles for one in CLAUSES}
COMMITMENTS = tuple(
    Commitment(code, TITLES[code[:-1]], cells, (act(f"commitment {code}"),))
    for code, cells in (
        ("S6a", {"GBR-M-2018-006": "live"}),
        ("S7a", {"JPN-M-2018-014": "live"}),
        ("S13a", {"JPN-M-2023-002": "live", "JPN-M-2023-003": "deferred"}),
        ("I2a", {"GBR-M-2018-002": "deferred"}),
        ("A9a", {}),
    )
)

COUNTS = tuple(
    Count(day, dict(zip(("on-time", "due", "overdue", "lapsed", "no-evidence"), numbers, strict=True)), (act(f"count {day}"),))
    for day, numbers in (
        (date(2024, 12, 31), (12, 4, 2, 2, 9)),
        (date(2025, 3, 31), (13, 4, 3, 2, 7)),
        (date(2025, 6, 30), (14, 5, 2, 2, 6)),
        (date(2025, 9, 30), (15, 4, 3, 1, 6)),
        (date(2025, 12, 31), (16, 3, 4, 1, 5)),
    )
)

SOURCES = (
    Source(act("m6"), both("Measure GBR-M-2018-006, in effect", "措置GBR-M-2018-006（発効）"), date(2018, 4, 9)),
    Source(act("raa"), both("Entry into force of the Reciprocal Access Agreement", "円滑化協定の発効"), date(2023, 10, 15)),
    Source(act("national"), both("National preparation", "国内準備"), date(2025, 9, 1), (NATIONAL,)),
    *(Source(act(f"meeting {day}"), both("Meeting held (2+2)", "会合の開催（「２＋２」）"), day) for day in HELD),
)

PAPER = Quarterly(
    kind=QUARTERLY,
    instrument=DECLARATION,
    first=date(2025, 10, 1),
    last=date(2025, 12, 31),
    previous=date(2025, 9, 30),
    known_on=ON,
    label=JOINT,
    for_whom=both("United Kingdom only", "英国内限り"),
    names=NAMES,
    clauses=CLAUSES,
    measures=MEASURES,
    series=(MINISTERS, ADVISERS),
    meetings=(
        Event(date(2025, 12, 9), both("National Security Advisers’ dialogue, by video.", "国家安全保障担当高官対話（オンライン形式）。"), (act("nsa 4"),)),
    ),
    differences=(
        Difference(
            "GBR-M-2021-011",
            both("Peacebuilding course for third countries", "第三国向け平和構築研修"),
            (
                Explanation("GBR", Sentence(both("Reports green: the course is ready.", "「緑」と報告：研修の準備は整っている。"), (act("g9"),))),
                Explanation("JPN", Sentence(both("Reports amber: no venue is booked.", "「黄」と報告：会場が確保されていない。"), (act("j9"),))),
            ),
            (act("m9"),),
        ),
    ),
    actions=(
        Action("A-2025-03", both("Send the list of participants", "参加国名簿の送付"), both("UK (MOD)", "英国（国防省）"), date(2025, 12, 1), acts=(act("a3"),)),
        Action("A-2025-05", both("Propose dates for the next 2+2", "次回「２＋２」の日程の提案"), both("Japan (MOFA)", "日本（外務省）"), date(2026, 1, 31), acts=(act("a5"),)),
        Action("A-2025-06", both("Circulate the draft minutes", "議事録案の回付"), both("UK (FCDO)", "英国（外務・英連邦・開発省）"), date(2025, 12, 20), True, (act("a6"),)),
    ),
    decisions=(
        Decision(
            both("Fix the date of the sixth 2+2, which has lapsed since May 2025.", "2025年5月以降、長期超過となっている第６回「２＋２」の日程を確定する。"),
            both("Ministers of both sides", "両国の大臣"),
            date(2026, 2, 28),
            (act("d1"),),
        ),
        Decision(both("Whether to fund the national preparation.", "国内準備の予算措置の要否。"), both("UK", "英国"), None, (act("national"),), (NATIONAL,)),
    ),
    commitments=COMMITMENTS,
    counts=COUNTS,
    sources=SOURCES,
    notices=(INVENTED,),
)  # fmt: skip

BRIEF = Question(
    about="clause",
    code="S7",
    titles=both("Reciprocal access for visiting forces", "部隊間の円滑な往来"),
    standing="fulfilled",
    label=JOINT,
    for_whom=both("Secretary of State (United Kingdom only)", "英国国防大臣（英国内限り）"),
    effective_on=date(2025, 12, 31),
    known_on=ON,
    promise=(
        Sentence(
            both(
                "Both sides will strengthen cooperation between their armed forces, among others by considering a framework that eases"
                " joint exercises, training and port calls.",
                "双方は、共同訓練、演習及び寄港を容易にする枠組みの検討を含め、部隊間の協力を強化する。",
            ),
            (act("S7 text"),),
        ),
    ),
    reasons=(Sentence(both("The agreement is in force; its first uses are recorded.", "協定は発効しており、最初の適用も記録されている。"), (act("raa"),)),),
    done=(
        Event(date(2021, 10, 7), both("Negotiations began.", "交渉を開始。"), (act("raa 1"),)),
        Event(date(2023, 1, 11), both("The agreement was signed in London.", "ロンドンで協定に署名。"), (act("raa 2"),)),
        Event(date(2023, 10, 15), both("The agreement entered into force.", "協定が発効。"), (act("raa"),)),
        Event(date(2023, 11, 20), both("First exercise under the agreement, in Japan.", "協定を適用した最初の共同訓練を日本で実施。"), (act("raa 4"),)),
    ),
    coming=(Event(date(2026, 3, 10), both("Joint Committee meets in Tokyo.", "東京で合同委員会を開催。"), (act("jc"),)),),
    open=(
        Sentence(both("The form for customs declarations is not agreed.", "税関申告の様式が合意されていない。"), (act("o1"),)),
        Sentence(both("Our own costs are not yet funded.", "自国の経費の財源が確保されていない。"), (act("o2"),), (NATIONAL,)),
    ),
    lines=(
        Sentence(both("The agreement is in force and used; we are grateful to Japan for a smooth first year.", "協定は発効し、活用されている。初年の円滑な運用について日本側に謝意を表する。"), (), (NATIONAL,)),
        Sentence(both("If asked about costs: we do not comment on internal budgeting.", "経費について問われた場合：内部の予算についてはコメントを差し控える。"), (), (NATIONAL,)),
    ),
    sources=SOURCES,
    notices=(INVENTED,),
)  # fmt: skip
