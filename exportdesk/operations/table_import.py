"""Bringing a table into the book, step by step: open it, say what its columns hold, look, take."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from exportdesk.core.book import Kind
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import BatchId
from exportdesk.core.progress import Progress
from exportdesk.core.words import sentence
from exportdesk.operations.book_import import Imported, Planned, RowAct, Shapes
from exportdesk.operations.customer_import import CustomerImport
from exportdesk.operations.product_import import ProductImport
from exportdesk.tables import (
    CUSTOMERS,
    PRODUCTS,
    Choices,
    ColumnMap,
    DraftRow,
    RowReader,
    Slot,
    Subject,
    Table,
    guess_map,
    named_again,
    read_table,
)

# A customer and a product have nothing in common but how they come in; what is passed through here
# is of one or the other, and which one is told by `Kind`.
AnyRow = Planned[Any, Any]
AnyMap = ColumnMap[Any]


@dataclass(frozen=True, slots=True)
class OpenedTable:
    """A table that was read, and what its columns are taken to hold.

    `remembered`: the columns are as they were for the last file of this shape. `published` names
    the control list that it has the form of.
    """

    kind: Kind
    path: Path
    table: Table
    columns: AnyMap
    choices: Choices
    size: int
    sha256: str
    remembered: bool = False
    published: str = ""

    @property
    def named_again(self) -> tuple[tuple[int, Any], ...]:
        """The columns not used whose heading names the same as one that is, and what it is."""
        return named_again(self.table, subject_of(self.kind), self.columns)

    @property
    def names_somebody(self) -> bool:
        """Whether some column holds what a row cannot do without."""
        return not self.columns.fields.isdisjoint(subject_of(self.kind).needed)


class Proposal:
    """What an import would do, row by row, and what the user wants of each row instead."""

    def __init__(self, opened: OpenedTable, reader: RowReader[Any, Any], known: Any) -> None:
        self.opened = opened
        self.reader = reader
        self.known = known
        self.rows: list[AnyRow] = []
        self._places: dict[int, int] = {}
        self._counts = Counter[str]()

    def fill(self, rows: Iterable[AnyRow]) -> None:
        """Hold these rows."""
        self.rows = list(rows)
        self._places = {one.row.number: at for at, one in enumerate(self.rows)}
        self._counts = Counter(counts_of(self.rows))

    def put(self, rows: Iterable[AnyRow]) -> None:
        """Hold other plans of some rows."""
        for one in rows:
            at = self._places[one.row.number]
            self._counts.subtract(counts_of([self.rows[at]]))
            self._counts.update(counts_of([one]))
            self.rows[at] = one

    @property
    def counts(self) -> Mapping[str, int]:
        """How many rows do what, as `counts_of` tells; kept, for a window asks it all the time."""
        return self._counts

    @property
    def taken(self) -> int:
        """How many rows would do something to the book."""
        return self._counts["new"] + self._counts["update"]

    def row(self, number: int) -> AnyRow | None:
        """Return the plan of the row with this number in the file."""
        at = self._places.get(number)
        return None if at is None else self.rows[at]

    def above(self, number: int) -> list[AnyRow]:
        """Return the rows above a row."""
        return self.rows[: self._places[number]]


class TableImports:
    """Brings customers and products in from tables. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        customers: CustomerImport,
        products: ProductImport,
        shapes: Shapes,
        country_code: Callable[[str], str],
    ) -> None:
        self._importers: dict[Kind, Any] = {Kind.CUSTOMERS: customers, Kind.PRODUCTS: products}
        self._shapes = shapes
        self._country_code = country_code

    def open(
        self, kind: Kind, path: Path, progress: Progress, choices: Choices | None = None
    ) -> OpenedTable:
        """Return the table in a file, its columns as last time or guessed.

        Raises BadInput, Cancelled.
        """
        wanted = choices or Choices()
        table = read_table(path, wanted, progress)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise BadInput("file-unreadable", path=str(path), detail=str(error)) from error
        return self._mapped(
            OpenedTable(
                kind,
                path,
                table,
                ColumnMap(()),
                wanted,
                len(data),
                hashlib.sha256(data).hexdigest(),
            )
        )

    def with_header(self, opened: OpenedTable, number: int) -> OpenedTable:
        """Return the table with its headings in another row, 0 for none."""
        table = opened.table.with_header(number)
        if not table.rows:
            raise BadInput("table-only-headings", file=opened.path.name)
        choices = replace(opened.choices, header=number)
        return self._mapped(replace(opened, table=table, choices=choices))

    def guessed(self, opened: OpenedTable) -> OpenedTable:
        """Return the table with its columns guessed, whatever was remembered."""
        columns = guess_map(opened.table, subject_of(opened.kind), self._country_code)
        return replace(opened, columns=columns, remembered=False)

    def plan(self, opened: OpenedTable, progress: Progress) -> Proposal:
        """Return what every row would do. Raises Cancelled."""
        subject, importer = subject_of(opened.kind), self._importers[opened.kind]
        reader: RowReader[Any, Any] = RowReader(
            opened.table, opened.columns, subject, self._country_code
        )
        rows = list(reader.read(progress))
        proposal = Proposal(opened, reader, importer.known())
        proposal.fill(importer.plan(rows, len(rows), progress, proposal.known))
        return proposal

    def first_drafts(self, opened: OpenedTable, count: int) -> list[DraftRow[Any, Any]]:
        """Return the first rows as they would be read, for a preview."""
        subject = subject_of(opened.kind)
        table = replace(opened.table, rows=opened.table.rows[:count])
        return list(RowReader(table, opened.columns, subject, self._country_code).read())

    def fixed(
        self, proposal: Proposal, one: AnyRow, field: Any, text: str, column: int | None = None
    ) -> AnyRow:
        """Return the plan of a row with `text` in one of its cells, checked again."""
        row = proposal.reader.fix(one.row, field, text, column)
        importer = self._importers[proposal.opened.kind]
        found: AnyRow = importer.again(row, proposal.above(row.number), proposal.known)
        return _told_of_twins(proposal, [found])[0]

    def chosen(self, proposal: Proposal, rows: Sequence[AnyRow], act: RowAct) -> list[AnyRow]:
        """Return rows as the user wants them: new, update where they met somebody, or skip."""
        importer = self._importers[proposal.opened.kind]
        return _told_of_twins(proposal, [importer.replanned(one, act) for one in rows])

    def take(self, proposal: Proposal, progress: Progress) -> Imported:
        """Keep what the rows do as one step, and remember how the file was read.

        Nothing is kept where it is stopped before. Raises BadInput, StorageFault, Cancelled.
        """
        opened = proposal.opened
        progress.stage("keeping-rows")
        done: Imported = self._importers[opened.kind].take(
            proposal.rows,
            label=opened.path.name,
            facts={"sha256": opened.sha256, "sheet": opened.table.sheet},
            progress=progress,
        )
        self._shapes.remember(opened.table, opened.columns, subject_of(opened.kind).fields)
        return done

    def _mapped(self, opened: OpenedTable) -> OpenedTable:
        known = self._shapes.recall(opened.table, subject_of(opened.kind).fields)
        if known is None:
            return self.guessed(opened)
        return replace(opened, columns=known, remembered=True)


def subject_of(kind: Kind) -> Subject[Any, Any]:
    """Return the fields and the reading of one kind."""
    return CUSTOMERS if kind is Kind.CUSTOMERS else PRODUCTS


def left_out(proposal: Proposal) -> list[AnyRow]:
    """Return the rows that an import leaves out: skipped, or not sound."""
    return [one for one in proposal.rows if one.act is not RowAct.SAME and not one.is_taken]


def why_left_out(one: AnyRow) -> str:
    """Return in words why a row is left out."""
    told = list(dict.fromkeys((*one.faults, *problem_sentences(one))))
    if one.act is RowAct.SKIP:
        twin = sentence("row-twin", {"row": one.twin}) if one.twin else sentence("row-skipped")
        return " ".join((twin, *told))
    return " ".join(told)


def problem_sentences(one: AnyRow) -> list[str]:
    """Return what is wrong with the cells of a row."""
    # Where nothing is named, the fault of the row says so already.
    needed = {CUSTOMERS.needed_code, PRODUCTS.needed_code} if one.faults else set()
    return [
        f"{problem.facts['column']}: {sentence(problem.code, problem.facts)}"
        if "column" in problem.facts
        else sentence(problem.code, problem.facts)
        for problem in one.row.problems
        if problem.code not in needed
    ]


def left_out_table(proposal: Proposal, why: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return headings and rows of what is left out, as in the file, and a last column `why`."""
    headings = (*proposal.opened.table.headings, why)
    width = len(headings) - 1
    rows = []
    for one in left_out(proposal):
        cells = (*one.row.source.cells, *[""] * width)[:width]
        rows.append((*cells, why_left_out(one)))
    return headings, rows


def counts_of(rows: Iterable[AnyRow]) -> Mapping[str, int]:
    """Return how many rows do what: new, update, same, skip, and those with problems or faults."""
    counts = {"new": 0, "update": 0, "same": 0, "skip": 0, "faulty": 0, "problems": 0}
    for one in rows:
        is_faulty = bool(one.faults) and one.act in (RowAct.NEW, RowAct.UPDATE)
        counts["faulty" if is_faulty else one.act.value] += 1
        counts["problems"] += bool(one.row.problems or one.faults)
    return counts


def slot_of(kind: Kind, field: Any, heading: str = "", group: int = 1) -> Slot[Any]:
    """Return where a column goes when the user says which field it holds.

    An identifier keeps what its heading calls it. `group` counts addresses and related parties.
    """
    subject = subject_of(kind)
    for known, reading in subject.kinds.items():
        if known == field and reading.reads.value == "list" and field.value.endswith("_id"):
            return Slot(field, 1, heading)
    return Slot(field, group)


def _told_of_twins(proposal: Proposal, changed: Sequence[AnyRow]) -> list[AnyRow]:
    """Return rows, those that are to be new with a fault where another one has their key."""
    numbers = {one.row.number for one in changed}
    holders = {
        _key(one): one.row.number
        for one in proposal.rows
        if one.is_taken and one.row.number not in numbers
    }
    told = []
    for one in changed:
        key = _key(one)
        if one.act is RowAct.NEW and key and key in holders:
            said = sentence("row-key-twice", {"key": key, "row": holders[key]})
            told.append(replace(one, faults=(*one.faults, said)))
            continue
        if one.is_taken:
            holders.setdefault(key, one.row.number)
        told.append(one)
    return told


def _key(one: AnyRow) -> str:
    """Return the reference or the SKU of a row."""
    return str(getattr(one.value, "reference", "") or getattr(one.value, "sku", ""))


def undo_of(kind: Kind, customers: Any, products: Any) -> Callable[[BatchId], Any]:
    """Return what takes an import of this kind back."""
    undo: Callable[[BatchId], Any] = (customers if kind is Kind.CUSTOMERS else products).undo
    return undo
