"""What differs between two editions of a list, entry by entry and field by field."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from exportdesk.core.clock import Moment
from exportdesk.core.customers import Customer
from exportdesk.core.editions import Edition
from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import Address, Identifier, Listing, NameRole
from exportdesk.core.matches import Match
from exportdesk.core.parties import PartyKind
from exportdesk.core.screenings import Verdict


class ChangeKind(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class ListingField(StrEnum):
    """What of an entry may differ. Names are told apart by their role."""

    NAME = "name"
    ALIASES = "aliases"
    WEAK_ALIASES = "weak_aliases"
    ORIGINAL_SCRIPT = "original_script"
    KIND = "kind"
    LIST = "list"
    ADDRESSES = "addresses"
    IDENTIFIERS = "identifiers"
    COUNTRIES = "countries"
    BIRTH_DATES = "birth_dates"
    PROGRAMS = "programs"
    REQUIREMENT = "requirement"
    POLICY = "policy"
    CITATION = "citation"
    START_DATE = "start_date"
    END_DATE = "end_date"
    TITLE = "title"
    REMARKS = "remarks"
    URL = "url"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, each as its texts; () where there was or is nothing."""

    field: ListingField
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def gone(self) -> tuple[str, ...]:
        """What is no longer there."""
        kept = set(self.after)
        return tuple(text for text in self.before if text not in kept)

    @property
    def new(self) -> tuple[str, ...]:
        """What was not there before."""
        had = set(self.before)
        return tuple(text for text in self.after if text not in had)


@dataclass(frozen=True, slots=True)
class ListingChange:
    """One entry that is not as it was: as it is now, a removed one as it last was.

    `fields` are of a changed entry; `names` are all names it has and had.
    """

    uid: ListingUid
    list: str
    name: str
    kind: PartyKind
    change: ChangeKind
    fields: tuple[FieldChange, ...] = ()
    countries: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListCount:
    """How many entries of one list were added, removed and changed."""

    list: str
    added: int
    removed: int
    changed: int


@dataclass(frozen=True, slots=True)
class EditionDifference:
    """What differs between two editions of a source, by list and name.

    `unseen` is how many more entries differ only in the publisher's record, in fields that the
    program does not show.
    """

    source: SourceKey
    older: Edition
    newer: Edition
    added: tuple[ListingChange, ...]
    removed: tuple[ListingChange, ...]
    changed: tuple[ListingChange, ...]
    unseen: int = 0

    @property
    def all(self) -> tuple[ListingChange, ...]:
        """Every change, by list and name."""
        return tuple(sorted((*self.added, *self.removed, *self.changed), key=_order))

    @property
    def by_list(self) -> tuple[ListCount, ...]:
        """The counts of each list that has a change."""
        parts = (self.added, self.removed, self.changed)
        codes = sorted({change.list for part in parts for change in part})
        return tuple(
            ListCount(code, *(sum(change.list == code for change in part) for part in parts))
            for code in codes
        )

    def search(self, text: str) -> "EditionDifference":
        """Return what of it holds every word of `text` in a name or the uid."""
        words = text.casefold().split()
        return EditionDifference(
            self.source,
            self.older,
            self.newer,
            _having(self.added, words),
            _having(self.removed, words),
            _having(self.changed, words),
            0 if words else self.unseen,
        )


@dataclass(frozen=True, slots=True)
class TouchedCustomer:
    """A customer of ours who may be an entry that is new or changed."""

    customer: Customer
    match: Match
    change: ListingChange


@dataclass(frozen=True, slots=True)
class TouchedScreening:
    """A match of a saved screening whose entry is not as it was; `verdict` is None undecided.

    `reason` and `decided_by` are the decision's.
    """

    number: str
    at: Moment
    party: str
    score: float
    listed: str
    change: ListingChange
    verdict: Verdict | None = None
    reason: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Touches:
    """Whom and what a difference touches."""

    customers: tuple[TouchedCustomer, ...] = ()
    screenings: tuple[TouchedScreening, ...] = ()


def difference(
    older: Edition,
    newer: Edition,
    pairs: Iterable[tuple[Listing | None, Listing | None]],
) -> EditionDifference:
    """Return the difference of two editions from the entries that may differ, before and after."""
    found: dict[ChangeKind, list[ListingChange]] = {kind: [] for kind in ChangeKind}
    unseen = 0
    for before, after in pairs:
        change = listing_change(before, after)
        if change is None:
            unseen += 1
        else:
            found[change.change].append(change)
    added, removed, changed = (tuple(sorted(found[kind], key=_order)) for kind in ChangeKind)
    return EditionDifference(newer.source, older, newer, added, removed, changed, unseen)


def listing_change(before: Listing | None, after: Listing | None) -> ListingChange | None:
    """Return what became of an entry; None where every field that is shown is as it was."""
    now = after or before
    if now is None:
        return None
    kind, fields = ChangeKind.CHANGED, ()  # type: tuple[ChangeKind, tuple[FieldChange, ...]]
    if before is None:
        kind = ChangeKind.ADDED
    elif after is None:
        kind = ChangeKind.REMOVED
    else:
        fields = tuple(_field_changes(before, after))
        if not fields:
            return None
    names = [name.text for listing in (after, before) if listing for name in listing.names]
    return ListingChange(
        uid=now.uid,
        list=now.list,
        name=now.name,
        kind=now.kind,
        change=kind,
        fields=fields,
        countries=now.countries,
        names=tuple(dict.fromkeys(names)),
    )


def _field_changes(before: Listing, after: Listing) -> Iterator[FieldChange]:
    was, is_now = _fields(before), _fields(after)
    for field in ListingField:
        # The order of names or addresses says nothing, as for the fingerprint.
        if was[field] != is_now[field] and set(was[field]) != set(is_now[field]):
            yield FieldChange(field, was[field], is_now[field])


def _fields(listing: Listing) -> Mapping[ListingField, tuple[str, ...]]:
    def named(role: NameRole) -> tuple[str, ...]:
        return tuple(name.text for name in listing.names if name.role is role)

    return {
        ListingField.NAME: named(NameRole.PRIMARY),
        ListingField.ALIASES: named(NameRole.ALIAS),
        ListingField.WEAK_ALIASES: named(NameRole.WEAK_ALIAS),
        ListingField.ORIGINAL_SCRIPT: named(NameRole.ORIGINAL_SCRIPT),
        ListingField.KIND: (listing.kind.value,),
        ListingField.LIST: (listing.list,),
        ListingField.ADDRESSES: tuple(map(_address, listing.addresses)),
        ListingField.IDENTIFIERS: tuple(map(_identifier, listing.identifiers)),
        ListingField.COUNTRIES: listing.countries,
        ListingField.BIRTH_DATES: listing.birth_dates,
        ListingField.PROGRAMS: listing.programs,
        ListingField.REQUIREMENT: _one(listing.requirement),
        ListingField.POLICY: _one(listing.policy),
        ListingField.CITATION: _one(listing.citation),
        ListingField.START_DATE: _one(listing.start_date),
        ListingField.END_DATE: _one(listing.end_date),
        ListingField.TITLE: _one(listing.title),
        ListingField.REMARKS: _one(listing.remarks),
        ListingField.URL: _one(listing.url),
    }


def _one(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _address(address: Address) -> str:
    return f"{address.text} [{address.country}]" if address.country else address.text


def _identifier(identifier: Identifier) -> str:
    told = f"{identifier.type}: {identifier.number}" if identifier.type else identifier.number
    return f"{told} [{identifier.country}]" if identifier.country else told


def _having(changes: tuple[ListingChange, ...], words: list[str]) -> tuple[ListingChange, ...]:
    return tuple(
        change
        for change in changes
        if _holds("\n".join((change.uid, change.name, *change.names)).casefold(), words)
    )


def _holds(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)


def _order(change: ListingChange) -> tuple[str, str, str]:
    return change.list, change.name.casefold(), change.uid
