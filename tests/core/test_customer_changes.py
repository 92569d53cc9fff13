"""What is different in a customer between two of its versions."""

from dataclasses import replace

from exportdesk.core.customer_changes import CustomerChange, CustomerField, customer_changes
from exportdesk.core.customers import (
    AddressUse,
    Customer,
    NameUse,
    PartyAddress,
    PartyName,
    Profile,
    RelatedParty,
)
from exportdesk.core.ids import PartyId
from exportdesk.core.listings import Identifier
from exportdesk.core.parties import PartyKind, Role

PROFILE = Profile(
    (PartyName("Alder Optics"),),
    PartyKind.ORGANIZATION,
    (PartyAddress("Long Road 1", country="DE"),),
)
CUSTOMER = Customer(PartyId("c"), PROFILE, "K-1", ("new",))
OWNER = RelatedParty(PartyId("o"), Role.OWNER, Profile((PartyName("Holding"),)), PartyId("c"), "60")


def test_nothing_changed_is_no_change() -> None:
    assert customer_changes(CUSTOMER, CUSTOMER) == ()


def test_each_field_is_told_before_and_after() -> None:
    profile = replace(
        PROFILE,
        names=(PartyName("Alder Optics"), PartyName("Alder", NameUse.TRADING)),
        kind=PartyKind.PERSON,
        addresses=(PartyAddress("Long Road 1", country="DE", use=AddressUse.SHIPPING),),
        identifiers=(Identifier("VAT", "1", "DE"),),
        website="alder.example",
        email_domain="alder.example",
        formed_on="2019",
        notes="Calls on Fridays.",
    )
    changed = replace(CUSTOMER, profile=profile, reference="", tags=("new", "old"))
    found = {one.field: (one.before, one.after) for one in customer_changes(CUSTOMER, changed)}
    assert found == {
        CustomerField.REFERENCE: (("K-1",), ()),
        CustomerField.NAMES: (("Alder Optics",), ("Alder Optics", "Alder")),
        CustomerField.KIND: (("organization",), ("person",)),
        CustomerField.ADDRESSES: (("Long Road 1, DE",), ("Long Road 1, DE",)),
        CustomerField.IDENTIFIERS: ((), ("VAT 1 DE",)),
        CustomerField.WEBSITE: ((), ("alder.example",)),
        CustomerField.EMAIL_DOMAIN: ((), ("alder.example",)),
        CustomerField.FORMED_ON: ((), ("2019",)),
        CustomerField.NOTES: ((), ("Calls on Fridays.",)),
        CustomerField.TAGS: (("new",), ("new", "old")),
    }


def test_what_a_name_or_address_is_used_for_is_told_beside_it() -> None:
    names = (PartyName("Alder Optics"), PartyName("Alder", NameUse.TRADING))
    used = (PartyAddress("Long Road 1", country="DE", use=AddressUse.SHIPPING),)
    changed = replace(CUSTOMER, profile=replace(PROFILE, names=names, addresses=used))
    told = {
        one.field: (one.uses_before, one.uses_after) for one in customer_changes(CUSTOMER, changed)
    }
    assert told == {
        CustomerField.NAMES: ((), (None, NameUse.TRADING)),
        CustomerField.ADDRESSES: ((), (AddressUse.SHIPPING,)),
    }


def test_related_parties_come_go_and_change() -> None:
    with_owner = CUSTOMER.with_related(OWNER)
    added = CustomerChange(CustomerField.RELATED, (), ("Holding",))
    assert customer_changes(CUSTOMER, with_owner) == (added,)
    gone = CustomerChange(CustomerField.RELATED, ("Holding",), ())
    assert customer_changes(with_owner, CUSTOMER) == (gone,)
    bank = replace(OWNER, role=Role.BANK, percent="", note="Seen on the invoice")
    found = customer_changes(with_owner, CUSTOMER.with_related(bank))
    assert [(one.field, one.before, one.after, one.party) for one in found] == [
        (CustomerField.ROLE, ("owner",), ("bank",), "Holding"),
        (CustomerField.PERCENT, ("60",), (), "Holding"),
        (CustomerField.NOTE, (), ("Seen on the invoice",), "Holding"),
    ]


def test_a_new_and_a_deleted_customer_are_told_whole() -> None:
    assert {one.field for one in customer_changes(None, CUSTOMER)} == {
        CustomerField.REFERENCE,
        CustomerField.NAMES,
        CustomerField.KIND,
        CustomerField.ADDRESSES,
        CustomerField.TAGS,
    }
    assert all(one.after == () for one in customer_changes(CUSTOMER, None))
    assert customer_changes(None, None) == ()
