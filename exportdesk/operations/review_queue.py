"""What waits in Review, party of ours by listed party: one on several lists is one line."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from exportdesk.core.ids import ListingUid, PartyId
from exportdesk.core.matches import Tie
from exportdesk.operations.deciding import Deciding
from exportdesk.operations.lists import Lists
from exportdesk.screening import MatchGroup, group_matches
from exportdesk.storage.book_matches import Queued

_Key = tuple[PartyId, tuple[ListingUid, ...]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """The waiting matches of one party of ours with one listed party, best first, and what joins
    them where they are several.
    """

    matches: tuple[Queued, ...]
    ties: tuple[Tie, ...] = ()

    @property
    def best(self) -> Queued:
        """The strongest of them."""
        return self.matches[0]


class ReviewQueue:
    """Reads the queue. Remembers what it joined: most of it is the same at the next look.

    Call on one thread at a time.
    """

    def __init__(self, deciding: Deciding, lists: Lists) -> None:
        self._deciding = deciding
        self._lists = lists
        self._index = ""
        self._joined: dict[_Key, tuple[MatchGroup, ...]] = {}

    def waiting(self) -> tuple[Waiting, ...]:
        """Return what waits: strongest first, then oldest."""
        queued = self._deciding.queue()
        by_party: dict[PartyId, list[Queued]] = {}
        for one in queued:
            by_party.setdefault(one.match.party, []).append(one)
        several = {party: tuple(found) for party, found in by_party.items() if len(found) > 1}
        groups = self._groups(several)
        lines: dict[tuple[PartyId, ListingUid], list[Queued]] = {}
        ties: dict[tuple[PartyId, ListingUid], tuple[Tie, ...]] = {}
        for one in queued:
            party, uid = one.match.party, one.match.match.uid
            group = groups.get((party, uid))
            key = (party, group.matches[0].uid if group else uid)
            lines.setdefault(key, []).append(one)
            ties[key] = group.ties if group else ()
        return tuple(Waiting(tuple(found), ties[key]) for key, found in lines.items())

    def _groups(
        self, several: dict[PartyId, tuple[Queued, ...]]
    ) -> dict[tuple[PartyId, ListingUid], MatchGroup]:
        """Return the group of every match that is one of several of a listed party."""
        index = self._lists.index_name()
        former = self._joined if index == self._index else {}
        keys = {party: _key(party, found) for party, found in several.items()}
        listings = self._lists.listings(
            dict.fromkeys(chain.from_iterable(key[1] for key in keys.values() if key not in former))
        )
        self._index, self._joined = index, {}
        found: dict[tuple[PartyId, ListingUid], MatchGroup] = {}
        for party, queued in several.items():
            key = keys[party]
            groups = former.get(key)
            if groups is None:
                matches = [one.match.match for one in queued]
                made = group_matches(matches, lambda match: listings.get(match.uid))
                groups = tuple(group for group in made if len(group.matches) > 1)
            self._joined[key] = groups
            for group in groups:
                found.update({(party, match.uid): group for match in group.matches})
        return found


def _key(party: PartyId, queued: Iterable[Queued]) -> _Key:
    return party, tuple(one.match.match.uid for one in queued)
