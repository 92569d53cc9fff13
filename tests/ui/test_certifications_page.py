"""The Certifications page: keyboard, names, what is refused, batches, what cannot be recognized."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exportdesk.core.certification_life import Certification, SentBy
from exportdesk.core.certifications import CertificationState
from exportdesk.core.company import Company, Theme
from exportdesk.core.ids import CaseId, ProductId
from exportdesk.core.products import Product
from exportdesk.core.screenings import Verdict
from exportdesk.operations.certification_renewals import later
from exportdesk.operations.certification_returns import signed_day
from exportdesk.operations.deciding import Word
from exportdesk.storage.opening import writing
from exportdesk.ui.cases.evidence_box import FileChip
from exportdesk.ui.cases.picking import Picker
from exportdesk.ui.certifications.accept_sheet import AcceptSheet
from exportdesk.ui.certifications.batch_sheet import BatchSheet
from exportdesk.ui.certifications.detail import RETURNED
from exportdesk.ui.certifications.form import Covers
from exportdesk.ui.certifications.handing import _ways
from exportdesk.ui.certifications.page import CertificationsPage
from exportdesk.ui.certifications.subjects import (
    CameBackFiles,
    NewCertification,
    NewCertifications,
    Show,
)
from exportdesk.ui.dates import day_text
from exportdesk.ui.mailing import Letter, Mailed, command, draft, mail_address
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from exportdesk.wiring import Desk
from tests.certificationbook import filled_in
from tests.documents.signing import by_hand
from tests.documents.signing import signed as signed_by
from tests.fakes import FakeClock
from tests.reviewing import customer, keep
from tests.sampling import sample
from tests.ui.conftest import NotedWindow
from tests.ui.desks import fill, open_desk, ready_up, screen, show_page
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import clashing, unnamed

_State = CertificationState


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with three customers and a product."""
    with closing(open_desk(tmp_path_factory.mktemp("certifications") / "workspace")) as desk:
        fill(desk)
        desk.products.save(Product(ProductId("p1"), "P-1", "Circuit", "854231", eccn="3A991"))
        for name, country in (("Calm Meters", "DE"), ("Sakin A.Ş.", "TR"), ("Quiet Ltd", "KZ")):
            keep(desk, customer(name, country))
        return desk.folder


@pytest.fixture
def desk(filled: Path, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """Return a desk on a copy of it."""
    made = open_desk(Path(shutil.copytree(filled, tmp_path / "workspace")), clock)
    yield made
    made.close()


@pytest.fixture
def page(desk: Desk, shell: Shell, qtbot: QtBot) -> CertificationsPage:
    """Return the page as the window shows it."""
    return show_page(CertificationsPage(desk, shell), shell, qtbot)


def sent(desk: Desk, at: int = 0) -> Certification:
    """Return a certification that went to a customer."""
    holder = sorted(desk.workspace().customers.all(), key=lambda one: one.name)[at]
    made = desk.certifications.draft(holder.id, products=[ProductId("p1")])
    return desk.certifications.send(made.id, SentBy.EMAIL)


def words(page: QWidget) -> str:
    """Return all that can be read on the page."""
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def sheet(page: QWidget, kind: type[QDialog]) -> QDialog:
    """Return the sheet that is open."""
    return next(one for one in page.findChildren(kind) if one.isVisible())


def is_seen(part: QWidget) -> bool:
    """Return whether all of a part can be seen, whatever scrolls."""
    return part.visibleRegion().boundingRect() == part.rect()


def state(page: CertificationsPage) -> CertificationState:
    """Return where the one in view stands."""
    assert page.detail.view is not None
    return page.detail.view.one.standing(page.detail.view.day)


def test_everything_is_named_and_no_key_is_taken_twice(
    desk: Desk, page: CertificationsPage, qtmodeltester: ModelTester
) -> None:
    assert "No certifications yet" in words(page)
    made = sent(desk)
    page.arrive(made.number)
    qtmodeltester.check(page.list.model)
    for tab in range(page.detail.tabs.count()):
        page.detail.tabs.setCurrentIndex(tab)
        assert unnamed(page) == []
        assert clashing(page) == []
    page.arrive(NewCertification(products=(ProductId("p1"),)))
    assert page.maker.is_open
    assert unnamed(page) == []
    assert clashing(page) == []


def test_a_draft_is_marked_where_it_is_wrong_and_left_only_when_agreed(
    desk: Desk, page: CertificationsPage, ask: ScriptedAsk
) -> None:
    page.new()
    page.maker.keep()
    assert "Say who is to sign it." in words(page)
    page.maker.fields.legal_name.setText("Harbor Labs")
    page.maker.fields.formed.setText("2026-13-40")
    page.maker.keep()
    assert "Write a year, a month or a day: 2011, 2011-04, 2011-04-19." in words(page)
    shown = page.maker.fields.read_for_paper()
    assert shown is not None
    assert shown.form.asked.customer.formed_on == "", "no paper shows what is no day"
    ask.answers = [False, True]
    assert page.back()
    assert page.maker.is_open
    page.back()
    assert not page.maker.is_open
    assert desk.certifications.list() == []


def test_a_language_that_waits_for_its_translation_is_told(
    desk: Desk, page: CertificationsPage
) -> None:
    opened = desk.wordings.open("certification", "en")
    desk.wordings.save(
        replace(opened.draft, passages=opened.draft.passages[1:]).with_head(version="short")
    )
    page.arrive(NewCertification())
    QApplication.processEvents()
    assert "Not offered, because the translation" in words(page)
    assert "English with Turkish" in words(page)


def test_a_draft_is_kept_changed_and_discarded(
    desk: Desk, page: CertificationsPage, ask: ScriptedAsk, window: NotedWindow, qtbot: QtBot
) -> None:
    holder = next(iter(desk.workspace().customers.all()))
    page.arrive(NewCertification(holder.id, products=(ProductId("p1"),)))
    assert "not reviewed by a lawyer yet" in words(page)
    row, fresh = page.maker.fields.items._rows[0], page.maker.fields
    high, in_figures = row.sizeHint().height(), "Write it in figures, as in 50."
    above_zero = "Write more than 0, as in 50."
    for typed, said in (
        ("fifty", in_figures), ("0", above_zero), ("-5 pcs", above_zero), ("50 pieces", ""),
        ("0.5", ""), ("fifty", in_figures), ("40", ""),
    ):  # fmt: skip
        row.amount.selectAll()
        row.amount.setFocus()
        QTest.keyClicks(row.amount, typed)
        row.unit.setFocus()
        assert (row.odd.text().strip(), row.odd.isVisible()) == (said, bool(said))
        assert row.amount.accessibleDescription() == said
        assert row.sizeHint().height() == high, "nothing below it moves"
    ask.answers = [None, "Close without keeping"]
    assert [page.may_leave(), page.may_leave()] == [False, True]
    assert ask.asked == ["Keep this certification as a draft?"] * 2
    assert (fresh.covers.value, fresh.reference.isVisible()) == (Covers.OPEN, True)
    assert fresh.reference.placeholderText() == "Left empty: all orders"
    assert not fresh.day.isVisible(), "of which order is not told yet"
    fresh.reference.setFocus()
    QTest.keyClicks(fresh.reference, "PO")  # an order is typed: it is about that one
    assert fresh.covers.value is Covers.ORDER
    assert fresh.day.isVisible()
    QTest.mouseClick(fresh.covers.button_of(Covers.OPEN), Qt.MouseButton.LeftButton)
    assert not fresh.reference.isVisible()
    fresh.reference.clear()
    one = fresh.read()
    assert one is not None
    fresh.load(replace(one, form=replace(one.form, case=CaseId("case"))))
    assert fresh.covers.value is Covers.ORDER, "a case is about one order"
    fresh.load(one)
    ask.answers = ["Keep draft and close"]
    assert not page.may_leave(), "not before it is kept"
    qtbot.waitUntil(lambda: window.closed == 1)
    assert page.detail.one is not None
    assert page.detail.one.form.items[0].quantity == "40"
    assert state(page) is _State.DRAFT
    page._act("edit")
    fields = page.maker.fields
    assert (fields.covers.value, fields.reference.isVisible()) == (Covers.OPEN, False)
    for covers, field, said in (
        (Covers.ORDER, fields.reference, "Say which order, or choose all orders."),
        (Covers.PERIOD, fields.first, "Say which period, or choose all orders."),
    ):
        QTest.mouseClick(fields.covers.button_of(covers), Qt.MouseButton.LeftButton)
        assert fields.reference.isVisible() is fields.day.isVisible() is (covers is Covers.ORDER)
        assert fields.first.isVisible() is fields.last.isVisible() is (covers is Covers.PERIOD)
        page.resize(708, 560)  # the pages of a window of 960 x 640
        QApplication.processEvents()
        fields.verticalScrollBar().setValue(0)
        page.maker.keep_and_send()
        assert said in words(page)
        assert field.hasFocus()
        reason = next(one for one in page.findChildren(QLabel) if one.text() == said)
        # Asked for below the fold, it comes into view with the reason.
        qtbot.waitUntil(partial(is_seen, reason))
        assert is_seen(field)
    # There the paper takes the place of the form, and what is wrong brings the form back.
    panes = page.maker._panes
    assert page.minimumSizeHint().height() <= 560, "nothing scrolls around what scrolls"
    for leave in (page.back, page.maker.keep):
        assert fields.isVisible()
        assert not page.maker.paper.isVisible()
        QTest.mouseClick(panes.lead, Qt.MouseButton.LeftButton)
        assert page.maker.paper.isVisible()
        assert not fields.isVisible()
        leave()
    assert fields.isVisible()
    assert page.maker.is_open
    assert field.hasFocus()
    for typed, is_bad in (("2019", False), ("2019-05", False), ("2019-13", True), ("", False)):
        fields.formed.setText(typed)
        assert fields.formed.is_bad is is_bad
    page.maker.fields.first.setText("2026-12-01")
    page.maker.fields.last.setText("2026-11-01")
    ask.answers = ["Keep draft and close"]
    assert not page.may_leave()
    assert "This is before the first day." in words(page)
    page.maker.fields.last.setText("2027-12-01")
    page.maker.keep()
    assert page.detail.one.form.asked.order.period_to == "2027-12-01"
    assert window.closed == 1, "what could not be kept does not close it later"
    ask.answers = [True]
    page._act("discard")
    assert desk.certifications.list() == []
    assert page.detail.one is None
    assert "was discarded" in window.toasts[-1]
    page.acting.undo()
    assert state(page) is _State.DRAFT
    assert "is a draft again" in window.toasts[-1]
    page.acting.undo()  # once
    assert len(desk.certifications.list()) == 1
    kept, toasts = page.detail.one, list(window.toasts)
    assert kept is not None
    desk.certifications.discard(kept.id)  # somebody else was quicker
    ask.answers = [True]
    page.acting.discard(kept)
    page.acting.undo()
    assert window.toasts == toasts, "what was never discarded here is not brought back"
    assert desk.certifications.list() == []


@pytest.mark.parametrize("mailed", list(Mailed)[: sample(1, None)])
def test_an_e_mail_says_where_the_file_is(
    desk: Desk, page: CertificationsPage, ask: ScriptedAsk, tmp_path: Path, mailed: Mailed
) -> None:
    holder = next(iter(desk.workspace().customers.all()))
    profile = replace(holder.profile, email="orders@calm.example", email_domain="calm.example")
    desk.customers.save(replace(holder, profile=profile))
    made = desk.certifications.draft(holder.id, language="tr")
    page.arrive(made.number)
    path = tmp_path / "form.pdf"
    ask.answers, ask.mailed = ["By e-mail…", path], mailed
    page._act("send")
    assert state(page) is _State.SENT
    (letter,) = ask.mails
    assert letter.file == path
    assert letter.to == "orders@calm.example"
    assert made.number in letter.subject
    assert path.read_bytes() == desk.certifications.paper(
        desk.certifications.get(made.id), fillable=True
    )
    assert str(path) in words(page)
    assert ask.tells_where(page.banner._action.click, path.parent)


def test_what_it_costs_to_turn_away(
    desk: Desk, page: CertificationsPage, ask: ScriptedAsk, window: NotedWindow, tmp_path: Path
) -> None:
    holder = next(iter(desk.workspace().customers.all())).id
    case = desk.cases.new(holder)
    made = desk.certifications.draft(holder, case=case.id)
    page.arrive(made.number)
    for way in ("By e-mail…", "Save a PDF…"):
        ask.answers = [way, tmp_path / "gone" / "form.pdf"]
        page._act("send")
        assert ask.told[-1].startswith("No item is named on it, so the customer would confirm")
        assert "form.pdf" in words(page)
        assert state(page) is _State.DRAFT, "it counts as sent only where there is a file to send"
    ask.answers = [None, "Save a PDF…", None, "Print it…"]  # the printer is turned away by itself
    for _turn in range(3):
        page._act("send")
    assert state(page) is _State.DRAFT
    kept = f"Not sent. {made.title} is kept as a draft."
    assert window.toasts.count(kept) == 3, "whoever pressed Send is told what there is now"
    assert window.warned, "nothing was done"
    assert "Makes nothing, only counts it as sent." in [way.words for way in _ways()]
    acts = page.detail.acts.buttons
    acts["send"].setFocus()
    ask.answers = ["It went already"]
    acts["send"].click()
    assert acts["receive"].hasFocus(), "what comes next"
    assert window.toasts[-1].endswith("counts as sent.")
    assert not window.warned
    assert window.undo is not None, "the way back to the case that it was made for"
    window.undo()
    assert window.went[-1] == ("cases", case.id)


def test_a_letter_carries_its_file_where_the_system_lets_it(tmp_path: Path) -> None:
    file = tmp_path / "C-1 Sakin & Co.pdf"
    file.write_bytes(b"%PDF-1.7")
    letter = Letter("a@b.example", "Form C-1 & more", "Line one\nŞöyle", file)
    assert command(letter)[-3:] == ["--attach", str(file), "a@b.example"]
    raw = draft(letter)
    assert b"X-Unsent: 1" in raw
    assert b"Content-Type: application/pdf" in raw
    assert mail_address(letter) == (
        "mailto:a%40b.example?subject=Form%20C-1%20%26%20more&body=Line%20one%0D%0A%C5%9E%C3%B6yle"
    )


def test_a_scan_is_attached_to_the_one_that_a_person_names(
    desk: Desk, page: CertificationsPage, tmp_path: Path, ask: ScriptedAsk, window: NotedWindow
) -> None:
    holder = min(desk.workspace().customers.all(), key=lambda one: one.name)
    case = desk.cases.new(holder.id, reference="PO-7")
    begun = desk.certifications.draft(holder.id, case=case.id, products=[ProductId("p1")])
    made = desk.certifications.send(begun.id, SentBy.EMAIL)
    scan = tmp_path / "scan.pdf"
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(scan)
    page.arrive(CameBackFiles((scan,)))
    assert "holds no code of a certification" in words(page)
    page.banner._act()
    picker = sheet(page, Picker)
    assert isinstance(picker, Picker)
    picker._give_rows()
    assert state(page) is _State.RETURNED
    assert page.detail.tabs.currentIndex() == RETURNED
    assert "Scan, " in words(page)
    assert page.detail.tabs.tabText(RETURNED) == "Came back", "nothing wrong before it is looked at"
    assert "It is not signed" not in words(page)
    assert words(page).count("signed?") == 1, "said once"
    assert "nobody has seen one in ink" not in words(page)
    shown = [one for one in page.detail.acts.buttons.values() if one.isVisible()]
    assert [(one.objectName(), one.property("kind")) for one in shown] == [
        ("accept", "primary"),
        ("reject", "danger"),
    ]
    assert page.new_button.property("kind") == "", "one filled button a page"
    page._act("accept")
    asking = sheet(page, AcceptSheet)
    asking._give()
    assert "Tick that you have read it" in words(asking)
    asking.ink.click()
    assert "Tick that you have read it" not in words(asking)
    asking.reason.setPlainText("Read it on paper")
    asking.ends.setText("2020-01-01")
    high = asking.ends.doubt.mapTo(asking, QPoint()), asking.yes.pos(), asking.height()
    asking._give()
    assert asking.isVisible(), "with all that was typed"
    assert asking.ends.doubt.words == "The day it ends, 1 Jan 2020, is past."
    assert asking.ends.doubt.isVisible()
    assert asking.focusWidget() is asking.ends
    assert high == (asking.ends.doubt.mapTo(asking, QPoint()), asking.yes.pos(), asking.height())
    assert (asking.reason.toPlainText(), asking.ink.isChecked()) == ("Read it on paper", True)
    kept = desk.certifications.get(made.id)
    assert (kept.state, kept.last_return.is_signed) == (_State.RETURNED, False)
    assert "12 months after it came back" in words(asking), "when it was signed nobody can read"
    asking.reject()
    ask.answers = [True]
    page._act("seen")
    one = desk.certifications.get(made.id)
    assert one.last_return is not None
    assert one.last_return.ink_signature_seen
    page._act("accept")
    accept = sheet(page, AcceptSheet)
    assert isinstance(accept, AcceptSheet)
    assert "counts for order PO-7 until it ends" in words(accept)
    accept._give()
    assert state(page) is _State.ACCEPTED
    assert page.detail.case.text() == f"Case {case.number}"
    page.detail.case.click()
    assert window.went[-1] == ("cases", case.id)
    assert window.undo is not None
    window.undo()
    assert window.went[-2:] == [("cases", case.id)] * 2
    ask.answers = ["  ", "They moved"]
    page._act("reject")
    assert state(page) is _State.ACCEPTED
    page._act("reject")
    assert state(page) is _State.REJECTED
    assert "They moved" in words(page)


def test_the_pages_of_an_answer_are_chosen_together(
    desk: Desk, page: CertificationsPage, tmp_path: Path, ask: ScriptedAsk, window: NotedWindow
) -> None:
    made, other = sent(desk, 0), sent(desk, 1)
    page.arrive(made.number)
    paths = [tmp_path / f"page{number}.jpg" for number in (10, 2, 1)]
    for path in paths:
        path.write_bytes(b"\xff\xd8\xff picture " + path.name.encode())
    note = tmp_path / "note.txt"
    note.write_bytes(b"a note")
    ask.answers = [(*paths, note, tmp_path / "gone.jpg")]
    page._act("receive")
    assert ask.asked[-1] == f"Choose all pages that came back for {made.title}"
    for told in (
        "Nothing was imported: an answer is kept whole",
        "note.txt is neither a PDF nor a picture",
        "gone.jpg",
    ):
        assert told in words(page)
    assert page.banner._action.isHidden()
    assert state(page) is _State.SENT
    ask.answers = [tuple(paths)]
    page._act("receive")
    assert "3 files are kept as its answer." in window.toasts[-1]
    assert not page.banner.words
    (back,) = desk.certifications.get(made.id).returns
    assert [file.name for file in back.files] == ["page1.jpg", "page2.jpg", "page10.jpg"]
    chips = [one.name.text() for one in page.detail.findChildren(FileChip) if one.isVisible()]
    assert chips == ["page1.jpg", "page2.jpg", "page10.jpg"]
    assert "3 files, one answer" in words(page)
    # A damaged page is told, and kept with the others only when that is meant.
    cut, last = tmp_path / "cut.pdf", tmp_path / "last.jpg"
    cut.write_bytes(b"%PDF-1.7 cut short")
    last.write_bytes(b"\xff\xd8\xff the last")
    page.receiving.take_in((last, cut), made.id)
    assert "cut.pdf is damaged" in words(page)
    assert len(desk.certifications.get(made.id).returns) == 1
    page.banner._act()
    assert [file.name for file in desk.certifications.get(made.id).returns[1].files] == [
        "cut.pdf",
        "last.jpg",
    ]
    # The older one asks as well, until the answer is accepted.
    assert words(page).count("is it signed?") == 2
    page._act("accept")
    accept = sheet(page, AcceptSheet)
    assert isinstance(accept, AcceptSheet)
    assert "No program can read its 2 files" in words(accept)
    accept.ink.setChecked(True)
    accept._give()
    assert state(page) is _State.ACCEPTED
    page.detail.show_returned()
    assert "is it signed?" not in words(page)
    assert "what came back after it was accepted." in words(page)
    # Dropped together, they are one answer to the one that a person names, or each an answer.
    for path in paths:
        path.write_bytes(path.read_bytes() + b" of another")
    page.arrive(CameBackFiles(tuple(paths)))
    ask.answers = [None, "one answer"]
    page.banner._act()
    assert "page10.jpg, page2.jpg, page1.jpg" in ask.told[-1]
    page.banner._act()
    picker = sheet(page, Picker)
    assert isinstance(picker, Picker)
    assert picker.windowTitle() == "Which certification do the 3 files belong to?"
    assert [row.id for row in picker.table.model().rows] == [other.id]
    picker._give_rows()
    assert [len(one.files) for one in desk.certifications.get(other.id).returns] == [3]
    for path in paths:
        path.write_bytes(path.read_bytes() + b" once more")
    page.arrive(CameBackFiles(tuple(paths)))
    ask.answers = ["Each is an answer"]
    for left in range(3):
        page.banner._act()
        picker = next(one for one in page.findChildren(Picker) if one.isVisible())
        assert paths[left].name in picker.windowTitle()
        picker._give_rows()
    assert [len(one.files) for one in desk.certifications.get(other.id).returns] == [3, 1, 1, 1]


def test_another_paper_of_the_program_is_told_before_it_is_taken(
    desk: Desk, page: CertificationsPage, tmp_path: Path
) -> None:
    one = sent(desk)
    page.refresh()
    ready_up(desk)
    other = tmp_path / "S1.pdf"
    other.write_bytes(screen(desk, "Somebody GmbH").paper)
    page.receiving.take_in((other,), one.id)
    assert "S1.pdf is “Screening record S-2026-0001”, a paper that ExportDesk" in words(page)
    assert desk.certifications.get(one.id).returns == (), "not without a confirmation"
    page.banner._act()
    (back,) = desk.certifications.get(one.id).returns
    assert back.file.name == "S1.pdf"
    assert not page.banner.words


def test_whose_a_digital_signature_is_is_said_to_be_unchecked_wherever_it_is_shown(
    desk: Desk, page: CertificationsPage
) -> None:
    made = sent(desk)
    form = signed_by(filled_in(desk.certifications.paper(made, fillable=True)), by_hand)
    back = desk.certifications.receive(form, "signed.pdf", certification=made.id).back
    assert back.is_signed
    assert "returned-signature-not-checked" in [one.code for one in back.findings]
    event = desk.workspace().events.newest(1)[0]
    assert (desk.workspace().events.payload(event.seq) or {})["signer_verified"] is False
    page.arrive(made.number)
    page.detail.show_returned()
    said = "Digital signature by Ayşe Yılmaz; whose it is was not checked."
    assert said in words(page)
    page._act("accept")
    accepting = sheet(page, AcceptSheet)
    assert said in words(accepting)
    until = later(signed_day(desk.certifications.get(made.id), back), 12)
    told = f"Left empty, it ends on {day_text(until)}, 12 months after the day of signature."
    assert told in words(accepting)
    assert accepting.minimumSizeHint().height() < 340, "where there is little room it scrolls"
    accepting.reject()


def test_damaged_and_foreign_files_are_told_and_nothing_is_kept(
    desk: Desk, page: CertificationsPage, tmp_path: Path
) -> None:
    one = sent(desk)
    page.refresh()
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"no PDF at all")
    page.arrive(CameBackFiles((bad,)))
    assert "bad.pdf is not a PDF." in words(page)
    bad.write_bytes(b"%PDF-1.7 cut short")
    page.arrive(CameBackFiles((bad,)))
    assert "bad.pdf is damaged and cannot be read as a PDF. Ask for it again." in words(page)
    assert page.banner._action.isHidden(), "whose it is does not help"
    page.arrive(CameBackFiles((tmp_path / "gone.pdf",)))
    assert "gone.pdf" in words(page)
    assert state(page) is _State.SENT
    page.receiving.take_in((bad,), one.id)  # with its certification chosen, it is told as well
    assert "bad.pdf is damaged and cannot be read as a PDF." in words(page)
    assert state(page) is _State.SENT
    page.banner._act()
    assert state(page) is _State.RETURNED, "another program may open it"


def test_files_let_go_while_others_come_in_are_not_passed_over(
    page: CertificationsPage, tmp_path: Path
) -> None:
    page.receiving.card.show()  # as while several are read
    page.receiving.take_in((tmp_path / "late.pdf",))
    assert "Other files are coming in" in page.banner.words
    page.receiving.card.hide()


def test_several_files_are_taken_in_and_each_that_is_not_says_why(
    desk: Desk,
    page: CertificationsPage,
    tmp_path: Path,
    window: NotedWindow,
    shell: Shell,
    qtbot: QtBot,
) -> None:
    first, second, third = sent(desk, 0), sent(desk, 1), sent(desk, 2)
    filled, again, scan = (tmp_path / f"{name}.pdf" for name in ("filled", "again", "scan"))
    filled.write_bytes(filled_in(desk.certifications.paper(first, fillable=True)))
    again.write_bytes(desk.certifications.paper(second, fillable=True))
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(scan)
    bad, note = tmp_path / "bad.pdf", tmp_path / "note.docx"
    bad.write_bytes(b"no PDF at all")
    note.write_bytes(b"PK")
    page.arrive(NewCertification())
    page.arrive(CameBackFiles((filled, scan, bad, again), (note,)))
    assert page.maker.is_open  # what is being filled in stays
    assert "2 certifications are back" in window.toasts[-1]
    said = words(page)
    for told in ("3 files were not imported.", "scan.pdf holds no code", "bad.pdf is not a PDF",
                 "note.docx is neither a PDF nor a picture"):  # fmt: skip
        assert told in said
    states = {row.id: row.state for row in desk.certifications.list()}
    assert states[first.id] is states[second.id] is _State.RETURNED
    # A page that is opened now shows one that waits, wherever it stands in the list.
    opened = show_page(CertificationsPage(desk, shell), shell, qtbot)
    assert opened.list.model.rows[0].state is _State.SENT
    assert state(opened) is _State.RETURNED
    opened.close()
    # Those that nobody but a person can place are placed one after the other.
    page.banner._act()
    picker = sheet(page, Picker)
    assert isinstance(picker, Picker)
    assert "scan.pdf" in picker.windowTitle()
    at = next(at for at, row in enumerate(picker.table.model().rows) if row.id == third.id)
    picker.table.choose_place(at)
    picker._give_rows()
    assert desk.certifications.get(third.id).state is _State.RETURNED
    assert page.banner.isHidden(), "nobody is asked whose a file is that cannot be taken in"


def test_a_form_is_not_sent_without_the_name_of_who_sends_it(
    desk: Desk, page: CertificationsPage, window: NotedWindow
) -> None:
    made = desk.certifications.draft(next(iter(desk.workspace().customers.all())).id)
    with writing(desk.workspace().db):
        desk.workspace().settings.save_company(Company())
    page.arrive(made.number)
    page._act("send")  # nothing is asked
    assert "without your company's name" in words(page)
    assert desk.certifications.get(made.id).is_draft
    page.banner._act()
    assert window.went[-1][0] == "settings"


def test_the_menu_of_a_row_has_what_can_be_done(
    desk: Desk, page: CertificationsPage, ask: ScriptedAsk
) -> None:
    made = desk.certifications.draft(next(iter(desk.workspace().customers.all())).id)
    page.arrive(made.number)
    acts = {one.objectName(): one for one in page.list.table.actions() if one.objectName()}
    assert {key for key, one in acts.items() if one.isVisible()} == {
        "edit", "send", "save", "discard",
    }  # fmt: skip
    ask.answers = ["It went already"]
    acts["send"].trigger()
    assert state(page) is _State.SENT
    assert not acts["edit"].isVisible()
    assert acts["receive"].isVisible()
    ask.answers = ["No answer"]
    acts["reject"].trigger()
    assert state(page) is _State.REJECTED
    assert page.new_button.property("kind") == "", "one in view has its own next step"

    # What follows on one says what becomes of it, and begins at the top.
    fields = page.maker.fields
    for _turn in range(2):
        acts["version"].trigger()
        assert page.maker.is_open
        assert f"Certification {made.number}/2" in words(page)
        assert "It takes the place of the version before" in words(page)
        assert fields.verticalScrollBar().value() == 0
        QApplication.processEvents()
        fields.verticalScrollBar().setValue(fields.verticalScrollBar().maximum())
        assert fields.verticalScrollBar().value() > 0
        page.back()
        assert page.list.table.hasFocus()
    page._act("version")
    ask.answers = ["It went already"]
    page.maker.keep_and_send()
    page.list.show_one(made.id)
    assert f"{made.number}/2 took its place." in words(page)
    assert "number of its own" in page.detail.acts.actions_by_key["renew"].toolTip()


def test_many_at_once_are_drafts_or_files(
    desk: Desk, page: CertificationsPage, ask: ScriptedAsk, tmp_path: Path
) -> None:
    ids = tuple(one.id for one in desk.workspace().customers.all())
    page.arrive(NewCertifications(ids))
    batch = sheet(page, BatchSheet)
    assert isinstance(batch, BatchSheet)
    batch._give()
    assert [row.state for row in page.list.model.rows] == [_State.DRAFT] * 3
    assert {row.language for row in page.list.model.rows} == {"en", "tr", "kk"}
    page.arrive(NewCertifications(ids))
    again = sheet(page, BatchSheet)
    assert isinstance(again, BatchSheet)
    again.way.choose(True)
    again.language.choose("es")
    ask.answers = [tmp_path / "out"]
    again._give()
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 3
    assert all(PdfReader(one).pages for one in (tmp_path / "out").glob("*.pdf"))
    assert "3 forms were written" in words(page)
    assert ask.tells_where(page.banner._action.click, tmp_path / "out")


def test_those_that_end_are_renewed_together_from_the_reminder(
    desk: Desk, page: CertificationsPage, clock: FakeClock
) -> None:
    certifications = desk.certifications
    for at in range(3):
        one = sent(desk, at)
        scan = b"\x89PNG\r\n\x1a\n a picture of a form"
        certifications.receive(scan, "s.png", certification=one.id, ink_signature_seen=True)
        certifications.accept(one.id, "Dana", "Looked at the scan")
    clock.advance(days=350)
    certifications.renew(one.id)
    page.arrive(Show.ENDING)
    assert len(page.list.model.rows) == 3
    assert page.list.renew.text() == "Renew 2…"  # one is begun already
    page.list.table.selectAll()
    assert page.list.renew.text() == "Renew 3…"
    page.list.renew.click()
    batch = sheet(page, BatchSheet)
    assert isinstance(batch, BatchSheet)
    assert "Renew 2 certifications" in words(batch)
    assert "1 more cannot be renewed" in words(batch)
    assert unnamed(batch) == []
    assert clashing(batch) == []
    batch._give()
    rows = [row for row in certifications.list() if row.state is _State.DRAFT]
    assert len(rows) == 3
    assert certifications.renewals() == ()
    page.list.table.choose(rows[0])
    assert page.list.renew.isHidden()


def test_the_table_is_filtered_and_shown_whole_again(desk: Desk, page: CertificationsPage) -> None:
    sent(desk)
    desk.certifications.draft(next(iter(desk.workspace().customers.all())).id)
    page.arrive(Show.DRAFTS)
    assert [row.state for row in page.list.model.rows] == [_State.DRAFT]
    page.arrive(Show.ENDING)
    assert "No certification is as you asked." in words(page)
    assert page.back()
    assert len(page.list.model.rows) == 2
    assert not page.back()


def test_reading_only_changes_nothing(
    filled: Path, tmp_path: Path, shell: Shell, qtbot: QtBot
) -> None:
    folder = Path(shutil.copytree(filled, tmp_path / "workspace"))
    with closing(open_desk(folder)) as before:
        made = sent(before)
    with closing(open_desk(folder, read_only=True)) as desk:
        page = show_page(CertificationsPage(desk, shell), shell, qtbot)
        page.arrive(made.number)
        shown = {key for key, one in page.detail.acts.buttons.items() if one.isVisible()}
        assert shown == {"save"}
        acts = page.detail.acts.actions_by_key
        assert [key for key, one in acts.items() if one.isVisible()] == ["print"]
        assert not page.new_button.isVisible()
        page.new()
        assert not page.maker.is_open


@pytest.mark.parametrize(("theme", "scale"), [(Theme.LIGHT, 1.0), (Theme.DARK, 2.0)])
def test_large_and_dark_it_fits_its_width(
    desk: Desk, shell: Shell, qtbot: QtBot, appearance: Appearance, theme: Theme, scale: float
) -> None:
    appearance.wear(theme, scale=scale)
    made = sent(desk)
    page = show_page(CertificationsPage(desk, shell), shell, qtbot)
    page.arrive(made.number)
    assert page.minimumSizeHint().width() <= 1068
    page.arrive(NewCertification(products=(ProductId("p1"),)))
    assert page.minimumSizeHint().width() <= 1068


def test_home_counts_what_waits(desk: Desk, clock: FakeClock, window: NotedWindow) -> None:
    from exportdesk.ui.home.tasks import certification_tasks

    sent(desk)
    assert not desk.overview.certifications().any
    clock.advance(days=15)
    counts = desk.overview.certifications()
    assert counts.late == 1
    (task,) = certification_tasks(counts)
    assert (task.page, task.subject) == ("certifications", Show.WAITING)


def test_what_follows_from_a_confirmed_match_stands_on_the_certification(
    page: CertificationsPage, desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    name = next(one.name for one in desk.lists_db().current_listings() if one.list == "EL")
    listed = customer(name, "RU")
    keep(desk, listed)
    one = desk.certifications.draft(listed.id)
    calm = desk.workspace().customer_rows.named("Calm Meters")[0]
    clean = desk.certifications.draft(calm.id)
    page.arrive(one.number)
    assert "in Review" in page.detail.follows.text()
    matches = [each for each in desk.deciding.matches(listed.id) if each.match.name == name]
    subjects = desk.deciding.subjects(matches[:1])
    shell.bus.tell(desk.deciding.decide(subjects, Word(Verdict.SAME, "Same address")).changes)
    assert page.detail.follows.text().startswith(f"License likely required: a match of {name}")
    assert page.detail.follows.isVisible()
    page.arrive(clean.number)
    assert not page.detail.follows.isVisible()
    page.arrive(NewCertification(listed.id))
    assert page.maker.follows.text().startswith("License likely required")
