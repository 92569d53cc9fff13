"""What is different in a customer between two of its versions, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from exportdesk.core.customers import (
    AddressUse,
    Customer,
    NameUse,
    PartyAddress,
    Profile,
    RelatedParty,
)


class CustomerField(StrEnum):
    """What of a customer a person may change."""

    REFERENCE = "reference"
    NAMES = "names"
    KIND = "kind"
    ADDRESSES = "addresses"
    IDENTIFIERS = "identifiers"
    WEBSITE = "website"
    EMAIL_DOMAIN = "email_domain"
    FORMED_ON = "formed_on"
    NOTES = "notes"
    TAGS = "tags"
    ROLE = "role"
    PERCENT = "percent"
    NOTE = "note"
    RELATED = "related"


Use = NameUse | AddressUse | None
_Texts = tuple[tuple[str, Use], ...]


@dataclass(frozen=True, slots=True)
class CustomerChange:
    """One field before and after, each as its texts; `party` names the related party it is of.

    Of KIND and ROLE the texts are the stored choices. `uses_before` and `uses_after` say of each
    name and address what it is used for, None where there is nothing to say.
    """

    field: CustomerField
    before: tuple[str, ...]
    after: tuple[str, ...]
    party: str = ""
    uses_before: tuple[Use, ...] = ()
    uses_after: tuple[Use, ...] = ()


def customer_changes(before: Customer | None, after: Customer | None) -> tuple[CustomerChange, ...]:
    """Return in which fields `after` differs from `before`; None for one that is not there."""
    was, now = _fields(before), _fields(after)
    found = [
        _change(field, was.get(field, ()), now.get(field, ()))
        for field in CustomerField
        if was.get(field, ()) != now.get(field, ())
    ]
    old = {one.id: one for one in before.related} if before else {}
    new = {one.id: one for one in after.related} if after else {}
    for party in dict.fromkeys((*old, *new)):
        found += _related(old.get(party), new.get(party))
    return tuple(found)


def _change(field: CustomerField, was: _Texts, now: _Texts, party: str = "") -> CustomerChange:
    def texts(of: _Texts) -> tuple[str, ...]:
        return tuple(text for text, _use in of)

    def uses(of: _Texts) -> tuple[Use, ...]:
        found = tuple(use for _text, use in of)
        return found if any(found) else ()

    return CustomerChange(field, texts(was), texts(now), party, uses(was), uses(now))


def _fields(customer: Customer | None) -> dict[CustomerField, _Texts]:
    if customer is None:
        return {}
    return {
        CustomerField.REFERENCE: _one(customer.reference),
        CustomerField.TAGS: _plain(customer.tags),
        **_profile(customer.profile),
    }


def _profile(profile: Profile) -> dict[CustomerField, _Texts]:
    return {
        CustomerField.NAMES: tuple(
            (one.text, None if one.use is NameUse.LEGAL else one.use) for one in profile.names
        ),
        CustomerField.KIND: _one(profile.kind.value),
        CustomerField.ADDRESSES: tuple(_address(one) for one in profile.addresses),
        CustomerField.IDENTIFIERS: _plain(
            " ".join(part for part in (one.type, one.number, one.country) if part)
            for one in profile.identifiers
        ),
        CustomerField.WEBSITE: _one(profile.website),
        CustomerField.EMAIL_DOMAIN: _one(profile.mail),
        CustomerField.FORMED_ON: _one(profile.formed_on),
        CustomerField.NOTES: _one(profile.notes),
    }


def _related(old: RelatedParty | None, new: RelatedParty | None) -> list[CustomerChange]:
    if old is None or new is None:
        return [
            CustomerChange(
                CustomerField.RELATED,
                (old.profile.name,) if old else (),
                (new.profile.name,) if new else (),
            )
        ]
    was = {**_profile(old.profile), **_what_it_is(old)}
    now = {**_profile(new.profile), **_what_it_is(new)}
    return [
        _change(field, was[field], now[field], new.profile.name)
        for field in was
        if was[field] != now[field]
    ]


def _what_it_is(related: RelatedParty) -> dict[CustomerField, _Texts]:
    return {
        CustomerField.ROLE: _one(related.role.value),
        CustomerField.PERCENT: _one(related.percent),
        CustomerField.NOTE: _one(related.note),
    }


def _address(address: PartyAddress) -> tuple[str, Use]:
    whole = ", ".join(part for part in (address.line, address.country) if part)
    return whole, address.use if address.use is not AddressUse.NOT_SAID else None


def _one(text: str) -> _Texts:
    return ((text, None),) if text else ()


def _plain(texts: Iterable[str]) -> _Texts:
    return tuple((text, None) for text in texts)
