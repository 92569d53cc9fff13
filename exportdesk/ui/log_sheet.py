"""The log, to be looked at and copied."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.core.words import say
from exportdesk.operations.diagnostics import log_tail
from exportdesk.storage.opening import fault
from exportdesk.ui.ask import open_or_tell
from exportdesk.ui.jobs import Latest
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Banner, CheckBox, button
from exportdesk.ui.widgets.wide_sheet import WideSheet

_TROUBLE = (" WARNING ", " ERROR ", " CRITICAL ")


class LogSheet(WideSheet):
    """Shows the end of the log, the newest line last; only the trouble in it where wished."""

    help_topic = "when-something-goes-wrong"

    def __init__(self, parent: QWidget, folder: Path, shell: Shell) -> None:
        title = _("Log")
        super().__init__(parent, title, wide=880, high=620, modal=False)
        self._folder, self._shell = folder, shell
        self._lines: list[str] = []
        self._reading: Latest[str] = Latest(shell.background)
        self.banner = Banner()
        self.trouble = CheckBox(_("Only &warnings and errors"))
        self.trouble.clicked.connect(self._show_lines)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(title)
        self._lay_out()
        self.look()

    def _lay_out(self) -> None:
        words = _(
            "What the program noted of its own work, the newest last. It may name files of yours: "
            "read it before you send it to anybody."
        )
        folder = button(_("&Open the folder"), self._open, glyph="folder-open-outline")
        folder.setToolTip(str(self._folder / "logs"))
        foot = (
            button(_("Read &again"), self.look, glyph="refresh"),
            button(_("&Copy"), self._copy, glyph="content-copy"),
            folder,
            None,
            button(_("Close"), self.accept, kind="primary"),
        )
        self.compose(self.text, foot, words=words, above=(self.banner, self.trouble))

    def look(self) -> None:
        """Read the log again."""
        self.banner.clear()
        self._reading.start(self._read, done=self._show, failed=self._fail)

    def _read(self, _progress: Progress) -> str:
        try:
            return log_tail(self._folder)
        except OSError as error:
            raise fault(error, self._folder / "logs" / "exportdesk.log") from error

    def _show(self, text: str) -> None:
        self._lines = text.splitlines()
        self._show_lines()

    def _show_lines(self) -> None:
        only = self.trouble.isChecked()
        shown = _trouble_of(self._lines) if only else self._lines
        empty = _("No warning and no error.") if only else _("The log is empty.")
        self.text.setPlainText("\n".join(shown) or empty)
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _fail(self, error: ExportDeskError) -> None:
        self.banner.say(say(error), Tone.RED)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.banner.say(_("Copied."), Tone.GREEN)

    def _open(self) -> None:
        open_or_tell(self._shell.ask, self, self._folder / "logs")


def _trouble_of(lines: list[str]) -> list[str]:
    """Return warnings and errors, each with the lines that follow it until the next record."""
    found: list[str] = []
    inside = False
    for line in lines:
        if line[:4].isdigit():  # a record begins with its date; what follows it does not
            inside = any(kind in line for kind in _TROUBLE)
        if inside:
            found.append(line)
    return found
