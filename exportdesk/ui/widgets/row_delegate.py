"""Paints table cells: one or two lines of text, a chip, a glyph; the row's ground and rule."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QCursor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)
from typing_extensions import override

from exportdesk.ui.icons import paint_glyph
from exportdesk.ui.theme import Tokens, Tone, px, tokens
from exportdesk.ui.widgets.table_model import ICON_ROLE, QUIET_ROLE, SUBTITLE_ROLE, TONE_ROLE

Index = QModelIndex | QPersistentModelIndex
_PAD, _CHIP = 12, 18
_KEPT = 5_000  # cells whose width is known


class RowDelegate(QStyledItemDelegate):
    """Paints every cell of a `TableView`."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._measured: dict[tuple[str, bool, bool, str], int] = {}
        self._measured_in: tuple[str, int] | None = None

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = tokens()
        painter.save()
        self._paint_ground(painter, option, index, colours)
        rect = option.rect.adjusted(px(_PAD), 0, -px(_PAD), 0)
        glyph = index.data(ICON_ROLE)
        if glyph:
            side = px(16)
            spot = QRect(rect.left(), rect.center().y() - side // 2, side, side)
            paint_glyph(painter, spot, glyph, QColor(colours.quiet))
            rect.setLeft(rect.left() + side + px(8))
        tone = index.data(TONE_ROLE)
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        if tone and text:
            paint_chip(painter, rect, text, Tone(tone), option.font)
        else:
            self._paint_text(painter, option, rect, index, colours)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        wide = option.fontMetrics.horizontalAdvance(str(index.data() or ""))
        return QSize(wide + px(2 * _PAD + 8), px(56 if index.data(SUBTITLE_ROLE) else 36))

    def width_of(self, index: Index) -> int:
        """Return how wide a cell must be for its text or chip to be seen whole."""
        return self.widest(index.model(), index.column(), range(index.row(), index.row() + 1))

    def widest(self, model: QAbstractItemModel, column: int, places: Iterable[int]) -> int:
        """Return how wide the widest cell of these must be.

        A table fits its columns at every change; most cells say what was measured before.
        """
        font = self._view.font()
        if self._measured_in != (written_in := (font.key(), px(100))):
            self._measured_in = written_in
            self._measured.clear()
        if len(self._measured) > _KEPT:
            self._measured.clear()
        wide = 0
        for place in places:
            index = model.index(place, column)
            cell = (
                str(model.data(index) or ""),
                bool(model.data(index, ICON_ROLE)),
                bool(model.data(index, TONE_ROLE)),
                str(model.data(index, SUBTITLE_ROLE) or ""),
            )
            if cell not in self._measured:
                self._measured[cell] = self._measure(font, *cell)
            wide = max(wide, self._measured[cell])
        return wide

    def _measure(self, font: QFont, text: str, has_icon: bool, is_chip: bool, under: str) -> int:
        small = QFont(font)
        font = QFont(font)
        more = px(2 * _PAD)
        if has_icon:
            more += px(16 + 8)
        if is_chip and text:
            font = chip_font(font)
            more += px(_CHIP)
        below = 0
        if under:
            font.setWeight(QFont.Weight.DemiBold)
            small.setPixelSize(px(12))
            metrics = QFontMetrics(small)
            below = max(metrics.horizontalAdvance(line) for line in under.split("\n"))
        return max(QFontMetrics(font).horizontalAdvance(text), below) + more + 1

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show the whole text of a cell that had to be cut."""
        if event.type() == QEvent.Type.ToolTip and index.isValid():
            QToolTip.showText(event.globalPos(), self.hint_of(option, index), view)
            return True
        return super().helpEvent(event, view, option, index)

    def hint_of(self, option: QStyleOptionViewItem, index: Index) -> str:
        """Return the column's hint, or the whole text of a cell that had to be cut."""
        said = index.data(Qt.ItemDataRole.ToolTipRole)
        if said:
            return str(said)
        lines = [str(index.data() or ""), str(index.data(SUBTITLE_ROLE) or "")]
        if self.width_of(index) > option.rect.width():
            return "\n".join(line for line in lines if line)
        return ""

    def _is_under_mouse(self, index: Index) -> bool:
        place = self._view.viewport()
        spot = place.mapFromGlobal(QCursor.pos())
        return place.underMouse() and self._view.indexAt(spot).row() == index.row()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, colours: Tokens
    ) -> None:
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.accent_soft))
            first = self._view.rect().left() == 0 and rect.left() <= 0
            if first and self._view.hasFocus():
                painter.fillRect(
                    QRect(rect.left(), rect.top(), px(3), rect.height()), QColor(colours.accent)
                )
        elif self._is_under_mouse(index):
            # Of the whole row, which a click chooses; Qt tells of one cell.
            painter.fillRect(rect, QColor(colours.hover))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        index: Index,
        colours: Tokens,
    ) -> None:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        under = str(index.data(SUBTITLE_ROLE) or "")
        # A row that was taken out meanwhile may be painted once more, and says nothing.
        align = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        side = Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignHorizontal_Mask
        font = QFont(option.font)
        quiet = bool(index.data(QUIET_ROLE))
        ink = colours.quiet if quiet else colours.ink
        if not under:
            _line(painter, rect, text, font, ink, side | Qt.AlignmentFlag.AlignVCenter)
            return
        small = QFont(option.font)
        small.setPixelSize(px(12))
        font.setWeight(QFont.Weight.Normal if quiet else QFont.Weight.DemiBold)
        gap = px(4)
        lines = under.split("\n")
        high, low = QFontMetrics(font).height(), QFontMetrics(small).height()
        top = rect.top() + (rect.height() - high - len(lines) * (gap + low)) // 2
        place = QRect(rect.left(), top, rect.width(), high)
        _line(painter, place, text, font, ink, side)
        for line in lines:
            place = QRect(rect.left(), place.bottom() + 1 + gap, rect.width(), low)
            _line(painter, place, line, small, colours.quiet, side)


def chip_font(base: QFont) -> QFont:
    """Return what the words on chips are written in."""
    font = QFont(base)
    font.setPixelSize(px(12))
    font.setWeight(QFont.Weight.DemiBold)
    return font


def paint_chip(painter: QPainter, rect: QRect, text: str, tone: Tone, base: QFont) -> None:
    """Draw `text` as a chip at the left of `rect`, in the middle of its height."""
    colours = tokens()
    font = chip_font(base)
    metrics = QFontMetrics(font)
    room = rect.width() - px(_CHIP)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    wide = metrics.horizontalAdvance(shown) + px(_CHIP)
    high = metrics.height() + px(4)
    chip = QRect(rect.left(), rect.center().y() - high // 2, wide, high)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.soft(tone)))
    painter.drawRoundedRect(chip, high / 2, high / 2)
    painter.setFont(font)
    painter.setPen(QColor(colours.of(tone)))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)


def _line(
    painter: QPainter, rect: QRect, text: str, font: QFont, colour: str, align: Qt.AlignmentFlag
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, shown)
