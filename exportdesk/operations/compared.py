"""How much parties are compared with: what is in force, without what another source has in full."""

from dataclasses import dataclass
from pathlib import Path

from exportdesk.core.errors import StorageFault
from exportdesk.operations.list_index import index_key
from exportdesk.operations.matched_lists import MatchedLists
from exportdesk.screening import index_counts


@dataclass(frozen=True, slots=True)
class Compared:
    """How many listings and names parties are compared with, on how many lists."""

    listings: int
    names: int
    lists: int


def compared(matched: MatchedLists, index_folder: Path) -> Compared:
    """Count what parties are compared with.

    The index knows exactly. While there is none, an entry that only the less detailed source has
    is not counted, and names are those of all editions.
    """
    given_way = {(one.source, code) for one in matched.superseding for code in one.lists}
    counts = {
        (edition.source, code): count
        for edition in matched.editions
        for code, count in edition.counts.items()
        if (edition.source, code) not in given_way
    }
    try:
        listings, names = index_counts(index_folder / index_key(matched))
    except StorageFault:
        listings = sum(counts.values())
        names = sum(edition.names for edition in matched.editions)
    return Compared(listings, names, len(counts))
