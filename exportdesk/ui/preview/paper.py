"""Shows the pages of a PDF, and puts them on a printer."""

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEvent,
    QIODevice,
    QMarginsF,
    QPointF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.errors import StorageFault
from exportdesk.core.progress import Progress
from exportdesk.ui.theme import px

_MOST_DPI = 300  # as sharp as print is read; at 600 each page takes 130 MB and some seconds
_ZOOMS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)


class PaperView(QWidget):
    """The pages of a PDF one below the other; Ctrl+wheel, + and - zoom.

    WORKAROUND PySide6 6.11.3: a document that goes before its view, or is the view's child, tells
    the view that it closes, and the view tells a wrapper that is gone already: a crash. So both are
    children of this widget, the view first, and the view has no signal of Python's.
    """

    zoomed = Signal(float)
    turned = Signal(int)

    def __init__(self, pdf: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document = open_paper(pdf)
        self.pages = document.pageCount()
        self._view = _Pages(self)
        document.setParent(self)
        self._document = document
        self._view.setDocument(document)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        self.setFocusProxy(self._view)
        self._view.pageNavigator().currentPageChanged.connect(self.turned)
        self._view.zoomFactorChanged.connect(self._tell_zoom)
        self._view.zoomModeChanged.connect(self._tell_zoom)

    @property
    def place(self) -> int:
        """The page shown, from 0."""
        return self._view.pageNavigator().currentPage()

    @property
    def zoom(self) -> float:
        """How large the pages are shown: 1.0 is as large as on paper."""
        return self._view.zoom

    def name(self, title: str) -> None:
        """Say what a screen reader calls the paper."""
        self._view.setAccessibleName(title)

    def turn_to(self, place: int) -> None:
        """Show the page at `place`."""
        if 0 <= place < self.pages:
            self._view.pageNavigator().jump(place, QPointF())

    def zoom_in(self) -> None:
        """Show the pages larger."""
        self._view.zoom_in()

    def zoom_out(self) -> None:
        """Show the pages smaller."""
        self._view.zoom_out()

    def fit_width(self) -> None:
        """Show the pages as wide as there is room."""
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def fit_page(self) -> None:
        """Show a whole page at once."""
        self._view.setZoomMode(QPdfView.ZoomMode.FitInView)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view.resize(event.size())
        self.zoomed.emit(self._view.zoom)

    def _tell_zoom(self, _how: object) -> None:
        self.zoomed.emit(self._view.zoom)


class _Pages(QPdfView):
    """Qt's own view, with keys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setPageSpacing(px(12))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._paint_around()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._paint_around()

    def _paint_around(self) -> None:
        """Have the color of lines around the pages. Qt takes the darkest there, whatever the style
        sheet says: that of borders, too loud beside a paper, in the dark most of all.
        """
        palette = self.palette()
        around = palette.color(QPalette.ColorRole.Midlight)
        if palette.color(QPalette.ColorRole.Dark) != around:
            palette.setColor(QPalette.ColorRole.Dark, around)
            self.setPalette(palette)

    @property
    def zoom(self) -> float:
        """How large the pages are shown."""
        mode = self.zoomMode()
        if mode is QPdfView.ZoomMode.Custom:
            return self.zoomFactor()
        page = self.document().pagePointSize(self.pageNavigator().currentPage())
        dots = self.logicalDpiX() / 72
        margins = self.documentMargins()
        # Not the viewport's size: that is not yet right before the window is shown.
        wide = self.width() - self.verticalScrollBar().sizeHint().width()
        wide -= margins.left() + margins.right()
        high = self.height() - self.pageSpacing()
        if page.isEmpty():
            return 1.0
        by_width = wide / (page.width() * dots)
        if mode is QPdfView.ZoomMode.FitToWidth:
            return by_width
        return min(by_width, high / (page.height() * dots))

    def zoom_in(self) -> None:
        """Show the pages larger."""
        self._zoom_to(next((z for z in _ZOOMS if z > self.zoom + 0.01), _ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Show the pages smaller."""
        self._zoom_to(next((z for z in reversed(_ZOOMS) if z < self.zoom - 0.01), _ZOOMS[0]))

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
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        key = event.key()
        if key in moves:
            bar.setValue(bar.value() + moves[Qt.Key(key)])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        else:
            super().keyPressEvent(event)

    def _zoom_to(self, factor: float) -> None:
        self.setZoomFactor(factor)
        self.setZoomMode(QPdfView.ZoomMode.Custom)


def set_paper(printer: QPrinter, pdf: bytes) -> None:
    """Set the printer's paper to the size of the first page, edge to edge."""
    document = open_paper(pdf)
    size = document.pagePointSize(0)
    paper = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    layout = QPageLayout(paper, QPageLayout.Orientation.Portrait, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    printer.setFullPage(True)
    printer.setFromTo(1, document.pageCount())
    document.close()


def print_pages(pdf: bytes, printer: QPrinter, progress: Progress) -> int:
    """Draw the pages asked for on `printer` as pictures; return how many.

    Needs no widget and may run on any thread.
    """
    document = open_paper(pdf)
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


def page_count(pdf: bytes) -> int:
    """Return how many pages there are in `pdf`. Raises `StorageFault`."""
    document = open_paper(pdf)
    count = document.pageCount()
    document.close()
    return count


def open_paper(pdf: bytes) -> QPdfDocument:
    """Return the document in `pdf`. Raises `StorageFault`."""
    document = QPdfDocument()
    buffer = QBuffer(document)  # read from as pages are drawn: it goes with the document
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    if document.error() is not QPdfDocument.Error.None_:
        raise StorageFault("paper-unreadable")
    return document
