"""What was chosen for a form, each with a cross to take it out again."""

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.ui.widgets import icon_button, label, px
from exportdesk.ui.widgets.flow import FlowLayout

T = TypeVar("T")


class Taken(QWidget, Generic[T]):
    """Shows values, each by its words. `changed` tells that one was put in or taken out."""

    changed = Signal()

    def __init__(self, words: Callable[[T], str], *adding: QWidget) -> None:
        """`adding` are the widgets by which more is put in; they stand below."""
        super().__init__()
        self._words = words
        self._values: list[T] = []
        self._flow = FlowLayout(px(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(self._flow)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for one in adding:
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)

    @property
    def values(self) -> tuple[T, ...]:
        """What was chosen."""
        return tuple(self._values)

    def show_values(self, values: Iterable[T]) -> None:
        """Show these, in place of those before."""
        self._values = list(dict.fromkeys(values))
        while (item := self._flow.takeAt(0)) is not None:
            former = item.widget()
            if former is not None:
                former.hide()
                former.deleteLater()
        for one in self._values:
            self._flow.addWidget(self._chip(one))

    def put_in(self, *values: T) -> None:
        """Put more in; what is there already stays once."""
        before = self.values
        self.show_values([*before, *values])
        if self.values != before:
            self.changed.emit()

    def _chip(self, value: T) -> QWidget:
        return TakenChip(value, self._words(value), self.take_out)

    def take_out(self, value: T) -> None:
        """Take one out."""
        self.show_values(one for one in self._values if one != value)
        self.changed.emit()


class TakenChip(QWidget):
    """One value, and the cross that takes it out."""

    def __init__(self, value: Any, words: str, take_out: Callable[[Any], object]) -> None:
        super().__init__()
        self._value, self._call = value, take_out
        row = QHBoxLayout(self)
        row.setContentsMargins(px(2), 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(label(words))
        row.addWidget(icon_button(_("Take out {name}").format(name=words), "close", self._drop))

    def _drop(self) -> None:
        self._call(self._value)
