"""An icon that stands by itself, in a token's colour, in light and dark."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from exportdesk.ui.icons import paint_glyph
from exportdesk.ui.theme import px, tokens


class Glyph(QWidget):
    """Draws one glyph. Decoration only: what it means must stand beside it in words."""

    def __init__(
        self, name: str, colour: str = "ink", size: int = 20, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._colour = colour
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def draw(self, name: str, colour: str) -> None:
        """Show another glyph."""
        self._name = name
        self._colour = colour
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(self._size), px(self._size))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = QColor(tokens().as_mapping()[self._colour])
        paint_glyph(painter, self.rect(), self._name, colour)
