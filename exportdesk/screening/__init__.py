"""Screening: which listed parties a party may be, and why. Pure: listings in, matches out."""

from exportdesk.screening.builder import IndexBuilder
from exportdesk.screening.grouping import (
    MatchGroup,
    PartyGroup,
    Tie,
    group_listings,
    group_matches,
)
from exportdesk.screening.ofac_view import ofac_said, ofac_score
from exportdesk.screening.score import ALGORITHM, DEFAULT_THRESHOLD, strength_of
from exportdesk.screening.screener import Screener
from exportdesk.screening.summary import summary

__all__ = [
    "ALGORITHM",
    "DEFAULT_THRESHOLD",
    "IndexBuilder",
    "MatchGroup",
    "PartyGroup",
    "Screener",
    "Tie",
    "group_listings",
    "group_matches",
    "ofac_said",
    "ofac_score",
    "strength_of",
    "summary",
]
