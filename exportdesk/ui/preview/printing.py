"""Sends a paper where the print dialog was told to: into a file, to CUPS, to the system's printer.

A file and CUPS get the paper itself, with its text. Where neither is meant, the system wants
pages that are drawn, and gets them as pictures.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintEngine, QPrinter

from exportdesk.core.errors import StorageFault
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.progress import Progress
from exportdesk.documents.chosen_pages import chosen_pages
from exportdesk.storage.opening import fault
from exportdesk.ui.jobs import Step
from exportdesk.ui.preview.paper import page_count, print_pages

_PATIENCE_SECONDS = 60
_CUPS_OPTIONS = 0xFE00  # where Qt's dialog keeps what was set under Properties and Job options
_SIDES = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}
_EVERYDAY = (QPageSize.PageSizeId.Letter, QPageSize.PageSizeId.A4)


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of printing: how many pages, and the file where they went into one."""

    pages: int
    file: Path | None = None


def send(pdf: bytes, printer: QPrinter, progress: Progress) -> Sent:
    """Print the pages asked for; needs no widget and may run on any thread.

    Raises StorageFault.
    """
    first, last = _range(pdf, printer)
    if file := _file(printer):
        _write(pdf, first, last, file)
        return Sent(last - first + 1, file)
    program = _program()
    if program is None or not printer.printerName():
        return Sent(print_pages(pdf, printer, progress))
    progress.step(0)
    _hand_over(pdf, command(program, printer, first, last), printer.printerName())
    return Sent(last - first + 1)


def command(program: str, printer: QPrinter, first: int, last: int) -> list[str]:
    """Return the command that gives CUPS a PDF through its standard input."""
    said = [program, "-d", printer.printerName(), "-t", printer.docName()]
    said += ["-n", str(printer.copyCount()), "-P", f"{first}-{last}"]
    return said + [word for option in _options(printer) for word in ("-o", option)]


def media(size: QPageSize) -> str:
    """Return what CUPS calls a size of paper.

    A driver may have Letter under a second name too, as ANSI A, and Qt then takes either.
    """
    points = size.sizePoints()
    same = (one for one in _EVERYDAY if QPageSize(one).sizePoints() == points)
    return next((QPageSize(one).key() for one in same), size.key())


def document_name(file_name: str) -> str:
    """Return what a printing is called: as the file of the paper, but as no file that is there.

    Qt proposes it for "Print to file", in the folder of the person or the one it is started in.
    """
    folders = [Path.home()]
    with suppress(OSError):  # the folder may be gone
        folders.append(Path.cwd())
    return free_name(Path(file_name).stem, folders)


def free_name(stem: str, folders: Sequence[Path]) -> str:
    """Return a name under which none of `folders` holds a PDF."""
    name, number = stem, 1
    while any(os.path.exists(folder / f"{name}.pdf") for folder in folders):  # noqa: PTH110 - a Path raises there
        number += 1
        name = f"{stem} ({number})"
    return name


def told(sent: Sent) -> str:
    """Return the sentence that says where a paper went."""
    if sent.file is not None:
        return _("Saved as {path}").format(path=sent.file)
    words = ngettext(
        "Sent to the printer: {count} page.", "Sent to the printer: {count} pages.", sent.pages
    )
    return words.format(count=sent.pages)


def step_told(step: Step) -> str:
    """Return the sentence that says how far a printing is."""
    if not step.total:
        return _("Sending to the printer…")
    page = min(step.done + 1, step.total)
    return _("Printing page {page} of {pages}…").format(page=page, pages=step.total)


def _range(pdf: bytes, printer: QPrinter) -> tuple[int, int]:
    last = page_count(pdf)
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage():
        return printer.fromPage(), min(printer.toPage() or last, last)
    return 1, last


def _file(printer: QPrinter) -> Path | None:
    name = printer.outputFileName()
    # Not Windows' "FILE:": there the printer's own language is wanted in the file.
    if name and printer.outputFormat() is QPrinter.OutputFormat.PdfFormat:
        return Path(name)
    return None


def _write(pdf: bytes, first: int, last: int, file: Path) -> None:
    whole = (first, last) == (1, page_count(pdf))
    try:
        file.write_bytes(pdf if whole else chosen_pages(pdf, first, last))
    except OSError as error:
        raise fault(error, file) from error


def _program() -> str | None:
    # On macOS the system's own dialog lays pages out in ways that only its printing knows of.
    if not sys.platform.startswith("linux"):
        return None
    return shutil.which("lp")


def _hand_over(pdf: bytes, words: list[str], name: str) -> None:
    try:
        done = subprocess.run(
            words, input=pdf, capture_output=True, timeout=_PATIENCE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StorageFault("printer-failed", printer=name) from error
    if done.returncode != 0:
        raise StorageFault("printer-failed", printer=name)


def _options(printer: QPrinter) -> list[str]:
    size = printer.pageLayout().pageSize()
    options = {}
    if size.id() is not QPageSize.PageSizeId.Custom:
        options["media"] = media(size)
    if sides := _SIDES.get(printer.duplex()):
        options["sides"] = sides
    if printer.colorMode() is QPrinter.ColorMode.GrayScale:
        options["print-color-mode"] = "monochrome"
    if printer.copyCount() > 1:
        options["collate"] = "true" if printer.collateCopies() else "false"
    key = QPrintEngine.PrintEnginePropertyKey(_CUPS_OPTIONS)
    chosen = printer.printEngine().property(key) or []
    options.update(zip(chosen[::2], chosen[1::2], strict=False))
    return [f"{name}={value}" for name, value in options.items()]
