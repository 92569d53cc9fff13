"""Screening: which listed parties a party may be, and why. Pure: listings in, matches out.

What speaks in sentences (`summary`, `ofac_view`, `assessing`) is imported from its module: a
process that screens has no use for words, and they take a quarter of its start.
"""

from typing import TYPE_CHECKING

from exportdesk.core.read_later import read_later

if TYPE_CHECKING:
    from exportdesk.screening.builder import IndexBuilder
    from exportdesk.screening.entries import (
        Entries,
        Entry,
        carries_over,
        entry_of,
        numbered_entry,
        same_entry,
    )
    from exportdesk.screening.grouping import (
        MatchGroup,
        PartyGroup,
        group_listings,
        group_matches,
    )
    from exportdesk.screening.kept import ALGORITHM, DEFAULT_THRESHOLD, index_counts
    from exportdesk.screening.score import strength_of
    from exportdesk.screening.screener import Screener

__all__ = [
    "ALGORITHM",
    "DEFAULT_THRESHOLD",
    "Entries",
    "Entry",
    "IndexBuilder",
    "MatchGroup",
    "PartyGroup",
    "Screener",
    "carries_over",
    "entry_of",
    "group_listings",
    "group_matches",
    "index_counts",
    "numbered_entry",
    "same_entry",
    "strength_of",
]

_WHERE = {
    "ALGORITHM": "kept",
    "DEFAULT_THRESHOLD": "kept",
    "Entries": "entries",
    "Entry": "entries",
    "IndexBuilder": "builder",
    "MatchGroup": "grouping",
    "PartyGroup": "grouping",
    "Screener": "screener",
    "carries_over": "entries",
    "entry_of": "entries",
    "group_listings": "grouping",
    "group_matches": "grouping",
    "index_counts": "kept",
    "numbered_entry": "entries",
    "same_entry": "entries",
    "strength_of": "score",
}

if not TYPE_CHECKING:
    __getattr__ = read_later(__name__, _WHERE)
