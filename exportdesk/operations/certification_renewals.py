"""Which certifications are to be renewed, and until when one counts."""

import calendar
from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from exportdesk.core.certifications import EXPIRING_DAYS
from exportdesk.core.ids import CertificationId, PartyId
from exportdesk.storage.certifications import CertificationFilter, CertificationRow

if TYPE_CHECKING:
    from exportdesk.storage.workspace import Workspace

_REMINDED_DAYS = 90  # after the end nobody is reminded any more


def renewals(
    rows: Iterable[CertificationRow],
    begun: Collection[CertificationId],
    day: date,
    within_days: int,
    goes_on: Callable[[PartyId], PartyId] = lambda customer: customer,
) -> list[CertificationRow]:
    """Return which of the accepted ones end soon or ended, the first to end first.

    Left out are those for which a renewal was `begun`, and those whose customer has another that
    counts longer. `goes_on` tells as whom a customer that was merged goes on.
    """
    accepted = list(rows)
    last: dict[PartyId, str] = {}
    for row in accepted:
        whose = goes_on(row.customer)
        last[whose] = max(last.get(whose, ""), row.expires_on)
    first = (day - timedelta(days=_REMINDED_DAYS)).isoformat()
    until = (day + timedelta(days=within_days)).isoformat()
    found = [
        row
        for row in accepted
        if first <= row.expires_on <= until
        and row.id not in begun
        and not (row.customer and last[goes_on(row.customer)] > row.expires_on)
    ]
    return sorted(found, key=lambda row: row.expires_on)


def to_renew(
    workspace: "Workspace", day: date, within_days: int = EXPIRING_DAYS
) -> tuple[CertificationRow, ...]:
    """Return those that ended or end soon and whose customer has none that counts longer.

    One that a renewal was begun for is left out, and so is what ended long ago.
    """
    rows = workspace.certifications.rows(CertificationFilter(ends_by=date.max), day)
    now = workspace.merged.now(row.customer for row in rows)
    begun = workspace.certifications.begun()
    return tuple(renewals(rows, begun, day, within_days, now.__getitem__))


def later(day: date, months: int) -> date:
    """Return the same day so many months on, or the last one of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
