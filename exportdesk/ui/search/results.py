"""The list of what was found: headings that are passed over, rows that can be opened."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.ui.icons import paint_glyph
from exportdesk.ui.search.rows import SearchRow
from exportdesk.ui.theme import px, tokens
from exportdesk.ui.widgets.row_delegate import paint_chip
from exportdesk.ui.widgets.table_model import ROW_ROLE

Index = QModelIndex | QPersistentModelIndex
_HIGH, _HEADING = 36, 30


class ResultModel(QAbstractListModel):
    """Holds the rows."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[SearchRow] = []

    @property
    def rows(self) -> tuple[SearchRow, ...]:
        """The rows as shown."""
        return tuple(self._rows)

    def show(self, rows: Sequence[SearchRow]) -> None:
        """Show `rows` in place of those before."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.spoken
        if role == ROW_ROLE:
            return row
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self._rows[index.row()] if index.isValid() else None
        if row is None or not row.can_be_chosen:
            return Qt.ItemFlag.NoItemFlags if row is None else Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ResultList(QListView):
    """Shows the rows; one that can be opened is always chosen, if there is any."""

    def __init__(self) -> None:
        super().__init__()
        self._model = ResultModel()
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(_("What was found"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def rows(self) -> tuple[SearchRow, ...]:
        """The rows as shown."""
        return self._model.rows

    @property
    def current(self) -> SearchRow | None:
        """The row that is chosen."""
        index = self.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    def show_rows(self, rows: Sequence[SearchRow], *, keep: bool = False) -> None:
        """Show `rows`; the row that was chosen stays chosen if `keep` says so and it is there."""
        former = self.current if keep else None
        self._model.show(rows)
        places = [at for at, row in enumerate(rows) if row.can_be_chosen]
        place = next((at for at in places if rows[at] == former), -1)
        if place < 0 and places:
            place = places[0]
            self.scrollToTop()
        if place >= 0:
            self.setCurrentIndex(self._model.index(place))
        if place >= 0 and places and place != places[0]:
            self.scrollTo(self.currentIndex())

    def choose_next(self, step: int) -> None:
        """Choose the next row that can be opened, `step` of them on; stop at both ends."""
        places = [at for at, row in enumerate(self._model.rows) if row.can_be_chosen]
        if not places:
            return
        now = self.currentIndex().row()
        at = places.index(now) if now in places else -1
        place = places[max(0, min(len(places) - 1, at + step))]
        self.setCurrentIndex(self._model.index(place))
        if place == places[0]:
            self.scrollToTop()  # with its heading


class _Delegate(QStyledItemDelegate):
    """Paints headings, rows and remarks."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: SearchRow = index.data(ROW_ROLE)
        return QSize(px(200), px(_HEADING if row.is_heading else _HIGH))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: SearchRow = index.data(ROW_ROLE)
        painter.save()
        if row.is_heading:
            self._paint_heading(painter, option, row)
        else:
            self._paint_row(painter, option, row)
        painter.restore()

    @staticmethod
    def _paint_heading(painter: QPainter, option: QStyleOptionViewItem, row: SearchRow) -> None:
        font = QFont(option.font)
        font.setPixelSize(px(12))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(tokens().quiet))
        place = option.rect.adjusted(px(14), px(6), -px(14), 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, row.title)

    @staticmethod
    def _paint_row(painter: QPainter, option: QStyleOptionViewItem, row: SearchRow) -> None:
        colors = tokens()
        place = QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(colors.accent_soft))
            painter.fillRect(
                QRect(place.left(), place.top(), px(3), place.height()), QColor(colors.accent)
            )
        elif option.state & QStyle.StateFlag.State_MouseOver and row.can_be_chosen:
            painter.fillRect(place, QColor(colors.hover))
        place.adjust(px(14), 0, -px(14), 0)
        if row.glyph:
            side = px(16)
            spot = QRect(place.left(), place.center().y() - side // 2, side, side)
            paint_glyph(painter, spot, row.glyph, QColor(colors.quiet))
        place.setLeft(place.left() + px(26))
        if row.chip:
            small = QFont(option.font)
            small.setPixelSize(px(12))
            small.setWeight(QFont.Weight.DemiBold)
            wide = QFontMetrics(small).horizontalAdvance(row.chip) + px(20)
            paint_chip(
                painter,
                QRect(place.right() - wide, place.top(), wide, place.height()),
                row.chip,
                row.tone,
                option.font,
            )
            place.setRight(place.right() - wide - px(10))
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if row.can_be_chosen else QFont.Weight.Normal)
        room = place.width() * (3 if row.detail else 5) // 5
        used = _text(painter, place, row.title, font, colors.ink, room)
        place.setLeft(place.left() + used + px(12))
        _text(painter, place, row.detail, QFont(option.font), colors.quiet, place.width())


def _text(painter: QPainter, place: QRect, text: str, font: QFont, color: str, room: int) -> int:
    """Draw `text` at the left of `place`, cut where `room` ends; return how wide it is."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.setFont(font)
    painter.setPen(QColor(color))
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return metrics.horizontalAdvance(shown)
