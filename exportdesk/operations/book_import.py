"""Importing customers and products: what each row would do to the book, then all of it at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, TypeVar

from exportdesk.core.book import Act
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock
from exportdesk.core.customer_checks import FieldFinding, Weight
from exportdesk.core.customers import Customer
from exportdesk.core.ids import BatchId, PartyId
from exportdesk.core.products import Product
from exportdesk.core.progress import Progress
from exportdesk.core.words import sentence
from exportdesk.diligence import Severity
from exportdesk.operations.book_drafts import (
    customer_from,
    merged_product,
    typed_from,
    updated,
)
from exportdesk.operations.book_known import KnownCustomers, MetBy
from exportdesk.operations.customers import Customers
from exportdesk.operations.products import Products, typed
from exportdesk.operations.row_doubts import said_once
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

_REPORTED = 200

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


class CustomerImport:
    """Plans and does the import of customers. Each method may be called on any thread."""

    def __init__(self, *, workspace: Callable[[], Workspace], customers: Customers) -> None:
        self._workspace = workspace
        self._customers = customers

    def known(self) -> KnownCustomers:
        """Return the customers of the book, to be met by rows."""
        return KnownCustomers(self._workspace().customers.all())

    def plan(
        self,
        rows: Iterable[CustomerRow],
        total: int,
        progress: Progress,
        known: KnownCustomers | None = None,
    ) -> tuple[Planned[CustomerRow, Customer], ...]:
        """Return what each row would do: an update where it meets a customer, else a new one.

        Raises Cancelled.
        """
        progress.stage("comparing-with-the-book")
        known = known or self.known()
        seen = KnownCustomers(())
        numbers: dict[PartyId, int] = {}
        planned = []
        for done, row in enumerate(rows):
            if done % _REPORTED == 0:
                progress.step(done, total)
            one = self._planned(row, known)
            twin = seen.met(one.value)[0]
            if twin is not None:
                act = RowAct.SKIP if one.act is RowAct.NEW else one.act
                one = replace(one, twin=numbers[twin.id], act=act)
            seen.add(one.value)
            numbers.setdefault(one.value.id, row.number)
            planned.append(one)
        progress.step(total, total)
        return tuple(planned)

    def replanned(
        self, one: Planned[CustomerRow, Customer], act: RowAct
    ) -> Planned[CustomerRow, Customer]:
        """Return a row with what the user wants of it: new, update (where it met one), or skip."""
        if act is RowAct.NEW:
            return self._judged(replace(one, act=act, value=customer_from(one.row.draft)))
        if act is RowAct.UPDATE and one.kept is not None:
            return self._judged(replace(one, act=act, value=updated(one.kept, one.row.draft)))
        return replace(one, act=RowAct.SKIP)

    def again(
        self,
        row: CustomerRow,
        earlier: Sequence[Planned[CustomerRow, Customer]] = (),
        known: KnownCustomers | None = None,
    ) -> Planned[CustomerRow, Customer]:
        """Return the plan of a row whose cells were fixed, looked up in the book anew.

        `earlier` are the rows above it: one of them may be the same, or may be no longer. `known`
        spares reading the whole book again.
        """
        found = self._planned(row, known or self.known())
        seen = KnownCustomers(each.value for each in earlier)
        twin = seen.met(found.value)[0]
        if twin is None:
            return found
        number = next(each.row.number for each in earlier if each.value.id == twin.id)
        act = RowAct.SKIP if found.act is RowAct.NEW else found.act
        return replace(found, twin=number, act=act)

    def take(
        self,
        planned: Sequence[Planned[CustomerRow, Customer]],
        *,
        label: str,
        facts: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> Imported:
        """Keep what the rows do as one step. Rows with faults are left out.

        Raises BadInput, StorageFault, and Cancelled, when nothing is kept.
        """
        planned = _as_the_book_is_now(planned, self._there(planned), self._anew)
        taken = _taken_customers(planned)
        counts = _counts(planned)
        kept = self._customers.save_all(
            list(taken.values()),
            act=Act.IMPORT,
            label=label,
            facts={**(facts or {}), **{act: str(n) for act, n in counts.items()}},
            progress=progress,
        )
        return _imported(kept.batch, counts, kept.customers, kept.changes)

    def _there(self, planned: Sequence[Planned[CustomerRow, Customer]]) -> dict[str, Customer]:
        store = self._workspace().customers
        ids = [one.kept.id for one in planned if one.kept is not None]
        gone = store.deleted(ids)
        return {str(one): kept for one, kept in store.several(ids).items() if one not in gone}

    def _anew(
        self, one: Planned[CustomerRow, Customer], kept: Customer | None
    ) -> Planned[CustomerRow, Customer]:
        if kept is None:
            fresh = replace(one, act=RowAct.NEW, kept=None, met_by=MetBy.NOTHING)
            return self.replanned(fresh, RowAct.NEW)
        return self.replanned(replace(one, kept=kept), RowAct.UPDATE)

    def _planned(self, row: CustomerRow, known: KnownCustomers) -> Planned[CustomerRow, Customer]:
        fresh = customer_from(row.draft)
        kept, met_by = known.met(fresh)
        if kept is None:
            return self._judged(Planned(row, RowAct.NEW, fresh))
        value = updated(kept, row.draft)
        act = RowAct.SAME if value == kept else RowAct.UPDATE
        return self._judged(Planned(row, act, value, kept, met_by))

    def _judged(self, one: Planned[CustomerRow, Customer]) -> Planned[CustomerRow, Customer]:
        together = {one.value.id: one.value}
        found = tuple(said_once(self._customers.check(one.value, together), one.row, one.value))
        names = {each.id: each.profile.name for each in one.value.related}
        told = [_told(each, names) for each in found if each.weight is Weight.ERROR]
        doubts = [_told(each, names) for each in found if each.weight is not Weight.ERROR]
        return replace(one, faults=tuple(told), doubts=tuple(doubts))


class ProductImport:
    """Plans and does the import of products. Each method may be called on any thread."""

    def __init__(self, *, products: Products) -> None:
        self._products = products

    def known(self) -> Mapping[str, Product]:
        """Return the products of the book by SKU."""
        return {one.sku: one for one in self._products.all()}

    def plan(
        self,
        rows: Iterable[ProductRow],
        total: int,
        progress: Progress,
        known: Mapping[str, Product] | None = None,
    ) -> tuple[Planned[ProductRow, Product], ...]:
        """Return what each row would do: an update where its SKU is known, else a new product.

        Raises Cancelled.
        """
        progress.stage("comparing-with-the-book")
        book = self.known() if known is None else known
        seen: dict[str, int] = {}
        planned = []
        for done, row in enumerate(rows):
            if done % _REPORTED == 0:
                progress.step(done, total)
            one = self._planned(row, book.get(row.draft.sku))
            twin = seen.setdefault(one.value.sku, row.number) if one.value.sku else row.number
            if twin != row.number:
                one = replace(one, twin=twin, act=RowAct.SKIP)
            planned.append(one)
        progress.step(total, total)
        return tuple(planned)

    def replanned(
        self, one: Planned[ProductRow, Product], act: RowAct
    ) -> Planned[ProductRow, Product]:
        """Return a row with what the user wants of it: take it as proposed, or skip it."""
        if act is RowAct.SKIP:
            return replace(one, act=RowAct.SKIP)
        return self._planned(one.row, one.kept)

    def again(
        self,
        row: ProductRow,
        earlier: Sequence[Planned[ProductRow, Product]] = (),
        known: Mapping[str, Product] | None = None,
    ) -> Planned[ProductRow, Product]:
        """Return the plan of a row whose cells were fixed, looked up in the book anew.

        `earlier` are the rows above it: one of them may have the same SKU.
        """
        book = self.known() if known is None else known
        found = self._planned(row, book.get(row.draft.sku))
        sku = found.value.sku
        twin = next((each.row.number for each in earlier if sku and each.value.sku == sku), 0)
        return replace(found, twin=twin, act=RowAct.SKIP) if twin else found

    def take(
        self,
        planned: Sequence[Planned[ProductRow, Product]],
        *,
        label: str,
        facts: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> Imported:
        """Keep what the rows do as one step. Rows with faults are left out.

        Raises BadInput, StorageFault, and Cancelled, when nothing is kept.
        """
        there: dict[str, Product] = {one.id: one for one in self._products.all()}
        planned = _as_the_book_is_now(planned, there, lambda o, kept: self._planned(o.row, kept))
        taken = {one.value.sku: one.value for one in planned if one.is_taken}
        counts = _counts(planned)
        kept = self._products.save_all(
            list(taken.values()),
            act=Act.IMPORT,
            label=label,
            facts={**(facts or {}), **{act: str(n) for act, n in counts.items()}},
            progress=progress,
        )
        return _imported(kept.batch, counts, kept.products, kept.changes)

    def _planned(self, row: ProductRow, kept: Product | None) -> Planned[ProductRow, Product]:
        told = merged_product(typed(kept), row.draft) if kept else typed_from(row.draft)
        checked = self._products.check(told, kept.id if kept else None)
        value = checked.product
        known = RowAct.SAME if value == kept else RowAct.UPDATE
        act = RowAct.NEW if kept is None else known
        faults = [one for one in checked.findings if one.severity is Severity.ERROR]
        doubts = [one for one in checked.findings if one.severity is Severity.WARNING]
        return Planned(
            row,
            act,
            value,
            kept,
            MetBy.KEY if kept else MetBy.NOTHING,
            tuple(sentence(one.code, one.facts) for one in faults),
            tuple(sentence(one.code, one.facts) for one in doubts),
        )


def _as_the_book_is_now(
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


def _taken_customers(
    planned: Sequence[Planned[CustomerRow, Customer]],
) -> dict[PartyId, Customer]:
    """Return what is kept by id. Two rows that update one customer do it one after the other."""
    taken: dict[PartyId, Customer] = {}
    for one in planned:
        if one.is_taken:
            former = taken.get(one.value.id)
            taken[one.value.id] = one.value if former is None else updated(former, one.row.draft)
    return taken


def _told(finding: FieldFinding, names: Mapping[PartyId, str]) -> str:
    """Return a finding in words, of a related party with its name."""
    said = sentence(finding.code, finding.facts)
    name = names.get(finding.party, "")
    return f"{name}: {said}" if name else said


def _counts(planned: Sequence[Planned[Row, Value]]) -> dict[str, int]:
    counts = {"new": 0, "updated": 0, "same": 0, "skipped": 0, "faulty": 0}
    names = {
        RowAct.NEW: "new", RowAct.UPDATE: "updated", RowAct.SAME: "same", RowAct.SKIP: "skipped",
    }  # fmt: skip
    for one in planned:
        is_faulty = bool(one.faults) and one.act in (RowAct.NEW, RowAct.UPDATE)
        counts["faulty" if is_faulty else names[one.act]] += 1
    return counts


def _imported(
    batch: BatchId, counts: Mapping[str, int], ids: Sequence[str], changes: Changes
) -> Imported:
    return Imported(batch=batch, ids=tuple(ids), changes=changes, **counts)
