"""How long records are kept, and what the rules say of keeping them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from exportdesk.rulebook.notes import Note


@dataclass(frozen=True, slots=True)
class RetentionPeriod:
    """How many years one set of rules asks for, and from when they count."""

    code: str
    name: str
    years: int
    counted_from: str
    note: Note


class Retention:
    """The periods and rules of keeping records."""

    def __init__(
        self, as_of: date, periods: Iterable[RetentionPeriod], rules: Mapping[str, Note]
    ) -> None:
        self.as_of = as_of
        self._periods = tuple(periods)
        self._rules = rules

    @property
    def years(self) -> int:
        """How many years cover every period."""
        return max(period.years for period in self._periods)

    def periods(self) -> tuple[RetentionPeriod, ...]:
        """Return every period."""
        return self._periods

    def rules(self) -> tuple[Note, ...]:
        """Return every rule."""
        return tuple(self._rules.values())

    def rule(self, code: str) -> Note:
        """Return one rule; KeyError where there is none."""
        return self._rules[code]

    def until(self, last: date) -> date:
        """Return the day up to which records are kept of what ended on `last`."""
        try:
            return last.replace(year=last.year + self.years)
        except ValueError:  # the 29th of February
            return last.replace(year=last.year + self.years, month=3, day=1)
