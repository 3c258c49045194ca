"""Orders under the Acquisition and Cross-Servicing Agreement, each side's ledger of them, and consent to hand supplies on.

Pure. Published schema versions are frozen: a change is a new Struct beside these. Quantities, prices and amounts are decimals as strings
and never floats (R6.11); units are UN/CEFACT Recommendation 20 codes, currencies ISO 4217, stock numbers NSN of 13 digits. What a Struct
cannot say stands in `check`. Serves S6.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from entente.kernel.bilingual import Prose, Title

Party = Annotated[str, Meta(pattern=r"^[A-Z]{3}(?!\n)$")]
Code = Annotated[str, Meta(pattern=r"^[A-Z0-9][A-Z0-9-]{2,39}(?!\n)$")]
ClauseId = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}#[A-Z][0-9]{1,3}(\.[0-9]{1,2})?(?!\n)$")]
RecordId = Annotated[str, Meta(pattern=r"^[!-~]{1,160}(?!\n)$")]
Amount = Annotated[str, Meta(pattern=r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?(?!\n)$")]
"""A decimal of at most twelve digits before the point and six after it; never negative."""
Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}(?!\n)$")]
Nsn = Annotated[str, Meta(pattern=r"^[0-9]{13}(?!\n)$")]
Reference = Annotated[str, Meta(min_length=1, max_length=60)]

SupportActivity = Literal["EXERCISES", "PEACE OPERATIONS AND RELIEF", "PROTECTION OF NATIONALS", "LIAISON AND ROUTINE", "OTHER"]
"""Article I, paragraph 1 (a) to (e)."""
Supply = Literal[
    "FOOD", "WATER", "ACCOMMODATION", "TRANSPORT", "PETROLEUM, OILS AND LUBRICANTS", "CLOTHING", "COMMUNICATIONS", "MEDICAL",
    "BASE OPERATIONS SUPPORT", "STORAGE", "USE OF FACILITIES", "TRAINING SERVICES", "SPARE PARTS AND COMPONENTS",
    "REPAIR AND MAINTENANCE", "AIRPORT AND SEAPORT SERVICES", "AMMUNITION",
]  # fmt: skip
"""The sixteen categories of the agreement's annex."""
Unit = Literal["LTR", "MTQ", "GLL", "GLI", "KGM", "TNE", "C62", "HUR", "DAY"]
"""Litre, cubic metre, gallon (US), gallon (UK), kilogram, tonne, one, hour, day."""
SettlementMode = Literal["RETURN", "IN KIND", "CASH", "RECIPROCAL SERVICE"]
LedgerEvent = Literal["RECEIPT", "RETURN", "PAYMENT", "SERVICE"]
Consent = Literal["GRANTED", "REFUSED"]
Power = Literal["ORDER", "ACCEPT", "RECEIVE", "SETTLE"]
"""What an authorised officer may do: order, accept an order, sign for what comes, settle."""


class OrderLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One thing ordered: what, how much of it at which price, and how it is settled, which is fixed before it is delivered (R6.3).

    `tolerance_percent` is by how much more may be received. The last three are for ammunition alone (R6.5).
    """

    no: Annotated[int, Meta(ge=1, le=200)]
    category: Supply
    item: Title
    unit: Unit
    quantity: Amount
    unit_price: Amount
    currency: Currency
    mode: SettlementMode
    tolerance_percent: Amount = "0"
    nsn: Nsn | None = None
    un_number: Annotated[str, Meta(pattern=r"^UN[0-9]{4}(?!\n)$")] | None = None
    hazard_division: Annotated[str, Meta(pattern=r"^1\.[1-6][A-HJKLNS]?(?!\n)$")] | None = None
    neq_kg: Amount | None = None


class SupportOrder(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An order, joint: accepted by the provider word for word; a change of mode or of price is another revision that both accept.

    `visit` is the visit or exercise it supports. `late_reason` says why it was written down after delivery (R6.10). `source` is the page or
    document of an order of the public record.
    """

    code: Code
    title: Title
    clauses: Annotated[tuple[ClauseId, ...], Meta(min_length=1, max_length=10)]
    requester: Party
    provider: Party
    basis: SupportActivity
    place: Title
    required_on: date
    lines: Annotated[tuple[OrderLine, ...], Meta(min_length=1, max_length=100)]
    visit: RecordId | None = None
    late_reason: Prose | None = None
    source: Reference | None = None


class SupportOrderNational(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One side's own fields on an order; they never leave the home node."""

    fund_code: Reference | None = None
    remarks: Prose | None = None


class LedgerEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What one side's ledger says happened on a line of an order (own record); the other side's says the same, or they differ (R6.9).

    `number` is that of the paper which both hold: receipt, return notice or payment advice. A receipt, return or service has a quantity, a
    payment an amount. Fuel is counted at 15 degrees Celsius (R6.11). The paper itself is attached.
    """

    order: RecordId
    line: Annotated[int, Meta(ge=1, le=200)]
    event: LedgerEvent
    number: Reference
    happened_on: date
    quantity: Amount | None = None
    unit: Unit | None = None
    amount: Amount | None = None
    currency: Currency | None = None
    place: Title | None = None
    remark: Prose | None = None


class AuthorisedOfficer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A post that one side has authorised (own record, R6.1): for which steps, which categories (none named: every one), up to which value.

    `until` is the last day. The list of a side is all that it has stated of this type and not withdrawn.
    """

    post: Annotated[str, Meta(pattern=r"^[A-Z]{3}:[!-~]{1,80}(?!\n)$")]
    powers: Annotated[tuple[Power, ...], Meta(min_length=1, max_length=4)]
    from_on: date
    until: date | None = None
    categories: Annotated[tuple[Supply, ...], Meta(max_length=16)] = ()
    limit: Amount | None = None
    currency: Currency | None = None
    remark: Prose | None = None


class RetransferRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The requester asks (own record) to hand supplies of a line on to somebody outside its forces; nothing moves without consent."""

    order: RecordId
    line: Annotated[int, Meta(ge=1, le=200)]
    to: Title
    purpose: Prose


class RetransferConsent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The provider's answer (own record) to a request of that id."""

    order: RecordId
    request: RecordId
    verdict: Consent
    conditions: Prose | None = None
