"""Match the columns: the first rows, a choice above each column, and what a row becomes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from exportdesk.core.book import Kind
from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.operations.table_import import OpenedTable, subject_of
from exportdesk.tables import ColumnMap, Slot
from exportdesk.ui.book_import.comparing import draft_lines
from exportdesk.ui.book_import.reading import TableReading
from exportdesk.ui.book_import.words import field_words, rows_words, slot_choices, slot_words
from exportdesk.ui.lists.own_words import short_name
from exportdesk.ui.lists.words import size_text
from exportdesk.ui.matches.facts import breakable
from exportdesk.ui.widgets import Card, Tone, button, label, px
from exportdesk.ui.widgets.banner import Banner
from exportdesk.ui.widgets.column_preview import ColumnPreview

ROWS = 30
_BECOMES = 340
_KNOWN = 34  # two lines
_HEADING = 28  # letters
_NARROW = 820
_NO_LIMIT = (1 << 24) - 1  # Qt's own


class ColumnsPane(QWidget):
    """Shows a table that was opened. `mapped` tells a ColumnMap, `guess_asked` the wish for a
    guess in place of what was remembered or chosen.
    """

    mapped = Signal(object)
    guess_asked = Signal()
    file_asked = Signal()
    list_asked = Signal(object)

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind
        self._opened: OpenedTable | None = None
        self._drafts: Sequence[Any] = ()
        self.reading = TableReading()
        self.preview = _Preview(kind, after=self.reading.encoding)
        self.card = Card(_("Match the columns"))
        self.note = Banner()
        self._known = label("", "caption", wrap=True)
        self._guess = button(_("&Guess again"), self.guess_asked.emit, kind="link")
        self._becomes = _Becomes()
        self.preview.mapped.connect(self._map)
        self.preview.selectionModel().currentRowChanged.connect(self._turn)
        self._lay_out()

    def _lay_out(self) -> None:
        # Whatever is said there, the choices below it stay where they are.
        self._known.setFixedHeight(px(_KNOWN))
        kept = self._guess.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._guess.setSizePolicy(kept)
        told = QHBoxLayout()
        told.setSpacing(px(8))
        told.addWidget(self._known, 1)
        told.addWidget(self._guess)
        self.card.body.addWidget(self.reading)
        self.card.body.addWidget(self.note)
        self.card.body.addLayout(told)
        self.card.body.addWidget(self.preview, 100)
        self.card.body.addStretch(1)
        self.card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        row.addWidget(self.card, 1)
        row.addWidget(self._becomes)
        self._stand()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand()

    def _stand(self) -> None:
        """Set the row beside the columns, or below them where both have no room."""
        narrow = self.width() < px(_NARROW)
        way = QBoxLayout.Direction
        self._row.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._becomes.setMinimumWidth(0 if narrow else px(_BECOMES))
        self._becomes.setMaximumWidth(_NO_LIMIT if narrow else px(_BECOMES))

    def show_table(
        self, opened: OpenedTable, drafts: Sequence[Any], *, chosen: bool = False
    ) -> None:
        """Show a table, its first rows, and what they become; `chosen` by the person."""
        is_other = self._opened is None or self._opened.table is not opened.table
        self._opened, self._drafts = opened, drafts
        table = opened.table
        if is_other:
            self.reading.load(opened)
            size = size_text(opened.size)
            caption = f"{opened.path.name} · {size} · {rows_words(len(table.rows))}"
            self.card.say(_("Match the columns"), caption)
            self._say_notes(opened)
        rows = tuple(row.cells for row in table.rows[:ROWS])
        if is_other or not chosen:  # what was just chosen above a column is shown there already
            self.preview.show_table(table.headings, rows, opened.columns.columns)
        self._say_known(opened, chosen)
        self._turn(self.preview.currentIndex())

    def take_cursor(self) -> None:
        """Put the cursor on the first column."""
        if self.preview.choices:
            self.preview.choices[0].setFocus()

    def _say_notes(self, opened: OpenedTable) -> None:
        notes = [sentence(note.code, note.facts) for note in opened.table.notes]
        if opened.published:
            self.note.say(
                _("This has the form of a control list: {name}.").format(name=opened.published),
                Tone.AMBER,
                detail=_("Its parties would become your own, all of them."),
                action=_("Import it on Control lists"),
                call=lambda: self.list_asked.emit(opened.path),
                other=_("Choose another &file…"),
                call_other=self.file_asked.emit,
                closable=False,
            )
        elif notes:
            self.note.say(notes[0], Tone.AMBER, detail="\n".join(notes[1:]))
        else:
            self.note.clear()

    def _say_known(self, opened: OpenedTable, chosen: bool) -> None:
        self._guess.setVisible(chosen or opened.remembered)
        if not opened.names_somebody:
            words = (
                _("Choose the column that holds the names.")
                if self._kind is Kind.CUSTOMERS
                else _("Choose the column that holds the SKU or the description.")
            )
        elif chosen and self.preview.gave_up is not None:
            words = self._one_only(opened, *self.preview.gave_up)
        elif opened.remembered:
            words = _("The same as for the last file with these headings.")
        elif chosen:
            words = _("As you chose. This is remembered for files with these headings.")
        elif opened.named_again:
            ((place, field), *_more) = opened.named_again
            words = _(
                "Guessed. “{column}” may be “{field}” too, and only one column can be: check which."
            ).format(column=self._called(place), field=field_words(self._kind)[field])
        else:
            words = _("Guessed from the headings and the cells below them. Check that it is right.")
        self._known.setText(words)

    def _one_only(self, opened: OpenedTable, former: int, now: int) -> str:
        """Say that a column gave up what another one was just said to hold."""
        slot = opened.columns.columns[now]
        assert slot is not None
        return _(
            "Only one column can be “{field}”: it is “{column}” now, and “{former}” is not used."
        ).format(
            field=field_words(self._kind)[slot.field],
            column=self._called(now),
            former=self._called(former),
        )

    def _called(self, place: int) -> str:
        return short_name(self.preview.called(place), _HEADING)

    def _map(self, fields: tuple[Slot[Any] | None, ...]) -> None:
        opened = self._opened
        assert opened is not None
        self.mapped.emit(ColumnMap(tuple(map(self._labeled, range(len(fields)), fields))))

    def _labeled(self, place: int, slot: Slot[Any] | None) -> Slot[Any] | None:
        """Return an identifier with what its heading calls it, unless that was known before."""
        opened = self._opened
        assert opened is not None
        if slot is None or slot == opened.columns.columns[place] or not opened.table.header:
            return slot
        is_number = slot.field.value in ("tax_id", "registration_id", "other_id")
        return replace(slot, label=opened.table.headings[place]) if is_number else slot

    def _turn(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        opened = self._opened
        if opened is None or not self._drafts:
            return
        at = index.row() if 0 <= index.row() < len(self._drafts) else 0
        self._becomes.show_draft(self._drafts[at], self._kind)


class _Preview(ColumnPreview):
    """The first rows, with the fields of customers or products above them."""

    def __init__(self, kind: Kind, *, after: QWidget) -> None:
        self._kind = kind
        kinds = subject_of(kind).kinds

        def clash(one: Slot[Any] | None, other: Slot[Any] | None) -> bool:
            if one is None or other is None or one.field != other.field:
                return False
            return kinds[one.field].once

        super().__init__(after=after, choices=slot_choices(kind), clash=clash)

    @override
    def _named(self, field: Any) -> str:
        return slot_words(field, self._kind)


class _Becomes(Card):
    """One row as it would be kept."""

    def __init__(self) -> None:
        super().__init__(_("Preview of a row"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(1, 1)
        self.problems = label("", "mark", wrap=True)
        holder = QVBoxLayout()
        holder.addLayout(self._grid)
        holder.addWidget(self.problems)
        holder.addStretch(1)
        self.body.addLayout(holder, 1)

    def show_draft(self, row: Any, kind: Kind) -> None:
        """Show what is read from a row."""
        self.say(_("Preview of a row"), _("row {number}").format(number=row.number))
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, (name, text) in enumerate(draft_lines(row.draft, kind)):
            self._grid.addWidget(label(name, "caption"), at, 0)
            shown = label(breakable(text), wrap=True)  # an address may be longer than its place
            self._grid.addWidget(shown, at, 1)
        told = "\n".join(sentence(one.code, one.facts) for one in row.problems)
        self.problems.setText(told)
        self.problems.setVisible(bool(told))
