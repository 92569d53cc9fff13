"""The backup of the day: behind, some time after the start, and never where it may not be."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from exportdesk.core.changes import Changes
from exportdesk.ui.backups import DailyBackups
from exportdesk.ui.home.page import HomePage
from exportdesk.ui.settings.backup_card import BackupCard
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.ui.conftest import NotedWindow
from tests.ui.desks import open_desk, show_page
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import unnamed


@pytest.fixture
def desk(demo_folder: Path, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    shutil.copytree(demo_folder, tmp_path / "ws")
    with closing(open_desk(tmp_path / "ws", clock)) as made:
        yield made


def daily_of(desk: Desk, shell: Shell, *, every_ms: int = 600_000) -> DailyBackups:
    return DailyBackups(
        desk,
        background=shell.background,
        bus=shell.bus,
        window=shell.window,
        start_ms=0,
        every_ms=every_ms,
        parent=shell.bus,
    )


def made(desk: Desk) -> int:
    return len(list((desk.folder / "backups" / "daily").glob("*.zip")))


def test_it_is_made_by_itself_and_again_on_the_next_day(
    desk: Desk, shell: Shell, clock: FakeClock, qtbot: QtBot
) -> None:
    told: list[Changes] = []
    shell.bus.changed.connect(told.append)
    daily = daily_of(desk, shell, every_ms=10)
    daily.begin()
    qtbot.waitUntil(lambda: made(desk) == 1)
    assert told == [Changes.BACKUPS | Changes.EVENTS]
    clock.advance(days=1)
    qtbot.waitUntil(lambda: made(desk) == 2)


def test_none_is_made_once_the_window_closes_or_where_nothing_may_be_written(
    desk: Desk, shell: Shell
) -> None:
    with closing(open_desk(desk.folder, read_only=True)) as reading:
        daily = daily_of(reading, shell)
        daily.look()
        daily.ask()
    closing_one = daily_of(desk, shell)
    shell.bus.ended.emit()
    closing_one.begin()
    closing_one.look()
    assert made(desk) == 0


def test_trouble_is_said_at_once_and_on_home_with_a_way_to_try_again(
    desk: Desk, shell: Shell, window: NotedWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    desk.backups.plan(folder=drive, daily=True)
    shutil.rmtree(drive)
    page = show_page(HomePage(desk, shell), shell, qtbot)
    daily_of(desk, shell).look()
    assert "is not there. No backup was made" in window.toasts[-1]
    assert page.backup_trouble.words == window.toasts[-1]
    assert unnamed(page) == []


def test_without_the_right_to_write_a_copy_may_be_made_and_nothing_restored(
    desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    with closing(open_desk(desk.folder, read_only=True)) as reading:
        card = BackupCard(reading, shell)
        qtbot.addWidget(card)
        card.show()
        assert card.now.isVisible()
        assert not card.restore.isVisible()
        assert not card.choose.isVisible()
        assert not card.daily.isEnabled()
        assert unnamed(card) == []


def test_a_wrong_file_is_said_where_one_looks_and_the_backup_offered_stays(
    desk: Desk, shell: Shell, qtbot: QtBot, tmp_path: Path, ask: ScriptedAsk
) -> None:
    daily_of(desk, shell).look()
    card = BackupCard(desk, shell)
    qtbot.addWidget(card)
    card.show()
    card.restore.click()
    first = card.choice.box.value
    assert card.offer.isVisible()
    wrong = tmp_path / "evidence.pdf"
    wrong.write_bytes(b"%PDF-1.7")
    ask.answers.append(wrong)
    card.choice.other.click()
    assert "is not a backup" in card.wrong.words
    assert not card.banner.isVisible()
    assert (card.offer.isVisible(), card.accept.isEnabled()) == (True, True)
    assert card.choice.box.value == first
    other = tmp_path / "another.zip"
    shutil.copy(first, other)
    ask.answers.append(other)
    card.choice.other.click()
    assert card.wrong.isHidden()
    assert card.choice.box.value == other, "what is chosen is what is offered"
    assert "another.zip" in card.choice.box.currentText()
    card.leave.click()
    assert not card.choice.isVisible()
