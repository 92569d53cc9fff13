"""Whom a change of lists touches: who may have other matches than before, at least.

The changed listings are an index of their own, weighed by the whole, so that a pair of names
scores there as in the whole and no candidate is lost that the whole would look at. What a party
meets there is judged by the best that could be: as if country, kind and legal form spoke for it. A
removed listing counts like a new one, because a name that is gone lets others come up.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from exportdesk.core.listings import Listing, NameRole
from exportdesk.core.parties import Party
from exportdesk.core.progress import Silent
from exportdesk.screening import score
from exportdesk.screening.builder import IndexBuilder
from exportdesk.screening.changed_names import AskedName, ChangedNames
from exportdesk.screening.changed_words import ChangedWords
from exportdesk.screening.identifiers import read_identifiers
from exportdesk.screening.index import Index
from exportdesk.screening.normalize import read_name


@dataclass(frozen=True, slots=True)
class ListChanges:
    """What differs between two states of the lists.

    `before` are the listings that are gone and those that changed, as they were; `after` those
    that are new and those that changed, as they are.
    """

    before: tuple[Listing, ...] = ()
    after: tuple[Listing, ...] = ()

    @property
    def count(self) -> int:
        """How many listings differ."""
        return len({listing.uid for listing in (*self.before, *self.after)})

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.before or self.after)


class Touching:
    """Tells whom changes touch. `whole` is the index of the lists as they are after them."""

    def __init__(self, whole: Index, changes: ListChanges, least: float) -> None:
        builder = IndexBuilder(whole)
        for listing in (*_with_new_names(changes), *_without_same_names(changes)):
            builder.add(listing)
        self._changed = Index(builder.hold(Silent()), whole, whole.lexicon)
        self._words = ChangedWords(whole, changes.before, changes.after)
        self._names = ChangedNames(self._changed)
        self._model = score.model()
        self._least = math.log(least / (100.0 - least))

    def touched(self, parties: Sequence[Party]) -> set[int]:
        """Return the places of those who may be other listings than before the changes.

        Asked of some dozens at once, each takes a third of the time.
        """
        found: set[int] = set()
        asked: list[AskedName] = []
        for at, party in enumerate(parties):
            if self._is_found(party):
                found.add(at)
                continue
            for name in dict.fromkeys((party.name, *party.other_names)):
                if not name.strip():
                    continue
                form = read_name(name)
                read = self._words.read(form)
                if self._words.was_other(form, read):
                    found.add(at)
                asked += [
                    AskedName(at, form, reading, nth > 0)
                    for nth, reading in enumerate(read)
                    if reading
                ]
        whose, figures = self._names.figures([one for one in asked if one.whose not in found])
        if figures:
            totals = self._model.sums(np.array(figures))
            found.update(whose[at] for at in np.flatnonzero(totals >= self._least).tolist())
        return found

    def touches(self, party: Party) -> bool:
        """Return whether one party may be other listings than before the changes."""
        return bool(self.touched([party]))

    def _is_found(self, party: Party) -> bool:
        """Return whether an address or a number of the party is one of the changed listings'."""
        return any(self._changed.addresses.find(address) for address in party.addresses) or any(
            self._changed.identified_by(number.key) for number in read_identifiers(party.identifier)
        )


def _with_new_names(changes: ListChanges) -> list[Listing]:
    """Return the listings that are, with those of their names that may be met otherwise now.

    A name that stood there before, with the same beside it, is met as any name of a listing that
    did not change: whom it could touch had it near before.
    """
    were = {listing.uid: listing for listing in changes.before}
    new = []
    for listing in changes.after:
        was = were.get(listing.uid)
        if was is not None and (was.kind, was.countries) == (listing.kind, listing.countries):
            kept = _first_roles(was).items() & _first_roles(listing).items()
            names = tuple(n for n in listing.names if (n.text, n.role) not in kept)
            listing = replace(listing, names=names)
        new.append(listing)
    return new


def _first_roles(listing: Listing) -> dict[str, NameRole]:
    """Return the role that each name has in an index: of a text that stands twice, the first."""
    return {name.text: name.role for name in reversed(listing.names)}


def _without_same_names(changes: ListChanges) -> list[Listing]:
    """Return the listings that were, with those of their names that they have no longer."""
    kept = {listing.uid: {name.text for name in listing.names} for listing in changes.after}
    gone = []
    for listing in changes.before:
        names = tuple(n for n in listing.names if n.text not in kept.get(listing.uid, ()))
        # No less than an alias: the best that could have been.
        names = tuple(replace(name, role=NameRole.ALIAS) for name in names)
        gone.append(replace(listing, names=names, addresses=(), identifiers=()))
    return gone
