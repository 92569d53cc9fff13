"""Which listings are one party: the same man on the lists of the UN, the EU and OFAC.

Joined are entries that share a number which one publisher gives and the others quote, a passport, a
ship's number; and, of one kind, those with the same name and a shared birth date or country. Each
listing stays as it is: a group is a way to show them, and no decision.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from exportdesk.core.listings import Listing
from exportdesk.core.matches import Match, Tie
from exportdesk.core.parties import PartyKind
from exportdesk.screening.identifiers import IdKind, kind_of, read_identifiers
from exportdesk.screening.normalize import NameForm, read_name

# The words of the readers for what publishers quote of each other.
_REFERENCES = {
    "un reference number": "UN Reference Number",
    "ofac number": "OFAC Number",
    "eu reference number": "EU Reference Number",
    "ofsi group id": "OFSI Group ID",
    "uk sanctions number": "UK Sanctions Number",
}
# What a listing's own uid says of its number at its publisher.
_OWN_NUMBERS = (
    (
        re.compile(r"us-(?:csl|ofac-sdn|ofac-cons):(?:SDN|SSI|PLC|CMIC|NS-MBS|CAP|FSE):(\d+)"),
        "OFAC Number",
    ),
    (re.compile(r"eu-fsf:(EU\.[\w.]+)"), "EU Reference Number"),
    (re.compile(r"uk-sl:([A-Z]{3}\d+)"), "UK Sanctions Number"),
    (re.compile(r"un-sc:([A-Z]{2}[ie]\.\d+)"), "UN Reference Number"),
)
_REPEAT = re.compile(r"-\d+$")
_NOT_KEY = re.compile(r"[^A-Z0-9]+")
_WHOLE_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NAME = "name"


@dataclass(frozen=True, slots=True)
class PartyGroup:
    """Listings of one party in the order in which they were given, and what joins them."""

    listings: tuple[Listing, ...]
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchGroup:
    """Possible matches that are one listed party, best first, and what joins them."""

    matches: tuple[Match, ...]
    ties: tuple[Tie, ...] = ()


def group_listings(listings: Iterable[Listing]) -> tuple[PartyGroup, ...]:
    """Return the listings as parties, in the order of the first listing of each."""
    given = tuple(listings)
    return tuple(
        PartyGroup(tuple(given[place] for place in group.places), tuple(group.ties))
        for group in _groups(given)
    )


def group_matches(
    matches: Iterable[Match], listing_of: Callable[[Match], Listing | None]
) -> tuple[MatchGroup, ...]:
    """Return matches as parties, in the order of the first match of each.

    A match whose listing `listing_of` does not know stands alone.
    """
    given = tuple(matches)
    found = [(place, listing_of(match)) for place, match in enumerate(given)]
    known = [(place, listing) for place, listing in found if listing is not None]
    groups = [
        (tuple(known[place][0] for place in group.places), tuple(group.ties))
        for group in _groups([listing for _, listing in known])
    ]
    groups += [((place,), ()) for place, listing in found if listing is None]
    return tuple(
        MatchGroup(tuple(given[place] for place in places), ties)
        for places, ties in sorted(groups, key=lambda group: group[0])
    )


@dataclass(slots=True)
class _Group:
    places: list[int]
    ties: dict[Tie, None] = field(default_factory=dict)


class _Union:
    """Joins places, as few steps apart as can be."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))
        self.ties: list[tuple[int, Tie]] = []

    def top(self, place: int) -> int:
        while self._above[place] != place:
            self._above[place] = self._above[self._above[place]]
            place = self._above[place]
        return place

    def join(self, one: int, other: int, tie: Tie) -> None:
        self.ties.append((one, tie))
        first, second = sorted((self.top(one), self.top(other)))
        self._above[second] = first


def _groups(listings: Sequence[Listing]) -> list[_Group]:
    union = _Union(len(listings))
    _join_by_numbers(listings, union)
    _join_by_names(listings, union)
    groups: dict[int, _Group] = {}
    for place in range(len(listings)):
        groups.setdefault(union.top(place), _Group([])).places.append(place)
    for place, tie in union.ties:
        groups[union.top(place)].ties[tie] = None
    return list(groups.values())


def _join_by_numbers(listings: Sequence[Listing], union: _Union) -> None:
    first: dict[Hashable, int] = {}
    for place, listing in enumerate(listings):
        for key, tie in _numbers(listing):
            before = first.setdefault(key, place)
            if before != place:
                union.join(before, place, tie)


def _numbers(listing: Listing) -> Iterator[tuple[Hashable, Tie]]:
    """Yield the numbers that one party has alone in the world."""
    for pattern, what in _OWN_NUMBERS:
        own = pattern.fullmatch(_REPEAT.sub("", listing.uid))
        if own:
            yield _reference(what, own[1])
    for identifier in listing.identifiers:
        known = _REFERENCES.get(identifier.type.strip().casefold())
        if known:
            if _NOT_KEY.sub("", identifier.number.upper()):
                yield _reference(known, identifier.number)
            continue
        kind = kind_of(identifier.type)
        if kind not in (IdKind.IMO, IdKind.PASSPORT):
            continue
        for number in read_identifiers(identifier.number, identifier.type):
            if number.kind is IdKind.IMO:
                # Ships and companies are counted apart: the same number may be one of each.
                is_ship = listing.kind in (PartyKind.VESSEL, PartyKind.UNKNOWN)
                yield (IdKind.IMO, is_ship, number.key), Tie("IMO Number", number.key)
            elif number.kind is IdKind.PASSPORT and identifier.country:
                key = (IdKind.PASSPORT, identifier.country, number.key)
                yield key, Tie("Passport", f"{number.key} ({identifier.country})")


def _reference(what: str, number: str) -> tuple[Hashable, Tie]:
    return (what, _NOT_KEY.sub("", number.upper())), Tie(what, number.strip())


def _join_by_names(listings: Sequence[Listing], union: _Union) -> None:
    named: dict[Hashable, list[tuple[int, NameForm]]] = {}
    for place, listing in enumerate(listings):
        if listing.names:
            form = read_name(listing.names[0].text)
            key = tuple(sorted(word.key for word in form.words))
            named.setdefault((listing.kind, key), []).append((place, form))
    for entries in named.values():
        for number, (place, form) in enumerate(entries):
            for other, their_form in entries[number + 1 :]:
                if not _same_name(form, their_form, listings[place].kind):
                    continue
                if _may_be_one(listings[place], listings[other], len(form.words)):
                    union.join(place, other, Tie(_NAME, listings[place].name))


def _same_name(one: NameForm, other: NameForm, kind: PartyKind) -> bool:
    """Whether two names of the same words are the same.

    People's words come in any order, companies' do not; "Alder LLC" and "Alder AG" are two.
    """
    if one.legal and other.legal and one.legal != other.legal:
        return False
    if kind is PartyKind.ORGANIZATION or one.legal or other.legal:
        return [word.key for word in one.words] == [word.key for word in other.words]
    return True


def _may_be_one(one: Listing, other: Listing, words: int) -> bool:
    """Whether two parties of the same name share a birth date or a country.

    Two whole birth dates that differ tell them apart, wherever they come from; one word alone names
    many people of a country.
    """
    if not set(one.birth_dates).isdisjoint(other.birth_dates):
        return True
    if one.kind is PartyKind.PERSON and words < 2:
        return False
    ours, theirs = (
        {d for d in listing.birth_dates if _WHOLE_DATE.fullmatch(d)} for listing in (one, other)
    )
    if ours and theirs:
        return False
    return not _countries(one).isdisjoint(_countries(other))


def _countries(listing: Listing) -> frozenset[str]:
    codes = (*listing.countries, *(address.country for address in listing.addresses))
    return frozenset(filter(None, codes))
