"""The preview: a paper on the screen, to print, save, or open elsewhere."""

import os
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from exportdesk.core.errors import StorageFault
from exportdesk.core.i18n import _
from exportdesk.core.words.quoted import quoted
from exportdesk.operations.opened_copies import copy_of
from exportdesk.ui.ask import Ask
from exportdesk.ui.jobs import JobRunner, Step
from exportdesk.ui.preview.paper import PaperView, set_paper
from exportdesk.ui.preview.printing import Sent, document_name, send, step_told, told
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets.banner import Banner
from exportdesk.ui.widgets.buttons import button, icon_button
from exportdesk.ui.widgets.dialog_help import DialogHelp
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.ui.widgets.page_head import HeadLayout
from exportdesk.ui.widgets.text import ElidedLabel, label


class PreviewDialog(QDialog):
    """Shows one paper. Esc closes it."""

    def __init__(
        self,
        pdf: bytes,
        title: str,
        file_name: str,
        *,
        ask: Ask,
        jobs: JobRunner,
        settings: QSettings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pdf = pdf
        self._file_name = file_name
        self._ask = ask
        self._jobs = jobs
        self._printer: QPrinter | None = None
        self._outside: Path | None = None
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        DialogHelp(self)
        try:
            self.view = PaperView(pdf)
        except StorageFault:
            self.deleteLater()  # what is no paper leaves no empty dialog with the window
            raise
        self.view.name(title)
        self.banner = Banner()
        self._print = button(_("&Print…"), self.print_out, glyph="printer-outline", kind="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(16))
        column.setSpacing(px(12))
        column.addLayout(self._head(title))
        column.addWidget(self.banner)
        column.addWidget(self.view, 1)
        self._add_keys()
        self.view.zoomed.connect(self._tell_zoom)
        self.view.turned.connect(self._tell_page)
        self._tell_page(0)
        self._size()
        self.view.setFocus()

    def _head(self, title: str) -> HeadLayout:
        self._page = label("", "quiet")
        self._zoom = label("", "quiet")
        self._zoom.setMinimumWidth(self._zoom.fontMetrics().horizontalAdvance("1000 %"))
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words, row = QVBoxLayout(), FlowLayout(px(8))
        words.addWidget(ElidedLabel(title, "section"))
        row.addWidget(icon_button(_("Page before"), "chevron-up", self._page_before))
        row.addWidget(self._page)
        row.addWidget(icon_button(_("Next page"), "chevron-down", self._page_after))
        row.addWidget(icon_button(_("Smaller"), "magnify-minus-outline", self.view.zoom_out))
        row.addWidget(self._zoom)
        row.addWidget(icon_button(_("Larger"), "magnify-plus-outline", self.view.zoom_in))
        row.addWidget(
            icon_button(_("As wide as the window"), "arrow-expand-horizontal", self.view.fit_width)
        )
        row.addWidget(icon_button(_("Whole page"), "fit-to-page-outline", self.view.fit_page))
        row.addWidget(
            button(
                _("&Open elsewhere"),
                self.open_outside,
                glyph="open-in-new",
                hint=_("Open in the system's own PDF program"),
            )
        )
        row.addWidget(button(_("&Save as…"), self.save, glyph="content-save-outline"))
        row.addWidget(self._print)
        return HeadLayout(words, row)

    def _add_keys(self) -> None:
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(
            self.print_out
        )
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self).activated.connect(self.save)

    def print_out(self) -> None:
        """Ask for a printer and print."""
        if self._printer is not None:
            return  # one printing at a time
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_paper(printer, self._pdf)
        printer.setDocName(document_name(self._file_name))
        self.banner.clear()  # what was said of the paper before is not about this
        if not self._ask.printer(self, printer):
            return
        self._printer = printer
        self._print.setEnabled(False)
        self.banner.say(_("Sending to the printer…"), Tone.GREY, closable=False)
        pdf = self._pdf
        self._jobs.start(
            lambda progress: send(pdf, printer, progress),
            done=self._printed,
            failed=self._not_printed,
            finished=self._end_print,
            progress=self._tell_printing,
        )

    def save(self) -> None:
        """Ask where to, and write the paper there."""
        path = self._ask.save_file(self, _("Save the paper"), self._file_name, _("PDF (*.pdf)"))
        if path is None:
            return
        if not path.suffix:
            path = path.with_suffix(".pdf")
        try:
            path.write_bytes(self._pdf)
        except OSError as error:
            self.banner.say(
                _("Not saved: {reason}.").format(reason=quoted(error.strerror or str(error))),
                Tone.RED,
                detail=_("The paper itself is kept in Records. Try another folder."),
                action=_("Save as…"),
                call=self.save,
            )
            return
        self._outside = path
        self.banner.say(_("Saved as {path}").format(path=path), Tone.GREEN)

    def open_outside(self) -> None:
        """Show the paper in the system's own program."""
        try:
            path = self._outside or self._copy_outside()
        except OSError as error:
            self.banner.say(
                _("Not opened: {reason}.").format(reason=quoted(error.strerror or str(error))),
                Tone.RED,
            )
            return
        if not self._ask.open_outside(self, path):
            self.banner.say(
                _("No program on this computer opens PDF files. Save the paper instead."),
                Tone.AMBER,
                action=_("Save as…"),
                call=self.save,
            )

    def _copy_outside(self) -> Path:
        path = copy_of(self._pdf, self._file_name)
        path.chmod(0o400 if os.name == "posix" else 0o444)
        self._outside = path
        return path

    def _tell_printing(self, step: Step) -> None:
        self.banner.say(step_told(step), Tone.GREY, closable=False)

    def _printed(self, sent: Sent) -> None:
        self._outside = sent.file or self._outside
        self.banner.say(told(sent), Tone.GREEN)

    def _not_printed(self, _error: object) -> None:
        self.banner.say(
            _("The printer did not take the paper. Check that it is on, or save as PDF instead."),
            Tone.RED,
            action=_("Save as…"),
            call=self.save,
        )

    def _end_print(self) -> None:
        self._printer = None
        self._print.setEnabled(True)

    def _page_before(self) -> None:
        self.view.turn_to(self.view.place - 1)

    def _page_after(self) -> None:
        self.view.turn_to(self.view.place + 1)

    def _tell_page(self, place: int) -> None:
        self._page.setText(_("{page} of {pages}").format(page=place + 1, pages=self.view.pages))

    def _tell_zoom(self, zoom: float) -> None:
        self._zoom.setText(_("{percent} %").format(percent=round(zoom * 100)))

    def _size(self) -> None:
        parent = self.parentWidget()
        room = parent.size() if parent is not None else self.screen().availableSize()
        self.resize(min(px(1000), round(room.width() * 0.94)), round(room.height() * 0.96))
        self._tell_zoom(self.view.zoom)
