"""Shows a recovery code this once, until the person says that it is kept."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.core.words import say
from exportdesk.ui.ask import Ask
from exportdesk.ui.certifications.scrolled_fields import ScrolledFields
from exportdesk.ui.help.alone import LoneHelp
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.passwords.code_paper import CodeSheet, code_pdf, write_code
from exportdesk.ui.passwords.unseen import UnseenCode
from exportdesk.ui.preview.paper import set_paper
from exportdesk.ui.preview.printing import Sent, document_name, send, told
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets.banner import Banner
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.dialog_help import DialogHelp
from exportdesk.ui.widgets.fields import CheckBox
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.ui.widgets.text import label, restyle, selectable


class CodeDialog(QDialog):
    """It cannot be put away before the box is ticked."""

    def __init__(
        self, sheet: CodeSheet, ask: Ask, runner: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sheet, self._ask, self._runner = sheet, ask, runner
        self._unseen = UnseenCode(sheet.folder)
        self._unseen.note()
        self.setWindowTitle(_("Recovery code"))
        self.setModal(True)
        (LoneHelp if parent is None else DialogHelp)(self, "password")
        self.shown = selectable(label("\n".join(sheet.lines), "code"))
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setAccessibleName(sheet.code)
        self.banner = Banner()
        self.copy_button = button(_("&Copy"), self.copy, glyph="content-copy")
        self.print_button = button(_("&Print…"), self.print_out, glyph="printer-outline")
        self.save_button = button(_("&Save…"), self.save, glyph="content-save-outline")
        self.kept = CheckBox(_("I &have kept it"))
        self.yes = button(_("&Go on"), self.accept, kind="primary")
        self.yes.setEnabled(False)
        self.kept.toggled.connect(self.yes.setEnabled)
        self.kept.toggled.connect(self._unmark)
        self.accepted.connect(self._is_kept)
        self._mark = label("", "mark", wrap=True)
        self._compose()
        self.copy_button.setFocus()

    def _compose(self) -> None:
        words = _(
            "It opens this workspace and its backups when the password is forgotten. It is shown "
            "this once. Print it or save it on a stick, and keep it away from this computer."
        )
        lost = _(
            "Without the password and without this code, nobody can open the workspace, not even "
            "the makers of ExportDesk."
        )
        frame = QFrame()
        restyle(frame, kind="panel", tone="accent")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(px(12), px(12), px(12), px(12))
        inside.addWidget(self.shown)
        ways = FlowLayout(px(8))
        for one in (self.copy_button, self.print_button, self.save_button):
            ways.addWidget(one)
        row = QWidget()
        row.setLayout(ways)
        self._scrolled = ScrolledFields(
            (label(words, wrap=True), frame, row, self.banner, label(lost, "strong", wrap=True))
        )
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self.kept)
        foot.addStretch(1)
        foot.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(8))
        column.addWidget(label(_("Recovery code"), "card-title"))
        column.addWidget(self._scrolled, 1)
        column.addWidget(self._mark)
        column.addLayout(foot)
        self.resize(px(520), px(420))
        self._scrolled.fit()

    def copy(self) -> None:
        """Put the code on the clipboard."""
        QGuiApplication.clipboard().setText(self._sheet.code)
        self._say(_("Copied. Paste it where you keep it, then copy something else."), Tone.GREEN)

    def print_out(self) -> None:
        """Ask for a printer and print it."""
        pdf = code_pdf(self._sheet)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_paper(printer, pdf)
        printer.setDocName(document_name(self._name()))
        if not self._ask.printer(self, printer):
            return
        self._say(_("Sending to the printer…"), Tone.GREY)
        self.print_button.setEnabled(False)

        def work(progress: Progress) -> Sent:
            return send(pdf, printer, progress)

        self._runner.start(work, done=self._printed, failed=self._fail, finished=self._let)

    def save(self) -> None:
        """Ask where to, and write it there."""
        path = self._ask.save_file(
            self, _("Save the recovery code"), self._name(), _("PDF (*.pdf);;Text (*.txt)")
        )
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".pdf")
        try:
            write_code(self._sheet, path)
        except ExportDeskError as error:
            self._fail(error)
        else:
            self._saved(path)

    @override
    def reject(self) -> None:
        if self.kept.isChecked():
            self.accept()
            return
        self._mark.setText(_("Tick the box once the code is kept: it is not shown again."))
        self.kept.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        if self.isVisible():
            event.ignore()

    def _say(self, words: str, tone: Tone) -> None:
        self.banner.say(words, tone, closable=False)
        self._scrolled.fit()

    def _is_kept(self) -> None:
        self._unseen.forget()

    def _name(self) -> str:
        return _("ExportDesk recovery code") + ".pdf"

    def _saved(self, path: Path) -> None:
        self._say(_("Saved as {path}").format(path=path), Tone.GREEN)

    def _printed(self, sent: Sent) -> None:
        self._say(told(sent), Tone.GREEN)

    def _fail(self, error: ExportDeskError) -> None:
        self._say(say(error), Tone.RED)

    def _let(self) -> None:
        self.print_button.setEnabled(True)

    def _unmark(self, _on: bool) -> None:
        self._mark.setText("")
