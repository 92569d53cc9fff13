"""One row of the file: what becomes of it, its cells to be put right, and what it would change."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from exportdesk.core.book import Kind
from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.operations.book_import import RowAct
from exportdesk.operations.table_import import AnyRow, Proposal
from exportdesk.tables import WHOLE_ROW
from exportdesk.ui.book_import.comparing import compared
from exportdesk.ui.book_import.words import met_words
from exportdesk.ui.widgets import Card, Chip, label, px, restyle
from exportdesk.ui.widgets.choice import Choice


class CellEdit(QLineEdit):
    """One cell of the file. `told` tells its column and what was typed, once it is left."""

    told = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.column = -1
        self._former = ""
        self.editingFinished.connect(self._settle)

    def load(self, column: int, text: str) -> None:
        """Show a cell."""
        self.column, self._former = column, text
        if self.text() != text:
            self.setText(text)
        self.setCursorPosition(0)

    def _settle(self) -> None:
        if self.text() != self._former:
            self._former = self.text()
            self.told.emit(self.column, self.text())


class RowDetail(Card):
    """Shows a row. `act_picked` tells what is to become of it, `cell_told` a cell put right."""

    act_picked = Signal(object)
    cell_told = Signal(int, str)

    def __init__(self, kind: Kind) -> None:
        super().__init__(_("Row"))
        self._kind = kind
        self.number = 0
        self.acts: Choice[RowAct] = Choice(
            _("What becomes of it"),
            [
                (RowAct.UPDATE, _("&Update")),
                (RowAct.NEW, _("Ne&w")),
                (RowAct.SKIP, _("S&kip")),
            ],
        )
        self.acts.picked.connect(self.act_picked)
        self.chip = Chip()
        self.faults = label("", "mark", wrap=True)
        self.met = label("", wrap=True)
        self.doubts = label("", "quiet", wrap=True)
        self.edits: list[CellEdit] = []
        self._names: list[QLabel] = []
        self._marks: list[QLabel] = []
        self._lay_out()

    def _lay_out(self) -> None:
        self._cells = QGridLayout()
        self._cells.setHorizontalSpacing(px(12))
        self._cells.setVerticalSpacing(px(4))
        self._cells.setColumnStretch(1, 1)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(px(12))
        self._lines.setVerticalSpacing(px(6))
        self._lines.setColumnStretch(1, 1)
        self._lines.setColumnStretch(2, 1)
        self._change = label(_("What would change"), "section")
        inner = QWidget()
        inner.setProperty("kind", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, px(8), 0)
        column.setSpacing(px(10))
        for part in (self.met, self.faults, self.doubts):
            column.addWidget(part)
        column.addWidget(self._change)
        column.addLayout(self._lines)
        column.addWidget(label(_("As in the file"), "section"))
        column.addLayout(self._cells)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        self.body.addWidget(self.acts)
        self.body.addWidget(self.area, 1)

    def show_row(self, one: AnyRow, proposal: Proposal) -> None:
        """Show a row as it would be taken."""
        is_other = one.row.number != self.number
        self.number = one.row.number
        self.say(_("Row {number}").format(number=one.row.number))
        met = one.kept is not None
        self.acts.button_of(RowAct.UPDATE).setVisible(met)
        can_be_new = not met or self._kind is Kind.CUSTOMERS
        self.acts.button_of(RowAct.NEW).setVisible(can_be_new)
        self.acts.setVisible(one.act is not RowAct.SAME or not met)
        if one.act is not RowAct.SAME:
            self.acts.choose(one.act)
        _say(self.met, met_words(one, self._kind))
        _say(self.faults, "\n".join(one.faults))
        told = list(one.doubts)
        if one.twin:
            told.insert(0, sentence("row-twin", {"row": one.twin}))
        told += [sentence(p.code, p.facts) for p in one.row.problems if p.column == WHOLE_ROW]
        _say(self.doubts, "\n".join(dict.fromkeys(told)))
        self._show_change(one)
        self._show_cells(one, proposal)
        if is_other:
            self.area.verticalScrollBar().setValue(0)

    def first_wrong(self) -> CellEdit | None:
        """Return the first cell with something wrong, else the first."""
        shown = [edit for edit in self.edits if not edit.isHidden()]
        wrong = (e for e in shown if not self._marks[self.edits.index(e)].isHidden())
        return next(wrong, shown[0] if shown else None)

    def _show_change(self, one: AnyRow) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        lines = []
        if one.kept is not None and one.act is RowAct.UPDATE:
            lines = [
                line for line in compared(one.kept, one.value, self._kind) if line[1] != line[2]
            ]
        self._change.setVisible(bool(lines))
        if not lines:
            return
        for at, head in enumerate((_("In the book"), _("After the import")), start=1):
            self._lines.addWidget(label(head, "label"), 0, at)
        for row, (name, before, after) in enumerate(lines, start=1):
            self._lines.addWidget(label(name, "caption"), row, 0, Qt.AlignmentFlag.AlignTop)
            top = Qt.AlignmentFlag.AlignTop
            self._lines.addWidget(label(before, "quiet", wrap=True), row, 1, top)
            self._lines.addWidget(label(after, "strong", wrap=True), row, 2, top)

    def _show_cells(self, one: AnyRow, proposal: Proposal) -> None:
        opened = proposal.opened
        used = [at for at, slot in enumerate(opened.columns.columns) if slot is not None]
        cells = one.row.source.cells
        wrong: dict[int, list[str]] = {}
        for problem in one.row.problems:
            wrong.setdefault(problem.column, []).append(sentence(problem.code, problem.facts))
        self._make_edits(len(used))
        for place, edit in enumerate(self.edits):
            shown = place < len(used)
            for widget in (edit, self._names[place]):
                widget.setVisible(shown)
            if not shown:
                self._marks[place].hide()
                continue
            at = used[place]
            heading = opened.table.headings[at]
            self._names[place].setText(heading)
            edit.setAccessibleName(heading)
            edit.load(at, cells[at] if at < len(cells) else "")
            said = "\n".join(wrong.get(at, ()))
            _say(self._marks[place], said)
            edit.setAccessibleDescription(said)
            restyle(edit, invalid=bool(said))

    def _make_edits(self, count: int) -> None:
        while len(self.edits) < count:
            row = 2 * len(self.edits)
            name, edit, mark = label("", "caption"), CellEdit(), label("", "mark", wrap=True)
            name.setBuddy(edit)
            name.setMaximumWidth(px(140))
            edit.told.connect(self.cell_told)
            self._cells.addWidget(name, row, 0)
            self._cells.addWidget(edit, row, 1)
            self._cells.addWidget(mark, row + 1, 1)
            self._names.append(name)
            self.edits.append(edit)
            self._marks.append(mark)


def _say(shown: Any, words: str) -> None:
    shown.setText(words)
    shown.setVisible(bool(words))
