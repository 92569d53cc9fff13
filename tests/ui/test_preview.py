"""Papers on the screen, on the printer, on the disk."""

import gc
import os
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from exportdesk.core.company import Theme
from exportdesk.core.errors import StorageFault
from exportdesk.core.progress import Silent
from exportdesk.ui.jobs import Step
from exportdesk.ui.preview import PaperView, PreviewDialog, print_pages
from exportdesk.ui.preview.paper import open_paper, set_paper
from exportdesk.ui.preview.printing import Sent, free_name, media, send, step_told, told
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import DARK, LIGHT, Appearance
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


def test_print_to_file_writes_the_paper_itself(
    dialog: PreviewDialog, ask: ScriptedAsk, pdf: bytes, tmp_path: Path
) -> None:
    ask.answers = [tmp_path / "saved.pdf"]
    dialog.save()
    dialog.print_out()
    assert dialog.banner.words == "", "turned away, and where it was saved is not said any more"
    ask.print_to = tmp_path / "printed.pdf"
    dialog.print_out()
    assert dialog.banner.words == f"Saved as {tmp_path / 'printed.pdf'}"
    assert (tmp_path / "printed.pdf").read_bytes() == pdf, "with its text, not as pictures"


def test_some_pages_in_a_file_keep_their_text(pdf: bytes, tmp_path: Path, qtbot: QtBot) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_paper(printer, pdf)
    printer.setOutputFileName(str(tmp_path / "range.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert send(pdf, printer, Silent()) == Sent(2, tmp_path / "range.pdf")
    pages = PdfReader(tmp_path / "range.pdf").pages
    assert [page.extract_text().strip() for page in pages] == ["Page 2", "Page 3"]


class CupsPrinter(QPrinter):
    """A printer that the system's spooler knows."""

    @override
    def printerName(self) -> str:
        return "Front desk"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="lp is used on Linux")
def test_the_system_gets_the_paper_itself(
    pdf: bytes, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "lp"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/said; cat > {tmp_path}/got; exit $LP\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("LP", "0")
    printer = CupsPrinter(QPrinter.PrinterMode.HighResolution)
    set_paper(printer, pdf)
    printer.setDocName("S-2026-0001")
    printer.setCopyCount(2)
    assert send(pdf, printer, Silent()) == Sent(3)
    assert (tmp_path / "got").read_bytes() == pdf
    assert (tmp_path / "said").read_text().strip() == (
        "-d Front desk -t S-2026-0001 -n 2 -P 1-3 -o media=Letter -o sides=one-sided"
        " -o collate=true"
    )
    monkeypatch.setenv("LP", "1")
    with pytest.raises(StorageFault, match="printer-failed"):
        send(pdf, printer, Silent())


def test_letter_is_asked_for_by_its_own_name() -> None:
    sizes = QPageSize.PageSizeId
    assert media(QPageSize(sizes.AnsiA)) == "Letter", "as some drivers call it too"
    assert [media(QPageSize(size)) for size in (sizes.A4, sizes.Legal)] == ["A4", "Legal"]


def test_what_was_done_and_what_is_proposed(tmp_path: Path) -> None:
    assert told(Sent(1)) == "Sent to the printer: 1 page."
    assert step_told(Step("", 1, 3)) == "Printing page 2 of 3…"
    assert free_name("S-2026-0001", (tmp_path,)) == "S-2026-0001"
    (tmp_path / "S-2026-0001.pdf").touch()
    assert free_name("S-2026-0001", (tmp_path,)) == "S-2026-0001 (2)", "not the one just saved"


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


def test_what_is_around_the_pages_is_as_quiet_as_a_line_in_both_themes(
    pdf: bytes, qtbot: QtBot, appearance: Appearance
) -> None:
    view = PaperView(pdf)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    appearance.dress(view)
    for theme, tokens in ((Theme.LIGHT, LIGHT), (Theme.DARK, DARK), (Theme.LIGHT, LIGHT)):
        appearance.wear(theme)
        QApplication.processEvents()
        around = view.grab().toImage().pixelColor(2, 150).name()
        assert around == tokens.line.lower()


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
