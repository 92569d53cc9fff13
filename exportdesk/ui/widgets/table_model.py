"""One model for every table: columns say what a row shows, the model sorts itself."""

from abc import abstractmethod
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from exportdesk.ui.theme import Tone

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole + 1  # the row's own value
SUBTITLE_ROLE = Qt.ItemDataRole.UserRole + 2
TONE_ROLE = Qt.ItemDataRole.UserRole + 3
ICON_ROLE = Qt.ItemDataRole.UserRole + 4
QUIET_ROLE = Qt.ItemDataRole.UserRole + 5


# No slots: Python 3.11 cannot make a frozen, slotted, generic dataclass as Column[Party](...).
@dataclass(frozen=True)
class Column(Generic[T]):
    """What one column shows of a row.

    `subtitle` makes two-line rows; `tone` makes the text a chip (None: plain text for that row);
    `icon` is a glyph's name, drawn before the text; `quiet` tells of a row that does not count;
    `speak` is what a screen reader says in place of the text; `sort` gives a key, in place of the
    text in lower case. `width` is in pixels at the base font; one column with `stretch` takes what
    is left. One that is `hidden` is there to be chosen from the header's menu. One that is `fitted`
    is as wide as what it shows, and at most `width`, until the person gives it a width. One that
    `yields` is given up where there is no room for it, or where a `stretch` column would not have
    the `roomy` width in which what it usually shows is seen whole. Then `below` is what the second
    line of that column, or of the one with the key `under`, says in its place; those with
    `own_line` share a third line.
    """

    title: str
    text: Callable[[T], str]
    key: str = ""
    subtitle: Callable[[T], str] | None = None
    tone: Callable[[T], Tone | None] | None = None
    icon: Callable[[T], str] | None = None
    quiet: Callable[[T], bool] | None = None
    speak: Callable[[T], str] | None = None
    sort: Callable[[T], Any] | None = None
    hint: Callable[[T], str] | None = None
    below: Callable[[T], str] | None = None
    width: int = 120
    roomy: int = 0
    stretch: bool = False
    right: bool = False
    strong: bool = False
    hidden: bool = False
    yields: bool = False
    own_line: bool = False
    under: str = ""
    fitted: bool = False
    explained: str = ""  # what the tooltip of its heading says

    @property
    def name(self) -> str:
        """What the column is remembered by."""
        return self.key or self.title


class GridModel(QAbstractTableModel):
    """Cells under headings: what any table says of its size and of what stands above it."""

    @abstractmethod
    def size(self) -> tuple[int, int]:
        """Return how many rows and columns there are."""

    @abstractmethod
    def heading(self, column: int) -> str:
        """Return what stands above a column."""

    def leans_right(self, column: int) -> bool:
        """Whether a column is read from its right, as numbers are."""
        return False

    def explanation(self, column: int) -> str:
        """Return what is told of a column where its heading is pointed at."""
        return ""

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else self.size()[0]

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else self.size()[1]

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < self.size()[1]:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.heading(section)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.explanation(section) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(self.leans_right(section))
        return None


class ColumnsModel(GridModel, Generic[T]):
    """What columns show of rows, wherever the rows are kept."""

    def __init__(self, columns: Sequence[Column[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._given_up: tuple[Column[T], ...] = ()

    def say_below(self, places: Collection[int]) -> None:
        """Say what these columns show, which are given up, in the second line of another."""
        self._given_up = tuple(self._columns[at] for at in sorted(places))

    @property
    def more_lines(self) -> int:
        """How many lines columns that are given up take below the second one."""
        return int(any(column.below and column.own_line for column in self._given_up))

    @property
    def columns(self) -> tuple[Column[T], ...]:
        """The columns, in their own order."""
        return self._columns

    @property
    def two_lines(self) -> bool:
        """Whether rows have a second line."""
        return any(column.subtitle for column in self._columns)

    @abstractmethod
    def row_at(self, place: int) -> T | None:
        """Return the row shown at `place`, None where it is gone meanwhile."""

    def row(self, index: Index) -> T | None:
        """Return the value behind `index`."""
        return self.row_at(index.row()) if index.isValid() else None

    @abstractmethod
    def place_of(self, row: T) -> int:
        """Return where the row with the identity of `row` is shown, or -1."""

    @override
    def heading(self, column: int) -> str:
        return self._columns[column].title

    @override
    def leans_right(self, column: int) -> bool:
        return self._columns[column].right

    @override
    def explanation(self, column: int) -> str:
        return self._columns[column].explained

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(column, row)
        if role == SUBTITLE_ROLE:
            return self._under(column, row) or None
        return _looks(column, row, role)

    def _under(self, column: Column[T], row: T) -> str:
        """Return the second line of a cell, with what columns that were given up say there."""
        said = [column.subtitle(row) if column.subtitle is not None else ""]
        third: list[str] = []
        for one in self._given_up:
            if one.below is not None and (
                one.under == column.name if one.under else column.stretch
            ):
                (third if one.own_line else said).append(one.below(row))
        lines = (" · ".join(filter(str.strip, parts)) for parts in (said, third))
        return "\n".join(filter(None, lines)) or said[0]

    def _spoken(self, column: Column[T], row: T) -> str:
        if column.speak is not None:
            return column.speak(row)
        parts = (column.text(row), *self._under(column, row).split("\n"))
        return ", ".join(part for part in parts if part)


class TableModel(ColumnsModel[T]):
    """Rows of any value, shown by columns."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        *,
        identity: Callable[[T], Hashable] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`identity` tells which row is which across `show`, so that a selection can be kept."""
        super().__init__(columns, parent)
        self._identity = identity
        self._given: list[T] = []
        self._rows: list[T] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> tuple[T, ...]:
        """The rows as shown, sorted."""
        return tuple(self._rows)

    @property
    def is_sorted(self) -> bool:
        """Whether rows are shown in another order than they were given in."""
        return self._sorted is not None

    def show(self, rows: Sequence[T]) -> None:
        """Show `rows` in place of those before, in the order chosen."""
        self.beginResetModel()
        self._given = list(rows)
        self._rows = self._in_order()
        self.endResetModel()

    def replace(self, row: T) -> None:
        """Show `row` in place of the one with its identity; do nothing if there is none."""
        at = self.place_of(row)
        if at < 0:
            return
        former = self._rows[at]
        self._given[self._given.index(former)] = row
        self._rows[at] = row
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self._columns) - 1))

    def take_out(self, places: Sequence[int]) -> None:
        """Show no longer what stands at these places; far quicker than showing all others anew."""
        gone = {id(self._rows[place]) for place in places}
        for place in sorted(places, reverse=True):
            self.beginRemoveRows(QModelIndex(), place, place)
            del self._rows[place]
            self.endRemoveRows()
        self._given = [row for row in self._given if id(row) not in gone]

    @override
    def row_at(self, place: int) -> T | None:
        return self._rows[place] if 0 <= place < len(self._rows) else None

    @override
    def place_of(self, row: T) -> int:
        wanted = self._key(row)
        return next((at for at, one in enumerate(self._rows) if self._key(one) == wanted), -1)

    @override
    def size(self) -> tuple[int, int]:
        return len(self._rows), len(self._columns)

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by `column`; -1 brings back the order the rows were given in."""
        self._sorted = None if column < 0 else (column, order)
        # WORKAROUND PySide6 6.11.3: these two signals crash when emitted with their arguments.
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [(index, self._rows[index.row()]) for index in before]
        self._rows = self._in_order()
        places = {id(row): at for at, row in enumerate(self._rows)} if held else {}
        after = [self.index(places[id(row)], index.column()) for index, row in held]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _in_order(self) -> list[T]:
        return self._sorted_rows(self._given)

    def _sorted_rows(self, rows: Sequence[T]) -> list[T]:
        """Return `rows` in the order chosen."""
        if self._sorted is None:
            return list(rows)
        at, order = self._sorted
        column = self._columns[at]
        key = column.sort or (lambda row: column.text(row).casefold())
        return sorted(rows, key=key, reverse=order is Qt.SortOrder.DescendingOrder)

    def _key(self, row: T) -> Hashable:
        return id(row) if self._identity is None else self._identity(row)


def _looks(column: Column[T], row: T, role: int) -> Any:
    if role == TONE_ROLE and column.tone is not None:
        return column.tone(row)
    if role == ICON_ROLE and column.icon is not None:
        return column.icon(row)
    if role == QUIET_ROLE and column.quiet is not None:
        return column.quiet(row)
    if role == Qt.ItemDataRole.ToolTipRole and column.hint is not None:
        return column.hint(row)
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return alignment(column.right)
    return None


def alignment(right: bool) -> Qt.AlignmentFlag:
    """Return how a cell stands in its column."""
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
