"""A recovery code on a sheet of paper, or in a file of plain text."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QSizeF
from PySide6.QtGui import (
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from exportdesk.core.i18n import _
from exportdesk.storage.opening import refused_as_fault

_DOTS, _SIZES = 300, {"title": 20.0, "code": 17.0, "words": 11.0}
_MARGIN = 25.0  # millimeters
_GAP = 24  # dots of the paper between two parts


@dataclass(frozen=True, slots=True)
class CodeSheet:
    """A recovery code, and what it is of."""

    code: str
    company: str
    folder: Path
    made: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The code, in lines that are read out without losing one's place."""
        groups = self.code.split("-")
        half = -(-len(groups) // 2)
        return tuple("-".join(part) for part in (groups[:half], groups[half:]) if part)

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """All that stands on the paper, each part with its kind."""
        whose = self.company or _("a company without a name")
        return (
            ("title", _("Recovery code of ExportDesk")),
            ("words", _("Company: {name}").format(name=whose)),
            ("words", _("Workspace: {folder}").format(folder=self.folder)),
            ("words", _("Made: {when}").format(when=self.made)),
            *(("code", line) for line in self.lines),
            (
                "words",
                _(
                    "It opens the workspace and its backups when the password is forgotten: start "
                    "ExportDesk, choose “Forgotten? Use the recovery code”, and type it. Whoever "
                    "has it and the files can read everything: keep it away from the computer, "
                    "where nobody else comes to."
                ),
            ),
            (
                "words",
                _("A new recovery code takes its place; backups made before still open with it."),
            ),
        )


def code_pdf(sheet: CodeSheet) -> bytes:
    """Return a paper of one page with the code; needs no widget and may run on any thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    metric = QLocale().measurementSystem() is QLocale.MeasurementSystem.MetricSystem
    size = QPageSize.PageSizeId.A4 if metric else QPageSize.PageSizeId.Letter
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(size), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
        )
    )
    writer.setResolution(_DOTS)
    writer.setTitle(_("Recovery code of ExportDesk"))
    writer.setCreator("ExportDesk")
    document = _document(sheet)
    document.documentLayout().setPaintDevice(writer)  # points are then points of the paper
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    painter = QPainter(writer)
    document.drawContents(painter)
    painter.end()
    return bytes(buffer.data().data())


def code_text(sheet: CodeSheet) -> str:
    """Return the same as plain text."""
    return "\n\n".join(words for _kind, words in sheet.parts) + "\n"


def write_code(sheet: CodeSheet, path: Path) -> None:
    """Write it where a person chose, as text where the name says so. Raises StorageFault."""
    is_text = path.suffix.casefold() == ".txt"
    data = code_text(sheet).encode("utf-8-sig") if is_text else code_pdf(sheet)
    with refused_as_fault(path):
        path.write_bytes(data)


def _document(sheet: CodeSheet) -> QTextDocument:
    document = QTextDocument()
    document.setDocumentMargin(0)
    cursor = QTextCursor(document)
    for at, (kind, words) in enumerate(sheet.parts):
        block = cursor.blockFormat()
        block.setTopMargin(0 if not at else _GAP)
        if at:
            cursor.insertBlock(block)
        look = QTextCharFormat()
        font = QFont("Noto Sans", weight=400 if kind == "words" else 600)
        font.setPointSizeF(_SIZES[kind])
        if kind == "code":
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 108)
        look.setFont(font)
        cursor.insertText(words, look)
    return document
