"""What a row of a table makes of a customer or a product: a new one, or an update of a kept one."""

from collections.abc import Iterable
from dataclasses import replace

from exportdesk.core.customer_checks import read_percent
from exportdesk.core.customers import (
    AddressUse,
    Customer,
    NameUse,
    PartyAddress,
    PartyName,
    Profile,
    RelatedParty,
)
from exportdesk.core.i18n import _, in_every_language
from exportdesk.core.i18n import mark as _m
from exportdesk.core.ids import PartyId, new_id
from exportdesk.core.listings import Identifier
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.text import folded, tidy
from exportdesk.diligence import TypedProduct
from exportdesk.tables import (
    AddressDraft,
    CustomerDraft,
    IdentifierDraft,
    ProductDraft,
    RelatedDraft,
)

_IDENTIFIER_TYPES = {"tax": "Tax ID", "registration": "Registration number"}
# What tables call them: `tables.cells.ADDRESS_ROLES`.
_USES = {
    **{use.value: use for use in AddressUse},
    "main": AddressUse.BUSINESS,
    "delivery": AddressUse.SHIPPING,
}
_ROLES = {AddressUse.BUSINESS: "main", AddressUse.SHIPPING: "delivery"}


def customer_from(draft: CustomerDraft) -> Customer:
    """Return the new customer that a row describes."""
    customer_id = PartyId(new_id())
    return Customer(
        customer_id,
        profile_from(draft),
        reference=draft.reference,
        tags=draft.tags,
        related=tuple(_related(one, customer_id) for one in draft.related),
    )


def profile_from(draft: CustomerDraft) -> Profile:
    """Return what a row tells of the customer itself."""
    return Profile(
        names=tuple(_names(draft)),
        kind=PartyKind(draft.kind) if draft.kind else PartyKind.UNKNOWN,
        addresses=tuple(one for one in map(_address, draft.addresses) if not one.is_empty),
        identifiers=tuple(map(_identifier, draft.identifiers)),
        website=draft.website,
        email_domain=draft.email_domain,
        formed_on=draft.formed_on,
        notes=with_contact(draft.notes, draft.contact),
        email=draft.email,
    )


def updated(customer: Customer, draft: CustomerDraft) -> Customer:
    """Return a kept customer with what a row tells. What the row does not tell stays.

    A name, number, tag or related party that it tells is added to those that are there; addresses
    take the place of those for the same use.
    """
    old, new = customer.profile, profile_from(draft)
    names = old.names
    if new.names:
        # The row's first name is what the customer is called from now on.
        by_key = {_key(one): one for one in (*old.names, *new.names)}
        called = next(iter(old.names), new.names[0])
        if _key(called) == _key(new.names[0]):  # the column of the name says nothing of its use
            by_key[_key(called)] = replace(new.names[0], use=called.use)
        order = dict.fromkeys(map(_key, (new.names[0], *old.names, *new.names)))
        names = tuple(by_key[key] for key in order)
    profile = replace(
        old,
        names=names,
        kind=new.kind if draft.kind else old.kind,
        addresses=_merged_addresses(old.addresses, new.addresses),
        identifiers=_merged_identifiers(old.identifiers, new.identifiers),
        website=old.website if _bare(new.website) in ("", _bare(old.website)) else new.website,
        email_domain=new.email_domain or old.email_domain,
        formed_on=new.formed_on or old.formed_on,
        notes=with_contact(draft.notes or old.notes, draft.contact),
        email=new.email or (old.email if new.email_domain in ("", old.email_domain) else ""),
    )
    return replace(
        customer,
        profile=profile,
        reference=draft.reference or customer.reference,
        tags=tuple(dict.fromkeys((*customer.tags, *draft.tags))),
        related=tuple(_merged_related(customer, draft.related)),
    )


def with_contact(notes: str, contact: str) -> str:
    """Return notes that say whom to turn to; who is named there already is not named again.

    The line is written in the language of the window, and known in any: the same file may come
    again with the window in another.
    """
    if not contact:
        return notes
    words = _m("Contact: {name}")
    known = {said.format(name=contact) for said in in_every_language(words)}
    if not known.isdisjoint(notes.splitlines()):
        return notes
    return f"{notes}\n{_(words).format(name=contact)}".lstrip()


def typed_from(draft: ProductDraft) -> TypedProduct:
    """Return a product as a row gives it, to be checked."""
    jurisdiction = {"other_agency": "other", "not_known": ""}.get(
        draft.jurisdiction, draft.jurisdiction
    )
    return TypedProduct(
        sku=draft.sku,
        description=draft.description,
        hs_code=draft.hs_code,
        hs_schedule=draft.hs_schedule,
        eccn=draft.eccn,
        jurisdiction=jurisdiction,
        usml_category=draft.usml_category,
        origin=draft.origin,
        manufacturer=draft.manufacturer,
        notes=draft.notes,
    )


def merged_product(kept: TypedProduct, draft: ProductDraft) -> TypedProduct:
    """Return a kept product with what a row tells; what the row does not tell stays."""
    new = typed_from(draft)
    told = {
        name: getattr(new, name) for name in TypedProduct.__dataclass_fields__ if getattr(new, name)
    }
    return replace(kept, **told)


def customer_draft(customer: Customer) -> CustomerDraft:
    """Return a customer as a row of an export, which the import reads again."""
    profile = customer.profile
    by_use = {
        use: tuple(one.text for one in profile.names[1:] if one.use is use) for use in NameUse
    }
    return CustomerDraft(
        reference=customer.reference,
        legal_name=profile.name,
        trading_names=by_use[NameUse.TRADING],
        native_names=by_use[NameUse.NATIVE],
        former_names=by_use[NameUse.FORMER],
        other_names=by_use[NameUse.LEGAL],
        kind="" if profile.kind is PartyKind.UNKNOWN else profile.kind.value,
        addresses=tuple(
            AddressDraft(
                role=_ROLES.get(one.use, one.use.value),
                street=one.street,
                city=one.city,
                region=one.region,
                postal_code=one.postal_code,
                country=one.country,
            )
            for one in profile.addresses
        ),
        identifiers=tuple(_identifier_draft(one) for one in profile.identifiers),
        website=_bare(profile.website),
        email=profile.email,
        email_domain=profile.email_domain,
        formed_on=profile.formed_on,
        notes=profile.notes,
        tags=customer.tags,
        related=tuple(
            RelatedDraft(
                role=one.role.value,
                name=one.profile.name,
                country=one.profile.country,
                percent=_share(one.percent),
            )
            for one in customer.related
            if one.of == customer.id
        ),
    )


def _names(draft: CustomerDraft) -> Iterable[PartyName]:
    told = [
        *([(draft.legal_name, NameUse.LEGAL)] if draft.legal_name else []),
        *((text, NameUse.TRADING) for text in draft.trading_names),
        *((text, NameUse.NATIVE) for text in draft.native_names),
        *((text, NameUse.LEGAL) for text in draft.other_names),
        *((text, NameUse.FORMER) for text in draft.former_names),
    ]
    seen: set[str] = set()
    for text, use in told:
        if text not in seen:
            seen.add(text)
            yield PartyName(text, use)


def _address(draft: AddressDraft) -> PartyAddress:
    street = (
        tidy(draft.whole)
        if draft.whole
        else ", ".join(tidy(line) for line in draft.street.splitlines() if line.strip())
    )
    return PartyAddress(
        street=street,
        city=draft.city,
        region=draft.region,
        postal_code=draft.postal_code,
        country=draft.country,
        use=_USES.get(draft.role, AddressUse.NOT_SAID),
    )


def _identifier(draft: IdentifierDraft) -> Identifier:
    return Identifier(draft.type or _IDENTIFIER_TYPES.get(draft.kind, ""), draft.value)


def _identifier_draft(identifier: Identifier) -> IdentifierDraft:
    kinds = {words: kind for kind, words in _IDENTIFIER_TYPES.items()}
    if identifier.type in kinds:
        return IdentifierDraft(kinds[identifier.type], identifier.number)
    return IdentifierDraft("other", identifier.number, identifier.type)


def _related(draft: RelatedDraft, of: PartyId) -> RelatedParty:
    address = PartyAddress(country=draft.country)
    return RelatedParty(
        id=PartyId(new_id()),
        role=Role(draft.role),
        profile=Profile(
            names=(PartyName(draft.name),),
            addresses=() if address.is_empty else (address,),
        ),
        of=of,
        percent=draft.percent,
    )


def _merged_addresses(
    old: tuple[PartyAddress, ...], new: tuple[PartyAddress, ...]
) -> tuple[PartyAddress, ...]:
    if not new:
        return old
    uses = {one.use for one in new}
    # A row that tells no more than the country says nothing against an address in it.
    if all(not one.line for one in new) and {one.country for one in new} <= {
        one.country for one in old
    }:
        return old
    return (*new, *(one for one in old if one.use not in uses))


def _merged_identifiers(
    old: tuple[Identifier, ...], new: tuple[Identifier, ...]
) -> tuple[Identifier, ...]:
    numbers = {one.number for one in old}
    return (*old, *(one for one in new if one.number not in numbers))


def _merged_related(customer: Customer, told: tuple[RelatedDraft, ...]) -> Iterable[RelatedParty]:
    left = list(told)
    for kept in customer.related:
        same = next(
            (
                one
                for one in left
                if Role(one.role) is kept.role and folded(one.name) == folded(kept.profile.name)
            ),
            None,
        )
        if same is None:
            yield kept
            continue
        left.remove(same)
        share = same.percent if same.percent != _share(kept.percent) else ""
        profile = kept.profile
        if same.country and same.country not in profile.countries:
            more = PartyAddress(country=same.country)
            profile = replace(profile, addresses=(*profile.addresses, more))
        yield replace(kept, profile=profile, percent=share or kept.percent)
    for one in left:
        yield _related(one, customer.id)


def _share(percent: str) -> str:
    """Return a share as tables are read, without its sign: "51.5" for "51,5 %"."""
    share = read_percent(percent)
    return percent if share is None else f"{abs(share):f}"


def _bare(website: str) -> str:
    """Return a web site as tables are read: without the scheme and a last slash."""
    bare = website.partition("://")[2] or website
    return bare.removesuffix("/")


def _key(name: PartyName) -> str:
    return folded(name.text)
