"""Makes the pages that were not opened yet, one at a time, while nothing else is under way.

Making a page and showing it at once takes the window's thread longer than it may; made before, it
only has to be shown.
"""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from threading import Lock

from PySide6.QtCore import QObject, QTimer

from exportdesk.core.progress import Progress
from exportdesk.ui.collecting import keep_out
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.shell import Shell

EVERY_MS = 150  # so that whoever types or clicks meanwhile waits for half a page at most
FIRST_MS = 10  # until the page that most people go to first is made

_reading = Lock()


class MakingAhead(QObject):
    """Makes part of a page every moment until none is left; none before its code is read."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._first = ""  # the key of the page that most people go to first, while it is made
        self._timer = QTimer(self)
        self._timer.setInterval(FIRST_MS)
        self._timer.timeout.connect(self._make_one)
        window.shell.bus.ended.connect(self._timer.stop)
        self._timer.start()

    @property
    def done(self) -> bool:
        """Whether no page is left to be made."""
        return not self._timer.isActive()

    def _make_one(self) -> None:
        shell = self._window.shell
        if self._first and self._window.has_made(self._first):
            self._end_first()
        working = any(one.busy for one in (shell.jobs, shell.screening, shell.background))
        coming = shell.bus.is_page_coming and not self._first
        if self._window.page is None or working or coming:
            return  # the first page comes first, and so does what a person waits for
        spec = self._window.next_unmade()
        if spec is None or not spec.code:
            self._timer.stop()
        elif is_read(spec.code):
            if self._timer.interval() == FIRST_MS and not self._first:
                self._first = spec.key
                shell.bus.say_coming(True)  # nothing begins beside the making of it
            self._window.make_some(spec.key)

    def _end_first(self) -> None:
        """Go on with the others at leisure: the page that most people go to first is made."""
        self._first = ""
        self._timer.setInterval(EVERY_MS)
        arriving = self._window.arriving
        if arriving is None or not arriving.coming:
            self._window.shell.bus.say_coming(False)


class WorkingAhead(QObject):
    """Does what everybody needs soon and nobody asked for yet, on the screening thread.

    One work begins when the one before is done, so that what a person asks for meanwhile waits for
    one of them at most, and not behind all: none begins while a page they went to is on its way.
    `then` is called after the last.
    """

    def __init__(
        self,
        shell: Shell,
        works: Sequence[Callable[[Progress], object]],
        then: Callable[[], object] = keep_out,
    ) -> None:
        super().__init__(shell.bus)
        self._shell = shell
        self._left = list(works)
        self._then = then
        self._ended = self._done = False
        shell.bus.ended.connect(self._end)
        self._go_on()

    @property
    def done(self) -> bool:
        """Whether no work is left, and `then` was called."""
        return self._done

    def _go_on(self) -> None:
        self._shell.bus.once_no_page_comes(self._work)

    def _work(self) -> None:
        if self._ended:
            return
        if not self._left:
            self._then()
            self._done = True
            return
        self._shell.screening.start(self._left.pop(0), finished=self._rest)

    def _rest(self) -> None:
        QTimer.singleShot(0, self, self._go_on)  # what a person did meanwhile comes first

    def _end(self) -> None:
        self._ended = True
        self._left = []
        self._then = keep_out  # what it calls may hold the shell, and the shell holds it


def read_code(code: str, _progress: object = None) -> None:
    """Read the code of a page, on any thread; one page at a time.

    Two threads that each make classes with signals of their own at once are asking for trouble.
    """
    with _reading:
        import_module(code)


def is_read(code: str) -> bool:
    """Whether a module is there whole; one that another thread is reading is not."""
    module = sys.modules.get(code)
    return module is not None and not getattr(module.__spec__, "_initializing", False)
