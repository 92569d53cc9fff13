"""E-mail addresses of customers: what is one, and what is kept of it."""

from datetime import date

import pytest

from exportdesk.core.customer_checks import check_customer, is_email
from exportdesk.core.customers import Customer, PartyName, Profile
from exportdesk.core.ids import PartyId
from exportdesk.tables.cells import address_at


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("orders@calm.example", True),
        ("o.r-d+e'rs@calm-meters.co.example", True),
        ("заказ@пример.рф", True),
        ("orders@calm", False),
        ("@calm.example", False),
        ("orders calm@calm.example", False),
        ("Orders <orders@calm.example>", False),
        ("a@b@calm.example", False),
        ("a@calm.example, b@calm.example", False),
        ("", False),
    ],
)
def test_one_address_and_nothing_else(text: str, is_one: bool) -> None:
    assert is_email(text) is is_one
    profile = Profile((PartyName("Calm Meters"),), email=text, email_domain="calm.example")
    found = check_customer(
        Customer(PartyId("p"), profile), is_country=lambda _code: True, today=date(2026, 11, 26)
    )
    codes = {one.code for one in found if one.where == "email_domain"}
    assert codes == ({"email-bad"} if text and not is_one else set())
    assert profile.mail == (text or "calm.example")


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("orders@calm.example", "orders@calm.example"),
        ("Orders <Orders@Calm.example>", "Orders@calm.example"),
        ("mailto:orders@calm.example", "orders@calm.example"),
        ("a@other.example; b@calm.example", "b@calm.example"),
        ("calm.example", ""),
        ("@calm.example", ""),
    ],
)
def test_the_address_of_a_cell_is_that_at_its_domain(cell: str, address: str) -> None:
    assert address_at(cell, "calm.example") == address
