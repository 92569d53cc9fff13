"""Statements of law that findings rest on: short texts with their citation, by code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from exportdesk.rulebook.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Note:
    """One statement in our own words, and where it comes from."""

    code: str
    text: str
    provenance: Provenance


class Notes:
    """The statements, by code."""

    def __init__(self, as_of: date, notes: Mapping[str, Note]) -> None:
        self.as_of = as_of
        self._notes = notes

    def all(self) -> tuple[Note, ...]:
        """Return every statement."""
        return tuple(self._notes.values())

    def of(self, code: str) -> Note:
        """Return one statement; KeyError where there is none."""
        return self._notes[code]
