"""A page that was not made yet comes in steps, so that the window is never held for long."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from exportdesk.ui.ahead import MakingAhead
from exportdesk.ui.app import Program
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.pages import pages
from exportdesk.ui.products.page import ProductsPage
from exportdesk.ui.review.page import ReviewPage
from exportdesk.wiring import Desk
from tests.ui.desks import open_desk
from tests.ui.scripted import ScriptedAsk


@pytest.fixture
def window(
    tmp_path: Path, ini: QSettings, qapp: QApplication, qtbot: QtBot
) -> Iterator[MainWindow]:
    program = Program(qapp, tmp_path / "ws", ini, ScriptedAsk())

    def make_desk(*, read_only: bool) -> Desk:
        return open_desk(tmp_path / "ws", read_only=read_only)

    program.open(make_desk, pages)
    made = program.window
    assert made is not None
    making = made.findChild(MakingAhead)
    assert making is not None
    making._timer.stop()  # nothing is made but what is asked for
    qtbot.waitUntil(lambda: made.page is not None)
    yield made
    made.close()
    program.close()


def sidebar(window: MainWindow, words: str) -> QPushButton:
    return next(b for b in window.findChildren(QPushButton) if b.text() == words)


def test_a_page_is_made_and_shown_after_the_click(window: MainWindow, qtbot: QtBot) -> None:
    QTest.mouseClick(sidebar(window, "Review"), Qt.MouseButton.LeftButton)
    assert sidebar(window, "Review").isChecked()
    assert not window.has_made("review")
    assert window.page_key == "home"
    qtbot.waitUntil(lambda: isinstance(window.page, ReviewPage), timeout=10_000)
    assert window.arriving is not None
    assert window.arriving.coming == ""
    window.go("home")
    window.go("review")
    assert window.page_key == "review"  # it is there now


def test_the_page_asked_for_last_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    window.go("review")
    window.go("products")
    qtbot.waitUntil(lambda: window.page_key == "products", timeout=10_000)
    window.go("records")
    window.go("home")  # made already: shown at once
    qtbot.wait(50)
    assert window.page_key == "home"
    assert sidebar(window, "Home").isChecked()
    assert not window.has_made("records")


def test_what_a_person_asks_of_a_page_on_its_way_is_done_there(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.begin("products")
    qtbot.waitUntil(lambda: isinstance(window.page, ProductsPage), timeout=10_000)
    page = window.page
    assert isinstance(page, ProductsPage)
    qtbot.waitUntil(lambda: page.detail._is_new, timeout=10_000)


def test_what_was_put_together_under_another_rulebook_is_made_anew(window: MainWindow) -> None:
    window.make_some("review")
    before = window._apart["review"]
    window.renew_pages()
    assert window.make("review") is not before
