"""Which customers without a match share a telling word of their name with listed parties."""

from exportdesk.core.customers import Customer
from exportdesk.core.matches import Mention
from exportdesk.core.parties import Party
from exportdesk.core.standing import CustomerStatus
from exportdesk.storage.customer_rows import CustomerRow
from exportdesk.wiring import Desk

_MOST_KEPT = 5000


class Namesakes:
    """Looks names up in the index in use, each once: a table asks again with every painting."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._index: object = None
        self._known: dict[str, Mention | None] = {}

    def of_row(self, row: CustomerRow) -> Mention | None:
        """Return the word that the name of a customer shares, None for one that has a match."""
        if row.status is not CustomerStatus.NO_OPEN_MATCH or row.has_matches:
            return None
        ready = self._desk.screenings.ready
        if ready is None:
            return None
        if ready != self._index or len(self._known) > _MOST_KEPT:
            self._index, self._known = ready, {}
        if row.name not in self._known:
            self._known[row.name] = self._desk.screenings.mention(Party(row.name))
        return self._known[row.name]


def mention_of(desk: Desk, customer: Customer) -> Mention | None:
    """Return the word that a name of the customer, or of who is related, shares; None without."""
    if desk.screenings.ready is None:
        return None
    found = (desk.screenings.mention(one.profile.party()) for one in customer.parties())
    return next((one for one in found if one is not None), None)
