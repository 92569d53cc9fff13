"""Entries of control lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.parties import PartyKind


class NameRole(StrEnum):
    """How a list names a party."""

    PRIMARY = "primary"
    ALIAS = "alias"
    WEAK_ALIAS = "weak_alias"
    ORIGINAL_SCRIPT = "original_script"


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of a listed party, as published."""

    text: str
    role: NameRole = NameRole.ALIAS


@dataclass(frozen=True, slots=True)
class Address:
    """One address as published. `text` is the whole on one line; the parts are "" where not given.

    `country` is an ISO 3166-1 alpha-2 code, or "" where the list's word for it is not one country.
    """

    text: str
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number that a publisher gives for a party: type as published, number, ISO country."""

    type: str
    number: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One entry of one list.

    `list` is the short code (SDN, EL, DPL ...), `list_name` the publisher's exact words for it.
    Dates are ISO text, "" where not given. `requirement` and `policy` are as published. `record` is
    the publisher's own record, unchanged, with every field, known or not. The first of `names` is
    the primary one.
    """

    uid: ListingUid
    source: SourceKey
    list: str
    list_name: str
    kind: PartyKind
    names: tuple[ListedName, ...]
    addresses: tuple[Address, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    countries: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    requirement: str = ""
    policy: str = ""
    citation: str = ""
    start_date: str = ""
    end_date: str = ""
    title: str = ""
    remarks: str = ""
    url: str = ""
    record: Mapping[str, object] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The primary name, or the first address of a listing that has none."""
        if self.names:
            return self.names[0].text
        return self.addresses[0].text if self.addresses else self.uid
