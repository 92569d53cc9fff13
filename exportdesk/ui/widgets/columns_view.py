"""Columns of a table: chosen and given widths by a person, remembered, and given up for room."""

from typing import Any, Generic, TypeVar

from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget
from typing_extensions import override

from exportdesk.ui.icons import paint_glyph
from exportdesk.ui.theme import px, tokens
from exportdesk.ui.widgets.row_delegate import RowDelegate
from exportdesk.ui.widgets.table_model import Column, ColumnsModel

T = TypeVar("T")

_LOOKED_AT = 60  # rows: more are hardly ever in view at once


class ColumnsView(QTableView, Generic[T]):
    """A table that keeps its columns as a person left them, and fits them into its width."""

    def __init__(
        self,
        model: ColumnsModel[T],
        *,
        settings: QSettings | None,
        key: str,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._shown: ColumnsModel[T] = model
        self._settings = settings
        self._key = key
        self._given_up: set[int] = set()
        self._no_room: dict[int, int] = {}  # columns, and how wide this was without any for them
        self._wanted: set[int] = set()
        self._by_hand: list[str] = []
        self.setModel(model)

    def _set_up_columns(self) -> None:
        header = _Header(self)
        self.setHorizontalHeader(header)
        header.setMinimumSectionSize(px(48))
        for at, column in enumerate(self._shown.columns):
            header.resizeSection(at, max(px(column.width), self._title_width(column)))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        if not self._recall():
            # Only now: a header that has hidden columns already hides them again as it is restored.
            for at, column in enumerate(self._shown.columns):
                header.setSectionHidden(at, column.hidden)
        header.sectionResized.connect(self._note_by_hand)
        header.sectionResized.connect(self._remember)
        header.sectionMoved.connect(self._remember)
        header.sortIndicatorChanged.connect(self._remember)
        # Sorting makes the header hide its hidden columns once more, and tell of each amid it.
        self._shown.layoutChanged.connect(self._remember)

    def column_menu(self, parent: QWidget) -> QMenu:
        """Return a menu that shows and hides columns; the first one stays."""
        menu = QMenu(parent)
        header = self.horizontalHeader()
        for at, column in enumerate(self._shown.columns[1:], start=1):
            action = QAction(column.title, menu)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(at))
            action.setData(at)
            menu.addAction(action)
        menu.triggered.connect(self._turn_column)
        return menu

    def allow_columns(self) -> None:
        """Let columns be chosen by a right click on the header."""
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer_columns)

    def show_column(self, at: int, shown: bool) -> None:
        """Show or hide a column, and remember it."""
        header = self.horizontalHeader()
        self._given_up.discard(at)
        self._no_room.clear()
        if shown:
            self._wanted.add(at)  # whoever asks for it scrolls sideways for it
        else:
            self._wanted.discard(at)
        # Told amid it, the column that stretches would take the room before the header has counted
        # this one as gone, and the header would be longer than its columns from then on.
        header.blockSignals(True)
        self.setColumnHidden(at, not shown)
        if shown and header.sectionSize(at) == 0:
            header.resizeSection(at, px(self._shown.columns[at].width))
        header.blockSignals(False)
        self._remember()
        self.updateGeometries()
        self.viewport().update()

    def _offer_columns(self, spot: QPoint) -> None:
        menu = self.column_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(spot))

    def _turn_column(self, action: QAction) -> None:
        self.show_column(int(action.data()), action.isChecked())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    @property
    def _row_height(self) -> int:
        return 56 + 20 * self._shown.more_lines if self._shown.two_lines else 36

    def _settle(self) -> None:
        """Give every column its width, and give up those there is no room for."""
        self._fill(fitted=self._yield())

    def _yield(self) -> bool:
        """Show no more columns than there is room for: those that yield go, the last one first.

        Tell whether those that are left were fitted to what they show.
        """
        columns, header = self._shown.columns, self.horizontalHeader()
        if not any(one.yields for one in columns):
            return False
        before = frozenset(self._given_up)
        header.blockSignals(True)  # this is no choice of the person's to be remembered
        self._bring_back()
        self._fit()
        header.blockSignals(True)
        wide = {
            at: px(max(one.width, one.roomy)) if one.stretch else header.sectionSize(at)
            for at, one in enumerate(columns)
            if not header.isSectionHidden(at)
        }
        room = self.viewport().width()
        for at in sorted(wide, key=header.visualIndex, reverse=True):
            # Other rows bring no column back, only another width does: none comes and goes alone.
            if self._no_room.get(at) != self.width() and sum(wide.values()) <= room:
                continue
            if columns[at].yields and at not in self._wanted:
                del wide[at]
                header.setSectionHidden(at, True)
                self._given_up.add(at)
                self._no_room[at] = self.width()
        header.blockSignals(False)
        self._shown.say_below(self._given_up)
        rows, high = self.verticalHeader(), px(self._row_height)
        if rows.defaultSectionSize() != high:  # which would give each row that height
            rows.setDefaultSectionSize(high)
        return self._given_up == before  # else other words stand below those of the first one

    def _bring_back(self) -> None:
        for at in self._given_up:
            self.horizontalHeader().setSectionHidden(at, False)
        self._given_up.clear()

    def _fit(self) -> None:
        """Make columns as wide as what their first rows show, and no narrower than their titles."""
        header, delegate = self.horizontalHeader(), self.itemDelegate()
        if not isinstance(delegate, RowDelegate):
            return
        for at, column in enumerate(self._shown.columns):
            if column.stretch or header.isSectionHidden(at) or column.name in self._by_hand:
                continue
            wide = header.sectionSize(at)
            if column.fitted:
                places = range(min(self._shown.rowCount(), _LOOKED_AT))
                wide = min(delegate.widest(self._shown, at, places), px(column.width))
            header.blockSignals(True)  # this is no choice of the person's to be remembered
            header.resizeSection(at, max(wide, self._title_width(column)))
            header.blockSignals(False)

    def _title_width(self, column: Column[T]) -> int:
        """Return how wide a column must be for its title, which is longer in some languages."""
        # Qt shortens it by the header's own font, which is as wide as the smaller and bolder one.
        return self.horizontalHeader().fontMetrics().horizontalAdvance(column.title) + px(24 + 6)

    def _fill(self, *, fitted: bool = False) -> None:
        """Give the stretching column what the others leave, once they are `fitted`."""
        if not fitted:
            self._fit()
        columns = self._shown.columns
        at = next((i for i, column in enumerate(columns) if column.stretch), -1)
        if at < 0:
            return
        header = self.horizontalHeader()
        others = sum(header.sectionSize(i) for i in range(len(columns)) if i != at)
        header.blockSignals(True)
        width = max(px(columns[at].width), self.viewport().width() - others)
        header.resizeSection(at, width)
        header.blockSignals(False)
        self.updateGeometries()

    def _note_by_hand(self, at: int, before: int, now: int) -> None:
        """Note that a person gave a column its width; hiding and showing one is none."""
        self._no_room.clear()
        if before and now and self._shown.columns[at].name not in self._by_hand:
            self._by_hand.append(self._shown.columns[at].name)
            if self._settings is not None and self._key:
                self._settings.setValue(f"{self._state_key()}-by-hand", self._by_hand)

    def _state_key(self) -> str:
        return f"tables/{self._key}/{'-'.join(c.name for c in self._shown.columns)}"

    def _recall(self) -> bool:
        """Bring back what is remembered, and tell whether anything is."""
        if self._settings is None or not self._key:
            return False
        by_hand = self._settings.value(f"{self._state_key()}-by-hand", [], type=list)
        self._by_hand = [str(name) for name in by_hand] if isinstance(by_hand, list) else []
        asked = self._settings.value(f"{self._state_key()}-asked", [], type=list)
        names = [column.name for column in self._shown.columns]
        if isinstance(asked, list):
            self._wanted = {names.index(name) for name in asked if name in names}
        state = self._settings.value(self._state_key())
        return state is not None and self.horizontalHeader().restoreState(state)

    def _remember(self, *_what: Any) -> None:
        if self._settings is not None and self._key:
            header = self.horizontalHeader()
            header.blockSignals(True)
            self._bring_back()
            self._settings.setValue(self._state_key(), header.saveState())
            self._settings.setValue(
                f"{self._state_key()}-asked", [self._shown.columns[at].name for at in self._wanted]
            )
            header.blockSignals(False)
            self._fill(fitted=self._yield())
        else:
            self._fill()


class _Header(QHeaderView):
    """Column titles, with a small arrow at the one sorted by."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorClearable(True)
        self.setFixedHeight(px(36))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if logicalIndex != self.sortIndicatorSection():
            return
        rising = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        side = px(14)
        spot = QRect(rect.right() - side, rect.center().y() - side // 2, side, side)
        name = "chevron-up" if rising else "chevron-down"
        paint_glyph(painter, spot, name, QColor(tokens().quiet))
