"""Files that are dragged over a part of the window and let go there."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from exportdesk.ui.theme import px, tokens


def one_dropped(data: QMimeData) -> tuple[Path, ...]:
    """Return the one local file or folder that is dragged; nothing of several."""
    urls = data.urls() if data.hasUrls() else []
    return _dropped(data) if len(urls) == 1 else ()


def one_dropped_file(data: QMimeData) -> tuple[Path, ...]:
    """Return the one local file that is dragged; nothing of several."""
    return tuple(path for path in one_dropped(data) if path.is_file())


def dropped_files(data: QMimeData) -> tuple[Path, ...]:
    """Return the local files that are dragged."""
    return tuple(path for path in _dropped(data) if path.is_file())


def _dropped(data: QMimeData) -> tuple[Path, ...]:
    urls = data.urls() if data.hasUrls() else []
    paths = (Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    return tuple(path for path in paths if path.exists())


class FileDrops(QObject):
    """Takes files that are let go over a widget; meanwhile a sheet says what that will do.

    `found` says which of what is dragged is meant, `may` whether it is the moment for it.
    """

    def __init__(
        self,
        onto: QWidget,
        words: str,
        take: Callable[[Sequence[Path]], object],
        *,
        found: Callable[[QMimeData], Sequence[Path]] = dropped_files,
        may: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(onto)
        self.sheet = DropSheet(onto, words)
        self._take, self._found, self._may = take, found, may
        onto.setAcceptDrops(True)
        onto.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            self.sheet.hide()
            paths = self._found(event.mimeData()) if self._may() else ()
            if paths:
                event.acceptProposedAction()
                self._take(paths)
                return True
        elif isinstance(event, QDragEnterEvent) and event.type() is QEvent.Type.DragEnter:
            if self._may() and self._found(event.mimeData()):
                event.acceptProposedAction()
                self.sheet.cover()
                return True
        elif event.type() is QEvent.Type.DragLeave:
            self.sheet.hide()
        return super().eventFilter(watched, event)


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
