"""Has the customers screened from the Review page, and shows in its queue how far that is."""

from PySide6.QtCore import QObject, Signal

from exportdesk.core.errors import ListsMissing
from exportdesk.core.i18n import _
from exportdesk.ui.book_checks import BookCheck, BookCheckEnd, BookChecks, book_checks_of
from exportdesk.ui.readiness import ReadyState, readiness_of
from exportdesk.ui.review.queue_card import QueueCard
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk


class BookAsking(QObject):
    """`failed` tells what went wrong; `over` that what was asked for has ended, either way."""

    failed = Signal(object)
    over = Signal()

    def __init__(self, desk: Desk, shell: Shell, queue: QueueCard, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._shell, self._queue = desk, shell, queue
        self._checks: BookChecks | None = None  # of the window; here once this page asks it
        self._is_asking = False

    def ask(self) -> None:
        """Screen the customers that changed, or all where the lists did."""
        lists = readiness_of(self._desk, self._shell)
        if lists.state in (ReadyState.NO_LISTS, ReadyState.FAILED):
            self.failed.emit(lists.trouble or ListsMissing("no-lists"))
            return
        self._is_asking = True
        self._queue.show_loading(_("Screening your customers…"))
        if self._checks is None:
            self._checks = book_checks_of(self._desk, self._shell)
            self._checks.stepped.connect(self._step)
            self._checks.ended.connect(self._end)
        self._checks.ask()

    def _step(self, check: BookCheck) -> None:
        if self._is_asking and check.step is not None:
            self._queue.step(check.step)

    def _end(self, end: BookCheckEnd) -> None:
        if not self._is_asking or not end.check.asked:
            return
        self._is_asking = False
        if end.error is not None:
            self.failed.emit(end.error)
        self.over.emit()
