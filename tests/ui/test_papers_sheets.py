"""Statements, letters and reports in the window: seen, issued, saved, mailed; and how they look."""

import io
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from exportdesk.core.company import Company, Theme
from exportdesk.core.customers import Customer
from exportdesk.core.papers import PaperKind
from exportdesk.storage.opening import writing
from exportdesk.ui.papers.opening import PaperOpening
from exportdesk.ui.papers.options import AskingOptions, RefusalOptions
from exportdesk.ui.papers.sheet import PaperSheet
from exportdesk.ui.papers.template_sheet import TemplateSheet
from exportdesk.ui.papers.wording_editor import WordingEditor
from exportdesk.ui.papers.wording_sheet import WordingSheet
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from exportdesk.wiring import Desk
from tests.casepapers import rich
from tests.reviewing import customer, keep
from tests.sampling import by_name
from tests.ui.conftest import NotedWindow
from tests.ui.desks import fill, open_desk
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import clashing, unnamed


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a customer."""
    with closing(open_desk(tmp_path_factory.mktemp("papers") / "workspace")) as desk:
        fill(desk)
        keep(desk, customer("Calm Meters", "DE"))
        return desk.folder


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Iterator[Desk]:
    """Return a desk on a copy of it."""
    made = open_desk(Path(shutil.copytree(filled, tmp_path / "workspace")))
    yield made
    made.close()


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    """Return what sheets stand over."""
    made = QWidget()
    made.resize(1280, 800)
    qtbot.addWidget(made)
    made.show()
    return made


def holder(desk: Desk) -> Customer:
    """Return the customer."""
    return next(iter(desk.workspace().customers.all()))


def sheet(over: QWidget) -> PaperSheet:
    """Return the sheet that is open."""
    return next(one for one in over.findChildren(PaperSheet) if one.isVisible())


def words(root: QWidget) -> str:
    """Return all that can be read."""
    return "\n".join(one.text() for one in root.findChildren(QLabel) if one.isVisible())


@pytest.mark.parametrize(
    "kind",
    [PaperKind.END_USE_STATEMENT, PaperKind.INFORMATION_LETTER, PaperKind.REFUSAL_LETTER],
)
def test_a_paper_is_seen_first_and_kept_only_once_it_is_issued(
    desk: Desk, shell: Shell, over: QWidget, window: NotedWindow, kind: PaperKind
) -> None:
    PaperOpening(desk, shell, over).make(kind, holder(desk).id)
    made = sheet(over)
    assert made.paper.pdf
    assert unnamed(made) == []
    assert clashing(made) == []
    assert desk.papers.list() == []
    made.issue_only()
    (paper,) = desk.papers.list(customer=holder(desk).id)
    assert paper.kind is kind
    assert [name for _pdf, _title, name in window.papers] == [f"{paper.number}.pdf"]
    assert desk.records.verify().sound


def test_what_is_chosen_stands_on_the_letter_that_is_saved_and_mailed(
    desk: Desk, shell: Shell, over: QWidget, ask: ScriptedAsk, tmp_path: Path
) -> None:
    PaperOpening(desk, shell, over).make(PaperKind.REFUSAL_LETTER, holder(desk).id)
    made = sheet(over)
    assert "Have counsel read this" in words(made)
    options = made.options
    assert isinstance(options, RefusalOptions)
    options.reference.setText("PO 4711")
    made.draw()
    path = tmp_path / "letter.pdf"
    ask.answers = [None, tmp_path / "gone" / "letter.pdf", path]
    for _turn in range(2):  # turned away, then a folder that is not there
        made.issue_and_mail()
        assert desk.papers.list() == []
    made.issue_and_mail()
    (letter,) = ask.mails
    assert letter.file == path
    assert "PO 4711" in PdfReader(path).pages[0].extract_text()


def test_a_letter_that_asks_nothing_is_refused_with_the_reason(
    desk: Desk, shell: Shell, over: QWidget
) -> None:
    PaperOpening(desk, shell, over).make(PaperKind.INFORMATION_LETTER, holder(desk).id)
    made = sheet(over)
    assert isinstance(made.options, AskingOptions)
    for box, _one in made.options._boxes:
        box.setChecked(False)
    made.draw()
    assert "There is nothing to ask for." in words(made)
    assert not made.issue.isEnabled()
    made.options.own.setPlainText("A plan of your plant.\n\nWho built it.")
    made.draw()
    assert made.issue.isEnabled()
    made.options.until.setText("the 40th")
    assert not made.issue.isEnabled(), "what is seen is not what is chosen"
    made.draw()
    for issue in (made.issue_only, made.issue_and_save, made.issue_and_mail):
        issue()
        assert made.options.until.doubt.words.startswith("That is no date")
    assert desk.papers.list() == []
    made.options.until.clear()
    made.draw()
    made.issue_only()
    (paper,) = desk.papers.list()
    told = PdfReader(io.BytesIO(desk.papers.read(paper.number, flat=True)))
    text = "".join(page.extract_text() for page in told.pages)
    assert "A plan of your plant." in text
    assert "Who built it." in text


def test_nothing_goes_out_without_the_name_of_who_sends_it(
    desk: Desk, shell: Shell, over: QWidget
) -> None:
    with writing(desk.workspace().db):
        desk.workspace().settings.save_company(Company())
    PaperOpening(desk, shell, over).make(PaperKind.REFUSAL_LETTER, holder(desk).id)
    made = sheet(over)
    made.issue_only()
    assert "without your company's name" in words(made)
    assert desk.papers.list() == []


def test_the_summary_is_issued_and_found_again(
    desk: Desk, shell: Shell, over: QWidget, window: NotedWindow
) -> None:
    opening = PaperOpening(desk, shell, over)
    opening.summary()
    sheet(over).issue_only()
    (paper,) = desk.papers.list()
    opening.show_issued(paper.number)
    assert window.papers[0][0] == window.papers[1][0]


def test_the_look_is_marked_where_it_is_wrong_and_saved(
    desk: Desk, shell: Shell, over: QWidget, ask: ScriptedAsk
) -> None:
    made = TemplateSheet(over, desk, shell)
    made.open()
    assert not made.is_changed
    assert made.paper.pdf
    assert unnamed(made) == []
    assert clashing(made) == []
    made.form.accent.setText("#EEEEEE")
    made.keep()
    assert "too pale" in words(made)
    made.form.accent.setText("#123456")
    made.form.kind.choose(PaperKind.CERTIFICATION)
    made.form.clauses.setPlainText("We may visit.\n\nWe may ask again.")
    ask.answers = [False]
    made.reject()  # what is typed is not lost without a question
    assert made.isVisible()
    made.keep()
    assert not made.isVisible()
    kept = desk.templates.get()
    assert kept.accent == "#123456"
    assert kept.clauses == {PaperKind.CERTIFICATION: ("We may visit.", "We may ask again.")}


@by_name
def test_every_sample_is_drawn_from_the_demo_beside_the_look(
    desk: Desk, shell: Shell, over: QWidget
) -> None:
    made = TemplateSheet(over, desk, shell)
    made.open()
    seen = set()
    for kind in PaperKind:
        made.kind.choose(kind)
        made._turn(kind)
        assert made.paper.pdf.startswith(b"%PDF-"), kind
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made.paper.pdf)).pages)
        assert "SAMPLE" in text.replace(" ", ""), kind
        seen.add(made.paper.pdf)
    assert len(seen) == len(PaperKind)


def test_a_letter_and_a_statement_are_filled_from_a_case(
    desk: Desk, shell: Shell, over: QWidget, ask: ScriptedAsk
) -> None:
    case = rich(desk)
    opening = PaperOpening(desk, shell, over)
    ask.answers = ["End-use statement", "Letter: what is missing", "Letter: we cannot ship"]
    opening.ask(case.customer, case)
    made = sheet(over)
    assert f"For case {case.number}" in words(made)
    text = PdfReader(io.BytesIO(made.paper.pdf)).pages[0].extract_text()
    assert "8542.31" in text
    made.issue_only()
    opening.ask(case.customer, case)
    made = sheet(over)
    assert isinstance(made.options, AskingOptions)
    assert made.options.reference.text() == case.reference
    made.issue_only()
    opening.ask(case.customer, case)
    sheet(over).issue_only()
    assert len(desk.papers.list(case=case.id)) == 3
    assert all(one.customer == case.customer for one in desk.papers.list())


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_with_large_text_nothing_is_cut(
    desk: Desk, shell: Shell, appearance: Appearance, qtbot: QtBot, scale: float
) -> None:
    appearance.wear(Theme.DARK, scale=scale)
    around = QWidget()
    around.resize(1280, 800)
    qtbot.addWidget(around)
    around.show()
    opened = desk.wordings.open("certification", "tr")
    sheets: list[QDialog] = [
        WordingEditor(around, desk, shell, "Certification, English with Turkish", opened),
        TemplateSheet(around, desk, shell),
        WordingSheet(around, desk, shell),
    ]
    PaperOpening(desk, shell, around).make(PaperKind.REFUSAL_LETTER, holder(desk).id)
    for made in (*sheets, sheet(around)):
        made.open()
        QApplication.processEvents()
        assert made.width() <= 1280
        assert made.height() <= 800
        # A screen of this size has a panel, and the sheet a frame: what fills it scrolls before.
        assert made.minimumSizeHint().height() <= 640, made.windowTitle()
        for area in made.findChildren(QScrollArea):
            inner = area.widget()
            assert inner is None or inner.width() <= area.viewport().width(), made.windowTitle()
        made.hide()


def editor(over: QWidget) -> WordingEditor:
    """Return the editor that is open."""
    return next(one for one in over.findChildren(WordingEditor) if one.isVisible())


def test_a_clause_of_ones_own_is_seen_saved_as_a_version_and_begun_with_again(
    desk: Desk, shell: Shell, over: QWidget, ask: ScriptedAsk, window: NotedWindow
) -> None:
    made = WordingSheet(over, desk, shell)
    made.open()
    made.change()
    first = editor(over)
    assert unnamed(first) == []
    assert clashing(first) == []
    assert first.paper.pdf
    assert first.form.version.cursorPosition() == 0, "a long name is seen from its beginning"
    box = first.form._passages
    assert box is not None
    box.add()
    QApplication.processEvents()  # a row shows itself once there is time
    first.keep()
    assert "This text is missing." in words(first)
    first.form.show_part("head")
    QApplication.processEvents()
    first.form._texts["intro"].field.setPlainText("Fill it in.")
    box.rows[-1].field.setPlainText("We let {exporter} visit us.")
    first.keep()
    assert "{exporter} has to be in this text" in words(first)
    assert first.form.part.value == "head"
    first.form._texts["intro"].go_back()
    first.form._texts["title"].field.setPlainText("Our certification")
    assert "The program's own: Customer certification" in words(first)
    first.draw()
    text = PdfReader(io.BytesIO(first.paper.pdf)).pages[0].extract_text()
    assert "Our certification" in text
    assert first.carry.isHidden()  # a clause more: no translation says the same
    ask.answers = [False]
    first.reject()
    assert first.isVisible()
    first.keep()
    assert window.toasts[-1] == "Wording 2026-11-own-2026-11-20 is in use."
    pair = desk.certifications.make.wording("en")
    assert pair.english.clauses[-1].text == "We let {exporter} visit us."
    assert made.table.current is not None
    assert made.table.current.is_own
    # The clause is moved up and another taken out; then the program's own texts are shown again.
    made.change()
    again = editor(over)
    box = again.form._passages
    assert box is not None
    box.rows[-1].moved.emit(-1)
    assert box.passages[-2].text == "We let {exporter} visit us."
    box.rows[-1].gone.emit()
    assert len(box.rows) == 8
    assert "that false statements may be punished (point 12)" in words(again)
    ask.answers = [False]
    again.keep()
    assert again.isVisible()
    assert "It can be used all the same" in ask.told[-1]
    ask.answers = [True]
    again.begin.choose("shipped")
    again._begin_with("shipped")
    assert "Every text is as the program has it." in words(again)
    assert not again.carry.isHidden() or desk.wordings.followers(again.form.read()) == ()
    again.keep()
    assert len(desk.wordings.open("certification", "en").past) == 1


def test_a_translation_follows_the_english_clause_by_clause(
    desk: Desk, shell: Shell, over: QWidget
) -> None:
    opened = desk.wordings.open("certification", "en")
    clauses = opened.draft.passages[1:]
    desk.wordings.save(replace(opened.draft, passages=clauses).with_head(version="short"))
    made = WordingEditor(over, desk, shell, "Turkish", desk.wordings.open("certification", "tr"))
    made.open()
    box = made.form._passages
    assert box is not None
    assert [row.id for row in box.rows] == [one.id for one in clauses]
    assert box.more.isHidden()
    assert "English: We will comply with the EAR" in words(made)
    made.keep()
    assert not desk.wordings.line("certification", "tr").fault
    assert desk.certifications.make.wording("tr").translation is not None


def test_a_wording_is_made_ones_own_told_where_it_is_wrong_and_put_away(
    desk: Desk, shell: Shell, over: QWidget, ask: ScriptedAsk
) -> None:
    made = WordingSheet(over, desk, shell)
    made.open()
    assert unnamed(made) == []
    assert clashing(made) == []
    assert not made.file.isVisible()
    made.change()
    editor(over).keep()
    made.open_file()
    (file,) = ask.opened
    assert file.name == "en.toml"
    assert desk.certifications.make.wording("en").english.version.endswith("-own-2026-11-20")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("[texts]", "[texts]\nnobody = 'prints this'"), encoding="utf-8")
    made.look()
    assert "cannot be used" in words(made)
    assert not made.sample.isEnabled()
    ask.answers = [True]
    made.put_away()
    assert not file.exists()
    assert not desk.certifications.make.wording("en").english.is_own
    assert isinstance(made, QDialog)
