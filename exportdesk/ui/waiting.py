"""Work while there is no window to show it: a small dialog that can stop it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.progress import Cancelled, Progress
from exportdesk.core.words import sentence
from exportdesk.ui.jobs import Job, JobRunner
from exportdesk.ui.theme import px
from exportdesk.ui.widgets.progress import ProgressLine

T = TypeVar("T")


class WaitingDialog(QDialog):
    """Shows how far the work is; closing it stops the work."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self.setWindowTitle(_("ExportDesk"))
        self.line = ProgressLine(sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(24))
        column.addWidget(self.line)
        self.setMinimumWidth(px(460))
        self.line.begin(words)

    def watch(self, words: str, job: Job) -> None:
        """Let `job` be stopped here."""
        self._job = job
        self.line.begin(words, job)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.ignore()

    @override
    def reject(self) -> None:
        if self._job is not None:
            self._job.cancel()


def wait_for(
    work: Callable[[Progress], T],
    words: str,
    unhandled: Callable[[BaseException], object],
    parent: QWidget | None = None,
) -> T:
    """Do `work` on a thread of its own and return what comes of it.

    The window stays alive meanwhile. Raises what `work` raises that a person can do something
    about, and Cancelled; what is a bug goes to `unhandled`, and counts as stopped.
    """
    results: list[T] = []
    errors: list[ExportDeskError] = []
    loop = QEventLoop()
    dialog = WaitingDialog(words, parent)
    runner = JobRunner(unhandled, name="waiting")
    try:
        job = runner.start(work, done=results.append, failed=errors.append, finished=loop.quit)
        dialog.watch(words, job)
        dialog.show()
        if runner.busy:
            loop.exec()
    finally:
        runner.close()
        dialog.hide()
        dialog.deleteLater()
    if errors:
        raise errors[0]
    if not results:
        raise Cancelled
    return results[0]
