"""The way back for customers that were deleted, however long ago: nothing of them was lost."""

from PySide6.QtCore import QObject

from exportdesk.core.book import Act
from exportdesk.core.customers import Customer
from exportdesk.core.i18n import _
from exportdesk.core.ids import BatchId, PartyId
from exportdesk.operations.customers import Kept
from exportdesk.ui.customers.acting import Acting
from exportdesk.ui.customers.detail import Detail
from exportdesk.ui.customers.list_pane import ListPane
from exportdesk.ui.customers.words import customers_count
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page, Tone
from exportdesk.wiring import Desk


class BringBack(QObject):
    """Says that a customer is gone, with the way back, and shows who came back."""

    def __init__(
        self,
        page: Page,
        desk: Desk,
        shell: Shell,
        acting: Acting,
        pane: ListPane,
        detail: Detail,
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._shell, self._acting = page, desk, shell, acting
        self._pane, self._detail = pane, detail
        self._step: BatchId | None = None
        self._asked: BatchId | None = None  # being brought back: filters must not hide it
        acting.undone.connect(self._show)
        pane.wanted_back.connect(self.bring)
        detail.wanted_back.connect(self.bring)

    def tell_gone(self, customer: Customer) -> None:
        """Say that this customer is not in the book any more."""
        said = _("{name} is not in the book any more. Its cases, papers and records stay.")
        self._say(said.format(name=customer.name), self._step_of(customer.id))

    def bring(self, customer: PartyId) -> None:
        """Bring a customer back, after asking where others come back with it."""
        step = self._step_of(customer)
        if step is None or self._desk.read_only or self._acting.busy:
            return
        count = self._desk.customers.touched(step)
        if count < 2 or self._shell.ask.confirm(
            self._page,
            _("Bring back {customers}?").format(customers=customers_count(count)),
            _("They were added, changed or deleted together, and go back together."),
            yes=_("Bring back"),
        ):
            self._step = step
            self._bring()

    def _step_of(self, customer: PartyId) -> BatchId | None:
        """Return the step that took a customer away, None where it cannot be taken back."""
        steps = self._desk.customers.history(customer)
        batch, _before, after = next(iter(steps), (None, None, None))
        found = batch is not None and after is None and not batch.undone_by
        return batch.id if batch is not None and found else None

    def tell_step(self, batch: BatchId) -> None:
        """Say what a deletion of several took away, if it was not taken back."""
        steps = self._desk.workspace().history
        step = steps.batch(batch)
        if step is None or step.act is not Act.DELETE:
            return
        whom = customers_count(steps.touched(batch))
        if step.undone_by:
            self._page.banner.say(_("{customers} were brought back.").format(customers=whom))
        else:
            said = _("{customers} were deleted together. Their cases, papers and records stay.")
            self._say(said.format(customers=whom), batch)

    def _say(self, words: str, step: BatchId | None) -> None:
        self._step = None if self._desk.read_only else step
        action = _("Bring back") if self._step is not None else ""
        self._page.banner.say(words, Tone.AMBER, action=action, call=self._bring)

    def _bring(self) -> None:
        if self._step is not None and not self._acting.busy:
            self._asked, self._step = self._step, None
            self._page.banner.clear()
            self._acting.undo_step(self._asked)

    def _show(self, kept: Kept) -> None:
        """Choose the one that came back: an undo that shows somebody else seems to have failed."""
        asked, self._asked = self._asked, None
        typing = self._detail.is_dirty or self._detail.profile.is_new
        if len(kept.customers) != 1 or typing:
            return
        if asked is not None:
            self._pane.choose(kept.customers[0])
        else:
            self._pane.want(kept.customers[0])
