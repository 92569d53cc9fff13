"""The rows of a table as drafts, each with its problems, which can be fixed cell by cell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made_by
from enum import StrEnum
from typing import Generic, TypeVar

from exportdesk.core.progress import Progress, Silent
from exportdesk.tables.cells import EMPTY, CountryCode, Habit, Value, habit_of, read_cell
from exportdesk.tables.codes import says_nothing
from exportdesk.tables.fields import CODE_FIELDS, RELATED_ROLES
from exportdesk.tables.grid import WHOLE_ROW, Row
from exportdesk.tables.mapping import ColumnMap
from exportdesk.tables.slots import Slot
from exportdesk.tables.subjects import Subject
from exportdesk.tables.table import Table

F = TypeVar("F", bound=StrEnum)
D = TypeVar("D")

_REPORTED = 1_000
_NO_VALUE = frozenset(("cell-error", "cell-not-calculated"))


@dataclass(frozen=True, slots=True)
class Problem(Generic[F]):
    """Something wrong with a row: its number, the column (WHOLE_ROW for the row), a code, facts.

    `field` is what the column holds; a field without a column has the column WHOLE_ROW.
    """

    row: int
    column: int
    code: str
    facts: Mapping[str, object] = made_by(default_factory=dict)
    field: F | None = None


@dataclass(frozen=True, slots=True)
class DraftRow(Generic[F, D]):
    """One row of a table as a draft, and what is wrong with it.

    `source` is the row as it is in the file, with what was fixed in its cells; `added` is what was
    typed for fields that have no column.
    """

    source: Row
    draft: D
    problems: tuple[Problem[F], ...] = ()
    added: tuple[tuple[Slot[F], str], ...] = ()

    @property
    def number(self) -> int:
        """The number of the row in the file."""
        return self.source.number


class RowReader(Generic[F, D]):
    """Reads the rows of one table by one mapping."""

    def __init__(
        self,
        table: Table,
        columns: ColumnMap[F],
        subject: Subject[F, D],
        country_code: CountryCode,
    ) -> None:
        self._table = table
        self._subject = subject
        self._country_code = country_code
        slots = enumerate(columns.apart.columns)
        self._used = [(at, slot) for at, slot in slots if slot is not None]
        self._habits = {
            at: habit_of(subject.kinds[slot.field].reads, _column(table, at))
            for at, slot in self._used
        }
        self._widest = _usual_width(table)

    def read(self, progress: Progress | None = None) -> Iterator[DraftRow[F, D]]:
        """Yield every row as a draft with its problems. Raises Cancelled."""
        watcher = progress or Silent()
        watcher.stage("reading-rows")
        for done, row in enumerate(self._table.rows):
            if done % _REPORTED == 0:
                watcher.step(done, len(self._table.rows))
            yield self._read(row, ())
        watcher.step(len(self._table.rows), len(self._table.rows))

    def fix(
        self, row: DraftRow[F, D], field: F, text: str, column: int | None = None
    ) -> DraftRow[F, D]:
        """Return a row with `text` in the cell of `field`; other cells stay as they were read.

        Of several columns of a field it is the one named, else the first with a problem, else the
        first. A field without a column keeps what was typed beside the row.
        """
        places = [at for at, slot in self._used if slot.field == field]
        bad = [one.column for one in row.problems if one.field == field and one.column in places]
        place = column if column in places else next(iter([*bad, *places]), None)
        if place is None:
            others = [pair for pair in row.added if pair[0].field != field]
            return self._read(row.source, (*others, (Slot(field), text)))
        cells = list(row.source.cells) + [""] * (place + 1 - len(row.source.cells))
        cells[place] = text
        kept = tuple(one for one in row.source.problems if one.column != place)
        return self._read(replace(row.source, cells=tuple(cells), problems=kept), row.added)

    def _read(self, row: Row, added: tuple[tuple[Slot[F], str], ...]) -> DraftRow[F, D]:
        problems: list[Problem[F]] = []
        void = self._of_the_file(row, problems) if row.problems else frozenset[int]()
        said: list[tuple[Slot[F], Value]] = []
        width = len(row.cells)
        for at, slot in self._used:
            if at < width and row.cells[at] and at not in void:
                self._say(row, at, slot, row.cells[at], said, problems)
        for slot, text in added:
            self._say(row, WHOLE_ROW, slot, text, said, problems)
        if not any(slot.field in self._subject.needed for slot, value in said if value.parts):
            problems.append(Problem(row.number, WHOLE_ROW, self._subject.needed_code))
        if self._widest and width > self._widest:
            facts = {"cells": width, "columns": self._widest}
            problems.append(Problem(row.number, WHOLE_ROW, "row-too-long", facts))
        return DraftRow(row, self._subject.make(said), tuple(problems), added)

    def _say(
        self,
        row: Row,
        at: int,
        slot: Slot[F],
        text: str,
        said: list[tuple[Slot[F], Value]],
        problems: list[Problem[F]],
    ) -> None:
        is_code = slot.field in CODE_FIELDS
        if (is_code or slot.field in RELATED_ROLES) and says_nothing(text, is_code=is_code):
            return
        reads = self._subject.kinds[slot.field].reads
        habit = self._habits.get(at, _NO_HABIT)
        value, trouble = read_cell(text, reads, habit, self._country_code)
        if value is not EMPTY:
            said.append((slot, value))
        if trouble is not None:
            facts = {**trouble.facts, **self._named(at)}
            problems.append(Problem(row.number, at, trouble.code, facts, slot.field))

    def _of_the_file(self, row: Row, problems: list[Problem[F]]) -> frozenset[int]:
        """Add what was found when the file was read; return the columns that hold no value."""
        slots = dict(self._used)
        void: set[int] = set()
        for one in row.problems:
            slot = slots.get(one.column)
            if slot is None and one.column != WHOLE_ROW:
                continue  # of a column that nobody reads
            facts = {**one.facts, **self._named(one.column)}
            field = None if slot is None else slot.field
            problems.append(Problem(row.number, one.column, one.code, facts, field))
            if one.code in _NO_VALUE:
                void.add(one.column)
        return frozenset(void)

    def _named(self, at: int) -> dict[str, object]:
        return {} if at == WHOLE_ROW else {"column": self._table.headings[at]}


_NO_HABIT = Habit()


def read_rows(
    table: Table,
    columns: ColumnMap[F],
    subject: Subject[F, D],
    country_code: CountryCode,
    progress: Progress | None = None,
) -> Iterator[DraftRow[F, D]]:
    """Yield the rows of a table as drafts with their problems. Raises Cancelled."""
    return RowReader(table, columns, subject, country_code).read(progress)


def _column(table: Table, place: int) -> Iterable[str]:
    return (row.cells[place] for row in table.rows if place < len(row.cells) and row.cells[place])


def _usual_width(table: Table) -> int:
    """Return how many columns have headings, 0 where many rows have more cells than that.

    A comma that nobody quoted makes a row longer, and all its cells stand in wrong columns.
    """
    if not table.header or not table.above:
        return 0
    width = len(table.above[-1].cells)
    longer = sum(1 for row in table.rows if len(row.cells) > width)
    return width if longer * 3 < len(table.rows) or len(table.rows) < 3 else 0
