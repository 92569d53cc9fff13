"""The book of customers: keeping, deleting, and taking steps back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from exportdesk.core.book import NO_BATCH, Act, Batch, Kind, Version
from exportdesk.core.canonical import canonical_json, sha256_hex
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock, today
from exportdesk.core.customer_checks import FieldFinding, Weight, check_customer
from exportdesk.core.customers import Customer
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace
from exportdesk.core.ids import BatchId, PartyId, new_id
from exportdesk.core.words import sentence
from exportdesk.operations.standings import Standings
from exportdesk.rulebook import Countries
from exportdesk.storage.codec import from_json, to_json
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

# An event tells what so many customers were and are; of more it keeps the hash.
_TOLD_WHOLE = 20


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
        countries: Countries,
        standings: Standings,
    ) -> None:
        self._workspace = workspace
        self._clock = clock
        self._countries = countries
        self._standings = standings

    def get(self, customer: PartyId) -> Customer:
        """Return a customer, also a deleted one. Raises BadInput."""
        found = self._workspace().customers.get(customer)
        if found is None:
            raise BadInput("customer-unknown", customer=customer)
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
        name = (other or self.get(holder)).name
        facts = {"reference": customer.reference, "name": name}
        return (
            FieldFinding("reference-taken", "reference", Weight.ERROR, customer.id, facts),
            *found,
        )

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
    ) -> Kept:
        """Keep several customers as one step, which is undone as one. Raises as `save`.

        What is not different from what is kept already is left out.
        """
        workspace = self._writable()
        self._refuse_unsound(customers)
        now = self._clock.now()
        with writing(workspace.db):
            before = workspace.customers.several([one.id for one in customers])
            deleted = {one for one in before if workspace.customers.is_deleted(one)}
            versions = []
            saved = [one for one in customers if one.id in deleted or before.get(one.id) != one]
            workspace.customers.free_references(one.id for one in saved)
            for customer in saved:
                old = None if customer.id in deleted else before.get(customer.id)
                workspace.customers.save(customer, now.utc_text)
                versions.append(
                    Version(
                        NO_BATCH,
                        customer.id,
                        to_json(old) if old else "",
                        to_json(customer),
                    )
                )
            if not saved:
                return Kept(NO_BATCH, (), Changes.NOTHING)
            is_new = not any(version.before for version in versions)
            batch = self._step(
                workspace,
                act or (Act.ADD if is_new else Act.EDIT),
                label or (saved[0].name if len(saved) == 1 else ""),
                versions,
                facts or {},
            )
            ids = tuple(one.id for one in saved)
            self._standings.refresh(workspace, ids)
        return Kept(batch, ids, Changes.CUSTOMERS | Changes.EVENTS)

    def delete(self, customers: Iterable[PartyId]) -> Kept:
        """Take customers out of the book as one step. What records rest on is kept.

        Raises BadInput for one that is not there, StorageFault.
        """
        workspace = self._writable()
        wanted = tuple(dict.fromkeys(customers))
        now = self._clock.now()
        with writing(workspace.db):
            found = workspace.customers.several(wanted)
            versions = []
            for one in wanted:
                if one not in found or workspace.customers.is_deleted(one):
                    raise BadInput("customer-unknown", customer=one)
                workspace.customers.delete(one, now.utc_text)
                versions.append(Version(NO_BATCH, one, to_json(found[one]), ""))
            label = found[wanted[0]].name if len(wanted) == 1 else ""
            batch = self._step(workspace, Act.DELETE, label, versions, {})
        return Kept(batch, wanted, Changes.CUSTOMERS | Changes.DECISIONS | Changes.EVENTS)

    def undo(self, batch: BatchId) -> Kept:
        """Take a whole step back: what it added goes, what it changed or deleted is as before.

        A customer that was changed since is left as it is, and named. Raises BadInput where the
        step is unknown or taken back already, or nothing of it can be, StorageFault.
        """
        workspace = self._writable()
        now = self._clock.now()
        with writing(workspace.db):
            step = workspace.history.batch(batch)
            if step is None or step.kind is not Kind.CUSTOMERS:
                raise BadInput("batch-unknown")
            if step.undone_by:
                raise BadInput("batch-undone-already")
            back, left = self._to_take_back(workspace, batch)
            if not back:
                raise BadInput("batch-changed-since", count=len(left))
            workspace.customers.free_references(PartyId(one.subject) for one in back)
            for version in back:
                party, before = PartyId(version.subject), _customer(version.after)
                if before is None:
                    workspace.customers.delete(party, now.utc_text)
                else:
                    workspace.customers.save(before, now.utc_text)
            undone = self._step(workspace, Act.UNDO, step.label, back, {"undoes": batch})
            workspace.history.set_undone(batch, undone)
            ids = tuple(PartyId(version.subject) for version in back)
            self._standings.refresh(workspace, ids)
        changes = Changes.CUSTOMERS | Changes.DECISIONS | Changes.EVENTS
        return Kept(undone, ids, changes, tuple(left))

    def steps(self, act: Act | None = None, limit: int = 50) -> list[Batch]:
        """Return the last steps done to customers, newest first."""
        return self._workspace().history.batches(Kind.CUSTOMERS, act, limit)

    def history(self, customer: PartyId) -> list[tuple[Batch, Customer | None, Customer | None]]:
        """Return every step that touched a customer, newest first: as it was, as it was then."""
        return [
            (batch, _customer(version.before), _customer(version.after))
            for batch, version in self._workspace().history.of_subject(customer)
        ]

    def _writable(self) -> Workspace:
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        return workspace

    def _refuse_unsound(self, customers: Sequence[Customer]) -> None:
        together = {one.id: one for one in customers}
        held: dict[str, Customer] = {}
        for customer in together.values():
            found = list(self.check(customer, together))
            other = held.setdefault(customer.reference, customer) if customer.reference else None
            if other is not None and other is not customer:
                facts = {"reference": customer.reference, "name": other.name}
                found.insert(
                    0,
                    FieldFinding("reference-taken", "reference", Weight.ERROR, customer.id, facts),
                )
            wrong = next((one for one in found if one.weight is Weight.ERROR), None)
            if wrong is not None:
                raise BadInput(
                    "customer-not-sound",
                    why=sentence(wrong.code, wrong.facts),
                    name=customer.name,
                    finding=wrong.code,
                )

    def _to_take_back(
        self, workspace: Workspace, batch: BatchId
    ) -> tuple[list[Version], list[PartyId]]:
        """Return what undoes a step, and the customers that it leaves: those changed since, and
        those whose reference somebody else has by now.
        """
        back, left = [], []
        versions = workspace.history.versions(batch)
        subjects = {version.subject for version in versions}
        for version in versions:
            party, before = PartyId(version.subject), _customer(version.before)
            holder = workspace.customers.by_reference(before.reference) if before else None
            is_taken = holder is not None and holder not in subjects
            if is_taken or self._now(workspace, party) != _customer(version.after):
                left.append(party)
            else:
                back.append(Version(NO_BATCH, party, version.after, version.before))
        return back, left

    def _step(
        self,
        workspace: Workspace,
        act: Act,
        label: str,
        versions: Sequence[Version],
        facts: dict[str, str],
    ) -> BatchId:
        """Note one step in the history and in the record of events. Call inside `writing`."""
        now, by = self._clock.now(), workspace.settings.settings().operator
        batch = Batch(BatchId(new_id()), Kind.CUSTOMERS, act, now, by, label, facts)
        workspace.history.add(batch, versions)
        alone = versions[0].subject if len(versions) == 1 else "customers"
        told = [{"id": one.subject, "before": one.before, "after": one.after} for one in versions]
        workspace.events.append(
            f"customers_{act.value}",
            alone,
            {
                "batch": batch.id,
                "label": label,
                "count": len(versions),
                "facts": facts,
                "versions": told if len(versions) <= _TOLD_WHOLE else [],
                "versions_sha256": sha256_hex(canonical_json(told)),
            },
            at=now.utc_text,
            actor=by,
        )
        return batch.id

    def _now(self, workspace: Workspace, customer: PartyId) -> Customer | None:
        if workspace.customers.is_deleted(customer):
            return None
        return workspace.customers.get(customer)

    def _is_country(self, code: str) -> bool:
        return self._countries.country_code(code) == code


def _customer(text: str) -> Customer | None:
    return from_json(text, Customer) if text else None
