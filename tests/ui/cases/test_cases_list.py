"""The list of cases, and what other pages ask of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exportdesk.core.cases import CaseState, CaseStep, PartyAnswer
from exportdesk.core.changes import Changes
from exportdesk.core.parties import Role
from exportdesk.storage.opening import writing
from exportdesk.ui.cases.list_pane import Show
from exportdesk.ui.cases.page import CasesPage
from exportdesk.ui.cases.picking import Picker
from exportdesk.ui.cases.steps.decision import DecisionStep
from exportdesk.ui.cases.subjects import NewCase, RepeatOrder
from exportdesk.ui.cases.words import look_off
from exportdesk.ui.home.tasks import CaseCounts, case_tasks
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets.why import Why
from exportdesk.wiring import Desk
from tests.ui.cases.conftest import field, kept, retype, turkish, turkish_customer, words
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import clashing, unnamed


def test_an_empty_list_says_what_this_is_for(page: CasesPage, desk: Desk) -> None:
    assert "may I ship this?" in words(page)
    page.list._empty.action.click()
    assert not page.is_list
    assert page.pane.step is CaseStep.TRIGGER


def test_a_case_that_was_only_begun_leaves_nothing(
    page: CasesPage, desk: Desk, ask: ScriptedAsk
) -> None:
    for wanted in (NewCase(), NewCase(turkish_customer(desk))):
        page.arrive(wanted)
        assert (page.tabs.tabText(2), page.chip.text()) == ("New case", "Not kept yet")
        assert page.sign.isHidden(), "where New case was clicked just now"
        page.pane.go_to(CaseStep.DECISION)
        body = page.pane.body
        assert isinstance(body, DecisionStep)
        body.reason.setPlainText("Not now.")
        ask.answers = [False]
        body.sign.click()
        assert "gets its number, is kept, and is locked" in ask.told[-1]
        page.pane.go_to(CaseStep.TRIGGER)
        page.tabs.close_tab(2)
    assert desk.cases.list() == []
    assert desk.workspace().versions.subjects() == []


def test_a_case_is_kept_with_the_first_thing_that_is_entered(page: CasesPage, desk: Desk) -> None:
    page.new()
    draft = kept(page)
    page.new()
    assert page.tabs.cases == (draft.id,), "nothing is in it yet: it is the new one"
    page.session.save(lambda case: case)  # a field that was left as it was
    assert desk.cases.list() == []
    retype(page, "title", "Sensors")
    [row] = desk.cases.list()
    assert (row.id, row.title) == (draft.id, "Sensors")
    assert page.tabs.tabText(2) == row.number == kept(page).number
    assert [one.act for one, _case in desk.cases.versions(row.id)] == ["case_opened", "case_saved"]
    assert kept(page).title == "Sensors"
    page.tabs.close_tab(2)
    page.open_case(row.id, row.number)
    assert kept(page).title == "Sensors"


def test_what_is_typed_is_kept_when_another_tab_is_clicked(page: CasesPage, desk: Desk) -> None:
    case, other = turkish(desk), desk.cases.new(title="Other")
    for at, text in ((0, "PO-2"), (1, "PO-3"), (3, "PO-4")):
        page.open_case(other.id, other.number)
        page.open_case(case.id, case.number)
        page.pane.go_to(CaseStep.TRIGGER)
        edit = field(page, "reference")
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)
        spot = page.tabs.tabRect(at if at < 3 else page.tabs.tab_of(other.id)).center()
        QTest.mouseClick(page.tabs, Qt.MouseButton.LeftButton, pos=spot)
        assert desk.cases.get(case.id).reference == text
    assert desk.cases.get(other.id).reference == ""


def test_cases_are_listed_by_state_and_found(page: CasesPage, desk: Desk) -> None:
    first = turkish(desk)
    second = desk.cases.new(title="Second")
    desk.cases.withdraw(desk.cases.new(title="Third"), "The order is off.")
    page.reload(Changes.CASES)
    assert [line.row.number for line in page.list.model.rows][-1] == first.number
    for show, count in ((Show.HOLD, 2), (Show.WITHDRAWN, 1), (Show.SIGNED, 0), (Show.ALL, 3)):
        page.arrive(show.value)
        assert page.list.show_choice.value is show
        assert len(page.list.model.rows) == count
    page.list.search.setText("second")
    page.list.search.search_now()
    assert [line.id for line in page.list.model.rows] == [second.id]
    assert page.back()
    assert len(page.list.model.rows) == 3


def test_a_customer_id_lists_its_cases_and_a_case_id_opens_one(page: CasesPage, desk: Desk) -> None:
    case = turkish(desk)
    desk.cases.new(title="Another")
    page.arrive(case.customer)
    assert [line.id for line in page.list.model.rows] == [case.id]
    page.arrive(case.id)
    assert not page.is_list
    assert kept(page) == case


def test_a_case_begins_from_customers_and_products(page: CasesPage, desk: Desk) -> None:
    products = desk.products.all()[:2]
    page.arrive(NewCase(products=tuple(one.id for one in products)))
    assert [one.product for one in kept(page).items] == products
    page.acting.pick_customer()
    sheet = page.window().findChild(Picker)
    assert sheet is not None
    QTest.keyClicks(sheet.search, "baltex")
    QTest.keyClick(sheet.search, Qt.Key.Key_Return)
    assert kept(page).customer
    assert kept(page).of_role(Role.PURCHASER)[0].answer is PartyAnswer.KEPT


def test_several_cases_stay_open_behind_tabs(page: CasesPage, desk: Desk) -> None:
    first, second = turkish(desk), desk.cases.new(title="Second")
    high = page.tabs.sizeHint().height()
    for case in (first, second):
        page.open_case(case.id, case.number)
    assert page.tabs.sizeHint().height() == high, "what is below stays where it is"
    assert [page.tabs.tabText(at) for at in range(page.tabs.count())] == [
        "All cases",
        "Letters from BIS",
        first.number,
        second.number,
    ]
    page.tabs.setCurrentIndex(2)
    assert kept(page).id == first.id
    for fixed in (0, 1):
        page.tabs.close_tab(fixed)  # those stay
    middle = Qt.MouseButton.MiddleButton
    QTest.mouseClick(page.tabs, middle, pos=page.tabs.tabRect(2).center())
    assert kept(page).id == second.id
    QTest.keyClick(page.pane.steps, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert page.is_list, "and not at the letters"
    QTest.keyClick(page.list.table, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert page.tabs.count() == 2
    page.open_case(first.id, first.number)
    assert page.back()
    assert page.is_list


def test_cases_that_were_open_are_behind_their_tabs_when_the_window_opens_again(
    page: CasesPage, desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    first, second = turkish(desk), desk.cases.new(title="Second")
    for case in (first, second):
        page.open_case(case.id, case.number)
    page.new()
    assert page.session.is_draft, "nothing of it is kept, and so it has no tab again"
    page.tabs.add_case("of-another-day", "DD-1900-0001")
    page.close_page()
    again = CasesPage(desk, shell)
    qtbot.addWidget(again)
    assert again.tabs.cases == (first.id, second.id)
    assert [again.tabs.tabText(at) for at in (2, 3)] == [first.number, second.number]
    assert again.is_list, "none of them is in front"
    assert again.session.view is None
    assert not again.has_work, "made anew, it has the same tabs"
    again.tabs.setCurrentIndex(3)
    assert kept(again).id == second.id
    assert again.has_work
    again.tabs.close_tab(2)
    again.tabs.close_tab(2)
    again.close_page()
    third = CasesPage(desk, shell)
    qtbot.addWidget(third)
    assert not third.tabs.cases


def test_the_list_tells_of_a_case_what_its_page_does(page: CasesPage, desk: Desk) -> None:
    case = turkish(desk)
    page.open_case(case.id, case.number)  # whoever was not screened is now
    page.tabs.close_tab(2)
    events = desk.workspace().events.head().count
    with writing(desk.workspace().db) as db:  # as if lists or customers had gone on since
        db.execute("update cases set open_findings = 99 where id = ?", (case.id,))
    page.open_case(case.id, case.number)
    view = page.session.view
    assert view is not None
    [row] = desk.cases.list()
    assert row.open_findings == view.assessment.waiting < 99
    assert desk.workspace().events.head().count == events, "nobody changed the case"


def test_withdrawing_needs_a_reason(
    page: CasesPage, desk: Desk, ask: ScriptedAsk, qtbot: QtBot
) -> None:
    case = turkish(desk)
    page.list.look()
    ask.answers = ["", "The order is off."]
    page.list.withdraw.click()
    assert desk.cases.get(case.id).state is CaseState.OPEN
    page.window().activateWindow()
    page.list.withdraw.setFocus()
    qtbot.waitUntil(page.list.withdraw.hasFocus)
    page.list.withdraw.click()
    assert desk.cases.get(case.id).state is CaseState.WITHDRAWN
    assert not page.list.withdraw.isEnabled()
    assert page.list.table.hasFocus()
    page.list.look()
    [line] = page.list.model.rows
    table = page.list.model
    shown = [table.index(0, at).data() for at in range(table.columnCount())]
    assert "Hold until resolved" not in shown
    assert (line.waiting, line.row.open_findings > 0) == (0, True)
    page.open_case(case.id, case.number)
    steps = page.pane.steps.buttons
    assert not [one for one in steps.values() if one._state.text()], "nothing waits"
    assert all(one.accessibleName().endswith(": Withdrawn") for one in steps.values())
    view = page.pane.view
    assert view is not None
    assert {look_off(one)[1] for one in view.steps} == {"quiet"}
    for step in (CaseStep.DECISION, CaseStep.FOLLOW_UP):
        page.pane.go_to(step)
        assert "The case was withdrawn." in words(page)
        assert "It begins after" not in words(page)
        for no_more in ("Hold until resolved", "open.", "Nothing is signed off"):
            assert no_more not in words(page)


def test_a_case_is_withdrawn_in_place_and_says_why(
    page: CasesPage, desk: Desk, ask: ScriptedAsk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = turkish(desk)
    page.open_case(case.id, case.number)
    page.pane.go_to(CaseStep.CLASSIFICATION)
    ask.answers = [None, "The order is off."]
    page.more.actions["withdraw"].trigger()
    assert desk.cases.get(case.id).state is CaseState.OPEN
    said: list[str] = []
    with monkeypatch.context() as noting:
        noting.setattr(page.chip, "say", lambda words, _tone: said.append(words))
        page.more.actions["withdraw"].trigger()
    assert said[0] == "Withdrawing…"
    assert said[-1] == "Withdrawn"
    assert desk.cases.get(case.id).state is CaseState.WITHDRAWN
    assert page.pane.step is CaseStep.FOLLOW_UP
    assert page.pane.steps.isAncestorOf(QApplication.focusWidget() or page)
    for step in (CaseStep.FOLLOW_UP, CaseStep.TRIGGER, CaseStep.DECISION):
        page.pane.go_to(step)
        assert "Reason: The order is off." in words(page)
        assert "Dana Whitfield, " in words(page)
    assert page.acting.may() == {"pack", "paper", "another"}
    page.more.actions["another"].trigger()
    choose(page, "baltex")
    begun = kept(page)
    assert (begun.number, begun.customer != case.customer) == ("", True)
    assert [one.product.id for one in begun.items] == [one.product.id for one in case.items]


def test_a_case_is_given_another_customer(page: CasesPage, desk: Desk, ask: ScriptedAsk) -> None:
    page.arrive(NewCase(turkish_customer(desk)))
    draft = kept(page)
    for name in ("baltex", "sagitta"):
        page.more.actions["customer"].trigger()
        choose(page, name)  # nothing was entered yet, so nobody is asked
    assert (kept(page).id, kept(page).title) == (draft.id, "Sagitta Instruments Ltd")
    assert desk.cases.list() == []
    case = turkish(desk)
    page.open_case(case.id, case.number)
    ask.answers = [False, True]
    for customer in (case.customer, kept(page).customer):
        assert kept(page).customer == customer
        page.more.actions["customer"].trigger()
        choose(page, "baltex")
    assert ask.asked[-1] == "Change the customer to Baltex Messtechnik GmbH?"
    assert "Baltex Messtechnik GmbH" in page.about.text()
    assert desk.cases.get(case.id).destination.country == "DE"


def test_escape_folds_what_was_unfolded_before_it_leaves_a_case(
    page: CasesPage, desk: Desk
) -> None:
    case = turkish(desk)
    desk.cases.new(title="Another, first in the list")
    page.open_case(case.id, case.number)
    page.pane.go_to(CaseStep.DESTINATION)
    why = next(one for one in page.pane.area.findChildren(Why) if one.isVisible())
    why.link.click()
    ground = next(one for one in page.pane.side.cards if one._why is not None)
    assert ground._why is not None
    ground._why.click()
    why.link.setFocus()
    assert page.back()
    assert (why.is_unfolded, ground.is_unfolded) == (False, True)
    assert why.link.hasFocus()
    assert page.back()
    assert not ground.is_unfolded
    assert page.is_case
    assert page.back()
    assert page.is_list
    assert page.list.table.current is not None
    assert page.list.table.current.id == case.id


def choose(page: CasesPage, name: str) -> None:
    [sheet] = [one for one in page.window().findChildren(Picker) if one.isVisible()]
    QTest.keyClicks(sheet.search, name)
    QTest.keyClick(sheet.search, Qt.Key.Key_Return)


def test_the_list_is_a_sound_model(page: CasesPage, desk: Desk, qtmodeltester: ModelTester) -> None:
    turkish(desk)
    page.list.look()
    qtmodeltester.check(page.list.model)
    assert unnamed(page) == []
    assert clashing(page) == []


def test_home_tells_of_cases_that_wait() -> None:
    told = case_tasks(CaseCounts(open=3, hold=2))
    assert [(one.page, one.subject) for one in told] == [("cases", "hold"), ("cases", "open")]
    assert case_tasks(CaseCounts()) == []
    (held,) = case_tasks(CaseCounts.of((), held=1))  # signed as a hold, not taken up again
    assert (held.words, held.subject) == ("1 case is on hold.", "hold")


def test_another_page_asks_for_a_repeat_order(page: CasesPage, desk: Desk) -> None:
    case = turkish(desk)
    page.arrive(RepeatOrder(case.id))
    assert kept(page).copied_from == case.id
    assert len(desk.cases.list()) == 1
    page.pane.go_to(CaseStep.TRIGGER)
    retype(page, "reference", "PO-2")
    assert kept(page).number not in ("", case.number)
