"""The sheet that adds an own list, by mouse and keyboard, on a real workspace."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exportdesk.core.company import Theme
from exportdesk.core.editions import Edition
from exportdesk.lists import OwnField
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.lists.own_preview import PreviewTable
from exportdesk.ui.lists.own_sheet import OwnSheet
from exportdesk.ui.lists.page import ListsPage
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import DARK, LIGHT, Appearance
from exportdesk.ui.widgets import Chip
from exportdesk.wiring import Desk
from tests.lists.test_own import as_xlsx
from tests.sampling import by_name
from tests.ui.conftest import NotedWindow
from tests.ui.desks import DEMO_LIST, open_desk
from tests.ui.dropping import drop
from tests.ui.render import LOOKS, colours_of, render
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import clashing, unnamed

LETTER = """Ref,Company,Where,Address
1,Quillmere Trading FZE,AE,"4 Dune Road, Sharjah"
2,Ostrava Nine,Panama,
3,Anders Fjellstrøm,Atlantis,
4,,CN,
5,Ostrava Nine,Panama,
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "workspace")
    yield made
    made.close()


@pytest.fixture
def page(desk: Desk, shell: Shell, qtbot: QtBot) -> ListsPage:
    made = ListsPage(desk, shell)
    qtbot.addWidget(made)
    made.resize(1068, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.take_in(DEMO_LIST)
    return made


def table(folder: Path, text: str | bytes = LETTER, name: str = "letter of May.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def pick(box: QComboBox, words: str) -> None:
    """Choose by typing the beginning of the words, as the keyboard does, and settle."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != words:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, f"{words} is not offered"


def opened(page: ListsPage, ask: ScriptedAsk, path: Path) -> OwnSheet:
    """Open the sheet on a file as a person does: the button, the file."""
    click(page.own.opener)
    ask.answers = [path]
    click(page.own.sheet.empty.action)
    return page.own.sheet


def edition_of(page: ListsPage) -> Edition:
    edition = page.editions.current
    assert edition is not None
    return edition


def test_a_list_is_added_from_the_button_on(
    page: ListsPage, desk: Desk, ask: ScriptedAsk, tmp_path: Path
) -> None:
    sheet = opened(page, ask, table(tmp_path))
    assert page.title.text() == "Add your own list"
    assert not page.sources.isVisible()
    assert sheet.about.name.text() == "letter of May"
    assert sheet.about.kind.hasFocus()
    pick(sheet.about.kind, "BIS red-flag letter")
    assert "no ban, but a red flag" in sheet.about._says.text()
    QTest.keyClicks(sheet.about.dated, "2026-05-03")
    QTest.keyClicks(sheet.about.reference, "BIS-2026-0117")
    QTest.keyClicks(sheet.about.asks, "Call first")
    pick(sheet.preview.choices[2], "Country")
    click(page.own.take)
    edition = edition_of(page)
    assert (edition.source, edition.listings) == ("own:letter of May", 4)
    assert page.banner.words == "letter of May: 4 listings are in force now."
    assert "1 × Rows with neither a name nor an address (row 4)" in page.banner._detail.text()
    assert page.title.text() == "Control lists"
    assert page.sources.isVisible()
    first = next(iter(desk.lists_db().current_listings(edition.source)))
    assert (first.list, first.start_date, first.citation, first.requirement) == (
        "OWN-RED-FLAG", "2026-05-03", "BIS-2026-0117", "Call first",
    )  # fmt: skip
    assert first.countries == ("AE",)


def test_the_next_of_its_kind_comes_in_with_two_clicks(
    page: ListsPage, desk: Desk, ask: ScriptedAsk, tmp_path: Path
) -> None:
    sheet = opened(page, ask, table(tmp_path))
    pick(sheet.about.kind, "Internal block list")
    pick(sheet.preview.choices[2], "Country")
    click(page.own.take)
    page.take_in(table(tmp_path, LETTER + "6,Birch Ltd,PA,\n", "letter of June.csv"))
    assert sheet.isVisible()
    assert sheet.about.name.text() == "letter of May"
    assert sheet.about.kind.value == "internal"
    assert sheet.preview.fields[2] is OwnField.COUNTRY
    assert sheet.about.same.same.hasFocus()
    click(sheet.about.same.same)
    click(page.own.take)
    edition = edition_of(page)
    assert (edition.source, edition.listings, edition.added) == ("own:letter of May", 5, 1)
    assert len(desk.lists.editions(edition.source)) == 2


def test_a_name_in_use_is_asked_about_and_may_be_another_list(
    page: ListsPage, ask: ScriptedAsk, tmp_path: Path
) -> None:
    sheet = opened(page, ask, table(tmp_path))
    pick(sheet.about.kind, "BIS is-informed letter")
    QTest.keyClicks(sheet.about.reference, "first")
    click(page.own.take)
    opened(page, ask, table(tmp_path, LETTER + "6,Birch Ltd,PA,\n"))
    same = sheet.about.same
    assert same.isVisible()
    assert same.is_same is None
    click(page.own.take)
    assert same.mark.isVisible()
    assert page.own.is_open
    click(same.other)
    assert not same.isVisible()
    assert sheet.about.name.text() == "letter of May 2"
    assert sheet.about.name.hasFocus()
    assert sheet.about.reference.text() == ""
    click(page.own.take)
    assert edition_of(page).source == "own:letter of May 2"


def test_typing_a_name_in_use_asks_too(page: ListsPage, ask: ScriptedAsk, tmp_path: Path) -> None:
    sheet = opened(page, ask, table(tmp_path))
    pick(sheet.about.kind, "Internal block list")
    click(page.own.take)
    opened(page, ask, table(tmp_path, "name\nFir\n", "other.csv"))
    assert not sheet.about.same.isVisible()
    sheet.about.name.setFocus()
    sheet.about.name.selectAll()
    QTest.keyClicks(sheet.about.name, "LETTER OF MAY")
    assert sheet.about.same.isVisible()
    QTest.keyClick(sheet.about.name, Qt.Key.Key_Backspace)
    assert not sheet.about.same.isVisible()


def test_findings_follow_every_choice(page: ListsPage, ask: ScriptedAsk, tmp_path: Path) -> None:
    sheet = opened(page, ask, table(tmp_path))
    found = sheet.found
    assert found.summary.text() == "5 rows in the file: 4 parties with 4 names."
    assert not any("Atlantis" in words for words in found.sentences)
    pick(sheet.preview.choices[2], "Country")
    assert any("1 (Atlantis)" in words for words in found.sentences)
    assert any("1 (Ostrava Nine)" in words for words in found.sentences)
    pick(sheet.preview.choices[1], "Not used")
    assert any("found by address or number only" in words for words in found.sentences)
    pick(sheet.preview.choices[3], "Not used")
    assert found.fatal
    assert not found.summary.isVisible()
    pick(sheet.about.kind, "Internal block list")
    click(page.own.take)
    assert page.own.is_open
    assert sheet.preview.choices[0].hasFocus()


def test_there_is_one_name(page: ListsPage, ask: ScriptedAsk, tmp_path: Path) -> None:
    sheet = opened(page, ask, table(tmp_path))
    last = sheet.preview.choices[3]
    pick(last, "Name")
    assert sheet.preview.fields == (OwnField.ID, None, None, OwnField.NAME)
    assert sheet.preview.choices[1].currentText() == "Not used"
    QTest.keyClick(last, Qt.Key.Key_Down)  # it was only on the way
    assert sheet.preview.fields == (OwnField.ID, OwnField.NAME, None, OwnField.ALIASES)
    assert sheet.preview.choices[1].currentText() == "Name"


def test_what_is_missing_is_marked(page: ListsPage, ask: ScriptedAsk, tmp_path: Path) -> None:
    sheet = opened(page, ask, table(tmp_path))
    sheet.about.name.setFocus()
    sheet.about.name.selectAll()
    QTest.keyClick(sheet.about.name, Qt.Key.Key_Delete)
    click(page.own.take)
    assert sheet.about.name.accessibleDescription() == "Give the list a name."
    assert sheet.about.name.hasFocus()
    QTest.keyClicks(sheet.about.name, "a:b")
    click(page.own.take)
    assert "cannot be the name" in sheet.about.name.accessibleDescription()
    QTest.keyClick(sheet.about.name, Qt.Key.Key_Backspace)
    QTest.keyClick(sheet.about.name, Qt.Key.Key_Backspace)
    assert sheet.about.name.accessibleDescription() == ""
    pick(sheet.about.kind, "BIS supplier-list letter")
    QTest.keyClicks(sheet.about.dated, "soon")
    click(page.own.take)
    assert sheet.about.dated.hasFocus()
    assert page.own.is_open


def test_headings_sheet_delimiter_and_encoding(
    page: ListsPage, ask: ScriptedAsk, tmp_path: Path
) -> None:
    sheet = opened(page, ask, table(tmp_path, "Firma;Ort\nM\xfcller;Wien\n".encode("cp1252")))
    reading = sheet.reading
    assert reading.encoding.isVisible()
    assert not reading.sheet.isVisible()
    pick(reading.headings, "There are none")
    assert sheet.preview.fields == (OwnField.NAME, OwnField.CITY)
    assert sheet.preview.model().rowCount() == 2
    assert sheet.preview.model().headerData(0, Qt.Orientation.Horizontal) == "Column 1"
    pick(reading.headings, "Row 1")
    assert sheet.preview.model().rowCount() == 1
    pick(reading.encoding, "Cyrillic (Windows-1251)")
    assert sheet.preview.model().index(0, 0).data() == "Mьller"
    pick(reading.delimiter, "Comma ,")
    assert sheet.preview.model().columnCount() == 1
    book = as_xlsx([["Name", "x"], ["Alder", "1"]], blank_sheet=True)
    sheet.open_file(table(tmp_path, book, "book.xlsx"))
    assert reading.sheet.isVisible()
    assert not reading.delimiter.isVisible()
    pick(reading.sheet, "Parties")
    assert sheet._table().sheet == "Parties"


def test_an_encoding_that_does_not_fit_is_said_and_stops_the_import(
    page: ListsPage, ask: ScriptedAsk, tmp_path: Path
) -> None:
    sheet = opened(page, ask, table(tmp_path, b"Firma;Ort\nM\xfcller;Wien\n"))
    pick(sheet.about.kind, "Internal block list")
    pick(sheet.reading.encoding, "Chinese (Big5)")
    assert sheet.reading.encoding.accessibleDescription() == "The file cannot be read so."
    click(page.own.take)
    assert page.own.is_open
    assert sheet.reading.encoding.hasFocus()
    pick(sheet.reading.encoding, "Western (Windows-1252)")
    assert sheet.reading.encoding.accessibleDescription() == ""
    assert sheet.preview.model().index(0, 0).data() == "Müller"
    click(page.own.take)
    assert edition_of(page).listings == 1


def test_a_table_dropped_onto_the_page_opens_the_sheet(
    page: ListsPage, tmp_path: Path, window: NotedWindow
) -> None:
    path = table(tmp_path, "Company,Country\nQuillmere Trading,AE\n", "partners.csv")
    assert drop(page, path)
    sheet = page.own.sheet
    assert sheet.isVisible()
    assert not page.panel.active
    assert "is not a published control list" in sheet._unknown.words
    assert not [one.text() for one in sheet.found.findChildren(Chip) if one.text() == "Good"]
    sheet._unknown._act()
    assert not page.own.is_open
    assert window.went == [("customers", path)]


def test_a_published_list_is_none_even_where_an_own_one_is_chosen(
    page: ListsPage, ask: ScriptedAsk, tmp_path: Path
) -> None:
    sheet = opened(page, ask, table(tmp_path))
    pick(sheet.about.kind, "Internal block list")
    click(page.own.take)
    assert edition_of(page).source.startswith("own:")
    page.take_in(DEMO_LIST)
    assert not page.own.is_open
    assert edition_of(page).source == "us-csl"


def test_what_is_no_table_says_so_and_offers_another(
    page: ListsPage, ask: ScriptedAsk, tmp_path: Path
) -> None:
    old = table(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old.xls")
    sheet = opened(page, ask, old)
    assert sheet.trouble.isVisible()
    assert "Save it as .xlsx" in sheet.trouble.words.text()
    assert sheet.trouble.action.hasFocus()
    assert not page.own.take.isVisible()
    ask.answers = [table(tmp_path)]
    QTest.keyClick(sheet.trouble.action, Qt.Key.Key_Return)
    assert sheet.preview.isVisible()
    assert page.own.take.isVisible()


def test_a_refused_list_can_be_used_with_a_reason(
    page: ListsPage, desk: Desk, ask: ScriptedAsk, tmp_path: Path
) -> None:
    sheet = opened(page, ask, table(tmp_path, "name,country,reason\nAlder,CN,x\nBirch,P"))
    assert any("middle of a line" in words for words in sheet.found.sentences)
    pick(sheet.about.kind, "Suspects in customs data")
    click(page.own.take)
    refusal = page.panel._refusal
    assert refusal.isVisible()
    assert not refusal._address.isVisible()
    assert page.back()  # closes the refusal, and the choices are still there
    assert sheet.isVisible()
    assert sheet.about.kind.value == "customs_data"
    click(page.own.take)
    click(refusal._anyway)
    QTest.keyClicks(refusal._reason, "It ends so.")
    QTest.keyClick(refusal._reason, Qt.Key.Key_Return)
    edition = edition_of(page)
    assert (edition.listings, edition.override_reason) == (2, "It ends so.")
    assert not page.own.is_open
    assert desk.own_lists.open(Path(edition.origin)).known is not None


def test_the_button_goes_on_beside_a_refusal(
    page: ListsPage, ask: ScriptedAsk, tmp_path: Path
) -> None:
    sheet = opened(page, ask, table(tmp_path, "name,country,reason\nAlder,CN,x\nBirch,P"))
    pick(sheet.about.kind, "Internal block list")
    click(page.own.take)
    assert not sheet.isVisible()
    click(page.own.opener)
    assert sheet.about.kind.value == "internal"
    assert not page.panel.active


def test_another_import_does_not_bring_the_sheet_back(
    page: ListsPage, ask: ScriptedAsk, tmp_path: Path
) -> None:
    sheet = opened(page, ask, table(tmp_path, "name,country,reason\nAlder,CN,x\nBirch,P"))
    pick(sheet.about.kind, "Internal block list")
    click(page.own.take)
    page.take_in(table(tmp_path, "<html><body>Sign in</body></html>", "list.json"))
    assert page.panel._refusal.isVisible()
    assert page.back()
    assert not page.own.is_open
    page.arrive(table(tmp_path))
    assert sheet.about.kind.hasFocus() or sheet.about.name.hasFocus()


def test_esc_asks_only_where_something_is_lost(
    page: ListsPage, ask: ScriptedAsk, tmp_path: Path
) -> None:
    opened(page, ask, table(tmp_path))
    assert page.back()
    assert not page.own.is_open
    assert page.sources.hasFocus()
    sheet = opened(page, ask, table(tmp_path))
    pick(sheet.preview.choices[2], "Country")
    ask.answers = [False]
    assert page.back()
    assert page.own.is_open
    ask.answers = [True]
    click(page.own.cancel)
    assert not page.own.is_open
    assert page.sources.isVisible()
    click(page.own.opener)
    assert sheet.empty.isVisible()
    assert sheet.empty.action.hasFocus()


def test_another_file_keeps_what_was_said(
    page: ListsPage, ask: ScriptedAsk, tmp_path: Path
) -> None:
    sheet = opened(page, ask, table(tmp_path))
    pick(sheet.about.kind, "BIS is-informed letter")
    QTest.keyClicks(sheet.about.reference, "BIS-1")
    ask.answers = [table(tmp_path, "name\nFir\n", "other.csv")]
    click(sheet._another)
    assert sheet.about.reference.text() == "BIS-1"
    assert sheet.preview.model().columnCount() == 1


def test_the_template_is_copied(page: ListsPage) -> None:
    click(page.own.opener)
    page.own.sheet.template.copy()
    assert QGuiApplication.clipboard().text().startswith("id,name,aliases,kind")


def test_it_works_without_a_mouse(page: ListsPage, ask: ScriptedAsk, tmp_path: Path) -> None:
    sheet = opened(page, ask, table(tmp_path))
    reached: list[QWidget] = []
    sheet.about.name.setFocus()
    while (now := QApplication.focusWidget()) not in reached and len(reached) < 60:
        assert now is not None
        reached.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    wanted = [
        sheet.about.name, sheet.about.kind, sheet.reading.headings, sheet.reading.delimiter,
        *sheet.preview.choices, sheet.preview,
    ]  # fmt: skip
    assert [one for one in reached if one in wanted] == wanted
    assert {page.own.take, page.own.cancel, sheet._another} <= set(reached)
    assert all(page.isAncestorOf(one) for one in reached)


def test_a_column_out_of_sight_is_scrolled_to(
    page: ListsPage, ask: ScriptedAsk, tmp_path: Path
) -> None:
    wide = ",".join(f"Column {at}" for at in range(150)) + "\n" + ",".join("x" * 150) + "\n"
    sheet = opened(page, ask, table(tmp_path, wide))
    assert len(sheet.preview.choices) == 100
    last = sheet.preview.choices[-1]
    last.setFocus()
    assert last.visibleRegion().boundingRect().width() == last.width()
    pick(last, "Name")
    assert sheet.preview.fields[99] is OwnField.NAME
    assert len(sheet.preview.fields) == 150


def test_every_choice_is_as_wide_as_its_column(
    page: ListsPage, ask: ScriptedAsk, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = opened(page, ask, table(tmp_path))
    qtbot.wait(60)  # a combo box that adjusts to its contents does so a moment later
    header = sheet.preview.horizontalHeader()
    for at, choice in enumerate(sheet.preview.choices):
        gap = header.sectionSize(at) - choice.width()
        assert 0 < gap < choice.height()


def test_every_choice_has_a_name_and_no_letter_twice(
    page: ListsPage, ask: ScriptedAsk, tmp_path: Path
) -> None:
    click(page.own.opener)
    assert unnamed(page) == []
    assert clashing(page) == []
    sheet = opened(page, ask, table(tmp_path))
    pick(sheet.about.kind, "BIS is-informed letter")
    click(page.own.take)
    opened(page, ask, table(tmp_path))  # with the question
    assert unnamed(page) == []
    assert clashing(page) == []
    face = QAccessible.queryAccessibleInterface(sheet.preview.choices[1])
    said = (face.text(QAccessible.Text.Name), face.text(QAccessible.Text.Description))
    assert "Column 2, “Company”, holds" in said


def test_the_model_holds(
    page: ListsPage, ask: ScriptedAsk, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    sheet = opened(page, ask, table(tmp_path))
    qtmodeltester.check(sheet.preview.model(), force_py=True)
    assert sheet.preview.fontMetrics().height()


def test_reading_only_no_list_can_be_added(shell: Shell, desk: Desk, tmp_path: Path) -> None:
    reader = open_desk(tmp_path / "workspace", read_only=True)
    page = ListsPage(reader, shell)
    assert not page.own.opener.isEnabled()
    page.deleteLater()
    reader.close()


@by_name
def test_a_long_table_is_looked_over_beside_the_window_and_can_be_stopped(
    shell: Shell, window: NotedWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = "".join(f"{at},Party number {at},CN\n" for at in range(20_000))
    long = table(tmp_path, "id,name,country\n" + rows)
    faults: list[BaseException] = []
    desk = open_desk(tmp_path / "workspace", own_process=True)
    background = JobRunner(faults.append, name="background")
    page = ListsPage(desk, dataclasses.replace(shell, background=background))
    qtbot.addWidget(page)
    page.show()
    page.own.begin()
    sheet = page.own.sheet
    sheet.open_file(long)
    assert sheet._loading.isVisible()
    qtbot.waitUntil(lambda: sheet.has_file, timeout=20_000)
    assert sheet.found._line.isVisible()  # the window goes on while the file is looked over
    qtbot.waitUntil(lambda: sheet.found.summary.isVisible(), timeout=60_000)
    assert "20,000 rows" in sheet.found.summary.text()
    pick(sheet.about.kind, "Suspects in customs data")
    click(page.own.take)
    qtbot.waitUntil(lambda: bool(page.panel._rows.text()), timeout=60_000)
    click(page.panel._line._stop)
    qtbot.waitUntil(lambda: not page.panel.busy, timeout=60_000)
    assert window.toasts == ["Stopped. The lists are as they were."]
    assert sheet.isVisible()
    assert sheet.about.kind.value == "customs_data"
    assert desk.own_lists.held("letter of May") is None
    background.close()
    desk.close()
    assert faults == []


@pytest.mark.parametrize(("theme", "scale"), LOOKS)
def test_it_draws(
    desk: Desk,
    shell: Shell,
    appearance: Appearance,
    tmp_path: Path,
    theme: Theme,
    scale: float,
) -> None:
    made: list[ListsPage] = []

    def make() -> ListsPage:
        made.append(ListsPage(desk, shell))
        made[0].own.begin()
        made[0].own.sheet.open_file(table(tmp_path))
        made[0].own.sheet.about.kind.choose("red_flag")
        return made[0]

    size = QSize(1068, 800) if scale == 1.0 else QSize(1068, 1600)
    colours, other = (LIGHT, DARK) if theme is Theme.LIGHT else (DARK, LIGHT)
    seen = colours_of(render(make, appearance, theme, scale, size))
    assert {colours.background.lower(), colours.card.lower(), colours.accent.lower()} <= seen
    assert other.background.lower() not in seen
    page = made[0]
    assert page.own.sheet.width() <= page.width()
    preview = page.own.sheet.findChildren(PreviewTable)[0]
    assert preview.width() <= page.own.sheet.width()
    page.deleteLater()
