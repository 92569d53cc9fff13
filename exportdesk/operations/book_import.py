"""What a row of a table would do to the book, for customers and products alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock
from exportdesk.core.customers import Customer
from exportdesk.core.ids import BatchId
from exportdesk.core.products import Product
from exportdesk.operations.book_known import MetBy
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace
from exportdesk.tables import (
    ColumnMap,
    CustomerDraft,
    CustomerField,
    DraftRow,
    ProductDraft,
    ProductField,
    Table,
    map_from,
    shape_key,
)

REPORTED = 200  # rows between two words about how far it is

CustomerRow = DraftRow[CustomerField, CustomerDraft]
ProductRow = DraftRow[ProductField, ProductDraft]
Field = TypeVar("Field", CustomerField, ProductField)
Row = TypeVar("Row", CustomerRow, ProductRow)
Value = TypeVar("Value", Customer, Product)


class RowAct(StrEnum):
    """What a row does to the book."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"  # it is in the book as it is
    SKIP = "skip"


# No slots: Python 3.11 cannot make a frozen, slotted, generic dataclass as Planned[...](...).
@dataclass(frozen=True)
class Planned(Generic[Row, Value]):
    """One row and what is proposed for it.

    `value` is what would be kept, `kept` the one in the book that the row met, None where none did.
    `faults` are sentences that keep the row from being taken; `doubts` do not. `twin` is the number
    of an earlier row that seems to be the same, 0 without one.
    """

    row: Row
    act: RowAct
    value: Value
    kept: Value | None = None
    met_by: MetBy = MetBy.NOTHING
    faults: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    twin: int = 0

    @property
    def is_taken(self) -> bool:
        """Whether it does anything to the book."""
        return self.act in (RowAct.NEW, RowAct.UPDATE) and not self.faults


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the step that undoes it, and how many rows of each kind there were."""

    batch: BatchId
    new: int
    updated: int
    same: int
    skipped: int
    faulty: int
    ids: tuple[str, ...]
    changes: Changes


class Shapes:
    """Remembers how files of a shape were read."""

    def __init__(self, *, workspace: Callable[[], Workspace], clock: Clock) -> None:
        self._workspace = workspace
        self._clock = clock

    def recall(self, table: Table, fields: type[Field]) -> ColumnMap[Field] | None:
        """Return the mapping of the last file of this shape, None where there was none."""
        stored = self._workspace().shapes.get(fields.__name__, shape_key(table))
        if stored is None or len(stored) != len(table.headings):
            return None
        return map_from(stored, fields)

    def remember(self, table: Table, columns: ColumnMap[Field], fields: type[Field]) -> None:
        """Keep how a table was read."""
        workspace = self._workspace()
        with writing(workspace.db):
            workspace.shapes.save(
                fields.__name__,
                shape_key(table),
                columns.stored,
                self._clock.now().utc_text,
            )


def as_the_book_is_now(
    planned: Sequence[Planned[Row, Value]],
    there: Mapping[str, Value],
    anew: Callable[[Planned[Row, Value], Value | None], Planned[Row, Value]],
) -> list[Planned[Row, Value]]:
    """Return the rows with updates of what is kept by now.

    Since they were looked at it may have been changed, which would be lost, or deleted.
    """
    found = []
    for one in planned:
        now = there.get(one.kept.id) if one.kept is not None else None
        is_behind = one.act is RowAct.UPDATE and one.is_taken and now != one.kept
        found.append(anew(one, now) if is_behind else one)
    return found


def counted(planned: Sequence[Planned[Row, Value]]) -> dict[str, int]:
    """Return how many rows of each kind there are."""
    found = {"new": 0, "updated": 0, "same": 0, "skipped": 0, "faulty": 0}
    names = {
        RowAct.NEW: "new", RowAct.UPDATE: "updated", RowAct.SAME: "same", RowAct.SKIP: "skipped",
    }  # fmt: skip
    for one in planned:
        is_faulty = bool(one.faults) and one.act in (RowAct.NEW, RowAct.UPDATE)
        found["faulty" if is_faulty else names[one.act]] += 1
    return found


def imported(
    batch: BatchId, counts: Mapping[str, int], ids: Sequence[str], changes: Changes
) -> Imported:
    """Return what an import did, for the one who asked for it."""
    return Imported(batch=batch, ids=tuple(ids), changes=changes, **counts)
