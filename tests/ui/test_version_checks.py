"""Looking for a newer version: off until a person wants it, told in Settings, quiet on Home."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from exportdesk.core.releases import ReleaseAddress
from exportdesk.ui.home.page import HomePage
from exportdesk.ui.settings.page import SettingsPage
from exportdesk.ui.shell import Shell
from exportdesk.ui.version_checks import VersionLooks
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.publisher import Publisher, no_proxy
from tests.ui.conftest import NotedWindow
from tests.ui.desks import open_desk, show_page
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import unnamed

PAGE = "https://pages.example/releases/v9.1.0"
GOOD = json.dumps({"tag_name": "v9.1.0", "html_url": PAGE}).encode()


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    no_proxy(monkeypatch)
    with closing(Publisher()) as serving:
        serving.lists["/latest"] = GOOD
        yield serving


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock, publisher: Publisher) -> Iterator[Desk]:
    with closing(open_desk(tmp_path / "ws", clock)) as made:
        made.version_checks.address = ReleaseAddress(publisher.url("/latest"), ("pages.example",))
        yield made


def test_a_copy_without_an_address_says_why_it_cannot_be_switched_on(
    tmp_path: Path, shell: Shell, qtbot: QtBot
) -> None:
    with closing(open_desk(tmp_path / "ws")) as desk:
        page = show_page(SettingsPage(desk, shell), shell, qtbot)
        box = page.privacy.version
        assert not box.switch.isVisible(), "nothing is offered that cannot be"
        assert not box.now.isVisible()
        assert box.words.text().startswith("This copy of the program does not know a website where")
        assert "looks for no newer version" in page.privacy.words.text()
        assert unnamed(page.privacy) == []


def test_switched_on_it_is_told_on_home_opened_and_skipped(
    desk: Desk,
    shell: Shell,
    qtbot: QtBot,
    publisher: Publisher,
    ask: ScriptedAsk,
    window: NotedWindow,
) -> None:
    settings = show_page(SettingsPage(desk, shell), shell, qtbot)
    home = show_page(HomePage(desk, shell), shell, qtbot)
    box = settings.privacy.version
    assert not box.now.isEnabled(), "only once it is switched on"
    assert "unless you switch that on below" in settings.privacy.words.text()
    settings.operator.operator.setText("Dana")  # what is typed stays
    box.switch.click()
    assert publisher.asked() == ["/latest"], "a person who switches it on wants to know"
    assert "9.1.0 is out. This is " in box.words.text()
    assert "once a day to 127.0.0.1" in settings.privacy.words.text()
    assert settings.is_changed
    note = home.version_note
    assert note.words.text().startswith("ExportDesk 9.1.0 is out.")
    assert not note.isHidden()
    assert unnamed(home) == []
    note.open.click()
    assert ask.pages == [PAGE]
    note.skip.click()
    assert note.isHidden()
    assert window.toasts[-1] == "Version 9.1.0 is skipped."
    assert window.undo is not None
    window.undo()
    assert not note.isHidden()
    note.skip.click()
    assert note.isHidden()
    assert "9.1.0 is out" in box.words.text()
    box.open.click()
    assert ask.pages == [PAGE, PAGE]
    settings.save()
    assert desk.settings().check_version
    assert desk.settings().operator == "Dana"
    box.switch.click()
    assert not desk.settings().check_version
    assert not box.now.isEnabled()
    assert "looks for no newer version" in settings.privacy.words.text()
    assert publisher.asked() == []


def test_a_bad_answer_is_a_sentence_in_settings_and_nothing_on_home(
    desk: Desk, shell: Shell, qtbot: QtBot, publisher: Publisher, ask: ScriptedAsk
) -> None:
    publisher.lists["/latest"] = b"<!doctype html><title>Log in</title>"
    desk.profile.save_settings(replace(desk.settings(), check_version=True))
    settings = show_page(SettingsPage(desk, shell), shell, qtbot)
    box = settings.privacy.version
    assert "was not asked yet" in box.words.text()
    box.now.click()
    assert "a login page of the network you are in. Asked: " in box.words.text()
    assert box.now.isEnabled()
    home = show_page(HomePage(desk, shell), shell, qtbot)
    assert home.version_note.isHidden()
    assert not home.banner.isVisible()
    assert (ask.asked, ask.troubles) == ([], [])
    publisher.lists["/latest"] = GOOD.replace(b"v9.1.0", b"v0.0.1")
    box.now.click()
    assert "is the newest version. Asked: " in box.words.text()
    assert box.open.isHidden()


def test_it_asks_after_the_start_and_again_on_the_next_day(
    desk: Desk, shell: Shell, qtbot: QtBot, publisher: Publisher, clock: FakeClock
) -> None:
    looks = VersionLooks(
        desk, updating=shell.updating, bus=shell.bus, start_ms=0, every_ms=5, parent=shell.bus
    )
    looks.begin()
    QTest.qWait(20)
    assert publisher.asked() == [], "it is off"
    desk.profile.save_settings(replace(desk.settings(), check_version=True))
    qtbot.waitUntil(lambda: publisher.asked() == ["/latest"])
    QTest.qWait(20)
    assert publisher.asked() == [], "once a day"
    clock.advance(days=1)
    qtbot.waitUntil(lambda: publisher.asked() == ["/latest"])
    shell.bus.ended.emit()
    clock.advance(days=1)
    looks.look()
    assert publisher.asked() == []
