"""What is asked for beside the table, of the customer that is in view there."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from exportdesk.core.book import BookMatch
from exportdesk.core.i18n import _
from exportdesk.core.ids import BatchId
from exportdesk.core.name_looks import NameDecision
from exportdesk.core.standing import MatchDecision
from exportdesk.ui.customers.acting import Acting
from exportdesk.ui.customers.detail import Detail
from exportdesk.ui.customers.outside import Outside
from exportdesk.ui.customers.selected import Selected
from exportdesk.ui.customers.typed import Typed
from exportdesk.ui.customers.words import customers_count
from exportdesk.ui.names.looking import NameLooking
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk


class FromDetail(QObject):
    """Does what the tabs of `detail` ask for, but saving, which the page does itself.

    `gone` tells that the one in view is being deleted, `given_up` that a new one is not to be.
    """

    gone = Signal()
    given_up = Signal()

    def __init__(
        self,
        page: Page,
        desk: Desk,
        shell: Shell,
        acting: Acting,
        detail: Detail,
        selected: Selected,
        outside: Outside,
        names: NameLooking,
        typed: Typed,
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._shell = page, desk, shell
        self._acting, self._detail, self._selected = acting, detail, selected
        self._names, self._typed = names, typed
        detail.profile.cancelled.connect(self._cancel_profile)
        detail.related.cancelled.connect(self._cancel_related)
        detail.deleted.connect(self._delete)
        detail.screening.screened.connect(self._screen)
        detail.screening.recorded.connect(page.print_out)
        detail.screening.revoked.connect(self._revoke)
        detail.screening.reviewed.connect(self._review)
        detail.screening.looked_at.connect(names.look_at)
        detail.called.connect(self._look_at_name)
        detail.files.added.connect(self._add_files)
        detail.files.opened.connect(outside.open)
        detail.files.copied.connect(acting.copy_file)
        detail.files.away.connect(acting.take_away)
        detail.history.undone.connect(self._undo_step)

    def _cancel_profile(self) -> None:
        profile = self._detail.profile
        is_new = profile.is_new
        if not self._typed.may_cancel(profile, self._detail.take_focus):
            return
        profile.drop()
        if is_new:
            self.given_up.emit()
        else:
            self._detail.take_focus()  # the button that was clicked goes

    def _cancel_related(self) -> None:
        if self._typed.may_cancel(self._detail.related, self._detail.take_focus):
            self._detail.related.back()

    def _delete(self) -> None:
        view = self._detail.view
        if view is not None and not self._acting.busy:
            customer = view.id
            if self._selected.agrees_to_delete(1, view.customer.name):
                self._detail.drop()
                self.gone.emit()
                self._acting.delete(lambda _progress: [customer], 1, view.customer.name)

    def _screen(self) -> None:
        customer = self._detail.customer
        if customer is not None:
            self._acting.screen(lambda _progress: [customer])

    def _revoke(self, decision: MatchDecision | NameDecision, reason: str) -> None:
        if isinstance(decision, NameDecision):
            self._names.revoke(decision, reason)
        else:
            self._acting.revoke(decision, reason)

    def _look_at_name(self) -> None:
        customer = self._detail.customer
        if customer is not None:
            self._names.look(lambda _progress: [customer])

    def _review(self, match: BookMatch) -> None:
        self._shell.window.go("review", match.customer)

    def _undo_step(self, batch: BatchId) -> None:
        if self._acting.busy:
            return
        count = self._desk.customers.touched(batch)
        if count < 2 or self._shell.ask.confirm(
            self._page,
            _("Undo this step for all {customers}?").format(customers=customers_count(count)),
            _("They were added, changed or deleted together, and go back together."),
            yes=_("Undo all"),
        ):
            self._acting.undo_step(batch)

    def _add_files(self, paths: list[Path]) -> None:
        if self._detail.customer is not None:
            self._page.banner.clear()
            self._acting.add_files(self._detail.customer, paths)
