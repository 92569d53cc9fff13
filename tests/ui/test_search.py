"""Searching everything: over any page, with the keyboard alone."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exportdesk.core.company import Theme
from exportdesk.core.progress import Silent
from exportdesk.operations.demo_run import fill_demo
from exportdesk.ui.app import Program
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.home.page import HomePage
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.pages import pages
from exportdesk.ui.products.page import ProductsPage
from exportdesk.ui.search import commands
from exportdesk.ui.search.dialog import SearchDialog
from exportdesk.ui.search.opening import Searching, search_of
from exportdesk.ui.search.rows import Names, SearchRow
from exportdesk.ui.shell import PageSpec, Shell
from exportdesk.ui.theme import Appearance
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk
from tests.ui.conftest import NotedWindow
from tests.ui.desks import open_desk, ready_up, screen
from tests.ui.render import LOOKS, colours_of, render
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import unnamed


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = open_desk(tmp_path_factory.mktemp("search") / "workspace")
    fill_demo(made, Silent())
    ready_up(made)
    screen(made, "Sagitta Instruments Ltd", reference="PO-4711")
    made.close()
    return made.folder


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(Path(shutil.copytree(filled, tmp_path / "workspace")))
    ready_up(made)
    yield made
    made.close()


@pytest.fixture
def searching(desk: Desk, shell: Shell, qtbot: QtBot) -> Searching:
    made = search_of(desk, shell, pages(desk))
    assert search_of(desk, shell, pages(desk)) is made
    return made


@pytest.fixture
def dialog(searching: Searching, shell: Shell, qtbot: QtBot) -> SearchDialog:
    shell.bus.search_asked.emit("")
    assert searching.dialog is not None
    qtbot.waitExposed(searching.dialog)
    return searching.dialog


def type_in(dialog: SearchDialog, text: str) -> None:
    dialog.field.selectAll()
    QTest.keyClicks(dialog.field, text)
    dialog.field.search_now()


def groups(dialog: SearchDialog) -> dict[str, list[SearchRow]]:
    found: dict[str, list[SearchRow]] = {}
    title = ""
    for row in dialog.results.rows:
        if row.is_heading:
            title = row.title
        else:
            found.setdefault(title, []).append(row)
    return found


def titles(dialog: SearchDialog, group: str) -> list[str]:
    return [row.title for row in groups(dialog).get(group, [])]


def test_results_are_grouped(dialog: SearchDialog) -> None:
    type_in(dialog, "sagitta")
    assert list(groups(dialog)) == ["Customers", "Control lists", "Records", "Screening"]
    assert titles(dialog, "Customers") == ["Sagitta Instruments Ltd"]
    assert titles(dialog, "Records") == ["S-2026-0001"]
    assert "PO-4711" in groups(dialog)["Records"][0].detail
    assert groups(dialog)["Control lists"][0].page == "screen"


@pytest.mark.parametrize(
    ("text", "group", "title"),
    [
        ("8542", "Products", "NI-IC-MCU32"),
        ("8542.31", "Products", "NI-IC-MCU32"),
        ("HRB 990347", "Customers", "Baltex Messtechnik GmbH"),
        ("ornek", "Customers", "Örnek Elektronik Sanayi ve Ticaret A.Ş."),
        ("seve", "Control lists", "Severnyi Impuls LLC"),
        ("po-47", "Records", "S-2026-0001"),
        ("sett", "Pages and commands", "Settings"),
        ("upd", "Pages and commands", "Update the control lists"),
        ("new prod", "Pages and commands", "New product"),
        ("dark", "Pages and commands", "Appearance"),
        ("backup folder", "Pages and commands", "Backups"),
        ("paper size", "Pages and commands", "Company"),
        ("recovery code", "Pages and commands", "Password"),
    ],
)
def test_everything_is_found(dialog: SearchDialog, text: str, group: str, title: str) -> None:
    type_in(dialog, text)
    assert title in titles(dialog, group)


def test_the_code_tells_its_tier(dialog: SearchDialog) -> None:
    type_in(dialog, "NI-IC-MCU32")
    (row,) = groups(dialog)["Products"]
    assert row.chip == "Tier 1"
    assert "8542.31.0000" in row.detail


def test_the_name_of_a_page_comes_first(dialog: SearchDialog) -> None:
    type_in(dialog, "prod")
    assert next(iter(groups(dialog))) == "Pages and commands"
    assert dialog.results.current is not None
    assert dialog.results.current.page == "products"


def test_enter_on_what_a_setting_is_called_leads_to_its_card(
    dialog: SearchDialog, window: NotedWindow
) -> None:
    assert "Appearance" not in titles(dialog, "Pages and commands"), "only once asked for"
    type_in(dialog, "language")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert window.went == [("settings", "language")]


def test_with_the_keyboard_alone(
    dialog: SearchDialog, window: NotedWindow, shell: Shell, desk: Desk
) -> None:
    type_in(dialog, "8542")
    field = dialog.field
    first = dialog.results.current
    assert first is not None
    assert first.page == "products"
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert dialog.results.current == first
    QTest.keyClick(field, Qt.Key.Key_Down)
    second = dialog.results.current
    assert second is not None
    assert second != first
    assert field.accessibleDescription() == second.spoken
    QTest.keyClick(field, Qt.Key.Key_PageDown)
    assert dialog.results.current == dialog.results.rows[-1]
    QTest.keyClick(field, Qt.Key.Key_PageUp)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert window.went == [("products", second.subject)]
    shell.bus.search_asked.emit("")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("text", "went"),
    [
        ("sett", ("settings", None)),
        ("new prod", ("products", "new")),
        ("new scr", ("screen", "new")),
        ("S-2026-0001", ("records", "S-2026-0001")),
        ("qqxj qqxj", ("screen", "qqxj qqxj")),
    ],
)
def test_enter_goes_there(
    dialog: SearchDialog, window: NotedWindow, text: str, went: tuple[str, object]
) -> None:
    type_in(dialog, text)
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert window.went == [went]


def test_the_lists_are_updated_from_anywhere(
    dialog: SearchDialog, shell: Shell, qtbot: QtBot
) -> None:
    type_in(dialog, "update")
    with qtbot.waitSignal(shell.bus.update_asked, timeout=1000):
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)


def test_what_was_looked_for_is_offered_again(
    dialog: SearchDialog, shell: Shell, window: NotedWindow
) -> None:
    assert "Recent searches" not in groups(dialog)
    for text in ("sagitta", "8542", "Sagitta"):
        type_in(dialog, text)
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
        shell.bus.search_asked.emit("")
    assert titles(dialog, "Recent searches") == ["Sagitta", "8542"]
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.field.text() == "Sagitta"
    assert titles(dialog, "Customers") == ["Sagitta Instruments Ltd"]


def test_with_a_password_what_was_looked_for_is_written_nowhere(
    desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    shell.settings.setValue("search/recent", ["Sagitta"])  # of before the password
    names = Names(desk.country_name, desk.list_title)
    dialog = SearchDialog(desk.search, names, (), shell.screening, shell.settings, private=True)
    qtbot.addWidget(dialog)
    assert dialog.recent == []
    dialog.ask("Sagitta")
    dialog.open_row(next(row for row in dialog.results.rows if row.page))
    assert dialog.recent == ["Sagitta"]
    assert not shell.settings.contains("search/recent")


def test_nothing_found_is_said(dialog: SearchDialog) -> None:
    type_in(dialog, "qqxj qqxj")
    assert [row.title for row in dialog.results.rows] == [
        "Nothing here is called “qqxj qqxj” or holds it.",
        "Screening",
        "Screen “qqxj qqxj”",
    ]


def test_without_lists_the_rest_is_found(tmp_path: Path, shell: Shell, qtbot: QtBot) -> None:
    desk = open_desk(tmp_path / "new")
    searching = search_of(desk, shell, pages(desk))
    searching.open("meadow")
    assert searching.dialog is not None
    (remark,) = groups(searching.dialog)["Control lists"]
    assert "not loaded yet" in remark.title
    assert not remark.can_be_chosen
    assert searching.dialog.results.current is not None
    shell.bus.ended.emit()
    desk.close()


def test_reading_only_nothing_is_begun(filled: Path, tmp_path: Path, shell: Shell) -> None:
    folder = Path(shutil.copytree(filled, tmp_path / "workspace"))
    desk = open_desk(folder, read_only=True)
    searching = search_of(desk, shell, pages(desk))
    searching.open("new")
    assert searching.dialog is not None
    assert titles(searching.dialog, "Pages and commands") == []
    shell.bus.ended.emit()
    desk.close()


def test_a_click_opens_too(dialog: SearchDialog, window: NotedWindow) -> None:
    type_in(dialog, "NI-IC-MCU32")
    at = next(at for at, row in enumerate(dialog.results.rows) if row.page == "products")
    place = dialog.results.visualRect(dialog.results.model().index(at, 0)).center()
    QTest.mouseClick(dialog.results.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.went[0][0] == "products"
    shown = dialog.results.visualRect(dialog.results.model().index(0, 0)).center()
    dialog.ask("NI-IC-MCU32")
    QTest.mouseClick(dialog.results.viewport(), Qt.MouseButton.LeftButton, pos=shown)
    assert dialog.isVisible()


def test_the_model_holds_and_everything_has_a_name(
    dialog: SearchDialog, qtmodeltester: ModelTester
) -> None:
    type_in(dialog, "sagitta")
    qtmodeltester.check(dialog.results.model(), force_py=True)
    assert unnamed(dialog) == []


@pytest.mark.parametrize(("theme", "scale"), LOOKS)
def test_it_draws(
    desk: Desk, shell: Shell, appearance: Appearance, theme: Theme, scale: float
) -> None:
    def make() -> SearchDialog:
        searching = search_of(desk, shell, pages(desk))
        searching.open("sagitta")
        assert searching.dialog is not None
        return searching.dialog

    size = QSize(round(680 * scale), round(520 * scale))
    assert len(colours_of(render(make, appearance, theme, scale, size))) > 10


def test_the_box_on_home_opens_it_with_the_letter_typed(
    desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    page = HomePage(desk, shell)
    qtbot.addWidget(page)
    page.show()
    asked: list[str] = []
    shell.bus.search_asked.connect(asked.append)
    QTest.keyClick(page.search_box, Qt.Key.Key_S)
    QTest.keyClick(page.search_box, Qt.Key.Key_Return)
    QTest.mouseClick(page.search_box, Qt.MouseButton.LeftButton)
    assert asked == ["s", "", ""]


# In the program itself, with threads


@pytest.fixture
def real_window(
    desk: Desk, tmp_path: Path, qapp: QApplication, ini: QSettings, qtbot: QtBot
) -> Iterator[MainWindow]:
    program = Program(qapp, desk.folder, ini, ScriptedAsk())
    assert program.open(lambda **_: desk, pages) is None
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: window.page_key == "home", timeout=5000)
    yield window
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=5000)
    program.close()


def test_ctrl_k_leads_to_a_product_from_any_page(real_window: MainWindow, qtbot: QtBot) -> None:
    real_window.make("records")
    real_window.go("records")

    def is_active() -> bool:
        # More than once: the closing of an earlier test's window may still take the focus away.
        real_window.activateWindow()
        return real_window.isActiveWindow()

    qtbot.waitUntil(is_active, timeout=5000)
    QTest.keyClick(real_window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    dialog = real_window.findChildren(SearchDialog)[0]
    assert dialog.isVisible()
    for letter in "NI-IC-MCU32":
        QTest.keyClicks(dialog.field, letter)
    # Enter at once, before anything can have been found.
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: real_window.page_key == "products", timeout=5000)
    page = real_window.page
    assert isinstance(page, ProductsPage)

    def is_shown() -> bool:
        return page.detail.product is not None and page.detail.product.sku == "NI-IC-MCU32"

    qtbot.waitUntil(is_shown, timeout=5000)
    until = time.monotonic() + 0.2
    while time.monotonic() < until:  # it stays so once everything is read
        QApplication.processEvents()
    assert is_shown()


def test_a_command_begins_a_product(real_window: MainWindow, qtbot: QtBot) -> None:
    real_window.shell.bus.search_asked.emit("")
    dialog = real_window.findChildren(SearchDialog)[0]
    QTest.keyClicks(dialog.field, "new product")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: real_window.page_key == "products", timeout=5000)
    page = real_window.page
    assert isinstance(page, ProductsPage)
    assert page.detail.is_new


def test_a_customer_is_shown_on_its_page(real_window: MainWindow, qtbot: QtBot) -> None:
    real_window.shell.bus.search_asked.emit("")
    dialog = real_window.findChildren(SearchDialog)[0]
    QTest.keyClicks(dialog.field, "ornek")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: real_window.page_key == "customers", timeout=5000)
    page = real_window.page
    assert isinstance(page, CustomersPage)

    def is_shown() -> bool:
        row = page.list.table.current
        return row is not None and row.name.startswith("Örnek")

    qtbot.waitUntil(is_shown, timeout=5000)


def test_the_demo_can_be_closed_from_there_and_any_other_workspace_opens_it() -> None:
    specs = [PageSpec("home", "Home", "home-outline", lambda _shell: Page(""))]
    for is_demo, words in ((False, "Open the demo"), (True, "Close the demo")):
        rows = commands.command_rows(specs, read_only=False, is_demo=is_demo)
        assert [row.title for row in commands.matching(rows, "the demo")] == [words]
