"""The table of very many rows: those that are chosen stay so while others come and go."""

from array import array
from typing import TypeVar

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSettings
from PySide6.QtWidgets import QWidget

from exportdesk.ui.widgets.paged_model import PagedModel
from exportdesk.ui.widgets.table_view import RowsView

T = TypeVar("T")

_KEPT = 2000  # of more selected rows, only the current one stays chosen when others are shown


class PagedView(RowsView[T]):
    """Shows a `PagedModel`."""

    def __init__(
        self,
        model: PagedModel[T],
        name: str,
        *,
        settings: QSettings | None = None,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`name` is what a screen reader calls the table; `key` is what it is remembered by."""
        self._paged = model
        super().__init__(model, name, settings=settings, key=key, parent=parent)

    @property
    def selected_numbers(self) -> "array[int]":
        """The numbers of the rows that are selected, from the top down."""
        numbers = self._paged.numbers
        return array("q", [numbers[at] for at in self.selected_places])

    def show_numbers(
        self,
        numbers: "array[int]",
        *,
        choose_first: bool = False,
        choose: int | None = None,
        near: bool = False,
    ) -> None:
        """Show the rows with these numbers; those chosen stay so where they are still there.

        `choose` is the number of a row to choose instead. `near`: where the current row is gone,
        the one that stands in its place is chosen, not the first.
        """
        at = self.currentIndex().row()
        former = self._current_number() if choose is None else choose
        same = numbers == self._paged.numbers
        chosen = array("q")
        if not same and choose is None and len(self.selected_places) <= _KEPT:
            chosen = self.selected_numbers
        scrolled = self.verticalScrollBar().value()
        self._resetting = True
        self._paged.show_numbers(numbers)
        place = -1 if former is None else self._paged.place_of_number(former)
        if place < 0 and choose_first and numbers:
            place, scrolled = (min(at, len(numbers) - 1), scrolled) if near and at > 0 else (0, 0)
        if place >= 0 and not (same and choose is None and self.currentIndex().row() == place):
            self._choose(place)
            self._select_again(chosen)
        self.verticalScrollBar().setValue(scrolled)
        if choose is not None and place >= 0:
            self.scrollTo(self._paged.index(place, 0))
        self._resetting = False
        self._settle()
        self.viewport().update()
        self.chosen.emit(self.current)

    def choose_number(self, number: int) -> bool:
        """Choose the row with this number; tell whether it is there."""
        place = self._paged.place_of_number(number)
        if place >= 0:
            self.choose_place(place)
        return place >= 0

    def _current_number(self) -> int | None:
        at = self.currentIndex().row()
        return self._paged.numbers[at] if 0 <= at < len(self._paged.numbers) else None

    def _select_again(self, chosen: "array[int]") -> None:
        if len(chosen) < 2:
            return
        selection = QItemSelection()
        last = len(self._paged.columns) - 1
        places = {number: at for at, number in enumerate(self._paged.numbers)}
        for number in chosen:
            place = places.get(number, -1)
            if place >= 0:
                selection.select(self._paged.index(place, 0), self._paged.index(place, last))
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flag.Select | flag.Rows)
