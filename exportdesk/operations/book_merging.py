"""One customer made of two."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from exportdesk.core.customers import Customer, Profile, RelatedParty
from exportdesk.core.ids import PartyId, new_id
from exportdesk.core.parties import PartyKind
from exportdesk.core.text import folded
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Merged:
    """What two customers are as one, and as whom the parties of the one that goes go on."""

    customer: Customer
    parties: Mapping[PartyId, PartyId]


def merged(kept: Customer, other: Customer) -> Merged:
    """Return the first customer with everything that the second tells and the first does not.

    Where there is room for one thing only and both tell another, the notes keep what the second
    one told.
    """
    ours, theirs = kept.profile, other.profile
    names = {folded(one.text): one for one in reversed((*ours.names, *theirs.names))}
    numbers = {one.number: one for one in reversed((*ours.identifiers, *theirs.identifiers))}
    told = (ours.notes, theirs.notes, *_otherwise(kept, other))
    notes = [text for text in dict.fromkeys(told) if text]
    bare = [one for one in theirs.addresses if one.line or one.country not in ours.countries]
    profile = Profile(
        names=tuple(reversed(names.values())),
        kind=theirs.kind if ours.kind is PartyKind.UNKNOWN else ours.kind,
        addresses=_each((*ours.addresses, *bare)),
        identifiers=tuple(reversed(numbers.values())),
        website=ours.website or theirs.website,
        email_domain=ours.email_domain or theirs.email_domain,
        formed_on=ours.formed_on or theirs.formed_on,
        notes="\n".join(notes),
        email=ours.email or _email_from(theirs, ours.email_domain),
    )
    parties = _parties(kept, other)
    one = replace(
        kept,
        profile=profile,
        reference=kept.reference or other.reference,
        tags=_each((*kept.tags, *other.tags)),
        related=(*kept.related, *_moved(kept, other, parties)),
    )
    return Merged(one, parties)


def _otherwise(kept: Customer, other: Customer) -> Iterator[str]:
    """Yield a line for each thing of the other that there is no second place for."""
    ours, theirs = kept.profile, other.profile
    unknown = PartyKind.UNKNOWN
    for field, here, there in (
        ("reference", kept.reference, other.reference),
        ("kind", *("" if one.kind is unknown else word(one.kind) for one in (ours, theirs))),
        ("website", ours.website, theirs.website),
        ("email_domain", ours.mail, _other_mail(ours, theirs)),
        ("formed_on", ours.formed_on, theirs.formed_on),
    ):
        if here and there and folded(here) != folded(there):
            yield sentence(f"merged-{field}", {"name": theirs.name, "value": there})


def _email_from(other: Profile, domain: str) -> str:
    """Return the address of another where it says nothing against the domain that is kept."""
    return other.email if domain.casefold() in ("", other.email_domain.casefold()) else ""


def _other_mail(ours: Profile, theirs: Profile) -> str:
    """Return an e-mail that there is no place for."""
    if not ours.email and _email_from(theirs, ours.email_domain):
        return ""
    same = ours.email_domain.casefold() == theirs.email_domain.casefold()
    return theirs.email or ("" if same else theirs.email_domain)


def _parties(kept: Customer, other: Customer) -> dict[PartyId, PartyId]:
    """Return as whom each party of the other goes on: one of ours that is the same, or a new one.

    The old ids stay with the other, which is there again when the step is taken back.
    """
    known = {(one.role, folded(one.profile.name)): one.id for one in kept.related}
    new: dict[PartyId, PartyId] = {other.id: kept.id}
    for one in other.related:
        new[one.id] = known.get((one.role, folded(one.profile.name))) or PartyId(new_id())
    return new


def _moved(
    kept: Customer, other: Customer, new: Mapping[PartyId, PartyId]
) -> Iterator[RelatedParty]:
    """Yield the related parties of the other that ours does not have, as they go on."""
    ours = {one.id for one in kept.related}
    for one in other.related:
        if new[one.id] not in ours:
            yield replace(one, id=new[one.id], of=new.get(one.of, kept.id))


def _each(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
