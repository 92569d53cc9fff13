"""Screening: which listed parties a party may be, and why. Pure: listings in, matches out.

What speaks in sentences (`summary`, `ofac_view`, `assessing`) is imported from its module: a
process that screens has no use for words, and they take a quarter of its start.
"""

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
from exportdesk.screening.index import index_counts
from exportdesk.screening.score import ALGORITHM, DEFAULT_THRESHOLD, strength_of
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
