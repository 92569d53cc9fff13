"""What looks like a search field and opens the search: on Home."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.ui.icons import paint_glyph
from exportdesk.ui.theme import px, tokens
from exportdesk.ui.widgets.buttons import PushButton

_KEYS = "Ctrl+K"


class SearchBox(PushButton):
    """A click, Enter or the first letter typed opens the search; `asked` tells that letter."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("")
        self.setAccessibleName(_("Search everything"))
        self.setToolTip(_("Search everything (Ctrl+K)"))
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._tell)

    @override
    def sizeHint(self) -> QSize:
        # On a narrow page it leaves room to the words beside it.
        return QSize(min(px(300), max(px(170), self.window().width() // 4)), px(34))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(34))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        is_typed = bool(text) and text.isprintable() and not text.isspace()
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if is_typed and held in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.asked.emit(text)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QColor(tokens().quiet))
        side = px(16)
        spot = QRect(px(10), (self.height() - side) // 2, side, side)
        paint_glyph(painter, spot, "magnify", QColor(tokens().quiet))
        keys = painter.fontMetrics().horizontalAdvance(_KEYS)
        words = QRect(px(34), 0, self.width() - px(34 + 24) - keys, self.height())
        shown = painter.fontMetrics().elidedText(
            _("Search everything"), Qt.TextElideMode.ElideRight, words.width()
        )
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, shown)
        end = self.rect().adjusted(0, 0, -px(12), 0)
        painter.drawText(end, middle | Qt.AlignmentFlag.AlignRight, _KEYS)

    def _tell(self) -> None:
        self.asked.emit("")
