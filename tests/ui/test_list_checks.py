"""Looking for newer lists from the window: when asked, when due, one at a time, never unasked."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from exportdesk.core.changes import Changes
from exportdesk.core.ids import SourceKey
from exportdesk.core.list_checks import CheckState
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.list_checks import ListChecks
from exportdesk.ui.lists.page import ListsPage
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.lists.fetching.server import Conversation
from tests.publisher import (
    CA_SEMA,
    UN_SC,
    US_CSL,
    Publisher,
    addresses,
    csl,
    edits,
    no_proxy,
    nowhere,
    open_desk,
)
from tests.ui.conftest import NotedWindow
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import clashing, unnamed

EU_FSF = SourceKey("eu-fsf")


@pytest.fixture(autouse=True)
def _no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    no_proxy(monkeypatch)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with closing(Publisher()) as serving:
        yield serving


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(tmp_path: Path, publisher: Publisher, clock: FakeClock) -> Iterator[Desk]:
    edits(tmp_path / "ws", addresses(publisher))
    with closing(open_desk(tmp_path / "ws", clock)) as opened:
        yield opened


@pytest.fixture
def page(desk: Desk, shell: Shell, qtbot: QtBot) -> ListsPage:
    made = ListsPage(desk, shell)
    qtbot.addWidget(made)
    made.resize(1068, 800)
    made.show()
    shell.bus.changed.connect(made.reload)  # as the window does
    return made


@pytest.fixture
def checks(page: ListsPage) -> ListChecks:
    return page.updates


def chips(page: ListsPage) -> dict[str, str]:
    return {line.key: line.state[0] for line in page.sources.lines if line.status is not None}


def test_nothing_is_asked_before_a_person_chose_to(
    checks: ListChecks, publisher: Publisher
) -> None:
    checks.look_at_start()
    checks.look()
    assert publisher.asked() == []


def test_update_all_brings_every_list_in_and_says_so(
    page: ListsPage, shell: Shell, window: NotedWindow
) -> None:
    told: list[Changes] = []
    shell.bus.changed.connect(told.append)
    QTest.mouseClick(page.first.action, Qt.MouseButton.LeftButton)
    assert told.count(Changes.LISTS | Changes.EVENTS) == 3  # the index is built anew for each
    assert window.toasts == ["Lists: 3 updated."]
    assert chips(page)["un-sc"] == "Current"
    assert chips(page)["eu-fsf"] == "Off"
    assert chips(page)["us-ofac-sdn"] == "Included"  # in the Consolidated Screening List
    assert page.editions.current is not None
    assert page.pane.checks.table.model().rowCount() == 1
    assert window.notes[-1][0] == ""
    assert page.update_all.isEnabled()
    assert unnamed(page) == []
    assert clashing(page) == []


def test_after_the_first_time_it_looks_by_itself(
    checks: ListChecks, clock: FakeClock, publisher: Publisher, window: NotedWindow
) -> None:
    checks.update_all()
    publisher.asked()
    checks.look()
    assert publisher.asked() == []  # nothing is due yet
    clock.advance(hours=21)
    checks.look()
    assert publisher.asked() == ["/csl.json", "/un.xml", "/ca.xml"]
    assert len(window.toasts) == 1  # what nobody asked for, nobody is told of


def test_turned_off_it_does_not_look(
    checks: ListChecks, desk: Desk, clock: FakeClock, publisher: Publisher
) -> None:
    checks.update_all()
    publisher.asked()
    off = replace(desk.settings(), check_on_start=False, check_daily=False)
    desk.profile.save_settings(off)
    clock.advance(days=3)
    checks.look()
    checks.look_at_start()
    assert publisher.asked() == []


def test_f5_updates_on_any_page(page: ListsPage, shell: Shell, desk: Desk) -> None:
    shell.bus.update_asked.emit()
    assert desk.lists.in_force(US_CSL) is not None


def test_once_the_window_closes_nothing_begins(
    checks: ListChecks, shell: Shell, publisher: Publisher
) -> None:
    checks.begin()
    assert checks._rounds.going
    shell.bus.ended.emit()
    assert not checks._rounds.going
    assert not checks.ask(None)
    checks.begin()
    assert not checks._rounds.going
    assert publisher.asked() == []


def test_one_update_at_a_time_and_stopped_at_any_moment(
    desk: Desk, shell: Shell, publisher: Publisher, window: NotedWindow, qtbot: QtBot
) -> None:
    faults: list[BaseException] = []
    runner = JobRunner(faults.append, name="updating")

    def slowly(talk: Conversation) -> None:
        time.sleep(1.0)  # on the server's own thread
        talk.reply(200, csl(EL=40))

    publisher.lists["/csl.json"] = slowly
    page = ListsPage(desk, replace(shell, updating=runner))
    qtbot.addWidget(page)
    page.show()
    assert page.updates.ask(None)
    qtbot.waitUntil(page.strip.isVisible, timeout=5000)
    assert not page.updates.ask((US_CSL,))
    page.updates.look()
    qtbot.waitUntil(lambda: "1 of 3" in page.strip.words, timeout=5000)
    qtbot.waitUntil(lambda: chips(page)["us-csl"] == "Updating", timeout=5000)
    assert not page._import.isEnabled()
    page.strip.stop()
    qtbot.waitUntil(lambda: not page.updates.busy, timeout=10_000)
    assert not page.strip.isVisible()
    assert "Stopped" in window.toasts[-1]
    assert desk.lists.in_force(CA_SEMA) is None
    assert page._import.isEnabled()
    runner.close()
    assert faults == []


def test_a_refused_file_stands_on_the_page_and_is_used_for_a_reason(
    page: ListsPage, publisher: Publisher, desk: Desk, window: NotedWindow
) -> None:
    page.updates.update_all()
    publisher.lists["/csl.json"] = csl(19, EL=0)
    QTest.mouseClick(page.update_all, Qt.MouseButton.LeftButton)
    assert chips(page)["us-csl"] == "Refused"
    assert "Consolidated Screening List was not updated. The lists you had" in page.banner.words
    assert window.toasts == ["Lists: 3 updated."]  # of the first time; the banner is enough now
    assert window.notes[-1] == ("1 list was not updated", "warn")
    refusal = page.pane.refusal
    assert refusal.isVisible()
    assert "Entity List" in refusal.sentences[0]
    QTest.mouseClick(refusal._anyway, Qt.MouseButton.LeftButton)
    QTest.keyClicks(refusal._reason, "BIS announced it.")
    QTest.keyClick(refusal._reason, Qt.Key.Key_Return)
    edition = desk.lists.in_force(US_CSL)
    assert edition is not None
    assert edition.override_reason == "BIS announced it."
    assert not refusal.isVisible()
    assert chips(page)["us-csl"] == "Current"


def test_retry_asks_for_one_source_again(page: ListsPage, publisher: Publisher) -> None:
    whole = publisher.lists.pop("/un.xml")
    page.updates.update_all()
    page.sources.choose_key(UN_SC)
    assert chips(page)["un-sc"] == "Failed"
    assert page.pane.failure.isVisible()
    assert page.banner.words.endswith("was not imported. You do not have this list yet.")
    assert page.banner._action.text() == "Import from file…"  # the other way to it
    assert page.pane.failure._other.text() == "Import from file…"
    assert "so nothing is screened against it" in page.pane.failure._detail.text()
    csl_before = publisher.lists.pop("/csl.json")
    page.updates.update_all()  # one of the two was there before
    assert page.banner.words.startswith("2 lists were not updated: ")
    assert page.banner.words.endswith("stay in force; the others you do not have yet.")
    assert page.banner._action.text() == "Import from file…"
    publisher.lists |= {"/un.xml": whole, "/csl.json": csl_before}
    page.sources.choose_key(UN_SC)
    publisher.asked()
    page.pane._retry()
    assert publisher.asked() == ["/un.xml"]
    assert chips(page)["un-sc"] == "Current"
    assert not page.pane.failure.isVisible()


def test_no_network_is_one_quiet_line(tmp_path: Path, shell: Shell, qtbot: QtBot) -> None:
    port = nowhere()
    hosts = ("127.0.0.1", "localhost")
    urls = {
        key: f"http://{host}:{port}/x" for key, host in zip((US_CSL, UN_SC), hosts, strict=True)
    }
    edits(tmp_path / "off", urls)
    with closing(open_desk(tmp_path / "off")) as desk:
        page = ListsPage(desk, shell)
        qtbot.addWidget(page)
        page.show()
        page.updates.update_all()
        assert page.banner.words.startswith("No network")
        assert page.banner.property("tone") == "grey"
        assert "Failed" not in chips(page).values()


def test_space_turns_a_source_on_and_off_and_undo_turns_it_back(
    page: ListsPage, desk: Desk, window: NotedWindow
) -> None:
    page.sources.choose_key(EU_FSF)
    page.sources.setFocus()
    QTest.keyClick(page.sources, Qt.Key.Key_Space)
    assert chips(page)["eu-fsf"] == "Not imported yet"
    assert window.toasts[-1].endswith("is on. Update it to get the list.")
    QTest.keyClick(page.sources, Qt.Key.Key_Space)
    assert desk.lists.is_turned_off(EU_FSF)
    assert chips(page)["eu-fsf"] == "Off"
    page.turning.undo()
    assert not desk.lists.is_turned_off(EU_FSF)
    kinds = [event.kind for event in desk.records.events()]
    assert kinds.count("source_turned_on") == 2


def test_turning_off_what_everybody_screens_against_warns(
    page: ListsPage, desk: Desk, ask: ScriptedAsk, window: NotedWindow
) -> None:
    page.updates.update_all()
    page.sources.choose_key(US_CSL)
    ask.answers = [False, True]
    QTest.mouseClick(page.pane.head.turn, Qt.MouseButton.LeftButton)
    assert not desk.lists.is_turned_off(US_CSL)
    QTest.mouseClick(page.pane.head.turn, Qt.MouseButton.LeftButton)
    assert desk.lists.is_turned_off(US_CSL)
    assert chips(page)["us-csl"] == "Off"
    assert chips(page)["us-ofac-sdn"] == "Off"
    assert window.undo is not None
    window.undo()
    assert not desk.lists.is_turned_off(US_CSL)


def test_changes_between_editions_are_shown_and_searched(
    page: ListsPage, publisher: Publisher, ask: ScriptedAsk, tmp_path: Path
) -> None:
    page.updates.update_all()
    publisher.lists["/csl.json"] = csl(19, EL=42)
    page.updates.update_all()
    page.sources.choose_key(US_CSL)
    page.pane.tabs.setCurrentIndex(1)
    changes = page.pane.changes
    assert changes.counts.text() == "2 added, 0 removed, 0 changed"
    first = changes.table.current
    assert first is not None
    changes.search.setText(first.uid)
    changes.search.search_now()
    assert changes.table.model().rowCount() == 1
    ask.answers = [tmp_path / "changes.csv"]
    QTest.mouseClick(changes.export, Qt.MouseButton.LeftButton)
    assert first.name in (tmp_path / "changes.csv").read_text("utf-8-sig")
    changes.what.button_of("touched").click()
    assert changes.touched.model().rowCount() == 0
    assert unnamed(page) == []


def test_lists_go_to_another_computer(
    page: ListsPage, desk: Desk, ask: ScriptedAsk, tmp_path: Path, shell: Shell, qtbot: QtBot
) -> None:
    page.updates.update_all()
    ask.answers = [tmp_path / "lists.zip"]
    QTest.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert page.banner.words.startswith("3 lists are saved in lists.zip")
    edits(tmp_path / "there", {US_CSL: "http://127.0.0.1:9/x"})
    with closing(open_desk(tmp_path / "there")) as there:
        taken = ListsPage(there, replace(shell, bus=type(shell.bus)()))
        qtbot.addWidget(taken)
        taken.take_in(tmp_path / "lists.zip")
        assert taken.banner.words.startswith("3 of 3 lists came in")
        found = there.lists.in_force(US_CSL)
        assert found is not None
        assert CheckState.UPDATED is desk.updates.history(US_CSL)[0].state


def test_a_file_taken_in_takes_the_failure_back(
    page: ListsPage,
    publisher: Publisher,
    desk: Desk,
    window: NotedWindow,
    clock: FakeClock,
    tmp_path: Path,
) -> None:
    whole = publisher.lists.pop("/un.xml")
    page.updates.update_all()
    page.sources.choose_key(UN_SC)
    assert chips(page)["un-sc"] == "Failed"
    clock.advance(minutes=5)
    file = tmp_path / "un.xml"
    file.write_bytes(whole)
    page.panel._begin("Looking at un.xml")
    assert page.panel.minimumSizeHint().height() > 30  # it is seen however full the page is
    page.panel._end()
    page.take_in(file)
    assert desk.lists.in_force(UN_SC) is not None
    assert chips(page)["un-sc"] == "Old"  # as its own date has it
    assert not page.pane.failure.isVisible()
    assert window.notes[-1] == ("", "")
    assert any(
        "Failed" in words for words in page.pane.head.facts.values()
    )  # quietly, with its date
    assert desk.updates.checks()[UN_SC] is not None
    assert desk.updates.over() == {UN_SC}
