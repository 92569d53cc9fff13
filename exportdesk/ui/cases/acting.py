"""What is done to a case as a whole: withdrawing it, giving it another customer, handing it out."""

from collections.abc import Callable

from exportdesk.core.cases import Case, CaseState, CaseStep
from exportdesk.core.i18n import _
from exportdesk.core.ids import CaseId
from exportdesk.operations.cases import CASE_CHANGES
from exportdesk.storage.cases import CaseRow
from exportdesk.storage.customer_rows import CustomerRow
from exportdesk.ui.cases.beginning import Beginning
from exportdesk.ui.cases.case_pane import CasePane
from exportdesk.ui.cases.customer_picking import CustomerPicker
from exportdesk.ui.cases.giving_back import GivingBack
from exportdesk.ui.cases.handing_out import HandingOut
from exportdesk.ui.cases.more_menu import MoreMenu
from exportdesk.ui.cases.session import CaseSession
from exportdesk.ui.cases.subjects import NewCase
from exportdesk.ui.papers.opening import PaperOpening
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk


class CaseActing:
    """Works for the page of cases, on the case in view, or on one of the list."""

    def __init__(
        self,
        page: Page,
        desk: Desk,
        shell: Shell,
        *,
        pane: CasePane,
        beginning: Beginning,
    ) -> None:
        self._page, self._desk, self._shell = page, desk, shell
        self._session: CaseSession = pane.session
        self._pane, self._beginning = pane, beginning
        self._opening = PaperOpening(desk, shell, page)
        self.handing = HandingOut(page, desk, shell, self._session)
        self.giving = GivingBack(desk, shell, self._session)

    def menu(self) -> MoreMenu:
        """Return the button with the menu, put into the head of the page."""
        out = (
            ("pack", _("&Evidence pack…"), self.handing.pack),
            ("paper", _("&Statement or letter…"), self.ask_paper),
        )
        change = (
            ("give", _("Keep when it was &formed in the customer record"), self.giving.keep),
            ("customer", _("Change &customer…"), self.change_customer),
            ("another", _("Same products, another &customer…"), self.begin_for_another),
            ("withdraw", _("&Withdraw…"), self.withdraw),
        )
        return MoreMenu(self._page, (out, change))

    def may(self) -> set[str]:
        """Return what can be done with the case in view, by the keys of the menu."""
        case, writable = self._session.case, not self._desk.read_only
        if case is None:
            return set()
        can = {"pack"} if case.number else set()
        if not writable:
            return can
        if case.number and case.customer:
            can.add("paper")
        if self.giving.is_due:
            can.add("give")
        if case.state is CaseState.OPEN:
            can |= {"customer"} if case.customer else set()
            can |= {"withdraw"} if case.number else set()
        elif case.items:
            can.add("another")
        return can

    def ask_paper(self) -> None:
        """Make a statement or a letter, filled from the case in view."""
        case = self._session.case
        if case is not None and case.customer:
            self._opening.ask(case.customer, case)

    # Withdrawing

    def withdraw(self) -> None:
        """Withdraw the case in view, once there is a reason."""
        case, cases = self._session.case, self._desk.cases
        reason = self._reason(case.number) if case is not None and case.number else ""
        if case is None or not reason:
            return
        self._pane.settle()
        self._say_under_way()
        # Behind whatever is still being saved of it.
        self._session.do(
            lambda now: cases.withdraw(now, reason),
            then=lambda: self._withdrawn_in_view(case),
        )

    def _withdrawn_in_view(self, case: Case) -> None:
        if self._session.case is not None and self._session.case.id == case.id:
            self._pane.go_to(CaseStep.FOLLOW_UP)  # which says who withdrew it, and why
            self._pane.take_focus()
        self._say_withdrawn(case.number)

    def withdraw_listed(self, row: CaseRow) -> None:
        """Withdraw a case of the list, once there is a reason."""
        cases, reason = self._desk.cases, self._reason(row.number)
        if reason:
            self._say_under_way()
            self._shell.jobs.start(
                lambda _progress: cases.withdraw(cases.get(row.id), reason),
                done=self._withdrawn,
                failed=self._page.show_trouble,
                finished=self._say_over,
            )

    def _say_under_way(self) -> None:
        """Say in the head of the page that it takes its time: its record is made, too."""
        self._page.chip.say(_("Withdrawing…"), Tone.GREY)

    def _say_over(self) -> None:
        if self._page.chip.text() == _("Withdrawing…"):
            self._page.chip.say("", Tone.GREY)

    def _withdrawn(self, case: Case) -> None:
        self._shell.bus.tell(CASE_CHANGES)
        self._page.refresh()
        self._say_withdrawn(case.number)

    def _reason(self, number: str) -> str:
        reason = self._shell.ask.text(
            self._page,
            _("Withdraw {number}").format(number=number),
            _("Why is it withdrawn? It stays as it is, and is locked."),
            yes=_("Withdraw"),
        )
        return (reason or "").strip()

    def _say_withdrawn(self, number: str) -> None:
        self._shell.window.toast(_("{number} is withdrawn.").format(number=number))

    # Customers

    def pick_customer(self) -> None:
        """Ask for which customer a case is begun."""
        self._pick(lambda row: self._beginning.new(NewCase(row.id)))

    def begin_for_another(self) -> None:
        """Begin a case for another customer, with the products of the one in view."""
        case = self._session.case
        if case is not None:
            products = tuple(one.product.id for one in case.items)
            self._pick(
                lambda row: self._beginning.new(NewCase(row.id, products)),
                _("It begins with the products of {number}.").format(number=case.number),
            )

    def change_customer(self) -> None:
        """Ask whose case the one in view is instead, and what then begins anew."""
        case = self._session.case
        if case is not None:
            self._pane.settle()
            self._pick(lambda row: self._change(case.id, row))

    def _change(self, case: CaseId, row: CustomerRow) -> None:
        shown = self._session.case
        if shown is None or shown.id != case or shown.customer == row.id:
            return
        sure = not shown.number or self._shell.ask.confirm(
            self._page,
            _("Change the customer to {name}?").format(name=row.name),
            _(
                "Order, dates and products stay. Parties, destination, answers, red flags and what"
                " was settled begin anew: they were about the customer before."
            ),
            yes=_("Change customer"),
            danger=True,
        )
        if sure:
            words = _("This is a case of {name} now.").format(name=row.name)
            self._session.change_customer(row.id, then=lambda: self._shell.window.toast(words))

    def _pick(self, take: Callable[[CustomerRow], object], words: str = "") -> None:
        def taken(rows: tuple[CustomerRow, ...]) -> None:
            take(rows[0])

        sheet = CustomerPicker(self._page, self._desk, self._shell, words=words)
        sheet.picked.connect(taken)
        sheet.open()
