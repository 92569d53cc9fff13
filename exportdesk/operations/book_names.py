"""What screening the book looks after besides what it finds: names that share a word with listed
ones, and matches that a person had opened.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from exportdesk.core.book import BookMatch
from exportdesk.core.customers import KeptParty
from exportdesk.core.fingerprints import listing_fingerprint
from exportdesk.core.ids import PartyId
from exportdesk.core.name_looks import SharedName
from exportdesk.core.progress import Progress
from exportdesk.operations.lists import Lists
from exportdesk.operations.lists_status import ReadyIndex
from exportdesk.operations.screening import Screenings
from exportdesk.storage.workspace import Workspace


def look_up_names(
    screenings: Screenings, ready: ReadyIndex, parties: Iterable[KeptParty], progress: Progress
) -> dict[PartyId, SharedName]:
    """Find out which names of these parties share a word with listings of an index."""
    whose = {one.id: one for one in parties}
    if not whose:
        return {}
    asked = {party: kept.profile.party() for party, kept in whose.items()}
    return {
        party: SharedName(party, whose[party].customer, mention, uids)
        for party, (mention, uids) in screenings.sharing(ready, asked, progress).items()
    }


def keep_names(
    workspace: Workspace, parties: Sequence[KeptParty], found: Mapping[PartyId, SharedName]
) -> list[PartyId]:
    """Keep which names share a word where that is another than before, and return whose.

    Call inside `writing`.
    """
    had = workspace.shared_names.all()
    changed = [one for one in parties if _shares(had.get(one.id)) != _shares(found.get(one.id))]
    now = [found[one.id] for one in changed if one.id in found]
    workspace.shared_names.replace([one.id for one in changed], now)
    return [one.customer for one in changed]


def asked_matches(workspace: Workspace) -> dict[PartyId, list[BookMatch]]:
    """Return the matches that somebody had opened, by party."""
    found: dict[PartyId, list[BookMatch]] = {}
    for match in workspace.matches.asked():
        found.setdefault(match.party, []).append(match)
    return found


def asked_still(
    lists: Lists, asked: Mapping[PartyId, Sequence[BookMatch]]
) -> dict[PartyId, list[BookMatch]]:
    """Return matches that somebody had opened, with listings as they look now.

    Those with a listing that is not in force any more are left out, as of any other match.
    """
    if not asked:
        return {}
    listings = lists.in_force_of(one.match.uid for matches in asked.values() for one in matches)
    return {
        party: [
            replace(one, listing_fingerprint=listing_fingerprint(listings[one.match.uid]))
            for one in matches
            if one.match.uid in listings
        ]
        for party, matches in asked.items()
    }


def _shares(one: SharedName | None) -> object:
    return None if one is None else (one.mention, one.mention.words, one.uids)
