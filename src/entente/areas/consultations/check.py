"""What stands against proposing or stating a text of consultations, beyond what the schema says.

Pure. Rules of this folder, numbered here: CN1 days in order; CN2 a time exists, in a zone that exists, and an hour that comes twice is told
apart; CN3 parties are of the channel and told apart; CN4 numbers told apart and in order; CN5 a meeting that was held has its day, and no
other has; CN6 an answer says what it needs to; CN7 an offer has no more slots than agreed; CN8 what binds a series can be kept; CN10
commitments belong to the clauses named. R1.2 (here:
a spokesperson of each party), R1.6, R1.9 and R1.10 as in the domain analysis. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from entente.areas.consultations.contacts.records import Contact, ContactPing, PingAnswer
from entente.areas.consultations.joint_statements.records import AnyPublication, JointStatement
from entente.areas.consultations.papers import (
    Action,
    ActionClosure,
    Agenda,
    AgendaNational,
    AnyMinutes,
    AssignedDecision,
    ComparedParagraph,
    Decision,
    Paragraph,
    ReadOut,
)
from entente.areas.consultations.parameters import PARAMETERS
from entente.areas.consultations.records import (
    HELD_STAGES,
    AnsweringSeries,
    AnySeries,
    Deferral,
    Meeting,
    Moment,
    Slot,
    SlotAnswer,
    SlotOffer,
)
from entente.kernel.area import Problem
from entente.kernel.calendar import zones
from entente.kernel.errors import Refusal

_TIMES_JA = {
    "CL1": "は、存在しない時間帯を指しています。",
    "CL2": "は、暦の範囲外です。",
    "CL3": "は、夏時間への切替えにより存在しない時刻です。",
    "CL4": "は、その日に一度しか到来しない時刻です。",
}


def _problem(path: str, rule: str, en: str, ja: str) -> Problem:
    return Problem(path, rule, {"en": en, "ja": ja})


def instant(moment: Moment) -> datetime:
    """The instant, in UTC, of a moment. Refuses as `zones.instant` does."""
    return zones.instant(moment.on, moment.at, moment.zone, moment.later)


def check_moment(path: str, moment: Moment | None) -> Iterator[Problem]:
    """CN2: why a moment is no instant; nothing for None."""
    if moment is None:
        return
    try:
        instant(moment)
    except Refusal as refusal:
        said = f"{moment.on.isoformat()} {moment.at}（{moment.zone}）"
        yield _problem(path, "CN2", refusal.words, said + _TIMES_JA.get(refusal.rule, "は、時刻として読み取れません。"))


def _span(path: str, starts: Moment | None, ends: Moment | None) -> Iterator[Problem]:
    """Both ends exist and the second is later, whatever their zones."""
    found = [*check_moment(f"{path}starts", starts), *check_moment(f"{path}ends", ends)]
    yield from found
    if starts is not None and ends is not None and not found and instant(ends) <= instant(starts):
        yield _problem(f"{path}ends", "CN1", "The end is not after the start.", "終了時刻は開始時刻より後としてください。")


def _strangers(path: str, named: Iterable[str | None], parties: tuple[str, ...]) -> Iterator[Problem]:
    """CN3, in a channel of more than one: every party named is in it."""
    if len(parties) > 1:
        for party in sorted({p for p in named if p is not None} - set(parties)):
            yield _problem(path, "CN3", f"{party} is not in this channel.", f"{party}はこのチャネルの参加国ではありません。")


def check_series(text: AnySeries, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a meeting series. Whether its clauses and its parent exist is not checked here."""
    yield from _strangers("host_order", text.host_order, parties)
    yield from _strangers("participants", (p.party for p in text.participants), parties)
    yield from _commitments(text)
    if len(set(text.host_order)) != len(text.host_order):
        yield _problem("host_order", "CN3", "A host is named twice.", "開催国が重複しています。")
    if text.host_rule == "FIXED" and len(text.host_order) != 1:
        yield _problem("host_order", "CN8", "A fixed host is one party.", "固定の開催国は1か国でなければなりません。")
    if text.host_rule == "ROTATION" and len(text.host_order) < 2:
        yield _problem("host_order", "CN8", "A rotation needs two hosts or more.", "持ち回りには2か国以上が必要です。")
    if text.interval_months is None and (text.basis != "NOT FIXED" or text.first_due is not None or text.grace_days):
        yield _problem(
            "interval_months",
            "R1.10",
            "A basis, a first date or days of grace need an interval.",
            "算定の基準、初回期日又は猶予日数を定めるには、間隔が必要です。",
        )
    if text.first_due is not None and text.first_due < text.reckoned_from:
        yield _problem("first_due", "CN1", "The first date is before the promise.", "初回期日が起算日より前です。")
    if text.ended_on is not None and text.ended_on < text.reckoned_from:
        yield _problem("ended_on", "CN1", "The series ends before it begins.", "終了日が起算日より前です。")
    if text.per_year is not None and text.longest_gap_days is not None and text.per_year * text.longest_gap_days < 365:
        yield _problem(
            "longest_gap_days",
            "CN8",
            f"{text.per_year} meetings a year cannot be at most {text.longest_gap_days} days apart all year.",
            f"年{text.per_year}回の開催では、{text.longest_gap_days}日以内の間隔を年間を通じて保つことはできません。",
        )


def _commitments(text: AnySeries) -> Iterator[Problem]:
    for code in text.commitments if isinstance(text, AnsweringSeries) else ():
        if code.rstrip("abcdefghijklmnopqrstuvwxyz") not in text.clauses:
            en, ja = f"{code} is of a clause that the series does not name.", f"{code}は、この協議枠組みに記載のない条項に属します。"
            yield _problem("commitments", "CN10", en, ja)


def check_meeting(text: Meeting, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a meeting. Whether its day is a holiday is a finding of the rules, not a refusal: ministers do meet on Sundays."""
    yield from _strangers("participants", (*(p.party for p in text.participants), text.host), parties)
    yield from _span("", text.starts, text.ends)
    if text.window_from is not None and text.window_to is not None and text.window_to < text.window_from:
        yield _problem("window_to", "CN1", "The window ends before it begins.", "候補期間の終わりが始まりより前です。")
    if (text.stage in HELD_STAGES) != (text.held_on is not None):
        yield _problem(
            "held_on",
            "CN5",
            "A meeting that was held, and no other, has its day.",
            "開催日は、開催済みの会合に限り、必ず記載してください。",
        )
    if text.stage in ("DATE AGREED", "AGENDA AGREED") and text.starts is None:
        yield _problem("starts", "CN5", "The agreed time is missing.", "合意された日時が記載されていません。")
    if text.outcome is not None and text.stage not in HELD_STAGES:
        yield _problem("outcome", "CN5", "Only a meeting that was held has an outcome.", "成果は、開催済みの会合に限り記載してください。")
    if text.series in text.counts_for or len(set(text.counts_for)) != len(text.counts_for):
        yield _problem(
            "counts_for",
            "CN4",
            "A meeting counts for its own series by itself, and for another once.",
            "会合は自らの協議枠組みには当然に計上され、他の協議枠組みには一度に限り計上されます。",
        )


def check_deferral(text: Deferral, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a deferral. It may be agreed after its first day, and then holds only from the day of the agreement (R1.6)."""
    if text.until < max(text.starts_on, text.agreed_on):
        yield _problem("until", "R1.6", "The deferral has ended before it is agreed.", "合意の日には延期の期間が既に終了しています。")


def check_offer(text: SlotOffer, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of an offer of times."""
    if len(text.slots) > PARAMETERS.offered_slots:
        most = PARAMETERS.offered_slots
        yield _problem("slots", "CN7", f"An offer names at most {most} times.", f"提示できる日時は{most}件までです。")
    for n, slot in enumerate(text.slots):
        yield from _span(f"slots.{n}.", slot.starts, slot.ends)
    if len({_key(slot) for slot in text.slots}) != len(text.slots):
        yield _problem("slots", "CN4", "A time is offered twice.", "同一の日時が重複して提示されています。")


def _key(slot: Slot) -> tuple[object, ...]:
    return (slot.starts, slot.ends)


def check_answer(text: SlotAnswer, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of an answer to an offer. Whether the offer has a slot of that number is a finding of the rules."""
    if (text.answer == "ACCEPTED") != (text.chosen is not None):
        yield _problem(
            "chosen", "CN6", "An acceptance, and nothing else, names a slot.", "受諾する場合に限り、日時の番号を記載してください。"
        )


def check_agenda(text: Agenda, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of an agenda."""
    yield from _numbers("items", [item.no for item in text.items])
    yield from _strangers("items", (i.presenter.party for i in text.items if i.presenter is not None), parties)


def check_briefs(fields: AgendaNational, text: Agenda | None) -> Iterator[Problem]:
    """Problems of our own briefs on an agenda: each is on an item that the agenda has, once (CN4)."""
    numbers = [brief.no for brief in fields.items]
    known = {item.no for item in text.items} if text is not None else set(numbers)
    for at, number in enumerate(numbers):
        if number not in known:
            yield _problem(f"items.{at}.no", "CN4", f"The agenda has no item {number}.", f"議題に{number}番の項目はありません。")
        elif number in numbers[:at]:
            yield _problem(f"items.{at}.no", "CN4", f"Item {number} has two briefs.", f"議題{number}番の発言要領等が重複しています。")


def check_minutes(text: AnyMinutes, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of minutes: numbering, R1.9 (words in each authentic language), and who is to do what by when, both or neither."""
    paragraphs: Sequence[Paragraph | ComparedParagraph] = text.paragraphs
    yield from _numbers("paragraphs", [p.no for p in paragraphs])
    for n, paragraph in enumerate(paragraphs):
        decisions: Sequence[Decision | AssignedDecision] = paragraph.decisions
        yield from _numbers(f"paragraphs.{n}.decisions", [d.no for d in decisions])
        said = [paragraph.en, paragraph.ja, *(words for d in decisions for words in (d.en, d.ja))]
        if not all(words.strip() for words in said):
            yield _problem(
                f"paragraphs.{n}",
                "R1.9",
                f"Paragraph {paragraph.no} needs words in both languages.",
                f"第{paragraph.no}段落は、両言語による記載が必要です。",
            )
        for k, decision in enumerate(decisions):
            yield from _assigned(f"paragraphs.{n}.decisions.{k}", decision, parties)


def _assigned(path: str, decision: Decision | AssignedDecision, parties: tuple[str, ...]) -> Iterator[Problem]:
    if not isinstance(decision, AssignedDecision):
        return
    yield from _strangers(f"{path}.owner", (decision.owner.party if decision.owner is not None else None,), parties)
    if (decision.owner is None) != (decision.due is None):
        yield _problem(
            f"{path}.due",
            "CN6",
            f"Decision {decision.no}: an action needs both an owner and a day; a decision without an action has neither.",
            f"決定{decision.no}：フォローアップ事項には担当及び期日の双方が必要です。いずれもない決定は、フォローアップ事項となりません。",
        )


def _numbers(path: str, numbers: list[int]) -> Iterator[Problem]:
    """CN4: each number once, in order."""
    if numbers != sorted(set(numbers)):
        yield _problem(path, "CN4", "Numbers stand twice or out of order.", "番号が重複しているか、順序どおりではありません。")


def check_action(text: Action, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of an action."""
    yield from _strangers("owner", (text.owner.party,), parties)
    if text.due < text.agreed_on:
        yield _problem("due", "CN1", "The action is due before it was agreed.", "期日が合意の日より前です。")
    if text.decision is not None and text.paragraph is None:
        yield _problem("paragraph", "CN6", "A decision is named by its paragraph.", "決定は、段落番号とともに示す必要があります。")


def check_closure(text: ActionClosure, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of an answer to a claim. Who may close is the rules' matter: a closure by the owner counts for nothing."""
    if text.verdict == "DISPUTED" and text.reason is None:
        yield _problem("reason", "CN6", "Say why the claim is disputed.", "異議の理由を記載する必要があります。")


def check_read_out(text: ReadOut, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a read-out."""
    yield from check_moment("published_at", text.published_at)


def check_statement(text: JointStatement, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a joint statement. That every party has a spokesperson is needed to alert both."""
    yield from check_moment("embargo", text.embargo)
    named = [p.party for p in text.spokespersons]
    yield from _strangers("spokespersons", named, parties)
    for party in sorted(set(parties) - set(named)) if len(parties) > 1 else ():
        yield _problem("spokespersons", "R1.2", f"{party} has no spokesperson.", f"{party}の報道担当が定められていません。")
    for path, said in (("text_en", text.text_en), ("text_ja", text.text_ja)):
        if not said.strip():
            yield _problem(path, "R1.9", "Both languages need words.", "両言語による記載が必要です。")


def check_publication(text: AnyPublication, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a publication. Whether it shows the agreed text is a finding of the rules: a fact is never refused."""
    yield from check_moment("at", text.at)


def check_contact(text: Contact, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a contact."""
    if text.kind != "24x7" and text.hours is None:
        yield _problem("hours", "CN6", "Say when the post can be reached.", "連絡可能な時間を記載する必要があります。")
    if text.hours is not None:
        try:
            zones.zone(text.hours.zone)
        except Refusal as refusal:
            yield _problem("hours.zone", "CN2", refusal.words, f"時間帯「{text.hours.zone}」は存在しません。")
        if len(set(text.hours.days)) != len(text.hours.days):
            yield _problem("hours.days", "CN4", "A day stands twice.", "曜日が重複しています。")


def check_ping(text: ContactPing, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a ping."""
    yield from check_moment("sent", text.sent)


def check_ping_answer(text: PingAnswer, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of an answer to a ping."""
    yield from check_moment("answered", text.answered)
    if not text.still_right and text.words is None:
        yield _problem("words", "CN6", "Say what is no longer right.", "変更のあった点を記載する必要があります。")
