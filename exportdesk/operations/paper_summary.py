"""Gathers how the whole book stands, for the monthly summary."""

from collections.abc import Callable, Mapping
from datetime import date

from exportdesk.core.clock import Clock, Moment, parse_utc, today
from exportdesk.core.errors import BadInput
from exportdesk.core.screenings import Decision
from exportdesk.core.standing import CustomerStatus, MatchState
from exportdesk.documents.paper_values import SummaryCustomer, SummaryMatch, SummaryValues
from exportdesk.operations.lists import Lists
from exportdesk.screening import ALGORITHM
from exportdesk.storage.book_matches import Queued
from exportdesk.storage.customer_rows import CustomerOrder, CustomerQuery, CustomerRow
from exportdesk.storage.opening import one_moment
from exportdesk.storage.workspace import Workspace

MOST_MATCHES = 1_000
"""Of undecided ones in one summary; the rest is counted and in Review."""

_SHOWN = (MatchState.SAME, MatchState.RETURNED, MatchState.RESEARCH, MatchState.OPEN)
_ALL = 1_000_000


class BookSummary:
    """Gathers summaries of the book. May be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        lists: Lists,
        current: Callable[[], str],
        threshold: Callable[[], float],
        clock: Clock,
    ) -> None:
        """`current` names what the book is to be screened with; others are stale."""
        self._workspace = workspace
        self._lists = lists
        self._current = current
        self._threshold = threshold
        self._clock = clock

    def of(self, first: date | None = None, last: date | None = None) -> SummaryValues:
        """Return how the book stands now, and what was done from `first` to `last`.

        Without days: from the first of this month until today. Raises BadInput.
        """
        last = last or today(self._clock)
        first = first or last.replace(day=1)
        if last < first:
            raise BadInput("days-turned", first=first.isoformat(), last=last.isoformat())
        workspace = self._workspace()
        with one_moment(workspace.db):
            customers = self._customers(workspace)
            queued = workspace.matches.queue(*_SHOWN)
            undecided = sum(1 for one in queued if one.match.state.is_undecided)
            matches = self._matches(workspace, queued)
            decided = [
                one for one in workspace.decisions.all() if first <= one.at.local.date() <= last
            ]
            screenings = [
                one
                for one in workspace.matches.screenings(_ALL)
                if first <= one.at.local.date() <= last
            ]
        return SummaryValues(
            first=first,
            last=last,
            customers=customers,
            matches=matches,
            decisions=tuple(sorted(decided, key=lambda one: (one.at.utc_text, one.id))),
            screenings=tuple(sorted(screenings, key=lambda one: one.at.utc_text)),
            editions=self._lists.uses(),
            threshold=self._threshold(),
            algorithm=ALGORITHM,
            undecided=undecided,
        )

    def _customers(self, workspace: Workspace) -> tuple[SummaryCustomer, ...]:
        index = self._current()
        numbers = workspace.customer_rows.find(CustomerQuery(order=CustomerOrder.NAME, index=index))
        rows = workspace.customer_rows.rows(numbers, index)
        rank = {status: place for place, status in enumerate(_STATUSES)}
        rows.sort(key=lambda row: (rank[row.status], row.name.casefold(), row.reference))
        return tuple(self._customer(row) for row in rows)

    def _customer(self, row: CustomerRow) -> SummaryCustomer:
        return SummaryCustomer(
            name=row.name,
            reference=row.reference,
            country=row.country,
            parties=1 + row.related,
            status=row.status,
            consequence=row.consequence,
            open_matches=row.open_matches,
            strongest=row.strongest,
            screened=self._local(row.screened_at),
        )

    def _matches(self, workspace: Workspace, queued: list[Queued]) -> tuple[SummaryMatch, ...]:
        place = {state: at for at, state in enumerate(_SHOWN)}
        queued = sorted(
            queued,
            key=lambda one: (
                one.match.state is not MatchState.SAME,
                -one.match.match.score,
                place[one.match.state],
                one.customer.casefold(),
                one.match.match.uid,
            ),
        )
        confirmed = [one for one in queued if one.match.state is MatchState.SAME]
        others = [one for one in queued if one.match.state is not MatchState.SAME]
        newest = workspace.decisions.newest([one.match.party for one in confirmed])
        reasons: Mapping[tuple[str, str], Decision] = {
            (party, uid): Decision(one.verdict, one.reason, one.by, one.at)
            for party, found in newest.items()
            for uid, one in found.items()
            if one.verdict is not None
        }
        return tuple(self._match(one, reasons) for one in (*confirmed, *others[:MOST_MATCHES]))

    def _match(self, one: Queued, reasons: Mapping[tuple[str, str], Decision]) -> SummaryMatch:
        match = one.match.match
        decision = reasons.get((one.match.party, match.uid))
        return SummaryMatch(
            customer=one.customer,
            party=one.party,
            role=one.role,
            listed=match.name,
            list=match.list,
            score=match.score,
            state=one.match.state,
            found=self._local(one.match.found_at),
            reason=decision.reason if decision else "",
            decided_by=decision.by if decision else "",
        )

    def _local(self, utc: str) -> str:
        if not utc:
            return ""
        return Moment.of(parse_utc(utc), self._clock.now().zone).local.date().isoformat()


_STATUSES = (
    CustomerStatus.LISTED,
    CustomerStatus.REVIEW,
    CustomerStatus.CHECK_NAME,
    CustomerStatus.STALE,
    CustomerStatus.NOT_SCREENED,
    CustomerStatus.NO_OPEN_MATCH,
)
