"""What is in a file before anybody says what its columns mean: rows of text, and what is odd."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from exportdesk.core.figures import Amount
from exportdesk.core.progress import Progress
from exportdesk.tables.workbook_limits import NoTable

MOST_ROWS = 250_000
MOST_COLUMNS = 500
# Every letter of every cell together; a text that many cells share counts each time.
MOST_LETTERS = 128 * 2**20
LONGEST_CELL = 2**20
LARGEST_FILE = 200 * 2**20

_REPORTED = 2_000
WHOLE_ROW = -1


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Something wrong with a cell: its column (from 0, WHOLE_ROW for the row), a code, facts."""

    column: int
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet program counts (from 1), its cells as text."""

    number: int
    cells: tuple[str, ...]
    problems: tuple[CellProblem, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something about the whole file that the user should know: a code and facts."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, and whether the workbook hides it."""

    name: str
    hidden: bool = False


@dataclass(slots=True)
class Grid:
    """The rows of one sheet or of a CSV that hold anything, and what was noticed on the way."""

    rows: list[Row] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


class Meter:
    """Counts what is read, tells how far it is, and refuses what is too much."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._rows = 0
        self._letters = 0
        self._seen = 0

    def again(self) -> "Meter":
        """Return one that starts over, for the same watcher."""
        return Meter(self._progress)

    def pass_row(self) -> None:
        """Count a row that may hold nothing. Raises Cancelled."""
        self._seen += 1
        if self._seen % _REPORTED == 0:
            self._progress.step(self._seen)

    def keep(self, cells: Sequence[str]) -> None:
        """Count a row that is kept. Raises NoTable where it is one too many."""
        self._rows += 1
        self._letters += sum(map(len, cells))
        if self._rows > MOST_ROWS:
            raise NoTable("too-many-rows", Amount.of(Decimal(MOST_ROWS), 0))
        if len(cells) > MOST_COLUMNS:
            raise NoTable("too-wide", str(MOST_COLUMNS))
        if self._letters > MOST_LETTERS:
            raise NoTable("too-large")


def trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the cells up to the last that holds anything but white space."""
    end = len(cells)
    while end and (not cells[end - 1] or cells[end - 1].isspace()):
        end -= 1
    return tuple(cells[:end])
