"""What the Customers page reads, off the window's thread. No widgets."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass, replace

from exportdesk.core.book import Batch, BookMatch, BookScreening
from exportdesk.core.certifications import CertificationState
from exportdesk.core.clock import today
from exportdesk.core.customers import Customer
from exportdesk.core.errors import BadInput
from exportdesk.core.events import Event
from exportdesk.core.ids import PartyId
from exportdesk.core.name_looks import NameDecision
from exportdesk.core.papers import IssuedPaper
from exportdesk.core.parties import Role
from exportdesk.core.progress import Progress
from exportdesk.core.standing import CustomerStatus, MatchDecision
from exportdesk.diligence import OwnershipResult
from exportdesk.operations.name_looks import NameCase
from exportdesk.storage.attachments import Paper
from exportdesk.storage.cases import CaseFilter, CaseRow
from exportdesk.storage.certifications import CertificationFilter, CertificationRow
from exportdesk.storage.customer_rows import CustomerQuery, CustomerRow
from exportdesk.wiring import Desk

MOST_EVENTS = 200

HistoryStep = tuple[Batch, Customer | None, Customer | None]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many customers there are in all, and by what one can filter.

    Those deleted stand among the statuses, and nowhere else.
    """

    total: int
    statuses: dict[CustomerStatus, int]
    countries: dict[str, int]
    lists: dict[str, int]
    certifications: dict[CertificationState, int]
    tags: dict[str, int]


@dataclass(frozen=True, slots=True)
class Found:
    """The customers asked for, by row number; `again` where something was written since."""

    query: CustomerQuery
    numbers: "array[int]"
    again: bool


@dataclass(frozen=True, slots=True)
class CustomerView:
    """All that is shown of one customer."""

    customer: Customer
    row: CustomerRow
    matches: tuple[BookMatch, ...]
    decisions: tuple[MatchDecision | NameDecision, ...]
    files: tuple[Paper, ...]
    steps: tuple[HistoryStep, ...]
    events: tuple[Event, ...]
    screened: frozenset[PartyId]
    last: BookScreening | None
    ownership: OwnershipResult | None
    certifications: tuple[CertificationRow, ...] = ()
    papers: tuple[IssuedPaper, ...] = ()
    cases: tuple[CaseRow, ...] = ()
    names: tuple[NameCase, ...] = ()

    @property
    def id(self) -> PartyId:
        """The customer's id."""
        return self.customer.id


def find_work(desk: Desk, query: CustomerQuery, *, again: bool) -> Callable[[Progress], Found]:
    """Return the work that finds customers."""
    return lambda _progress: Found(query, desk.workspace().customer_rows.find(query), again)


def count_work(desk: Desk, index: str) -> Callable[[Progress], Counts]:
    """Return the work that counts what there is to filter by. `index`: see `CustomerQuery`."""

    def count(_progress: Progress) -> Counts:
        rows = desk.workspace().customer_rows
        statuses = rows.statuses(index)
        total, deleted = sum(statuses.values()), rows.deleted()
        if deleted:
            statuses[CustomerStatus.DELETED] = deleted
        return Counts(
            total=total,
            statuses=statuses,
            countries=rows.countries(),
            lists=rows.lists(),
            certifications=rows.certifications(today(desk.clock)),
            tags=rows.tags(),
        )

    return count


def view_work(desk: Desk, customer: PartyId) -> Callable[[Progress], CustomerView]:
    """Return the work that reads all that is shown of a customer. Raises BadInput: it is gone."""

    def look(_progress: Progress) -> CustomerView:
        workspace = desk.workspace()
        number = workspace.customer_rows.row_of(customer)
        rows = [] if number is None else workspace.customer_rows.rows([number], desk.book.current())
        if not rows:
            raise BadInput("customer-unknown", customer=customer)
        found = desk.customers.get(customer)
        merged = workspace.merged.ids(customer)
        _at, screened_with = workspace.customers.screened(customer)
        return CustomerView(
            customer=found,
            row=rows[0],
            matches=tuple(desk.deciding.matches(customer)),
            decisions=_decisions(desk, customer),
            files=tuple(desk.files.of(customer)),
            steps=tuple(desk.customers.history(customer)),
            events=tuple(workspace.events.about(customer, MOST_EVENTS, *merged[1:])),
            screened=frozenset(
                one.kept.id
                for one in workspace.matches.screened([customer])
                if one.screened_with and not one.is_changed
            ),
            last=next(
                (one for one in desk.book.last() if one.screened_with == screened_with), None
            ),
            ownership=desk.owning.of(customer)
            if any(one.role is Role.OWNER for one in found.related)
            else None,
            certifications=tuple(desk.certifications.list(CertificationFilter(customer=customer))),
            papers=tuple(desk.papers.list(customer=customer)),
            cases=tuple(desk.cases.list(CaseFilter(customer=customer))),
            names=desk.name_looks.cases([customer]),
        )

    return look


def _decisions(desk: Desk, customer: PartyId) -> tuple[MatchDecision | NameDecision, ...]:
    """Return everything that was decided of a customer, newest first."""
    found: list[MatchDecision | NameDecision] = [
        *desk.deciding.history(customer),
        *desk.name_looks.history(customer),
    ]
    return tuple(sorted(found, key=lambda one: one.at.utc_text, reverse=True))


def kept_view(desk: Desk, customer: PartyId, former: CustomerView | None) -> CustomerView | None:
    """Return a customer as it is kept now, to be shown before everything about it is read again.

    Reads two rows only. What it does not read is as it was, and nothing yet of somebody new. None
    where it is in the book no more.
    """
    rows = desk.workspace().customer_rows
    number = rows.row_of(customer)
    found = rows.rows([] if number is None else [number], desk.book.current())
    if not found:
        return None
    now = desk.customers.get(customer)
    if former is not None and former.id == customer:
        return replace(former, customer=now, row=found[0])
    return CustomerView(
        customer=now,
        row=found[0],
        matches=(),
        decisions=(),
        files=(),
        steps=(),
        events=(),
        screened=frozenset(),
        last=None,
        ownership=None,
    )
