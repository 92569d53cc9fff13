"""The warning signs of one case."""

from dataclasses import replace

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from exportdesk.core.cases import (
    CaseStep,
)
from exportdesk.core.certification_life import SentBy
from exportdesk.core.words import sentence
from exportdesk.ui.cases.page import CasesPage
from exportdesk.wiring import Desk
from tests.ui.cases.conftest import kept, opened, turkish, words
from tests.ui.conftest import NotedWindow


def test_warning_signs_are_looked_for_by_subject_and_each_is_recorded(
    page: CasesPage, desk: Desk, window: NotedWindow
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
    assert page.pane.body is not None
    assert page.pane.body.foot is not None
    assert page.pane.body.foot.text() == "Read on"
    before = kept(page).looked
    own = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(60_000)
    for _screenful in range(9):  # in view from the first group on; it leads on to the last
        QTest.qWait(1)
        none = page.pane.findChild(QPushButton, "none-of-all")
        assert none is not None
        assert none.visibleRegion().boundingRect() == none.rect()
        room = none.geometry()
        at = none.mapTo(page.pane, none.rect().center())
        none.click()
        assert kept(page).looked == before
        if none.text() != "Read on":
            break
    QTest.qWait(1)
    assert none.text() == "None of the others"
    assert none.geometry() == room
    none.click()
    assert kept(page).looked == before, "clicked twice, it was meant to lead on"
    QApplication.setDoubleClickInterval(0)
    none.click()
    QApplication.setDoubleClickInterval(own)
    assert kept(page).looked != before
    assert not window.toasts
    QTest.qWait(1)
    still = page.pane.findChild(QPushButton, "none-of-all")
    assert page.pane.childAt(at) is still, "one click more meets no other answer"
    assert not still.isEnabled()
    assert page.pane.area.verticalScrollBar().value() > 0
    assert desk.cases.assess(kept(page)).flow.signs.said == "yes"
    page.pane.findChild(QPushButton, f"none-{group.code}").click()  # type: ignore[union-attr] # there
    assert not {one.flag for one in kept(page).looked} & looked.keys()


def test_what_is_not_asked_about_is_told_with_the_reason(page: CasesPage, desk: Desk) -> None:
    opened(page, turkish(desk), CaseStep.RED_FLAGS)
    reason = sentence("flag-by-owners")
    assert reason not in words(page)
    unfold = page.pane.findChild(QPushButton, "flags-left-out")
    assert unfold is not None
    assert unfold.text().endswith(" red flags not asked about: why?")
    unfold.click()
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


def test_a_certification_for_another_order_says_so_and_another_can_be_made(
    page: CasesPage, desk: Desk
) -> None:
    first = turkish(desk)
    made = desk.certifications.draft(case=first.id)
    number = desk.certifications.send(made.id, SentBy.EMAIL).number
    opened(page, desk.cases.save(replace(turkish(desk), reference="PO-2")), CaseStep.CERTIFICATION)
    assert f"Certification {number} is for order PO-1 only." in words(page)
    assert page.pane.findChild(QPushButton, "make-certification") is not None
