"""The Control lists page, on a real workspace with the demo's list."""

import io
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exportdesk.core.changes import Changes
from exportdesk.core.company import Company, Theme
from exportdesk.core.ids import SourceKey
from exportdesk.core.papers import PaperKind
from exportdesk.documents.record_lists import oldest_warning
from exportdesk.ui.dates import day_text
from exportdesk.ui.home.tasks import list_lines, tasks
from exportdesk.ui.lists.page import UPDATE, ListsPage
from exportdesk.ui.lists.source_pane import CHANGES
from exportdesk.ui.lists.source_table import SourceTable, source_columns
from exportdesk.ui.lists.source_words import age_words, state_of
from exportdesk.ui.lists.subjects import LISTS_NOTES
from exportdesk.ui.matches.words import lists_of, old_lists
from exportdesk.ui.papers.sheet import PaperSheet
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance, Tone
from exportdesk.ui.widgets import TableModel, TableView
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.ui.conftest import NotedWindow
from tests.ui.desks import DEMO_CSV, DEMO_LIST, NEXT_LIST, open_desk
from tests.ui.dropping import drop
from tests.ui.render import LOOKS, colours_of, render
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import unnamed


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
    made.show()
    return made


@pytest.fixture
def cut_list(tmp_path: Path) -> Path:
    """A later copy of the demo's list without its Entity List."""
    data = json.loads(DEMO_LIST.read_text("utf-8"))
    data["results"] = [row for row in data["results"] if "Entity List" not in row["source"]]
    path = tmp_path / "cut.json"
    path.write_text(json.dumps(data), "utf-8")
    return path


def test_a_fault_in_the_users_catalogue_is_told(tmp_path: Path, shell: Shell, qtbot: QtBot) -> None:
    folder = tmp_path / "faulty"
    folder.mkdir()
    (folder / "catalogue.toml").write_text('[[source]]\nkey = "us-csl"\nulr = "x"\n', "utf-8")
    desk = open_desk(folder)
    page = ListsPage(desk, shell)
    qtbot.addWidget(page)
    page.show()
    assert "source 1 (us-csl), ulr" in page.banner.words
    desk.close()


def test_day_one_says_what_a_list_is_and_where_to_get_it(page: ListsPage) -> None:
    assert page.first.isVisible()
    assert not page.update_all.isVisible()  # the filled button stands where the eye is
    assert page.sources.isVisible()
    page.first.address.copy()
    assert QGuiApplication.clipboard().text().startswith("https://data.trade.gov/")


def test_a_file_is_chosen_taken_in_and_shown(
    page: ListsPage, desk: Desk, shell: Shell, ask: ScriptedAsk
) -> None:
    told: list[Changes] = []
    shell.bus.changed.connect(told.append)
    (bar,) = page.panel.findChildren(QProgressBar)
    reached: list[int] = []
    bar.valueChanged.connect(reached.append)
    ask.answers = [DEMO_LIST]
    QTest.mouseClick(page.first.file, Qt.MouseButton.LeftButton)
    assert told == [Changes.LISTS | Changes.EVENTS]
    assert reached[-1] > 550, "getting the lists ready is shown too"
    assert reached == sorted(reached), "the bar never goes back"
    assert "167 listings" in page.banner.words
    assert page.sources.isVisible()
    edition = page.editions.current
    assert edition is not None
    assert edition == desk.lists.editions(edition.source)[0]


def test_the_next_edition_shows_what_changed(page: ListsPage) -> None:
    page.take_in(DEMO_LIST)
    page.take_in(NEXT_LIST)
    model = page.editions.model()
    assert model.rowCount() == 2
    newest = model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert newest == "168, 3 added, 2 removed, 2 changed since the edition before."
    page.editions.choose_place(1)
    assert page.editions.current is not None
    assert page.editions.current.origin.endswith("consolidated.json")


def test_what_changed_becomes_a_paper_that_is_issued(
    desk: Desk, page: ListsPage, window: NotedWindow
) -> None:
    desk.profile.save_company(Company("Calm Harbor Instruments"))
    page.take_in(DEMO_LIST)
    page.take_in(NEXT_LIST)
    page.pane.tabs.setCurrentIndex(CHANGES)
    page.pane.changes.report.click()
    sheet = next(one for one in page.findChildren(PaperSheet) if one.isVisible())
    assert not sheet.mail.isVisible()  # a report goes to nobody
    text = PdfReader(io.BytesIO(sheet.paper.pdf)).pages[0].extract_text()
    assert "List-change report" in text
    sheet.issue_only()
    (paper,) = desk.papers.list()
    assert paper.kind is PaperKind.LIST_CHANGES
    assert window.papers[-1][0] == desk.papers.read(paper.number)
    (hit,) = desk.search.book(paper.number).papers
    assert hit == paper


def test_a_csv_is_asked_for_its_date_and_taken_with_it(page: ListsPage, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(DEMO_CSV.read_bytes())
    os.utime(path, (1_700_000_000, 1_700_000_000))
    page.take_in(path)
    question = page.panel._question
    assert question.isVisible()
    assert not question._choice.value  # nobody has to find a date out
    QApplication.processEvents()
    stands = question._go_on.mapTo(page, QPoint())
    question._choice.button_of(True).click()
    assert question._day.text() == "2023-11-14"
    assert question._note.isVisible()  # it says what day that is
    question._day.clear()
    QApplication.processEvents()
    assert question._go_on.mapTo(page, QPoint()) == stands
    question.answer()
    assert question._mark.isVisible()  # neither a date nor "not known" was said
    QApplication.processEvents()
    assert question._go_on.mapTo(page, QPoint()) == stands
    QTest.keyClicks(question._day, "20261")
    question.answer()
    assert question._day.doubt.isVisible()
    QApplication.processEvents()
    assert question._go_on.mapTo(page, QPoint()) == stands
    question._day.clear()
    QTest.keyClicks(question._day, "2026-11-18")
    question.answer()
    edition = page.editions.current
    assert edition is not None
    assert edition.published is not None
    assert edition.published.isoformat() == "2026-11-18"
    assert edition.published_said
    page.take_in(path)  # the same file: its date is known
    assert question._choice.value
    assert question._day.text() == "2026-11-18"
    assert "same file" in question._note.text()
    question.answer()
    again = page.editions.current
    assert again is not None
    assert again.id != edition.id
    assert (again.published, again.published_said) == (edition.published, True)
    page.take_in(path)
    question._choice.button_of(False).click()
    question.answer()  # a person who says that it is not known is believed
    assert page.editions.current is not None
    assert page.editions.current.published is None
    named = tmp_path / "consolidated.2026-11-17.csv"
    named.write_bytes(DEMO_CSV.read_bytes() + b"\n")
    page.take_in(named)
    assert question._choice.value, "what was chosen before is no choice for another file"
    assert question._day.text() == "2026-11-17"


def test_a_wrong_date_is_said_at_once_and_can_be_changed(
    page: ListsPage, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "consolidated.2026-11-17.csv"
    path.write_bytes(DEMO_CSV.read_bytes())
    page.take_in(path)
    question = page.panel._question
    assert question._note.isVisible()
    question._day.setText("11/21/26")
    assert not question._note.isVisible(), "it tells of the day that was there"
    question.answer()
    assert "after today" in question._mark.text()
    assert not page.panel.busy
    question._day.setText("11/18/26")
    assert not question._mark.isVisible()
    question.answer()
    change = next(one for one in page.pane.detail.findChildren(QPushButton) if "date" in one.text())
    change.click()
    assert question._day.text() == "2026-11-18"
    question._day.setText("2026-11-16")
    question.answer()
    (now,) = desk.lists.editions(SourceKey("us-csl"))
    assert now.published == date(2026, 11, 16)
    assert "published 16 Nov 2026 now, 18 Nov 2026 before" in page.banner.words
    assert page.editions.current == now
    page.take_in(path)  # the same file
    question._day.setText("2026-11-15")
    question.answer()
    assert len(desk.lists.editions(SourceKey("us-csl"))) == 1
    assert "published 15 Nov 2026 now" in page.banner.words
    page.pane.detail.date_asked.emit()
    assert page.back()  # Escape leaves it


def test_a_csv_whose_date_is_not_known_is_taken_and_says_so(
    desk: Desk, page: ListsPage, qtbot: QtBot
) -> None:
    page.take_in(DEMO_CSV)
    page.panel._question.answer()
    edition = page.editions.current
    assert edition is not None
    assert edition.published is None
    assert page.editions.model().index(0, 1).data() == "Not known"
    status = page.sources.status
    assert status is not None
    assert state_of(status) == ("Date not known", Tone.AMBER)  # nobody knows how old it is
    assert age_words(status) == "imported today"
    assert "may be old. Update this list, or import" in page.pane.head.facts["date"]
    whole = desk.lists.status()
    assert (whole.state, whole.text.splitlines()[0]) == (
        "warn",
        "Date not known: imported today",
    )
    (task,) = (one for one in tasks(desk.settings(), whole, (), 0) if one.page == "lists")
    assert (task.words, task.subject) == (
        "The date of Consolidated Screening List is not known, so it may be old.",
        status.source.key,
    )
    assert list_lines(whole)[0].endswith("the publisher's date is not known.")
    assert old_lists(whole.sources).startswith("Date not known, so perhaps old: Cons")
    taken = day_text(edition.imported.local.date())
    assert lists_of(desk.lists.uses()) == f"the lists imported {taken}, of a date not known"
    assert oldest_warning(desk.lists.uses())[0].startswith("DATE NOT KNOWN: Cons")
    page.resize(1068, 560)
    page.banner._act()  # Show: in the room that the banner took
    assert page.banner.isHidden()
    qtbot.waitUntil(lambda: not page.pane.detail.visibleRegion().isEmpty())
    assert page.pane.detail.visibleRegion().boundingRect().top() == 0


def test_the_date_in_the_file_name_is_offered(page: ListsPage, tmp_path: Path) -> None:
    named = tmp_path / "consolidated.2026-11-17.csv"
    named.write_bytes(DEMO_CSV.read_bytes())
    page.take_in(named)
    day = page.panel._question._day.value
    assert day is not None
    assert day.isoformat() == "2026-11-17"


def test_esc_turns_the_question_away(page: ListsPage) -> None:
    page.take_in(DEMO_CSV)
    assert page.back()
    assert not page.panel.isVisible()
    assert page.first.isVisible()
    assert not page.back()


def test_a_web_page_is_refused_for_good_and_the_edition_stays(
    page: ListsPage, desk: Desk, tmp_path: Path
) -> None:
    page.take_in(DEMO_LIST)
    web = tmp_path / "consolidated-new.json"
    web.write_text("<!doctype html><html><body>Sign in</body></html>", "utf-8")
    page.take_in(web)
    refusal = page.panel._refusal
    assert refusal.isVisible()
    assert "web page" in refusal.sentences[0]
    assert "20 Nov 2026" in refusal._stays.text()
    assert not refusal._anyway.isVisible()
    assert len(desk.lists.editions(desk.lists.catalogue.sources[0].key)) == 1
    page.sources.choose_key(SourceKey("un-sc"))
    page.take_in(web)  # another list is in force, this one never was
    assert refusal._stays.text().startswith("You do not have this list yet")


def test_a_refused_file_can_be_used_with_a_reason(
    page: ListsPage, desk: Desk, cut_list: Path, qtbot: QtBot
) -> None:
    page.take_in(DEMO_LIST)
    page.take_in(cut_list)
    refusal = page.panel._refusal
    assert any("Entity List" in words for words in refusal.sentences)
    QTest.mouseClick(refusal._anyway, Qt.MouseButton.LeftButton)
    assert refusal._reason.isVisible()
    QTest.mouseClick(refusal._anyway, Qt.MouseButton.LeftButton)
    assert refusal.isVisible()  # nothing is taken without a reason
    QTest.keyClicks(refusal._reason, "The agency moved the list.")
    QTest.keyClick(refusal._reason, Qt.Key.Key_Return)
    assert not page.panel.isVisible()
    edition = page.editions.current
    assert edition is not None
    assert edition.override_reason == "The agency moved the list."
    assert any(event.kind == "list_imported" for event in desk.records.events())
    page.sources.choose_place(1)
    page.resize(page.width(), page.height() - 100)  # so low that it scrolls
    page.show_top()
    page.arrive(LISTS_NOTES)  # what there is to know of it stands first, and in sight
    detail = page.pane.detail
    assert page.editions.current == edition
    assert edition.findings
    assert detail._notes.isVisible()
    bar = page._area.verticalScrollBar()  # type: ignore[union-attr] # it scrolls
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    assert detail._notes.y() < detail._facts.y()


def test_try_another_file(page: ListsPage, ask: ScriptedAsk, cut_list: Path) -> None:
    page.take_in(cut_list)
    ask.answers = [DEMO_LIST]
    QTest.mouseClick(page.panel._refusal._other, Qt.MouseButton.LeftButton)
    assert not page.panel.isVisible()
    assert "167 listings" in page.banner.words


def test_a_file_that_is_gone_is_said_in_a_banner(page: ListsPage, tmp_path: Path) -> None:
    page.take_in(tmp_path / "gone.json")
    assert "gone.json" in page.banner.words
    assert page.first.isVisible()


def test_sent_to_update_the_cursor_is_on_nothing_that_goes_grey(
    page: ListsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.first.isVisible()
    monkeypatch.setattr(page.updates, "update_all", lambda: page.first.action.setEnabled(False))
    page.arrive(UPDATE)
    focused = page.focusWidget()
    assert focused is page.sources or page.sources.isAncestorOf(focused)


def test_a_file_is_dropped_onto_the_page(page: ListsPage) -> None:
    assert drop(page, DEMO_LIST)
    assert "167 listings" in page.banner.words


def test_a_list_that_is_old_already_is_said_to_be(desk: Desk, page: ListsPage) -> None:
    clock = desk.clock
    assert isinstance(clock, FakeClock)
    clock.advance(days=30)
    page.take_in(DEMO_LIST)
    assert page.banner.property("tone") == "amber"
    assert page.sources.current is not None
    assert page.sources.current.state[0] == "Old"


def test_only_the_newest_edition_is_in_force(page: ListsPage) -> None:
    page.take_in(DEMO_LIST)
    said = {one.text() for one in page.pane.detail.findChildren(QLabel)}
    assert any("listings with 325 names as published; each is compared once" in t for t in said)
    assert "167 listings are in force" in page.banner.words
    assert page._desk.lists.status().text.endswith("13 lists · 167 listings"), "one word for it"
    page.take_in(NEXT_LIST)
    assert page.pane.detail.chip.text() == "In force"
    page.editions.choose_place(1)
    assert page.pane.detail.chip.text() == "Replaced"


def test_on_day_one_nothing_scrolls_and_later_no_edition_is_cut(
    page: ListsPage, qtbot: QtBot
) -> None:
    page.resize(992, 736)  # beside the sidebar of a window as it opens first
    assert page._area is not None
    bar = page._area.verticalScrollBar()
    assert page.pane is not None, "made, though not shown on day one"
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    page.take_in(DEMO_LIST)
    page.take_in(NEXT_LIST)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    for table in (page.editions, page.pane.detail._counts):
        qtbot.waitUntil(lambda table=table: table.horizontalScrollBar().maximum() == 0)
        assert table.verticalScrollBar().maximum() == 0
    detail, high = page.pane.detail, bar.maximum()
    within = detail._area.verticalScrollBar()
    assert within.maximum() > 0
    page.resize(748, 640)  # below each other: the page scrolls, and nothing within it does
    qtbot.waitUntil(lambda: within.maximum() == 0)
    qtbot.waitUntil(lambda: bar.maximum() > high + detail._area.height())
    page.resize(992, 736)
    qtbot.waitUntil(lambda: within.maximum() > 0 and bar.maximum() == high)


def test_the_sources_stay_in_their_groups_whatever_an_earlier_version_kept(
    page: ListsPage, shell: Shell, qtbot: QtBot
) -> None:
    lines = page.sources.lines
    model = TableModel(source_columns(), identity=lambda line: line.key)
    earlier = TableView(model, "", key="list-sources", settings=shell.settings)
    qtbot.addWidget(earlier)
    earlier.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table = SourceTable(shell.settings)
    qtbot.addWidget(table)
    table.show_lines(lines)
    table.show()
    header = table.horizontalHeader()
    spot = QPoint(header.sectionPosition(1) + 20, 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert table.lines == lines
    assert header.sortIndicatorSection() == -1
    assert table.columnSpan(1, 0) == 1, "each source with its state"


def test_the_models_hold(page: ListsPage, qtmodeltester: ModelTester) -> None:
    page.take_in(DEMO_LIST)
    for table in (page.sources, page.editions, page.pane.detail._counts):
        qtmodeltester.check(table.model(), force_py=True)


def test_whoever_went_to_another_page_is_told(
    page: ListsPage, window: NotedWindow, cut_list: Path
) -> None:
    page.hide()
    page.take_in(DEMO_LIST)
    assert window.toasts == ["Consolidated Screening List: 167 listings are in force now."]
    page.take_in(cut_list)
    assert window.badges == {"lists": 1}
    page.show()
    page.arrive()
    assert window.badges == {"lists": 0}
    assert page.panel._refusal.isVisible()


def test_the_hash_is_copied(page: ListsPage) -> None:
    page.take_in(DEMO_LIST)
    edition = page.editions.current
    assert edition is not None
    page.editions.actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == edition.sha256
    page.editions.setFocus()
    QTest.keyClick(page.editions, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert edition.sha256 in QGuiApplication.clipboard().text()


def test_the_worker_process_takes_a_list_in(shell: Shell, tmp_path: Path, qtbot: QtBot) -> None:
    desk = open_desk(tmp_path / "other", own_process=True)
    page = ListsPage(desk, shell)
    qtbot.addWidget(page)
    page.take_in(DEMO_LIST)
    assert "167 listings" in page.banner.words
    desk.close()


def test_reading_only_nothing_can_be_taken_in(desk: Desk, shell: Shell, tmp_path: Path) -> None:
    reader = open_desk(tmp_path / "workspace", read_only=True)
    page = ListsPage(reader, shell)
    assert not page.first.action.isEnabled()
    assert not page.acceptDrops()
    page.take_in(DEMO_LIST)
    assert not page.panel.active
    page.deleteLater()
    reader.close()


@pytest.mark.parametrize("what", ["empty", "filled", "question", "refusal"])
def test_everything_has_a_name(page: ListsPage, cut_list: Path, what: str) -> None:
    if what == "filled":
        page.take_in(DEMO_LIST)
    elif what == "question":
        page.take_in(DEMO_CSV)
    elif what == "refusal":
        page.take_in(cut_list)
    assert unnamed(page) == []


@pytest.mark.parametrize(("theme", "scale"), LOOKS)
def test_it_draws(
    desk: Desk, shell: Shell, appearance: Appearance, theme: Theme, scale: float
) -> None:
    made: list[ListsPage] = []

    def make() -> ListsPage:
        made.append(ListsPage(desk, shell))
        return made[-1]

    size = QSize(1068, 800) if scale == 1.0 else QSize(856, 800)
    assert len(colours_of(render(make, appearance, theme, scale, size))) > 10
    made[-1].take_in(DEMO_LIST)
    inner = made[-1]._states
    assert inner.width() <= made[-1].width()
    made[-1].deleteLater()


def test_an_older_file_is_refused_with_days_as_the_page_has_them(page: ListsPage) -> None:
    page.take_in(NEXT_LIST)
    page.take_in(DEMO_LIST)
    sentences = " ".join(page.panel._refusal.sentences)
    edition = page.sources.status.edition if page.sources.status else None
    assert edition is not None
    assert edition.published is not None
    assert day_text(edition.published) in sentences
    assert edition.published.isoformat() not in sentences
