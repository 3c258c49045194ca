"""Logistic support under the Acquisition and Cross-Servicing Agreement: orders, both sides' ledgers, consent to hand supplies on (S6).

Pure. An order is a joint text (pattern P3); a ledger's entry is one side's statement, and what both state is compared (pattern P1, two
ledgers); a request to hand on and its answer follow P2; the
list of authorised officers is each side's own. Everything on one order is one group with it. Serves S6.
"""

from __future__ import annotations

from typing import Any

from entente.areas.logistics import records
from entente.areas.logistics.check import check_entry, check_officer, check_order
from entente.areas.logistics.rules import order_rules
from entente.areas.logistics.says import EVENTS, POWERS
from entente.kernel.area import Area, Facets, Kind
from entente.kernel.bilingual import words

CLAUSES = ("jp-gb-2017#S6",)


OfOrder = records.LedgerEntry | records.RetransferRequest | records.RetransferConsent


def _group(record: str, text: Any) -> str:
    """The order that a record is about; one that cannot be read stands alone until it can."""
    return text.order if isinstance(text, OfOrder) else record


def _order(text: records.SupportOrder) -> Facets:
    narrowed = (f"requester={text.requester}", f"provider={text.provider}")
    return Facets(text.code, words(text.title), text.clauses, text.required_on, None, text.required_on, narrowed)


def _entry(text: records.LedgerEntry) -> Facets:
    en, ja = EVENTS[text.event]
    titles = {"en": f"{en.capitalize()} {text.number}, line {text.line}", "ja": f"{ja}{text.number}（第{text.line}行）"}
    return Facets(text.number, titles, (), text.happened_on)


def _request(text: records.RetransferRequest) -> Facets:
    return Facets(f"line {text.line}", words(text.to))


def _consent(text: records.RetransferConsent) -> Facets:
    return Facets(text.verdict, {"GRANTED": {"en": "Granted", "ja": "同意"}, "REFUSED": {"en": "Refused", "ja": "不同意"}}[text.verdict])


def _officer(text: records.AuthorisedOfficer) -> Facets:
    steps = [POWERS[power] for power in text.powers]
    titles = {"en": f"{text.post}: {', '.join(en for en, _ja in steps)}", "ja": f"{text.post}：{'、'.join(ja for _en, ja in steps)}"}
    return Facets(text.post, titles, (), text.from_on, None, text.until)


AREA = Area(
    name="logistics",
    titles={"en": "Logistic support", "ja": "後方支援"},
    clauses=CLAUSES,
    kinds=(
        Kind(
            "support-order", True, {"en": "Order for support (ACSA)", "ja": "後方支援の発注（ACSA）"}, {1: records.SupportOrder}, _order,
            CLAUSES, check=check_order, national=records.SupportOrderNational, authentic=("en", "ja"),
        ),
        Kind(
            "ledger-entry", False, {"en": "Entry in the ledger", "ja": "帳簿の記載"}, {1: records.LedgerEntry}, _entry, CLAUSES,
            _group, check_entry,
        ),
        Kind(
            "authorised-officer", False, {"en": "Authorised officer (ACSA)", "ja": "権限を有する担当職（ACSA）"},
            {1: records.AuthorisedOfficer}, _officer, CLAUSES, check=check_officer,
        ),
        Kind(
            "retransfer-request", False, {"en": "Request to hand supplies on", "ja": "移転の同意の要請"}, {1: records.RetransferRequest},
            _request, CLAUSES, _group,
        ),
        Kind(
            "retransfer-consent", False, {"en": "Answer to a request to hand on", "ja": "移転の要請に対する回答"},
            {1: records.RetransferConsent}, _consent, CLAUSES, _group,
        ),
    ),
    rules=(order_rules,),
)  # fmt: skip
