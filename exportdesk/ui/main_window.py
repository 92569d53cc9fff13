"""The window: the sidebar, the pages, and the way between them. It does nothing else."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from exportdesk.core.changes import Changes
from exportdesk.core.demo_mark import is_demo
from exportdesk.core.i18n import _
from exportdesk.ui.alarms import READ_ONLY, RULES, Alarms
from exportdesk.ui.ask import Ask
from exportdesk.ui.bus import Bus
from exportdesk.ui.desk import ShellDesk
from exportdesk.ui.icons import product_icon
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.placing import keep_place, place_window
from exportdesk.ui.shell import PageSpec, Shell
from exportdesk.ui.sidebar import Sidebar
from exportdesk.ui.theme import Appearance, Tone, px
from exportdesk.ui.widgets.page import Page
from exportdesk.ui.widgets.states import ShownStack
from exportdesk.ui.widgets.toast import TOAST_ROOM, Toast
from exportdesk.ui.window_keys import WindowKeys

if TYPE_CHECKING:
    from exportdesk.ui.arriving import Arriving


class _Area(QScrollArea):
    """Scrolls a page that does not fit: large text on a small screen."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._fitting = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # WORKAROUND QScrollArea: it answers a page's new size with another one at once, and that
        # with the next. Where a page's least height depends on its width, it never came to an end.
        if self._fitting:
            return False
        self._fitting = True
        try:
            return super().eventFilter(watched, event)
        finally:
            self._fitting = False


class MainWindow(QMainWindow):
    """Shows one page at a time; makes each when it is first wanted."""

    closed = Signal()

    def __init__(
        self,
        desk: ShellDesk,
        specs: Sequence[PageSpec],
        *,
        jobs: JobRunner,
        screening: JobRunner,
        background: JobRunner,
        updating: JobRunner,
        bus: Bus,
        ask: Ask,
        settings: QSettings,
        appearance: Appearance,
    ) -> None:
        super().__init__()
        self._desk = desk
        folder = getattr(desk, "folder", None)
        self._is_demo = folder is not None and is_demo(folder)
        self._specs = {spec.key: spec for spec in specs}
        self._runners = (jobs, screening, background, updating)
        self._settings = settings
        self._pages: dict[str, Page] = {}
        self._apart: dict[str, Page] = {}  # made, and not in the window yet
        self._stale: dict[str, Changes] = {}
        self._outdated: set[Page] = set()
        self._outdated_words = ""
        self._closing = False
        self.arriving: Arriving | None = None  # with one, pages are made and shown in steps
        self.shell = Shell(*self._runners, bus, ask, settings, appearance, self)
        appearance.dress(self)
        self._build(specs)
        self._keys = WindowKeys(self, specs)
        bus.changed.connect(self._spread)
        for runner in self._runners:
            runner.idle.connect(self._close_when_idle)
        self._show_desk()
        place_window(self, settings, is_demo=self._is_demo)

    def _build(self, specs: Sequence[PageSpec]) -> None:
        self.setWindowIcon(product_icon())
        self._sidebar = Sidebar(specs, is_demo=self._is_demo)
        self._sidebar.asked.connect(self.go)
        self._stack = ShownStack()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self.alarms = Alarms()
        right.addWidget(self.alarms)
        self._area = _Area(self._stack)
        right.addWidget(self._area, 1)
        right.addSpacing(px(TOAST_ROOM))  # so that a toast lies on nothing one works with
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._sidebar)
        row.addLayout(right, 1)
        self.setCentralWidget(whole)
        self._toast = Toast(whole, left=self._sidebar.width())

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    @property
    def page_key(self) -> str:
        """The key of the page that is shown."""
        return next((key for key, page in self._pages.items() if page is self.page), "")

    def go(self, key: str, subject: object = None) -> None:
        """Show the page `key` and hand it `subject`; one that was not made comes in a moment."""
        spec = self._specs.get(key)
        if spec is None:
            return
        if key != self.page_key:
            self._toast.leave()
        self._sidebar.mark(key)
        if self.arriving is not None and spec.code and not self.has_made(key):
            self.arriving.bring(spec, partial(self._show, key, subject))
        else:
            self._show(key, subject)

    def _show(self, key: str, subject: object) -> None:
        if self.arriving is not None:
            self.arriving.stop()
        page, left = self.make(key), self.page
        self._stack.setCurrentWidget(page)
        if left is not page:  # how far the other one was scrolled says nothing of this one
            self._area.verticalScrollBar().setValue(0)
        if left is not page and left in self._outdated:
            self._drop(left)
        self._tell_outdated()
        changes = self._stale.pop(key, Changes.NOTHING)
        if changes:
            page.reload(changes)
        page.arrive(subject)

    def has_made(self, key: str) -> bool:
        """Whether a page was made."""
        return key in self._pages

    def make(self, key: str) -> Page:
        """Return the page `key`, made if need be; it is not shown by that."""
        while key not in self._pages:
            self.make_some(key)
        return self._pages[key]

    def make_some(self, key: str) -> None:
        """Do a part of making a page: putting it together, or, once it is, into the window.

        There it takes on the window's style sheet, which takes as long as putting it together.
        """
        if key not in self._apart:
            self._apart[key] = self._specs[key].make(self.shell)
        else:
            page = self._pages[key] = self._apart.pop(key)
            self._stack.addWidget(page)

    def renew_pages(self, words: str = "") -> None:
        """Have pages made anew when they are next wanted, the one that is shown once it is left.

        One with work in it stays as it is until it has none. `words` are said over such a page.
        """
        self._outdated, self._outdated_words = set(self._pages.values()), words
        for page in self._outdated - {self.page}:
            self._drop(page)
        self._drop_apart()
        self._tell_outdated()

    def _tell_outdated(self) -> None:
        """Say over the page in view that it is to be made anew, and offer to do so where it may."""
        page, words = self.page, self._outdated_words
        if page not in self._outdated or not words:
            self.alarms.clear(RULES)
            return
        may = page is not None and not page.has_work
        action = _("Show it anew") if may else ""
        self.alarms.say(RULES, words, Tone.ACCENT, action=action, call=self._renew_shown)

    def _renew_shown(self) -> None:
        page, key = self.page, self.page_key
        if page is not None and not page.has_work:
            self._drop(page)
            self.go(key)
        self._tell_outdated()

    def _drop_apart(self) -> None:
        """Let go of pages that nobody has seen yet; they are nobody's children."""
        apart, self._apart = self._apart, {}
        for page in apart.values():
            page.close_page()
            page.deleteLater()

    def _drop(self, page: Page) -> None:
        if page.has_work:
            return
        self._outdated = self._outdated - {page}
        key = next(key for key, one in self._pages.items() if one is page)
        del self._pages[key]
        self._stale.pop(key, None)
        page.close_page()
        self._stack.removeWidget(page)
        page.deleteLater()

    def next_unmade(self) -> PageSpec | None:
        """Return the next page that was not made yet."""
        return next((spec for key, spec in self._specs.items() if key not in self._pages), None)

    def begin(self, key: str) -> None:
        """Show the page `key`, and begin something new there, as Ctrl+N does."""
        self.go(key)
        coming = "" if self.arriving is None else self.arriving.coming
        if key in (self.page_key, coming):
            self._keys.begin()

    def go_first(self, key: str = "", subject: object = None) -> None:
        """Show the page `key`, or the first page of the sidebar."""
        if self.page is None and self._specs:
            first = key if key in self._specs else next(iter(self._specs))
            self._sidebar.mark(first)
            self._show(first, subject or None)

    def toast(
        self,
        words: str,
        *,
        action: str = "",
        call: Callable[[], object] | None = None,
        warn: bool = False,
    ) -> None:
        """Say for a moment that something was done; `call` is what the button `action` does.

        `warn`: not all of it worked, or something waits for a person.
        """
        self._toast.say(words, action=action, call=call, warn=warn)

    def list_note(self, words: str, state: str = "") -> None:
        """Say at the foot of the sidebar what is under way with the lists; "" for nothing."""
        self._sidebar.note(words, state)

    def book_note(self, words: str) -> None:
        """Say there how far a screening of the customers is; "" for none."""
        self._sidebar.book_note(words)

    def preview(self, pdf: bytes, title: str, file_name: str) -> None:
        """Show a paper, to print or save it."""
        # QtPdf and QtPrintSupport are loaded when the first paper is looked at, not at start-up.
        from exportdesk.ui.preview import PreviewDialog

        PreviewDialog(
            pdf, title, file_name, ask=self.shell.ask, jobs=self.shell.background, parent=self
        ).open()

    def badge(self, key: str, count: int) -> None:
        """Show a number beside a page's name in the sidebar."""
        self._sidebar.badge(key, count)

    def unsaved(self, key: str, on: bool) -> None:
        """Mark a page in the sidebar as one where something is not saved."""
        self._sidebar.unsaved(key, on)

    @property
    def is_closing(self) -> bool:
        """Whether it closes, perhaps after what is being saved."""
        return self._closing

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closing and not all(page.may_leave() for page in self._pages.values()):
            event.ignore()
            return
        if not self._closing:
            self._closing = True
            self.shell.bus.ended.emit()
            for runner in self._runners[1:]:
                runner.cancel_all()
        if any(runner.busy for runner in self._runners):
            # Writes under way are let finish; `idle` closes the window then.
            self._stack.setEnabled(False)
            self._sidebar.setEnabled(False)
            self.toast(_("Finishing what is being saved…"))
            event.ignore()
            return
        keep_place(self, self._settings, is_demo=self._is_demo)
        for page in self._pages.values():
            page.close_page()
        self._drop_apart()
        event.accept()
        self.closed.emit()

    def _close_when_idle(self) -> None:
        if self._closing and not any(runner.busy for runner in self._runners):
            self.close()

    def _show_desk(self) -> None:
        name = self._desk.company().name
        read_only = self._desk.read_only
        program = _("ExportDesk")
        if read_only:  # before the program's name, which Qt adds where a title does not end with it
            name = _("{title} (read only)").format(title=name) if name else _("Read only")
        title = f"{name} - {program}" if name else program
        if read_only:
            self.alarms.say(
                READ_ONLY,
                _("This workspace is open for reading only. Nothing you do here is saved."),
                Tone.AMBER,
                closable=False,
            )
        self.setWindowTitle(title)
        self._sidebar.say(self._desk.lists.status())

    def _spread(self, changes: Changes) -> None:
        """Tell the page shown at once; the others when they are next shown."""
        if changes & (Changes.COMPANY | Changes.SETTINGS | Changes.LISTS):
            self._show_desk()
        if changes & Changes.SETTINGS:
            self.shell.appearance.wear(self._desk.settings().theme)
        for key, page in self._pages.items():
            if page is self.page:
                page.reload(changes)
            else:
                self._make_stale(key, changes)
        for key in self._apart:
            self._make_stale(key, changes)
        if self._outdated:  # what was open in the page may be done now
            self._tell_outdated()

    def _make_stale(self, key: str, changes: Changes) -> None:
        self._stale[key] = self._stale.get(key, Changes.NOTHING) | changes
