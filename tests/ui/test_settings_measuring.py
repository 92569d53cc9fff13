"""Measuring from the Settings page: real lists, real processes, the paper as it is printed."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from exportdesk.core.changes import Changes
from exportdesk.core.company import Theme
from exportdesk.core.events import Head
from exportdesk.core.measurements import Measurement, Tally
from exportdesk.core.progress import Progress
from exportdesk.operations.measure import measure
from exportdesk.ui.bus import Bus
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.settings.page import SettingsPage
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from exportdesk.wiring import Desk
from tests.documents.reading import pages_of
from tests.ui.conftest import NotedWindow
from tests.ui.desks import open_desk, open_filled
from tests.ui.render import LOOKS, colours_of, render
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import unnamed


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_filled(tmp_path / "workspace")
    yield made
    made.close()


@pytest.fixture
def page(desk: Desk, shell: Shell, qtbot: QtBot) -> SettingsPage:
    return shown(SettingsPage(desk, shell), qtbot)


def shown(page: SettingsPage, qtbot: QtBot) -> SettingsPage:
    qtbot.addWidget(page)
    page.resize(1068, 900)
    page.show()
    return page


def test_it_measures_at_the_score_chosen_and_prints_the_page(
    page: SettingsPage, desk: Desk, shell: Shell, window: NotedWindow
) -> None:
    told: list[Changes] = []
    shell.bus.changed.connect(told.append)
    page.scores.whose.button_of(False).click()
    page.scores.score.set_value(70)  # not saved yet
    measuring = page.measuring
    assert not measuring.open.isVisible()
    QTest.mouseClick(measuring.begin, Qt.MouseButton.LeftButton)
    said = measuring.result.text()
    assert said.startswith("On your own lists at 70: ")
    assert "of 1,000 made-up ordinary names shown" in said
    assert measuring.begin.isEnabled()
    assert not measuring.line.isVisible()
    assert told == [Changes.EVENTS]
    (event,) = desk.workspace().events.newest(1)
    assert event.kind == "threshold_measured"
    QTest.mouseClick(measuring.open, Qt.MouseButton.LeftButton)
    ((paper, title, file_name),) = window.papers
    assert len(pages_of(paper)) == 1
    assert title.startswith("Measurement of ")
    assert file_name == "measurement.pdf"
    assert unnamed(page) == []


def test_without_lists_it_says_so(tmp_path: Path, shell: Shell, qtbot: QtBot) -> None:
    desk = open_desk(tmp_path / "new")
    page = shown(SettingsPage(desk, shell), qtbot)
    QTest.mouseClick(page.measuring.begin, Qt.MouseButton.LeftButton)
    assert "list" in page.measuring.result.text()
    assert page.measuring.result.property("tone") == "amber"
    assert not page.measuring.open.isVisible()
    assert page.measuring.begin.isEnabled()
    desk.close()


def test_reading_only_it_measures_and_notes_nothing(desk: Desk, shell: Shell, qtbot: QtBot) -> None:
    reader = open_desk(desk.folder, read_only=True)
    page = shown(SettingsPage(reader, shell), qtbot)
    before = desk.workspace().events.head().count
    QTest.mouseClick(page.measuring.begin, Qt.MouseButton.LeftButton)
    assert page.measuring.open.isVisible()
    assert desk.workspace().events.head().count == before
    reader.close()


def test_it_can_be_stopped_and_the_page_stays_usable(
    desk: Desk, appearance: Appearance, ini: QSettings, ask: ScriptedAsk, window: NotedWindow,
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    under_way, go_on = threading.Event(), threading.Event()

    def held(desk: Desk, progress: Progress, *, threshold: float) -> object:
        under_way.set()
        assert go_on.wait(10)
        return measure(desk, progress, threshold=threshold)

    monkeypatch.setattr("exportdesk.ui.settings.measuring.measure", held)
    runners = [
        JobRunner(_raise, name=name) for name in ("writing", "screening", "background", "updating")
    ]
    page = shown(SettingsPage(desk, Shell(*runners, Bus(), ask, ini, appearance, window)), qtbot)
    page.measuring.begin.click()
    qtbot.waitUntil(under_way.is_set)
    assert page.measuring.line.isVisible()
    assert not page.measuring.begin.isEnabled()
    page.operator.operator.setText("Lee Park")
    (stop,) = [b for b in page.measuring.line.findChildren(QPushButton) if b.isVisible()]
    stop.click()
    go_on.set()
    qtbot.waitUntil(page.measuring.begin.isEnabled, timeout=10_000)
    assert page.measuring.result.text() == "Stopped. Nothing was measured."
    assert not page.measuring.line.isVisible()
    assert all(e.kind != "threshold_measured" for e in desk.workspace().events.newest(5))
    for runner in runners:
        runner.close()


@pytest.mark.parametrize(("theme", "scale"), LOOKS)
def test_it_draws(
    desk: Desk, shell: Shell, appearance: Appearance, theme: Theme, scale: float
) -> None:
    made: list[SettingsPage] = []
    tried = Tally(14_232, 13_377)
    found = Measurement(
        desk.clock.now(), "Dana Whitfield", desk.company(), (), "0.1.0", "3", 60.0, tried, tried,
        Tally(1000, 5), {}, (), Head(1, "ab" * 32),
    )  # fmt: skip

    def make() -> SettingsPage:
        page = SettingsPage(desk, shell)
        page.measuring._measured((found, b""))
        made.append(page)
        return page

    size = QSize(1068, 900) if scale == 1.0 else QSize(856, 900)
    assert len(colours_of(render(make, appearance, theme, scale, size))) > 10
    assert made[-1].minimumSizeHint().width() <= size.width()
    assert "94 of 100 changed names found, 5 of 1,000" in made[-1].measuring.result.text()
    made[-1].deleteLater()


def _raise(error: BaseException) -> None:
    raise error
