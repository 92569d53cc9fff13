"""The sheet laid over a page while a file is dragged over it."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from exportdesk.ui.theme import px, tokens


def dropped_file(data: QMimeData) -> Path | None:
    """Return the one local file that is dragged, None for anything else."""
    urls = data.urls() if data.hasUrls() else []
    found = dropped_files(data)
    return found[0] if len(urls) == len(found) == 1 else None


def dropped_files(data: QMimeData) -> tuple[Path, ...]:
    """Return the local files that are dragged."""
    urls = data.urls() if data.hasUrls() else []
    paths = (Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    return tuple(path for path in paths if path.is_file())


class DropSheet(QWidget):
    """Says what letting go will do."""

    def __init__(self, over: QWidget, words: str) -> None:
        super().__init__(over)
        self._words = words
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self) -> None:
        """Lie over the page."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(colours.background)
        ground.setAlphaF(0.9)
        painter.fillRect(self.rect(), ground)
        pen = QPen(QColor(colours.accent), px(2), Qt.PenStyle.DashLine)
        painter.setPen(pen)
        inset = px(16)
        painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), px(8), px(8))
        font = QFont(self.font())
        font.setPixelSize(px(17))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
