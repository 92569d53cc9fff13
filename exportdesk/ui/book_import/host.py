"""Lays the import sheet over a page, and gives the page back."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from exportdesk.core.book import Kind
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import BatchId
from exportdesk.operations.book_import import Imported
from exportdesk.operations.table_import import undo_of
from exportdesk.ui.book_import.exporting import Exporting
from exportdesk.ui.book_import.sheet import ImportSheet, Stage
from exportdesk.ui.book_import.words import done_words, rows_words, taken_words
from exportdesk.ui.covering import Covering
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Page
from exportdesk.ui.widgets.drop_sheet import FileDrops, one_dropped_file
from exportdesk.wiring import Desk

_FILES = "*.csv *.tsv *.txt *.xlsx *.xlsm *.ods *.xls *.xlsb"


class ImportHost(QObject):
    """The import of one page: `begin` opens it, `back` goes back in it, Ctrl+O and a file dropped
    on the page open it too. `imported` tells the ids that were touched, to be screened.
    """

    imported = Signal(object)
    turned = Signal()

    def __init__(
        self,
        page: Page,
        desk: Desk,
        shell: Shell,
        kind: Kind,
        *,
        beside: Sequence[QWidget] = (),
    ) -> None:
        """`beside` is what of the page stays where it is while the sheet is open."""
        super().__init__(page)
        self._page, self._desk, self._shell, self._kind = page, desk, shell, kind
        self._sheet: ImportSheet | None = None
        self._covering = Covering(page, beside)
        self.exporting = Exporting(page, desk, shell, kind)
        self._done: Imported | None = None
        self._seen = False
        self.cancel = page.add_action(_("Cancel"), self._leave)
        self.step_back = page.add_action(_("&Back"), self._step_back, glyph="arrow-left")
        self.forward = page.add_action(_("&Next"), self._go_on, primary=True)
        for made in (self.cancel, self.step_back, self.forward):
            made.hide()
        if not desk.read_only:
            FileDrops(
                page,
                _("Let go to import this table"),
                lambda paths: self.open_file(paths[0]),
                found=one_dropped_file,
                may=lambda: not (self.is_open and self.sheet.stage is Stage.WAIT),
            )
            key = QShortcut(QKeySequence(QKeySequence.StandardKey.Open), page)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(self.choose_file)

    @property
    def sheet(self) -> ImportSheet:
        """The sheet, made when it is first wanted."""
        return self._sheet or self._make()

    @property
    def is_open(self) -> bool:
        """Whether the sheet is shown."""
        return self._sheet is not None and not self._sheet.isHidden()

    @property
    def is_under_way(self) -> bool:
        """Whether the sheet is shown and its import is not done."""
        return self.is_open and self.sheet.stage is not Stage.DONE

    def begin(self) -> None:
        """Open the sheet, which asks for a file."""
        if self._desk.read_only or self.is_open:
            return
        self.sheet.begin()
        self._show(True)

    def open_file(self, path: Path) -> None:
        """Open the sheet on a table."""
        if self._desk.read_only or not self._may_drop():
            return
        if not self.is_open:
            if not self._page.may_leave():
                return
            self.sheet.begin()
            self._show(True)
        self.sheet.open_file(path)

    def choose_file(self) -> None:
        """Ask for a table and open it."""
        if self._desk.read_only or (self.is_open and self.sheet.stage is Stage.WAIT):
            return
        kinds = _("Tables ({files});;All files (*)").format(files=_FILES)
        path = self._shell.ask.open_file(self._page, _("Choose the table to import"), kinds)
        if path is not None:
            self.open_file(path)

    def back(self) -> bool:
        """Go back one step in the sheet, or close it; tell whether it was open."""
        if not self.is_open:
            return False
        if not (self.sheet.rows.leave_row() or self.sheet.go_back()):
            self._leave()
        return True

    def may_leave(self) -> bool:
        """Tell whether the window may close; ask first where choices would be lost."""
        return not self.is_open or self._may_drop()

    def _make(self) -> ImportSheet:
        sheet = self._sheet = ImportSheet(self._desk, self._shell, self._kind)
        sheet.hide()
        sheet.turned.connect(self._arrange)
        sheet.changed.connect(self._arrange)
        sheet.imported.connect(self._finish)
        sheet.wants_file.connect(self.choose_file)
        sheet.wants_lists.connect(self._go_to_lists)
        sheet.wants_template.connect(self.exporting.save_template)
        sheet.done.save_asked.connect(self._save_rest)
        sheet.done.undo_asked.connect(self._undo)
        sheet.done.review_asked.connect(self._go_to_review)
        self._page.body.addWidget(sheet, 1)
        return sheet

    def leave(self) -> bool:
        """Close the sheet, once nothing is lost by it; tell whether it is closed."""
        if self.is_open:
            if self.sheet.stage is Stage.WAIT or not self._may_drop():
                return False
            self.sheet.begin()
            self._show(False)
        return True

    def gives_way(self, subject: object = None) -> bool:
        """Tell, as somebody comes to the page, whether the page itself may be shown.

        What an import did has been read by who comes back; where rows were left out, the page says
        so and leads to them again. `subject` is what else the page is to show.
        """
        if not self.is_open:
            return True
        if self.sheet.stage is not Stage.DONE:
            return bool(subject) and self.leave()
        seen, self._seen = self._seen, True
        if not (seen or subject):
            return False
        if not self.sheet.left_out:
            return self.leave()
        self._show(False)
        self._page.banner.say(
            _("The import left out {rows}.").format(rows=rows_words(self.sheet.left_out)),
            Tone.AMBER,
            action=_("Show the import"),
            call=self._show_done_again,
        )
        return True

    def _show_done_again(self) -> None:
        if not self.is_open and self.sheet.stage is Stage.DONE:
            self._seen = True
            self._show(True)

    def _leave(self) -> None:
        if self.leave() and self._page.isVisible():
            self._page.arrive()  # or the cursor would be left on the sidebar

    def _may_drop(self) -> bool:
        if not self.is_open or not self.sheet.touched:
            return True
        return self._shell.ask.confirm(
            self.sheet,
            _("Leave without importing?"),
            _("What you chose and put right for this file is not kept."),
            yes=_("Leave"),
            danger=True,
        )

    def _step_back(self) -> None:
        self.sheet.go_back()

    def _go_on(self) -> None:
        if self._is_end:
            self._leave()
        elif self.sheet.stage is Stage.COLUMNS:
            self.sheet.go_on()
        elif self.sheet.stage is Stage.ROWS:
            self.sheet.take_in()

    def _arrange(self, _stage: object = None) -> None:
        """Show the actions of the stage."""
        if not self.is_open:
            return
        sheet, stage = self.sheet, self.sheet.stage
        # Nothing is begun that could be canceled where only what was left out is looked at.
        self.cancel.setVisible(stage not in (Stage.DONE, Stage.WAIT) and not sheet.shows_rest)
        self.step_back.setVisible(stage is Stage.ROWS)
        self.forward.setVisible(stage in (Stage.COLUMNS, Stage.ROWS, Stage.DONE))
        is_end = self._is_end
        words = {Stage.ROWS: taken_words(sheet.taken, self._kind)}
        said = words.get(stage, _("&Next: check the rows"))
        self.forward.setText(_("&Done") if is_end else said)
        self.forward.setEnabled(
            sheet.can_go_on if stage is Stage.COLUMNS else is_end or sheet.taken > 0
        )
        self._page.say(*self._heading())
        if stage is Stage.DONE and self.forward.isVisible():
            # Never on Undo: the Enter that follows an import would take it back.
            self.forward.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _is_end(self) -> bool:
        """Whether all is taken in that a person wants so far."""
        rest = self.sheet.shows_rest and not self.sheet.taken
        return rest or self.sheet.stage is Stage.DONE

    def _heading(self) -> tuple[str, str]:
        """Return the title of what is shown, and what it is for."""
        if self.sheet.shows_rest:
            words = _("Put right what should come in, and import it. The other rows stay out.")
            proposal = self.sheet.proposal
            if proposal is not None and not any(one.faults for one in proposal.rows):
                words = _("Choose what should come in all the same, and import it.")
            return _("Rows left out"), words
        customers = self._kind is Kind.CUSTOMERS
        title = _("Import customers") if customers else _("Import products")
        if self.sheet.stage is Stage.DONE:
            return title, _("It is saved. This can be undone.")
        return title, _(
            "From a spreadsheet or CSV file. Nothing is saved until you have seen what it will do."
        )

    def _show(self, shown: bool) -> None:
        """Show the sheet in place of what the page shows, or the page again."""
        if shown:
            self._page.banner.clear()  # it may lead to an import before this one
            self._covering.cover(
                *self._heading(), (self.sheet, self.cancel, self.step_back, self.forward)
            )
        self.sheet.setVisible(shown)
        if shown:
            self._arrange()
            if self.sheet.isVisible():
                self.sheet.take_cursor()
        else:
            for made in (self.cancel, self.step_back, self.forward):
                made.hide()
            self._covering.uncover()
        self.turned.emit()

    # After the import

    def _finish(self, done: Imported) -> None:
        self._done, self._seen = done, self._page.isVisible()
        self._shell.bus.tell(done.changes)
        if not self._seen:  # what the sheet shows, with its own way back, is not said over it again
            self._shell.window.toast(
                done_words(done, self._kind),
                action=_("Undo") if done.ids else "",
                call=self._undo if done.ids else None,
            )
        if done.ids:
            self.imported.emit(done.ids)

    def _go_to_review(self) -> None:
        self._shell.window.go("review")

    def _go_to_lists(self, path: Path) -> None:
        """Have a file that is a control list taken in as what it is."""
        if self.leave():
            self._shell.window.go("lists", path)

    def _save_rest(self) -> None:
        if self.sheet.proposal is not None:
            self.exporting.save_rest(self.sheet.proposal)

    def _undo(self) -> None:
        done, self._done = self._done, None
        if done is None:
            return
        undo = undo_of(self._kind, self._desk.customers, self._desk.products)
        batch: BatchId = done.batch
        self.sheet.done.undo.setEnabled(False)
        self._shell.jobs.start(
            lambda _progress: undo(batch), done=self._undone, failed=self._cannot
        )

    def _undone(self, kept: Any) -> None:
        self.sheet.done.undo.setEnabled(True)
        self._shell.bus.tell(kept.changes)
        left: Sequence[str] = kept.left
        words = _("The import was taken back.")
        if left:
            words = ngettext(
                "The import was taken back, except {count} changed since.",
                "The import was taken back, except {count} changed since.",
                len(left),
            ).format(count=figure(len(left)))
        self._shell.window.toast(words, warn=bool(left))
        if self.is_open and self.sheet.stage is Stage.DONE:
            self.sheet.begin()
            self._show(False)
            if self._page.isVisible():
                self._page.arrive()

    def _cannot(self, error: ExportDeskError) -> None:
        self.sheet.done.undo.setEnabled(True)
        self._page.show_trouble(error)
