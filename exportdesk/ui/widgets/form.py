"""Forms: labels above fields, in a grid of twelve columns, with names for screen readers."""

from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.country_box import CountryBox
from exportdesk.ui.widgets.day_field import DayField
from exportdesk.ui.widgets.text import keep_room, label, restyle

F = TypeVar("F", bound=QWidget)
B = TypeVar("B", bound=QAbstractButton)


_LEVEL = "level"


class FormGrid(QWidget):
    """Fields side by side; a row is full at twelve columns, and the next field begins another.

    Where the form is too narrow for that, every field takes twice its columns.

    `add("&Name", field, 4)` puts the label above, gives the field its accessible name and its
    mnemonic, and returns the field. With `keeps_room`, a line below each field is free for what is
    wrong with it: said or taken back, it moves nothing under the pointer.
    """

    def __init__(
        self, *, columns: int = 12, keeps_room: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._keeps_room = keeps_room
        self._cells: list[tuple[QWidget, int, bool]] = []
        self._breaks = False
        self._narrow = False
        self._side_by_side = 0  # how wide the grid was at least when last laid in full
        self._marks: dict[QWidget, QLabel] = {}
        self._hints: dict[QWidget, str] = {}
        self._labels: dict[QWidget, QLabel] = {}
        self._places: dict[QWidget, QWidget] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(6) if keeps_room else px(12))
        for at in range(columns):
            self._grid.setColumnStretch(at, 1)

    def add(self, text: str, field: F, span: int = 12, *, hint: str = "") -> F:
        """Add a field over `span` columns; `hint` is a quiet line below it."""
        above = label(text, "label")
        above.setBuddy(field)
        field.setAccessibleName(text.replace("&&", "\0").replace("&", "").replace("\0", "&"))
        mark = label("", "mark", wrap=True)
        mark.hide()
        if self._keeps_room:
            _keep_room(field, mark)
        cell = QVBoxLayout()
        cell.setSpacing(px(4))
        cell.addWidget(above)
        cell.addWidget(field)
        if hint:
            field.setAccessibleDescription(hint)
            self._hints[field] = hint
            cell.addWidget(label(hint, "caption", wrap=True))
        cell.addWidget(mark)
        if isinstance(field, CountryBox | DayField):
            cell.addWidget(field.doubt)
        cell.addStretch(1)
        self._places[field] = self._place(cell, span)
        if isinstance(field, CountryBox):
            field.show_in_place()
        if isinstance(field, DayField):
            field.doubt.show_in_place()
        self._marks[field] = mark
        self._labels[field] = above
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.textChanged.connect(self._typed)
        return field

    def add_check(self, field: B, span: int = 12) -> B:
        """Add a check box or a button, which carries its own words."""
        cell = QVBoxLayout()
        cell.setSpacing(px(4))
        if self._cells and not self._breaks:
            level = label(" ", "label")  # level with the fields beside it
            level.setObjectName(_LEVEL)
            cell.addWidget(level)
        cell.addWidget(field)
        cell.addStretch(1)
        self._place(cell, span)
        return field

    def new_row(self) -> None:
        """Begin another row."""
        self._breaks = True

    def label_of(self, field: QWidget) -> QLabel:
        """Return the label above `field`."""
        return self._labels[field]

    def mark_of(self, field: QWidget) -> QLabel:
        """Return what says what is wrong with `field`, for a place of its own."""
        return self._marks[field]

    def show_field(self, field: QWidget, shown: bool) -> None:
        """Show or hide a field with its label; the others close up."""
        place = self._places[field]
        if place.isHidden() is shown:
            place.setVisible(shown)
            self._side_by_side = 0
            self._lay_cells()

    def mark(self, field: QWidget, sentence: str) -> None:
        """Say below `field` what is wrong with it; a day that cannot be read says so itself."""
        if isinstance(field, DayField) and field.is_bad:
            field.say_doubt()
            return
        if isinstance(field, DayField) and self._keeps_room:
            field.say_wrong(sentence)  # in the room that is kept for a doubt
            return
        shown = self._marks[field]
        shown.setText(sentence)
        shown.show()
        field.setAccessibleDescription(sentence)
        restyle(field, invalid=True)

    def clear_marks(self) -> None:
        """Take all marks away."""
        for field in self._marks:
            self.unmark(field)

    def unmark(self, field: QWidget) -> None:
        """Take the mark of `field` away, if it has one."""
        shown = self._marks[field]
        if isinstance(field, DayField) and self._keeps_room:
            field.forget_doubt()
        if not shown.isHidden():
            shown.hide()
            field.setAccessibleDescription(self._hints.get(field, ""))
            restyle(field, invalid=False)

    def _typed(self) -> None:
        """Do not say that something is missing over what is being typed."""
        field = self.sender()
        if isinstance(field, QWidget):
            self.unmark(field)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._least(narrow=True), super().minimumSizeHint().height())

    def _least_in_full(self) -> int:
        """Return the width in which every row fits. The rows share the grid's columns, which may be
        wider together than any one row needs.
        """
        if not self._narrow:
            self._side_by_side = self._grid.minimumSize().width()
        return max(self._least(narrow=False), self._side_by_side)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for _try in range(2):  # laid in full once more, it may need more than was known
            narrow = event.size().width() < self._least_in_full()
            if narrow is self._narrow:
                return
            self._narrow = narrow
            self._lay_cells()

    def _place(self, cell: QVBoxLayout, span: int) -> QWidget:
        cell.setContentsMargins(0, 0, 0, 0)
        place = QWidget()
        place.setLayout(cell)
        self._cells.append((place, span, self._breaks))
        self._breaks = False
        self._lay_cells()
        return place

    def _lay_cells(self) -> None:
        """Put the cells into the grid: where room is short, each twice as wide, in more rows."""
        for number, row in enumerate(self._rows(narrow=self._narrow)):
            column = 0
            for place, span in row:
                self._grid.addWidget(place, number, column, 1, span)
                level = place.findChild(QLabel, _LEVEL)
                if level is not None:  # with nothing beside it, it would be a gap
                    level.setVisible(bool(column))
                column += span
        self.updateGeometry()

    def _rows(self, *, narrow: bool) -> list[list[tuple[QWidget, int]]]:
        """Return which cells stand in which row, each with its columns."""
        rows: list[list[tuple[QWidget, int]]] = [[]]
        for place, span, breaks in self._cells:
            if place.isHidden() and place in self._places.values():
                continue
            wide = min(self._columns, span * 2) if narrow else span
            taken = sum(columns for _place, columns in rows[-1])
            if rows[-1] and (breaks or taken + wide > self._columns):
                if narrow:  # no ragged edge: the last one takes what is left
                    last, columns = rows[-1][-1]
                    rows[-1][-1] = (last, columns + self._columns - taken)
                rows.append([])
            rows[-1].append((place, wide))
        if narrow and rows[-1]:
            last, columns = rows[-1][-1]
            rows[-1][-1] = (last, columns + self._columns - sum(span for _, span in rows[-1]))
        return rows

    def _least(self, *, narrow: bool) -> int:
        """Return the width below which a field would be cut."""
        gap = self._grid.horizontalSpacing()
        return max(
            sum(place.minimumSizeHint().width() + gap for place, _span in row) - gap
            for row in self._rows(narrow=narrow)
        )


def _keep_room(field: QWidget, mark: QLabel) -> None:
    """Have a line stay free below a field."""
    if isinstance(field, DayField):
        field.doubt.keep_room()
        return
    mark.setText(" ")
    keep_room(mark)
