"""One customer: related parties, matches and decisions, files, history, papers."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from exportdesk.core.changes import Changes
from exportdesk.core.customers import Customer, PartyName
from exportdesk.core.parties import Role
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.core.standing import CustomerStatus, MatchState
from exportdesk.operations.deciding import Word
from exportdesk.ui.customers.detail import FILES, HISTORY, PROFILE, RELATED, SCREENING
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.customers.profile_rows import IdentifierRow, NameRow
from exportdesk.ui.customers.subjects import NAMES
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets.row_delegate import RowDelegate
from exportdesk.ui.widgets.table_model import SUBTITLE_ROLE
from exportdesk.wiring import Desk
from tests.fakes import HeldExecutor
from tests.ui.conftest import NotedWindow
from tests.ui.customers.conftest import a_customer, shown
from tests.ui.dropping import drop
from tests.ui.scripted import ScriptedAsk

LISTED = "Severnyi Impuls LLC"


@pytest.fixture
def customer(page: CustomersPage, desk: Desk, shell: Shell) -> Customer:
    """A customer nobody lists, in view."""
    made = a_customer("Quiet Meadow Honey Farm")
    shell.bus.tell(desk.customers.save(made).changes)
    page.arrive(made.id)
    return made


def now(desk: Desk, customer: Customer) -> Customer:
    return desk.customers.get(customer.id)


def add_owner(page: CustomersPage, qtbot: QtBot, name: str, percent: str) -> None:
    page.detail.tabs.setCurrentIndex(RELATED)
    page.detail.related.add()
    editor = page.detail.related.editor
    row = editor.form.names.rows[0]
    assert isinstance(row, NameRow)
    qtbot.keyClicks(row.text, name)
    qtbot.keyClicks(editor.percent, percent)
    editor.save()


def test_an_owner_is_added_screened_and_added_up(
    page: CustomersPage, desk: Desk, customer: Customer, qtbot: QtBot
) -> None:
    add_owner(page, qtbot, LISTED, "60 %")
    (owner,) = now(desk, customer).related
    assert (owner.role, owner.percent, owner.of) == (Role.OWNER, "60 %", customer.id)
    table = page.detail.related.table
    index = table.model().index(0, 0)
    assert index.data() == LISTED
    assert table.model().index(0, 2).data().endswith("match")  # screened by itself
    assert page.detail.tabs.tabText(RELATED) == "Related 1"
    assert "possible match" in page.detail.related.ownership.words
    (match,) = [m for m in desk.deciding.matches(customer.id) if m.match.name == LISTED][:1]
    decided = desk.deciding.decide(
        desk.deciding.subjects([match]), Word(Verdict.SAME, "Same tax number")
    )
    page.reload(decided.changes)
    assert page.detail.status.text() == "License likely required"
    assert table.model().index(0, 2).data() == "License likely required"
    assert (
        "listed owners hold 60\u00a0%, it applies from 50\u00a0%"
        in page.detail.related.ownership.words
    )
    assert "belongs to owners that count as listed" in page.detail.related.ownership.words
    ownership = page.detail.related.ownership
    page.detail.tabs.setCurrentIndex(RELATED)
    QApplication.processEvents()
    next(one for one in ownership.findChildren(QPushButton) if one.isVisible()).click()
    focused = ownership.focusWidget()
    assert isinstance(focused, QPushButton), "the cursor stays where it was pressed"
    assert focused.text() == "Hide the calculation"


def test_what_is_wrong_with_a_related_party_stands_beside_its_field(
    page: CustomersPage, desk: Desk, customer: Customer, qtbot: QtBot
) -> None:
    add_owner(page, qtbot, "Holding", "a half")
    editor = page.detail.related.editor
    assert page.detail.related.is_editing
    assert "is not a share" in editor.what._marks[editor.percent].text()
    editor.percent.clear()
    editor.save()
    assert not page.detail.related.is_editing
    assert now(desk, customer).related[0].percent == ""


def test_a_related_party_is_edited_removed_and_brought_back(
    page: CustomersPage, desk: Desk, customer: Customer, ask: ScriptedAsk, qtbot: QtBot
) -> None:
    add_owner(page, qtbot, "Holding", "60")
    add_owner(page, qtbot, "Its Owner", "75")
    chosen = page.detail.related.table.current
    assert chosen is not None
    assert chosen.profile.name == "Its Owner", "the one that just came"
    related = page.detail.related
    related.table.choose_place(1)
    related.edit()
    holding = now(desk, customer).related[0]
    related.editor.of.choose(holding.id)
    assert related.is_dirty
    related.editor.save()
    assert now(desk, customer).related[1].of == holding.id
    assert "of Holding" in related.table.model().index(1, 0).data(
        Qt.ItemDataRole.AccessibleTextRole
    )
    related.table.choose_place(0)
    ask.answers = [False, True]
    related.remove()
    assert len(now(desk, customer).related) == 2
    related.remove()
    assert now(desk, customer).related == ()  # whoever hangs on it goes too
    assert related.add_button.hasFocus(), "the table went, and the cursor stays on the page"
    page.acting.undo()
    assert len(now(desk, customer).related) == 2


def test_leaving_a_half_typed_related_party_asks(
    page: CustomersPage, desk: Desk, customer: Customer, ask: ScriptedAsk, qtbot: QtBot
) -> None:
    page.detail.tabs.setCurrentIndex(RELATED)
    cancel = page.detail.related.editor.cancel_button
    for leave in (page.back, cancel.click):
        page.detail.related.add()
        leave()
        assert not page.detail.related.is_editing, "nothing was typed: nothing is asked"
    page.detail.related.add()
    row = page.detail.related.editor.form.names.rows[0]
    assert isinstance(row, NameRow)
    qtbot.keyClicks(row.text, "Half")
    ask.answers = [None, "Do not save"]
    assert page.back()
    assert page.detail.related.is_editing
    assert page.back()
    assert not page.detail.related.is_editing
    page.detail.related.add()
    qtbot.keyClicks(row.text, "Half")
    ask.answers = [None, "Save"]
    cancel.click()
    assert page.detail.related.is_editing
    qtbot.keyClicks(page.detail.profile.form.website, "quiet.example")
    cancel.click()
    assert [one.profile.name for one in now(desk, customer).related] == ["Half"]


def test_saving_in_one_tab_keeps_what_is_typed_in_the_other(
    page: CustomersPage, desk: Desk, customer: Customer, ask: ScriptedAsk, qtbot: QtBot
) -> None:
    profile, related = page.detail.profile, page.detail.related
    qtbot.keyClicks(profile.form.website, "quiet.example")
    add_owner(page, qtbot, "Holding", "60")
    assert (profile.is_dirty, related.is_editing) == (True, False)
    related.edit()
    qtbot.keyClicks(related.editor.note, "Their site")
    page.detail.tabs.setCurrentIndex(PROFILE)
    page.detail.save()
    assert (profile.is_dirty, related.is_dirty) == (False, True)
    related.save()
    kept = now(desk, customer)
    assert (kept.profile.website, kept.related[0].note) == ("quiet.example", "Their site")
    profile.form.website.selectAll()
    qtbot.keyClicks(profile.form.website, "meadow.example")
    related.edit()
    qtbot.keyClicks(related.editor.note, ", 2026")
    ask.answers = ["Save"]
    page.new()
    qtbot.waitUntil(lambda: profile.is_new)
    kept = now(desk, customer)
    assert (kept.profile.website, kept.related[0].note) == ("meadow.example", "Their site, 2026")


def test_rows_of_a_profile_are_added_and_taken_out(
    page: CustomersPage, desk: Desk, customer: Customer, ask: ScriptedAsk, qtbot: QtBot
) -> None:
    form = page.detail.profile.form
    form.names._more.click()
    second = form.names.rows[1]
    assert isinstance(second, NameRow)
    qtbot.keyClicks(second.text, "Quiet Meadow")
    number = form.identifiers.rows[0]
    assert isinstance(number, IdentifierRow)
    qtbot.keyClicks(number.number, "DE 123")
    qtbot.keyClicks(page.detail.profile.tags, "honey; yearly, honey")
    page.detail.save()
    kept = now(desk, customer)
    assert [one.text for one in kept.profile.names] == [customer.name, "Quiet Meadow"]
    assert kept.profile.identifiers[0].number == "DE 123"
    assert kept.tags == ("honey", "yearly")
    cross = form.names._places[0].layout().itemAt(1).widget()  # type: ignore[union-attr] # there
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert [one.text for one in form.names.read()] == ["Quiet Meadow"]
    ask.answers = [None, "Do not save"]
    page.detail.profile._cancel.click()
    assert len(form.names.read()) == 1, "asked first, and nothing is lost"
    page.detail.profile._cancel.click()
    assert len(form.names.read()) == 2
    assert page.detail.tabs.hasFocus()


def test_matches_and_decisions_are_shown_and_taken_back(
    page: CustomersPage, desk: Desk, shell: Shell, window: NotedWindow, ask: ScriptedAsk
) -> None:
    page.arrive(next(o.id for o in desk.workspace().customers.all() if o.reference == "NI-1003"))
    page.detail.tabs.setCurrentIndex(HISTORY)
    assert page.detail.history.words.startswith("Nothing is recorded here yet")
    page.detail.tabs.setCurrentIndex(SCREENING)
    tab = page.detail.screening
    match = tab.matches.current
    assert match is not None
    assert match.state is MatchState.OPEN
    assert "Last screened 20 Nov 2026" in tab._last.text()
    tab.review()
    assert window.went[-1] == ("review", match.customer)
    decided = desk.deciding.decide(
        desk.deciding.subjects([match]), Word(Verdict.NOT_SAME, "Another legal form")
    )
    shell.bus.tell(decided.changes)
    assert page.detail.status.text() == "No open match"
    assert tab.decisions.model().index(0, 0).data() == "Not the same party"
    page.resize(990, 736)
    QApplication.processEvents()
    assert page.detail.tabs.property("kind") == "near", "no closer together than need be"
    assert tab.decisions.viewport().height() >= tab.decisions.rowHeight(0), "a row is seen whole"
    assert tab.matches.viewport().height() <= tab.matches.verticalHeader().length() + px(4)
    against, when = (tab.decisions.model().index(0, at) for at in (1, 2))
    assert (against.data(), against.data(SUBTITLE_ROLE)) == (
        match.match.name,
        desk.list_title(match.match.list),
    )
    delegate = tab.decisions.itemDelegate()
    assert isinstance(delegate, RowDelegate)
    assert tab.decisions.columnWidth(2) >= delegate.width_of(when), "its day is seen whole"
    ask.answers = [None, "They moved"]
    tab.revoke()
    named = f"Not the same party: {match.match.name} ({desk.list_title(match.match.list)})"
    assert ask.told[-1].startswith(named)
    assert len(desk.deciding.history(match.customer)) == 1
    tab.revoke()
    assert [d.reason for d in desk.deciding.history(match.customer)] == [
        "They moved",
        "Another legal form",
    ]
    assert page.detail.status.text() == "Review"
    page.detail.tabs.setCurrentIndex(HISTORY)
    told = page.detail.history.words
    assert "Decision taken back" in told
    assert "Match decided: Not the same party\n" in told
    assert f"{match.match.name}: Another legal form" in told


def test_a_match_that_is_chosen_chooses_its_decision(
    page: CustomersPage, desk: Desk, shell: Shell
) -> None:
    made = a_customer("Severny Impuls", "RU")
    names = (*made.profile.names, PartyName("Zenit Stankoservis"))
    made = replace(made, profile=replace(made.profile, names=names))
    kept = desk.customers.save(made).customers[0]
    desk.book.screen(Silent())
    matches = desk.deciding.matches(kept)
    assert len(matches) > 1
    tab, word = page.detail.screening, Word(Verdict.SAME, "Their own word")
    desk.deciding.decide(desk.deciding.subjects(matches[:1]), word)
    page.arrive(kept)
    first, second = sorted(
        tab.matches.model().rows, key=lambda one: one.match.uid != matches[0].match.uid
    )[:2]
    for one, is_decided in ((second, False), (first, True), (second, False)):
        tab.matches.choose(one)
        assert (tab.decisions.current is not None) is is_decided
        assert tab._revoke.isVisibleTo(tab) is is_decided, "nothing to take back of another match"
    for one in matches[1:]:
        desk.deciding.decide(desk.deciding.subjects([one]), word)
    shell.bus.tell(Changes.DECISIONS)
    tab.matches.choose_place(0)
    assert tab.matches.current is not None
    assert tab.decisions.current is not None
    assert tab.decisions.current.uid == tab.matches.current.match.uid
    for one in (*tab.matches.model().rows, tab.matches.model().rows[0]):
        assert tab.matches.choose(one)
        assert tab.decisions.current is not None
        assert tab.decisions.current.uid == one.match.uid
    other = tab.decisions.model().rows[0]
    if other == tab.decisions.current:
        other = tab.decisions.model().rows[1]
    tab.decisions.choose(other)
    shell.bus.tell(Changes.DECISIONS)
    assert tab.decisions.current == other, "what a person chose stays, whatever is looked up again"
    assert tab._reason.text() == "Reason: Their own word"
    assert tab._reason.y() < tab.decisions.y(), "below many rows nobody sees it"
    when = tab.decisions.model().columns[2]
    assert when.subtitle is not None
    assert when.subtitle(other) == f"{other.at.local:%H:%M}", "many are of one day"
    for table in (tab.matches, tab.decisions):
        assert table.verticalScrollBar().maximum() == 0, "it is the tab that scrolls"


def test_a_name_that_shares_a_word_with_listed_ones_is_not_green(
    page: CustomersPage, desk: Desk, window: NotedWindow
) -> None:
    one_word = desk.customers.save(a_customer("Severny"))
    page.arrive(one_word.customers[0])
    page.detail.screening.screened.emit()
    told = page.detail.screening._nothing.title
    assert told.text() == 'No match for the whole name, but 2 listed parties share "Severny"'
    assert page.detail.status.text() == "No open match"  # too many names have one such word
    kept = desk.customers.save(a_customer("Sabz Quiet Orchard Lodge"))
    page.arrive(kept.customers[0])
    page.detail.screening.screened.emit()
    assert window.toasts[-1].startswith(
        "No match for the whole name, but the name of 1 customer shares"
    )
    assert window.warned
    assert window.undo is not None
    window.undo()
    assert window.went[-1] == ("customers", kept.customers[0])
    chip = page.list._model.columns[2]
    row = page.list.table.current
    assert row is not None
    assert (chip.text(row), chip.tone and chip.tone(row)) == ("Check the name", Tone.AMBER)
    assert page.detail.status.text() == "Check the name"
    assert told.text() == 'No match for the whole name, but 3 listed parties share "Sabz"'


def test_a_name_is_settled_taken_back_and_opened_as_a_match(
    page: CustomersPage, desk: Desk, window: NotedWindow, ask: ScriptedAsk
) -> None:
    one, other = a_customer("Sabz Quiet Orchard Lodge"), a_customer("Sabz Brook Lantern Mills")
    desk.customers.save_all([one, other])
    desk.book.screen(Silent())
    page.arrive(NAMES)
    assert page.filters.status.chosen == {CustomerStatus.CHECK_NAME}
    assert page.list._model.rowCount() == 2
    page.list.table.choose_place(1)
    assert page.detail.customer == one.id
    page.detail.look.setFocus()
    page.detail.look.click()
    sheet = page.names.sheet
    assert sheet is not None
    assert sheet.table.model().rowCount() == 3
    assert not sheet.take.isEnabled()
    sheet._common.findChildren(QPushButton)[0].click()
    sheet.take.click()
    assert page.list.table.hasFocus(), "and not the button that deletes"
    assert page.detail.customer == other.id  # who was looked at is not among those asked for
    assert page.list._model.rowCount() == 1
    page.arrive(one.id)
    assert page.detail.status.text() == "No open match"
    assert not page.detail.look.isVisibleTo(page)
    tab = page.detail.screening
    assert "Only a common word agrees" in tab._nothing.words.text()
    assert tab.decisions.model().index(0, 0).data() == "None of them is meant"
    assert tab.decisions.model().index(0, 1).data() == '"Sabz", 3 listed'
    page.detail.tabs.setCurrentIndex(HISTORY)
    assert "Name looked at" in page.detail.history.words
    page.acting.undo()
    assert page.detail.status.text() == "Check the name"
    for text in ("Another trade", ""):
        tab.look_at_name()
        sheet = page.names.sheet
        sheet.reason.setPlainText(text)
        (sheet.take if text else sheet.open_match).click()
        if text:
            tab.decisions.choose_place(0)
            ask.answers = ["Not sure any more"]
            tab.revoke()
    assert page.detail.status.text() == "Review"
    assert tab.matches.model().rowCount() == 1
    page.acting.undo()
    assert page.detail.status.text() == "Check the name"
    page.list.table.selectAll()
    page.selected.act("name")
    sheet = page.names.sheet
    assert sheet.windowTitle() == "2 names to check"
    sheet.reason.setPlainText("Lodges and mills")
    sheet.take.click()
    assert desk.name_looks.waiting() == 0
    assert [len(desk.name_looks.history(each.id)) for each in (one, other)] == [5, 1]


def test_screen_now_and_a_record_with_what_is_undecided(
    page: CustomersPage, desk: Desk, window: NotedWindow, ask: ScriptedAsk
) -> None:
    page.arrive(next(o.id for o in desk.workspace().customers.all() if o.reference == "NI-1003"))
    before = len(desk.book.last())
    page.detail.screening.screen_button.click()
    assert len(desk.book.last()) == before + 1
    assert window.toasts[-1] == "Screened: no new match."
    ask.answers = [False, True]
    page.print_out()
    assert window.papers == []
    page.detail.screening.record_button.click()
    ((paper, title, name),) = window.papers
    assert paper.startswith(b"%PDF")
    assert title.startswith("Record S-2026-")
    page.detail.tabs.setCurrentIndex(FILES)
    assert page.detail.files.table.model().index(0, 0).data() == name
    assert not page.detail.files._away.isEnabled()  # a record is no file to be removed


def test_files_are_added_opened_saved_and_removed(
    page: CustomersPage,
    desk: Desk,
    customer: Customer,
    ask: ScriptedAsk,
    window: NotedWindow,
    tmp_path: Path,
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all")
    page.detail.tabs.setCurrentIndex(FILES)
    tab = page.detail.files
    ask.answers = [letter]
    tab.choose()
    assert page.detail.tabs.tabText(FILES) == "Files 1"
    tab.open()
    assert ask.opened[-1].read_text() == "Dear all"
    assert ask.opened[-1].name == "letter.txt"
    ask.answers = [tmp_path / "copy.txt"]
    tab.save_copy()
    assert (tmp_path / "copy.txt").read_text() == "Dear all"
    ask.answers = [True]
    tab.remove()
    assert desk.files.of(customer.id) == []
    assert tab.add_button.hasFocus()
    assert window.undo is not None
    window.undo()
    assert [one.name for one in desk.files.of(customer.id)] == ["letter.txt"]
    opened = ask.opened[-1]
    page.close_page()
    assert not opened.exists()


def test_files_are_dropped(
    page: CustomersPage, desk: Desk, customer: Customer, tmp_path: Path
) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text(path.name)
    assert drop(page.detail.files, *paths)
    assert {one.name for one in desk.files.of(customer.id)} == {"a.txt", "b.txt"}


def test_the_last_step_is_undone_from_the_history(
    page: CustomersPage, desk: Desk, customer: Customer, qtbot: QtBot
) -> None:
    page.detail.tabs.setCurrentIndex(PROFILE)
    page.detail.profile.reference.setText("K-5")
    page.detail.profile.reference.textEdited.emit("K-5")
    bar = page.detail.tabs
    for at in (HISTORY, PROFILE):
        bar.setCurrentIndex(at)
        QApplication.processEvents()
        assert "•" in bar.tabText(PROFILE)
        assert bar.tabRect(PROFILE).left() >= 0
        assert bar.tabRect(HISTORY).right() < bar.width()  # all are there, without arrows
    page.detail.save()
    assert now(desk, customer).reference == "K-5"
    page.detail.tabs.setCurrentIndex(HISTORY)
    assert "Reference: nothing → K-5" in page.detail.history.words
    history = page.detail.history
    QApplication.processEvents()
    undos = [one for one in history.findChildren(QPushButton) if one.text().startswith("Undo")]
    (undo,) = [one for one in undos if one.isVisible()]
    undo.setFocus()
    undo.click()
    assert history.isAncestorOf(QApplication.focusWidget() or page)
    assert now(desk, customer).reference == ""
    assert "Changed (taken back)" in page.detail.history.words


def test_the_next_customer_has_no_undo_under_the_mouse(
    page: CustomersPage, desk: Desk, customer: Customer
) -> None:
    page.detail.tabs.setCurrentIndex(HISTORY)
    page.detail.history._undo()  # it was added by that step, and is gone
    assert page.detail.customer not in (None, customer.id)
    assert page.detail.tabs.currentIndex() == PROFILE


def test_trouble_is_said_in_the_page(
    page: CustomersPage, customer: Customer, tmp_path: Path
) -> None:
    page.acting.add_files(customer.id, [tmp_path / "nowhere.txt"])
    assert page.banner.words
    assert not page.acting.busy


@pytest.fixture
def busy() -> HeldExecutor:
    """What the screening thread runs on, in a test that holds it."""
    return HeldExecutor()


@pytest.fixture
def loaded(shell: Shell, busy: HeldExecutor) -> Iterator[Shell]:
    """A shell whose screening thread can be held."""
    runner = JobRunner(_raise, executor=busy)
    yield replace(shell, screening=runner)
    shell.bus.ended.emit()
    runner.close()


def test_what_was_saved_is_seen_while_others_are_screened(
    desk: Desk, loaded: Shell, busy: HeldExecutor, qtbot: QtBot
) -> None:
    page = shown(CustomersPage(desk, loaded), loaded, qtbot)
    made = a_customer("Quiet Meadow Honey Farm")
    loaded.bus.tell(desk.customers.save(made).changes)
    page.arrive(made.id)
    busy.held = True  # a screening of the book would take all the thread's time now
    add_owner(page, qtbot, "Quiet Holding", "60")
    related = page.detail.related
    assert not related.is_editing
    assert related._states.currentWidget() is related.table
    assert related.table.model().index(0, 0).data() == "Quiet Holding"
    assert page.detail.tabs.tabText(RELATED) == "Related 1"
    page.detail.tabs.setCurrentIndex(PROFILE)
    page.detail.profile.reference.setText("K-5")
    page.detail.profile.reference.textEdited.emit("K-5")
    page.detail.save()
    assert page.detail.profile.reference.text() == "K-5"
    assert page.detail.about.text().startswith("K-5")
    page.acting.undo()
    assert page.detail.profile.reference.text() == ""
    page.acting.undo()
    assert related._states.currentWidget() is not related.table  # nobody is, and it says so
    page.new()
    name = page.detail.profile.form.names.rows[0]
    assert isinstance(name, NameRow)
    qtbot.keyClicks(name.text, "Brand New")
    page.detail.save()
    assert page.detail.name.text() == "Brand New"
    assert page.detail.tabs.isTabEnabled(RELATED)
    busy.let_go()
    assert page.detail.name.text() == "Brand New"


def _raise(error: BaseException) -> None:
    raise error
