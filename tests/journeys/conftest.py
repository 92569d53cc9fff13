"""A person at the real window: the whole program, its own threads and processes, real events."""

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from exportdesk.ui.app import Again, Program
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.pages import pages
from exportdesk.ui.passwords.keys import Keys
from exportdesk.ui.readiness import ReadyState, readiness_of
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.importing import expect_nothing
from tests.ui.leftovers import let_go_of_windows, nothing_kept_out
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import dialogs_walked

W = TypeVar("W", bound=QWidget)
PATIENCE = 30_000


@dataclass
class Person:
    """Looks at the window, clicks and types."""

    program: Program
    desk: Desk
    ask: ScriptedAsk
    bot: QtBot

    @property
    def window(self) -> MainWindow:
        """The window."""
        assert self.program.window is not None
        return self.program.window

    def leave(self) -> None:
        """Close the window, as a person does, and wait until the program has ended; once."""
        window = self.program.window
        if window is None:
            return
        window.close()
        self.wait(lambda: not window.isVisible(), "the window to close")
        self.program.close()

    def go(self, words: str) -> None:
        """Click a page's name in the sidebar."""
        self.click(words)

    @property
    def has_arrived(self) -> bool:
        """Whether the page asked for is in view."""
        arriving = self.window.arriving
        return self.window.page is not None and (arriving is None or not arriving.coming)

    def click(self, words: str, root: QWidget | None = None) -> None:
        """Click the visible, usable button that says `words`, as soon as it is there."""

        def buttons() -> list[QAbstractButton]:
            return [
                b
                for b in (root or self.window).findChildren(QAbstractButton)
                if b.isVisible() and b.isEnabled() and words in b.text().replace("&", "")
            ]

        self.wait(lambda: bool(buttons()), f"a button {words!r}; there are {self.buttons()}")
        self.bot.mouseClick(buttons()[0], Qt.MouseButton.LeftButton)
        self.wait(lambda: self.has_arrived, "the page that this leads to")

    def buttons(self) -> list[str]:
        """What the visible buttons say."""
        return [b.text() for b in self.window.findChildren(QPushButton) if b.isVisible()]

    def field(self, name: str) -> QLineEdit:
        """Return the visible field with this name."""
        found = [
            edit
            for edit in self.window.findChildren(QLineEdit)
            if edit.isVisible() and edit.accessibleName().replace("&", "").startswith(name)
        ]
        assert found, f"no field {name!r}"
        return found[0]

    def type(self, name: str, words: str) -> None:
        """Replace what stands in a field by typing."""
        edit = self.field(name)
        edit.setFocus()
        edit.selectAll()
        self.bot.keyClicks(edit, words)

    def reads(self, words: str) -> bool:
        """Whether these words stand anywhere in the window."""
        return any(
            words in label.text() for label in self.window.findChildren(QLabel) if label.isVisible()
        )

    def wait(self, there: Callable[[], bool], what: str) -> None:
        """Wait until something is so."""
        until = time.monotonic() + PATIENCE / 1000
        while not there():
            assert time.monotonic() < until, f"waited in vain for {what}"
            self.bot.wait(10)

    def wait_for_words(self, words: str) -> None:
        """Wait until these words stand somewhere in the window."""
        self.wait(lambda: self.reads(words), f"{words!r}")

    def wait_for_lists(self) -> None:
        """Wait until one can screen."""
        ready = readiness_of(self.desk, self.window.shell)
        self.wait(lambda: ready.state is ReadyState.READY, "lists to be ready")

    def dialog(self) -> QDialog:
        """Return the dialog that is open, once it is."""

        def dialogs() -> list[QDialog]:
            return [d for d in self.window.findChildren(QDialog) if d.isVisible()]

        self.wait(lambda: bool(dialogs()), "a dialog")
        return dialogs()[-1]


Start = Callable[..., Person]


@pytest.fixture(autouse=True, scope="session")
def _dialogs_are_walked() -> Generator[None]:
    """Walk each dialog that a journey opens, as a screen reader would."""
    with dialogs_walked():
        yield


@pytest.fixture(autouse=True, scope="session")
def _nothing_is_kept_out() -> Generator[None]:
    with nothing_kept_out():
        yield


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Generator[Start]:
    """Start the program on a workspace; it is closed at the end as a person closes it."""
    people: list[Person] = []

    def begin(
        workspace: Path, *answers: object, again: Again | None = None, keys: Keys | None = None
    ) -> Person:
        expect_nothing(workspace)
        settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        ask = ScriptedAsk(*answers)
        program = Program(qapp, workspace, settings, ask, again, keys)
        # Nobody would answer the dialog, and the journey would wait for ever: a fault ends it.
        program._crash._show = pytest.fail
        opened: list[Desk] = []

        def make_desk(*, read_only: bool) -> Desk:
            clock = FakeClock()
            seal = program.keys.find(workspace)
            opened.append(
                Desk(workspace, clock=clock, zone=clock.zone, read_only=read_only, seal=seal)
            )
            return opened[0]

        assert program.open(make_desk, pages) is None
        person = Person(program, opened[0], ask, qtbot)
        people.append(person)
        person.window.resize(1280, 800)
        person.wait(lambda: person.window.page is not None, "the first page")
        return person

    yield begin
    for person in reversed(people):
        person.leave()
    people.clear()
    let_go_of_windows()
