"""Lays the sheet for an own list over the Control lists page, and takes in what it tells."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.ui.lists.importing import ImportPanel
from exportdesk.ui.lists.own_sheet import OwnRequest, OwnSheet
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk


class OwnHost(QObject):
    """Shows the sheet in place of the page's cards and actions, and gives the page back.

    `turned` tells that the sheet was opened or closed. While its list is being taken in, or was
    refused, the page is seen, and the sheet waits to go on where it was.
    """

    turned = Signal()

    def __init__(self, page: Page, panel: ImportPanel, desk: Desk, shell: Shell) -> None:
        super().__init__(page)
        self._page, self._panel, self._shell = page, panel, shell
        self._title, self._purpose = page.title.text(), page.purpose.text()
        self._waits = False
        self.opener = page.add_action(_("Add your &own list…"), self.begin, glyph="table-plus")
        page.head_actions.insertWidget(0, self.opener)  # the filled button stays the last
        self._desk = desk
        self._sheet: OwnSheet | None = None
        self.cancel = page.add_action(_("Cancel"), self.back)
        self.take = page.add_action(
            _("I&mport it"), self._press, glyph="tray-arrow-down", primary=True
        )
        self.cancel.hide()
        self.take.hide()
        panel.wants_own.connect(self.open_file)
        panel.taken.connect(self._done)
        panel.stopped.connect(self._go_on)
        panel.failed.connect(self._go_on)
        panel.dismissed.connect(self._go_on)

    @property
    def sheet(self) -> OwnSheet:
        """The sheet, made when it is first wanted."""
        return self._sheet or self._make()

    @property
    def is_open(self) -> bool:
        """Whether the sheet is shown."""
        return self._sheet is not None and not self._sheet.isHidden()

    def begin(self) -> None:
        """Open the sheet without a file; one that waits beside a refusal goes on."""
        if self._panel.busy or (self._panel.dismiss() and self.is_open):
            return
        self._waits = False
        self.sheet.begin()
        self._turn(True)

    def open_file(self, path: Path) -> None:
        """Open the sheet on a table that was handed over as any list."""
        self._waits = False
        self.sheet.open_file(path, unknown=True)
        self._turn(True)

    def drop(self, path: Path) -> None:
        """Open another table in the sheet."""
        self.sheet.open_file(path)

    def choose_file(self) -> None:
        """Ask for a table and open it."""
        kinds = _("Tables (*.csv *.tsv *.txt *.xlsx *.ods *.zip *.gz);;All files (*)")
        path = self._shell.ask.open_file(self.sheet, _("Choose the table of your list"), kinds)
        if path is not None:
            self.sheet.open_file(path)

    def back(self) -> bool:
        """Close the sheet; asks first where choices would be lost. Tell whether it was open."""
        if not self.is_open:
            return False
        if self.sheet.touched and not self._shell.ask.confirm(
            self.sheet,
            _("Leave without adding this list?"),
            _("What you chose for it is not kept."),
            yes=_("Leave"),
            danger=True,
        ):
            return True
        self.sheet.begin()
        self._turn(False)
        if self._page.isVisible():
            self._page.arrive()  # or the cursor would be left on the sidebar
        return True

    def arrange(self, *shown_else: QWidget) -> bool:
        """Hide what the page shows else while the sheet is open; tell whether it is."""
        for one in (self.opener, *shown_else):
            one.setVisible(not self.is_open)
        return self.is_open

    def _make(self) -> OwnSheet:
        sheet = self._sheet = OwnSheet(self._desk, self._shell)
        sheet.hide()
        sheet.filled.connect(self._fill)
        sheet.wanted.connect(self._take_in)
        sheet.wants_file.connect(self.choose_file)
        sheet.are_customers.connect(self._leave_to_customers)
        body = self._page.body
        body.insertWidget(body.count() - 1, sheet, 1)  # before what holds the page up
        return sheet

    def _leave_to_customers(self, path: Path) -> None:
        if self.back() and not self.is_open:
            self._shell.window.go("customers", path)

    def _press(self) -> None:
        self.sheet.take_in()

    def _fill(self, filled: bool) -> None:
        self.take.setVisible(filled and self.is_open)

    def _take_in(self, wanted: OwnRequest) -> None:
        self._waits = True
        self._turn(False)
        self._panel.import_own(wanted)

    def _done(self, _edition: object) -> None:
        if self._waits:
            self._waits = False
            self.sheet.begin()

    def _go_on(self, error: object = None) -> None:
        if isinstance(error, ExportDeskError) and error.code == "list-not-noted":
            self._done(error)  # in force all the same
        elif self._waits and self._panel.is_own:
            self._waits = False
            self._turn(True)

    def _turn(self, shown: bool) -> None:
        self.sheet.setVisible(shown)
        self.cancel.setVisible(shown)
        self.take.setVisible(shown and self.sheet.has_file)
        if shown:
            self._page.banner.clear()
            self._page.say(
                _("Add your own list"),
                _("Parties that no published list names. They are screened like all others."),
            )
        else:
            self._page.say(self._title, self._purpose)
        self.turned.emit()
        if shown and self.sheet.isVisible():
            self.sheet.take_cursor()
