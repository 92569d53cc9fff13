"""A model of very many rows: only their numbers are known, the rows are read as they are seen."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from typing_extensions import override

from exportdesk.ui.widgets.table_model import Column, ColumnsModel

T = TypeVar("T")

_PAGE = 64  # rows read at once: somewhat more than a screen shows
_PAGES = 64  # pages kept


class PagedModel(ColumnsModel[T]):
    """Shows the rows of `numbers`, reading a page of them when one is looked at.

    `read` returns the rows of some numbers in their order, without those that are gone; it is
    called on the window's thread and takes a millisecond. Sorting is not the model's: it tells
    `sort_asked`, and whoever finds the numbers finds them in that order.
    """

    sort_asked = Signal()

    def __init__(
        self,
        columns: Sequence[Column[T]],
        *,
        read: Callable[[Sequence[int]], Sequence[T]],
        number: Callable[[T], int],
        parent: QObject | None = None,
    ) -> None:
        """`number` tells the number that a row was read by."""
        super().__init__(columns, parent)
        self._read = read
        self._number = number
        self._numbers: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, T]] = OrderedDict()
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    @property
    def numbers(self) -> "array[int]":
        """The numbers of the rows, in the order shown."""
        return self._numbers

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder] | None:
        """By which column and in which direction rows are to be sorted; None: in no order asked."""
        return self._sorted

    def show_numbers(self, numbers: "array[int]") -> None:
        """Show these rows in place of those before. The same ones are only read again."""
        if numbers == self._numbers:
            self.read_again()
            return
        self.beginResetModel()
        self._numbers = numbers
        self._pages.clear()
        self.endResetModel()

    def read_again(self) -> None:
        """Forget what was read: something in the rows may be different now."""
        self._pages.clear()
        if self._numbers:
            last = self.index(len(self._numbers) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    @override
    def row_at(self, place: int) -> T | None:
        if not 0 <= place < len(self._numbers):
            return None
        at = place // _PAGE
        page = self._pages.get(at)
        if page is None:
            wanted = self._numbers[at * _PAGE : (at + 1) * _PAGE]
            page = {self._number(row): row for row in self._read(wanted)}
            self._pages[at] = page
            if len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        return page.get(self._numbers[place])

    @override
    def place_of(self, row: T) -> int:
        return self.place_of_number(self._number(row))

    def place_of_number(self, number: int) -> int:
        """Return where the row with this number is shown, or -1."""
        try:
            return self._numbers.index(number)
        except ValueError:
            return -1

    @override
    def size(self) -> tuple[int, int]:
        return len(self._numbers), len(self._columns)

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        asked = None if column < 0 else (column, order)
        if asked != self._sorted:
            self._sorted = asked
            self.sort_asked.emit()
