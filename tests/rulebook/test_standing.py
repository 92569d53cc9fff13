"""A denial order that ran out is history; everything else stands."""

from datetime import date

import pytest

from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import ListedName, Listing
from exportdesk.core.parties import PartyKind
from exportdesk.rulebook import denial_order_ended

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("code", "end", "ended"),
    [
        ("DPL", "2020-03-01", True),
        ("DPL", "2026-11-21", True),
        ("DPL", "2026-11-22", False),  # the last day still counts
        ("DPL", "2031-01-01", False),
        ("DPL", "", False),
        ("DPL", "indefinite", False),
        ("DPL", " 8/11/2015", True),
        ("DPL", "13/40/2015", False),
        ("EL", "2020-03-01", False),
    ],
)
def test_denial_order_ended(code: str, end: str, ended: bool) -> None:
    listing = Listing(
        ListingUid(f"us-csl:{code}:1"),
        SourceKey("us-csl"),
        code,
        code,
        PartyKind.UNKNOWN,
        (ListedName("Made-up Trading"),),
        end_date=end,
    )
    assert denial_order_ended(listing, TODAY) is ended
