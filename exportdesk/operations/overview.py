"""What waits and what was done last, for the first page: read from the workspace alone.

The parts that work on it know the same, but the rules and the lists they read take a while, and
the window is not to wait for them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from exportdesk.core.cases import CaseState
from exportdesk.core.certifications import CertificationState
from exportdesk.core.clock import Clock, today
from exportdesk.operations.certification_renewals import to_renew
from exportdesk.storage.cases import CaseFilter, CaseRow
from exportdesk.storage.certifications import CertificationFilter
from exportdesk.storage.screenings import ScreeningRow

if TYPE_CHECKING:
    from exportdesk.storage.workspace import Workspace

LATE_DAYS = 14
"""So long after it was sent, a certification that did not come back is asked for."""


@dataclass(frozen=True, slots=True)
class CertificationCounts:
    """How many certifications came back, end soon or have ended, and wait for a customer.

    `late` of those that wait were sent more than two weeks ago.
    """

    returned: int = 0
    ending: int = 0
    late: int = 0

    @property
    def any(self) -> bool:
        """Whether anything waits."""
        return bool(self.returned or self.ending or self.late)


class Overview:
    """What the workspace says of the day. Each method may be called on any thread."""

    def __init__(self, *, workspace: "Callable[[], Workspace]", clock: Clock) -> None:
        self._workspace = workspace
        self._clock = clock

    def screenings(self, limit: int) -> list[ScreeningRow]:
        """Return the last saved screenings, newest first."""
        return self._workspace().screenings.rows("", limit=limit)

    def customers(self) -> int:
        """Return how many customers there are."""
        return self._workspace().customers.count()

    def matches(self) -> int:
        """Return how many matches wait in Review."""
        return self._workspace().matches.waiting()

    def names(self) -> int:
        """Return of how many customers nothing but a name is to be looked at."""
        return self._workspace().shared_names.waiting()

    def open_cases(self) -> list[CaseRow]:
        """Return the open cases, the one that was changed last first."""
        return self._workspace().cases.rows(CaseFilter(states=(CaseState.OPEN,)))

    def held_cases(self) -> int:
        """Return how many cases were signed as a hold and not taken up again."""
        return len(self._workspace().cases.held())

    def is_certified(self) -> bool:
        """Whether there is any certification."""
        wanted = CertificationFilter(limit=1)
        return bool(self._workspace().certifications.rows(wanted, today(self._clock)))

    def certifications(self) -> CertificationCounts:
        """Count what waits with certifications."""
        workspace, day, states = self._workspace(), today(self._clock), CertificationState
        wanted = CertificationFilter(states=(states.RETURNED, states.SENT))
        rows = workspace.certifications.rows(wanted, day)
        before = (day - timedelta(days=LATE_DAYS)).isoformat()
        return CertificationCounts(
            returned=sum(row.state is states.RETURNED for row in rows),
            ending=len(to_renew(workspace, day)),
            late=sum(row.state is states.SENT and row.sent_at < before for row in rows),
        )
