"""Stand-ins for what a test must hold still: the clock, later dialogs and the executor."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from typing_extensions import override

from exportdesk.core.clock import Moment

T = TypeVar("T")

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


class HeldExecutor(Executor):
    """Runs work at once on the calling thread; while it is held, as under load, only later."""

    def __init__(self) -> None:
        self.held = False
        self._waiting: list[Callable[[], None]] = []

    @override
    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        future: Future[T] = Future()

        def run() -> None:
            if future.set_running_or_notify_cancel():
                future.set_result(fn(*args, **kwargs))

        if self.held:
            self._waiting.append(run)
        else:
            run()
        return future

    def let_go(self) -> None:
        """Do what waits, and hold nothing any more."""
        self.held = False
        while self._waiting:
            self._waiting.pop(0)()
