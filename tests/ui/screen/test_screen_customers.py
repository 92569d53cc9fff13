"""Customers on the Screen page: offered while typing, made of a saved screening, told of."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel
from pytestqt.qtbot import QtBot

from exportdesk.core.screenings import Verdict
from exportdesk.core.standing import CustomerStatus
from exportdesk.ui.screen.page import ScreenPage
from exportdesk.wiring import Desk
from tests.books import fill_book
from tests.ui.conftest import NotedWindow
from tests.ui.scripted import ScriptedAsk

IMPULS = "OOO Severny Impuls Trading"
Type = Callable[[str], None]


def said(page: ScreenPage) -> str:
    return " ".join(one.text() for one in page.bar.findChildren(QLabel) if one.isVisible())


def save_decided(page: ScreenPage, type_name: Type, reason: str) -> str:
    type_name(IMPULS)
    for seen in page.session.current.matches:
        page.session.decide(seen, Verdict.NOT_SAME, reason)
    page.session.save()
    assert page.session.draft.saved is not None
    return page.session.draft.saved.number


def test_a_saved_party_becomes_a_customer_with_its_decisions(
    page: ScreenPage, type_name: Type, desk: Desk, window: NotedWindow
) -> None:
    assert not page.buttons.keep.isVisible()
    type_name(IMPULS)
    place = page.buttons.new.mapTo(page, QPoint()).x()
    number = save_decided(page, type_name, "Another tax number")
    assert page.buttons.keep.isVisible()
    QApplication.processEvents()
    assert (
        page.buttons.new.mapTo(page, QPoint()).x() == place
    )  # nothing else is where it was clicked
    page.buttons.keep.click()
    (row,) = desk.workspace().customer_rows.named(IMPULS)
    assert [one.number for one in desk.deciding.history(row.id)] == [number]
    (now,) = desk.workspace().customer_rows.rows([row.row], desk.book.current())
    assert now.status is CustomerStatus.NO_OPEN_MATCH  # screened by itself, and decided already
    assert window.toasts[-1] == f"{IMPULS} is a customer now."
    assert page.buttons.keep.text() == "Open &kept customer"
    page.buttons.keep.click()  # a second time it is not kept again
    assert window.went[-1] == ("customers", row.id)
    assert len(desk.workspace().customer_rows.named(IMPULS)) == 1
    assert window.undo is not None
    window.undo()
    assert page.buttons.keep.text() == "&Keep as customer"
    assert desk.workspace().customer_rows.named(IMPULS) == []


def test_a_second_customer_of_the_same_name_is_asked_about(
    page: ScreenPage, type_name: Type, desk: Desk, ask: ScriptedAsk
) -> None:
    save_decided(page, type_name, "Another tax number")
    page.buttons.keep.click()
    page.new()
    save_decided(page, type_name, "Another tax number")
    assert page.buttons.keep.text() == "Open &kept customer", "it is that one, word by word"
    page.new()
    page.form.country.choose("DE")
    save_decided(page, type_name, "Another tax number")
    ask.answers = [False]
    page.buttons.keep.click()
    assert ask.asked == [f"There is a customer called {IMPULS} already."]
    assert len(desk.workspace().customer_rows.named(IMPULS)) == 1


def test_what_was_decided_for_the_same_name_is_offered_and_suppresses_nothing(
    page: ScreenPage, type_name: Type, qtbot: QtBot
) -> None:
    number = save_decided(page, type_name, "Another tax number")
    page.new()
    type_name(IMPULS)
    assert all(seen.decision is None for seen in page.session.current.matches)
    words = f"Decided on {number} for the same name: Not the same party. Another tax number"
    assert words in said(page)
    page.bar._offer._keep.click()
    assert page.session.current.matches[0].decision is not None
    assert page.session.current.matches[0].decision.reason == "Another tax number"


def test_a_customer_of_the_same_name_is_told_too(page: ScreenPage, type_name: Type) -> None:
    save_decided(page, type_name, "Another tax number")
    page.buttons.keep.click()
    page.new()
    type_name(IMPULS)
    assert "for the same name" in said(page) or "customer of the same name" in said(page)


def test_customers_are_offered_out_of_very_many(page: ScreenPage, desk: Desk, qtbot: QtBot) -> None:
    fill_book(desk.workspace(), 3000)
    qtbot.keyClicks(page.form.name, "granite opt")
    popup = page.form.name.completer().popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    assert popup.model().rowCount() == 8
    _shown_whole(popup, 6, qtbot)  # as many are seen at once
    first = str(popup.model().index(0, 0).data())
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert page.form.name.text() == first.split(",")[0]
    assert page.session.current.party.identifier.startswith("VAT ")
    page.form.name.clear()
    qtbot.keyClicks(page.form.name, first.split(",")[0][:-1])
    qtbot.waitUntil(popup.isVisible)
    _shown_whole(popup, min(6, popup.model().rowCount()), qtbot)
    page.form.name.clear()
    qtbot.keyClicks(page.form.name, "zzzz")
    page.offering.look()
    assert not popup.isVisible()
    page.form.name.clear()
    qtbot.keyClicks(page.form.name, "granite")
    qtbot.waitUntil(popup.isVisible)
    field = page.form.identifier
    place = field.mapTo(page, field.rect().center())
    QTest.mouseClick(page.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    assert not popup.isVisible()
    assert field.hasFocus(), "a press beside the list reaches what it was meant for"


def _shown_whole(popup: QAbstractItemView, rows: int, qtbot: QtBot) -> None:
    last = popup.model().index(rows - 1, 0)
    qtbot.waitUntil(lambda: popup.viewport().rect().contains(popup.visualRect(last)))
    assert popup.visualRect(last).height() > popup.fontMetrics().height()
