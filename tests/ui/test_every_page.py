"""Every page in the real window, without and with the demo's data: width, names, way of Tab."""

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QPushButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from exportdesk.core.cases import CaseStep
from exportdesk.core.company import Theme
from exportdesk.core.progress import Silent
from exportdesk.operations.demo_run import do_the_main_job, fill_demo
from exportdesk.ui.cases.page import CasesPage
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.pages import PAGES
from exportdesk.ui.theme import Appearance
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk
from tests.casebook import open_cases
from tests.sampling import sample
from tests.ui.desks import open_desk
from tests.ui.walk import clashing, hints_cut, moved_by_wheel, mute, unnamed
from tests.ui.whole import whole_window

STATES = sample(
    [("demo", 1.0), ("empty", 2.0)],
    [(filled, scale) for filled in ("empty", "demo") for scale in (1.0, 2.0)],
)
# Pages of a list that scrolls, with what is done to its rows below it: all of it is in view.
SCROLLS_WITHIN = ("review", "customers", "products", "cases", "certifications")


@pytest.fixture(scope="module", params=STATES)
def state(request: pytest.FixtureRequest) -> tuple[str, float]:
    """What is in the workspace, and how large the text is."""
    return (str(request.param[0]), float(request.param[1]))


@pytest.fixture(scope="module")
def folder(state: tuple[str, float], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace without anything, and one with all that the demo has."""
    made = tmp_path_factory.mktemp("pages") / "workspace"
    desk = open_desk(made)
    if state[0] == "demo":
        fill_demo(desk, Silent())
        do_the_main_job(desk, Silent())
        open_cases(desk)
    desk.close()
    return made


@pytest.fixture
def desk(folder: Path, tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(Path(shutil.copytree(folder, tmp_path / "workspace")))
    yield made
    made.close()


@pytest.fixture
def window(
    state: tuple[str, float],
    desk: Desk,
    appearance: Appearance,
    ini: QSettings,
    qtbot: QtBot,
) -> Iterator[MainWindow]:
    """The window on a screen of 1280 by 800, with text of the usual and of twice the size."""
    appearance.wear(Theme.LIGHT, scale=state[1])
    with whole_window(desk, appearance, ini, qtbot) as made:
        yield made


def opened(window: MainWindow, key: str) -> Page:
    window.go(key)
    settle()
    page = window.page
    assert page is not None
    return page


def settle() -> None:
    """Let everything find its place: what breaks its line for want of room takes a few turns."""
    for _turn in range(4):
        QApplication.processEvents()


def test_every_page_fits_is_named_and_tab_comes_to_everything(window: MainWindow) -> None:
    """In one window: most of the time goes to making the pages."""
    assert window.height() == 800
    for key in PAGES:
        page = opened(window, key)
        assert fits(window, page), key
        assert cut_words(page) == [], key
        assert cut_hints(page) == [], key
        assert unnamed(page) == [], key
        assert mute(page) == [], key
        assert clashing(page) == [], key
        assert moved_by_wheel(page) == [], key
    for key in PAGES:
        page = opened(window, key)
        way = tabbed(window)
        tab_comes_to_everything_and_back_to_the_sidebar(page, way, key)
        tab_goes_through_the_actions_first_and_from_left_to_right(page, way, key)
    if is_of_usual_size():
        every_page_fits_into_a_small_window_made_smaller(window)


def tab_comes_to_everything_and_back_to_the_sidebar(
    page: Page, way: list[QWidget], key: str
) -> None:
    assert len(way) >= len(PAGES) + 3, key
    missed = [one for one in wanted(page) if one not in way and not in_group_of(one, way)]
    assert [said(one) for one in missed] == [], key
    side = [one for one in way if not page.isAncestorOf(one)]
    assert len(side) >= len(PAGES), key
    # In one go: from the page to the sidebar and back once, not to and fro.
    inside = [page.isAncestorOf(one) for one in way]
    turns = sum(a != b for a, b in pairwise(inside))
    assert turns <= 2, (key, [said(one) for one in way])


def tab_goes_through_the_actions_first_and_from_left_to_right(
    page: Page, way: list[QWidget], key: str
) -> None:
    away = next(at for at, one in enumerate(way) if not page.isAncestorOf(one))
    mine = [one for one in way[away:] + way[:away] if page.isAncestorOf(one)]
    actions = page.head_actions
    held = [actions.itemAt(at).widget() for at in range(actions.count())]
    head = [one for one in mine if one in held]
    assert mine[: len(head)] == head, (key, [said(one) for one in mine])
    spots = [(one.y(), one.x()) for one in head]
    assert spots == sorted(spots), key


def every_page_fits_into_a_small_window_made_smaller(window: MainWindow) -> None:
    """Half of 1280 by 800 is what a screen of that size shows at 200 % of Windows or macOS."""
    for key in PAGES:
        window.resize(1280, 800)
        opened(window, key)
        window.resize(640, 400)
        settle()
        page = opened(window, key)
        assert fits(window, page), key
    window.resize(960, 640)
    for key in SCROLLS_WITHIN:
        opened(window, key)
        settle()
        assert window._area.verticalScrollBar().maximum() == 0, f"{key}: a scroll within a scroll"


def test_every_tab_and_every_step_of_a_case_is_named_and_cuts_no_word(
    window: MainWindow, desk: Desk
) -> None:
    for key in ("customers", "products", "lists", "records"):
        page = opened(window, key)
        for bar in [one for one in page.findChildren(QTabBar) if one.isVisible()]:
            for at in range(bar.count()):
                bar.setCurrentIndex(at)
                settle()
                told = f"{key}, {bar.tabText(at)}"
                assert unnamed(page) == [], told
                assert mute(page) == [], told
                assert cut_words(page) == [], told
                assert cut_hints(page) == [], told
                assert fits(window, page), told
    cases = opened(window, "cases")
    assert isinstance(cases, CasesPage)
    for one in desk.cases.list()[:1]:
        cases.open_case(one.id, one.number)
        for step in CaseStep:
            cases.pane.go_to(step)
            settle()
            assert unnamed(cases) == [], step
            assert mute(cases) == [], step
            assert moved_by_wheel(cases) == [], step
            assert cut_words(cases) == [], step
            assert cut_hints(cases) == [], step
            assert fits(window, cases), step


def fits(window: MainWindow, page: Page) -> bool:
    return page.mapTo(window, QPoint()).x() + page.width() <= window.width()


def tabbed(window: MainWindow) -> list[QWidget]:
    """Press Tab until the focus is where it began; return where it was."""
    way: list[QWidget] = []
    for _press in range(300):
        focus = window.focusWidget()
        if focus is None or focus in way:
            break
        way.append(focus)
        # A field of several lines or a table may keep Tab for itself: Ctrl+Tab leaves it.
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        if window.focusWidget() is focus:
            QTest.keyClick(focus, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    return way


def wanted(page: Page) -> list[QWidget]:
    """Return what a person without a mouse must come to."""
    return [
        one
        for one in page.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and not one.objectName().startswith("qt_")
    ]


def in_group_of(one: QWidget, way: list[QWidget]) -> bool:
    """Whether arrows lead to it: another button of its group is on the way."""
    if not isinstance(one, QAbstractButton) or one.group() is None:
        return False
    return any(isinstance(w, QAbstractButton) and w.group() is one.group() for w in way)


def said(one: QWidget) -> str:
    worded = isinstance(one, QAbstractButton | QLabel)
    words = one.text() if worded else one.accessibleName()
    return f"{type(one).__name__} {words or one.objectName()}"


def is_of_usual_size() -> bool:
    return QApplication.font().pixelSize() <= 13


def cut_hints(page: Page) -> list[str]:
    """Return what empty fields say that has no room, with text of the usual size."""
    return hints_cut(page) if is_of_usual_size() else []


def cut_words(page: Page) -> list[str]:
    """Return the buttons and one-line labels that are narrower or lower than their words."""
    found = []
    for one in page.findChildren(QWidget):
        if not one.isVisible() or not isinstance(one, QPushButton | QLabel):
            continue
        if inside_a_view(one) or not one.text():
            continue
        words = one.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, one.text())
        wraps = isinstance(one, QLabel) and (one.wordWrap() or type(one) is not QLabel)
        if not wraps and one.width() < words.width():
            found.append(f"narrow: {said(one)} {one.width()} < {words.width()}")
        if one.height() < one.fontMetrics().ascent():
            found.append(f"low: {said(one)} {one.height()}")
    return found


def inside_a_view(one: QWidget) -> bool:
    parent = one.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractItemView):
            return True
        parent = parent.parentWidget()
    return False
