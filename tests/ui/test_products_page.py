"""The Products page, on the demo's products."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exportdesk.core.company import Theme
from exportdesk.core.ids import ProductId, new_id
from exportdesk.core.products import Jurisdiction
from exportdesk.core.words.product_problems import problem_in_short
from exportdesk.core.words.products import SENTENCES
from exportdesk.operations.product_rows import Gap, TierChoice
from exportdesk.rulebook import Tier
from exportdesk.ui.customers.subjects import DeletedTogether
from exportdesk.ui.help.topics import HelpAsked
from exportdesk.ui.products.detail import HISTORY
from exportdesk.ui.products.page import ProductsPage
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from exportdesk.wiring import Desk
from tests.sampling import by_name, sample
from tests.ui.conftest import NotedWindow
from tests.ui.desks import desk_on_copy, open_desk, show_page
from tests.ui.render import LOOKS, colours_of, render
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import clashing, unnamed


@pytest.fixture
def desk(demo_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_copy(demo_folder, tmp_path, operator="Dana Whitfield") as made:
        yield made


@pytest.fixture
def page(desk: Desk, shell: Shell, qtbot: QtBot) -> ProductsPage:
    return shown(desk, shell, qtbot)


def shown(desk: Desk, shell: Shell, qtbot: QtBot) -> ProductsPage:
    return show_page(ProductsPage(desk, shell), shell, qtbot)


def skus(page: ProductsPage) -> list[str]:
    return [row.product.sku for row in page.pane.model.rows]


def choose(page: ProductsPage, sku: str) -> None:
    assert page.pane.table.choose(next(r for r in page.pane.model.rows if r.product.sku == sku))


def retype(page: ProductsPage, field: str, text: str) -> None:
    """Type `text` over what is in a field, key by key."""
    edit = page.detail.form.fields[field]
    edit.setFocus()
    edit.selectAll()  # type: ignore[attr-defined] # a line edit
    QTest.keyClicks(edit, text)


def standing(page: ProductsPage) -> list[QPoint]:
    """Return where the fields and the button stand."""
    for _turn in range(3):
        QApplication.processEvents()
    shown = (*page.detail.form.fields.values(), page.detail.save)
    return [one.mapTo(page, QPoint()) for one in shown if one.isVisible()]


def said(page: ProductsPage, field: str) -> str:
    return " ".join(page.detail.form.rows[field].texts)


def press(page: ProductsPage, words: str) -> None:
    """Press the remedy with these words."""
    made = next(b for b in page.detail.form.findChildren(QPushButton) if b.text().startswith(words))
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)


# The table


def test_the_products_stand_there_with_code_tier_and_problems(page: ProductsPage) -> None:
    model, keys = page.pane.model, [column.name for column in page.pane.model.columns]
    at = skus(page).index("NI-IC-MCU32")
    cells = {key: model.index(at, keys.index(key)).data() for key in keys}
    assert len(skus(page)) == 60
    assert cells["code"] == "8542.31.0000"
    assert cells["tier"] == "Tier 1"
    assert cells["eccn"] == "3A991.a.2"
    assert cells["problems"] == ""
    at = skus(page).index("NI-CAM-OLD")
    problem = model.index(at, keys.index("problems"))
    assert problem.data() == "Retired HS code"
    assert problem.data(Qt.ItemDataRole.ToolTipRole).startswith("8525.80 is, by published notes")


def test_a_problem_leads_to_its_field(page: ProductsPage) -> None:
    page.activateWindow()
    choose(page, "NI-IC-MCU32")
    assert page.detail.problems.isHidden()
    choose(page, "NI-CAM-OLD")
    assert [one.text() for one in page.detail.problems.links] == ["Retired HS code"]
    page.detail.tabs.setCurrentIndex(2)
    QTest.mouseClick(page.detail.problems.links[0], Qt.MouseButton.LeftButton)
    assert page.detail.form.hs_code.hasFocus()
    table, keys = page.pane.table, [column.name for column in page.pane.model.columns]
    index = page.pane.model.index(table.currentIndex().row(), keys.index("problems"))
    table.setFocus()
    spot = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.detail.form.hs_code.hasFocus()
    # While one types none comes above the fields, and none goes: all of them would move.
    page.detail.form.sku.clear()
    assert [one.text() for one in page.detail.problems.links] == ["Retired HS code"]
    retype(page, "hs_code", "8525.89")
    (link,) = page.detail.problems.links
    assert link.isVisible()
    assert not link.isEnabled(), "it is mended"
    assert link.toolTip() == "Mended; save to keep it."
    retype(page, "hs_code", "8525.80")
    assert link.isEnabled()
    page.save()
    texts = [one.text() for one in page.detail.problems.links]
    assert texts == ["No SKU", "Retired HS code"]  # the gravest first
    retype(page, "sku", "NI-CAM-OLD")
    retype(page, "hs_code", "8525.89")
    (typed, kept), high = page.detail.problems.links, page.detail.problems.height()
    assert not typed.isVisible(), "what was only typed wrong does not stay once it is right"
    assert (kept.isVisible(), kept.isEnabled()) == (True, False)
    retype(page, "sku", " ")
    assert typed.isVisible()
    QApplication.processEvents()
    assert page.detail.problems.height() == high


def test_each_problem_has_a_short_name() -> None:
    no_problem = {"product-high-priority", "product-eccn-600-series", "product-eccn-9x515"}
    notes = {"product-origin-missing", "product-schedule-missing", "product-hts-short",
             "product-eccn-not-checked", "product-eccn-ear99",
             "product-jurisdiction-proposed"}  # fmt: skip
    for code in SENTENCES.keys() - no_problem - notes:
        assert problem_in_short(code) != "A problem", code


def test_search_and_filters(page: ProductsPage) -> None:
    filters = page.pane.filters
    assert page.search()
    QTest.keyClicks(filters.search, "8542.3")
    filters.search.search_now()
    assert skus(page) == ["NI-IC-ADC24", "NI-IC-FLASH8", "NI-IC-MCU32", "NI-IC-OPA2"]
    assert page.back()
    assert len(skus(page)) == 60
    for box, value, some in (
        (filters.tier, Tier.TWO, "NI-CAP-C10"),
        (filters.tier, TierChoice.LISTED, "NI-IC-MCU32"),
        (filters.gap, Gap.RETIRED, "NI-CAM-OLD"),
    ):
        box.choose(value)
        box.picked.emit(value)
        assert some in skus(page)
        assert len(skus(page)) < 60
        assert filters.clear.isVisible()
        QTest.mouseClick(filters.clear, Qt.MouseButton.LeftButton)
        assert len(skus(page)) == 60


def test_nothing_found_leads_back(page: ProductsPage) -> None:
    page.pane.filters.search.setText("qqxj")
    page.pane.filters.search.search_now()
    assert page.detail.product is None
    assert page.pane._empty.title.text() == "Nothing found"
    assert not page.pane.export.isEnabled()
    QTest.mouseClick(page.pane._empty.action, Qt.MouseButton.LeftButton)
    assert len(skus(page)) == 60
    assert page.detail.product is not None
    assert page.pane.export.isEnabled()


def test_columns_and_order_are_remembered(
    page: ProductsPage, desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    table, keys = page.pane.table, [column.name for column in page.pane.model.columns]
    assert table.isColumnHidden(keys.index("origin"))
    menu = table.column_menu(page)
    titles = {action.text(): action for action in menu.actions()}
    assert "Product" not in titles
    titles["Origin"].trigger()
    titles["Code"].trigger()
    table.sortByColumn(keys.index("tier"), Qt.SortOrder.AscendingOrder)
    first = skus(page)[0]
    again = shown(desk, shell, qtbot)
    assert not again.pane.table.isColumnHidden(keys.index("origin"))
    assert again.pane.table.columnWidth(keys.index("origin")) > 40
    assert again.pane.table.isColumnHidden(keys.index("code"))
    assert skus(again)[0] == first


def test_rows_are_copied(page: ProductsPage) -> None:
    choose(page, "NI-IC-MCU32")
    page.pane.table.copy_selection()
    assert QGuiApplication.clipboard().text().startswith("NI-IC-MCU32\t8542.31.0000\tTier 1")


def test_several_are_deleted_and_come_back(
    page: ProductsPage, ask: ScriptedAsk, window: NotedWindow
) -> None:
    choose(page, "NI-ANT-GP")
    table = page.pane.table
    table.setFocus()
    for _ in range(2):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    ask.answers = [False, True]
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert len(skus(page)) == 60
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert ask.asked == ["Delete 3 products?"] * 2
    assert len(skus(page)) == 57
    assert window.toasts == ["3 products are deleted."]
    assert page.detail.product is not None
    assert page.detail.product.sku == skus(page)[0]
    QTest.keyClick(table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(skus(page)) == 60
    assert window.toasts[-1] == "Undone: 3 products are deleted."
    row = page.pane.model.rows[0]
    page.steps.delete([row.product])
    page.arrive(row.id)
    assert page.banner.words.startswith(f"{row.product.sku} is not in the book any more.")
    page.banner._action.click()
    assert (len(skus(page)), page.banner.words) == (60, "")
    assert page.detail.product is not None
    assert page.detail.product.id == row.id
    kept = page._desk.products.delete([one.id for one in page.pane.model.rows[:2]])
    page.refresh()
    page.arrive(DeletedTogether(kept.batch))
    assert page.banner.words.startswith("2 products were deleted together.")
    ask.answers = [True]
    page.banner._action.click()
    assert (ask.asked[-1], len(skus(page))) == ("Undo this step for all 2 products?", 60)
    page.arrive(DeletedTogether(kept.batch))
    assert page.banner.words == "2 products were brought back."


def test_what_is_wrong_with_a_new_code_is_said_once(page: ProductsPage) -> None:
    page.new()
    retype(page, "hs_code", "85423")
    form = page.detail.form
    assert form.rows["hs_code"].texts
    assert page.detail.problems.isHidden()
    assert form.tier_line.isHidden(), "no empty line between the code and what is wrong with it"
    stood = standing(page)
    page.save()
    assert not page.detail.problems.isHidden()
    assert standing(page) == stood, "a save that is refused moves nothing"
    assert page.detail.problems.links[0].text() == "No SKU"
    assert form.sku.hasFocus()
    retype(page, "hs_code", "8542.31")
    assert not form.tier_line.isHidden()


def test_the_row_next_to_a_deleted_one_is_chosen(page: ProductsPage, ask: ScriptedAsk) -> None:
    choose(page, "NI-CAM-OLD")
    at = skus(page).index("NI-CAM-OLD")
    ask.answers = [True]
    QTest.mouseClick(page.pane.delete, Qt.MouseButton.LeftButton)
    assert page.detail.product is not None
    assert page.detail.product.sku == skus(page)[at]
    assert page.pane.table.hasFocus(), "and not the button that would delete it too"


# The product beside it


def test_the_tier_is_told_with_meaning_date_and_citation(
    page: ProductsPage, window: NotedWindow
) -> None:
    choose(page, "NI-IC-MCU32")
    page.detail.form.tier.codes.click()
    assert window.went == [("help", HelpAsked("high-priority-codes", "products", "Products"))]
    line = page.detail.form.tier_line
    assert (line.chip.text(), line.words.text()) == ("Tier 1", "High-priority item")
    words = " ".join(page.detail.form.tier.texts)
    assert words.startswith("High-priority item 8542.31, BIS list of 23 Feb 2024")
    assert "Of the highest concern" in words
    assert "BIS guidance of 28 Sep 2023" in words
    assert "Checked against summaries of the rule as they stood on 22 Nov 2026" in words
    choose(page, "NI-MAN-EN")
    assert "not on BIS's high-priority list" in " ".join(page.detail.form.tier.texts)
    assert line.words.text() == "Not on the high-priority list"
    page.new()
    QApplication.processEvents()
    below = page.detail.form.eccn.mapTo(page.detail.form, QPoint(0, 0)).y()
    QTest.keyClicks(page.detail.form.hs_code, "8542")
    QApplication.processEvents()
    assert "has 4 digits" in said(page, "hs_code")
    assert page.detail.form.eccn.mapTo(page.detail.form, QPoint(0, 0)).y() == below
    QTest.keyClicks(page.detail.form.hs_code, ".31")
    QApplication.processEvents()
    assert line.chip.text() == "Tier 1"
    assert page.detail.form.eccn.mapTo(page.detail.form, QPoint(0, 0)).y() == below


def test_findings_come_while_typing(page: ProductsPage) -> None:
    choose(page, "NI-IC-MCU32")
    retype(page, "eccn", "3A9")
    assert "not written like an ECCN" in said(page, "eccn")
    assert page.detail.form.eccn.property("invalid")
    assert "not written like" in page.detail.form.eccn.accessibleDescription()
    QTest.keyClicks(page.detail.form.eccn, "91")
    assert "it was not checked that 3A991 exists" in said(page, "eccn")
    assert not page.detail.form.eccn.property("invalid")
    led: list[bool] = []
    page.detail.form.tables_asked.connect(lambda: led.append(True))
    press(page, "Load the tables…")
    assert led == [True]
    page.detail.form.jurisdiction.choose(Jurisdiction.NOT_KNOWN)
    page.detail.form.edited.emit()
    press(page, "Choose EAR")  # never by itself for a product that is kept
    assert page.detail.form.jurisdiction.value is Jurisdiction.EAR
    retype(page, "sku", "NI-MAN-EN")
    assert "NI-MAN-EN" in said(page, "sku")


def test_a_retired_code_is_replaced_with_one_click(page: ProductsPage) -> None:
    choose(page, "NI-CAM-OLD")
    assert "no longer in use" in said(page, "hs_code")
    assert not page.detail.form.tier.isVisible()
    press(page, "Use 8525.89 (Tier 3.A)")
    assert page.detail.form.hs_code.text() == "8525.89"
    assert said(page, "hs_code") == ""
    assert page.detail.chip.text() == "Tier 3.A"
    assert page.detail.is_changed
    page.detail.form.hs_code.undo()
    assert page.detail.form.hs_code.text() == "8525.80"
    assert not page.detail.is_changed


def test_a_lost_zero_is_put_back_with_one_click(page: ProductsPage) -> None:
    page.resize(1068, 740)  # in a window of 1280 x 800
    choose(page, "NI-MAN-EN")
    form = page.detail.form
    stood = set()
    for code in ("080510", "8", "9800000000", "8525.80", "8525.80.3010", "80510"):
        retype(page, "hs_code", code)
        QApplication.processEvents()
        stood.add(form.jurisdiction.mapTo(form, QPoint()).y())
    assert len(stood) == 1, "nothing below moves while one types"
    assert "its leading zero was lost" in said(page, "hs_code")
    retype(page, "hs_code", "854231000")
    assert "or its last digit is missing" in said(page, "hs_code")
    assert "or its last digit is missing" in form.hs_code.accessibleDescription()
    press(page, "Use 8542.31 (Tier 1)")
    assert page.detail.form.hs_code.text() == "8542.31"
    retype(page, "hs_code", "80510")
    press(page, "Use 0805.10")
    assert page.detail.form.hs_code.text() == "0805.10"
    assert page.detail.checked is not None
    assert page.detail.checked.product.hs_code == "080510"


def test_itar_asks_for_a_category(page: ProductsPage) -> None:
    choose(page, "NI-MAN-EN")
    form = page.detail.form
    assert not form.usml_category.isVisible()
    form.jurisdiction.setFocus()
    for _ in range(2):
        QTest.keyClick(form.jurisdiction, Qt.Key.Key_Down)
    assert form.jurisdiction.value is Jurisdiction.OTHER
    QTest.keyClick(form.jurisdiction, Qt.Key.Key_Up)
    assert form.jurisdiction.value is Jurisdiction.ITAR
    assert form.usml_category.isVisible()
    assert "no category of the US Munitions List" in said(page, "usml_category")
    retype(page, "usml_category", "11(c)")
    assert "no ECCN" in said(page, "eccn")
    page.detail.form.eccn.clear()
    page.detail.form.eccn.textEdited.emit("")
    QTest.mouseClick(page.detail.save, Qt.MouseButton.LeftButton)
    assert page.detail.product is not None
    assert page.detail.product.usml_category == "XI(c)"


def test_it_is_saved_and_its_history_tells_each_field(
    page: ProductsPage, desk: Desk, window: NotedWindow
) -> None:
    choose(page, "NI-CAM-OLD")
    retype(page, "hs_code", "8525.89")
    retype(page, "manufacturer", "Lantern Hill")
    assert page.detail.save.isEnabled()
    QTest.keyClick(page.detail.form.eccn, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.toasts == ["NI-CAM-OLD is saved."]
    assert not page.detail.is_changed
    assert page.pane.table.current is not None
    assert page.pane.table.current.tier is Tier.THREE_A
    page.detail.tabs.setCurrentIndex(HISTORY)
    told = " ".join(one.text() for one in page.detail.history.findChildren(QLabel))
    assert "8525.80 → 8525.89" in told
    assert "Lantern Hill Vision → Lantern Hill" in told
    assert "by Dana Whitfield" in told
    assert window.undo is not None
    window.undo()
    assert page.detail.product is not None
    assert page.detail.product.hs_code == "852580"
    page.detail.tabs.setCurrentIndex(0)
    page.detail.tabs.setCurrentIndex(HISTORY)
    told = " ".join(one.text() for one in page.detail.history.findChildren(QLabel))
    assert "Step undone" in told


def test_a_step_is_undone_from_its_history(
    page: ProductsPage, desk: Desk, window: NotedWindow, ask: ScriptedAsk
) -> None:
    choose(page, "NI-CAM-OLD")
    retype(page, "manufacturer", "Lantern Hill")
    QTest.keyClick(page.detail.form.eccn, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    page.detail.tabs.setCurrentIndex(HISTORY)
    undo_in_history(page)
    assert page.detail.product is not None
    assert page.detail.product.manufacturer == "Lantern Hill Vision"
    told = " ".join(one.text() for one in page.detail.history.findChildren(QLabel))
    assert "Changed (undone later)" in told
    assert links(page) == []  # a step taken back is not to be taken back again
    window.undo = None
    page.steps.undo()  # nor by Ctrl+Z
    assert window.undo is None


def test_a_step_of_several_products_is_undone_only_once_that_is_said(
    page: ProductsPage, desk: Desk, ask: ScriptedAsk
) -> None:
    both = desk.products.all()[:2]
    desk.products.save_all([replace(one, notes="Together") for one in both])
    page.refresh()
    choose(page, both[0].sku)
    page.detail.tabs.setCurrentIndex(HISTORY)
    ask.answers = [False, True]
    undo_in_history(page)
    assert ask.asked[-1] == "Undo this step for all 2 products?"
    assert [desk.products.get(one.id).notes for one in both] == ["Together", "Together"]
    undo_in_history(page)
    assert [desk.products.get(one.id).notes for one in both] == [one.notes for one in both]


def links(page: ProductsPage) -> list[QPushButton]:
    return list(page.detail.history._area.widget().findChildren(QPushButton))


def undo_in_history(page: ProductsPage) -> None:
    (undo,) = links(page)
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)


def test_what_is_wrong_is_not_saved(page: ProductsPage, desk: Desk, window: NotedWindow) -> None:
    choose(page, "NI-MAN-EN")
    retype(page, "hs_code", "12")
    page.save()
    assert window.toasts == []
    assert page.detail.form.hs_code.hasFocus()
    assert page.detail.is_changed


def test_a_new_product_says_nothing_until_it_is_typed(
    page: ProductsPage, desk: Desk, ask: ScriptedAsk
) -> None:
    page.pane.filters.search.setText("NI-CAM")
    page.pane.filters.search.search_now()
    page.new()
    form = page.detail.form
    assert form.sku.hasFocus()
    assert said(page, "sku") == ""
    page.save()
    assert "There is no SKU" in form.sku.accessibleDescription()
    assert said(page, "sku") == "", "that it is empty is seen; a line would move what is below"
    QTest.keyClicks(form.sku, "NEW-1")
    QTest.keyClicks(form.description, "A new thing")
    QTest.keyClicks(form.hs_code, "8542.31")
    QTest.mouseClick(page.detail.save, Qt.MouseButton.LeftButton)
    assert len(skus(page)) == 61
    assert page.pane.table.current is not None
    assert page.pane.table.current.product.sku == "NEW-1"
    assert not page.detail.is_new


def test_an_eccn_proposes_the_ear_for_a_new_product(page: ProductsPage) -> None:
    page.new()
    form = page.detail.form
    retype(page, "eccn", "EAR99")
    assert form.jurisdiction.value is Jurisdiction.EAR
    assert said(page, "jurisdiction").startswith("EAR was chosen, because EAR99 is given.")
    retype(page, "eccn", "EAR9")
    assert form.jurisdiction.value is Jurisdiction.NOT_KNOWN
    form.jurisdiction.setFocus()
    QTest.keyClick(form.jurisdiction, Qt.Key.Key_Down)
    QTest.keyClick(form.jurisdiction, Qt.Key.Key_Up)
    retype(page, "eccn", "3A991")
    assert form.jurisdiction.value is Jurisdiction.NOT_KNOWN, "a person chose it"


def test_escape_leaves_a_new_product(page: ProductsPage) -> None:
    page.new()
    assert page.back()
    assert not page.detail.is_new
    assert page.pane.table.hasFocus()


@pytest.mark.parametrize(
    ("answer", "hs_code", "stays"),
    [("Save", "490199", False), ("Do not save", "4901990075", False), (None, "4901990075", True)],
)
def test_unsaved_changes_are_asked_about(
    page: ProductsPage, desk: Desk, ask: ScriptedAsk, qtbot: QtBot,
    answer: str | None, hs_code: str, stays: bool,
) -> None:  # fmt: skip
    choose(page, "NI-MAN-EN")
    assert page.detail.product is not None
    product = page.detail.product.id
    retype(page, "hs_code", "4901.99")
    ask.answers = [answer]
    choose(page, "NI-CAM-5M")
    qtbot.waitUntil(lambda: bool(ask.asked))
    QApplication.processEvents()
    assert desk.products.get(product).hs_code == hs_code
    assert page.detail.product is not None
    assert (page.detail.product.id == product) is stays
    current = page.pane.table.current
    assert current is not None
    assert current.id == page.detail.product.id


def test_something_wrong_keeps_the_product_in_view(
    page: ProductsPage, ask: ScriptedAsk, qtbot: QtBot
) -> None:
    choose(page, "NI-MAN-EN")
    retype(page, "hs_code", "12")
    ask.answers = ["Save"]
    choose(page, "NI-CAM-5M")
    qtbot.waitUntil(lambda: bool(ask.asked))
    QApplication.processEvents()
    assert page.detail.product is not None
    assert page.detail.product.sku == "NI-MAN-EN"
    assert page.detail.form.hs_code.text() == "12"


def test_closing_and_cancelling_ask(page: ProductsPage, ask: ScriptedAsk) -> None:
    assert page.may_leave()
    choose(page, "NI-MAN-EN")
    retype(page, "description", "Other")
    ask.answers = ["Close without saving", None, None, "Do not save"]
    assert page.may_leave()
    assert not page.may_leave()
    assert page.back()
    assert page.detail.is_changed
    assert page.back()
    assert not page.detail.is_changed
    assert page.detail.form.description.text() == "Printed manual set, English"
    assert ask.asked[-1] == "Save what you changed in NI-MAN-EN?"
    page.new()
    retype(page, "description", "Other")
    ask.answers = [None, "Close without saving", "Do not save"]
    assert not page.may_leave()
    assert ask.asked[-1] == "Save the new product?"
    retype(page, "sku", "NEW-1")
    assert page.may_leave()
    assert ask.asked[-1] == "Save the new product NEW-1?"
    assert page.back()
    assert ask.asked[-1] == "Save the new product NEW-1?"
    assert not page.detail.is_new


def test_a_change_elsewhere_is_shown_but_not_over_what_is_typed(
    page: ProductsPage, desk: Desk
) -> None:
    choose(page, "NI-MAN-EN")
    assert page.detail.product is not None
    kept = desk.products.save(replace(page.detail.product, manufacturer="Another"))
    page.reload(kept.changes)
    assert page.detail.form.manufacturer.text() == "Another"
    retype(page, "description", "Mine")
    kept = desk.products.save(replace(page.detail.product, manufacturer="Third"))
    page.reload(kept.changes)
    assert page.detail.form.description.text() == "Mine"
    assert page.detail.form.manufacturer.text() == "Third", "nobody typed there"
    assert not page.banner.words
    page.save()
    saved = page.detail.product
    assert saved is not None
    assert (saved.description, saved.manufacturer) == ("Mine", "Third")
    retype(page, "description", "Mine again")
    kept = desk.products.save(replace(saved, description="Theirs"))
    page.reload(kept.changes)
    assert page.detail.form.description.text() == "Mine again"
    assert "while you typed: Description." in page.banner.words


def test_a_search_does_not_ask_about_what_is_typed(page: ProductsPage, ask: ScriptedAsk) -> None:
    choose(page, "NI-MAN-EN")
    retype(page, "description", "Mine")
    page.pane.filters.search.setText("NI-CAM")
    page.pane.filters.search.search_now()
    QApplication.processEvents()
    assert ask.asked == []
    assert page.detail.form.description.text() == "Mine"
    page.save()
    assert page.detail.product is not None
    assert not page.detail.is_changed


def test_a_new_product_stays_while_the_table_fills(page: ProductsPage, desk: Desk) -> None:
    page.new()
    page.reload(desk.products.delete([page.pane.model.rows[0].id]).changes)
    assert page.detail.is_new
    page.cancel()
    assert page.detail.product is not None
    assert page.pane.table.current is not None
    assert page.pane.table.current.id == page.detail.product.id


def test_another_page_leads_to_a_product(page: ProductsPage) -> None:
    wanted = next(r for r in page.pane.model.rows if r.product.sku == "NI-LVL-U")
    page.pane.filters.search.setText("NI-CAM")
    page.pane.filters.search.search_now()
    page.arrive(wanted.id)
    assert page.detail.product == wanted.product
    assert page.pane.table.hasFocus()


def test_a_journey_without_a_mouse(page: ProductsPage, ask: ScriptedAsk, desk: Desk) -> None:
    table = page.pane.table
    QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    form = page.detail.form
    assert form.sku.hasFocus()
    visited = []
    for _ in range(8):
        focused = QApplication.focusWidget()
        assert focused is not None
        visited.append(focused.accessibleName() or focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert visited[:4] == ["SKU", "Description", "HS code", "Kind of code"]
    form.description.setFocus()
    QTest.keyClick(form.description, Qt.Key.Key_End)
    QTest.keyClicks(form.description, " II")
    QTest.keyClick(form.description, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert desk.products.all()[1].description.endswith(" II")
    assert page.back()
    assert table.hasFocus()


# Reading only, empty, many, how it looks


def test_reading_only_nothing_is_changed(
    demo_folder: Path, tmp_path: Path, shell: Shell, qtbot: QtBot
) -> None:
    folder = Path(shutil.copytree(demo_folder, tmp_path / "workspace"))
    desk = open_desk(folder, read_only=True)
    page = shown(desk, shell, qtbot)
    assert page.detail.form.sku.isReadOnly()
    assert not page.detail.save.isVisible()
    assert not page.pane.delete.isEnabled()
    page.new()
    page.delete()
    assert not page.detail.is_new
    choose(page, "NI-CAM-OLD")
    assert not [b for b in page.detail.form.findChildren(QPushButton) if "Use" in b.text()]
    desk.close()


def test_nothing_there_yet(tmp_path: Path, shell: Shell, qtbot: QtBot) -> None:
    desk = open_desk(tmp_path / "new")
    page = shown(desk, shell, qtbot)
    assert page.pane._empty.isVisible()
    QTest.mouseClick(page.pane._empty.action, Qt.MouseButton.LeftButton)
    assert page.detail.is_new
    QTest.keyClicks(page.detail.form.sku, "ONE")
    page.detail.save.setFocus()
    page.detail.save.click()
    assert QApplication.focusWidget() in (page.pane.table, page.detail.form.sku)
    assert skus(page) == ["ONE"]
    assert unnamed(page) == []
    desk.close()


def test_the_model_holds(page: ProductsPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.pane.model, force_py=True)


@pytest.mark.parametrize(
    "what", sample(["product", "new"], ["product", "new", "itar", "history", "empty"])
)
def test_everything_has_a_name_and_a_letter_of_its_own(page: ProductsPage, what: str) -> None:
    choose(page, "NI-CAM-OLD")
    if what == "new":
        page.new()
    elif what == "itar":
        page.detail.form.jurisdiction.choose(Jurisdiction.ITAR)
        page.detail.form.edited.emit()
        page.detail._follow()
    elif what == "history":
        page.detail.tabs.setCurrentIndex(HISTORY)
    elif what == "empty":
        page.pane.filters.search.setText("qqxj")
        page.pane.filters.search.search_now()
    assert unnamed(page) == []
    assert clashing(page) == []


@pytest.mark.parametrize(("theme", "scale"), LOOKS)
def test_it_draws(
    desk: Desk, shell: Shell, appearance: Appearance, theme: Theme, scale: float
) -> None:
    made: list[ProductsPage] = []

    def make() -> ProductsPage:
        made.append(ProductsPage(desk, shell))
        return made[-1]

    size = QSize(1068, 800) if scale == 1.0 else QSize(856, 800)
    assert len(colours_of(render(make, appearance, theme, scale, size))) > 10
    assert made[-1].minimumSizeHint().width() <= size.width()
    made[-1].deleteLater()


@by_name
def test_of_thousands_of_products_those_searched_for_are_shown_and_sorted(
    page: ProductsPage, desk: Desk
) -> None:
    base = desk.products.all()
    desk.products.save_all(
        [replace(base[at % 60], id=ProductId(new_id()), sku=f"X-{at:05d}") for at in range(3_000)]
    )
    page.refresh()
    assert len(page.pane.model.rows) == 3_060
    page.pane.filters.search.setText("8542.31")
    page.pane.filters.search.search_now()
    codes = {row.product.hs_code for row in page.pane.model.rows}
    assert len(page.pane.model.rows) == 51
    assert all(code.startswith("854231") for code in codes)
    page.pane.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert skus(page) == sorted(skus(page), key=str.casefold, reverse=True)


def test_products_are_exported_and_imported_again(
    page: ProductsPage, desk: Desk, ask: ScriptedAsk, window: NotedWindow, tmp_path: Path
) -> None:
    file = tmp_path / "goods.xlsx"
    ask.answers = [file]
    page.pane.export.click()
    assert f"{len(desk.products.all())} rows saved" in window.toasts[-1]
    assert ask.tells_where(page.importing.exporting._open, file)
    kept = desk.products.all()
    desk.products.delete([kept[0].id])
    page.refresh()
    ask.answers = [file]
    QTest.mouseClick(page.import_button, Qt.MouseButton.LeftButton)
    page.importing.sheet.empty.action.click()
    page.importing.forward.click()
    assert page.importing.forward.text() == "&Import 1 product"
    assert unnamed(page) == []
    assert clashing(page) == []
    assert page.search() is False
    page.new()
    assert not page.detail.is_new
    page.importing.forward.click()
    assert {one.sku for one in desk.products.all()} == {one.sku for one in kept}
    assert page.back()
    assert not page.importing.is_open
    assert page.pane.isVisible()
