"""Customers: parties that we keep, with the parties related to them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from exportdesk.core.ids import PartyId
from exportdesk.core.listings import Identifier
from exportdesk.core.parties import Party, PartyKind, Role
from exportdesk.core.text import tidy


class NameUse(StrEnum):
    """What a name of a party of ours is."""

    LEGAL = "legal"
    TRADING = "trading"
    NATIVE = "native"
    FORMER = "former"


class AddressUse(StrEnum):
    """What an address of a party of ours is for."""

    NOT_SAID = ""
    REGISTERED = "registered"
    BUSINESS = "business"
    SHIPPING = "shipping"
    BILLING = "billing"
    WAREHOUSE = "warehouse"
    FACTORY = "factory"
    BRANCH = "branch"
    MAILING = "mailing"
    RESIDENCE = "residence"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PartyName:
    """One name of a party of ours, as typed."""

    text: str
    use: NameUse = NameUse.LEGAL


@dataclass(frozen=True, slots=True)
class PartyAddress:
    """One address of a party of ours; every part may be "". `country` is an ISO alpha-2 code.

    An address that came as one text stands whole in `street`.
    """

    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    use: AddressUse = AddressUse.NOT_SAID

    @property
    def line(self) -> str:
        """The address on one line, without the country."""
        town = " ".join(part for part in (self.postal_code, self.city) if part)
        return ", ".join(part for part in (self.street, town, self.region) if part)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of it, not even a country."""
        return not (self.line or self.country)


@dataclass(frozen=True, slots=True)
class Profile:
    """What we know of a party that we keep.

    The first of `names` is what it is called here. `formed_on` is ISO text, perhaps only a year or
    a month: of formation, or of birth for a person. `email` is whom we write to; `email_domain` is
    what stands behind its @, known without an address, too.
    """

    names: tuple[PartyName, ...] = ()
    kind: PartyKind = PartyKind.UNKNOWN
    addresses: tuple[PartyAddress, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    website: str = ""
    email_domain: str = ""
    formed_on: str = ""
    notes: str = ""
    email: str = ""

    @classmethod
    def of(cls, party: Party) -> "Profile":
        """Return the profile of a party as it was typed for a screening."""
        addresses = [PartyAddress(party.address, country=party.country)]
        addresses += [PartyAddress(text) for text in party.other_addresses]
        known = {party.country}
        addresses += [PartyAddress(country=c) for c in party.other_countries if c not in known]
        return cls(
            names=tuple(
                PartyName(text, NameUse.LEGAL if at == 0 else NameUse.TRADING)
                for at, text in enumerate((party.name, *party.other_names))
                if text.strip()
            ),
            kind=party.kind,
            addresses=tuple(one for one in addresses if not one.is_empty),
            identifiers=(Identifier("", party.identifier),) if party.identifier else (),
        )

    @property
    def name(self) -> str:
        """What the party is called here, "" where it has no name."""
        return self.names[0].text if self.names else ""

    @property
    def countries(self) -> tuple[str, ...]:
        """The ISO codes of all its addresses, each once, in their order."""
        return tuple(dict.fromkeys(one.country for one in self.addresses if one.country))

    @property
    def country(self) -> str:
        """The country of its first address that has one, "" where none has."""
        return next(iter(self.countries), "")

    @property
    def mail(self) -> str:
        """What is known of its e-mail: the address, else the domain."""
        return self.email or self.email_domain

    def party(self, role: Role = Role.NOT_SAID) -> Party:
        """Return what is screened: every name, address, country and number."""
        lines = tuple(dict.fromkeys(one.line for one in self.addresses if one.line))
        name, *others = [one.text for one in self.names] or [""]
        return Party(
            name=name,
            kind=self.kind,
            country=self.country,
            address=next(iter(lines), ""),
            identifier="; ".join(tidy(f"{one.type} {one.number}") for one in self.identifiers),
            role=role,
            other_names=tuple(dict.fromkeys(text for text in others if text != name)),
            other_addresses=lines[1:],
            other_countries=self.countries[1:],
        )


@dataclass(frozen=True, slots=True)
class RelatedParty:
    """A party that has to do with a customer: what it is to whom, and what we know of it.

    `percent` is decimal text of the share that an owner holds, "" where it is not known. `of` is
    the party it is related to: the customer, or a related party (the owner of an owner).
    """

    id: PartyId
    role: Role
    profile: Profile
    of: PartyId
    percent: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Customer:
    """A party we sell to, or may. `reference` is our own number for it, "" or unique."""

    id: PartyId
    profile: Profile
    reference: str = ""
    tags: tuple[str, ...] = ()
    related: tuple[RelatedParty, ...] = ()

    @property
    def name(self) -> str:
        """What it is called here."""
        return self.profile.name

    @property
    def party(self) -> Party:
        """The customer itself as it is screened."""
        return self.profile.party()

    def parties(self) -> Iterator["KeptParty"]:
        """Yield everyone who is screened for this customer: itself first."""
        yield KeptParty(self.id, self.id, Role.NOT_SAID, self.profile)
        for one in self.related:
            yield KeptParty(one.id, self.id, one.role, one.profile)

    def kept(self, party: PartyId) -> "KeptParty | None":
        """Return one of its parties by id."""
        return next((one for one in self.parties() if one.id == party), None)

    def with_related(self, related: RelatedParty) -> "Customer":
        """Return the customer with this related party, in place of the one with the same id."""
        if any(one.id == related.id for one in self.related):
            changed = tuple(related if one.id == related.id else one for one in self.related)
        else:
            changed = (*self.related, related)
        return replace(self, related=changed)

    def without_related(self, party: PartyId) -> "Customer":
        """Return the customer without this related party and whoever hangs on it alone."""
        gone = {party}
        while True:
            more = {one.id for one in self.related if one.of in gone} - gone
            if not more:
                break
            gone |= more
        return replace(self, related=tuple(one for one in self.related if one.id not in gone))


@dataclass(frozen=True, slots=True)
class KeptParty:
    """A customer, or a party related to one, as it is screened."""

    id: PartyId
    customer: PartyId
    role: Role
    profile: Profile

    @property
    def is_customer(self) -> bool:
        """Whether this is the customer itself."""
        return self.id == self.customer


class PartyField(StrEnum):
    """What of a party may differ so that a decision on it does not stand any more."""

    NAMES = "names"
    KIND = "kind"
    ADDRESSES = "addresses"
    COUNTRIES = "countries"
    IDENTIFIERS = "identifiers"
    FORMED_ON = "formed_on"


@dataclass(frozen=True, slots=True)
class PartyChange:
    """One field of a party before and after, each as its texts."""

    field: PartyField
    before: tuple[str, ...]
    after: tuple[str, ...]


def looks(profile: Profile) -> dict[PartyField, tuple[str, ...]]:
    """Return what a party looks like to whoever decides on it, field by field.

    The order of names or addresses says nothing, nor does what they are used for.
    """
    return {
        PartyField.NAMES: tuple(sorted({one.text for one in profile.names})),
        PartyField.KIND: (profile.kind.value,),
        PartyField.ADDRESSES: tuple(sorted({one.line for one in profile.addresses if one.line})),
        PartyField.COUNTRIES: tuple(sorted(profile.countries)),
        PartyField.IDENTIFIERS: tuple(
            sorted({tidy(f"{one.type} {one.number} {one.country}") for one in profile.identifiers})
        ),
        PartyField.FORMED_ON: (profile.formed_on,) if profile.formed_on else (),
    }


def party_changes(before: Profile, after: Profile) -> tuple[PartyChange, ...]:
    """Return in which fields a party looks different now."""
    was, is_now = looks(before), looks(after)
    return tuple(
        PartyChange(field, was[field], is_now[field])
        for field in PartyField
        if was[field] != is_now[field]
    )
