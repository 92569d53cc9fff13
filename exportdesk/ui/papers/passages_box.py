"""What a customer confirms, or can be asked for: one passage below the other."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.documents.wording import Clause
from exportdesk.documents.wording_draft import fresh_id
from exportdesk.ui.papers.wording_text import WordingText
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import button, icon_button, label, line_edit


class PassageRow(WordingText):
    """One passage, with where the rule behind it is written. `moved` tells -1 or 1, `gone` that it
    is to be taken out.
    """

    moved = Signal(int)
    gone = Signal()

    def __init__(
        self, one: Clause, *, shipped: str | None, english: str = "", fixed: bool, has_basis: bool
    ) -> None:
        """With `fixed`, it can neither be moved nor taken out."""
        super().__init__(_("Clause"), one.text, shipped=shipped, english=english)
        self.id = one.id
        self._one = one
        self.basis = line_edit(_("Where the rule is written, if there is one"), longest=200)
        self.basis.setText(one.basis)
        self.basis.setCursorPosition(0)
        self._tools: list[tuple[QWidget, str]] = []
        if not fixed:
            for words, glyph, call in (
                (_("Move {name} up"), "arrow-up", self._up),
                (_("Move {name} down"), "arrow-down", self._down),
                (_("Take {name} out"), "close", self.gone.emit),
            ):
                tool = icon_button(words, glyph, call)
                self._tools.append((tool, words))
                self.head.addWidget(tool)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        if has_basis:
            row = QHBoxLayout()
            row.setSpacing(px(8))
            row.addWidget(label(_("Rule"), "caption"))
            row.addWidget(self.basis, 1)
            layout.insertLayout(2, row)
            self.basis.textEdited.connect(self.changed)

    @property
    def passage(self) -> Clause:
        """The passage as typed."""
        return Clause(self.id, self.text, " ".join(self.basis.text().split()))

    def number(self, name: str) -> None:
        """Say which one it is."""
        self.rename(name)
        self.basis.setAccessibleName(_("Rule of {name}").format(name=name))
        for tool, words in self._tools:
            said = words.format(name=name)
            tool.setToolTip(said)
            tool.setAccessibleName(said)

    def _up(self) -> None:
        self.moved.emit(-1)

    def _down(self) -> None:
        self.moved.emit(1)


class PassagesBox(QWidget):
    """`changed` tells every change."""

    changed = Signal()

    def __init__(
        self,
        naming: Callable[[int], str],
        passages: Sequence[Clause],
        *,
        shipped: Sequence[Clause],
        english: Sequence[Clause] | None,
        most: int,
        needed: Sequence[str] = (),
        has_basis: bool = True,
    ) -> None:
        """`naming` names the one at a place, from 1. Those in `needed` cannot be taken out.

        `english` are those that a translation follows: then none can be added, moved or taken out.
        """
        super().__init__()
        self._naming, self._most, self._needed = naming, most, needed
        self._shipped = {one.id: one.text for one in shipped}
        self._english = {one.id: one.text for one in english or ()}
        self._fixed, self._has_basis = english is not None, has_basis
        self.rows: list[PassageRow] = []
        self._place = QVBoxLayout()
        self._place.setSpacing(px(14))
        self._mark = label("", "mark", wrap=True)
        self._mark.hide()
        self.more = button(_("&Add one of your own"), self.add, glyph="plus")
        self.more.setVisible(not self._fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addLayout(self._place)
        column.addWidget(self._mark)
        column.addWidget(self.more)
        for one in _aligned(passages, english):
            self._put(one)
        self._number()

    @property
    def passages(self) -> tuple[Clause, ...]:
        """All of them, as typed."""
        return tuple(row.passage for row in self.rows)

    def add(self) -> None:
        """Add an empty one at the end."""
        taken = [*(row.id for row in self.rows), *self._shipped]
        self._put(Clause(fresh_id(taken), ""))
        self._number()
        self.rows[-1].field.setFocus()
        self.changed.emit()

    def mark(self, words: str, at: int | None = None) -> QWidget:
        """Say what is wrong with one, or with all; return where the cursor goes."""
        if at is not None and at < len(self.rows):
            self.rows[at].mark(words)
            return self.rows[at].field
        self._mark.setText(words)
        self._mark.setVisible(bool(words))
        return self.more

    def clear_marks(self) -> None:
        """Take all marks away."""
        self._mark.hide()
        for row in self.rows:
            row.mark("")

    def _put(self, one: Clause) -> None:
        row = PassageRow(
            one,
            shipped=self._shipped.get(one.id),
            english=self._english.get(one.id, ""),
            fixed=self._fixed or one.id in self._needed,
            has_basis=self._has_basis,
        )
        row.changed.connect(self.changed)
        row.moved.connect(self._move)
        row.gone.connect(self._take_out)
        self.rows.append(row)
        self._place.addWidget(row)

    def _move(self, step: int) -> None:
        row = self.sender()
        if not isinstance(row, PassageRow):
            return
        at = self.rows.index(row)
        to = at + step
        if not 0 <= to < len(self.rows):
            return
        self.rows.insert(to, self.rows.pop(at))
        self._place.removeWidget(row)
        self._place.insertWidget(to, row)
        self._number()
        self.changed.emit()

    def _take_out(self) -> None:
        row = self.sender()
        if not isinstance(row, PassageRow):
            return
        self.rows.remove(row)
        self._place.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._number()
        self.more.setFocus()
        self.changed.emit()

    def _number(self) -> None:
        for at, row in enumerate(self.rows, start=1):
            row.number(self._naming(at))
        self.more.setEnabled(len(self.rows) < self._most)


def _aligned(passages: Sequence[Clause], english: Sequence[Clause] | None) -> Sequence[Clause]:
    """Return the passages of a translation as those of the English: in order, none else."""
    if english is None:
        return passages
    known = {one.id: one for one in passages}
    return [known.get(one.id, Clause(one.id, "", one.basis)) for one in english]
