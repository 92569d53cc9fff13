"""Anyone in a transaction, as the user gives them."""

from dataclasses import dataclass
from enum import StrEnum


class PartyKind(StrEnum):
    """What a party or a listing is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    ADDRESS = "address"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What a party does in a transaction (15 CFR 748.5 for the first four)."""

    PURCHASER = "purchaser"
    INTERMEDIATE_CONSIGNEE = "intermediate_consignee"
    ULTIMATE_CONSIGNEE = "ultimate_consignee"
    END_USER = "end_user"
    FREIGHT_FORWARDER = "freight_forwarder"
    BANK = "bank"
    AGENT = "agent"
    OWNER = "owner"
    DIRECTOR = "director"
    OTHER = "other"
    NOT_SAID = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A party as typed for a screening. Empty text means not given.

    `country` is an ISO 3166-1 alpha-2 code; `other_names` are screened as the name is, and
    `other_addresses` as the address is. Of all its countries the one that speaks most for a match
    counts.
    """

    name: str
    kind: PartyKind = PartyKind.UNKNOWN
    country: str = ""
    address: str = ""
    identifier: str = ""
    role: Role = Role.NOT_SAID
    other_names: tuple[str, ...] = ()
    other_addresses: tuple[str, ...] = ()
    other_countries: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to screen."""
        return not (self.name.strip() or self.addresses or self.identifier.strip())

    @property
    def addresses(self) -> tuple[str, ...]:
        """All its addresses as typed, each once, the blank ones left out."""
        if not self.other_addresses:  # as most are: asked of every party that is screened
            return (self.address,) if self.address.strip() else ()
        every = dict.fromkeys((self.address, *self.other_addresses))
        return tuple(address for address in every if address.strip())

    @property
    def countries(self) -> tuple[str, ...]:
        """All its countries, each once; () where none is given."""
        return tuple(dict.fromkeys(filter(None, (self.country, *self.other_countries))))
