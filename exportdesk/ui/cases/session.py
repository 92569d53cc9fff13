"""The case in view: every change is saved at once, off the window's thread, then looked at anew."""

from collections import deque
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from exportdesk.core.case_copies import lacks_only, with_products
from exportdesk.core.cases import Case
from exportdesk.core.changes import Changes
from exportdesk.core.errors import BadInput, ExportDeskError, ListsMissing
from exportdesk.core.ids import CaseId, PartyId, ProductId
from exportdesk.core.products import Product
from exportdesk.core.progress import Progress
from exportdesk.diligence.case_facts import ScreeningState
from exportdesk.operations.cases import CASE_CHANGES, CaseView
from exportdesk.ui.jobs import Latest
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk

Act = Callable[[Case], Case]
Tried = frozenset[tuple[PartyId, object]]


class CaseSession(QObject):
    """`shown` tells a `CaseView` whenever there is another to show; `failed` what went wrong.

    Acts are done one after the other, each on the case as the one before left it.
    """

    shown = Signal(object)
    failed = Signal(object)
    screening = Signal(bool)

    def __init__(self, desk: Desk, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._shell = desk, shell
        self._looking: Latest[CaseView] = Latest(shell.screening)
        self._waiting: deque[Act] = deque()
        self._busy = False
        self._telling = False
        self._tried: Tried = frozenset()
        self._completed: frozenset[Product] = frozenset()
        self.taken: dict[ProductId, str] = {}
        self.view: CaseView | None = None
        self._wanted: CaseId | None = None

    @property
    def case(self) -> Case | None:
        """The case in view."""
        return self.view.case if self.view else None

    @property
    def is_read_only(self) -> bool:
        """Whether nothing of the case in view may change."""
        return self._desk.read_only or self.view is None or self.view.case.is_locked

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved."""
        return self._busy

    def open(self, case: CaseId) -> None:
        """Show a case as it is kept."""
        if self._wanted != case:
            self._waiting.clear()
            self._tried = frozenset()
            self._completed = frozenset()
            self.taken = {}
            self.view = None
        self._wanted = case
        self.look()

    def close(self) -> None:
        """Show none any more."""
        self._wanted, self.view = None, None
        self._waiting.clear()

    def look(self) -> None:
        """Look at the case in view again."""
        wanted, cases = self._wanted, self._desk.cases
        if wanted is None or self._busy or self._telling:
            return
        self._looking.start(
            lambda _progress: cases.assess(cases.get(wanted)), done=self._show, failed=self._fail
        )

    def do(self, act: Act) -> None:
        """Change the case in view by `act`, which runs on the writing thread, and keep it."""
        if self.is_read_only:
            return
        self._waiting.append(act)
        self._go_on()

    def save(self, change: Act) -> None:
        """Keep the case as `change` makes it."""
        cases = self._desk.cases

        def act(case: Case) -> Case:
            changed = change(case)
            return case if changed == case else cases.save(changed, was=case)

        self.do(act)

    def _go_on(self) -> None:
        case, cases = self.case, self._desk.cases
        if self._busy or not self._waiting or case is None:
            return
        act = self._waiting.popleft()
        self._busy = True
        self._shell.jobs.start(
            lambda _progress: cases.assess(act(case)), done=self._done, failed=self._refused
        )

    def _done(self, view: CaseView) -> None:
        self._busy = False
        if view.case.id != self._wanted:
            return
        self._show(view)
        self._tell(CASE_CHANGES)
        self._go_on()

    def _refused(self, error: ExportDeskError) -> None:
        self._busy = False
        self._waiting.clear()
        self.failed.emit(error)
        self.look()

    def _show(self, view: CaseView) -> None:
        if view.case.id != self._wanted:
            return
        self.view = view
        self.shown.emit(view)
        self._screen_by_itself(view)
        self._complete_by_itself(view)

    def _fail(self, error: ExportDeskError) -> None:
        if isinstance(error, BadInput) and error.code == "case-unknown":
            self.close()
        self.failed.emit(error)

    # Products

    def take(self, products: Mapping[ProductId, Product]) -> None:
        """Take these products over as the book has them."""
        self.save(lambda case: with_products(case, products))

    def _complete_by_itself(self, view: CaseView) -> None:
        """Take over what the book knows by now and the case only lacked: nobody has to press."""
        due = {
            one.id: one
            for one in view.facts.items
            if one.kept and one.outdated and lacks_only(one.item.product, one.kept)
        }
        found = {at: one.kept for at, one in due.items() if one.kept is not None}
        whole = frozenset(found.values())
        if found and whole != self._completed and not self.is_read_only:
            self._completed = whole
            for at, one in due.items():
                self.taken[at] = ", ".join(filter(None, one.outdated.values()))
            self.take(found)

    # Screening

    def _screen_by_itself(self, view: CaseView) -> None:
        """Screen whoever was not screened as they look now: nobody has to ask for it."""
        due = frozenset(
            (one.id, one.profile)
            for one in view.facts.parties
            if one.screening is not ScreeningState.CURRENT
        )
        if due and due != self._tried and not self.is_read_only:
            self._tried = due
            self.screen()

    def screen(self) -> None:
        """Screen everybody who was not screened as they look now."""
        case, parties = self.case, self._desk.case_parties
        if case is None or self._desk.read_only:
            return

        def work(progress: Progress) -> Changes:
            return parties.screen(case, progress)

        self.screening.emit(True)
        self._shell.background.start(work, done=self._screened, failed=self._not_screened)

    def _screened(self, changes: Changes) -> None:
        self.screening.emit(False)
        self._tell(changes)
        self.look()

    def _not_screened(self, error: ExportDeskError) -> None:
        self.screening.emit(False)
        if not isinstance(error, ListsMissing):  # the case says by itself that there is no list
            self.failed.emit(error)

    def told(self, changes: Changes) -> None:
        """Tell everybody what a step beside the case touched, and look again."""
        self._tell(changes)
        self.look()

    def _tell(self, changes: Changes) -> None:
        # Our own page has what it needs already.
        self._telling = True
        try:
            self._shell.bus.tell(changes)
        finally:
            self._telling = False
