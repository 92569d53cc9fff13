"""The dialog that shows a crash report."""

import shutil
from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.words.quoted import quoted
from exportdesk.ui.ask import Ask
from exportdesk.ui.mailing import Letter, Mailed, folder_for_mail
from exportdesk.ui.theme import px
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.text import label


class CrashDialog(QDialog):
    """Says that something went wrong in the program, and what can be done with the report."""

    def __init__(
        self,
        report: str,
        ask: Ask,
        *,
        ended: bool = False,
        safely: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`ended` tells of the run before, which ended by itself; `safely` starts without lists."""
        super().__init__(parent)
        self._report = report
        self._ask = ask
        self._safely = safely
        self.setWindowTitle(_("ExportDesk"))
        title = _("Something went wrong in ExportDesk")
        words = _(
            "This is a fault of the program, not of yours. What was saved is safe; what you were "
            "just doing may not have been done, so look again. The report holds versions and "
            "places in the program, and none of your data."
        )
        if ended:
            title = _("ExportDesk ended unexpectedly last time")
            words = _(
                "What was saved is safe. The report below says where the program was; it holds "
                "none of your data."
            )
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(_("Report"))
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._copied = label("", "caption")
        row = QHBoxLayout()
        row.addWidget(button(_("&Copy report"), self._copy, glyph="content-copy"))
        row.addWidget(button(_("&Save report…"), self._save, glyph="content-save-outline"))
        row.addWidget(button(_("Send by &mail…"), self._mail, glyph="email-outline"))
        if safely is not None:
            row.addWidget(button(_("S&tart safely"), self._start_safely))
        row.addWidget(self._copied, 1)
        close = button(_("C&lose"), self.accept, kind="primary")
        close.setDefault(True)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(24))
        column.setSpacing(px(12))
        column.addWidget(label(title, "card-title"))
        column.addWidget(label(words, wrap=True))
        column.addWidget(text, 1)
        column.addLayout(row)
        self.resize(px(680), px(440))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._copied.setText(_("Copied."))

    def _mail(self) -> None:
        """Open a message with the report; the person says whom it goes to, and sends it."""
        try:
            path = folder_for_mail() / "exportdesk-report.txt"
            path.write_text(self._report, "utf-8")
        except OSError as error:
            self._copied.setText(quoted(error.strerror or str(error)))
            return
        letter = Letter("", _("ExportDesk: report of a fault"), self._report, path)
        if self._ask.mail(self, letter) is Mailed.NOT_OPENED:
            shutil.rmtree(path.parent, ignore_errors=True)
            self._copy()

    def _start_safely(self) -> None:
        self.accept()
        if self._safely is not None:
            self._safely()

    def _save(self) -> None:
        path = self._ask.save_file(
            self, _("Save report"), "exportdesk-report.txt", _("Text (*.txt)")
        )
        if path is None:
            return
        try:
            path.write_text(self._report, "utf-8")
        except OSError as error:
            self._copied.setText(
                _("Not saved: {reason}").format(reason=quoted(error.strerror or str(error)))
            )
        else:
            self._copied.setText(_("Saved."))
