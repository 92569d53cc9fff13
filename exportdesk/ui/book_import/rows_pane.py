"""The rows of the file: what would become of each, filters with counts, one row beside them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.book import Kind
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.operations.book_import import RowAct
from exportdesk.operations.table_import import AnyRow, Proposal, left_out
from exportdesk.ui.book_import.row_detail import RowDetail
from exportdesk.ui.book_import.words import (
    Show,
    act_tone,
    act_words,
    doubt_line,
    out_words,
    row_name,
    rows_words,
    show_words,
    shown_by,
)
from exportdesk.ui.widgets import (
    Card,
    Column,
    ComboBox,
    EmptyState,
    StateStack,
    TableModel,
    TableView,
    button,
    label,
    px,
)
from exportdesk.ui.widgets.in_turn import PanesInTurn

_NARROW = 860


class RowsPane(QWidget):
    """Shows a proposal. `acts_wanted` tells rows and what is to become of them, `cell_told` a row,
    a column and the text in it.
    """

    acts_wanted = Signal(object, object)
    cell_told = Signal(object, int, str)

    def __init__(self, kind: Kind, settings: QSettings) -> None:
        super().__init__()
        self._kind = kind
        self._proposal: Proposal | None = None
        self.filter: ComboBox[Show] = ComboBox([(show, "") for show in Show])
        self.filter.setAccessibleName(_("Rows shown"))
        self.filter.setMinimumWidth(px(190))
        self.model: TableModel[AnyRow] = TableModel(
            _columns(kind), identity=lambda one: one.row.number
        )
        self.table: TableView[AnyRow] = TableView(
            self.model, _("Rows of the file"), settings=settings, key=f"import-{kind.value}"
        )
        self.table.allow_several()
        self.detail = RowDetail(kind)
        self.count = label("", "caption")
        self.empty = EmptyState("table", _("No such rows"), _("Choose other rows above."))
        self._stack = StateStack(self.table, self.empty)
        self._lay_out(settings)
        self.filter.picked.connect(self._filter)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._go_in)
        self.table.selectionModel().selectionChanged.connect(self._say_bulk)
        self.detail.act_picked.connect(self._pick_act)
        self.detail.cell_told.connect(self._tell_cell)
        for key, act in (("U", RowAct.UPDATE), ("N", RowAct.NEW), ("S", RowAct.SKIP)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._keyed(act))

    def _lay_out(self, settings: QSettings) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.filter)
        head.addWidget(self.count)
        head.addStretch(1)
        self.bulk_of = label(_("All shown:"), "caption")
        head.addWidget(self.bulk_of)
        self.bulk = {
            RowAct.UPDATE: button(_("Up&date"), self._update, hint=_("U in the table")),
            RowAct.NEW: button(_("N&ew"), self._new, hint=_("N in the table")),
            RowAct.SKIP: button(_("Ski&p"), self._skip, hint=_("S in the table")),
        }
        for made in self.bulk.values():
            head.addWidget(made)
        self.bulk[RowAct.NEW].setVisible(self._kind is Kind.CUSTOMERS)
        card = Card(flush=True)
        head.setContentsMargins(px(14), px(12), px(14), 0)
        card.body.addLayout(head)
        # It is there with nothing left out, too: what stands below never moves.
        self.out = button("", self._show_next_out, kind="link", hint=_("Show it in the table"))
        below = QHBoxLayout()
        below.setContentsMargins(px(14) - 2, 0, px(14), 0)  # a link's words begin 2 px within it
        below.addWidget(self.out)
        below.addStretch(1)
        card.body.addLayout(below)
        card.body.addWidget(self._stack, 1)
        self._panes = PanesInTurn(
            card,
            self.detail,
            table=self.table,
            inside=self.detail.area,
            back=_("All rows"),
            key="book-import",
            settings=settings,
            shares=(13, 8),
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._panes)

    @property
    def proposal(self) -> Proposal:
        """What is shown."""
        assert self._proposal is not None
        return self._proposal

    def show_proposal(self, proposal: Proposal, show: Show | None = None) -> None:
        """Show what an import would do; at first what needs a look, where anything does."""
        self._proposal = proposal
        self._panes.show_list()
        counts = proposal.counts
        self.filter.offer(show_words(counts))
        self.filter.choose(show or (Show.PROBLEMS if counts["problems"] else Show.ALL))
        self._filter()
        self._say_out()
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        if self.table.current is None:
            self.table.choose_place(0)

    def show_again(self, changed: Sequence[AnyRow]) -> None:
        """Show rows as they are now. A row stays in view until other rows are chosen."""
        self.filter.offer(show_words(self.proposal.counts))
        if len(changed) > 50:
            # Many at once: those that the filter shows no longer stay too, as they would by one.
            numbers = {one.row.number for one in self.model.rows}
            self.table.show_rows([o for o in self.proposal.rows if o.row.number in numbers])
        else:
            for one in changed:
                self.model.replace(one)
        self._say_out()
        if self.table.current is not None:
            self.detail.show_row(self.table.current, self.proposal)

    def take_cursor(self) -> None:
        """Put the cursor where the person goes on."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._panes.stand(narrow=self.width() < px(_NARROW))

    def leave_row(self) -> bool:
        """Go back from a row to the rows, where they take turns; tell whether it was there."""
        if not (self.isVisible() and self._panes.shows_detail):
            return False
        self._panes.show_list()
        self._panes.take_focus()
        return True

    def _filter(self, _show: object = None) -> None:
        show = self.filter.value
        rows = self.proposal.rows
        if show is not Show.ALL:
            rows = [one for one in rows if shown_by(one, show)]
        self.table.show_rows(rows, choose_first=True)
        self.count.setText(rows_words(len(rows)))
        if rows:
            self._stack.show_content()
        else:
            self._stack.show_empty()
        self._choose(self.table.current)

    def _say_out(self) -> None:
        out = left_out(self.proposal)
        self.out.setText(out_words(out, self._kind).replace("&", "&&"))
        self.out.setEnabled(bool(out))

    def _show_next_out(self) -> None:
        """Choose the next row that is left out, and from the last one the first again."""
        out = left_out(self.proposal)
        current = self.table.current
        at = 0 if current is None else current.row.number
        wanted = next((one for one in out if one.row.number > at), out[0])
        if not self.table.choose(wanted):
            self.filter.choose(Show.ALL)
            self._filter()
            self.table.choose(wanted)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, one: AnyRow | None) -> None:
        self.detail.setVisible(one is not None)
        if one is not None:
            self.detail.show_row(one, self.proposal)

    def _go_in(self, _one: object) -> None:
        self._panes.show_detail()
        edit = self.detail.first_wrong()
        if edit is not None:
            edit.setFocus(Qt.FocusReason.OtherFocusReason)
            edit.selectAll()

    def _pick_act(self, act: RowAct) -> None:
        one = self.table.current
        if one is not None:
            self.acts_wanted.emit([one], act)

    def _tell_cell(self, column: int, text: str) -> None:
        one = self.proposal.row(self.detail.number)
        if one is not None:
            self.cell_told.emit(one, column, text)

    def _keyed(self, act: RowAct) -> Any:
        return {
            RowAct.UPDATE: self._update_selected,
            RowAct.NEW: self._new_selected,
            RowAct.SKIP: self._skip_selected,
        }[act]

    def _update_selected(self) -> None:
        self.acts_wanted.emit(list(self.table.selected), RowAct.UPDATE)

    def _new_selected(self) -> None:
        self.acts_wanted.emit(list(self.table.selected), RowAct.NEW)

    def _skip_selected(self) -> None:
        self.acts_wanted.emit(list(self.table.selected), RowAct.SKIP)

    def _update(self) -> None:
        self._bulk(RowAct.UPDATE)

    def _new(self) -> None:
        self._bulk(RowAct.NEW)

    def _skip(self) -> None:
        self._bulk(RowAct.SKIP)

    def _say_bulk(self) -> None:
        count = len(self.table.selectionModel().selectedRows())
        several = count > 1
        words = _("{count} selected:").format(count=figure(count)) if several else _("All shown:")
        self.bulk_of.setText(words)

    def _bulk(self, act: RowAct) -> None:
        chosen = self.table.selected
        self.acts_wanted.emit(list(chosen if len(chosen) > 1 else self.model.rows), act)


def _columns(kind: Kind) -> list[Column[AnyRow]]:
    def name(one: AnyRow) -> str:
        return row_name(one, kind) or _("Nothing is named")

    def key(one: AnyRow) -> str:
        return str(one.value.reference if kind is Kind.CUSTOMERS else one.value.sku)

    def third(one: AnyRow) -> str:
        return str(one.value.profile.country if kind is Kind.CUSTOMERS else one.value.hs_code)

    customers = kind is Kind.CUSTOMERS
    return [
        Column(
            _("Row"), lambda one: str(one.row.number), key="row",
            sort=lambda one: one.row.number, width=64, right=True, fitted=True,
        ),
        Column(_("Action"), act_words, key="act", tone=act_tone, width=190, fitted=True),
        Column(
            _("Name") if customers else _("Description"), name, key="name", width=180,
            subtitle=lambda one: doubt_line(one, kind), hint=lambda one: doubt_line(one, kind),
            quiet=lambda one: not one.is_taken, stretch=True,
        ),
        Column(_("Reference") if customers else _("SKU"), key, key="key", width=104, fitted=True),
        Column(_("Country") if customers else _("Code"), third, key="third", width=84, fitted=True),
    ]  # fmt: skip
