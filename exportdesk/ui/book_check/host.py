"""Lays the check of the book over the Customers page, and gives the page back."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.ids import PartyId
from exportdesk.core.words import say
from exportdesk.ui.book_check.looking import (
    FoundRow,
    Looked,
    Merge,
    Put,
    aside_work,
    back_work,
    look_work,
)
from exportdesk.ui.book_check.sheet import CheckSheet
from exportdesk.ui.book_check.words import findings_count
from exportdesk.ui.covering import Covering
from exportdesk.ui.customers.acting import Acting
from exportdesk.ui.jobs import Job
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk

_TOUCHED = Changes.CUSTOMERS | Changes.LISTS


class BookCheckHost(QObject):
    """The check of the book. What was found is kept until the book, the lists or what is put aside
    is another. `opened` tells the id of a customer to be shown.
    """

    opened = Signal(object)
    closed = Signal()

    def __init__(
        self,
        page: Page,
        desk: Desk,
        shell: Shell,
        acting: Acting,
        *,
        beside: Sequence[QWidget] = (),
    ) -> None:
        """`beside` is what of the page stays where it is while the sheet is open."""
        super().__init__(page)
        self._page, self._desk, self._shell, self._acting = page, desk, shell, acting
        self._sheet: CheckSheet | None = None
        self._looked: Looked | None = None
        self._job: Job | None = None
        self._ahead = False  # something was written while the book was looked over
        self._busy = False
        self._covering = Covering(page, beside)
        self.refresh_button = page.add_action(
            _("&Look again"), self.look_anew, glyph="refresh", hint=_("F5")
        )
        self.close_button = page.add_action(
            _("Bac&k to customers"), self.close_sheet, glyph="arrow-left", hint=_("Esc")
        )
        for made in (self.refresh_button, self.close_button):
            made.hide()

    @property
    def sheet(self) -> CheckSheet:
        """The sheet, made when it is first wanted."""
        return self._sheet or self._make()

    @property
    def is_open(self) -> bool:
        """Whether the sheet is shown."""
        return self._sheet is not None and not self._sheet.isHidden()

    def begin(self) -> None:
        """Open the sheet, and look the book over unless that is known already."""
        if not self.is_open:
            self._show(True)
            self.look()

    def look(self) -> None:
        """Look the book over, unless nothing changed since the last time."""
        self._start(self._looked.mark if self._looked is not None else "")

    def look_anew(self) -> None:
        """Look the book over in any case."""
        if self.is_open:
            self._start("")

    def reload(self, changes: Changes) -> None:
        """Look again if something was written that may matter, and the sheet is in view."""
        if self.is_open and changes & _TOUCHED:
            self.look()

    def back(self) -> bool:
        """Go back one step; tell whether the sheet was open."""
        if not self.is_open:
            return False
        if not self.sheet.detail.leave():
            self.close_sheet()
        return True

    def close_sheet(self) -> None:
        """Give the page back. What was found is kept."""
        if self.is_open:
            if self._job is not None:
                self._job.cancel()
            self._show(False)
            self.closed.emit()

    def close_host(self) -> None:
        """End what is under way."""
        if self._job is not None:
            self._job.abandon()
        if self._sheet is not None:
            self._sheet.close_pane()

    def _make(self) -> CheckSheet:
        sheet = self._sheet = CheckSheet(self._desk, self._shell)
        sheet.hide()
        sheet.again.connect(self.look_anew)
        sheet.detail.opened.connect(self._open)
        sheet.detail.put_aside.connect(self.put_aside)
        sheet.detail.brought_back.connect(self.bring_back)
        sheet.detail.agreed.connect(self._merge)
        self._page.body.addWidget(sheet, 1)
        return sheet

    # Looking

    def _start(self, known: str) -> None:
        if self._job is not None:
            self._ahead = True  # once more, when this one is through
            return
        self._ahead = False
        if not known:
            self.sheet.begin_look()
        job = self._shell.background.start(
            look_work(self._desk, known),
            done=self._show_looked,
            failed=self._cannot_look,
            cancelled=self._say_stopped,
            finished=self._end,
            progress=self._step,
        )
        self._job = job
        if not self._shell.background.busy:  # work done at once has ended already
            self._job = None
        elif not known:
            self.sheet.begin_look(job)

    def _step(self, step: object) -> None:
        if self.sheet.line.isHidden():
            self.sheet.begin_look(self._job)
        self.sheet.step(step)  # type: ignore[arg-type]  # a Step, as the runner gives it

    def _show_looked(self, looked: Looked | None) -> None:
        if looked is not None:
            self._looked = looked
            self.sheet.show_looked(looked)

    def _cannot_look(self, error: ExportDeskError) -> None:
        self.sheet.show_failed(say(error))
        if self._looked is not None:
            self._page.show_trouble(error)

    def _say_stopped(self) -> None:
        self._ahead = False
        self.sheet.show_stopped()

    def _end(self) -> None:
        self._job = None
        self.sheet.end_look()
        if self._ahead and self.is_open:
            self.look()

    # What is done

    def put_aside(self, rows: Sequence[FoundRow], reason: str) -> None:
        """Put findings aside."""
        looked = self._looked
        if looked is not None and rows and not self._busy:
            self._busy = True
            self._shell.jobs.start(
                aside_work(self._desk, looked, rows, reason),
                done=self._was_put,
                failed=self._page.show_trouble,
                finished=self._free,
            )

    def bring_back(self, rows: Sequence[FoundRow]) -> None:
        """Show findings again that were put aside."""
        looked = self._looked
        if looked is not None and rows and not self._busy:
            self._busy = True
            self._shell.jobs.start(
                back_work(self._desk, looked, rows),
                done=self._was_brought,
                failed=self._page.show_trouble,
                finished=self._free,
            )

    def _was_put(self, put: Put) -> None:
        self._take(put)
        rows = put.rows
        words = _("Put aside: {findings}.").format(findings=findings_count(len(rows)))
        self._acting.did(words, lambda: self.bring_back(rows))

    def _was_brought(self, put: Put) -> None:
        self._take(put)
        words = _("Shown again: {findings}.").format(findings=findings_count(len(put.rows)))
        self._shell.window.toast(words)

    def _take(self, put: Put) -> None:
        self._page.banner.clear()
        self.sheet.detail.leave()
        if put.looked is not None:
            self._looked = put.looked
            self.sheet.show_looked(put.looked)
            self.sheet.take_cursor()
        self._shell.bus.tell(put.changes)

    def _free(self) -> None:
        self._busy = False

    def _merge(self, merge: Merge) -> None:
        if not self._acting.busy:
            self._page.banner.clear()
            self.sheet.detail.leave()
            self.sheet.take_cursor()
            self._acting.merge(merge.kept.customer, merge.other.customer)

    def _open(self, customer: PartyId) -> None:
        self.close_sheet()
        self.opened.emit(customer)

    # The page below

    def _show(self, shown: bool) -> None:
        """Show the sheet in place of what the page shows, or the page again."""
        sheet = self.sheet
        if shown:
            self._covering.cover(
                _("Check customers"),
                _(
                    "Details that are missing or cannot be right, and customers that may be "
                    "duplicates."
                ),
                (sheet, self.refresh_button, self.close_button),
            )
        sheet.setVisible(shown)
        for made in (self.refresh_button, self.close_button):
            made.setVisible(shown)
        if shown:
            sheet.take_cursor()
        else:
            self._covering.uncover()
