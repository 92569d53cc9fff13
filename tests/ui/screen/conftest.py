"""What the tests of the Screen page share: a real desk with the demo's list, the page on it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from exportdesk.core.progress import Silent
from exportdesk.operations.demo_run import fill_demo
from exportdesk.ui.bus import Bus
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.screen.page import ScreenPage
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.ui.conftest import NotedWindow
from tests.ui.desks import open_desk
from tests.ui.scripted import ScriptedAsk


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's workspace, filled once. It shows strong matches only, whatever the score says."""
    folder = tmp_path_factory.mktemp("demo") / "workspace"
    desk = open_desk(folder)
    fill_demo(desk, Silent())
    desk.profile.save_settings(replace(desk.settings(), threshold=90.0))
    desk.close()
    return folder


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands still."""
    return FakeClock()


@pytest.fixture
def desk(demo_folder: Path, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """A desk on a copy of the demo."""
    folder = tmp_path / "workspace"
    shutil.copytree(demo_folder, folder)
    made = open_desk(folder, clock)
    yield made
    made.close()


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
