"""The book of customers: keeping, deleting, and taking steps back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from exportdesk.core.book import Act, Batch, Kind
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock, today
from exportdesk.core.customer_checks import FieldFinding, Weight, check_customer
from exportdesk.core.customers import Customer
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import BatchId, PartyId
from exportdesk.core.progress import Progress
from exportdesk.core.text import tidy
from exportdesk.core.words import sentence
from exportdesk.operations.book_merging import Merged, merged
from exportdesk.operations.book_steps import BookSteps, Said, Step
from exportdesk.operations.standings import Standings
from exportdesk.rulebook import Countries
from exportdesk.storage.workspace import Workspace

_MERGED = Changes.CASES | Changes.CERTIFICATIONS | Changes.PAPERS
"""What is told with another customer once two are one, besides what every step touches."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a step did: the step, by which it is undone, and what it touched.

    `left` are customers that an undo left as they are: they were changed since, or somebody else
    has their reference by now.
    """

    batch: BatchId
    customers: tuple[PartyId, ...]
    changes: Changes
    left: tuple[PartyId, ...] = ()


class Customers:
    """The customers of a workspace. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        clock: Clock,
        countries: Callable[[], Countries],
        standings: Standings,
    ) -> None:
        self._workspace = workspace
        self._clock = clock
        self._countries = countries
        self._steps = BookSteps(_Shelf(standings), workspace=workspace, clock=clock)

    def get(self, customer: PartyId) -> Customer:
        """Return a customer, also a deleted one. Raises BadInput."""
        found = self._workspace().customers.get(customer)
        if found is None:
            raise BadInput("customer-unknown", id=customer)
        return found

    def check(
        self, customer: Customer, together: Mapping[PartyId, Customer] | None = None
    ) -> tuple[FieldFinding, ...]:
        """Return what is wrong with a customer as typed; errors keep it from being saved.

        `together` are the customers that are saved with it, by id.
        """
        found = check_customer(customer, is_country=self._is_country, today=today(self._clock))
        holder = self._workspace().customers.by_reference(customer.reference)
        if holder is None or holder == customer.id:
            return found
        other = (together or {}).get(holder)
        if other is not None and other.reference != customer.reference:
            return found
        return (_taken(customer, other or self.get(holder)), *found)

    def save(self, customer: Customer) -> Kept:
        """Keep a customer, new or changed. Raises BadInput where it is not sound, StorageFault."""
        return self.save_all([customer])

    def save_all(
        self,
        customers: Sequence[Customer],
        *,
        act: Act | None = None,
        label: str = "",
        facts: dict[str, str] | None = None,
        also: Callable[[Workspace], None] | None = None,
        progress: Progress | None = None,
    ) -> Kept:
        """Keep several customers as one step, which is undone as one. Raises as `save`.

        What is not different from what is kept already is left out. `also` writes what goes with
        it, in the same transaction. Raises Cancelled where `progress` is told to stop; nothing is
        kept then.
        """
        self._steps.writable()
        self._refuse_unsound(customers)
        return _kept(self._steps.save(customers, Said(act, label, facts or {}), also, progress))

    def together(self, kept: PartyId, other: PartyId) -> tuple[Customer, tuple[FieldFinding, ...]]:
        """Return what `merge` would make of two customers, and what is wrong with it.

        Raises BadInput where one is not there.
        """
        made, found = self._together(kept, other)
        return made.customer, found

    def merge(self, kept: PartyId, other: PartyId) -> Kept:
        """Make one customer of two as one step: `kept` gets what `other` tells, which goes.

        Cases, certifications, papers, files and decisions of `other` are told with `kept` from then
        on, and are its own again when this is undone. Raises BadInput, StorageFault.
        """
        self._steps.writable()
        first, second, (made, found) = self.get(kept), self.get(other), self._together(kept, other)
        wrong = next((each for each in found if each.weight is Weight.ERROR), None)
        if wrong is not None:
            why = sentence(wrong.code, wrong.facts)
            raise BadInput("customer-not-sound", why=why, finding=wrong.code)
        said = Said(Act.EDIT, first.name, {"merged": second.name})
        step = self._steps.save([made.customer], said, gone=[second.id], merged=made.parties)
        done = _kept(step)
        return replace(done, changes=done.changes | _MERGED)

    def _together(self, kept: PartyId, other: PartyId) -> tuple[Merged, tuple[FieldFinding, ...]]:
        first, second = self.get(kept), self.get(other)
        if kept == other or self._workspace().customers.deleted([kept, other]):
            raise BadInput("customer-unknown", id=other)
        made = merged(first, second)
        one = made.customer
        return made, self.check(one, {one.id: one, second.id: replace(second, reference="")})

    def delete(self, customers: Iterable[PartyId]) -> Kept:
        """Take customers out of the book as one step. What records rest on is kept.

        Raises BadInput for one that is not there, StorageFault.
        """
        return _kept(self._steps.delete(customers))

    def undo(self, batch: BatchId) -> Kept:
        """Take a whole step back: what it added goes, what it changed or deleted is as before.

        A customer that was changed since is left as it is, and named. Raises BadInput where the
        step is unknown or taken back already, or nothing of it can be, StorageFault.
        """
        undone = _kept(self._steps.undo(batch))
        if not self._workspace().merged.of_batch(batch):
            return undone
        return replace(undone, changes=undone.changes | _MERGED)

    def tag(
        self, customers: Iterable[PartyId], *, add: Iterable[str] = (), drop: Iterable[str] = ()
    ) -> Kept:
        """Give customers tags and take some away, as one step. Raises as `save`."""
        found = self._workspace().customers.several(customers)
        dropped = set(drop)
        more = [tag for tag in map(tidy, add) if tag]
        changed = [
            replace(
                one,
                tags=tuple(tag for tag in dict.fromkeys((*one.tags, *more)) if tag not in dropped),
            )
            for one in found.values()
        ]
        return self.save_all(changed, act=Act.EDIT)

    def touched(self, batch: BatchId) -> int:
        """Return how many customers a step touched: taking it back takes all of it back."""
        return self._steps.touched(batch)

    def steps(self, act: Act | None = None, limit: int = 50) -> list[Batch]:
        """Return the last steps done to customers, newest first."""
        return self._steps.last(act, limit)

    def history(self, customer: PartyId) -> list[tuple[Batch, Customer | None, Customer | None]]:
        """Return every step that touched a customer, newest first: as it was, as it was then."""
        return self._steps.history(customer)

    def _refuse_unsound(self, customers: Sequence[Customer]) -> None:
        together = {one.id: one for one in customers}
        held: dict[str, Customer] = {}
        for customer in together.values():
            found = list(self.check(customer, together))
            if customer.reference:
                other = held.setdefault(customer.reference, customer)
                found += [] if other is customer else [_taken(customer, other)]
            wrong = next((one for one in found if one.weight is Weight.ERROR), None)
            if wrong is not None:
                raise BadInput(
                    "customer-not-sound",
                    why=sentence(wrong.code, wrong.facts),
                    name=customer.name,
                    finding=wrong.code,
                )

    def _is_country(self, code: str) -> bool:
        return self._countries().country_code(code) == code


class _Shelf:
    """Customers, as steps are done to them."""

    kind = Kind.CUSTOMERS
    type = Customer

    def __init__(self, standings: Standings) -> None:
        self._standings = standings

    def id_of(self, value: Customer) -> str:
        return value.id

    def label_of(self, value: Customer) -> str:
        return value.name

    def several(self, workspace: Workspace, ids: Iterable[str]) -> dict[str, Customer]:
        found = workspace.customers.several(map(PartyId, ids))
        deleted = workspace.customers.deleted(found)
        return {one: customer for one, customer in found.items() if one not in deleted}

    def holder(self, workspace: Workspace, value: Customer) -> str | None:
        return workspace.customers.by_reference(value.reference)

    def free(self, workspace: Workspace, ids: Iterable[str]) -> None:
        workspace.customers.free_references(map(PartyId, ids))

    def save(self, workspace: Workspace, value: Customer, at: str) -> None:
        workspace.customers.save(value, at)

    def delete(self, workspace: Workspace, one: str, at: str) -> None:
        workspace.customers.delete(PartyId(one), at)

    def settle(self, workspace: Workspace, ids: Sequence[str]) -> None:
        self._standings.refresh(workspace, map(PartyId, ids))


def _taken(customer: Customer, other: Customer) -> FieldFinding:
    facts = {"reference": customer.reference, "name": other.name}
    return FieldFinding("reference-taken", "reference", Weight.ERROR, customer.id, facts)


def _kept(step: Step) -> Kept:
    changes = Changes.CUSTOMERS | Changes.DECISIONS | Changes.EVENTS
    return Kept(
        step.batch,
        tuple(map(PartyId, step.ids)),
        changes if step.ids else Changes.NOTHING,
        tuple(map(PartyId, step.left)),
    )
