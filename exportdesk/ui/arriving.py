"""Brings a page into view that was not made yet, without holding the window for long.

Reading a page's code, making the page and showing it take up to 0.2 s together. Here the code is
read by a thread; the page is put together in one turn of the window's loop, put into the window,
where it takes on the style sheet, in the next, and shown in a third.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from exportdesk.ui.ahead import is_read, read_code
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.shell import PageSpec

_NEXT_MS = 1  # a turn of the window's loop later, so that what a person does comes between


class Arriving(QObject):
    """One page at a time: who asks for another meanwhile gets that one."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._spec: PageSpec | None = None
        self._show: Callable[[], object] | None = None
        self._then: list[Callable[[], object]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_NEXT_MS)
        self._timer.timeout.connect(self._step)
        window.shell.bus.ended.connect(self.stop)
        window.arriving = self

    @property
    def coming(self) -> str:
        """The key of the page that is on its way, "" where none is."""
        return "" if self._spec is None else self._spec.key

    def bring(self, spec: PageSpec, show: Callable[[], object]) -> None:
        """Call `show` once the page is made."""
        if self.coming == spec.key:
            self._show = show
            return
        self.stop()
        self._spec, self._show = spec, show
        self._window.shell.bus.say_coming(True)
        if not is_read(spec.code):
            # Not behind the reading of all other pages, nor behind lists that are made ready.
            self._window.shell.jobs.start(partial(read_code, spec.code), finished=self._timer.start)
        else:
            self._timer.start()

    def afterwards(self, call: Callable[[], object]) -> None:
        """Call this once the page that is on its way is shown, at once where none is."""
        if self._spec is None:
            call()
        else:
            self._then.append(call)

    def stop(self) -> None:
        """Bring none any more."""
        self._timer.stop()
        if self._spec is not None:
            self._window.shell.bus.say_coming(False)
        self._spec, self._show, self._then = None, None, []

    def _step(self) -> None:
        spec, show = self._spec, self._show
        if spec is None or show is None:
            return  # somebody went elsewhere while the code was read
        if not is_read(spec.code):
            return  # what was read is of a page asked for before, or it cannot be read at all
        if not self._window.has_made(spec.key):
            self._window.make_some(spec.key)
            self._timer.start()
        else:
            calls = self._then
            self.stop()
            show()
            for call in calls:
                call()
