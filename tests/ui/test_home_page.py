"""The Home page, from day one to an ordinary morning."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from exportdesk.core.changes import Changes
from exportdesk.core.company import Company, Settings, Theme
from exportdesk.core.demo_mark import DEMO_MARK
from exportdesk.core.parties import Party
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import NameLook, Screening, Verdict
from exportdesk.operations.demo import demo_name
from exportdesk.operations.demo_telling import LISTS
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.open_windows import FRONT_FILE
from exportdesk.operations.own_folders import demo_folder
from exportdesk.ui.certifications.subjects import NewCertification
from exportdesk.ui.demo import words_of_stage
from exportdesk.ui.help.topics import HelpAsked
from exportdesk.ui.home.cards import GoButton
from exportdesk.ui.home.page import HomePage
from exportdesk.ui.home.subjects import CLOSE_DEMO, DEMO, STEPS
from exportdesk.ui.jobs import JobRunner, Step
from exportdesk.ui.lists.subjects import LISTS_NOTES
from exportdesk.ui.lists_under_way import under_way_of
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance, px
from exportdesk.wiring import Desk
from tests.fakes import FakeClock, HeldExecutor
from tests.reviewing import customer, keep
from tests.ui.conftest import NotedWindow
from tests.ui.desks import (
    DEMO_CSV,
    US_CSL,
    fill,
    listed_name,
    open_desk,
    open_filled,
    ready_up,
    screen,
)
from tests.ui.render import LOOKS, colours_of, render
from tests.ui.walk import cut_off, unnamed, words_cut


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with three screenings: undecided, to research, nothing found."""
    made = open_filled(tmp_path_factory.mktemp("worked") / "workspace")
    screen(made, listed_name(made))
    screen(made, listed_name(made), reference="PO-2", verdict=Verdict.RESEARCH)
    screen(made, "Quiet Meadow Cheese Cooperative")
    made.close()
    return made.folder


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(worked: Path, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    made = open_desk(Path(shutil.copytree(worked, tmp_path / "workspace")), clock)
    yield made
    made.close()


@pytest.fixture
def new_desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "new")
    yield made
    made.close()


def _page(desk: Desk, shell: Shell, qtbot: QtBot) -> HomePage:
    made = HomePage(desk, shell)
    qtbot.addWidget(made)
    made.resize(1068, 800)
    made.show()
    return made


def _words(page: HomePage) -> str:
    QApplication.processEvents()  # rows made while the page is shown appear with the next event
    return "\n".join(one.text() for one in page.tasks.findChildren(QLabel) if one.isVisible())


def test_day_one_shows_the_first_steps_and_nothing_else(
    new_desk: Desk, shell: Shell, qtbot: QtBot, window: NotedWindow
) -> None:
    page = _page(new_desk, shell, qtbot)
    assert page.steps.isVisible()
    assert not page.quick.isVisible()
    assert not page.tasks.isVisible()
    for made in page.steps.buttons:
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    assert window.went == [
        ("lists", "update"),
        ("settings", None),
        ("screen", None),
        ("customers", "import"),
        ("certifications", NewCertification()),
    ]
    assert [made.property("kind") for made in page.steps.buttons] == ["primary", "", "", "", ""]
    assert not page.steps.hide_button.isVisible()  # there would be nothing on the page
    QApplication.processEvents()
    tops = [one.mapTo(page, one.rect().topLeft()).y() for one in page.steps.buttons]
    # Whoever is new finds the demo without reading all steps.
    assert page.steps.demo.mapTo(page, page.steps.demo.rect().topLeft()).y() < min(tops)
    assert unnamed(page) == []
    # While lists come in, the step says so, and nothing is offered that has begun.
    under_way, count = under_way_of(shell.bus), len(page.steps.buttons)
    for words in ("Checking lists…", "Checking lists: 1 of 12"):
        under_way.say_update(words)
        assert words in [one.text() for one in page.steps.findChildren(QLabel)]
    assert len(page.steps.buttons) == count - 1
    under_way.say_update("")
    assert len(page.steps.buttons) == count


def test_nothing_is_lost_and_nothing_moves_while_the_page_fills_in(
    desk: Desk, appearance: Appearance, shell: Shell, qtbot: QtBot
) -> None:
    (desk.folder / DEMO_MARK).write_text("")
    held = HeldExecutor()
    held.held = True
    runner = JobRunner(_raise, executor=held)
    page = HomePage(desk, replace(shell, screening=runner))
    qtbot.addWidget(page)
    page.resize(748, 640)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.arrive()
    assert page.quick.isHidden()
    QTest.keyClicks(page.focusWidget(), "Sever")
    drawn = _Drawn(page.steps)
    held.let_go()
    qtbot.waitUntil(lambda: bool(drawn.heights))
    assert (page.quick.name.text(), page.quick.name.hasFocus()) == ("Sever", True)
    assert "certifications" not in [made._page for made in page.steps.buttons], "they are to come"
    page.reload(Changes.CERTIFICATIONS)
    for _turn in range(3):
        QApplication.processEvents()
    assert len(set(drawn.heights)) == 1, "it is drawn once it stands where it stays"
    runner.close()


class _Drawn(QObject):
    """Notes how high a widget is each time it is drawn."""

    def __init__(self, of: QWidget) -> None:
        super().__init__(of)
        self.heights: list[int] = []
        of.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.heights.append(watched.height())
        return False


def _raise(error: BaseException) -> None:
    raise error


def test_other_countries_lists_are_a_quiet_choice(
    new_desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    page = _page(new_desk, shell, qtbot)
    others = page.steps.others
    assert others.opener.isVisible()
    assert not others._place.isVisible()
    QTest.mouseClick(others.opener, Qt.MouseButton.LeftButton)
    box = others.boxes["un-sc"]
    assert box.isVisible()
    assert not box.isChecked()
    assert "jp-meti" not in others.boxes  # the program cannot fetch it
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert [one.source.key for one in new_desk.lists.status().sources] == ["us-csl", "un-sc"]
    page.reload(Changes.LISTS)
    assert others._place.isVisible()  # what was opened stays open
    assert others.boxes["un-sc"].isChecked()
    QTest.keyClick(others.boxes["un-sc"], Qt.Key.Key_Space)
    assert [one.source.key for one in new_desk.lists.status().sources] == ["us-csl"]
    assert unnamed(page) == []


def test_a_step_that_is_done_is_ticked_and_the_next_stands_out(
    new_desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    page = _page(new_desk, shell, qtbot)
    new_desk.profile.save_company(Company("Calm Harbor Instruments"))
    page.reload(Changes.COMPANY)
    assert len(page.steps.buttons) == 4
    assert page.steps.buttons[0].text() == "Update now"
    fill(new_desk)
    page.reload(Changes.LISTS)
    assert [made.text() for made in page.steps.buttons] == [
        "Screen a party",
        "Import…",
        "New certification",
    ]
    assert page.quick.isVisible()
    assert page.quick.button.property("kind") == ""


def test_what_may_wait_stays_until_it_is_done_or_put_away(
    desk: Desk, shell: Shell, qtbot: QtBot, window: NotedWindow
) -> None:
    desk.profile.save_company(Company("Calm Harbor Instruments"))
    page = _page(desk, shell, qtbot)
    shell.bus.changed.connect(page.reload)
    assert page.steps.progress.text() == "3 of 5 done"
    done = "Done: Get the lists, Say who you are, Try a screening"
    assert done in [one.text() for one in page.steps.findChildren(QLabel)]
    assert [made.text() for made in page.steps.buttons] == ["Import…", "New certification"]
    assert [made.property("kind") for made in page.steps.buttons] == ["", ""]
    assert page.quick.button.property("kind") == "primary"  # what one comes for every day
    assert not page.steps.demo.isVisible(), "who has made a record is not new here"
    QTest.mouseClick(page.steps.hide_button, Qt.MouseButton.LeftButton)
    assert not page.steps.isVisible()
    assert desk.profile.first_steps_hidden()
    assert window.undo is not None
    window.undo()
    assert page.steps.isVisible()
    QTest.mouseClick(page.steps.hide_button, Qt.MouseButton.LeftButton)
    assert not page.steps.isVisible()
    page.arrive(STEPS)
    assert page.steps.isVisible()


def test_the_demo_does_not_offer_itself(
    new_desk: Desk, shell: Shell, qtbot: QtBot, window: NotedWindow
) -> None:
    (new_desk.folder / DEMO_MARK).write_text("made up", encoding="utf-8")
    page = _page(new_desk, shell, qtbot)
    assert not page.steps.demo.isVisible()
    assert page.steps.buttons[2].text() == f"Try: {demo_name()}"
    QTest.mouseClick(page.demo_card.look, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.steps.buttons[2], Qt.MouseButton.LeftButton)
    assert window.went == [
        ("help", HelpAsked("demo#what-to-look-at", "home", "Home")),
        ("screen", Party(demo_name())),
    ]
    QTest.mouseClick(page.demo_card.away, Qt.MouseButton.LeftButton)
    page.refresh()
    assert not page.demo_card.isVisible()
    page.arrive(STEPS)
    assert page.demo_card.isVisible()
    page.resize(px(460), 800)
    for _turn in range(8):
        QApplication.processEvents()
    words = page.demo_card.words
    assert words.width() > px(300), "the buttons leave them the room"
    assert words.height() >= words.heightForWidth(words.width())
    assert [*cut_off(page), *words_cut(page)] == [], "nor are the steps cut"
    QTest.mouseClick(page.demo_card.close_button, Qt.MouseButton.LeftButton)
    assert not page.isVisible()
    page.show()
    page.arrive(CLOSE_DEMO)  # as Ctrl+K sends it
    qtbot.waitUntil(page.isHidden)


def test_the_keyboard_is_where_one_screens_once_that_is_there(
    desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    page = HomePage(desk, shell)
    qtbot.addWidget(page)
    page.show()
    page.arrive()  # at once, before anything was looked up
    qtbot.waitUntil(lambda: page.focusWidget() is page.quick.name)


def test_enter_screens_the_name(
    desk: Desk, shell: Shell, qtbot: QtBot, window: NotedWindow
) -> None:
    page = _page(desk, shell, qtbot)
    page.arrive()
    QTest.keyClicks(page.quick.name, " Acme Trading ")
    QTest.keyClick(page.quick.name, Qt.Key.Key_Return)
    assert window.went == [("screen", "Acme Trading")]
    assert page.quick.name.text() == ""
    QTest.mouseClick(page.quick.button, Qt.MouseButton.LeftButton)
    assert window.went[-1] == ("screen", None)


def test_what_waits_is_named_and_leads_there(
    desk: Desk, shell: Shell, qtbot: QtBot, window: NotedWindow
) -> None:
    page = _page(desk, shell, qtbot)
    assert "1 screening has undecided matches." in _words(page)
    assert "1 screening has matches that need research." in _words(page)
    QTest.mouseClick(page.tasks.findChildren(GoButton)[0], Qt.MouseButton.LeftButton)
    (page_gone_to, screening) = window.went[-1]
    assert page_gone_to == "screen"  # where the same parties can be decided
    assert isinstance(screening, Screening)
    assert screening.number == "S-2026-0001"


def test_matches_of_customers_come_first(
    tmp_path: Path, shell: Shell, qtbot: QtBot, window: NotedWindow
) -> None:
    book = open_filled(tmp_path / "book")
    keep(book, customer("Impuls Komplekt", "RU"))
    page = _page(book, shell, qtbot)
    assert "1 possible match of your customers waits for a decision." in _words(page)
    QTest.mouseClick(page.tasks.findChildren(GoButton)[0], Qt.MouseButton.LeftButton)
    assert window.went == [("review", None)]
    book.close()


def test_what_was_screened_again_and_decided_waits_no_longer(
    desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    ready_up(desk)
    screen(desk, listed_name(desk).upper(), verdict=Verdict.NOT_SAME)
    words = _words(_page(desk, shell, qtbot))
    assert "undecided" not in words
    assert "1 screening has matches that need research." in words  # another order's
    screen(desk, listed_name(desk))
    assert "1 screening has undecided matches." in _words(_page(desk, shell, qtbot))
    to_check = "1 screening has a name to check"
    assert to_check not in words
    saved = screen(desk, "Severny")
    assert to_check in _words(_page(desk, shell, qtbot))
    (result,) = saved.screening.parties
    said = desk.screenings.decision(Verdict.NOT_SAME, "A ski club")
    look = NameLook(said.reason, said.by, said.at)
    desk.screenings.save([replace(result, looked=look)])
    assert to_check not in _words(_page(desk, shell, qtbot))


def test_old_lists_are_the_first_thing_to_do(
    desk: Desk, shell: Shell, qtbot: QtBot, clock: FakeClock
) -> None:
    page = _page(desk, shell, qtbot)
    assert page.lists.chip.text() == "Current"
    clock.advance(days=12)
    page.arrive()
    assert page.lists.chip.text() == "Old: 12 days"
    assert _words(page).startswith(
        "To do\nThe control lists are 12 days old; your limit is 7 days."
    )


def test_notes_on_the_lists_are_told_with_the_lists_and_wait_for_nobody(
    new_desk: Desk, shell: Shell, qtbot: QtBot, window: NotedWindow
) -> None:
    new_desk.lists.import_file(ImportRequest(DEMO_CSV, US_CSL), Silent())
    page = _page(new_desk, shell, qtbot)
    notes = sum(len(one.edition.findings) for one in new_desk.lists.status().sources if one.edition)
    assert notes
    assert page.lists.notes.text().startswith(f"{notes} note")
    assert "know about" not in _words(page)
    assert not [one for one in page.tasks.findChildren(GoButton) if "note" in one.accessibleName()]
    QTest.mouseClick(page.lists.notes, Qt.MouseButton.LeftButton)
    assert window.went == [("lists", LISTS_NOTES)]


def test_a_missing_name_of_the_operator_is_asked_for(
    desk: Desk, shell: Shell, qtbot: QtBot, window: NotedWindow
) -> None:
    desk.profile.save_settings(Settings())
    page = _page(desk, shell, qtbot)
    assert "Your name is not given" in _words(page)
    QTest.mouseClick(page.tasks.findChildren(GoButton)[-1], Qt.MouseButton.LeftButton)
    assert window.went == [("settings", "operator")]


def test_the_last_screenings_open_in_records(
    desk: Desk, shell: Shell, qtbot: QtBot, window: NotedWindow
) -> None:
    page = _page(desk, shell, qtbot)
    assert page.last.model().rowCount() == 3
    page.last.choose_place(0)
    QTest.keyClick(page.last, Qt.Key.Key_Return)
    assert window.went == [("records", "S-2026-0003")]


def test_everything_has_a_name(desk: Desk, shell: Shell, qtbot: QtBot) -> None:
    assert unnamed(_page(desk, shell, qtbot)) == []


@pytest.mark.parametrize(("theme", "scale"), LOOKS)
def test_it_draws(
    desk: Desk, shell: Shell, appearance: Appearance, theme: Theme, scale: float
) -> None:
    made: list[HomePage] = []

    def make() -> HomePage:
        made.append(HomePage(desk, shell))
        return made[-1]

    size = QSize(1068, 800) if scale == 1.0 else QSize(856, 800)
    assert len(colours_of(render(make, appearance, theme, scale, size))) > 10
    assert made[-1].minimumSizeHint().width() <= size.width()
    made[-1].deleteLater()


def test_the_demo_opens_in_a_process_of_its_own_beside_this_workspace(
    new_desk: Desk, shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    page = _page(new_desk, shell, qtbot)
    QTest.mouseClick(page.steps.demo, Qt.MouseButton.LeftButton)
    begun = page._demo.opening.process
    assert begun is not None
    assert page.steps.demo.text() == "Opening…"
    assert page.steps.demo.isEnabled()  # the keyboard stays on it
    assert page.steps.demo_progress.words == words_of_stage("")
    steps: list[Step] = []
    page._demo.opening.stepped.connect(steps.append)
    page.arrive(DEMO)  # asked for once more, by a command: no second one is begun
    assert page._demo.opening.process is begun
    folder = demo_folder()
    try:
        qtbot.waitUntil(lambda: _customers_under(tmp_path / "home") > 30, timeout=60_000)
        qtbot.waitUntil(lambda: any(step.stage == LISTS for step in steps), timeout=9000)
        (folder / FRONT_FILE).write_bytes(b"")  # its window is there; the button may be used again
        qtbot.waitUntil(lambda: page.steps.demo.text() == "Open the demo", timeout=5000)
        assert (folder / FRONT_FILE).read_bytes()  # it is called forward
        (folder / FRONT_FILE).unlink()  # closed again: that is no failure
    finally:
        begun.terminate()
        begun.wait()
        qtbot.wait(700)
        assert not page.banner.isVisibleTo(page)
        shell.bus.ended.emit()
    assert new_desk.workspace().customers.count() == 0


def test_a_demo_that_cannot_be_opened_is_told(
    new_desk: Desk, shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    page = _page(new_desk, shell, qtbot)
    QTest.mouseClick(page.steps.demo, Qt.MouseButton.LeftButton)
    assert "demo" in page.banner.words


def test_a_demo_that_ends_before_its_window_is_there_is_told_at_once(
    new_desk: Desk, shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    demo_folder().mkdir(parents=True)
    (demo_folder() / "mine.txt").write_text("something of one's own")  # it keeps out of there
    page = _page(new_desk, shell, qtbot)
    QTest.mouseClick(page.steps.demo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.steps.demo.text() == "Open the demo", timeout=30_000)
    assert str(demo_folder()) in page.banner._detail.text()
    assert page.banner._action.text() == "Try again"


def _customers_under(home: Path) -> int:
    for file in home.rglob("workspace.db"):
        with closing(sqlite3.connect(file)) as db, suppress(sqlite3.Error):
            return int(db.execute("select count(*) from customers").fetchone()[0])
    return 0
