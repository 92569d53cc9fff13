"""What to do once somebody is confirmed to be on a list, step by step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from exportdesk.rulebook.notes import Note

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class NextStep:
    """One step for one list. `business_days` is its deadline, None where it has none."""

    list: str
    number: int
    note: Note
    business_days: int | None = None

    def due(self, since: date) -> date | None:
        """Return the last day, counted from `since`. Weekends do not count, holidays do: the
        program knows none, and too early is not wrong.
        """
        if self.business_days is None:
            return None
        day, left = since, self.business_days
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < _SATURDAY
        return day


class NextSteps:
    """The steps of every list."""

    def __init__(self, as_of: date, steps: Iterable[NextStep]) -> None:
        self.as_of = as_of
        self._steps = tuple(steps)

    def all(self) -> tuple[NextStep, ...]:
        """Return every step."""
        return self._steps

    def of(self, code: str) -> tuple[NextStep, ...]:
        """Return the steps of one list in order, () where it has none of its own."""
        return tuple(step for step in self._steps if step.list == code)
