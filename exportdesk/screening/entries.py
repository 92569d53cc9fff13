"""Which listings are one entry: the same entry of the same list, told by two sources or two files.

OFAC numbers its entries, and every source quotes the number. BIS does not: there the list, the
primary name and a country name the entry, because notices are cited in different ways.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from exportdesk.core.ids import ListingUid
from exportdesk.core.listings import Identifier, Listing
from exportdesk.core.parties import PartyKind
from exportdesk.screening.normalize import read_name

# The sources that tell the lists of one agency. Elsewhere a listing is an entry by its uid alone.
_NUMBERED = re.compile(r"us-(?:csl|ofac-sdn|ofac-cons):([A-Z][A-Z-]*):(\d+)(?:-\d+)?")
_NAMED_LISTS = frozenset({"EL", "UVL", "MEU", "DPL"})
_NAMED_SOURCES = frozenset({"us-csl", "us-bis-744", "us-bis-dpl"})
_NOT_KEY = re.compile(r"[^0-9A-Z]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """What names a listing as an entry of a list, whoever tells it.

    `key` begins with the list. Where it is made of a name, `countries` and `start` tell entries of
    the same name apart.
    """

    uid: ListingUid
    key: tuple[str, ...]
    countries: frozenset[str] = frozenset()
    start: str = ""


def numbered_entry(uid: ListingUid) -> Entry | None:
    """Return the entry that a uid names by the publisher's number, None where it has none."""
    numbered = _NUMBERED.fullmatch(uid)
    return Entry(uid, numbered.groups()) if numbered else None


def entry_of(listing: Listing) -> Entry | None:
    """Return the entry that a listing is, None where no other source tells its list."""
    numbered = numbered_entry(listing.uid)
    if numbered is not None:
        return numbered
    if listing.list not in _NAMED_LISTS or listing.source not in _NAMED_SOURCES:
        return None
    form = read_name(listing.name)
    countries = (*listing.countries, *(address.country for address in listing.addresses))
    return Entry(
        listing.uid,
        (listing.list, *form.keys, "/", *sorted(form.legal)),
        frozenset(filter(None, countries)),
        listing.start_date,
    )


def same_entry(one: Listing, other: Listing) -> bool:
    """Whether two listings are the same entry of the same list."""
    if one.uid == other.uid:
        return True
    if one.source == other.source or one.list != other.list:
        return False
    ours, theirs = entry_of(one), entry_of(other)
    if ours is None or theirs is None:
        return False
    return ours.key == theirs.key and _may_meet(ours, theirs)


class Entries:
    """The entries of a source, to be found by those of another."""

    def __init__(self, entries: Iterable[Entry | None] = ()) -> None:
        self._entries: dict[tuple[str, ...], list[Entry]] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry | None) -> None:
        """Take in an entry; None is none."""
        if entry is not None:
            self._entries.setdefault(entry.key, []).append(entry)

    def holds(self, entry: Entry | None) -> bool:
        """Whether there is such an entry, if perhaps more than one."""
        return entry is not None and bool(self._all(entry))

    def the_same(self, entry: Entry) -> Entry | None:
        """Return the entry that is the same as `entry`, None where that is not plain.

        Where several have the name and a country in common, the start date decides.
        """
        found = self._all(entry)
        if len(found) > 1:
            found = [one for one in found if one.start and one.start == entry.start]
        return found[0] if len(found) == 1 else None

    def _all(self, entry: Entry) -> list[Entry]:
        return [one for one in self._entries.get(entry.key, ()) if _may_meet(one, entry)]


def carries_over(old: Listing, new: Listing) -> bool:
    """Whether two looks of one listing differ in how it is told, not in who is listed.

    To be asked only where something else explains the difference: another format, another reader.
    List, kind, primary name and whatever numbers both give agree, and so does an end date.
    """
    return (
        old.list == new.list
        and (old.kind is new.kind or PartyKind.UNKNOWN in (old.kind, new.kind))
        and _words(old) == _words(new)
        and _numbers_agree(old.identifiers, new.identifiers)
        and ("" in (old.end_date, new.end_date) or old.end_date == new.end_date)
    )


def _may_meet(one: Entry, other: Entry) -> bool:
    if one.countries == other.countries:
        return True
    return not one.countries.isdisjoint(other.countries)


def _words(listing: Listing) -> tuple[list[str], frozenset[str]]:
    """Return the words of the primary name in no order: files tell family names first or last."""
    form = read_name(listing.name)
    return sorted(form.keys), form.legal


def _numbers_agree(old: Iterable[Identifier], new: Iterable[Identifier]) -> bool:
    """Whether one side has every number of each type of the other, where both have the type."""
    ours, theirs = _numbers(old), _numbers(new)
    return all(
        ours[kind] <= theirs[kind] or theirs[kind] <= ours[kind] for kind in ours.keys() & theirs
    )


def _numbers(identifiers: Iterable[Identifier]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for identifier in identifiers:
        number = _NOT_KEY.sub("", identifier.number.upper()).removeprefix("IMO")
        found.setdefault(identifier.type.strip().casefold(), set()).add(number)
    return found
