"""What the tests of the window share."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from exportdesk.core.book import Trigger
from exportdesk.core.company import Theme
from exportdesk.core.progress import Silent
from exportdesk.operations.demo_run import fill_demo
from exportdesk.ui.bus import Bus
from exportdesk.ui.jobs import Inline, JobRunner
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from tests.fakes import FakeClock
from tests.ui.desks import desk_on_copy, open_desk
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

    def renew_pages(self, words: str) -> None:
        self.notes.append((words, "renewed"))

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


@pytest.fixture(scope="session")
def screened_folder(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the customers screened once, as the first page to open would.

    Only strong matches are shown, whatever the score says.
    """
    folder = tmp_path_factory.mktemp("screened")
    with desk_on_copy(demo_folder, folder, threshold=90.0) as desk:
        desk.book.screen(Silent(), trigger=Trigger.SCHEDULE)
    return folder / "workspace"


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
    appearance: Appearance,
    ini: QSettings,
    ask: ScriptedAsk,
    window: NotedWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Shell]:
    """A page's surroundings: jobs done at once, questions answered by script.

    As in the program, a page is made without a style sheet, which takes two thirds of the time, and
    meets the window's once: when it is given to `qtbot`.
    """
    nothing, add = QWidget(), qtbot.addWidget
    appearance.dress(nothing)

    def add_dressed(widget: QWidget, **more: Any) -> None:
        if widget.parentWidget() is None and not widget.styleSheet():
            appearance.dress(widget)
        add(widget, **more)

    monkeypatch.setattr(qtbot, "addWidget", add_dressed)
    runners = [JobRunner(_raise, executor=Inline()) for _ in range(4)]
    bus = Bus()
    yield Shell(*runners, bus, ask, ini, appearance, window)
    bus.ended.emit()
    for runner in runners:
        runner.close()
