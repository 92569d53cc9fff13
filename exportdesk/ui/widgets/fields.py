"""Fields: text, search, choices, countries."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QWidget,
)
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.ui.icons import icon, paint_glyph
from exportdesk.ui.theme import px, tokens
from exportdesk.ui.widgets.unmoved import Unmoved

V = TypeVar("V")


def line_edit(hint: str = "", *, width: int = 0, longest: int = 0) -> QLineEdit:
    """Return a text field; `width` in characters asks for that much room, `longest` limits it."""
    field = QLineEdit()
    field.setPlaceholderText(hint)
    if width:
        field.setMinimumWidth(field.fontMetrics().averageCharWidth() * width)
    if longest:
        field.setMaxLength(longest)
    return field


def text_area(hint: str = "", *, lines: int = 3) -> QPlainTextEdit:
    """Return a field for some lines of plain text; Tab goes on to the next field."""
    field = QPlainTextEdit()
    field.setPlaceholderText(hint)
    field.setTabChangesFocus(True)
    field.setFixedHeight(field.fontMetrics().lineSpacing() * lines + px(20))
    return field


class CheckBox(QCheckBox):
    """A box to tick, with its words."""

    def __init__(self, text: str, ticked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setChecked(ticked)
        self.setMinimumHeight(px(34))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        element = QStyle.SubElement
        box = self.style().subElementRect(element.SE_CheckBoxIndicator, option, self)
        colours, ticked = tokens(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colours.accent if ticked or self.hasFocus() else colours.quiet
        if not self.isEnabled():
            edge = colours.edge
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() and not ticked else 1))
        painter.setBrush(QColor(edge if ticked else colours.card))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        if ticked:
            paint_glyph(painter, box, "check-bold", QColor(colours.on_accent))
        words = self.style().subElementRect(element.SE_CheckBoxContents, option, self)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.setPen(QColor(colours.ink if self.isEnabled() else colours.quiet))
        painter.drawText(words, flags, self.text())
        if self.hasFocus():
            wide = painter.fontMetrics().boundingRect(words, flags, self.text())
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawLine(wide.bottomLeft() + QPoint(0, 2), wide.bottomRight() + QPoint(0, 2))


class SearchField(QLineEdit):
    """A search field. `searched` tells the words once typing pauses for a moment."""

    searched = Signal(str)

    def __init__(self, hint: str, *, pause_ms: int = 150, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.setProperty("kind", "search")
        self.addAction(icon("magnify", "quiet"), QLineEdit.ActionPosition.LeadingPosition)
        for action in self.findChildren(QAction):
            if action.objectName() == "_q_qlineeditclearaction":
                action.setIcon(icon("close", "quiet"))
                action.setText(_("Clear the search"))
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(pause_ms)
        self._timer.timeout.connect(self.search_now)
        self.textChanged.connect(self._wait)
        self.returnPressed.connect(self.search_now)

    def search_now(self) -> None:
        """Tell the words at once, if they are others than before."""
        self._timer.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.searched.emit(self._told)

    def _wait(self, _text: str) -> None:
        self._timer.start()


class ComboBox(Unmoved, QComboBox, Generic[V]):
    """A choice among values, each shown by its words. `picked` tells the value chosen."""

    picked = Signal(object)

    def __init__(
        self, choices: Sequence[tuple[V, str]] = (), *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setItemDelegate(QStyledItemDelegate(self))  # the default one ignores the style sheet
        self._values: list[V] = []
        self.offer(choices)
        self.activated.connect(self._tell)

    def offer(self, choices: Sequence[tuple[V, str]]) -> None:
        """Offer other choices; the value chosen stays if it is among them."""
        kept = self.value if self._values else None
        self.blockSignals(True)
        self.clear()
        self._values = [value for value, _words in choices]
        self.addItems([words for _value, words in choices])
        if kept in self._values:
            self.setCurrentIndex(self._values.index(kept))
        self.blockSignals(False)

    @property
    def value(self) -> V:
        """The value chosen."""
        return self._values[max(0, self.currentIndex())]

    def choose(self, value: V) -> None:
        """Choose `value`; do nothing if it is not offered."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_chevron(self, "chevron-down")

    def _tell(self, _place: int) -> None:
        self.picked.emit(self.value)


def paint_chevron(field: QWidget, glyph: str) -> None:
    """Draw the mark of a field that opens, at its right edge."""
    painter = QPainter(field)
    side = px(16)
    spot = QRect(field.width() - side - px(8), (field.height() - side) // 2, side, side)
    if field.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        spot.moveLeft(px(8))
    paint_glyph(painter, spot, glyph, QColor(tokens().quiet))
