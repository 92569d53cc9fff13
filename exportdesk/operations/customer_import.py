"""Importing customers: what each row would do to the book, then all of it at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from exportdesk.core.book import Act
from exportdesk.core.customer_checks import FieldFinding, Weight
from exportdesk.core.customers import Customer
from exportdesk.core.ids import PartyId
from exportdesk.core.progress import Progress
from exportdesk.core.words import sentence
from exportdesk.operations.book_drafts import customer_from, updated
from exportdesk.operations.book_import import (
    REPORTED,
    CustomerRow,
    Imported,
    Planned,
    RowAct,
    as_the_book_is_now,
    counted,
    imported,
)
from exportdesk.operations.book_known import KnownCustomers, MetBy
from exportdesk.operations.customers import Customers
from exportdesk.operations.row_doubts import said_once
from exportdesk.storage.workspace import Workspace


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
            if done % REPORTED == 0:
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
        planned = as_the_book_is_now(planned, self._there(planned), self._anew)
        taken = _taken_customers(planned)
        counts = counted(planned)
        kept = self._customers.save_all(
            list(taken.values()),
            act=Act.IMPORT,
            label=label,
            facts={**(facts or {}), **{act: str(n) for act, n in counts.items()}},
            progress=progress,
        )
        return imported(kept.batch, counts, kept.customers, kept.changes)

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
