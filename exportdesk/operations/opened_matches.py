"""A listed party taken for a possible match because a person said so, however little it meets."""

from exportdesk.core.listings import Listing
from exportdesk.core.matches import Feature, Match, Reason, Relation, Strength


def match_by_word(listing: Listing, word: str) -> Match:
    """Return a match that nothing but a word speaks for."""
    return Match(
        uid=listing.uid,
        source=listing.source,
        list=listing.list,
        kind=listing.kind,
        name=listing.name,
        matched_name=listing.name,
        countries=listing.countries,
        score=0.0,
        strength=Strength.UNLIKELY,
        reasons=(Reason(Feature.NAME, word, word, Relation.SAME),),
    )
