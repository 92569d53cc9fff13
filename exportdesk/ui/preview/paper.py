"""Shows the pages of a PDF, and puts them on a printer."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPageLayout, QPageSize, QPainter, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from typing_extensions import override

from exportdesk.core.errors import StorageFault
from exportdesk.core.progress import Progress
from exportdesk.ui.theme import px

_MOST_DPI = 600  # sharper than that is not seen, and a page would take half a gigabyte
_ZOOMS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)


class PaperView(QPdfView):
    """The pages of a PDF one below the other; Ctrl+wheel, + and - zoom."""

    zoomed = Signal(float)
    turned = Signal(int)

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._buffer, self._document = _open(pdf)
        self._document.setParent(self)
        self._buffer.setParent(self)
        self.setDocument(self._document)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setPageSpacing(px(12))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pageNavigator().currentPageChanged.connect(self.turned)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self._document.pageCount()

    @property
    def place(self) -> int:
        """The page shown, from 0."""
        return self.pageNavigator().currentPage()

    @property
    def zoom(self) -> float:
        """How large the pages are shown: 1.0 is as large as on paper."""
        if self.zoomMode() is QPdfView.ZoomMode.Custom:
            return self.zoomFactor()
        wide = self._document.pagePointSize(self.place).width()
        room = self.viewport().width() - px(12)
        return room / (wide / 72 * self.logicalDpiX()) if wide else 1.0

    def turn_to(self, place: int) -> None:
        """Show the page at `place`."""
        if 0 <= place < self.pages:
            self.pageNavigator().jump(place, QPointF())

    def zoom_in(self) -> None:
        """Show the pages larger."""
        self._zoom_to(next((z for z in _ZOOMS if z > self.zoom + 0.01), _ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Show the pages smaller."""
        self._zoom_to(next((z for z in reversed(_ZOOMS) if z < self.zoom - 0.01), _ZOOMS[0]))

    def fit_width(self) -> None:
        """Show the pages as wide as there is room."""
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.zoomed.emit(self.zoom)

    def fit_page(self) -> None:
        """Show a whole page at once."""
        self.setZoomMode(QPdfView.ZoomMode.FitInView)
        self.zoomed.emit(self.zoom)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        moves = {
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_Space: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_Down: px(48),
            Qt.Key.Key_Up: -px(48),
        }
        key = Qt.Key(event.key())
        if key in moves:
            bar.setValue(bar.value() + moves[key])
        elif key is Qt.Key.Key_Home:
            self.turn_to(0)
        elif key is Qt.Key.Key_End:
            self.turn_to(self.pages - 1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key is Qt.Key.Key_Minus:
            self.zoom_out()
        else:
            super().keyPressEvent(event)

    def _zoom_to(self, factor: float) -> None:
        self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setZoomFactor(factor)
        self.zoomed.emit(factor)


def set_paper(printer: QPrinter, pdf: bytes) -> None:
    """Set the printer's paper to the size of the first page, edge to edge."""
    _buffer, document = _open(pdf)
    size = document.pagePointSize(0)
    paper = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    layout = QPageLayout(paper, QPageLayout.Orientation.Portrait, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    printer.setFullPage(True)
    printer.setFromTo(1, document.pageCount())
    document.close()


def print_pages(pdf: bytes, printer: QPrinter, progress: Progress) -> int:
    """Put the pages asked for on `printer`, as sharp as it prints; return how many.

    Needs no widget and may run on any thread.
    """
    _buffer, document = _open(pdf)
    first, last = 1, document.pageCount()
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage():
        first, last = printer.fromPage(), min(printer.toPage() or last, last)
    painter = QPainter()
    if not painter.begin(printer):
        raise StorageFault("printer-failed", printer=printer.printerName())
    try:
        for place in range(first - 1, last):
            progress.step(place - first + 1, last - first + 1)
            if place > first - 1:
                printer.newPage()
            _print_page(document, place, printer, painter)
    finally:
        painter.end()
        document.close()
    progress.step(last - first + 1, last - first + 1)
    return last - first + 1


def _print_page(document: QPdfDocument, place: int, printer: QPrinter, painter: QPainter) -> None:
    points = document.pagePointSize(place)
    dots = min(printer.resolution(), _MOST_DPI) / 72
    image = document.render(
        place, QSize(round(points.width() * dots), round(points.height() * dots))
    )
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    shown = points.scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    inside = printer.pageRect(QPrinter.Unit.DevicePixel)
    target = paper.translated(-inside.topLeft())
    target.setSize(shown)
    painter.drawImage(target, image)


def _open(pdf: bytes) -> tuple[QBuffer, QPdfDocument]:
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    if document.error() is not QPdfDocument.Error.None_:
        raise StorageFault("paper-unreadable")
    return buffer, document
