"""The steps of one case: typing, asking, unfolding."""

import os
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRegularExpression, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from exportdesk.core.cases import (
    CaseItem,
    CaseParty,
    CaseStep,
    Destination,
    Outcome,
    PartyAnswer,
    Remedy,
)
from exportdesk.core.clock import today
from exportdesk.core.errors import BadInput
from exportdesk.core.parties import Role
from exportdesk.core.products import Jurisdiction
from exportdesk.core.words import sentence
from exportdesk.diligence.flow import StepState
from exportdesk.ui.cases.answer_box import AnswerBox
from exportdesk.ui.cases.evidence_box import FileChip, open_evidence
from exportdesk.ui.cases.fields import OpeningBox
from exportdesk.ui.cases.finding_card import FindingCard
from exportdesk.ui.cases.page import CasesPage
from exportdesk.ui.cases.party_sheet import PartySheet
from exportdesk.ui.cases.picking import Picker
from exportdesk.ui.cases.steps.looking import Looking
from exportdesk.ui.cases.steps.parties import PartiesStep
from exportdesk.ui.customers.subjects import OwnersOf
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import CountryBox, DayField
from exportdesk.ui.widgets.elided_link import ElidedLink
from exportdesk.ui.widgets.why import Why
from exportdesk.wiring import Desk
from tests.ui.cases.conftest import field, kept, opened, retype, turkish, turkish_customer, words
from tests.ui.conftest import NotedWindow
from tests.ui.scripted import ScriptedAsk


def test_every_step_is_saved_by_itself(page: CasesPage, desk: Desk) -> None:
    case = turkish(desk)
    opened(page, case, CaseStep.TRIGGER)
    product = case.items[0].product.id
    retype(page, "title", "Pumps")
    retype(page, f"quantity-{product}", "2,400")
    assert desk.cases.get(case.id).title == "Pumps"
    assert desk.cases.get(case.id).items[0].quantity == "2400"
    retype(page, f"value-{product}", "1.234")
    assert desk.cases.get(case.id).items[0].value == "", "nobody knows which is meant"
    shown = [one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page)]
    assert "This may be 1234 or 1.2340. Write the one you mean like that." in shown
    retype(page, f"value-{product}", "12,5")
    assert desk.cases.get(case.id).items[0].value == "12.5"
    retype(page, f"value-{product}", "$1,250.00")
    assert desk.cases.get(case.id).items[0].value == "1250.00"
    retype(page, f"value-{product}", "12.5")
    retype(page, f"value-{product}", "many")
    assert desk.cases.get(case.id).items[0].value == "12.5"
    assert field(page, f"value-{product}").property("invalid") is True
    step = page.pane.steps.buttons[CaseStep.TRIGGER]
    assert step.accessibleName() == "Products and tier: Open"
    # Drawn anew, the step still tells what it did not take.
    retype(page, "title", "Pumps and more")
    assert field(page, f"value-{product}").text() == "many"
    assert "Write a number, such as 2400 or 1250.50." in words(page)
    assert step.accessibleName() == "Products and tier: Open"
    retype(page, f"value-{product}", "12.5")
    assert step.accessibleName() == "Products and tier: Done"
    retype(page, "title", "Pumps")
    assert "Write a number" not in words(page)


def test_an_odd_date_of_export_is_told_where_it_is_typed(page: CasesPage, desk: Desk) -> None:
    case = turkish(desk)
    opened(page, case, CaseStep.TRIGGER)
    soon = today(desk.clock) + timedelta(days=9)
    retype(page, "ordered_on", soon.isoformat())
    for day, told in (
        (today(desk.clock) - timedelta(days=3), "This day is past."),
        (soon - timedelta(days=1), "This is before the day of the order."),
        (soon, ""),
    ):
        retype(page, "export_on", day.isoformat())
        assert desk.cases.get(case.id).export_on == day, "it may be true"
        edit = field(page, "export_on")
        assert isinstance(edit, DayField)
        assert edit.doubt.words == told
        state = page.session.view.flow.of(CaseStep.TRIGGER).state  # type: ignore[union-attr] # shown
        assert (state is StepState.PASSED_ON) is (told == "This day is past.")


def test_what_is_being_typed_stays_when_the_step_is_drawn_again(
    page: CasesPage, desk: Desk
) -> None:
    case = turkish(desk)
    opened(page, case, CaseStep.TRIGGER)
    edit = field(page, "title")
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "Half a w")
    page.session.save(lambda one: replace(one, reference="Meanwhile"))
    again = field(page, "title")
    assert again is not edit
    assert again.text() == "Half a w"
    assert QApplication.focusWidget() is again
    QTest.keyClicks(again, "ord")
    assert again.text() == "Half a word"


def test_a_day_that_can_be_two_is_asked_about_and_not_lost(page: CasesPage, desk: Desk) -> None:
    case = turkish(desk)
    opened(page, case, CaseStep.DESTINATION)
    edit = field(page, "export_on")
    edit.setFocus()
    QTest.keyClicks(edit, "12/01/2026")
    QApplication.processEvents()
    stood = page.pane.next.geometry()
    edit.clearFocus()
    QApplication.processEvents()
    assert "Which one is it?" in words(page)
    assert page.pane.next.geometry() == stood, "what was to be pressed is under the pointer"
    page.pane.go_on()
    page.pane.go_back()
    again = field(page, "export_on")
    assert again.text() == "12/01/2026"
    assert "Which one is it?" in words(page)
    assert isinstance(again, DayField)
    again.doubt.choices[0].click()
    assert desk.cases.get(case.id).export_on == date(2026, 12, 1)
    assert "Which one is it?" not in words(page)


def test_an_answer_that_is_pressed_keeps_the_focus(page: CasesPage, desk: Desk) -> None:
    opened(page, turkish(desk), CaseStep.DESTINATION)
    heights = [box.height() for box in page.pane.area.findChildren(AnswerBox)]
    lines = page.about.height()
    page.session.save(lambda one: replace(one, title="T", export_on=date(2026, 12, 1)))
    for answer in ("no", "yes"):
        pressed = page.pane.findChild(QPushButton, f"route_direct={answer}")
        assert pressed is not None
        QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)
        QTest.qWait(60)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.objectName() == f"route_direct={answer}"
        country = page.pane.findChild(CountryBox, "country")
        assert country is not None
        line = country.lineEdit()
        assert line is not None
        assert not line.hasSelectedText()
    # Nothing moves under the pointer: the room of what an answer brings was there.
    assert page.about.height() == lines
    assert [box.height() for box in page.pane.area.findChildren(AnswerBox)] == heights
    note = page.pane.area.findChild(QPushButton, "unfold-route_direct")
    assert note is not None
    assert note.isVisible()
    note.setFocus()
    note.click()
    assert (QApplication.focusWidget() or page).objectName() == "note-route_direct"


def test_what_is_pressed_stays_where_it_is_at_the_end_of_a_step(
    page: CasesPage, desk: Desk
) -> None:
    opened(page, turkish(desk), CaseStep.END_USE)
    area = page.pane.area

    def stands(name: str) -> int:
        QTest.qWait(1)
        made = area.findChild(QWidget, name)
        assert made is not None
        return made.mapTo(area.viewport(), QPoint()).y()

    for name in ("oil_gas=unknown", "oil_gas=no", "military=no", "weapons=no"):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        stood = stands(name)
        area.findChild(QPushButton, name).click()  # type: ignore[union-attr] # just seen
        assert stands(name) == stood, name
    page.pane.go_to(CaseStep.RED_FLAGS)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    (*_others, last) = desk.cases.assess(kept(page)).flow.signs.groups
    none, flag = f"none-{last.code}", last.signs[0].flags[0]
    stood = stands(none)
    area.findChild(QPushButton, none).click()  # type: ignore[union-attr] # there
    assert stands(none) == stood
    looking = area.findChild(Looking)
    assert looking is not None
    stood = looking.mapTo(area.viewport(), QPoint()).y()
    area.findChild(QPushButton, f"Raise: {flag.text}").click()  # type: ignore[union-attr] # there
    QTest.qWait(1)
    assert kept(page).flag(flag.id)
    again = area.findChild(Looking)
    assert again is not None
    assert again.mapTo(area.viewport(), QPoint()).y() == stood, "what is raised comes above it"


def test_a_change_elsewhere_is_told_and_not_overwritten(page: CasesPage, desk: Desk) -> None:
    case = turkish(desk)
    opened(page, case, CaseStep.TRIGGER)
    desk.cases.save(replace(case, reference="From elsewhere"))
    retype(page, "title", "Mine")
    assert "changed elsewhere" in page.banner.words
    assert kept(page).reference == "From elsewhere"
    assert desk.cases.get(case.id).title == case.title


def test_a_product_that_the_book_knows_better_by_now_is_taken_over(
    page: CasesPage, desk: Desk
) -> None:
    case = turkish(desk)
    book = desk.products.get(case.items[0].product.id)
    lacking = replace(book, jurisdiction=Jurisdiction.NOT_KNOWN, eccn="")
    case = desk.cases.save(replace(case, items=(replace(case.items[0], product=lacking),)))
    opened(page, case, CaseStep.CLASSIFICATION)
    assert kept(page).items[0].product == book
    assert "Taken over from the book, which knows it by now: " in words(page)
    # What the case said otherwise is asked about, and taken by one press.
    desk.products.save(replace(book, eccn="5A992.c"))
    page.session.look()
    assert kept(page).items[0].product == book
    (take,) = [
        one
        for card in page.pane.side.cards
        for one in card.findChildren(QPushButton)
        if one.text() == "Take it as it is now"
    ]
    take.click()
    assert kept(page).items[0].product.eccn == "5A992.c"


def test_whoever_buys_instead_does_not_leave_the_goods_with_the_one_before(
    page: CasesPage, desk: Desk, window: NotedWindow
) -> None:
    case = turkish(desk)
    opened(page, case, CaseStep.PARTIES)
    other = next(one for one in desk.workspace().customers.all() if one.profile.country == "DE")
    body = page.pane.body
    assert isinstance(body, PartiesStep)
    bought = CaseParty(Role.PURCHASER, PartyAnswer.KEPT, other.id, other.profile)
    body.name_party(Role.PURCHASER, 0, bought)
    assert kept(page).destination.country == "TR"
    assert window.toasts[-1].startswith("The destination is still the address of ")
    assert window.undo is not None
    window.undo()
    assert kept(page).destination.country == "DE"


def test_a_customer_chosen_instead_of_whoever_buys_leaves_nothing_of_it(
    page: CasesPage, desk: Desk, ask: ScriptedAsk, window: NotedWindow
) -> None:
    case = desk.cases.new(destination=Destination("CN", address="7 Nanjing Rd"))
    opened(page, case, CaseStep.PARTIES)

    def choose(box: bool) -> None:
        body = page.pane.body
        assert isinstance(body, PartiesStep)
        if box:
            found = body.findChild(OpeningBox, "role-purchaser-0")
            found.picked.emit("ask")
        else:
            body.pick_customer()
        sheet = page.window().findChildren(Picker)[-1]
        QTest.keyClicks(sheet.search, "baltex")
        QTest.keyClick(sheet.search, Qt.Key.Key_Return)

    for by_the_list in (False, True):
        page.pane.body.findChild(OpeningBox, "role-purchaser-0").picked.emit("type")
        (typing,) = page.window().findChildren(PartySheet)
        QTest.keyClicks(typing.name, "Test Trading Ltd")
        ask.answers = [False]
        QTest.keyClick(typing.name, Qt.Key.Key_Escape)
        assert ask.asked[-1] == "Leave without keeping this party?"
        assert typing.isVisible()
        assert typing.name.text() == "Test Trading Ltd"
        QTest.keyClick(typing.name, Qt.Key.Key_Return)
        assert not typing.isVisible()
        typing.setParent(None)
        (typed,) = kept(page).of_role(Role.PURCHASER)
        assert (kept(page).customer, typed.answer) == ("", PartyAnswer.TYPED)
        ask.answers = [False]
        choose(by_the_list)
        assert ask.asked[-1] == "Replace Test Trading Ltd?"
        assert kept(page).of_role(Role.PURCHASER) == (typed,)
        ask.answers = [True]
        choose(by_the_list)
        (now,) = kept(page).of_role(Role.PURCHASER)
        assert (now.party, now.answer) == (kept(page).customer, PartyAnswer.KEPT)
        assert now.profile is not None
        assert kept(page).destination.country == now.profile.addresses[0].country != "CN"
        assert window.toasts[-1] == f"This is a case of {now.profile.name} now."
        assert "Choose the customer" not in words(page)


def test_when_a_firm_was_formed_goes_back_to_the_customer_record(
    page: CasesPage, desk: Desk, window: NotedWindow
) -> None:
    case = turkish(desk)
    customer = desk.customers.get(case.customer)
    bare = replace(customer.profile, formed_on="")
    desk.customers.save(replace(customer, profile=bare))
    opened(page, case, CaseStep.PROFILE)
    # A day that is still to come is refused where it is typed.
    retype(page, "formed_on", str(today(desk.clock).year + 9))
    assert "is still to come. Write when it was." in words(page)
    assert kept(page).value("formed_on") == ""
    with pytest.raises(BadInput, match="answer-ahead"):
        desk.cases.answer(case, "formed_on", (today(desk.clock) + timedelta(days=1)).isoformat())
    stood = places(page)
    late = str(today(desk.clock).year - 1)
    retype(page, "formed_on", late)
    assert page.pane.area.findChild(QPushButton, "imports_before=these") is None
    for name, at in places(page).items():  # what is asked no more leaves its room
        assert at == stood[name], name
    assert "Not asked any more: " in words(page)
    inner = page.pane.area.widget()
    assert inner.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    QTest.qWait(400)
    assert not inner.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    retype(page, "formed_on", "2011")
    assert page.pane.area.findChild(QPushButton, "imports_before=these") is not None
    assert window.toasts[-1] == "The customer record does not say this yet."
    assert "give" in page.acting.may()
    page.more.actions["give"].trigger()
    assert desk.customers.get(case.customer).profile.formed_on == "2011"
    assert "give" not in page.acting.may()
    assert window.undo is not None
    take_back = window.undo
    page.session.look()
    for typed, said in (("2012", True), ("2011", False)):
        retype(page, "formed_on", typed)
        assert ("The book says otherwise." in words(page)) is said
        assert desk.customers.get(case.customer).profile.formed_on == "2011", "asked, not taken"
    take_back()
    assert desk.customers.get(case.customer).profile.formed_on == ""


def grounds_in_view(page: CasesPage) -> int:
    found = page.pane.findChildren(QWidget, "ground")
    return sum(one.isVisible() for one in found)


def places(page: CasesPage) -> dict[str, int]:
    """Return where what can be pressed stands, from the top of the step."""
    QTest.qWait(1)
    inner = page.pane.area.widget()
    return {
        one.objectName(): one.mapTo(inner, QPoint()).y()
        for one in inner.findChildren(QPushButton)
        if "=" in one.objectName() and one.isVisible()
    }


def test_a_note_is_told_with_the_answer_that_it_was_written_to(page: CasesPage, desk: Desk) -> None:
    case = desk.cases.answer(turkish(desk), "business_line", "state", "They build radar.")
    opened(page, case, CaseStep.PROFILE)
    assert "Written to the answer" not in words(page)
    page.pane.findChild(QPushButton, "business_line=research").click()  # type: ignore[union-attr] # there
    answer = kept(page).answer("business_line")
    assert answer is not None
    assert (answer.value, answer.note_to) == ("research", "state")
    assert "Written to the answer “Military or government” before:" in words(page)
    case = desk.cases.answer(kept(page), "business_line", "research", "They teach.")
    assert case.answer("business_line").note_to == ""  # type: ignore[union-attr] # just answered


def test_an_arrow_key_takes_no_party_by_itself(page: CasesPage, desk: Desk) -> None:
    case = turkish(desk)
    opened(page, case, CaseStep.PARTIES)
    box = page.pane.findChild(QComboBox, f"role-{Role.END_USER}-0")
    assert box is not None
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert kept(page).of_role(Role.END_USER) == ()
    box.hidePopup()


def test_region_and_route_are_asked_where_they_matter(page: CasesPage, desk: Desk) -> None:
    case = desk.cases.save(replace(turkish(desk), route=("AE",)))
    where = replace(case.destination, country="UA")
    case = desk.cases.save(replace(case, destination=where))
    opened(page, case, CaseStep.DESTINATION)
    assert "one of these regions" in words(page)
    assert "United Arab Emirates" in words(page)
    assert "Crimea" in words(page)


def test_tables_that_were_not_fetched_lead_to_where_they_are_loaded(
    page: CasesPage, desk: Desk, window: NotedWindow
) -> None:
    case = turkish(desk)
    product = replace(case.items[0].product, eccn="3A991.a.2")
    items = (replace(case.items[0], product=product),)
    opened(page, desk.cases.save(replace(case, items=items)), CaseStep.CLASSIFICATION)
    assert words(page).split("\n").count("Not checked") == 1, "once for all grounds"
    load = page.pane.findChild(QPushButton, f"tables-{product.id}")
    assert load is not None
    button = page.pane.steps.buttons[CaseStep.TRADE_INTEGRITY]
    assert button.width() >= button.wanted
    load.click()
    assert window.went[-1] == ("settings", "rulebook")
    # At the decision, what is only to be filled in stands below what was found.
    page.pane.side._all.setFocus()
    page.pane.side._all.click()
    assert page.pane.steps.isAncestorOf(QApplication.focusWidget() or page)
    view = page.pane.view
    assert view is not None
    waiting = [one for one in view.assessment.open if one.weighs is Outcome.HOLD_RESOLVE]
    blank = [one.finding.settled_by == (Remedy.ANSWER,) for one in waiting]
    assert blank == sorted(blank)
    assert len(set(blank)) == 2
    # What is open of the license leads to its grounds, and to what it lacks.
    cards = page.pane.area.findChildren(FindingCard)
    (card,) = [one for one in cards if one.weighed.finding.code == "license-not-checked"]
    links = {one.text(): one for one in card.findChildren(QPushButton)}
    links["Load the tables…"].click()
    assert window.went[1:] == [("settings", "rulebook")]
    links["Go to Classification"].click()
    assert page.pane.step is CaseStep.CLASSIFICATION
    # The figures beside the steps, below the findings and at the decision are of one count.
    beside = page.pane.steps.buttons.values()
    count = sum(int(one.findChild(QLabel).text() or 0) for one in beside)  # type: ignore[union-attr] # there
    assert f"{count} points are open." in words(page)
    # What is offered of the grounds is what comes: those in view are not counted once more.
    in_view = grounds_in_view(page)
    offers = page.pane.findChildren(QPushButton, QRegularExpression("^grounds-"))
    (folded,) = (one for one in offers if one.isVisible())
    told = re.match(r"Show (\d+) more grounds? and \d+ unchecked point", folded.text())
    assert in_view > 0
    assert told is not None
    folded.click()
    assert grounds_in_view(page) - in_view == int(told[1])
    page.pane.go_to(CaseStep.DECISION)
    assert f"{count} open points" in words(page)


def test_usual_answers_are_given_at_once_and_each_by_itself(page: CasesPage, desk: Desk) -> None:
    opened(page, turkish(desk), CaseStep.PARTIES)
    page.pane.findChild(QPushButton, "parties-usual").click()  # type: ignore[union-attr] # there
    case = kept(page)
    assert case.of_role(Role.END_USER)[0].same_as is Role.PURCHASER
    assert case.of_role(Role.BANK)[0].answer is PartyAnswer.NONE
    assert case.of_role(Role.AGENT)[0].answer is PartyAnswer.NONE
    page.pane.go_to(CaseStep.END_USE)
    page.pane.findChild(QPushButton, "no-to-all").click()  # type: ignore[union-attr] # there
    case = kept(page)
    assert {case.value(code) for code in ("military", "weapons", "oil_gas")} == {"no"}
    # The cursor stands on what was answered: a key too many answers nothing else.
    focused = (QApplication.focusWidget() or page).objectName()
    assert (focused.removesuffix("=no"), focused[-3:]) in {
        (one.code, "=no") for one in case.answers
    }
    assert case.value("onward") == ""  # that one is no mere yes or no


def test_owners_are_entered_where_they_are_kept(
    page: CasesPage, desk: Desk, window: NotedWindow
) -> None:
    customer = turkish_customer(desk)
    case = desk.cases.new(customer)
    opened(page, case, CaseStep.OWNERSHIP)
    (link,) = page.pane.findChildren(QPushButton, QRegularExpression("^owners-"))
    link.click()
    assert window.went[-1] == ("customers", OwnersOf(customer, case.id))


def test_what_is_to_be_filled_in_is_named_and_led_to(page: CasesPage, desk: Desk) -> None:
    case = desk.cases.new(turkish_customer(desk))

    def filling(step: CaseStep) -> list[tuple[str, str]]:
        page.pane.go_to(step)
        found = []
        for one in page.pane.side.findChildren(QPushButton):
            if one.objectName().startswith("blank-") and one.isVisible():
                assert one.toolTip()
                one.click()
                found.append((one.text(), (QApplication.focusWidget() or page).objectName()))
        return found

    opened(page, case, CaseStep.TRIGGER)
    assert filling(CaseStep.TRIGGER) == [("Products", "add-products")]
    item = next(one for one in desk.products.all() if one.sku == "NI-IC-OPA2")
    page.pane.findChild(QPushButton, "add-products").click()  # type: ignore[union-attr] # there
    sheet = page.window().findChild(Picker)
    assert sheet is not None
    QTest.keyClicks(sheet.search, item.sku)
    QTest.keyClick(sheet.search, Qt.Key.Key_Return)
    focused = page.window().focusWidget()
    assert focused is not None
    assert focused.objectName() == f"quantity-{item.id}"
    assert filling(CaseStep.TRIGGER) == [("Quantity", f"quantity-{item.id}")]
    named = [words for words, _field in filling(CaseStep.PARTIES)]
    assert named == [
        *("Ultimate consignee", "End user"),
        *("Intermediate consignee", "Freight forwarder", "Bank"),
    ]
    assert filling(CaseStep.PARTIES)[-1][1] == "role-bank-0"
    where = filling(CaseStep.DESTINATION)
    assert ("Planned date of export", "export_on") in where
    assert ("Do the goods go there directly?", "route_direct=yes") in where
    # What a field could not take is named with what was typed, also where a former day stays.
    page.pane.go_to(CaseStep.TRIGGER)
    retype(page, "export_on", "next week")
    typed = ("Planned date of export: “next week”", "export_on")
    assert filling(CaseStep.TRIGGER) == [("Quantity", f"quantity-{item.id}"), typed]
    assert typed in filling(CaseStep.DESTINATION)
    page.session.save(lambda one: replace(one, export_on=today(desk.clock)))
    page.pane.go_to(CaseStep.DECISION)
    assert "Planned date of export: “next week” cannot be read." in words(page)
    ways = [one for one in page.pane.body.findChildren(QPushButton) if one.isVisible()]  # type: ignore[union-attr] # there
    ways[0].click()
    assert (page.pane.step, (QApplication.focusWidget() or page).objectName()) == (
        CaseStep.TRIGGER,
        "export_on",
    )
    retype(page, "export_on", "2026-12-01")
    assert filling(CaseStep.TRIGGER) == [("Quantity", f"quantity-{item.id}")]
    # A step that rests on what is told at another says where that is.
    page.session.do(lambda one: desk.cases.answer(one, "classification_basis", "self"))
    page.pane.go_to(CaseStep.CLASSIFICATION)
    there = page.pane.side.findChild(QPushButton, "open-at-decision")
    assert there is not None
    assert there.text() == "Decision: 1 open"
    assert "not all grounds for a license could be checked" in there.toolTip()
    there.click()
    assert page.pane.step is CaseStep.DECISION
    # The Tab key goes where the eye goes: the steps, the step, what is below and beside it.
    page.pane.go_to(CaseStep.TRIGGER)
    page.pane.take_focus()
    went = []
    for _each in range(11):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)  # type: ignore[arg-type] # has it
        went.append((QApplication.focusWidget() or page).objectName())
    assert went[:4] == ["title", "reference", "ordered_on", "export_on"]
    page.pane.take_focus()
    page.pane.go_on()  # Alt+PgDown
    assert page.pane.steps.buttons[CaseStep.CLASSIFICATION].hasFocus()
    assert went[-3:] == [f"value-{item.id}", f"currency-{item.id}", "add-products"]
    # The currency that is put in meanwhile is typed over, and only a currency is taken.
    page.pane.go_to(CaseStep.TRIGGER)
    page.session.save(lambda case: replace(case, items=(replace(case.items[0], currency=""),)))
    page.pane.findChild(QLineEdit, f"currency-{item.id}").setFocus()  # type: ignore[union-attr] # there
    page.session.save(lambda case: replace(case, items=(replace(case.items[0], currency="USD"),)))
    shown = page.pane.findChild(QLineEdit, f"currency-{item.id}")
    assert shown is not None
    assert shown.selectedText() == "USD"
    for typed, taken in (("EUR", "EUR"), ("EURO", "EUR")):
        retype(page, f"currency-{item.id}", typed)
        assert kept(page).items[0].currency == taken
    assert "A currency has three letters" in words(page)
    assert filling(CaseStep.TRADE_INTEGRITY) == [("Look-up", "look-up=not_found")]
    signs = desk.cases.assess(kept(page)).flow.signs
    assert filling(CaseStep.RED_FLAGS)[0][1] == f"none-{signs.groups[0].code}"
    page.pane.go_to(CaseStep.TRIGGER)
    retype(page, "export_on", "next week, or & later than that")
    side = page.pane.side
    side.setMaximumWidth(px(220))
    QApplication.processEvents()
    link = next(one for one in side.findChildren(ElidedLink) if "later" in one.toolTip())
    room = side._area.viewport().width()
    assert link.sizeHint().width() > room
    assert link.mapTo(side._area, link.rect().bottomRight()).x() < room, "elided, not cut"


def test_a_step_that_the_facts_make_moot_says_why(page: CasesPage, desk: Desk) -> None:
    checked = desk.products.checked
    product = next(one for one in desk.products.all() if not checked(one).high_priority)
    holder = next(one for one in desk.workspace().customers.all() if one.profile.country == "DE")
    case = desk.cases.new(holder.id, items=[CaseItem(product, "5", "pcs")])
    opened(page, case, CaseStep.TRADE_INTEGRITY)
    why = sentence("moot-not-high-priority")
    assert why in words(page)
    made = page.pane.steps.buttons[CaseStep.TRADE_INTEGRITY]
    assert made.toolTip().endswith(why)
    assert made.accessibleDescription() == why
    # Next and Back lead past it.
    page.pane.go_to(CaseStep.OWNERSHIP)
    assert page.pane.next.text() == "Next: Customer profile"
    page.pane.next.click()
    assert page.pane.step is CaseStep.PROFILE
    page.pane.back.click()
    assert page.pane.step is CaseStep.OWNERSHIP


def test_differences_from_the_last_case_are_pointed_out(page: CasesPage, desk: Desk) -> None:
    case = desk.cases.answer(turkish(desk), "military", "no")
    desk.cases.sign(case, "Dana Whitfield", "Not now.", None)
    again = desk.cases.repeat(case.id)
    item = replace(again.items[0], quantity="50")
    desk.cases.save(replace(again, items=(item,)))
    opened(page, again, CaseStep.TRIGGER)
    assert "Different from the last case" in words(page)
    assert "50 pcs; last time 5 pcs" in words(page)
    # An answer that brings such a sentence, or takes it away, does not move the answers.
    page.pane.go_to(CaseStep.END_USE)
    QTest.qWait(1)
    stood = set()
    for value in ("no", "yes", "no"):
        made = page.pane.findChild(QPushButton, f"military={value}")
        assert made is not None
        stood.add(made.mapTo(page, QPoint()).y())
        made.click()
        QTest.qWait(1)
        assert ("Different from the last case" in words(page)) is (value == "yes")
    made = page.pane.findChild(QPushButton, "military=no")
    assert made is not None
    assert {made.mapTo(page, QPoint()).y()} == stood


def test_reasons_citations_and_notes_unfold_when_they_are_asked_for(
    page: CasesPage, desk: Desk
) -> None:
    opened(page, turkish(desk), CaseStep.END_USE)
    assert "15 CFR 744.21" not in words(page)
    every = page.pane.findChildren(Why)
    asked = next(one for one in every if "military" in one.link.accessibleName())
    assert "15 CFR 744.21" in asked.link.toolTip()
    QTest.keyClick(asked.link, Qt.Key.Key_Space)
    assert "15 CFR 744.21" in words(page)
    page.pane.go_to(CaseStep.TRIGGER)
    note = "is a high-priority item of tier 1"
    assert note not in words(page)
    more = page.pane.side.findChild(QPushButton, "notes-more")
    assert more is not None
    QApplication.processEvents()
    more.setFocus()
    pressed = more.mapTo(page, QPoint())
    more.click()
    QApplication.processEvents()
    assert note in words(page)
    assert (more.text(), more.mapTo(page, QPoint())) == ("Hide notes", pressed)
    assert more.hasFocus()
    ground = next(one for one in page.pane.side.cards if one._why is not None)
    assert ground._why is not None
    pressed = ground._why.mapTo(page, QPoint())
    for unfolded in (True, False):
        ground._why.click()
        for _turn in range(3):
            QApplication.processEvents()
        assert ground.is_unfolded is unfolded
        assert ground._why.mapTo(page, QPoint()) == pressed
    more.click()
    assert note not in words(page)
    assert more.text().startswith("Show ")
    more.click()
    # Another case begins folded, and so does this one when it is opened again.
    unfolded, other = kept(page), desk.cases.new(kept(page).customer)
    opened(page, other, CaseStep.TRIGGER)
    opened(page, unfolded, CaseStep.TRIGGER)
    assert note not in words(page)
    # The license indicator tells how much it did not check, and unfolds it in place.
    page.pane.go_to(CaseStep.CLASSIFICATION)
    grounds = next(
        one
        for one in page.pane.findChildren(QPushButton)
        if one.isVisible() and one.objectName().startswith("grounds-")
    )
    assert "unchecked point" in grounds.text()
    grounds.click()
    assert sentence("license-verdict-not_checked-means") in words(page)
    assert "What was not checked" in words(page)


def test_evidence_stays_with_whoever_attaches_it(
    page: CasesPage,
    desk: Desk,
    shell: Shell,
    ask: ScriptedAsk,
    window: NotedWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = desk.cases.answer(turkish(desk), "route_direct", "unknown")
    opened(page, case, CaseStep.DESTINATION)
    path = tmp_path / "bill of lading.txt"
    path.write_bytes(b"A bill of lading.")
    attach = page.pane.findChild(QPushButton, "files-route_direct")
    assert attach is not None

    def meanwhile(*_asked: object) -> Path:
        page.session.save(lambda one: replace(one, title="Saved while the dialog is open"))
        QTest.qWait(60)
        return path

    monkeypatch.setattr(ask, "open_file", meanwhile)
    attach.setFocus()
    attach.click()
    QTest.qWait(60)
    answer = kept(page).answer("route_direct")
    assert answer is not None
    assert [one.name for one in answer.evidence] == [path.name]
    assert kept(page).title == "Saved while the dialog is open"
    assert (QApplication.focusWidget() or page).objectName() == "files-route_direct"
    off = page.pane.area.findChild(FileChip)
    assert off is not None
    # Another program gets a copy for this user alone, which says where it went; a paper stays here.
    off.name.click()
    (copy,) = ask.opened
    assert copy.read_bytes() == path.read_bytes()
    if os.name == "posix":
        assert (copy.stat().st_mode & 0o777, copy.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert window.toasts[-1] == "bill of lading.txt opens in another program."
    paper = desk.cases.attach(b"%PDF-1.4 bill", "bill.pdf")
    open_evidence(page, desk, shell, paper)
    assert (window.papers[-1][2], len(ask.opened)) == ("bill.pdf", 1)
    cross = off.findChildren(QAbstractButton)[-1]
    cross.setFocus()
    cross.click()
    QTest.qWait(60)
    assert page.pane.area.findChild(FileChip) is None
    assert (QApplication.focusWidget() or page).objectName() == "files-route_direct"


def test_in_a_narrow_window_a_step_and_its_findings_are_shown_in_turn(
    page: CasesPage, desk: Desk, qtbot: QtBot
) -> None:
    page.resize(748, 640)  # what a window of 960 by 640 leaves
    opened(page, turkish(desk), CaseStep.PROFILE)
    pane, panes = page.pane, page.pane.panes
    # Nothing but the step itself has to scroll, and both ways on are in sight.
    qtbot.waitUntil(lambda: page.minimumSizeHint().height() <= 640)
    assert pane.next.isVisible()
    assert not pane.side.isVisible()
    waits = pane.view.flow.of(CaseStep.PROFILE).waiting if pane.view is not None else 0
    assert panes.lead.text() == f"{waits} open points"
    panes.lead.click()
    assert pane.side.isVisible()
    assert not pane.middle.isVisible()
    assert panes.last.isAncestorOf(QApplication.focusWidget() or page)
    assert page.back()  # Esc
    assert pane.middle.isVisible()
    assert panes.lead.hasFocus()
    # What is asked for there is filled in at the step, and another step is shown as one.
    panes.lead.click()
    blank = pane.side.findChild(QPushButton, "blank-0")
    assert blank is not None
    blank.click()
    assert pane.area.isAncestorOf(QApplication.focusWidget() or page)
    panes.lead.click()
    pane.go_on()
    assert pane.middle.isVisible()
    panes.lead.click()
    pane.go_to(CaseStep.DECISION)  # it shows all of them by itself
    assert pane.middle.isVisible()
    assert not panes.lead.isVisible()
    pane.go_back()
    panes.lead.click()
    page.resize(1068, 800)
    assert pane.middle.isVisible()
    assert pane.side.isVisible()
    assert not panes.lead.isVisible()
    assert not panes.leave()
