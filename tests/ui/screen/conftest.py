"""What the tests of the Screen page share: a real desk with the demo's list, the page on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from exportdesk.ui.bus import Bus
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.screen.page import ScreenPage
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.ui.conftest import NotedWindow
from tests.ui.desks import desk_on_copy
from tests.ui.scripted import ScriptedAsk

# Held with the letter of a verdict.
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(screened_folder: Path, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """A desk on a copy of the demo. It shows strong matches only, whatever the score says."""
    with desk_on_copy(screened_folder, tmp_path, clock) as made:
        yield made


@pytest.fixture
def page(desk: Desk, shell: Shell, qtbot: QtBot) -> ScreenPage:
    """The page, its jobs done at once."""
    return shown(ScreenPage(desk, shell), qtbot)


@pytest.fixture
def threads(
    appearance: Appearance, ini: QSettings, ask: ScriptedAsk, window: NotedWindow
) -> Iterator[Shell]:
    """A page's surroundings with the threads of the program."""
    runners = [
        JobRunner(_raise, name=name) for name in ("writing", "screening", "background", "updating")
    ]
    yield Shell(*runners, Bus(), ask, ini, appearance, window)
    for runner in runners:
        runner.close()


def shown(page: ScreenPage, qtbot: QtBot) -> ScreenPage:
    """Show a page as the window does."""
    qtbot.addWidget(page, before_close_func=ScreenPage.close_page)
    page.resize(1068, 800)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.arrive()
    return page


@pytest.fixture
def type_name(page: ScreenPage, qtbot: QtBot) -> Callable[[str], None]:
    """Type a name and have its answer."""

    def type_it(name: str) -> None:
        page.form.name.clear()
        qtbot.keyClicks(page.form.name, name)
        page.session.flush()

    return type_it


def _raise(error: BaseException) -> None:
    raise error
