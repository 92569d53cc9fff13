"""Papers on the screen, on the printer, on the disk."""

import gc
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from exportdesk.core.errors import StorageFault
from exportdesk.core.progress import Silent
from exportdesk.ui.preview import PaperView, PreviewDialog, print_pages
from exportdesk.ui.preview.paper import open_paper, set_paper
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import unnamed


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A paper of three pages, each with a black square."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=letter, invariant=1)
    for page in range(3):
        canvas.drawString(72, 700, f"Page {page + 1}")
        canvas.rect(72, 72, 144, 144, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def dialog(pdf: bytes, shell: Shell, qtbot: QtBot) -> PreviewDialog:
    made = PreviewDialog(
        pdf, "Screening record S-2026-0001", "S-2026-0001.pdf", ask=shell.ask, jobs=shell.jobs
    )
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_pages_are_shown(dialog: PreviewDialog, qtbot: QtBot) -> None:
    assert dialog.view.pages == 3
    assert dialog._page.text() == "1 of 3"
    dialog._page_after()
    qtbot.waitUntil(lambda: dialog._page.text() == "2 of 3")
    dialog._page_before()
    qtbot.waitUntil(lambda: dialog._page.text() == "1 of 3")
    qtbot.keyClick(dialog.view.focusProxy(), Qt.Key.Key_End)
    qtbot.waitUntil(lambda: dialog._page.text() == "3 of 3")


def test_pages_can_be_made_larger_and_smaller(dialog: PreviewDialog, qtbot: QtBot) -> None:
    view = dialog.view
    view.fit_page()
    before = view.zoom
    qtbot.keyClick(view.focusProxy(), Qt.Key.Key_Plus)
    assert view.zoom > before
    for _ in range(20):
        view.zoom_out()
    assert view.zoom == 0.25
    assert dialog._zoom.text() == "25 %"
    view.fit_width()
    assert view.zoom > 0.25


def test_everything_has_a_name_and_escape_closes(dialog: PreviewDialog, qtbot: QtBot) -> None:
    assert unnamed(dialog) == []
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_paper_is_printed(dialog: PreviewDialog, ask: ScriptedAsk, tmp_path: Path) -> None:
    dialog.print_out()
    assert dialog.banner.words == "", "turned away: nothing said"
    ask.print_to = tmp_path / "printed.pdf"
    dialog.print_out()
    assert dialog.banner.words == "3 pages were sent to the printer."
    printed = PdfReader(tmp_path / "printed.pdf")
    assert len(printed.pages) == 3
    assert [round(float(side)) for side in printed.pages[0].mediabox[2:]] == [612, 792]


def test_a_range_of_pages_is_printed_where_it_belongs(
    pdf: bytes, tmp_path: Path, qtbot: QtBot, appearance: Appearance
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_paper(printer, pdf)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "range.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert print_pages(pdf, printer, Silent()) == 2
    del printer
    printed = open_paper((tmp_path / "range.pdf").read_bytes())
    assert printed.pageCount() == 2
    picture = printed.render(0, printed.pagePointSize(0).toSize())
    assert picture.pixelColor(144, 792 - 144).lightness() < 40, "in the square"
    beside = picture.pixelColor(62, 792 - 144)
    assert beside.alpha() == 0 or beside.lightness() > 200


@pytest.mark.parametrize("by", ["close", "deleteLater", "parent", "forgotten"])
def test_a_preview_goes_quietly(
    pdf: bytes, shell: Shell, qtbot: QtBot, qapp: QApplication, by: str
) -> None:
    parent = QWidget()
    parent.show()
    made = PreviewDialog(
        pdf,
        "A paper",
        "a.pdf",
        ask=shell.ask,
        jobs=shell.jobs,
        parent=None if by == "forgotten" else parent,
    )
    made.show()
    made.view.turn_to(2)
    qapp.processEvents()
    if by == "close":
        made.close()
    elif by == "deleteLater":
        made.deleteLater()
    elif by == "parent":
        parent.deleteLater()
    del made, parent
    gc.collect()
    for _ in range(3):
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qapp.processEvents()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_fails_is_said(
    dialog: PreviewDialog, ask: ScriptedAsk, tmp_path: Path
) -> None:
    ask.print_to = tmp_path / "no such folder" / "printed.pdf"
    dialog.print_out()
    assert dialog.banner.words.startswith("The printer did not take the paper.")
    ask.print_to = None
    dialog.print_out()


def test_the_paper_is_saved(
    dialog: PreviewDialog, ask: ScriptedAsk, pdf: bytes, tmp_path: Path
) -> None:
    ask.answers = [None, tmp_path]
    dialog.save()
    dialog.save()
    assert (tmp_path / "S-2026-0001.pdf").read_bytes() == pdf
    ask.answers = [tmp_path / "no such folder" / "x"]
    dialog.save()
    assert dialog.banner.words.startswith("Not saved")


def test_the_paper_is_opened_elsewhere(dialog: PreviewDialog, ask: ScriptedAsk, pdf: bytes) -> None:
    dialog.open_outside()
    assert [path.name for path in ask.opened] == ["S-2026-0001.pdf"]
    assert ask.opened[0].read_bytes() == pdf


def test_what_is_no_paper_is_refused(qtbot: QtBot, appearance: Appearance) -> None:
    with pytest.raises(StorageFault, match="paper-unreadable"):
        PaperView(b"<html>not a paper</html>")
