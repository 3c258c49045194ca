"""What can be done at once about something owed: the way from a Desk line to the page on which it is done.

Pure but for the language of the request. A deed is a link, never a form: nothing is said before its own page has shown it.
Serves I1-I5, S3, S6.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from entente.kernel.area import Words
from entente.node.officer import ACCEPTING_OFFICER, DRAFTER

Deed = tuple[Words, str, tuple[str, ...]]
"""Its words, the name of its address, and what the address has after the record."""

CLOSE: Deed = ({"en": "Close", "ja": "終了を確認"}, "consultation-action", ("close",))
DISPUTE: Deed = ({"en": "Dispute", "ja": "異議を述べる"}, "consultation-action", ("dispute",))
CLAIM: Deed = ({"en": "Say that it is done", "ja": "実施済みを申告"}, "consultation-action", ("claim",))
TIMES: Deed = ({"en": "Answer the times", "ja": "日時に回答"}, "consultation-place", ())
AGENDA: Deed = ({"en": "Prepare it", "ja": "議題を準備"}, "consultation-agenda", ())
MINUTES: Deed = ({"en": "Draft the minutes", "ja": "議事録を起案"}, "consultation-place", ())
OUTCOME: Deed = ({"en": "Say what became of it", "ja": "結果を記録"}, "consultation-meeting", ())
PLAN: Deed = ({"en": "Plan it", "ja": "会合を計画"}, "consultation-series", ())

EDITION: Deed = ({"en": "Review the plan", "ja": "計画を見直す"}, "plan-edition", ())
REPORT: Deed = ({"en": "Report", "ja": "報告"}, "draft-new", ("progress-report", "measure"))
ANSWER: Deed = ({"en": "Answer", "ja": "回答"}, "draft-new", ("progress-report", "answers"))
"""A new draft: behind its type, by which name the query has the record."""
DECIDE: Deed = ({"en": "Decide", "ja": "決定"}, "visit-decide", ())

DEEDS: Mapping[tuple[str, str], tuple[Deed, ...]] = {
    ("action.open", "claimed"): (CLOSE, DISPUTE),
    ("action.open", "claim-unanswered"): (CLOSE, DISPUTE),
    **{("action.open", state): (CLAIM,) for state in ("open", "overdue", "escalated", "disputed")},
    **{("contact.ping", state): (({"en": "Answer", "ja": "回答"}, "contact-ping-page", ()),) for state in ("open", "late")},
    ("contact.escalate", "to-ask-next"): (({"en": "Ask the next contact", "ja": "次の窓口に連絡"}, "contact-next", ()),),
    **{("slot-offer.answer", state): (TIMES,) for state in ("open", "late")},
    ("meeting.date", "to-offer"): (({"en": "Find a date", "ja": "日程を調整"}, "consultation-dates", ()),),
    ("meeting.date", "refused"): (({"en": "Find a date", "ja": "日程を調整"}, "consultation-dates", ()),),
    ("meeting.date", "accepted"): (({"en": "Fix the date", "ja": "日程を確定"}, "consultation-place", ()),),
    ("meeting.unrecorded", "date-passed"): (OUTCOME,),
    **{("meeting.agenda", state): (AGENDA,) for state in ("open", "late")},
    **{("meeting.minutes", state): (MINUTES,) for state in ("open", "late")},
    **{("series.convene", state): (PLAN,) for state in ("open", "late")},
    **{("visit.submit", state): (({"en": "Ask for clearance", "ja": "許可を申請"}, "visit", ()),) for state in ("due", "late")},
    **{("clearance.decide", state): (DECIDE,) for state in ("open", "late")},
    **{("clearance.resubmit", state): (({"en": "Complete", "ja": "補正"}, "visit-filed", ()),) for state in ("open", "late")},
    **{("visitors.purge", state): (({"en": "Purge", "ja": "消去"}, "visit-purge", ()),) for state in ("open", "late")},
    **{("visit.report", state): (({"en": "Report", "ja": "報告"}, "visit", ()),) for state in ("open", "late")},
    **{("measure.report", state): (REPORT,) for state in ("due", "missing", "stale")},
    **{("report.ask", state): (ANSWER,) for state in ("open", "unanswered")},
    **{("edition.review", state): (EDITION,) for state in ("due", "overdue", "lapsed")},
    **{("ledger.answer", state): (({"en": "Compare", "ja": "照合"}, "order", ()),) for state in ("open", "late")},
    **{("order.settle", state): (({"en": "Settle", "ja": "決済"}, "order", ()),) for state in ("due", "overdue")},
    **{("retransfer.consent", state): (({"en": "Answer", "ja": "回答"}, "record", ()),) for state in ("open", "late")},
    ("statement.alert", "differs"): (({"en": "Compare", "ja": "照合"}, "consultation-place", ()),),
}  # fmt: skip


PARAGRAPHS = frozenset({"minutes"})
"""Types answered paragraph by paragraph, from their meeting's page and not from a form."""
ACCEPTS: Words = {"en": "Accepting officer", "ja": "同意担当者"}
DRAFTS: Words = {"en": "Drafter", "ja": "起案担当者"}
ACCEPT: Words = {"en": "Accept …", "ja": "同意する…"}
COUNTER: Words = {"en": "Counter …", "ja": "対案を書く"}


def for_post(line: Mapping[str, Any], roles: Collection[str]) -> list[dict[str, Any]]:
    """What the holder of these roles can do about a line of what waits on us: accept or counter a proposal, or what a rule's state asks."""
    if line.get("verb") == "accept" and ACCEPTING_OFFICER in roles:
        return [{"words": ACCEPT, "address": reverse("decide", args=[line["id"], line["act"], "accept"])}]
    if line.get("verb") == "accept" and DRAFTER in roles and line["kind"] in PARAGRAPHS:
        return [{"words": COUNTER, "address": reverse("consultation-place", args=[line["id"]])}]
    if line.get("verb") == "accept" and DRAFTER in roles:
        return [{"words": COUNTER, "address": f"{reverse('draft-new', args=[line['kind']])}?{urlencode({'counters': line['act']})}"}]
    return of(line.get("rule", ""), line.get("is", ""), line["id"]) if DRAFTER in roles else []


def of(code: str, state: str, record: str) -> list[dict[str, Any]]:
    """The deeds about what a rule found owed by us on a record, each with its address; none for what is done elsewhere."""
    return [{"words": words, "address": _address(name, record, rest)} for words, name, rest in DEEDS.get((code, state), ())]


def doer(line: Mapping[str, Any]) -> Words | None:
    """Whose work a line of what waits on us is, for a reader who can do nothing about it; None where it is done elsewhere."""
    if line.get("verb") == "accept":
        return ACCEPTS
    return DRAFTS if (line.get("rule", ""), line.get("is", "")) in DEEDS else None


def _address(name: str, record: str, rest: tuple[str, ...]) -> str:
    if name == "draft-new":
        return f"{reverse(name, args=rest[:1])}?{urlencode({rest[1]: record})}"
    return str(reverse(name, args=[record, *rest]))
