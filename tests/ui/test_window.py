"""The window: pages, keys, closing; and the program around it."""

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLockFile, QPoint, QPointF, QRect, QSettings, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from exportdesk.core.changes import Changes
from exportdesk.core.company import Company, Settings, Theme
from exportdesk.core.errors import StorageFault
from exportdesk.core.progress import Progress
from exportdesk.operations.open_windows import FRONT_FILE, comes_forward
from exportdesk.ui import coming_forward
from exportdesk.ui.alarms import RULES
from exportdesk.ui.app import Program
from exportdesk.ui.ask import _box, question_box
from exportdesk.ui.coming_forward import ComingForward
from exportdesk.ui.line_dialog import LineDialog
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.placing import beside, keep_place, place_window
from exportdesk.ui.shell import PageSpec, Shell
from exportdesk.ui.theme import DARK, Appearance, Tone, tokens
from exportdesk.ui.widgets import Page
from tests.ui.gallery import SmallDesk
from tests.ui.render import colours_of
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import unnamed


class NotingPage(Page):
    """Notes what the window calls."""

    def __init__(self, shell: Shell, key: str) -> None:
        super().__init__(key.capitalize(), "A page of a test.")
        self.shell = shell
        self.told: list[object] = []
        self.leaves = True
        self.works = False

    @property
    @override
    def has_work(self) -> bool:
        return self.works

    @override
    def arrive(self, subject: object = None) -> None:
        self.told.append(("arrive", subject))

    @override
    def reload(self, changes: Changes) -> None:
        self.told.append(changes)

    @override
    def new(self) -> None:
        self.told.append("new")

    @override
    def print_out(self) -> None:
        self.told.append("print")

    @override
    def refresh(self) -> None:
        self.told.append("refresh")

    @override
    def search(self) -> bool:
        self.told.append("search")
        return True

    @override
    def may_leave(self) -> bool:
        return self.leaves

    @override
    def close_page(self) -> None:
        self.told.append("closed")


class Pages:
    """Makes noting pages, and keeps those made."""

    def __init__(self) -> None:
        self.made: dict[str, NotingPage] = {}

    def make(self, shell: Shell, key: str) -> NotingPage:
        self.made[key] = NotingPage(shell, key)
        return self.made[key]

    def specs(self, _desk: SmallDesk) -> tuple[PageSpec, ...]:
        return (
            PageSpec("home", "Home", "home-outline", lambda shell: self.make(shell, "home")),
            PageSpec("lists", "Lists", "database-outline", lambda s: self.make(s, "lists")),
            PageSpec(
                "settings", "Settings", "cog-outline", lambda s: self.make(s, "settings"), True
            ),
        )


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def program(
    qapp: QApplication, tmp_path: Path, ini: QSettings, ask: ScriptedAsk
) -> Iterator[Program]:
    made = Program(qapp, tmp_path / "workspace", ini, ask)
    yield made
    if made.window is not None:
        made.window.close()
    made.close()


@pytest.fixture
def window(program: Program, pages: Pages, qtbot: QtBot) -> MainWindow:
    assert program.open(SmallDesk, pages.specs) is None
    assert program.window is not None
    qtbot.waitUntil(lambda: bool(pages.made))
    return program.window


def test_pages_are_made_when_first_shown(window: MainWindow, pages: Pages) -> None:
    assert list(pages.made) == ["home"]
    assert pages.made["home"].told == [("arrive", None)]
    window.go("lists", "us-csl")
    window.go("home")
    window.go("lists")
    window.go("no such page")
    assert list(pages.made) == ["home", "lists"]
    assert pages.made["lists"].told == [("arrive", "us-csl"), ("arrive", None)]
    assert window.page_key == "lists"


def test_the_page_hears_its_keys(window: MainWindow, pages: Pages, qtbot: QtBot) -> None:
    home = pages.made["home"]
    home.told.clear()
    control = Qt.KeyboardModifier.ControlModifier
    with qtbot.waitActive(window):
        window.activateWindow()
    for key, modifier in (
        (Qt.Key.Key_N, control),
        (Qt.Key.Key_P, control),
        (Qt.Key.Key_F, control),
        (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier),
    ):
        qtbot.keyClick(window, key, modifier)
    assert home.told == ["new", "print", "search", "refresh"]
    home.banner.say("Something happened.", Tone.RED)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert home.banner.words == ""
    qtbot.keyClick(window, Qt.Key.Key_2, control)
    assert window.page_key == "lists"


def test_the_sidebar_leads_to_the_pages(window: MainWindow, qtbot: QtBot) -> None:
    settings = next(
        button for button in window.findChildren(QPushButton) if button.text() == "Settings"
    )
    qtbot.mouseClick(settings, Qt.MouseButton.LeftButton)
    assert window.page_key == "settings"
    assert settings.isChecked()
    window.badge("home", 7)
    home = next(b for b in window.findChildren(QPushButton) if b.text() == "Home")
    window.go("home")
    QApplication.processEvents()
    assert ground_on_screen(home) == QColor(tokens().sidebar_active).name()
    qtbot.mouseClick(settings, Qt.MouseButton.LeftButton)
    # At once: making the page that was clicked may hold the window for a while.
    assert ground_on_screen(settings) == QColor(tokens().sidebar_active).name()
    assert ground_on_screen(home) != QColor(tokens().sidebar_active).name()
    assert home.accessibleName() == "Home, 7 waiting"
    assert not home.isChecked()
    home.setFocus()
    qtbot.keyClick(home, Qt.Key.Key_Down)
    assert not home.hasFocus()


def ground_on_screen(button: QPushButton) -> str:
    """Return the color that the screen shows left of a button's icon."""
    window = button.window()
    spot = button.mapTo(window, QPoint(6, button.height() // 2))
    picture = window.screen().grabWindow(window.winId(), spot.x(), spot.y(), 1, 1)
    return picture.toImage().pixelColor(0, 0).name()


def test_the_foot_says_how_the_lists_stand(window: MainWindow, qtbot: QtBot) -> None:
    foot = next(
        b for b in window.findChildren(QPushButton) if b.accessibleName().startswith("Lists cur")
    )
    assert "41,208 listings" in foot.accessibleName()
    qtbot.mouseClick(foot, Qt.MouseButton.LeftButton)
    assert window.page_key == "lists"


def test_everything_in_the_window_has_a_name(window: MainWindow) -> None:
    assert unnamed(window) == []


def test_hidden_pages_look_again_when_they_are_shown(window: MainWindow, pages: Pages) -> None:
    window.go("lists")
    pages.made["home"].told.clear()
    window.shell.bus.tell(Changes.LISTS)
    window.shell.bus.tell(Changes.SCREENINGS)
    assert pages.made["lists"].told[1:] == [Changes.LISTS, Changes.SCREENINGS]
    assert pages.made["home"].told == []
    window.go("home")
    assert pages.made["home"].told == [Changes.LISTS | Changes.SCREENINGS, ("arrive", None)]


class ChangingDesk(SmallDesk):
    """A desk whose settings can be changed."""

    def __init__(self, *, read_only: bool = False) -> None:
        super().__init__(read_only=read_only)
        self.name = "Before Inc."
        self.theme = Theme.LIGHT

    @override
    def company(self) -> Company:
        return Company(self.name)

    @override
    def settings(self) -> Settings:
        return Settings(theme=self.theme)


def test_title_and_theme_follow_the_settings(program: Program, pages: Pages, qtbot: QtBot) -> None:
    desks: list[ChangingDesk] = []

    def make(*, read_only: bool) -> ChangingDesk:
        desks.append(ChangingDesk(read_only=read_only))
        return desks[0]

    program.open(make, pages.specs)
    window = program.window
    assert window is not None
    assert window.windowTitle() == "Before Inc. - ExportDesk"
    desks[0].name = "After Inc."
    desks[0].theme = Theme.DARK
    window.shell.bus.tell(Changes.COMPANY | Changes.SETTINGS)
    assert window.windowTitle() == "After Inc. - ExportDesk"
    assert tokens() is DARK
    window.shell.appearance.wear(Theme.LIGHT)


def test_a_second_start_calls_the_window_forward_and_offers_to_read_where_it_hangs(
    window: MainWindow,
    program: Program,
    qapp: QApplication,
    tmp_path: Path,
    ini: QSettings,
    pages: Pages,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "workspace"
    window.showMinimized()
    ask = ScriptedAsk()  # nothing is asked: the window comes forward
    third = Program(qapp, folder, ini, ask)
    assert third.open(SmallDesk, Pages().specs) == 0
    third.close()
    assert ask.asked == []
    qtbot.waitUntil(lambda: not window.isMinimized())
    window.findChild(ComingForward)._watcher.removePath(str(folder / FRONT_FILE))  # as if it hung
    monkeypatch.setattr(coming_forward, "comes_forward", partial(comes_forward, answers=0.2))
    ask = ScriptedAsk(True)
    second = Program(qapp, folder, ini, ask)
    assert second.open(SmallDesk, Pages().specs) is None
    assert second.window is not None
    assert ask.asked == ["This workspace is open in another window."]
    assert second.window.windowTitle().endswith(" (read only) - ExportDesk")
    second.window.close()
    second.close()
    assert (folder / "logs" / "fault.txt").is_file(), "the first window's still catches"
    program.close()
    assert not (folder / "logs" / "fault.txt").exists()
    assert not (tmp_path / "workspace" / "window.front").exists()


def test_the_lock_is_given_back(
    qapp: QApplication, tmp_path: Path, ini: QSettings, pages: Pages
) -> None:
    program = Program(qapp, tmp_path / "workspace", ini, ScriptedAsk())
    program.open(SmallDesk, pages.specs)
    assert program.window is not None
    program.window.close()
    program.close()
    lock = QLockFile(str(tmp_path / "workspace" / "window.lock"))
    assert lock.tryLock(0)
    lock.unlock()


def test_a_workspace_that_cannot_be_opened_is_said(
    program: Program, pages: Pages, ask: ScriptedAsk
) -> None:
    def make(*, read_only: bool) -> SmallDesk:
        # Where the process dies while it opens, the next start can say where.
        assert (program.workspace / "logs" / "fault.txt").is_file()
        raise StorageFault("no-such-sentence", folder="here")

    assert program.open(make, pages.specs) == 4
    assert len(ask.troubles) == 1
    assert ask.troubles[0].startswith("This workspace cannot be opened. ")
    assert program.window is None


def test_a_folder_that_cannot_be_written_is_not_called_missing(
    qapp: QApplication, tmp_path: Path, ini: QSettings, pages: Pages, ask: ScriptedAsk
) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = tmp_path / "file" / "workspace"
    program = Program(qapp, folder, ini, ask)

    def make(*, read_only: bool) -> SmallDesk:
        assert read_only
        raise StorageFault("database-missing", path=folder / "workspace.db")

    assert program.open(make, pages.specs) == 4
    assert "cannot be written" in ask.troubles[0]
    program.close()


def test_a_message_box_cuts_no_word(appearance: Appearance, qtbot: QtBot) -> None:
    del appearance  # its style sheet is what could cut them
    sentence = "E:/lists/workspace.db is damaged or is not an ExportDesk file. " * 3
    for box in (_box(None, sentence, ""), _box(None, "It cannot be opened.", sentence)):
        qtbot.addWidget(box)
        box.show()
        for words in box.findChildren(QLabel):
            if words.text():
                assert words.wordWrap() or words.width() >= words.sizeHint().width()
                assert words.height() >= words.heightForWidth(words.width())


@pytest.mark.parametrize("danger", [False, True])
def test_the_button_that_says_yes_looks_like_what_it_does(
    appearance: Appearance, qtbot: QtBot, danger: bool
) -> None:
    box, accept = question_box(None, "Delete it?", "It is gone then.", yes="Delete", danger=danger)
    qtbot.addWidget(box)
    box.show()
    colours = colours_of(accept.grab().toImage())
    filled = appearance.tokens.accent.lower()
    assert (filled in colours) is not danger
    assert (appearance.tokens.red.lower() in colours) is danger
    (cancel,) = set(box.buttons()) - {accept}
    assert cancel.x() < accept.x(), "in the order of every dialog of the program"


def test_a_reason_that_is_needed_is_asked_for_until_it_is_there(
    appearance: Appearance, qtbot: QtBot
) -> None:
    del appearance
    dialog = LineDialog(None, "Take this decision back", "Why it does not hold any more.")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.yes.click()
    assert dialog.isVisible(), "it closed without a word"
    assert dialog.mark == "Type something here first."
    qtbot.keyClicks(dialog.focusWidget(), "They moved")
    assert dialog.mark == ""
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert (dialog.result(), dialog.line) == (LineDialog.DialogCode.Accepted, "They moved")


def test_the_window_comes_back_where_it_stood(
    window: MainWindow, program: Program, ini: QSettings
) -> None:
    window.resize(900, 700)
    window.close()
    assert ini.value("window/geometry") is not None
    program.close()


def test_the_demo_stands_beside_ones_own_window_and_is_remembered_apart(
    qtbot: QtBot, ini: QSettings, appearance: Appearance
) -> None:
    del appearance
    own, demo, again = (QWidget() for _each in range(3))
    for one in (own, demo, again):
        qtbot.addWidget(one)
    place_window(own, ini, is_demo=False)
    keep_place(own, ini, is_demo=False)
    for kept in (False, True):  # one's own was never closed yet, or was
        if not kept:
            ini.remove("window/geometry")
        place_window(demo, ini, is_demo=True)
        room, step = demo.screen().availableGeometry(), demo.pos() - own.pos()
        assert min(step.x(), step.y()) >= 30
        assert room.contains(demo.geometry())
        keep_place(own, ini, is_demo=False)
    demo.setGeometry(20, 30, 500, 400)
    keep_place(demo, ini, is_demo=True)
    place_window(again, ini, is_demo=True)
    assert again.size() == QSize(500, 400)
    place_window(again, ini, is_demo=False)
    assert again.size() == own.size()


def test_a_place_beside_another_is_on_the_screen() -> None:
    room = QRect(0, 0, 1280, 800)
    assert beside(QRect(38, 32, 1203, 736), room, 44) == QRect(82, 76, 1198, 724)
    assert beside(QRect(900, 500, 380, 300), room, 44) == QRect(856, 456, 380, 300)


def test_a_page_with_unsaved_work_keeps_the_window_open(window: MainWindow, pages: Pages) -> None:
    home = pages.made["home"]
    home.leaves = False
    assert not window.close()
    assert window.isVisible()
    home.leaves = True
    assert window.close()
    assert home.told[-1] == "closed"


def test_closing_waits_for_what_is_being_written(
    window: MainWindow, pages: Pages, qtbot: QtBot
) -> None:
    hold, written = threading.Event(), []
    stopped: list[bool] = []

    def write(_progress: Progress) -> None:
        hold.wait(5)
        written.append(True)

    def long_work(progress: Progress) -> None:
        try:
            while True:
                progress.step(0, 2)
        finally:
            stopped.append(True)

    window.shell.jobs.start(write)
    window.shell.background.start(long_work)
    assert not window.close()
    assert window.isVisible()
    with qtbot.waitSignal(window.closed, timeout=5000):
        hold.set()
    assert written == [True]
    assert stopped == [True], "an import is stopped: it leaves the last good edition in force"


def test_trouble_nobody_asked_for_is_said_on_the_page(
    window: MainWindow, pages: Pages, qtbot: QtBot
) -> None:
    def work(_progress: Progress) -> None:
        raise StorageFault("disk-full", folder="the workspace")

    window.shell.jobs.start(work)
    qtbot.waitUntil(lambda: bool(pages.made["home"].banner.words))
    assert "full" in pages.made["home"].banner.words


def test_a_page_too_large_for_the_screen_scrolls(
    window: MainWindow, pages: Pages, qtbot: QtBot
) -> None:
    pages.made["home"].setMinimumSize(3000, 2000)
    window.resize(900, 700)
    assert window.minimumSizeHint().width() < 900
    assert window.size().width() == 900
    bar = window._area.verticalScrollBar()
    for page in (pages.made["home"], window.make("lists")):
        tall = QLabel("Tall")
        tall.setMinimumHeight(2000)
        page.body.addWidget(tall)
    qtbot.waitUntil(lambda: bar.maximum() > 500)
    bar.setValue(500)
    window.go("home")
    assert bar.value() == 500, "it is in view, and stays as it is"
    window.go("lists")
    qtbot.waitUntil(lambda: bar.maximum() > 500)
    assert bar.value() == 0, "each page is shown from its top"


def test_a_toast_says_it_and_goes(window: MainWindow, qtbot: QtBot) -> None:
    window.toast("Saved as S-2026-0001.")
    assert window._toast.words == "Saved as S-2026-0001."
    window._toast.say("Again", for_ms=1)
    qtbot.waitUntil(lambda: window._toast.words == "")


def test_a_toast_goes_with_the_page_it_was_said_over(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.toast("Acme was taken in.")
    window.go("lists")  # the program's own way on: what was done is shown there
    assert window._toast.words == "Acme was taken in."
    monkeypatch.setattr("exportdesk.ui.widgets.toast._FRESH_MS", -1)
    window.go("lists")
    assert window._toast.words == "Acme was taken in."
    window.go("home")
    assert window._toast.words == ""


def test_the_foot_of_the_sidebar_tells_of_a_screening_unless_the_lists_are_busy(
    window: MainWindow,
) -> None:
    foot = window._sidebar._foot
    window.list_note("2 lists were not updated", "warn")
    window.book_note("Screening customers: 40 %")
    assert foot.shown_lines[:2] == ["Screening customers:", "40 %"] or (
        foot.shown_lines[0] == "Screening customers: 40 %"
    )
    assert foot.page == "customers"
    window.list_note("Checking lists: 2 of 5", "busy")
    assert foot.shown_lines[0].startswith("Checking lists")
    assert foot.page == "lists"
    window.list_note("2 lists were not updated", "warn")
    window.book_note("")
    assert foot.shown_lines[0].startswith("2 lists")


def test_the_window_wears_the_sheet_and_what_it_opens_wears_it_too(
    window: MainWindow, qapp: QApplication
) -> None:
    assert qapp.styleSheet() == ""
    assert "QPushButton" in window.styleSheet()
    light = window.styleSheet()
    window.shell.appearance.wear(Theme.DARK)
    assert window.styleSheet() != light
    assert qapp.styleSheet() == ""
    window.shell.appearance.wear(Theme.LIGHT)


@pytest.mark.parametrize("size", [QSize(960, 640), QSize(1280, 800)])
def test_a_toast_has_one_place_and_covers_nothing(window: MainWindow, size: QSize) -> None:
    window.resize(size)
    window.go("home")
    QApplication.processEvents()
    toast, side = window._toast, window._sidebar
    page = QRect(window._area.mapTo(window, QPoint(0, 0)), window._area.size())
    path = "a folder/" + "backups-before-restore-" * 6
    for words, action in (("Saved.", ""), ("Same party: Aero Engine Corp.", "Undo")):
        window.toast(words, action=action)
        lies = QRect(toast.mapTo(window, QPoint(0, 0)), toast.size())
        assert window.rect().contains(lies)
        assert not lies.intersects(page), "where decisions are made"
        assert not lies.intersects(side.geometry()), "where one goes on to another page"
        assert toast._words.geometry().right() < (toast.action.x() if action else toast.width())
        assert toast.words == words
    window.toast(f"What was here before is kept in {path}.", action="Open")
    lies = QRect(toast.mapTo(window, QPoint(0, 0)), toast.size())
    assert window.rect().contains(lies)
    assert not lies.intersects(side.geometry())
    assert toast._words.height() >= toast._words.heightForWidth(toast._words.width()) > 0
    window.toast("Saved.", action="Undo")
    assert toast._words.height() < 2 * toast.fontMetrics().height(), "as high as the words before"


def test_no_page_of_the_sidebar_moves_as_its_foot_grows(window: MainWindow) -> None:
    window.resize(960, 640)
    QApplication.processEvents()
    side = window._sidebar

    def places() -> list[int]:
        side.layout().activate()
        QApplication.processEvents()
        return [one.mapTo(side, QPoint(0, 0)).y() for one in side._buttons.values()]

    before = places()
    window.list_note("2 of the lists that are in use were not updated", "warn")
    assert len(side._foot.shown_lines) > 1
    assert places() == before
    window.list_note("A list was not updated, for the server did not answer in time " * 3, "warn")
    assert side._foot.shown_lines[-1].endswith("…")
    assert places() == before
    assert side._foot.geometry().top() >= 0
    window.list_note("", "")
    assert places() == before


def test_a_toast_stays_as_long_as_it_takes_to_read_and_to_act(window: MainWindow) -> None:
    toast = window._toast
    window.toast("Saved.")
    short = toast.left_ms
    window.toast("The decision was taken back. The match is back for review." * 2)
    assert toast.left_ms > short + 4_000
    window.toast("Same party: Aero Engine Corp.", action="Undo")
    assert toast.left_ms > 10_000
    toast.enterEvent(QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert toast.left_ms == -1, "it waits for who is on the way to its button"
    toast.leaveEvent(QEvent(QEvent.Type.Leave))
    assert toast.left_ms > 3_000
    toast.close_now()


def test_a_page_of_an_older_rulebook_is_made_anew_once_its_work_is_done(
    window: MainWindow, pages: Pages
) -> None:
    window.make("home")
    before = pages.made["home"]
    before.works = True
    window.renew_pages("Another rulebook is in use.")
    banner = window.alarms.banners[RULES]
    assert window.alarms.words(RULES)
    assert not banner._action.isVisible()
    before.works = False
    window.shell.bus.tell(Changes.CASES)  # what was open in it is kept
    assert banner._action.isVisible()
    banner._action.click()
    assert pages.made["home"] is not before
    assert window.alarms.words(RULES) == ""
