"""Rows of a form of which there may be any number: names, addresses, numbers."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.ui.widgets import button, icon_button, label, px

V = TypeVar("V")


class ValueRow(QWidget, Generic[V]):
    """One row: shows a value and reads it back, None where nothing stands in it."""

    changed = Signal()

    @abstractmethod
    def load(self, value: V | None) -> None:
        """Show a value, None for an empty row."""

    @abstractmethod
    def read(self) -> V | None:
        """Return what stands in the row."""

    @abstractmethod
    def take_focus(self) -> None:
        """Put the cursor into its first field."""

    @abstractmethod
    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed, or let it."""


class RepeatedRows(QWidget, Generic[V]):
    """A title, a row for each value, and a link that adds another. `changed` tells every change."""

    changed = Signal()

    def __init__(
        self, title: str, more: str, remove: str, make_row: Callable[[], ValueRow[V]]
    ) -> None:
        """`more` are the words of the link, `remove` what a screen reader calls the cross."""
        super().__init__()
        self._make_row, self._remove_words = make_row, remove
        self._rows: list[ValueRow[V]] = []
        self._places: list[QWidget] = []
        self._used = 0
        self._read_only = False
        self.title = label(title, "label")
        self._column = QVBoxLayout()
        self._column.setSpacing(px(6))
        self._mark = label("", "mark", wrap=True)
        self._mark.hide()
        self._more = button(more, self.add, kind="link", glyph="plus")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(4))
        whole.addWidget(self.title)
        whole.addLayout(self._column)
        whole.addWidget(self._mark)
        whole.addWidget(self._more)

    @property
    def rows(self) -> list[ValueRow[V]]:
        """The rows that are shown."""
        return self._rows[: self._used]

    def load(self, values: Sequence[V]) -> None:
        """Show these values; an empty row where there are none."""
        self._used = 0
        for value in values or (None,):
            self._show_next(value)
        for place in self._places[self._used :]:
            place.hide()

    def read(self) -> tuple[V, ...]:
        """Return the values of all rows that hold one."""
        read = (row.read() for row in self.rows)
        return tuple(value for value in read if value is not None)

    def add(self) -> None:
        """Add an empty row and put the cursor into it."""
        self._show_next(None).take_focus()

    def mark(self, sentence: str) -> None:
        """Say below the rows what is wrong with them; "" for nothing."""
        self._mark.setText(sentence)
        self._mark.setVisible(bool(sentence))

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed, or let it."""
        self._read_only = read_only
        self._more.setVisible(not read_only)
        for row in self._rows:
            row.set_read_only(read_only)

    def _show_next(self, value: V | None) -> ValueRow[V]:
        if self._used == len(self._rows):
            self._make_place()
        row, place = self._rows[self._used], self._places[self._used]
        row.blockSignals(True)
        row.load(value)
        row.blockSignals(False)
        place.show()
        self._used += 1
        return row

    def _make_place(self) -> None:
        row = self._make_row()
        row.changed.connect(self.changed)
        row.set_read_only(self._read_only)
        place = QWidget()
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(4))
        line.addWidget(row, 1)
        cross = icon_button(self._remove_words, "close", self._take_out)
        line.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        if self._read_only:  # shown before it has a place, it would be a window of its own
            cross.hide()
        self._rows.append(row)
        self._places.append(place)
        self._column.addWidget(place)

    def _take_out(self) -> None:
        place = self.sender().parent()
        at = next((i for i, one in enumerate(self._places) if one is place), -1)
        if at < 0:
            return
        left = [row.read() for i, row in enumerate(self.rows) if i != at]
        self.load([value for value in left if value is not None])
        self.changed.emit()
        self._more.setFocus(Qt.FocusReason.OtherFocusReason)
