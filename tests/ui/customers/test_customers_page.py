"""The Customers page: found, sorted, filtered, made, edited, deleted, taken back."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QStackedWidget
from pytestqt.qtbot import QtBot

from exportdesk.core.company import Theme
from exportdesk.core.customers import Customer, RelatedParty
from exportdesk.core.ids import CaseId, PartyId
from exportdesk.core.parties import Role
from exportdesk.core.standing import CustomerStatus
from exportdesk.ui.customers.detail import HISTORY, PROFILE, RELATED
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.customers.profile_rows import AddressRow, NameRow
from exportdesk.ui.customers.subjects import NEW, OwnersOf
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from exportdesk.wiring import Desk
from tests.ui.conftest import NotedWindow
from tests.ui.customers.conftest import a_customer, names, shown
from tests.ui.desks import open_desk
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import clashing, unnamed

FIRST = "Altyn Dala Grain Laboratory LLP"


def name_field(page: CustomersPage, at: int = 0) -> NameRow:
    row = page.detail.profile.form.names.rows[at]
    assert isinstance(row, NameRow)
    return row


def add_to_name(page: CustomersPage, qtbot: QtBot, words: str) -> None:
    qtbot.keyClick(name_field(page).text, Qt.Key.Key_End)
    qtbot.keyClicks(name_field(page).text, words)


def kept(desk: Desk, name: str) -> Customer | None:
    return next((one for one in desk.workspace().customers.all() if one.name == name), None)


def test_everybody_is_there_and_screened_at_once(page: CustomersPage, desk: Desk) -> None:
    assert len(names(page)) == 40
    assert names(page)[0] == FIRST
    statuses = desk.workspace().customer_rows.statuses(desk.book.current())
    assert CustomerStatus.NOT_SCREENED not in statuses
    assert statuses[CustomerStatus.REVIEW] > 0
    assert page.detail.name.text() == FIRST


def test_search_finds_by_every_word_while_it_is_typed(page: CustomersPage, qtbot: QtBot) -> None:
    page.search()
    with qtbot.waitSignal(page.filters.search.searched):
        qtbot.keyClicks(page.filters.search, "baltex kiel")
    assert names(page) == ["Baltex Messtechnik GmbH"]
    assert page.detail.name.text() == "Baltex Messtechnik GmbH"
    assert page.list._count.text() == "1 of 40 customers"
    assert page.back()
    assert len(names(page)) == 40


def test_what_is_not_found_says_so_and_offers_a_way_back(page: CustomersPage) -> None:
    page.filters.search.setText("zzzz")
    page.filters.search.search_now()
    assert page.list._empty.title.text() == "No customer found"
    page.list._empty.action.click()
    assert len(names(page)) == 40


def test_filters_tell_their_counts_and_add_up(page: CustomersPage) -> None:
    offered = [action.text() for action in page.filters.status._menu.actions()]
    assert any(words.startswith("Review  (") for words in offered)
    review = next(a for a in page.filters.status._menu.actions() if a.text().startswith("Review"))
    review.trigger()
    count = int(review.text().split("(")[1].rstrip(")"))
    assert len(names(page)) == count
    assert page.filters.status.text() == "Review"
    assert page.filters.clear.isVisible()
    page.filters.country._menu.actions()[0].trigger()
    assert len(names(page)) <= count
    page.filters.clear.click()
    assert len(names(page)) == 40
    assert not page.filters.clear.isVisible()


def test_a_click_on_a_title_sorts_and_is_remembered(
    page: CustomersPage, desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    header = page.list.table.horizontalHeader()
    page.list.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert names(page) == sorted(names(page), key=str.casefold, reverse=True)
    page.list.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    chips = [page.list._model.index(at, 2).data() for at in range(40)]
    assert chips.index("No open match") > max(i for i, c in enumerate(chips) if c == "Review")
    header.resizeSection(2, 177)
    again = shown(CustomersPage(desk, shell), shell, qtbot)
    assert again.list.table.horizontalHeader().sectionSize(2) == 177
    assert [again.list._model.index(at, 2).data() for at in range(40)] == chips


def test_columns_are_chosen_from_a_menu(page: CustomersPage) -> None:
    header = page.list.table.horizontalHeader()
    kind = next(at for at, c in enumerate(page.list._model.columns) if c.key == "kind")
    assert header.isSectionHidden(kind)
    menu = page.list.table.column_menu(page)
    action = next(one for one in menu.actions() if one.text() == "Kind")
    action.trigger()
    assert not header.isSectionHidden(kind)
    assert header.sectionSize(kind) > 0


def test_a_new_customer_is_typed_saved_and_screened(
    page: CustomersPage, desk: Desk, window: NotedWindow, qtbot: QtBot
) -> None:
    page.arrive(NEW)
    name = name_field(page)
    qtbot.keyClicks(name.text, "OOO Severny Impuls Trading")
    assert page.detail.profile.is_dirty
    qtbot.keyClicks(page.detail.profile.reference, "K-77")
    address = page.detail.profile.form.addresses.rows[0]
    assert isinstance(address, AddressRow)
    qtbot.keyClicks(address.street, "Zavodskaya 12/4, Moscow")
    address.country.choose("RU")
    address.country.picked.emit("RU")
    qtbot.keyClick(name.text, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    found = kept(desk, "OOO Severny Impuls Trading")
    assert found is not None
    assert (found.reference, found.profile.country) == ("K-77", "RU")
    assert "OOO Severny Impuls Trading was added." in window.toasts
    assert page.detail.customer == found.id
    row = page.list.table.current
    assert row is not None
    assert row.status is CustomerStatus.REVIEW  # screened by itself
    assert page.detail.status.text() == "Review"
    assert len(page.detail.screening.matches.model().index(0, 0).data()) > 0
    assert not page.detail.profile.is_dirty


def test_what_is_wrong_stands_beside_its_field(
    page: CustomersPage, desk: Desk, qtbot: QtBot
) -> None:
    page.new()
    page.detail.profile.save()
    assert not page.detail.profile.form.names._mark.isHidden()
    assert "name is needed" in page.detail.profile.form.names._mark.text()
    qtbot.keyClicks(name_field(page).text, "Bare Name")
    qtbot.keyClicks(page.detail.profile.form.website, "not a site")
    qtbot.keyClicks(page.detail.profile.reference, "NI-1003")
    page.detail.profile.save()
    marks = [m.text() for m in page.detail.profile.form.more._marks.values() if not m.isHidden()]
    assert marks == ["“not a site” is not the address of a web site."]
    taken = page.detail.profile._ours._marks[page.detail.profile.reference]
    assert "has the reference" in taken.text()
    assert kept(desk, "Bare Name") is None
    page.detail.profile.form.website.clear()
    page.detail.profile.reference.setText("K-1")
    mail = page.detail.profile.form.email_domain
    qtbot.keyClicks(mail, "orders@nowhere")
    page.detail.profile.save()
    marks = [m.text() for m in page.detail.profile.form.more._marks.values() if not m.isHidden()]
    assert marks == ["“orders@nowhere” is no e-mail address."]
    mail.clear()
    qtbot.keyClicks(mail, "orders@Bare.example")
    page.detail.profile.save()
    saved = kept(desk, "Bare Name")
    assert saved is not None
    assert saved.profile.email == "orders@Bare.example"
    assert saved.profile.email_domain == "bare.example"
    assert mail.text() == "orders@Bare.example"


def test_an_edit_is_saved_undone_and_told_in_the_history(
    page: CustomersPage, desk: Desk, window: NotedWindow, qtbot: QtBot
) -> None:
    add_to_name(page, qtbot, " Two")
    assert page.detail.tabs.tabText(PROFILE) == "Profile •"
    page.detail.save()
    assert names(page)[0] == f"{FIRST} Two"
    page.detail.tabs.setCurrentIndex(HISTORY)
    assert f"Names: {FIRST} → {FIRST} Two" in page.detail.history.words
    assert window.undo is not None
    window.undo()
    assert names(page)[0] == FIRST
    assert name_field(page).text.text() == FIRST
    assert page.detail.history.words.startswith("Taken back")


def test_going_on_with_something_unsaved_asks(
    page: CustomersPage, desk: Desk, ask: ScriptedAsk, qtbot: QtBot
) -> None:
    table = page.list.table
    add_to_name(page, qtbot, " X")
    table.setFocus()
    ask.answers = [None]
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert page.detail.name.text() == FIRST
    assert table.current is not None
    assert table.current.name == FIRST
    ask.answers = ["Do not save"]
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert page.detail.name.text() == names(page)[1]
    assert kept(desk, FIRST) is not None
    third = names(page)[2]
    add_to_name(page, qtbot, " Y")
    table.setFocus()
    ask.answers = ["Save"]
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.detail.name.text() == third)  # saved, and gone on


def test_unsaved_work_is_told_of_and_can_be_saved_at_the_end(
    page: CustomersPage, desk: Desk, ask: ScriptedAsk, window: NotedWindow, qtbot: QtBot
) -> None:
    add_to_name(page, qtbot, " Y")
    ask.answers = [None, "Close without saving", "Save and close", "Save and close"]
    assert not page.may_leave()
    assert page.may_leave()
    pages = QStackedWidget()
    qtbot.addWidget(pages)
    for one in (page, QLabel("another page")):
        pages.addWidget(one)
    pages.show()
    pages.setCurrentIndex(1)
    assert (window.toasts[-1], window.warned) == (f"{FIRST} Y is not saved yet.", True)
    pages.setCurrentIndex(0)
    page.setParent(None)
    page.show()
    whole = name_field(page).text.text()
    name_field(page).text.clear()
    name_field(page).text.textEdited.emit("")
    assert not page.may_leave()
    assert kept(desk, FIRST) is not None, "a name is missing: the page says so and stays"
    QTest.keyClicks(name_field(page).text, whole)
    assert not page.may_leave()
    qtbot.waitUntil(lambda: window.closed == 1)
    assert kept(desk, f"{FIRST} Y") is not None
    assert page.may_leave()
    page.detail.profile.save()
    QApplication.processEvents()
    assert window.closed == 1


def test_what_is_typed_survives_what_others_write(
    page: CustomersPage, desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    add_to_name(page, qtbot, " Typed")
    shell.bus.tell(desk.customers.save(a_customer("Aaa First of all")).changes)
    assert names(page)[0] == "Aaa First of all"
    assert name_field(page).text.text() == f"{FIRST} Typed"
    assert page.detail.name.text() == FIRST


def test_what_is_typed_survives_what_is_done_to_the_customer(
    page: CustomersPage, desk: Desk, shell: Shell, ask: ScriptedAsk, qtbot: QtBot
) -> None:
    first, profile = page.detail.view, page.detail.profile
    assert first is not None
    add_to_name(page, qtbot, " Typed")
    ask.answers = ["hot"]
    action(page, "tag").trigger()
    assert name_field(page).text.text() == f"{FIRST} Typed"
    assert "hot" in profile.tags.text(), "nobody typed there"
    page.detail.save()
    found = kept(desk, f"{FIRST} Typed")
    assert found is not None
    assert "hot" in found.tags
    assert not profile.is_dirty
    related = page.detail.related
    page.detail.tabs.setCurrentIndex(RELATED)
    related.add()
    qtbot.keyClicks(related.editor.note, "Told by phone")
    page.acting.undo()  # of the name
    assert related.is_editing
    assert related.editor.note.text() == "Told by phone"
    assert name_field(page).text.text() == FIRST
    related.back()
    page.detail.tabs.setCurrentIndex(PROFILE)
    profile.form.website.selectAll()
    qtbot.keyClicks(profile.form.website, "mine.example")
    page.acting.undo()  # of the tag
    assert "hot" not in profile.tags.text()
    assert "hot" not in profile.tags.text()
    assert page.banner.isHidden()
    theirs = replace(first.customer, profile=replace(first.customer.profile, website="its.example"))
    shell.bus.tell(desk.customers.save(theirs).changes)
    assert profile.form.website.text() == "mine.example"
    assert "while you typed: Website." in page.banner.words
    page.detail.save()
    found = kept(desk, FIRST)
    assert found is not None
    assert found.profile.website == "mine.example"


def test_what_is_typed_of_a_related_party_survives_what_another_step_changes(
    page: CustomersPage, desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    view = page.detail.view
    assert view is not None
    first = view.customer
    owner, below = (
        RelatedParty(PartyId(name), Role.OWNER, a_customer(name).profile, first.id)
        for name in ("Owner of it", "Owner of that")
    )
    first = replace(first, related=(owner, below))
    shell.bus.tell(desk.customers.save(first).changes)
    related = page.detail.related
    page.detail.tabs.setCurrentIndex(RELATED)
    related.table.choose_place(1)
    related.edit()
    editor = related.editor
    qtbot.keyClicks(editor.note, "Told by phone")
    editor.of.choose(owner.id)
    theirs = replace(below, percent="30", note="From the register")
    shell.bus.tell(desk.customers.save(replace(first, related=(owner, theirs))).changes)
    assert editor.percent.text() == "30", "nobody typed there"
    assert editor.note.text() == "Told by phone"
    assert "while you typed: Note." in page.banner.words
    third = replace(below, id=PartyId("Third"), of=first.id)
    theirs = replace(theirs, of=third.id)
    shell.bus.tell(desk.customers.save(replace(first, related=(owner, theirs, third))).changes)
    assert editor.of.value == owner.id
    assert "while you typed: Of whom." in page.banner.words
    editor.save()
    found = desk.customers.get(first.id)
    assert found is not None
    kept_now = next(one for one in found.related if one.id == below.id)
    assert (kept_now.of, kept_now.percent, kept_now.note) == (owner.id, "30", "Told by phone")
    assert len(found.related) == 3


def test_a_new_customer_stays_while_another_is_tagged(
    page: CustomersPage, desk: Desk, ask: ScriptedAsk, qtbot: QtBot
) -> None:
    page.new()
    qtbot.keyClicks(name_field(page).text, "Quiet Meadow")
    ask.answers = ["hot"]
    action(page, "tag").trigger()
    assert page.detail.profile.is_new
    assert name_field(page).text.text() == "Quiet Meadow"
    page.detail.save()
    assert kept(desk, "Quiet Meadow") is not None


def test_several_are_deleted_and_come_back(
    page: CustomersPage, desk: Desk, ask: ScriptedAsk, window: NotedWindow, qtbot: QtBot
) -> None:
    table = page.list.table
    table.setFocus()
    for _each in range(2):
        qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.list.selected == 3
    gone = names(page)[:3]
    ask.answers = [False, True]
    delete = next(a for a in table.actions() if a.objectName() == "delete")
    delete.trigger()
    assert len(names(page)) == 40
    delete.trigger()
    assert ask.asked == ["Delete 3 customers?"] * 2
    assert not set(gone) & set(names(page))
    assert window.toasts[-1] == "3 customers were deleted."
    page.acting.undo()
    assert names(page)[:3] == gone


def test_the_next_one_is_in_view_after_a_delete(page: CustomersPage, ask: ScriptedAsk) -> None:
    page.list.table.choose_place(5)
    gone, following = names(page)[5:7]
    ask.answers = [True]
    page.detail._delete.setFocus()
    page.detail._delete.click()
    assert page.detail.name.text() == following
    assert page.list.table.hasFocus(), "and not the button that deletes, now the next one"
    page.acting.undo()
    assert page.detail.name.text() == gone, "who came back is the one in view"
    page.new()
    page.detail.profile.form.website.setText("quiet.example")
    page.detail.profile.form.website.textEdited.emit("quiet.example")
    ask.answers = [None, None, "Do not save"]
    cancel = page.detail.profile._cancel
    for leave in (page.back, cancel.click):
        leave()
        assert page.detail.profile.is_new
    assert page.back()
    assert ask.asked[-1] == "Save the new customer?"
    assert page.detail.name.text() == gone
    assert page.list.table.hasFocus()
    page.new()
    cancel.click()
    assert page.detail.name.text() == gone, "nothing was typed: nothing is asked"
    assert page.list.table.hasFocus()


def test_those_deleted_are_found_and_brought_back(
    page: CustomersPage, desk: Desk, shell: Shell, ask: ScriptedAsk
) -> None:
    desk.customers.undo(desk.customers.save(a_customer("Never There Ltd")).batch)
    alone, *both = names(page)[:3]
    for several in ([alone], both):
        ids = [one.id for one in map(partial(kept, desk), several) if one is not None]
        shell.bus.tell(desk.customers.delete(ids).changes)
    assert not {alone, *both} & set(names(page)), "gone from the table, as ever"

    def choose_deleted() -> None:
        menu = page.filters.status._menu
        next(one for one in menu.actions() if one.text().startswith("Deleted")).trigger()

    choose_deleted()
    assert page.filters.status._menu.actions()[-1].text() == "Deleted  (3)"
    review = page.filters.status._menu.actions()[0]
    review.trigger()
    assert f"  ({len(names(page)) - 3})" in review.text(), "and those of another status"
    review.trigger()
    assert names(page) == [alone, *both]
    page.list.table.choose_place(0)
    assert page.list.table.model().index(0, 2).data() == "Deleted"
    acts = page.list._shown_actions
    enabled = {one.objectName() for one, _several in acts if one.isEnabled() and one.isVisible()}
    assert enabled == {"back", "copy"}
    assert not page.list._export.isEnabled()
    assert page.detail._nothing.title.text() == f"{alone} was deleted"
    page.detail._nothing.action.click()
    assert page.detail.name.text() == alone, "back, and in view"
    assert len(names(page)) == 38
    assert not action(page, "back").isVisible()
    choose_deleted()
    page.list.table.choose_place(1)
    ask.answers = [False, True]
    action(page, "back").trigger()
    assert names(page) == both
    action(page, "back").trigger()
    assert ask.asked == ["Bring back 2 customers?"] * 2
    page.filters.clear_all()
    assert names(page)[:3] == [alone, *both]


def test_tags_are_added_to_many_and_filtered_by(page: CustomersPage, ask: ScriptedAsk) -> None:
    page.list.table.selectAll()
    ask.answers = ["wholesale"]
    action(page, "tag").trigger()
    assert page.filters.tag._menu.actions()[0].text() == "wholesale  (40)"
    page.list.table.choose_place(0)
    ask.answers = ["wholesale"]
    action(page, "untag").trigger()
    page.filters.tag._menu.actions()[0].trigger()
    assert len(names(page)) == 39


def test_rows_are_copied_as_they_are_shown(page: CustomersPage) -> None:
    page.list.table.choose_place(3)
    action(page, "copy").trigger()
    assert QGuiApplication.clipboard().text().startswith("Baltex Messtechnik GmbH\tGermany")


def test_another_page_sends_a_customer_or_words(
    page: CustomersPage, desk: Desk, window: NotedWindow
) -> None:
    wanted = kept(desk, "Baltex Messtechnik GmbH")
    assert wanted is not None
    page.filters.search.setText("altyn")
    page.filters.search.search_now()
    page.arrive(wanted.id)
    assert page.detail.name.text() == wanted.name
    assert page.detail.tabs.currentIndex() == PROFILE
    page.arrive(OwnersOf(wanted.id, CaseId("c")))
    assert page.detail.name.text() == wanted.name
    assert page.detail.tabs.currentIndex() == RELATED
    (back,) = (one for one in page.banner.findChildren(QPushButton) if "case" in one.text())
    back.click()
    assert window.went[-1] == ("cases", "c")
    assert not page.banner.isVisible()
    page.arrive(OwnersOf(wanted.id, CaseId("c")))
    assert page.banner.isVisible()
    page.arrive("NI-1002")
    assert not page.banner.isVisible(), "it leads back from there no more"
    assert names(page) == ["Hallgrenze Prüftechnik GmbH"]


def test_nothing_is_written_where_nothing_may_be(desk: Desk, shell: Shell, qtbot: QtBot) -> None:
    reading = open_desk(desk.folder, read_only=True)
    page = shown(CustomersPage(reading, shell), shell, qtbot)
    page.new()
    assert not page.detail.profile.is_new
    assert name_field(page).text.isReadOnly()
    assert not page.detail.related.add_button.isEnabled()
    assert [a.objectName() for a in page.list.table.actions()] == ["copy"]
    shell.bus.ended.emit()
    reading.close()


def test_an_empty_book_says_what_it_is_for(tmp_path: Path, shell: Shell, qtbot: QtBot) -> None:
    desk = open_desk(tmp_path / "empty")
    page = shown(CustomersPage(desk, shell), shell, qtbot)
    assert page.list._empty.title.text() == "No customers yet"
    assert "no control list yet" in page.strip.banner.words
    page.list._empty.action.click()
    assert page.detail.profile.is_new
    page.back()
    assert not page.detail.profile.is_new
    desk.close()


def test_every_field_has_a_name_and_no_letter_stands_twice(
    page: CustomersPage, qtbot: QtBot
) -> None:
    for tab in range(page.detail.tabs.count()):
        page.detail.tabs.setCurrentIndex(tab)
        assert unnamed(page) == []
        assert clashing(page) == []
    page.detail.tabs.setCurrentIndex(RELATED)
    page.detail.related.add()
    assert unnamed(page) == []
    assert clashing(page) == []


def test_it_fits_in_dark_and_at_twice_the_size(
    desk: Desk, shell: Shell, appearance: Appearance, qtbot: QtBot
) -> None:
    appearance.wear(Theme.DARK, scale=2.0)
    page = shown(CustomersPage(desk, shell), shell, qtbot)
    assert page.minimumSizeHint().width() <= 2 * 1068
    assert unnamed(page) == []


def action(page: CustomersPage, key: str) -> QAction:
    return next(a for a in page.list.table.actions() if a.objectName() == key)


def test_ids_are_told_of_selected_rows(page: CustomersPage, desk: Desk) -> None:
    page.list.table.selectAll()
    ids = page.list.selected_work()(None)  # type: ignore[arg-type] # asks for no progress
    assert ids == [one.id for one in desk.workspace().customers.all()]
    assert all(isinstance(one, str) for one in ids)
    assert PartyId("nobody") not in ids
