"""Stand-ins for what a test must hold still: the clock, later dialogs and the executor."""

from datetime import UTC, datetime, timedelta

from exportdesk.core.clock import Moment

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
"""Friday, 20 November 2026, noon in New York."""


class FakeClock:
    """A clock that stands still until a test moves it. Implements `core.clock.Clock`."""

    def __init__(self, at: datetime = NOON, zone: str = "America/New_York") -> None:
        self.at = at
        self.zone = zone

    def now(self) -> Moment:
        """Return the moment the test has set."""
        return Moment.of(self.at, self.zone)

    def advance(self, **step: float) -> None:
        """Move on by `timedelta(**step)`: `clock.advance(days=1, seconds=3)`."""
        self.at += timedelta(**step)
