"""Indexes of the demo's two editions, and what lies between them."""

from pathlib import Path

from exportdesk.core.ids import ListingUid
from exportdesk.core.listings import Listing
from exportdesk.core.progress import Silent
from exportdesk.lists import load_catalogue, open_list
from exportdesk.rulebook import load_rulebook
from exportdesk.screening import IndexBuilder


def listings_of(list_file: Path) -> list[Listing]:
    """Return the listings of a file."""
    source, countries = load_catalogue().source("us-csl"), load_rulebook().countries
    return list(open_list(list_file, source, countries.country_code, Silent()))


def index_of(listings: list[Listing], folder: Path) -> Path:
    """Build an index in `folder` and return it."""
    builder = IndexBuilder()
    for listing in listings:
        builder.add(listing)
    builder.finish(folder, Silent())
    return folder


def changed(before: list[Listing], after: list[Listing]) -> set[ListingUid]:
    """Return the listings that are new or other than they were."""
    old = {listing.uid: listing for listing in before}
    return {listing.uid for listing in after if old.get(listing.uid) != listing}
