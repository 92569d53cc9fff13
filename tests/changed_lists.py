"""Lists before and after a change, made from real or made-up listings, and customers to screen."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from exportdesk.core.listings import Address, Identifier, ListedName, Listing, NameRole
from exportdesk.core.measurements import Variation
from exportdesk.core.parties import Party, PartyKind
from exportdesk.screening.made_names import made_names
from exportdesk.screening.mutations import varied
from exportdesk.screening.touching import ListChanges

_COUNTRIES = ("RU", "CN", "IR", "AE", "TR", "HK", "DE", "US", "")
_VARIATIONS = tuple(Variation)


def changed_lists(
    pool: Sequence[Listing], share: float, seed: int
) -> tuple[list[Listing], list[Listing], ListChanges]:
    """Return listings before, after, and what differs: a third each comes, goes, is modified."""
    dice = random.Random(f"changes {seed}")
    picked = dice.sample(range(len(pool)), max(3, round(share * len(pool))))
    third = len(picked) // 3
    added, gone, other = set(picked[:third]), set(picked[third : 2 * third]), picked[2 * third :]
    modified = {at: _modified(pool[at], dice) for at in other}
    before = [one for at, one in enumerate(pool) if at not in added]
    after = [modified.get(at, one) for at, one in enumerate(pool) if at not in gone]
    return (
        before,
        after,
        ListChanges(
            tuple(pool[at] for at in sorted({*gone, *other})),
            tuple(modified.get(at, pool[at]) for at in sorted({*added, *other})),
        ),
    )


def _modified(listing: Listing, dice: random.Random) -> Listing:
    """Return a listing changed in one way: names, kind, countries, addresses or numbers."""
    names, kind = listing.names, listing.kind
    made = next(islice(made_names(), dice.randrange(500), None)).name
    slipped = varied(listing.name, kind, dice.choice(_VARIATIONS)) or made
    others = tuple(one for one in PartyKind if one is not PartyKind.ADDRESS)
    ways = (
        {"names": (*names, ListedName(made))},
        {"names": (*names, ListedName(slipped))},
        {"names": names[:-1] if len(names) > 1 else names},
        {"names": (ListedName(slipped, NameRole.PRIMARY), *names[1:])},
        {"kind": kind if kind is PartyKind.ADDRESS else dice.choice(others)},
        {"countries": (dice.choice(_COUNTRIES[:-1]),)},
        {"addresses": (*listing.addresses, Address(f"{dice.randrange(1, 99)} {made} Road, Dubai"))},
        {"addresses": ()},
        {"identifiers": (Identifier("Tax ID No.", str(dice.randrange(10**8, 10**9))),)},
        {"remarks": "changed"},
    )
    return replace(listing, **dice.choice(ways))  # type: ignore[arg-type] # fields by name


def customers_near(pool: Sequence[Listing], count: int, seed: int) -> list[Party]:
    """Return customers: half ordinary, the others listed names and addresses, most of them changed.

    Half have an address, of their own or a listed one.
    """
    dice = random.Random(f"customers {seed}")
    named = [one for one in pool if one.names]
    addresses = [address.text for one in pool for address in one.addresses if "," in address.text]
    customers = []
    for number, made in enumerate(islice(made_names(), count)):
        name, kind = made.name, PartyKind.ORGANIZATION if made.is_company else PartyKind.PERSON
        country = made.country
        if number % 4 >= 2:
            listing = dice.choice(named)
            listed = dice.choice(listing.names).text
            name = varied(listed, listing.kind, dice.choice(_VARIATIONS)) or listed
            kind = dice.choice((listing.kind, PartyKind.UNKNOWN))
            country = dice.choice((*listing.countries, *_COUNTRIES))
        if number % 5 == 0:
            words = name.split()
            name = " ".join((*words[: len(words) // 2], *dice.choice(named).name.split()[-2:]))
        address = ""
        if dice.random() < 0.5:
            place = dice.choice((made.name.split()[0], "Garden", "Lenina", "Industrial", "Xinhua"))
            address = f"{dice.randrange(1, 150)} {place} Street, {dice.choice(('Dubai', 'Moscow'))}"
            if addresses and dice.random() < 0.5:
                address = _slipped(dice.choice(addresses), dice)
        customers.append(Party(name, kind, country, address))
    return customers


def _slipped(address: str, dice: random.Random) -> str:
    parts = address.split(", ")
    if len(parts) > 2 and dice.random() < 0.5:
        parts.pop(dice.randrange(1, len(parts)))
    text = ", ".join(parts)
    at = dice.randrange(len(text))
    return text[:at] + text[at + 1 :] if dice.random() < 0.5 else text
