"""Statements, letters and reports in the window: seen, issued, saved, mailed; and how they look."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from exportdesk.core.customers import Customer
from exportdesk.core.papers import PaperKind
from exportdesk.ui.papers.opening import PaperOpening
from exportdesk.ui.papers.options import AskingOptions, RefusalOptions
from exportdesk.ui.papers.sheet import PaperSheet
from exportdesk.ui.papers.template_sheet import TemplateSheet
from exportdesk.ui.papers.wording_sheet import WordingSheet
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk
from tests.reviewing import customer, keep
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
    ask.answers = [None, path]
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
    desk: Desk, shell: Shell, over: QWidget
) -> None:
    made = TemplateSheet(over, desk, shell)
    made.open()
    assert made.paper.pdf
    assert unnamed(made) == []
    assert clashing(made) == []
    made.form.accent.setText("#EEEEEE")
    made.keep()
    assert "too pale" in words(made)
    made.form.accent.setText("#123456")
    made.form.kind.choose(PaperKind.CERTIFICATION)
    made.form.clauses.setPlainText("We may visit.\n\nWe may ask again.")
    made.keep()
    kept = desk.templates.get()
    assert kept.accent == "#123456"
    assert kept.clauses == {PaperKind.CERTIFICATION: ("We may visit.", "We may ask again.")}


def test_a_wording_is_made_ones_own_told_where_it_is_wrong_and_put_away(
    desk: Desk, shell: Shell, over: QWidget, ask: ScriptedAsk
) -> None:
    made = WordingSheet(over, desk, shell)
    made.open()
    assert unnamed(made) == []
    assert clashing(made) == []
    made.change()
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
