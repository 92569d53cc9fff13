"""The table every list is shown in: calm rows, chips for states, one or several chosen."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QSettings,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget
from typing_extensions import override

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.columns_view import ColumnsView
from exportdesk.ui.widgets.row_delegate import RowDelegate
from exportdesk.ui.widgets.table_model import ROW_ROLE, ColumnsModel, TableModel

T = TypeVar("T")


class RowsView(ColumnsView[T]):
    """Shows a model of rows. `chosen` tells the current row (or None), `opened` Enter or a
    double click on one, `moved` that a key led to another.
    """

    chosen = Signal(object)
    opened = Signal(object)
    moved = Signal()

    def __init__(
        self,
        model: ColumnsModel[T],
        name: str,
        *,
        settings: QSettings | None = None,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`name` is what a screen reader calls the table; `key` is what it is remembered by."""
        super().__init__(model, settings=settings, key=key, parent=parent)
        self._resetting = False
        self.setAccessibleName(name)
        self._set_up_rows()
        self._set_up_columns()
        model.modelAboutToBeReset.connect(self._hold)
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)
        self.activated.connect(self._tell_opened)

    def _set_up_rows(self) -> None:
        self.setItemDelegate(RowDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(px(24))
        rows.setDefaultSectionSize(px(self._row_height))

    @property
    def current(self) -> T | None:
        """The row that is chosen, or None."""
        return self._shown.row(self.currentIndex())

    @property
    def selected_places(self) -> list[int]:
        """Where the selected rows are shown, from the top down; of many rows as quick as of one."""
        ranges = self.selectionModel().selection().toList()
        return sorted({at for one in ranges for at in range(one.top(), one.bottom() + 1)})

    def choose(self, row: T) -> bool:
        """Choose the row with the identity of `row`; tell whether it is there."""
        place = self._shown.place_of(row)
        if place >= 0:
            self._choose(place)
            self.scrollTo(self._shown.index(place, 0))
        return place >= 0

    def choose_place(self, place: int) -> None:
        """Choose the row shown at `place`, if there is one."""
        if 0 <= place < self._shown.rowCount():
            self._choose(place)
            self.scrollTo(self._shown.index(place, 0))

    def allow_several(self) -> None:
        """Let several rows be selected at once."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def copy_selection(self) -> None:
        """Put the selected rows on the clipboard, columns as chosen, tabs between them.

        Those that were only given up for want of room are among them.
        """
        header = self.horizontalHeader()
        order = sorted(range(len(self._shown.columns)), key=header.visualIndex)
        chosen = (at for at in order if at in self._given_up or not header.isSectionHidden(at))
        columns = [self._shown.columns[at] for at in chosen]
        rows = (self._shown.row_at(at) for at in self.selected_places)
        lines = (
            "\t".join(column.text(row) for column in columns) for row in rows if row is not None
        )
        QGuiApplication.clipboard().setText("\n".join(lines))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit(self.current)
        else:
            before = self.currentIndex().row()
            super().keyPressEvent(event)
            if self.currentIndex().row() != before:
                self.moved.emit()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Qt takes the selection away where no row is; what is shown beside the table would stay.
        if self.indexAt(event.position().toPoint()).isValid():
            super().mousePressEvent(event)
        else:
            event.accept()

    def _choose(self, place: int) -> None:
        index = self._shown.index(place, max(0, self.currentIndex().column()))
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)

    def _tell_chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not self._resetting:
            self.chosen.emit(self._shown.row(now))

    def _tell_opened(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ROW_ROLE))

    def _hold(self) -> None:
        # A reset clears the current row without a signal; a page must not go on showing it.
        if not self._resetting and self.current is not None:
            self.chosen.emit(None)


class TableView(RowsView[T]):
    """Shows a `TableModel`."""

    def __init__(
        self,
        model: TableModel[T],
        name: str,
        *,
        settings: QSettings | None = None,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`name` is what a screen reader calls the table; `key` is what it is remembered by."""
        self._model = model
        super().__init__(model, name, settings=settings, key=key, parent=parent)

    @property
    def selected(self) -> tuple[T, ...]:
        """The rows that are selected, from the top down (several where the page allows it)."""
        return tuple(self._model.rows[at] for at in self.selected_places)

    def choose_several(self, rows: Sequence[T]) -> None:
        """Choose the first of these rows, and select all of them."""
        places = sorted(at for at in map(self._model.place_of, rows) if at >= 0)
        if not places:
            return
        self.choose(self._model.rows[places[0]])
        chosen, last = QItemSelection(), self._model.columnCount() - 1
        for at in places:
            chosen.select(self._model.index(at, 0), self._model.index(at, last))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def show_rows(self, rows: Sequence[T], *, choose_first: bool = False) -> None:
        """Show `rows`; the chosen row stays chosen if it is still there."""
        former = self.current
        scrolled = self.verticalScrollBar().value()
        self._resetting = True
        self._model.show(rows)
        place = -1 if former is None else self._model.place_of(former)
        if place < 0 and choose_first and rows:
            place, scrolled = 0, 0
        if place >= 0:
            self._choose(place)
            self.verticalScrollBar().setValue(scrolled)
        self._resetting = False
        self._settle()
        self.viewport().update()
        now = self.current
        if now is not former:
            self.chosen.emit(now)
