"""What comes out of a row: plain text that the book makes its own values of.

This is the agreed form between reading tables and writing the book. Empty text and () mean that
the file says nothing. Every text is in NFC, without control characters and outer spaces, and on one
line unless it says otherwise.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddressDraft:
    """One address.

    `role` is a value of `core.customers.AddressUse`; `street` may have several lines, of several
    columns; `country` is an ISO 3166-1 alpha-2 code, or "" with `country_text` as it was written
    where it is not known; `whole` is an address that the file has in one cell, its lines kept.
    """

    role: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    country_text: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class IdentifierDraft:
    """One identifier: `kind` is "tax", "registration" or "other".

    `type` is what the heading calls it ("VAT number"), "" where that says no more than the kind.
    """

    kind: str
    value: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class RelatedDraft:
    """One related party: `role` is a value of `core.parties.Role`.

    `percent` is what an owner holds, as a decimal number from 0 to 100 ("51", "33.3"); `country`
    and `country_text` are as in `AddressDraft`.
    """

    role: str
    name: str
    country: str = ""
    country_text: str = ""
    percent: str = ""


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """A customer as a row gives it.

    `kind` is a value of `core.parties.PartyKind`; `website` is without scheme, its host in small
    letters ("www.example.com/en"); `email` is an address, `email_domain` what follows its @, or
    what was given without an address; `formed_on` is an ISO day; `notes` may have several lines.
    `contact` is whom to turn to there, where that is wanted in the notes and not screened.
    """

    reference: str = ""
    legal_name: str = ""
    trading_names: tuple[str, ...] = ()
    native_names: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    kind: str = ""
    addresses: tuple[AddressDraft, ...] = ()
    identifiers: tuple[IdentifierDraft, ...] = ()
    website: str = ""
    email: str = ""
    email_domain: str = ""
    formed_on: str = ""
    notes: str = ""
    contact: str = ""
    tags: tuple[str, ...] = ()
    related: tuple[RelatedDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product as a row gives it.

    `hs_code` has digits only, as many as the file has (a zero that was lost is not made up);
    `hs_schedule` is a value of `core.products.HsSchedule`, by the heading where no column says it;
    `eccn` and `usml_category` are in capital letters without spaces; `jurisdiction` is a value of
    `core.products.Jurisdiction`, "" where it is not known; `origin` is an ISO code, or "" with
    `origin_text` as it was written; `notes` may have several lines.
    """

    sku: str = ""
    description: str = ""
    hs_code: str = ""
    hs_schedule: str = ""
    eccn: str = ""
    jurisdiction: str = ""
    usml_category: str = ""
    origin: str = ""
    origin_text: str = ""
    manufacturer: str = ""
    notes: str = ""
