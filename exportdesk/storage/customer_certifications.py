"""How the certifications of customers stand, for filtering a table of customers."""

from datetime import date

from sqlite_utils import Database

from exportdesk.core.certifications import CertificationState, standing_on
from exportdesk.core.ids import PartyId
from exportdesk.storage.merged_parties import MergedParties


class CustomerCertifications:
    """Tells how certifications stand, by customer."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._merged = MergedParties(db)

    def standings(self, day: date) -> dict[PartyId, frozenset[CertificationState]]:
        """Return how the certifications of each customer stand on a day, but for those replaced.

        Those of a customer that was merged are told of the one it goes on as.
        """
        rows = self._db.execute(
            "select distinct customer, state, expires_on from certifications"
            " where removed_at = '' and customer <> '' and state <> 'replaced'"
        ).fetchall()
        now = self._merged.now(PartyId(customer) for customer, _state, _ends in rows)
        found: dict[PartyId, set[CertificationState]] = {}
        for customer, state, expires_on in rows:
            ends = date.fromisoformat(expires_on) if expires_on else None
            stands = standing_on(CertificationState(state), ends, day)
            found.setdefault(now[PartyId(customer)], set()).add(stands)
        return {customer: frozenset(states) for customer, states in found.items()}
