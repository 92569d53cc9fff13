"""Rows of fields that a person adds and takes out: the goods and the parties of a letter."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.ui.letters.field_rows import FieldRows
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import button, icon_button, label


class Row(Protocol):
    """The fields of one row."""

    @property
    def fields(self) -> tuple[QWidget, ...]: ...


R = TypeVar("R", bound=Row)


class RowsBox(QWidget, Generic[R]):
    """Rows with their heads, a line for what is wrong with them, and buttons that add some.

    `changed` tells that something was typed. Who derives from it says in `_new_row` what an empty
    row is, names fields and crosses by the texts it hands over, and calls `_lay_out` once it is
    whole.
    """

    changed = Signal()

    def __init__(
        self,
        heads: Sequence[str],
        stretches: Sequence[int],
        *,
        add: str,
        field_name: str,
        take_out: str,
        gap: int,
    ) -> None:
        super().__init__()
        self._rows: list[R] = []
        self._heads, self._stretches = tuple(heads), tuple(stretches)
        self._field_name, self._take_out = field_name, take_out
        self._place: QWidget = QWidget()
        self.mark = label("", "mark", wrap=True)
        self.mark.hide()
        self.more = button(add, self.add_row, kind="link", glyph="plus")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(px(12))
        self._buttons.addWidget(self.more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(gap))
        self._column.addWidget(self._place)
        self._column.addWidget(self.mark)
        self._column.addLayout(self._buttons)

    @property
    def rows(self) -> list[R]:
        """The rows that are shown."""
        return self._rows

    def add_row(self) -> None:
        """Add an empty row, and put the cursor into it."""
        self._add(self._new_row())
        self._lay_out()
        self.rows[-1].fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def drop_row(self, row: R) -> None:
        """Take a row out."""
        self._remove(row)
        self._lay_out()
        self.changed.emit()

    @abstractmethod
    def _new_row(self) -> R:
        """Return an empty row."""

    def _add(self, row: R) -> None:
        """Keep a row behind the others."""
        self._rows.append(row)

    def _remove(self, row: R) -> None:
        """Keep a row no longer."""
        self._rows = [one for one in self._rows if one is not row]

    def _shows_rows(self) -> bool:
        """Return whether the rows are to be seen."""
        return bool(self.rows)

    def _show_rows(self, rows: Sequence[R]) -> None:
        """Show these in place of those before, with nothing marked."""
        self._rows = list(rows)
        self.mark.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        place = FieldRows(self._heads, self._stretches)
        for at, row in enumerate(self.rows, start=1):
            for field, words in zip(row.fields, self._heads, strict=True):
                field.setAccessibleName(self._field_name.format(what=words, number=at))
            cross = self._take_out.format(number=at)
            place.add_row(row.fields, icon_button(cross, "close", self._dropping(row)))
        former = self._place
        self._column.replaceWidget(former, place)
        former.hide()
        former.deleteLater()
        self._place = place
        place.setVisible(self._shows_rows())
        self.updateGeometry()

    def _dropping(self, row: R) -> Callable[[], None]:
        return lambda: self.drop_row(row)

    def _tell(self, _text: object) -> None:
        self.changed.emit()
