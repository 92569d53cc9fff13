"""Pages are made before they are opened, in the real program, and none is shown by that."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from exportdesk.core.progress import Progress
from exportdesk.ui.ahead import MakingAhead, WorkingAhead, is_read, read_code
from exportdesk.ui.app import Program
from exportdesk.ui.bus import SHOWN_MS, Bus
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.pages import PAGES, pages
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from exportdesk.wiring import Desk
from tests.ui.conftest import NotedWindow
from tests.ui.desks import open_desk
from tests.ui.scripted import ScriptedAsk


def _raise(error: BaseException) -> None:
    raise error


@pytest.fixture
def window(tmp_path: Path, ini: QSettings, qapp: QApplication) -> Iterator[MainWindow]:
    program = Program(qapp, tmp_path / "ws", ini, ScriptedAsk())

    def make_desk(*, read_only: bool) -> Desk:
        return open_desk(tmp_path / "ws", read_only=read_only)

    program.open(make_desk, pages)
    assert program.window is not None
    yield program.window
    program.window.close()
    program.close()


class ShownWindows(QObject):
    """Notes every window that opens."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(repr(watched))
        return False


def test_no_part_of_a_page_opens_a_window_while_the_page_is_made(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    """A window that opens for a moment takes the keyboard from the one a person types in."""
    shown = ShownWindows()
    qapp.installEventFilter(shown)
    making = window.findChild(MakingAhead)
    assert making is not None
    qtbot.waitUntil(lambda: making.done, timeout=30_000)
    qapp.removeEventFilter(shown)
    assert shown.seen == []


def test_all_pages_are_made_ahead_and_none_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    making = window.findChild(MakingAhead)
    assert making is not None
    assert not making.done
    qtbot.waitUntil(lambda: making.done, timeout=30_000)
    assert window.next_unmade() is None
    assert window.page_key == PAGES[0]
    made = window.make("review")
    window.go("review")
    assert window.page is made


def test_the_page_people_go_to_first_is_made_before_lists_and_rules_begin(
    window: MainWindow, qtbot: QtBot
) -> None:
    """Whoever clicked on Screen in the first second waited for both, half a second longer."""
    told: list[tuple[bool, bool, bool, int]] = []
    shell = window.shell

    def note(coming: bool) -> None:
        others = len(shell.bus.findChildren(WorkingAhead)[1:])  # the first reads that page's code
        told.append((coming, window.has_made(PAGES[1]), shell.background.busy, others))

    shell.bus.page_coming.connect(note)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=30_000)
    assert told == [(True, False, False, 0), (False, True, False, 0)]


def test_a_module_is_read_once_it_is_there() -> None:
    assert is_read("exportdesk.ui.ahead")
    assert not is_read("exportdesk.ui.nowhere")


def test_what_a_person_asks_for_waits_for_the_code_of_one_page_at_most(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ini: QSettings,
    appearance: Appearance,
    qtbot: QtBot,
) -> None:
    """The first product that was saved stayed out of its table until all code was read."""
    monkeypatch.syspath_prepend(str(tmp_path))
    names = [f"read_ahead_{number}" for number in range(4)]
    for name in names:
        (tmp_path / f"{name}.py").write_text("import time\ntime.sleep(0.05)\n", "utf-8")
    runners = [JobRunner(_raise) for _ in range(4)]
    shell = Shell(*runners, Bus(), ScriptedAsk(), ini, appearance, NotedWindow())
    WorkingAhead(shell, [partial(read_code, name) for name in names])
    read: list[list[str]] = []
    shell.screening.start(
        lambda _progress: [name for name in names if is_read(name)], done=read.append
    )
    qtbot.waitUntil(lambda: bool(read) and all(map(is_read, names)), timeout=5000)
    assert read == [names[:1]]
    for runner in runners:
        runner.close()


def test_nothing_begins_while_a_page_that_a_person_went_to_is_on_its_way(
    ini: QSettings, appearance: Appearance, qtbot: QtBot
) -> None:
    runners = [JobRunner(_raise) for _ in range(4)]
    shell = Shell(*runners, Bus(), ScriptedAsk(), ini, appearance, NotedWindow())
    done: list[str] = []

    def work(name: str, _progress: Progress) -> None:
        done.append(name)

    works = [partial(work, name) for name in ("first", "second")]
    WorkingAhead(shell, works, then=lambda: done.append("then"))
    shell.bus.say_coming(True)
    qtbot.waitUntil(lambda: done == ["first"] and not shell.screening.busy, timeout=5000)
    qtbot.wait(2 * SHOWN_MS)
    assert done == ["first"]
    shell.bus.say_coming(False)
    qtbot.waitUntil(lambda: done == ["first", "second", "then"], timeout=5000)
    for runner in runners:
        runner.close()
