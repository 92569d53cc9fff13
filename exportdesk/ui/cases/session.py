"""The case in view: every change is saved at once, off the window's thread, then looked at anew.

A case that was only begun is a draft: it is kept, and has a number, with the first change of it.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An act that waits for its turn. `is_first` is one that only keeps a draft; `then` is done
    when it is over.
    """

    case: CaseId
    act: Act
    is_first: bool = False
    then: Callable[[], object] | None = None


class CaseSession(QObject):
    """`shown` tells a `CaseView` whenever there is another to show; `kept` a case that is a draft
    no longer; `failed` what went wrong.

    Acts are done one after the other, each on the case as the one before left it, and also where
    another case came into view meanwhile.
    """

    shown = Signal(object)
    kept = Signal(object)
    failed = Signal(object)
    screening = Signal(bool)

    def __init__(self, desk: Desk, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._shell = desk, shell
        self._looking: Latest[CaseView] = Latest(shell.screening)
        self._waiting: deque[_Wanted] = deque()
        self._drafts: dict[CaseId, Case] = {}
        self._busy = False
        self._doing: _Wanted | None = None
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

    @property
    def is_draft(self) -> bool:
        """Whether the case in view is not kept yet."""
        return self.view is not None and self.view.case.id in self._drafts

    def hold(self, draft: Case) -> None:
        """Take a new case that is to be kept with the first change of it."""
        self._drafts[draft.id] = draft

    def holds(self, case: str) -> bool:
        """Whether a case is a draft."""
        return CaseId(case) in self._drafts

    def let_go(self, case: CaseId) -> None:
        """Forget a draft, unless something of it is being kept."""
        if not self._busy and all(one.case != case for one in self._waiting):
            self._drafts.pop(case, None)

    def open(self, case: CaseId) -> None:
        """Show a case as it is kept, or a draft."""
        if self._wanted != case:
            self._tried = frozenset()
            self._completed = frozenset()
            self.taken = {}
            self.view = None
        self._wanted = case
        self.look()

    def close(self) -> None:
        """Show none any more."""
        self._wanted, self.view = None, None

    def look(self) -> None:
        """Look at the case in view again."""
        wanted, cases = self._wanted, self._desk.cases
        if wanted is None or self._busy or self._telling:
            return
        draft = self._drafts.get(wanted)
        self._looking.start(
            lambda _progress: cases.assess(draft or cases.get(wanted)),
            done=self._show,
            failed=self._fail,
        )

    def do(
        self, act: Act, *, apart: bool = False, then: Callable[[], object] | None = None
    ) -> None:
        """Change the case in view by `act`, which runs on the writing thread, and keep it.

        A draft is kept in the same write; with `apart`, in one before, as `act` makes several.
        `then` is done once it is kept.
        """
        case = self.case
        if case is None or self.is_read_only:
            return
        if apart and case.id in self._drafts:
            self._waiting.append(_Wanted(case.id, self._desk.cases.keep, is_first=True))
        self._waiting.append(_Wanted(case.id, act, then=then))
        self._go_on()

    def keep_first(self, then: Callable[[], object]) -> None:
        """Do something that needs a kept case: a draft is kept before."""
        case = self.case
        if case is None or case.id not in self._drafts:
            then()
            return
        self._waiting.append(_Wanted(case.id, self._desk.cases.keep, is_first=True, then=then))
        self._go_on()

    def save(self, change: Act, *, then: Callable[[], object] | None = None) -> None:
        """Keep the case as `change` makes it; `then` is done once it is kept."""
        cases = self._desk.cases

        def act(case: Case) -> Case:
            changed = change(case)
            return case if changed == case else cases.save(changed, was=case)

        self.do(act, then=then)

    def change_customer(self, customer: PartyId, then: Callable[[], object]) -> None:
        """Give the case in view another customer; a draft, into which nobody entered anything,
        stays one.
        """
        case, cases = self.case, self._desk.cases
        if case is None or not self.is_draft or self._busy:
            self.do(lambda now: cases.change_customer(now, customer), then=then)
            return

        def begin_anew(draft: Case) -> None:
            if self.holds(draft.id):
                self.hold(draft)
                self.look()
                then()

        self._shell.jobs.start(
            lambda _progress: cases.for_customer(case, customer),
            done=begin_anew,
            failed=self._fail,
        )

    def _go_on(self) -> None:
        if self._busy or not self._waiting:
            return
        wanted, cases = self._waiting.popleft(), self._desk.cases
        shown, draft = self.case, self._drafts.get(wanted.case)
        known = draft or (shown if shown is not None and shown.id == wanted.case else None)
        self._busy, self._doing = True, wanted

        def work(_progress: Progress) -> CaseView:
            if draft is not None and not wanted.is_first:
                return cases.assess(cases.keep_with(draft, wanted.act))
            if wanted.is_first and draft is None:
                return cases.assess(known or cases.get(wanted.case))  # it was kept meanwhile
            return cases.assess(wanted.act(known or cases.get(wanted.case)))

        self._shell.jobs.start(work, done=self._done, failed=self._refused)

    def _done(self, view: CaseView) -> None:
        self._busy = False
        done, self._doing = self._doing, None
        if view.case.number and self._drafts.pop(view.case.id, None) is not None:
            self.kept.emit(view.case)
        if view.case.id == self._wanted:
            self._show(view)
        self._tell(CASE_CHANGES)
        if done is not None and done.then is not None:
            done.then()
        self._go_on()
        if self.view is None:  # another came into view meanwhile
            self.look()

    def _refused(self, error: ExportDeskError) -> None:
        self._busy = False
        done, self._doing = self._doing, None
        # What was to follow in the same case rested on this.
        left = [one for one in self._waiting if done is None or one.case != done.case]
        self._waiting = deque(left)
        self.failed.emit(error)
        self.look()
        self._go_on()

    def _show(self, view: CaseView) -> None:
        if view.case.id != self._wanted:
            return
        self.view = view
        self.shown.emit(view)
        self._note_look(view)
        self._screen_by_itself(view)
        self._complete_by_itself(view)

    def _note_look(self, view: CaseView) -> None:
        """Have the list tell the same of the case as its page does."""
        if self.is_read_only or self.is_draft:
            return
        cases = self._desk.cases
        self._shell.jobs.start(
            lambda _progress: cases.note_look(view), done=self._tell_any, failed=self._fail
        )

    def _tell_any(self, changes: Changes) -> None:
        if changes:
            self._tell(changes)

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
            if self.is_draft:  # nobody entered that
                self.hold(with_products(view.case, found))
                self.look()
            else:
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
