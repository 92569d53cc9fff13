"""The Due diligence page, on the demo's workspace: list, tabs, steps, and what a person types."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exportdesk.core.cases import (
    Case,
    CaseItem,
    CaseParty,
    CaseState,
    CaseStep,
    Outcome,
    PartyAnswer,
    Remedy,
)
from exportdesk.core.changes import Changes
from exportdesk.core.clock import today
from exportdesk.core.company import Theme
from exportdesk.core.customers import PartyName, Profile
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.core.words import sentence
from exportdesk.operations.deciding import Word
from exportdesk.ui.cases.list_pane import Show
from exportdesk.ui.cases.page import CasesPage
from exportdesk.ui.cases.picking import Picker
from exportdesk.ui.cases.steps.decision import DecisionStep
from exportdesk.ui.cases.subjects import NewCase, RepeatOrder
from exportdesk.ui.home.tasks import CaseCounts, case_tasks
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from exportdesk.ui.widgets.why import Why
from exportdesk.wiring import Desk
from tests.ui.conftest import NotedWindow
from tests.ui.desks import desk_on_copy, open_desk, show_page
from tests.ui.render import colours_of, render
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import clashing, unnamed


@pytest.fixture
def desk(demo_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_copy(demo_folder, tmp_path, operator="Dana Whitfield") as made:
        yield made


@pytest.fixture
def page(desk: Desk, shell: Shell, qtbot: QtBot) -> CasesPage:
    return shown(desk, shell, qtbot)


def shown(desk: Desk, shell: Shell, qtbot: QtBot) -> CasesPage:
    return show_page(CasesPage(desk, shell), shell, qtbot)


def turkish(desk: Desk) -> Case:
    """Keep a case of a customer in Türkiye with a product of tier 1."""
    customers = desk.workspace().customers.all()
    customer = next(one for one in customers if one.profile.country == "TR")
    item = next(one for one in desk.products.all() if one.sku == "NI-IC-OPA2")
    return desk.cases.new(customer.id, reference="PO-1", items=[CaseItem(item, "5", "pcs")])


def opened(page: CasesPage, case: Case, step: CaseStep) -> None:
    page.open_case(case.id, case.number)
    page.pane.go_to(step)


def kept(page: CasesPage) -> Case:
    assert page.session.case is not None
    return page.session.case


def words(page: CasesPage) -> str:
    labels = page.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisible())


def field(page: CasesPage, name: str) -> QLineEdit:
    found = page.pane.findChild(QLineEdit, name)
    assert found is not None
    return found


def retype(page: CasesPage, name: str, text: str) -> None:
    edit = field(page, name)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Tab)


# The list


def test_an_empty_list_says_what_this_is_for(page: CasesPage, desk: Desk) -> None:
    assert "may I ship this?" in words(page)
    page.list._empty.action.click()
    assert len(desk.cases.list()) == 1
    assert not page.is_list


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
    page.pick_customer()
    sheet = page.window().findChild(Picker)
    assert sheet is not None
    QTest.keyClicks(sheet.search, "baltex")
    QTest.keyClick(sheet.search, Qt.Key.Key_Return)
    assert kept(page).customer
    assert kept(page).of_role(Role.PURCHASER)[0].answer is PartyAnswer.KEPT


def test_several_cases_stay_open_behind_tabs(page: CasesPage, desk: Desk) -> None:
    first, second = turkish(desk), desk.cases.new(title="Second")
    for case in (first, second):
        page.open_case(case.id, case.number)
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
    page.tabs.close_tab(2)
    assert kept(page).id == second.id
    assert page.back()
    assert page.is_list


def test_withdrawing_needs_a_reason(page: CasesPage, desk: Desk, ask: ScriptedAsk) -> None:
    case = turkish(desk)
    page.list.look()
    ask.answers = ["", "The order is off."]
    page.list.withdraw.click()
    assert desk.cases.get(case.id).state is CaseState.OPEN
    page.list.withdraw.click()
    assert desk.cases.get(case.id).state is CaseState.WITHDRAWN
    assert not page.list.withdraw.isEnabled()


# One case


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
    retype(page, f"value-{product}", "many")
    assert desk.cases.get(case.id).items[0].value == "12.5"
    assert field(page, f"value-{product}").property("invalid") is True


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


def test_a_change_elsewhere_is_told_and_not_overwritten(page: CasesPage, desk: Desk) -> None:
    case = turkish(desk)
    opened(page, case, CaseStep.TRIGGER)
    desk.cases.save(replace(case, reference="From elsewhere"))
    retype(page, "title", "Mine")
    assert "changed elsewhere" in page.banner.words
    assert kept(page).reference == "From elsewhere"
    assert desk.cases.get(case.id).title == case.title


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


def test_warning_signs_are_looked_for_by_subject_and_each_is_recorded(
    page: CasesPage, desk: Desk
) -> None:
    opened(page, turkish(desk), CaseStep.RED_FLAGS)
    asked = desk.cases.assess(kept(page)).flow.signs
    assert all(one.words in words(page) for one in asked.signs)
    group = asked.groups[0]
    page.pane.findChild(QPushButton, f"none-{group.code}").click()  # type: ignore[union-attr] # there
    looked = {one.flag: one for one in kept(page).looked}
    assert looked.keys() == {flag.id for one in group.signs for flag in one.flags}
    assert {one.words for one in looked.values()} == {one.words for one in group.signs}
    assert all(one.by and one.at for one in looked.values())
    # One that is raised after all is not among those that were not seen any more.
    flag = group.signs[0].flags[0]
    page.pane.findChild(QPushButton, f"Raise: {flag.text}").click()  # type: ignore[union-attr] # there
    assert flag.id not in {one.flag for one in kept(page).looked}
    assert kept(page).flag(flag.id)
    page.pane.findChild(QPushButton, "none-of-all").click()  # type: ignore[union-attr] # there
    assert desk.cases.assess(kept(page)).flow.signs.said == "yes"
    page.pane.findChild(QPushButton, f"none-{group.code}").click()  # type: ignore[union-attr] # there
    assert not {one.flag for one in kept(page).looked} & looked.keys()


def test_what_is_not_asked_about_is_told_with_the_reason(page: CasesPage, desk: Desk) -> None:
    opened(page, turkish(desk), CaseStep.RED_FLAGS)
    reason = sentence("flag-by-owners")
    assert reason not in words(page)
    page.pane.findChild(QPushButton, "flags-left-out").click()  # type: ignore[union-attr] # there
    assert reason in words(page)
    owned = desk.rulebook.red_flags.of("KYC-29")
    assert owned.text in words(page)
    page.pane.findChild(QPushButton, f"Raise: {owned.text}").click()  # type: ignore[union-attr] # there
    assert kept(page).flag("KYC-29")


def test_what_the_mail_domain_raises_says_so_and_is_not_offered_again(
    page: CasesPage, desk: Desk
) -> None:
    case = turkish(desk)
    customer = desk.customers.get(case.customer)
    profile = replace(customer.profile, email_domain="gmail.com")
    desk.customers.save(replace(customer, profile=profile))
    opened(page, case, CaseStep.RED_FLAGS)
    assert "It follows from the mail domain in the customer record." in words(page)
    page.pane.findChild(QPushButton, "flags-left-out").click()  # type: ignore[union-attr] # there
    private = desk.rulebook.red_flags.of("TRI23-08")
    assert page.pane.findChild(QPushButton, f"Raise: {private.text}") is None


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
    note = "is a high priority item of tier 1"
    assert note not in words(page)
    more = page.pane.side.findChild(QPushButton, "notes-more")
    assert more is not None
    more.click()
    assert note in words(page)
    assert page.pane.side.isAncestorOf(QApplication.focusWidget() or page)
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
    assert "not checked" in grounds.text()
    grounds.click()
    assert sentence("license-verdict-not_checked-means") in words(page)
    assert "What was not checked" in words(page)


def test_tables_that_were_not_fetched_lead_to_where_they_are_loaded(
    page: CasesPage, desk: Desk, window: NotedWindow
) -> None:
    case = turkish(desk)
    product = replace(case.items[0].product, eccn="3A991.a.2")
    items = (replace(case.items[0], product=product),)
    opened(page, desk.cases.save(replace(case, items=items)), CaseStep.CLASSIFICATION)
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


def test_usual_answers_are_given_at_once_and_each_by_itself(page: CasesPage, desk: Desk) -> None:
    opened(page, turkish(desk), CaseStep.PARTIES)
    page.pane.findChild(QPushButton, "parties-usual").click()  # type: ignore[union-attr] # there
    case = kept(page)
    assert case.of_role(Role.END_USER)[0].same_as is Role.PURCHASER
    assert case.of_role(Role.BANK)[0].answer is PartyAnswer.NONE
    page.pane.go_to(CaseStep.END_USE)
    page.pane.findChild(QPushButton, "no-to-all").click()  # type: ignore[union-attr] # there
    case = kept(page)
    assert {case.value(code) for code in ("military", "weapons", "oil_gas")} == {"no"}
    assert case.value("onward") == ""  # that one is no mere yes or no


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


def test_what_to_do_about_a_blocked_party_stands_at_the_decision(
    page: CasesPage, desk: Desk
) -> None:
    case = turkish(desk)
    firms = (PartyKind.ORGANIZATION, PartyKind.UNKNOWN)
    every = desk.lists_db().current_listings()
    listing = next(one for one in every if one.list == "SDN" and one.kind in firms)
    profile = Profile((PartyName(listing.names[0].text),), PartyKind.ORGANIZATION)
    bank = CaseParty(Role.BANK, PartyAnswer.TYPED, profile=profile)
    case = desk.cases.save(case.with_role(Role.BANK, bank))
    desk.case_parties.screen(case, Silent())
    kept_case = desk.cases.get(case.id)
    party = next(one for one in desk.cases.facts(kept_case).parties if Role.BANK in one.roles)
    found = desk.case_parties.matches(kept_case, party.id)
    match = next(one for one in found if one.listing.uid == listing.uid)
    desk.case_parties.decide(kept_case, [match.subject], Word(Verdict.SAME, "It is them."))
    opened(page, desk.cases.get(case.id), CaseStep.DECISION)
    said = words(page)
    assert "10 business days" in said
    assert "refund" in said
    assert "counted from today" in said
    view = page.session.view
    assert view is not None
    assert view.outcome is Outcome.DO_NOT_SHIP


def test_differences_from_the_last_case_are_pointed_out(page: CasesPage, desk: Desk) -> None:
    case = turkish(desk)
    desk.cases.sign(case, "Dana Whitfield", "Not now.", None)
    again = desk.cases.repeat(case.id)
    item = replace(again.items[0], quantity="50")
    desk.cases.save(replace(again, items=(item,)))
    opened(page, again, CaseStep.TRIGGER)
    assert "Different from the last case" in words(page)
    assert "50 pcs; last time 5 pcs" in words(page)


def test_the_sign_off_asks_for_the_date_once_more(
    page: CasesPage, desk: Desk, ask: ScriptedAsk
) -> None:
    case = turkish(desk)
    opened(page, case, CaseStep.DECISION)
    page.sign.click()
    QTest.qWait(1)
    body = page.pane.body
    assert isinstance(body, DecisionStep)
    assert QApplication.focusWidget() is body.reason
    assert body.sign_panel.visibleRegion().boundingRect().top() == 0
    assert body.outcome.value is Outcome.HOLD_RESOLVE
    body.sign.click()
    assert ask.asked == []  # nothing is signed without a reason
    body.reason.setPlainText("Not before the open points are settled.")
    day = today(desk.clock) - timedelta(days=1)
    body.day.setText(day.isoformat())
    body.sign.click()
    assert "past" in words(page)
    body.day.clear()
    ask.answers = [True]
    body.sign.click()
    assert kept(page).state is CaseState.SIGNED
    assert page.pane.step is CaseStep.FOLLOW_UP
    assert page.session.is_read_only


def test_the_record_and_the_pack(
    page: CasesPage, desk: Desk, window: NotedWindow, ask: ScriptedAsk, tmp_path: Path
) -> None:
    case = turkish(desk)
    opened(page, case, CaseStep.TRIGGER)
    page.print_out()
    assert window.papers[0][0].startswith(b"%PDF")
    ask.answers = [tmp_path]
    page.pack_button.click()
    assert (tmp_path / f"{case.number}-evidence.zip").stat().st_size > 0


def test_a_workspace_for_reading_changes_nothing(desk: Desk, shell: Shell, qtbot: QtBot) -> None:
    case = turkish(desk)
    folder = desk.folder
    desk.close()
    reading = open_desk(folder, read_only=True)
    page = shown(reading, shell, qtbot)
    assert not page.new_button.isVisible()
    for step in CaseStep:
        opened(page, case, step)
    assert not page.sign.isVisible()
    retype_is_off = page.session.is_read_only
    assert retype_is_off
    reading.close()


def test_every_step_has_names_and_keys_of_its_own(page: CasesPage, desk: Desk) -> None:
    case = turkish(desk)
    case = case.with_role(Role.BANK, CaseParty(Role.BANK, PartyAnswer.UNKNOWN))
    case = desk.cases.save(case)
    for step in CaseStep:
        opened(page, case, step)
        assert page.pane.step is step
        assert unnamed(page) == [], step
        assert clashing(page) == [], step


def test_the_list_is_a_sound_model(page: CasesPage, desk: Desk, qtmodeltester: ModelTester) -> None:
    turkish(desk)
    page.list.look()
    qtmodeltester.check(page.list.model)
    assert unnamed(page) == []
    assert clashing(page) == []


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_the_step_is_drawn_in_both_themes(
    desk: Desk, shell: Shell, appearance: Appearance, theme: Theme, qtbot: QtBot
) -> None:
    case = turkish(desk)

    def make() -> CasesPage:
        page = CasesPage(desk, shell)
        qtbot.addWidget(page, before_close_func=CasesPage.close_page)
        opened(page, case, CaseStep.PROFILE)
        return page

    picture = render(make, appearance, theme)
    assert len(colours_of(picture)) > 5


def test_home_tells_of_cases_that_wait() -> None:
    told = case_tasks(CaseCounts(open=3, hold=2))
    assert [(one.page, one.subject) for one in told] == [("cases", "hold"), ("cases", "open")]
    assert case_tasks(CaseCounts()) == []


def test_another_page_asks_for_a_repeat_order(page: CasesPage, desk: Desk) -> None:
    case = turkish(desk)
    page.arrive(RepeatOrder(case.id))
    assert kept(page).copied_from == case.id
    assert kept(page).number != case.number
