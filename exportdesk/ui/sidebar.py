"""The sidebar: the pages, and how the lists stand."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.ui.desk import ListState
from exportdesk.ui.icons import paint_glyph
from exportdesk.ui.shell import PageSpec
from exportdesk.ui.sidebar_foot import SidebarFoot
from exportdesk.ui.theme import px, tokens
from exportdesk.ui.widgets.buttons import PushButton

_WIDTH = 212
_LEAST_PAGES = 3  # as many are seen at once, however low the window
_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Sidebar(QWidget):
    """One button a page. `asked` tells the key of the page that is wanted."""

    asked = Signal(str)

    def __init__(
        self, specs: Sequence[PageSpec], parent: QWidget | None = None, *, is_demo: bool = False
    ) -> None:
        """`is_demo`: say so below the program's name, so that it is not taken for one's own."""
        super().__init__(parent)
        self.setAccessibleName(_("Pages"))
        self.setFixedWidth(px(_WIDTH))
        self._buttons: dict[str, _PageButton] = {}
        self._foot = SidebarFoot(_WIDTH - 24)
        self._foot.clicked.connect(self._ask_for_lists)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(16), px(12), px(12))
        column.setSpacing(px(2))
        column.addWidget(_Mark())
        if is_demo:
            column.addWidget(_DemoChip())
        column.addSpacing(px(8))
        self._area = self._make_area(specs)
        column.addWidget(self._area, 1)
        column.addSpacing(px(8))
        # It grows within room that is kept for it: the pages above stay where the mouse finds them.
        room = QWidget()
        room.setProperty("kind", "clear")
        room.setFixedHeight(self._foot.most_high)
        inner = QVBoxLayout(room)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addStretch(1)
        inner.addWidget(self._foot)
        column.addWidget(room)

    def _make_area(self, specs: Sequence[PageSpec]) -> QScrollArea:
        """Put the pages where they scroll: with large text on a low screen there are too many."""
        place = QWidget()
        place.setProperty("kind", "clear")
        inner = QVBoxLayout(place)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(px(2))
        for spec in (s for s in specs if not s.foot):
            inner.addWidget(self._button(spec))
        inner.addStretch(1)
        for spec in (s for s in specs if s.foot):
            inner.addWidget(self._button(spec))
        area = QScrollArea()
        area.setProperty("kind", "side")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(place)
        place.setAutoFillBackground(False)  # the area had it filled
        area.setMinimumHeight(px(_LEAST_PAGES * 37))
        return area

    def mark(self, key: str) -> None:
        """Show which page is open."""
        for one, button in self._buttons.items():
            was = button.isChecked()
            button.setChecked(one == key)
            if one == key:
                self._bring_into_view(button)
            elif was:
                # Qt drew the one that was clicked already. Making its page may take a while, and
                # until then both would look open.
                button.repaint()

    def badge(self, key: str, count: int) -> None:
        """Show a number beside a page's name; 0 shows none."""
        if key in self._buttons:
            self._buttons[key].count(count)

    def unsaved(self, key: str, on: bool) -> None:
        """Mark a page as one where something is not saved."""
        if key in self._buttons:
            self._buttons[key].tell_unsaved(on)

    def say(self, status: ListState) -> None:
        """Show how the lists stand."""
        self._foot.say(status)

    def note(self, words: str, state: str) -> None:
        """Show what is under way with the lists above how they stand; "" shows nothing."""
        self._foot.note(words, state)

    def book_note(self, words: str) -> None:
        """Show how far a screening of the customers is, where the lists are not busy themselves."""
        self._foot.book_note(words)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(tokens().sidebar))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        buttons = list(self._buttons.values())
        at = next((i for i, button in enumerate(buttons) if button.hasFocus()), -1)
        if step and at >= 0:
            other = buttons[(at + step) % len(buttons)]
            other.setFocus(Qt.FocusReason.TabFocusReason)
            self._bring_into_view(other)
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for button in self._buttons.values():
            if button.hasFocus() or button.isChecked():
                self._bring_into_view(button)

    def _bring_into_view(self, button: QWidget) -> None:
        # With half of its neighbor, so that it is seen that there are more.
        self._area.ensureWidgetVisible(button, 0, px(18))

    def _button(self, spec: PageSpec) -> "_PageButton":
        button = _PageButton(spec)
        button.wanted.connect(self.asked)
        self._buttons[spec.key] = button
        return button

    def _ask_for_lists(self) -> None:
        self.asked.emit(self._foot.page)


class _Mark(QWidget):
    """The program's name at the top."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(px(28))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = QFont(self.font())
        font.setPixelSize(px(17))
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(QColor(tokens().sidebar_strong))
        rect = self.rect().adjusted(px(8), 0, 0, 0)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, "ExportDesk")


class _DemoChip(QWidget):
    """Says that this is the demo, as long as it is open."""

    def __init__(self) -> None:
        super().__init__()
        self._words = _("Demo")
        self.setAccessibleName(self._words)
        self.setToolTip(_("Company, customers and lists are made up."))
        self.setFixedHeight(px(22))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(px(12))
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        wide = painter.fontMetrics().horizontalAdvance(self._words) + px(16)
        chip = QRect(px(8), px(1), min(wide, self.width() - px(8)), px(20))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().sidebar_amber))
        painter.drawRoundedRect(chip, px(10), px(10))
        painter.setPen(QColor(tokens().sidebar))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self._words)


class _PageButton(PushButton):
    """A page's name with its icon, and a number when something waits there."""

    wanted = Signal(str)

    def __init__(self, spec: PageSpec) -> None:
        super().__init__(spec.title)
        self._spec = spec
        self._count = 0
        self._ring = self._unsaved = False
        self.setProperty("kind", "side")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Where the window is low and the text large, the pages stand closer together.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(spec.title)
        self.clicked.connect(self._tell)

    def count(self, number: int) -> None:
        """Show `number` beside the name; 0 shows none."""
        self._count = number
        self._name()

    def tell_unsaved(self, on: bool) -> None:
        """Show that something is not saved there."""
        self._unsaved = on
        self.setToolTip(_("Something here is not saved.") if on else "")
        self._name()

    def _name(self) -> None:
        name = self._spec.title
        if self._count:
            name = _("{page}, {count} waiting").format(page=name, count=self._count)
        if self._unsaved:
            name = _("{page}, not saved").format(page=name)
        self.setAccessibleName(name)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(_WIDTH - 24), px(37))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(_WIDTH - 48), px(30))  # a scroll bar may stand beside it

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.rect()
        ground = colours.sidebar_active if self.isChecked() else ""
        if not ground and self.underMouse():
            ground = colours.sidebar_hover
        painter.setPen(Qt.PenStyle.NoPen)
        if ground:
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(rect, px(6), px(6))
        if self._ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.sidebar_strong))
            painter.drawRoundedRect(rect.adjusted(1, 1, -2, -2), px(5), px(5))
        ink = QColor(colours.sidebar_strong if self.isChecked() else colours.sidebar_ink)
        side = px(17)
        spot = QRect(rect.left() + px(12), rect.center().y() - side // 2, side, side)
        paint_glyph(painter, spot, self._spec.icon, ink)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(ink)
        told = bool(self._count) or self._unsaved
        words = rect.adjusted(px(39), 0, -px(36 if told else 8), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        shown = painter.fontMetrics().elidedText(
            self._spec.title, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, middle, shown)
        if self._count:
            number = rect.adjusted(0, 0, -px(14), 0)
            painter.drawText(number, middle | Qt.AlignmentFlag.AlignRight, str(self._count))
        elif self._unsaved:
            side = px(17)
            spot = QRect(rect.right() - px(12) - side, rect.center().y() - side // 2, side, side)
            paint_glyph(painter, spot, "alert-outline", QColor(colours.sidebar_amber))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # The window's start and a click bring focus too, and need no ring to show where it is.
        self._ring = event.reason() in _BY_KEY
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)

    def _tell(self) -> None:
        self.setChecked(True)
        self.wanted.emit(self._spec.key)
