"""What the tests of the window share."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from exportdesk.core.company import Theme
from exportdesk.core.progress import Silent
from exportdesk.operations.demo_run import fill_demo
from exportdesk.ui.bus import Bus
from exportdesk.ui.jobs import Inline, JobRunner
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from tests.fakes import FakeClock
from tests.ui.desks import open_desk
from tests.ui.leftovers import let_go_of_windows, nothing_kept_out
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import dialogs_walked


@dataclass
class NotedWindow:
    """Stands where the window would: notes what a page asks of it."""

    went: list[tuple[str, object]] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    papers: list[tuple[bytes, str, str]] = field(default_factory=list)
    badges: dict[str, int] = field(default_factory=dict)
    not_saved: set[str] = field(default_factory=set)
    notes: list[tuple[str, str]] = field(default_factory=list)
    book_notes: list[str] = field(default_factory=list)
    undo: Callable[[], object] | None = None
    warned: bool = False
    closed: int = 0

    def go(self, key: str, subject: object = None) -> None:
        self.went.append((key, subject))

    def close(self) -> bool:
        self.closed += 1
        return True

    def begin(self, key: str) -> None:
        self.went.append((key, "new"))

    def toast(
        self,
        words: str,
        *,
        action: str = "",
        call: Callable[[], object] | None = None,
        warn: bool = False,
    ) -> None:
        self.toasts.append(words)
        self.warned = warn
        self.undo = call

    def book_note(self, words: str) -> None:
        self.book_notes.append(words)

    def list_note(self, words: str, state: str = "") -> None:
        self.notes.append((words, state))

    def preview(self, pdf: bytes, title: str, file_name: str) -> None:
        self.papers.append((pdf, title, file_name))

    def badge(self, key: str, count: int) -> None:
        self.badges[key] = count

    def unsaved(self, key: str, on: bool) -> None:
        (self.not_saved.add if on else self.not_saved.discard)(key)


@pytest.fixture(autouse=True)
def _no_widgets_left_over() -> Iterator[None]:
    """Delete what earlier tests closed: without an event loop it stays, and every later change of
    style goes through all of it. Garbage is not looked for on other threads, as in the program.
    """
    let_go_of_windows()
    gc.disable()
    yield
    gc.collect(0)
    gc.enable()


@pytest.fixture(autouse=True, scope="session")
def _nothing_is_kept_out() -> Iterator[None]:
    with nothing_kept_out():
        yield


@pytest.fixture(autouse=True, scope="session")
def _dialogs_are_walked() -> Iterator[None]:
    """Walk each dialog that any test opens, as a screen reader would, when it is opened."""
    with dialogs_walked():
        yield


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's workspace with its customers and products, not screened; filled once."""
    folder = tmp_path_factory.mktemp("demo") / "workspace"
    with closing(open_desk(folder)) as desk:
        fill_demo(desk, Silent())
    return folder


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands still."""
    return FakeClock()


@pytest.fixture
def ini(tmp_path: Path) -> QSettings:
    """Window state in a file of the test's own."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def ask() -> ScriptedAsk:
    """Questions answered by a script."""
    return ScriptedAsk()


@pytest.fixture
def window() -> NotedWindow:
    """A window that notes what it is asked."""
    return NotedWindow()


def _raise(error: BaseException) -> None:
    raise error


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    """The program's look, light."""
    look = Appearance(qapp, Theme.LIGHT)
    yield look
    look.wear(Theme.LIGHT, scale=1.0)


@pytest.fixture
def shell(
    qapp: QApplication,
    appearance: Appearance,
    ini: QSettings,
    ask: ScriptedAsk,
    window: NotedWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Shell]:
    """A page's surroundings: jobs done at once, questions answered by script.

    What is put together has no style sheet yet, and meets it when it is added to the windows
    of the test, as pages meet that of the program's window.
    """
    runners = [JobRunner(_raise, executor=Inline()) for _ in range(4)]
    bus = Bus()
    add = QtBot.addWidget

    def dressed(bot: QtBot, widget: QWidget, **more: Callable[[QWidget], None]) -> None:
        add(bot, widget, **more)
        if isinstance(widget, QWidget) and not qapp.styleSheet():
            appearance.dress(widget)

    qapp.setStyleSheet("")
    monkeypatch.setattr(QtBot, "addWidget", dressed)
    yield Shell(*runners, bus, ask, ini, appearance, window)
    bus.ended.emit()
    for runner in runners:
        runner.close()
