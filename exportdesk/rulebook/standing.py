"""Whether a listing still stands on a given day."""

import re
from datetime import date

from exportdesk.core.listings import Listing

_AMERICAN = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")


def denial_order_ended(listing: Listing, on: date) -> bool:
    """Return whether `listing` is a denial order that ran out before `on`.

    Such an order is history: shown, stopping nothing. One without an end date, or with one nobody
    can read, counts as in force. Other lists carry no end date that ends the listing.
    """
    if listing.list != "DPL":
        return False
    end = _day(listing.end_date)
    return end is not None and end < on


def _day(text: str) -> date | None:
    text = text.strip()
    american = _AMERICAN.match(text)
    try:
        if american:
            month, day, year = (int(part) for part in american.groups())
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        return None
