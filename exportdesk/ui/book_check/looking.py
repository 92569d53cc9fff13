"""What the check of the book reads and does, off the window's thread. No widgets."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from exportdesk.core.changes import Changes
from exportdesk.core.clock import Moment
from exportdesk.core.customer_checks import FieldFinding, Weight
from exportdesk.core.customers import Customer
from exportdesk.core.ids import ListingUid, PartyId
from exportdesk.core.progress import Progress
from exportdesk.core.standing import MatchDecision
from exportdesk.operations.hygiene import HygieneFinding
from exportdesk.wiring import Desk


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A finding with the key it is known by: making the key again for every look would be slow."""

    finding: HygieneFinding
    key: str

    @property
    def is_aside(self) -> bool:
        """Whether it was put aside."""
        return self.finding.aside is not None


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, put aside or not, of how many customers, when, in which state of the book."""

    rows: tuple[FoundRow, ...]
    customers: int
    at: Moment
    mark: str


@dataclass(frozen=True, slots=True)
class Person:
    """A customer as shown beside others; `decisions` on its matches stand."""

    customer: Customer
    decisions: int


@dataclass(frozen=True, slots=True)
class Merge:
    """One customer of two, before it is made."""

    kept: Person
    other: Person
    together: Customer
    wrong: tuple[FieldFinding, ...]


@dataclass(frozen=True, slots=True)
class Put:
    """What putting aside, or showing again, changed; `looked` None: look the book over again."""

    rows: tuple[FoundRow, ...]
    changes: Changes
    looked: Looked | None


def look_work(desk: Desk, known: str) -> Callable[[Progress], Looked | None]:
    """Return the work that looks the book over, or gives None where it is as `known`."""

    def look(progress: Progress) -> Looked | None:
        # Before the check: what is written meanwhile makes the next look find another mark.
        mark = desk.hygiene.mark()
        if mark == known:
            return None
        found = desk.hygiene.check(progress, with_aside=True)
        rows = tuple(FoundRow(one, one.key) for one in found)
        return Looked(rows, desk.workspace().customers.count(), desk.clock.now(), mark)

    return look


def people_work(desk: Desk, ids: Sequence[PartyId]) -> Callable[[Progress], tuple[Person, ...]]:
    """Return the work that reads customers; those that are gone are left out."""

    def read(_progress: Progress) -> tuple[Person, ...]:
        workspace = desk.workspace()
        found, gone = workspace.customers.several(ids), workspace.customers.deleted(ids)
        return tuple(_person(desk, found[one]) for one in ids if one in found and one not in gone)

    return read


def merge_work(desk: Desk, kept: PartyId, other: PartyId) -> Callable[[Progress], Merge]:
    """Return the work that shows two customers as one. Raises BadInput where one is gone."""

    def look(_progress: Progress) -> Merge:
        together, found = desk.customers.together(kept, other)
        wrong = tuple(one for one in found if one.weight is Weight.ERROR)
        people = [_person(desk, desk.customers.get(one)) for one in (kept, other)]
        return Merge(people[0], people[1], together, wrong)

    return look


def aside_work(
    desk: Desk, looked: Looked, rows: Sequence[FoundRow], reason: str
) -> Callable[[Progress], Put]:
    """Return the work that puts findings aside."""
    return _put(desk, looked, rows, lambda: desk.hygiene.put_aside(_findings(rows), reason))


def back_work(desk: Desk, looked: Looked, rows: Sequence[FoundRow]) -> Callable[[Progress], Put]:
    """Return the work that shows findings again."""
    return _put(desk, looked, rows, lambda: desk.hygiene.take_back(_findings(rows)))


def _put(
    desk: Desk, looked: Looked, rows: Sequence[FoundRow], act: Callable[[], Changes]
) -> Callable[[Progress], Put]:
    def put(_progress: Progress) -> Put:
        is_same = desk.hygiene.mark() == looked.mark
        changes = act()
        return Put(tuple(rows), changes, _marked_anew(desk, looked) if is_same else None)

    return put


def _marked_anew(desk: Desk, looked: Looked) -> Looked:
    aside = desk.hygiene.aside()
    rows = tuple(
        replace(one, finding=replace(one.finding, aside=aside.get(one.key))) for one in looked.rows
    )
    return replace(looked, rows=rows, mark=desk.hygiene.mark())


def _findings(rows: Iterable[FoundRow]) -> list[HygieneFinding]:
    return [one.finding for one in rows]


def _person(desk: Desk, customer: Customer) -> Person:
    last: dict[tuple[PartyId, ListingUid], MatchDecision] = {}
    for one in desk.deciding.history(customer.id):
        last.setdefault((one.party, one.uid), one)
    return Person(customer, sum(one.verdict is not None for one in last.values()))
