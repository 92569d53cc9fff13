"""What is different in a customer between two of its versions, field by field."""

from dataclasses import dataclass
from enum import StrEnum

from exportdesk.core.customers import Customer, NameUse, PartyAddress, Profile, RelatedParty


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


@dataclass(frozen=True, slots=True)
class CustomerChange:
    """One field before and after, each as its texts; `party` names the related party it is of.

    Of KIND and ROLE the texts are the stored choices.
    """

    field: CustomerField
    before: tuple[str, ...]
    after: tuple[str, ...]
    party: str = ""


def customer_changes(before: Customer | None, after: Customer | None) -> tuple[CustomerChange, ...]:
    """Return in which fields `after` differs from `before`; None for one that is not there."""
    was, now = _fields(before), _fields(after)
    found = [
        CustomerChange(field, was.get(field, ()), now.get(field, ()))
        for field in CustomerField
        if was.get(field, ()) != now.get(field, ())
    ]
    old = {one.id: one for one in before.related} if before else {}
    new = {one.id: one for one in after.related} if after else {}
    for party in dict.fromkeys((*old, *new)):
        found += _related(old.get(party), new.get(party))
    return tuple(found)


def _fields(customer: Customer | None) -> dict[CustomerField, tuple[str, ...]]:
    if customer is None:
        return {}
    return {
        CustomerField.REFERENCE: _one(customer.reference),
        CustomerField.TAGS: customer.tags,
        **_profile(customer.profile),
    }


def _profile(profile: Profile) -> dict[CustomerField, tuple[str, ...]]:
    return {
        CustomerField.NAMES: tuple(
            one.text if one.use is NameUse.LEGAL else f"{one.text} ({one.use.value})"
            for one in profile.names
        ),
        CustomerField.KIND: (profile.kind.value,),
        CustomerField.ADDRESSES: tuple(_address(one) for one in profile.addresses),
        CustomerField.IDENTIFIERS: tuple(
            " ".join(part for part in (one.type, one.number, one.country) if part)
            for one in profile.identifiers
        ),
        CustomerField.WEBSITE: _one(profile.website),
        CustomerField.EMAIL_DOMAIN: _one(profile.email_domain),
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
        CustomerChange(field, was[field], now[field], new.profile.name)
        for field in was
        if was[field] != now[field]
    ]


def _what_it_is(related: RelatedParty) -> dict[CustomerField, tuple[str, ...]]:
    return {
        CustomerField.ROLE: (related.role.value,),
        CustomerField.PERCENT: _one(related.percent),
        CustomerField.NOTE: _one(related.note),
    }


def _address(address: PartyAddress) -> str:
    whole = ", ".join(part for part in (address.line, address.country) if part)
    return f"{whole} ({address.use.value})" if address.use else whole


def _one(text: str) -> tuple[str, ...]:
    return (text,) if text else ()
