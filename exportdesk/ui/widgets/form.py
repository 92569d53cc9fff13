"""Forms: labels above fields, in a grid of twelve columns, with names for screen readers."""

from typing import TypeVar

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.text import label, restyle

F = TypeVar("F", bound=QWidget)


class FormGrid(QWidget):
    """Fields side by side; a row is full at twelve columns, and the next field begins another.

    `add("&Name", field, 4)` puts the label above, gives the field its accessible name and its
    mnemonic, and returns the field.
    """

    def __init__(self, *, columns: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._row = 0
        self._column = 0
        self._marks: dict[QWidget, QLabel] = {}
        self._hints: dict[QWidget, str] = {}
        self._labels: dict[QWidget, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(12))
        for at in range(columns):
            self._grid.setColumnStretch(at, 1)

    def add(self, text: str, field: F, span: int = 12, *, hint: str = "") -> F:
        """Add a field over `span` columns; `hint` is a quiet line below it."""
        if self._column + span > self._columns:
            self.new_row()
        above = label(text, "label")
        above.setBuddy(field)
        field.setAccessibleName(text.replace("&&", "\0").replace("&", "").replace("\0", "&"))
        mark = label("", "mark", wrap=True)
        mark.hide()
        cell = QVBoxLayout()
        cell.setSpacing(px(4))
        cell.addWidget(above)
        cell.addWidget(field)
        if hint:
            field.setAccessibleDescription(hint)
            self._hints[field] = hint
            cell.addWidget(label(hint, "caption", wrap=True))
        cell.addWidget(mark)
        cell.addStretch(1)
        self._place(cell, span)
        self._marks[field] = mark
        self._labels[field] = above
        return field

    def add_check(self, field: QCheckBox, span: int = 12) -> QCheckBox:
        """Add a check box, which carries its own words."""
        if self._column + span > self._columns:
            self.new_row()
        cell = QVBoxLayout()
        cell.setSpacing(px(4))
        if self._column:
            cell.addWidget(label(" ", "label"))  # level with the fields beside it
        cell.addWidget(field)
        cell.addStretch(1)
        self._place(cell, span)
        return field

    def new_row(self) -> None:
        """Begin another row."""
        if self._column:
            self._row += 1
            self._column = 0

    def label_of(self, field: QWidget) -> QLabel:
        """Return the label above `field`."""
        return self._labels[field]

    def mark(self, field: QWidget, sentence: str) -> None:
        """Say below `field` what is wrong with it."""
        shown = self._marks[field]
        shown.setText(sentence)
        shown.show()
        field.setAccessibleDescription(sentence)
        restyle(field, invalid=True)

    def clear_marks(self) -> None:
        """Take all marks away."""
        for field, shown in self._marks.items():
            if not shown.isHidden():
                shown.hide()
                field.setAccessibleDescription(self._hints.get(field, ""))
                restyle(field, invalid=False)

    def _place(self, cell: QVBoxLayout, span: int) -> None:
        self._grid.addLayout(cell, self._row, self._column, 1, span)
        self._column += span
