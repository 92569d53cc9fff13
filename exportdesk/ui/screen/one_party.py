"""What the Screen page says of one listed party that stands on several lists."""

from collections.abc import Callable, Sequence
from datetime import date

from exportdesk.core.i18n import _
from exportdesk.core.listings import Listing
from exportdesk.core.matches import Tie
from exportdesk.core.screenings import SeenMatch
from exportdesk.core.words.parties import on_lists, ties_said
from exportdesk.rulebook import Consequence, ListMeaning, denial_order_ended


def said_together(
    party: Sequence[SeenMatch], ties: Sequence[Tie], list_title: Callable[[str], str]
) -> tuple[str, str]:
    """Return what joins the listings of one party, and on which lists; "" for a single one."""
    if len(party) < 2:
        return "", ""
    lists = on_lists(list_title(seen.match.list) for seen in party)
    joined = _("Listed {count} times, joined by {ties}").format(
        count=len(party), ties=ties_said(ties, most=1)
    )
    return joined, lists


def gravest(
    party: Sequence[SeenMatch], meaning_of: Callable[[Listing], ListMeaning], day: date
) -> Listing:
    """Return the listing of a party from which most follows, if it is the same party."""
    order = list(Consequence)

    def gravity(listing: Listing) -> tuple[bool, int]:
        return denial_order_ended(listing, day), order.index(meaning_of(listing).consequence)

    return min((seen.listing for seen in party), key=gravity)
