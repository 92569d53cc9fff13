"""The first rows of a table, above each column a choice of what it holds."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableView,
    QWidget,
)
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.ui.theme import px, tokens
from exportdesk.ui.widgets.fields import ComboBox
from exportdesk.ui.widgets.row_delegate import RowDelegate
from exportdesk.ui.widgets.table_model import QUIET_ROLE, GridModel, Index, alignment

MOST_COLUMNS = 100

_LEAST, _MOST = 148, 280
_AROUND_CHOICE = 60  # its edge, its arrow, and what parts it from the next
_FEWEST = 5  # rows that are seen in the smallest window


class PreviewModel(GridModel):
    """The cells as they stand in the file."""

    def __init__(self) -> None:
        super().__init__()
        self._header: tuple[str, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self.fields: tuple[Any, ...] = ()

    def show(
        self,
        header: tuple[str, ...],
        rows: tuple[tuple[str, ...], ...],
        fields: tuple[Any, ...],
    ) -> None:
        """Show other rows; there are as many columns as `fields`."""
        self.beginResetModel()
        self._header, self._rows, self.fields = header, rows, fields
        self.endResetModel()

    def use(self, fields: tuple[Any, ...]) -> None:
        """Show which columns are used now."""
        self.fields = fields
        if self._rows and fields:
            last = self.index(len(self._rows) - 1, len(fields) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def called(self, column: int) -> str:
        """Return what stands above a column in the file, "" for nothing."""
        return " ".join(self._header[column].split()) if column < len(self._header) else ""

    @override
    def size(self) -> tuple[int, int]:
        return len(self._rows), len(self.fields)

    @override
    def heading(self, column: int) -> str:
        return self.called(column) or _("Column {number}").format(number=column + 1)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self._rows[index.row()]
            return " ".join(row[index.column()].split()) if index.column() < len(row) else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(right=False)
        if role == QUIET_ROLE:  # a column that is not used
            return self.fields[index.column()] is None
        return None


class ColumnChoice(ComboBox[Any]):
    """What one column holds; tells when the keyboard reaches it, so that it can be shown."""

    reached = Signal(int)

    def __init__(self, place: int, choices: Sequence[tuple[Any, str]], parent: QWidget) -> None:
        super().__init__(choices, parent=parent)
        self.place = place
        self.setMaxVisibleItems(13)
        # The header gives it its place; one that adjusts to its contents would resize itself.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit(self.place)


class _Header(QHeaderView):
    """The choices, and under them what the file itself calls its columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(px(_LEAST))
        self.setFixedHeight(px(78))
        self.choices: list[ColumnChoice] = []
        self.sectionResized.connect(self.lay_out)
        self.geometriesChanged.connect(self.lay_out)

    def lay_out(self, *_what: int) -> None:
        """Put every choice above its column."""
        for choice in self.choices:
            left = self.sectionViewportPosition(choice.place)
            room = self.sectionSize(choice.place) - px(12)
            choice.setGeometry(left + px(6), px(8), room, px(34))

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(78))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        colours = tokens()
        painter.save()
        painter.fillRect(rect, QColor(colours.card))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        font = QFont(self.font())
        font.setPixelSize(px(12))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.quiet))
        below = rect.adjusted(px(12), px(44), -px(8), 0)
        words = str(self.model().headerData(logicalIndex, self.orientation()) or "")
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, below.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(below, flags, shown)
        painter.restore()


class ColumnPreview(QTableView):
    """Shows the first rows. `mapped` tells the fields whenever the person chooses another."""

    mapped = Signal(object)

    def __init__(
        self,
        *,
        after: QWidget,
        choices: Sequence[tuple[Any, str]],
        clash: Callable[[Any, Any], bool],
    ) -> None:
        """`after` is the widget from which Tab comes to the choices. `gave_up` are the
        column that the last choice took its own from and the one it is of, if it took any.

        `choices` are what a column may hold, None for nothing; `clash` tells whether two columns
        cannot hold these: the one that is given its own takes it from the other.
        """
        super().__init__()
        self._offered = list(choices)
        self._clash = clash
        self._after = after
        self._taken: dict[int, tuple[int, Any]] = {}
        self.gave_up: tuple[int, int] | None = None
        self._model = PreviewModel()
        self.setModel(self._model)
        self.setAccessibleName(_("First rows of the file"))
        self._header = _Header(self)
        self.setHorizontalHeader(self._header)
        self.setItemDelegate(RowDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(px(32))
        self.horizontalScrollBar().valueChanged.connect(self._header.lay_out)
        self.horizontalScrollBar().rangeChanged.connect(self._fit)

    @property
    def fields(self) -> tuple[Any, ...]:
        """What each column holds."""
        return self._model.fields

    @property
    def choices(self) -> tuple[ColumnChoice, ...]:
        """The choices, from left to right."""
        return tuple(self._header.choices)

    def show_table(
        self,
        header: tuple[str, ...],
        rows: tuple[tuple[str, ...], ...],
        fields: Sequence[Any],
    ) -> None:
        """Show other rows, and what their columns hold."""
        self._model.show(header, rows, tuple(fields))
        self._taken.clear()
        self.gave_up = None
        shown = min(len(fields), MOST_COLUMNS)
        while len(self._header.choices) > shown:
            former = self._header.choices.pop()
            former.hide()
            former.deleteLater()
        while len(self._header.choices) < shown:
            place = len(self._header.choices)
            choice = ColumnChoice(place, self._offered, self._header.viewport())
            choice.picked.connect(self._take)
            choice.reached.connect(self._reach)
            choice.show()
            self._header.choices.append(choice)
        for choice in self._header.choices:
            name = _spoken(choice.place, self._model.called(choice.place))
            choice.setAccessibleName(name)
            choice.setAccessibleDescription(name)  # on Linux a combo box has its value for a name
            self._show(choice, fields[choice.place])
        self._set_widths(rows)
        self._order_keys()
        self._fit()
        self._header.lay_out()

    def _take(self, _field: object) -> None:
        choice = self.sender()
        assert isinstance(choice, ColumnChoice)
        fields = list(self._model.fields)
        fields[choice.place] = choice.value
        self.gave_up = None
        # What this column took from another one in passing, it gives back.
        at, former = self._taken.pop(choice.place, (-1, None))
        if at >= 0 and fields[at] is None and former != choice.value:
            self._set(fields, at, former)
        for at, held in enumerate(fields):
            # There is only one of some: the column that had it before is not it.
            if at != choice.place and self._clash(held, choice.value):
                self._taken[choice.place] = (at, held)
                self.gave_up = at, choice.place
                self._set(fields, at, None)
        self._model.use(tuple(fields))
        wide = min(px(_MOST), self._choice_width(choice.place))
        if wide > self._header.sectionSize(choice.place):  # never narrower under the mouse
            self._header.resizeSection(choice.place, wide)
        self.mapped.emit(tuple(fields))

    def called(self, column: int) -> str:
        """Return what stands above a column in the file, or which one it is."""
        return self._model.heading(column)

    def _set(self, fields: list[Any], at: int, field: Any) -> None:
        fields[at] = field
        if at < len(self._header.choices):
            self._header.choices[at].choose(field)

    def _show(self, choice: ColumnChoice, field: Any) -> None:
        """Show what a column holds, also where it is nothing that is offered everywhere."""
        offered = list(self._offered)
        if all(value != field for value, _words in offered):
            offered.append((field, self._named(field)))
        choice.offer(offered)
        choice.choose(field)

    def _named(self, field: Any) -> str:
        """Return the words for something that a column holds and that is not offered everywhere."""
        return str(field)

    def _reach(self, place: int) -> None:
        """Scroll to a column whose choice has the cursor."""
        bar = self.horizontalScrollBar()
        left = self._header.sectionPosition(place)
        right = left + self._header.sectionSize(place) - self.viewport().width()
        bar.setValue(min(left, max(right, bar.value())))

    def _set_widths(self, rows: tuple[tuple[str, ...], ...]) -> None:
        metrics = self.fontMetrics()
        for at in range(len(self._model.fields)):
            cells = [self._model.called(at), *(row[at][:80] for row in rows if at < len(row))]
            wide = max(map(metrics.horizontalAdvance, cells)) + px(28)
            wide = max(px(_LEAST), wide, self._choice_width(at))
            self._header.resizeSection(at, min(px(_MOST), wide))

    def _choice_width(self, at: int) -> int:
        """Return how wide a column is for its choice to be read whole, 0 where it has none."""
        if at >= len(self._header.choices):
            return 0
        said = self._header.choices[at].currentText()
        return self.fontMetrics().horizontalAdvance(said) + px(_AROUND_CHOICE)

    def _order_keys(self) -> None:
        """Let Tab follow the eye: the choices stand above the rows."""
        if self._after.window() is not self.window():
            return  # not built in yet; being shown orders them
        before = self._after
        for one in (*self._header.choices, self):
            QWidget.setTabOrder(before, one)
            before = one

    def _fit(self, *_range: int) -> None:
        """Be no higher than the rows there are; with little room, scroll."""
        bar = self.horizontalScrollBar()
        rest = self._header.height() + px(2) + (bar.sizeHint().height() if bar.maximum() else 0)
        row, rows = self.verticalHeader().defaultSectionSize(), max(1, self._model.rowCount())
        self.setMinimumHeight(rest + row * min(rows, _FEWEST))
        self.setMaximumHeight(rest + row * rows)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._header.lay_out()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._order_keys()
        self._header.lay_out()


def _spoken(place: int, heading: str) -> str:
    """Return what a screen reader calls the choice above a column."""
    if heading:
        return _("Column {number}, “{heading}”, holds").format(number=place + 1, heading=heading)
    return _("Column {number} holds").format(number=place + 1)
