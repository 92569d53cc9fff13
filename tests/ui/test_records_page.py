"""The Records page, on a real workspace with screenings in it."""

import ast
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exportdesk import operations
from exportdesk.core.book import Act, Kind
from exportdesk.core.changes import Changes
from exportdesk.core.company import Company, Theme
from exportdesk.core.customers import Customer, PartyName, Profile
from exportdesk.core.ids import PartyId, ProductId, SourceKey, new_id
from exportdesk.core.papers import PaperKind
from exportdesk.core.products import Product
from exportdesk.core.screenings import Screening, Verdict
from exportdesk.ui.customers.subjects import DeletedTogether
from exportdesk.ui.papers.sheet import PaperSheet
from exportdesk.ui.records import screenings_pane
from exportdesk.ui.records import words as records_words
from exportdesk.ui.records.page import RecordsPage
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.ui.conftest import NotedWindow
from tests.ui.desks import listed_name, open_desk, open_filled, ready_up, screen
from tests.ui.render import LOOKS, colours_of, render
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import unnamed

CLEAN = "Quiet Meadow Cheese Cooperative"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with four screenings on four days: undecided, the same, not, nothing found."""
    clock = FakeClock()
    made = open_filled(tmp_path_factory.mktemp("filled") / "workspace", clock)
    listed = listed_name(made)
    for verdict in (None, Verdict.SAME, Verdict.NOT_SAME):
        screen(made, listed, reference="PO-1", verdict=verdict)
        clock.advance(days=1)
    screen(made, CLEAN)
    made.close()
    return made.folder


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on a copy of it, three days on."""
    clock = FakeClock()
    clock.advance(days=3)
    made = open_desk(Path(shutil.copytree(filled, tmp_path / "workspace")), clock)
    yield made
    made.close()


@pytest.fixture
def page(desk: Desk, shell: Shell, qtbot: QtBot) -> RecordsPage:
    made = RecordsPage(desk, shell)
    qtbot.addWidget(made)
    made.resize(1068, 800)
    made.show()
    return made


def _cell(page: RecordsPage, row: int, key: str) -> str:
    model = page.screenings.table.model()
    place = [column.name for column in model.columns].index(key)
    return str(model.index(row, place).data())


def test_the_newest_stands_first_with_its_state(page: RecordsPage) -> None:
    assert [_cell(page, row, "number") for row in range(4)] == [
        "S-2026-0004",
        "S-2026-0003",
        "S-2026-0002",
        "S-2026-0001",
    ]
    states = [_cell(page, row, "result") for row in range(4)]
    assert states[0] == "No possible match"
    assert states[1] == "Decided"
    assert states[2].endswith("same party")
    assert states[3].endswith("undecided")


def test_search_finds_by_name_number_and_reference(page: RecordsPage) -> None:
    assert page.search()
    for words, count in (("quiet meadow", 1), ("0002", 1), ("po-1", 3), ("nobody", 0)):
        page.screenings.search.setText(words)
        page.screenings.search.search_now()
        assert page.screenings.table.model().rowCount() == count
    assert "nobody" in page.screenings._empty.words.text()
    assert page.back()
    assert page.screenings.table.model().rowCount() == 4


def test_enter_opens_the_record(page: RecordsPage, window: NotedWindow) -> None:
    page.screenings.table.setFocus()
    QTest.keyClick(page.screenings.table, Qt.Key.Key_Return)
    pdf, title, name = window.papers[-1]
    assert pdf.startswith(b"%PDF")
    assert CLEAN in title
    assert name == "S-2026-0004.pdf"


def test_a_number_sent_here_opens_its_record_and_leaves_no_filter_behind(
    page: RecordsPage, window: NotedWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.arrive("S-2026-0002")
    assert window.papers[-1][2] == "S-2026-0002.pdf"
    assert page.screenings.search.text() == ""
    assert page.screenings.table.model().rowCount() == 4
    assert page.screenings.table.current is not None
    assert page.screenings.table.current.number == "S-2026-0002"
    monkeypatch.setattr(screenings_pane, "_LIMIT", 1)
    page.arrive("S-2026-0001")  # older than those that are listed
    assert window.papers[-1][2] == "S-2026-0001.pdf"
    assert page.screenings.search.text() == "S-2026-0001"


def test_events_open_at_the_newest_whatever_came_before_they_were_looked_at(
    page: RecordsPage, desk: Desk
) -> None:
    desk.profile.save_company(Company("Another Name"))
    page.reload(Changes.EVENTS)
    page.tabs.setCurrentIndex(1)
    shown = page.events.table.current
    assert shown is not None
    assert shown.seq == desk.records.head().count


def test_ctrl_p_opens_it_too(page: RecordsPage, window: NotedWindow) -> None:
    page.print_out()
    assert len(window.papers) == 1


def test_a_copy_is_saved(
    page: RecordsPage, window: NotedWindow, ask: ScriptedAsk, tmp_path: Path
) -> None:
    ask.answers = [tmp_path / "copy.pdf"]
    page.screenings.save_copy()
    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF")
    assert window.toasts == ["Saved as copy.pdf."]


def test_a_copy_that_cannot_be_written_is_said(
    page: RecordsPage, ask: ScriptedAsk, tmp_path: Path
) -> None:
    ask.answers = [tmp_path / "no" / "such" / "folder.pdf"]
    page.screenings.save_copy()
    assert "folder.pdf" in page.banner.words


def test_screen_again_takes_the_parties_along(page: RecordsPage, window: NotedWindow) -> None:
    again = page.screenings._again
    said = {}
    for row in range(4):
        page.screenings.table.selectRow(row)
        said[row] = again.text()
    assert said[3] == "Screen a&gain to decide"  # the one with undecided matches
    assert said[0] == "Screen a&gain"
    page.screenings.table.selectRow(0)
    page.screenings.screen_again()
    key, subject = window.went[-1]
    assert key == "screen"
    assert isinstance(subject, Screening)
    assert subject.parties[0].party.name == CLEAN


def test_sound_records_are_said_to_be_sound(page: RecordsPage, desk: Desk) -> None:
    page.tabs.setCurrentIndex(1)
    QTest.mouseClick(page.events.check, Qt.MouseButton.LeftButton)
    assert "sound" in page.found.words
    assert page.found.hash == desk.records.head().hash
    page.found._hash.copy()
    assert QGuiApplication.clipboard().text() == page.found.hash
    assert page.back()
    assert not page.found.isVisible()


def test_the_hash_on_a_paper_is_compared(page: RecordsPage, desk: Desk) -> None:
    page.verify()
    older = desk.screenings.get("S-2026-0002").head.hash
    QTest.keyClicks(page.found.older, older.upper())
    QTest.keyClick(page.found.older, Qt.Key.Key_Return)
    assert "is in the chain" in page.found.words
    page.found.older.setText("0123")
    page.found.compare()
    assert "not in this chain" in page.found.words


def test_an_event_leads_to_its_record(page: RecordsPage, window: NotedWindow) -> None:
    page.tabs.setCurrentIndex(1)
    page.events.table.choose_place(0)
    page.events.table.setFocus()
    QTest.keyClick(page.events.table, Qt.Key.Key_Return)
    assert page.tabs.currentIndex() == 0
    assert window.papers[-1][2] == "S-2026-0004.pdf"


def test_the_summary_of_the_month_is_issued_and_found_by_its_number(
    page: RecordsPage, desk: Desk, window: NotedWindow, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.summary, Qt.MouseButton.LeftButton)
    sheet = next(one for one in page.findChildren(PaperSheet) if one.isVisible())
    qtbot.mouseClick(sheet.issue, Qt.MouseButton.LeftButton)
    (paper,) = desk.papers.list(kind=PaperKind.SCREENING_SUMMARY)
    assert desk.search.book(paper.number).papers == (paper,)
    page.arrive(paper.number)  # as the search sends it
    assert [name for _pdf, _title, name in window.papers] == [f"{paper.number}.pdf"] * 2


def test_the_models_hold(page: RecordsPage, qtmodeltester: ModelTester) -> None:
    for table in (page.screenings.table, page.events.table):
        qtmodeltester.check(table.model(), force_py=True)


def test_a_changed_record_is_named(page: RecordsPage, desk: Desk) -> None:
    db = desk.workspace().db
    db.conn.execute("update screenings set operator = 'Mallory' where number = 'S-2026-0002'")
    db.conn.commit()
    page.verify()
    assert "not as they were written" in page.found.words
    inner = page.found._faults.widget()
    assert inner is not None
    assert any("S-2026-0002" in one.text() for one in inner.findChildren(type(page.title)))


def test_the_events_tell_what_happened(page: RecordsPage) -> None:
    page.tabs.setCurrentIndex(1)
    model = page.events.table.model()
    words = {model.index(row, 2).data() for row in range(model.rowCount())}
    assert {"Screening saved", "Control list imported", "Company details changed"} <= words
    assert not page._open.isEnabled()
    page.events.copy_hash()
    assert len(QGuiApplication.clipboard().text()) == 64


def test_every_event_that_is_written_has_words_of_its_own() -> None:
    written = {f"{kind.value}_{act.value}" for kind in Kind for act in Act}
    for file in Path(operations.__file__).parent.glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("events.append"):
                kind = call.args[0]
                if isinstance(kind, ast.Constant):
                    written.add(str(kind.value))
    assert {"backup_made", "list_imported", "screening_saved"} <= written
    assert written - set(records_words._KINDS) == set()


def test_records_of_some_days_are_exported(
    page: RecordsPage, ask: ScriptedAsk, tmp_path: Path
) -> None:
    page.ask_for_days()
    page.days.first.setText("2026-11-21")
    page.days.last.setText("2026-11-19")
    page.days.answer()
    assert page.days.isVisible()  # the last day comes before the first
    page.days.last.setText("someday")
    page.days.answer()
    assert page.days.isVisible()
    page.days.last.choose(date(2026, 11, 22))
    ask.answers = [tmp_path]
    page.days.answer()
    folder = tmp_path / "ExportDesk records 2026-11-23"
    papers = sorted(path.name for path in (folder / "papers").iterdir())
    assert papers == ["S-2026-0002.pdf", "S-2026-0003.pdf"]
    assert "2 screenings" in page.banner.words
    page.banner._action.click()
    assert ask.opened == [folder]
    assert ask.tells_where(page.banner._action.click, folder)


def test_a_second_export_of_a_day_gets_a_folder_of_its_own(
    page: RecordsPage, ask: ScriptedAsk, tmp_path: Path
) -> None:
    for _ in range(2):
        ask.answers = [tmp_path]
        page.ask_for_days()
        page.days.answer()
    assert (tmp_path / "ExportDesk records 2026-11-23 (2)" / "manifest.csv").is_file()


def test_nothing_saved_yet(tmp_path: Path, shell: Shell, qtbot: QtBot, window: NotedWindow) -> None:
    desk = open_desk(tmp_path / "new")
    page = RecordsPage(desk, shell)
    qtbot.addWidget(page)
    page.resize(1068, 800)
    page.show()
    assert page.screenings._empty.isVisible()
    page.arrive()
    assert page.focusWidget() is page.screenings._empty.action  # not a button of what is not there
    page.screenings.states.show_content()
    page.screenings.table.setFocus()
    page.refresh()
    assert page.focusWidget() is page.screenings._empty.action
    assert not page._open.isEnabled()
    QTest.mouseClick(page.screenings._empty.action, Qt.MouseButton.LeftButton)
    assert window.went == [("screen", None)]
    assert unnamed(page) == []
    desk.close()


def test_it_looks_again_when_something_was_saved(page: RecordsPage, desk: Desk) -> None:
    ready_up(desk)
    screen(desk, CLEAN)
    page.reload(Changes.SCREENINGS | Changes.EVENTS)
    assert page.screenings.table.model().rowCount() == 5


def test_reading_only_records_still_open(
    desk: Desk, shell: Shell, qtbot: QtBot, window: NotedWindow, tmp_path: Path
) -> None:
    reader = open_desk(tmp_path / "workspace", read_only=True)
    page = RecordsPage(reader, shell)
    qtbot.addWidget(page)
    page.screenings.open_record()
    assert window.papers
    reader.close()


@pytest.mark.parametrize("what", ["screenings", "events", "found", "export"])
def test_everything_has_a_name(page: RecordsPage, what: str) -> None:
    if what == "events":
        page.tabs.setCurrentIndex(1)
    elif what == "found":
        page.verify()
    elif what == "export":
        page.ask_for_days()
    assert unnamed(page) == []


@pytest.mark.parametrize(("theme", "scale"), LOOKS)
def test_it_draws(
    desk: Desk, shell: Shell, appearance: Appearance, theme: Theme, scale: float
) -> None:
    made: list[RecordsPage] = []

    def make() -> RecordsPage:
        made.append(RecordsPage(desk, shell))
        return made[-1]

    size = QSize(1068, 800) if scale == 1.0 else QSize(856, 800)
    assert len(colours_of(render(make, appearance, theme, scale, size))) > 10
    assert made[-1].minimumSizeHint().width() <= size.width()
    made[-1].deleteLater()


def test_an_event_of_a_case_leads_to_it(page: RecordsPage, desk: Desk, window: NotedWindow) -> None:
    case = desk.cases.new(title="Trial of seals")
    page.reload(Changes.EVENTS)
    page.tabs.setCurrentIndex(1)
    event = next(one for one in desk.records.events(5) if one.kind == "case_opened")
    assert page.events.table.choose(event)
    page.events.open_subject()
    assert window.went[-1] == ("cases", case.number)


def test_an_event_says_what_it_is_about_as_a_person_knows_it(
    page: RecordsPage, desk: Desk, window: NotedWindow
) -> None:
    kept = desk.customers.save(Customer(PartyId(new_id()), Profile((PartyName("Quiet Brook"),))))
    desk.products.save(Product(ProductId(new_id()), "NI-7", "Level gauge"))
    desk.customers.delete(kept.customers)
    page.reload(Changes.EVENTS)
    page.tabs.setCurrentIndex(1)
    model = page.events.table.model()
    column = next(column for column in model.columns if column.key == "about")
    assert column.hint is not None
    said = {event.kind: (column.text(event), column.hint(event)) for event in model.rows}
    whole = f"Quiet Brook\n{kept.customers[0]}"
    assert said["customers_add"] == said["customers_delete"] == ("Quiet Brook", whole)
    assert said["products_add"][0] == "NI-7"
    assert said["company_changed"] == ("Company", "Company")
    source = desk.source_name(SourceKey("us-csl"))
    assert said["list_imported"] == (source, f"{source}\nus-csl")
    for kind, place in (("customers_delete", "customers"), ("products_add", "products")):
        event = next(one for one in model.rows if one.kind == kind)
        assert page.events.table.choose(event)
        page.events.open_subject()
        assert window.went[-1] == (place, event.subject)
    two = [PartyId(new_id()), PartyId(new_id())]
    desk.customers.save_all([Customer(one, Profile((PartyName("Brook"),))) for one in two])
    gone = desk.customers.delete(two)
    page.reload(Changes.EVENTS)
    assert page.events.table.choose(page.events.table.model().rows[0])
    page.events.open_subject()
    assert window.went[-1] == ("customers", DeletedTogether(gone.batch))
