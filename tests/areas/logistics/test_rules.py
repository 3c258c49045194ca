"""An order's life by both ledgers: the guide's example day by day, what differs, who owes what, and the laws of settling."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.areas.logistics.histories import AGREED, RECEIVED, entry, group, line, order, posted, record, states

from entente.areas.logistics.parameters import CODES, PARAMETERS
from entente.areas.logistics.records import RetransferConsent, RetransferRequest
from entente.areas.logistics.rules import order_rules
from entente.kernel.area import Linked
from entente.kernel.bilingual import Prose, Title

DAY = timedelta(days=1)
RETURNED, CHANGED, PAID = date(2022, 3, 12), date(2022, 7, 20), date(2022, 9, 10)


def example() -> list[Linked]:
    """196.4 received, 150 returned, the rest of 46.4 paid: JPY 4,176,000, which the creditor enters on 15 September."""
    paid = entry("PAYMENT", "P-1", PAID)
    return [
        *posted(entry()),
        *posted(entry("RETURN", "T-1", RETURNED, quantity="150.0")),
        *posted(paid, "GBR"),
        *posted(paid, "JPN", on=date(2022, 9, 15)),
    ]


def test_the_example_of_the_guide_day_by_day() -> None:
    found = order_rules(group(*example(), later=[(CHANGED, order(line(mode="CASH")))]))
    life = [states(found, day, "order.life") for day in (AGREED, RECEIVED, RETURNED, PAID, date(2022, 9, 15))]
    assert life == [["accepted"], ["delivered"], ["part-settled"], ["part-settled"], ["settled"]]
    assert states(found, date(2022, 7, 1), "order.settle") == [] == states(found, date(2022, 9, 15), "order.settle")
    assert states(found, date(2022, 7, 2), "order.settle", "GBR") == ["due"]  # sixty days before 31 August 2022
    assert states(found, PAID, "ledger.answer", "JPN") == ["open"] and states(found, date(2022, 9, 15), "ledger.answer") == []
    assert states(found, date(2022, 9, 15), "order.standing") == ["fulfilled"]
    assert states(found, date(2022, 9, 15) + PARAMETERS.counts_days * DAY, "order.standing") == []


def test_overdue_in_kind_proposes_cash_at_the_orders_price_and_never_converts() -> None:
    found = order_rules(group(*posted(entry()), *posted(entry("RETURN", "T-1", RETURNED, quantity="150.0"))))
    late = date(2022, 9, 1)
    assert states(found, late - DAY, "order.settle") == ["due"] and states(found, late, "order.settle") == ["overdue"]
    (said,) = (i.reason for i in found if i.code == "order.settle" and i.state == "overdue")
    assert "JPY 4176000" in said["en"] and "JPY 4176000" in said["ja"]
    assert states(found, date(2030, 1, 1), "order.life") == ["part-settled"]


def test_only_what_the_creditor_entered_too_is_settled() -> None:
    paid = entry("PAYMENT", "P-1", PAID, amount=str(Decimal("196.4") * 90000))
    alone = order_rules(group(*posted(entry()), *posted(paid, "GBR"), text=order(line(mode="CASH"))))
    assert states(alone, PAID, "order.life") == ["delivered"]
    both = order_rules(group(*posted(entry()), *posted(paid), text=order(line(mode="CASH"))))
    assert states(both, PAID, "order.life") == ["settled"]


def test_ledgers_that_differ_are_found_with_both_acts_until_one_is_corrected() -> None:
    mine, theirs = posted(entry(), "GBR"), entry(quantity="190")
    corrected = record("ledger-entry", "JPN-R-1", "JPN", (RECEIVED + DAY, theirs), (RECEIVED + 9 * DAY, entry()))
    found = order_rules(group(*mine, corrected))
    assert states(found, RECEIVED + DAY, "ledger.reconciliation") == ["differs"]
    assert states(found, RECEIVED + 9 * DAY, "ledger.reconciliation") == []
    (differs,) = (i for i in found if i.code == "ledger.reconciliation")
    assert set(differs.acts) == {"GBR-R-1.0", "JPN-R-1.0"} and "GBR 196.4 cubic metres, JPN 190" in differs.reason["en"]
    assert states(found, RECEIVED + DAY, "order.life") == ["accepted"]  # what differs is nobody's figure


def test_gallons_for_litres_are_recognised_and_never_applied() -> None:
    mine, theirs = posted(entry(quantity="10000", unit="LTR"), "GBR"), posted(entry(quantity="2641.7", unit="LTR"), "JPN")
    found = order_rules(group(*mine, *theirs, text=order(line(unit="LTR", quantity="10000"))))
    (differs,) = (i for i in found if i.code == "ledger.reconciliation")
    assert "US gallons and litres" in differs.reason["en"] and "米ガロン" in differs.reason["ja"]
    assert states(found, RECEIVED, "order.life") == ["accepted"]
    exact = posted(entry(quantity="10", unit="MTQ"), "JPN")  # the same by an exact factor is the same
    assert states(order_rules(group(*mine, *exact, text=order(line(unit="LTR", quantity="10000")))), RECEIVED, "order.life") == [
        "delivered"
    ]


def test_another_currency_than_the_orders_settles_nothing() -> None:
    paid = entry("PAYMENT", "P-1", PAID, amount="17676000", currency="USD")
    found = order_rules(group(*posted(entry()), *posted(paid), text=order(line(mode="CASH"))))
    assert states(found, PAID, "order.life") == ["delivered"]
    (said,) = (i.reason["en"] for i in found if i.code == "ledger.uncounted")
    assert "payment P-1" in said and "another currency" in said


@pytest.mark.parametrize(("odd", "why"), [({"line": 9}, "no such line"), ({"unit": "KGM"}, "something else")])
def test_an_entry_that_counts_for_no_line_is_pointed_out(odd: dict[str, Any], why: str) -> None:
    found = order_rules(group(*posted(entry(**odd))))
    assert states(found, RECEIVED, "order.life") == ["accepted"] and states(found, RECEIVED, "ledger.uncounted") == ["not-counted"]
    assert all(why in i.reason["en"] and i.reason["ja"] for i in found if i.code == "ledger.uncounted")


def test_one_side_that_enters_nothing_owes_an_entry_and_then_is_late() -> None:
    found = order_rules(group(*posted(entry(), "GBR")))
    late = RECEIVED + (PARAMETERS.answer_days + 1) * DAY
    assert states(found, late - DAY, "ledger.answer", "JPN") == ["open"] and states(found, late, "ledger.answer", "JPN") == ["late"]
    assert states(found, late, "ledger.answer", "GBR") == []


def test_an_entry_made_twice_is_pointed_out_and_counts_once() -> None:
    again = record("ledger-entry", "GBR-again", "GBR", (RECEIVED + DAY, entry()))
    found = order_rules(group(*posted(entry()), again))
    assert states(found, RECEIVED + DAY, "ledger.duplicate") == ["twice"] and states(found, RECEIVED, "ledger.duplicate") == []
    figures = [(i.numerator, i.denominator) for i in found if i.code == "ledger.matched"]
    assert figures[-1] == (1, 1)


def test_more_than_ordered_and_tolerated_is_pointed_out() -> None:
    assert states(order_rules(group(*posted(entry(quantity="210")))), RECEIVED, "order.over") == []
    assert states(order_rules(group(*posted(entry(quantity="210.01")))), RECEIVED, "order.over") == ["more-than-ordered"]


def test_a_request_to_hand_on_waits_on_the_provider_until_he_answers() -> None:
    asked = record("retransfer-request", "q", "GBR", (RECEIVED, RetransferRequest("o", 1, Title("USS Example"), Prose("Exercise"))))
    found = order_rules(group(asked))
    late = RECEIVED + (PARAMETERS.consent_days + 1) * DAY
    assert states(found, RECEIVED, "retransfer.consent", "JPN") == ["open"] and states(found, late, "retransfer.consent") == ["late"]
    given = record("retransfer-consent", "c", "JPN", (RECEIVED + DAY, RetransferConsent("o", "q", "REFUSED")))
    assert states(order_rules(group(asked, given)), RECEIVED + DAY, "retransfer.consent") == []


def test_lines_and_currencies_are_never_netted() -> None:
    two = order(line(), line(no=2, item=Title("Water"), unit="LTR", quantity="5", unit_price="1", currency="GBP", mode="CASH"))
    much = entry("PAYMENT", "P-9", PAID, line=2, amount="99999999", currency="GBP")
    found = order_rules(group(*posted(entry()), *posted(entry(number="R-2", line=2, quantity="5", unit="LTR")), *posted(much), text=two))
    assert states(found, PAID, "order.life") == ["part-settled"]


def test_any_order_of_arrival_gives_the_same_intervals() -> None:
    records = example()
    wanted = order_rules(group(*records))
    assert all(order_rules(group(*shuffled)) == wanted for shuffled in list(permutations(records))[::97])


@given(st.integers(1, 10**9), st.integers(1, 10**6), st.data())
def test_settled_is_what_was_received_to_the_last_digit(received: int, price: int, data: st.DataObject) -> None:
    """By giving back, by paying or by both: one digit less is not settled."""
    back = data.draw(st.integers(0, received))
    quantity, returned = (Decimal(n) / 1000 for n in (received, back))
    owed = (quantity - returned) * price
    text = order(line(quantity=f"{quantity:f}", unit_price=str(price)))
    parts = posted(entry(quantity=f"{quantity:f}"))
    if back:
        parts += posted(entry("RETURN", "T-1", RETURNED, quantity=f"{returned:f}"))
    less = [*parts, *posted(entry("PAYMENT", "P-1", PAID, amount=f"{owed - Decimal('0.001'):f}"))] if owed else parts
    if owed:
        assert states(order_rules(group(*less, text=text)), PAID, "order.life") != ["settled"]
        parts += posted(entry("PAYMENT", "P-1", PAID, amount=f"{owed:f}"))
    assert states(order_rules(group(*parts, text=text)), PAID, "order.life") == ["settled"]


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_of_the_public_table_is_returned_by_some_history(code: str) -> None:
    asked = record("retransfer-request", "q", "GBR", (RECEIVED, RetransferRequest("o", 1, Title("USS Example"), Prose("Exercise"))))
    again = record("ledger-entry", "GBR-again", "GBR", (RECEIVED, entry()))
    odd = [*posted(entry(number="R-7"), "GBR"), *posted(entry(number="R-7", quantity="3"), "JPN")]
    much = [*posted(entry(number="R-8", quantity="900")), *posted(entry(number="R-9", line=9))]
    found = order_rules(group(*example(), asked, later=[(CHANGED, order(line(mode="CASH")))]))
    found += order_rules(group(*posted(entry()), again, *odd, *much, *posted(entry(number="R-6", happened=AGREED - DAY))))
    assert {i.state for i in found if i.code == code} <= set(CODES[code].states) != set()
    assert any(i.code == code and i.sort == CODES[code].sort for i in found)


def test_an_order_written_down_after_delivery_is_flagged_and_says_why() -> None:
    early = posted(entry(happened=AGREED - DAY))
    silent = order_rules(group(*early))
    assert states(silent, RECEIVED, "order.retroactive") == ["flagged"] and states(silent, RECEIVED, "order.reason", "GBR") == ["missing"]
    told = order_rules(group(*early, text=order(late_reason=Prose("The ship came a day early."))))
    assert states(told, RECEIVED, "order.retroactive") == ["flagged"] and states(told, RECEIVED, "order.reason") == []
    assert states(order_rules(group(*posted(entry(happened=AGREED)))), RECEIVED, "order.retroactive") == []
