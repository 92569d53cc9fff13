"""Rules that begin and end on dates: whether one is in force on a day, and how sure that is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from exportdesk.rulebook.provenance import Provenance, Status


@dataclass(frozen=True, slots=True)
class State:
    """How a rule stands on a day: in force or not, the sentence to show, and where it is written.

    `in_force` is how it is treated. Where `provenance.status` is unverified that rests on the text
    alone, and the sentence says what was not checked.
    """

    in_force: bool
    sentence: str
    provenance: Provenance

    @property
    def is_checked(self) -> bool:
        """Whether the state of the rule on that day was checked at all."""
        return self.provenance.status is not Status.UNVERIFIED


@dataclass(frozen=True, slots=True)
class Period:
    """A time in which a rule stands in one way: from its first day on, None for always before."""

    since: date | None
    state: State


@dataclass(frozen=True, slots=True)
class Switch:
    """A rule with the periods of its life, in order and without gaps; the first has no start."""

    code: str
    name: str
    periods: tuple[Period, ...]

    def in_force(self, on: date) -> State:
        """Return how the rule stands on that day. Ask with the planned date of export."""
        state = self.periods[0].state
        for period in self.periods[1:]:
            if period.since is not None and period.since <= on:
                state = period.state
        return state

    def changes(self) -> tuple[date, ...]:
        """Return the days on which the state changes."""
        return tuple(period.since for period in self.periods if period.since is not None)


class Switches:
    """The dated rules, by code."""

    def __init__(self, as_of: date, switches: Iterable[Switch]) -> None:
        self.as_of = as_of
        self._switches: Mapping[str, Switch] = {switch.code: switch for switch in switches}

    def all(self) -> tuple[Switch, ...]:
        """Return every dated rule."""
        return tuple(self._switches.values())

    def of(self, code: str) -> Switch:
        """Return one dated rule; KeyError where there is none."""
        return self._switches[code]

    def with_switch(self, switch: Switch) -> "Switches":
        """Return the same rules with this one in place of the one of its code."""
        return Switches(self.as_of, {**self._switches, switch.code: switch}.values())
