"""The table of customers: found, filtered and sorted off the window's thread."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from exportdesk.core.clock import today
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.ids import PartyId
from exportdesk.core.progress import Progress
from exportdesk.core.standing import CustomerStatus
from exportdesk.core.words import say
from exportdesk.storage.customer_rows import CustomerOrder, CustomerQuery, CustomerRow
from exportdesk.ui.book_checks import BookChecks
from exportdesk.ui.customers.columns import ORDERS, customer_columns
from exportdesk.ui.customers.filters import Filters
from exportdesk.ui.customers.looking import Counts, Found, count_work, find_work
from exportdesk.ui.customers.words import customers_count
from exportdesk.ui.jobs import Latest
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import (
    Card,
    ElidedLabel,
    EmptyState,
    PagedModel,
    PagedView,
    StateStack,
    icon_button,
)
from exportdesk.ui.widgets.action_row import ActionRow, say_words
from exportdesk.wiring import Desk

_MOST_COPIED = 5000


class ListPane(Card):
    """Shows customers. `chosen` tells the row in view (or None), `acted` what to do and to whom."""

    chosen = Signal(object)
    opened = Signal()
    acted = Signal(str)  # screen, name, delete, tag, untag
    wanted_back = Signal(object)  # the id of one that was deleted
    wanted_new = Signal()
    wanted_import = Signal()
    counted = Signal(int)  # how many customers there are, found or not
    troubled = Signal(object)

    def __init__(self, desk: Desk, shell: Shell, checks: BookChecks, filters: Filters) -> None:
        super().__init__(flush=True)
        self._desk, self._shell, self._checks = desk, shell, checks
        self.filters = filters
        self._found: Latest[Found] = Latest(shell.screening)
        self._counted: Latest[Counts] = Latest(shell.screening)
        self._index = ""
        self._total: int | None = None
        self._wanted: PartyId | None = None
        self._tags: list[str] = []
        self._closed = False
        columns = customer_columns(desk.country_name, desk.clock.now().zone, self._is_under_way)
        self._model: PagedModel[CustomerRow] = PagedModel(
            columns, read=self._read, number=lambda row: row.row
        )
        self.table = PagedView(
            self._model, _("Customers"), key="customers", settings=shell.settings
        )
        self.table.allow_several()
        self.table.allow_columns()
        self._count = ElidedLabel("", "caption")
        self._columns = icon_button(_("Choose columns"), "table-column", self._choose_columns)
        self._export = icon_button(
            _("Export these customers, or those selected"), "tray-arrow-up", self._ask_export
        )
        self._numbers: Sequence[int] = ()
        self._actions = icon_button(_("More actions"), "dots-horizontal", self._offer)
        self._empty = EmptyState(
            "account-group-outline",
            "",
            "",
            action=_("New customer"),
            call=self._fill_empty,
            other=_("Import a spreadsheet…"),
            other_call=self.wanted_import.emit,
        )
        self.states = StateStack(self.table, self._empty)
        self._lay_out()
        self._add_menu()
        filters.changed.connect(self.look)
        self._model.sort_asked.connect(self.look)
        self.table.chosen.connect(self._tell)
        self.table.opened.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(self._say_count)
        checks.stepped.connect(self._repaint)
        checks.ended.connect(self._repaint)

    def _lay_out(self) -> None:
        for made, words in (
            (self._export, _("Export…")),
            (self._columns, _("Columns")),
            (self._actions, _("More")),
        ):
            say_words(made, words)
        self._foot = ActionRow(self._count, (self._export, self._columns, self._actions))
        self.body.setSpacing(0)
        self.body.addWidget(self.states, 1)
        self.body.addWidget(self._foot)

    @property
    def selected(self) -> int:
        """How many customers are selected."""
        return len(self.table.selected_places)

    def selected_work(self) -> Callable[[Progress], list[PartyId]]:
        """Return the work that tells who is selected."""
        desk, numbers = self._desk, self.table.selected_numbers
        return lambda _progress: desk.workspace().customer_rows.ids(numbers)

    def shown_work(self) -> Callable[[Progress], list[PartyId]]:
        """Return the work that tells who is selected, everybody found where it is not several."""
        desk = self._desk
        numbers = self.table.selected_numbers if self.selected > 1 else self._numbers
        return lambda _progress: desk.workspace().customer_rows.ids(numbers)

    def close_pane(self) -> None:
        """Look for nobody any more."""
        self._closed = True
        self._found.drop()
        self._counted.drop()

    def look(self, *, again: bool = False) -> None:
        """Find the customers asked for; `again`: something was written, so count anew too."""
        if self._closed:
            return
        if self._total is None:
            again = True
            self.states.show_loading(_("Looking through your customers"))
        query = self.filters.query(self._query())
        self._found.start(
            find_work(self._desk, query, again=again), done=self._show, failed=self._show_error
        )

    def look_again(self) -> None:
        """Find and count anew: something was written."""
        self.look(again=True)

    @property
    def tags(self) -> list[str]:
        """The tags in use when last looked at."""
        return self._tags

    def want(self, customer: PartyId) -> None:
        """Choose this customer when the table is read the next time."""
        self._wanted = customer

    def choose(self, customer: PartyId) -> None:
        """Choose this customer as soon as it is found; filters that hide it are cleared."""
        self._wanted = customer
        if not self.filters.is_clear:
            self.filters.blockSignals(True)
            self.filters.clear_all()
            self.filters.blockSignals(False)
        self.look(again=True)

    def take_focus(self) -> None:
        """Put the focus into the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _query(self) -> CustomerQuery:
        order, descending = CustomerOrder.NAME, False
        if self._model.sorted_by is not None:
            at, way = self._model.sorted_by
            order = ORDERS.get(self._model.columns[at].name, CustomerOrder.NAME)
            descending = way is Qt.SortOrder.DescendingOrder
        self._index = self._desk.book.current()
        day = today(self._desk.clock)
        return CustomerQuery(order=order, descending=descending, index=self._index, day=day)

    def _read(self, numbers: Sequence[int]) -> list[CustomerRow]:
        return self._desk.workspace().customer_rows.rows(
            numbers, self._index, deleted=self.filters.asks_for_deleted
        )

    def _show(self, found: Found) -> None:
        if self.filters.is_clear:
            self._total = len(found.numbers)
        wanted, self._wanted = self._wanted, None
        number = None
        if wanted is not None:
            number = self._desk.workspace().customer_rows.row_of(wanted)
        # Where the one in view was deleted, the next one is looked at; of others found, the first.
        self._numbers = found.numbers
        self.table.show_numbers(found.numbers, choose_first=True, choose=number, near=found.again)
        if found.numbers:
            self.states.show_content()
        else:
            self._say_empty()
        self._say_count()
        if found.again:  # behind the rows and the one in view, which the person waits for
            self._counted.start(
                count_work(self._desk, found.query.index),
                done=self._show_counts,
                failed=self._show_error,
            )

    def _show_counts(self, counts: Counts) -> None:
        self._total = counts.total
        self._tags = list(counts.tags)
        self.filters.show_counts(counts)
        if not self._model.rowCount():
            self._say_empty()
        self._say_count()

    def _say_empty(self) -> None:
        if self._total:
            self._empty.say(
                _("No customer found"),
                _("Nobody has all that is searched and filtered by."),
                action=_("Clear filters"),
            )
        else:
            self._empty.say(
                _("No customers yet"),
                _(
                    "Add who you sell to, with their owners and banks. They are screened at once, "
                    "and again whenever the lists change."
                ),
                action="" if self._desk.read_only else _("New customer"),
                other="" if self._desk.read_only else _("Import a spreadsheet…"),
            )
        self.states.show_empty()

    def _fill_empty(self) -> None:
        if self._total:
            self.filters.clear_all()
        else:
            self.wanted_new.emit()

    def _show_error(self, error: ExportDeskError) -> None:
        self.states.show_error(_("The customers cannot be read"), say(error), self.look_again)

    def _say_count(self, *_what: object) -> None:
        shown, total = self._model.rowCount(), self._total or 0
        words = customers_count(shown)
        gone = self.filters.asks_for_deleted
        if shown < total and not gone:
            words = _("{shown} of {total}").format(
                shown=figure(shown), total=customers_count(total)
            )
        selected = self.selected
        if selected > 1:
            words = _("{words}, {count} selected").format(words=words, count=figure(selected))
        self._count.setText(words if total or gone else "")
        self._foot.fit()
        self.counted.emit(total)
        for action, several in self._shown_actions:
            action.setEnabled(selected > 0 and (several or selected <= _MOST_COPIED))
            key = action.objectName()
            if key in ("case", "back"):
                action.setEnabled(selected == 1)
            if key == "back":
                action.setVisible(gone)
            elif key != "copy" and gone:
                action.setEnabled(False)  # nothing is done to who is not in the book
        self._actions.setEnabled(selected > 0)
        self._columns.setEnabled(bool(shown))
        self._export.setEnabled(bool(shown) and not gone)

    def _add_menu(self) -> None:
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._shown_actions: list[tuple[QAction, bool]] = []
        writes = not self._desk.read_only
        for key, words, keys, writing in (
            ("back", _("Bring back"), "", True),
            ("screen", _("Screen now"), "", True),
            ("name", _("Check the name…"), "", True),
            ("case", _("New case"), "", True),
            ("certify", _("Make certifications…"), "", True),
            ("tag", _("Add a tag…"), "", True),
            ("untag", _("Take a tag away…"), "", True),
            ("copy", _("Copy rows"), "", False),
            ("delete", _("Delete…"), "Del", True),
        ):
            if writing and not writes:
                continue
            action = QAction(words, self.table)
            action.setObjectName(key)
            if keys:
                action.setShortcut(keys)
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(self._act)
            self.table.addAction(action)
            self._shown_actions.append((action, key != "copy"))
        self._say_count()

    def _act(self) -> None:
        key = self.sender().objectName()
        if key == "copy":
            self.table.copy_selection()
        elif key == "back":
            row = self.table.current
            if row is not None and row.status is CustomerStatus.DELETED:
                self.wanted_back.emit(row.id)
        else:
            self.acted.emit(key)

    def _ask_export(self) -> None:
        self.acted.emit("export")

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action, _several in self._shown_actions:
            menu.addAction(action)
        _pop_up(menu, self._actions)

    def _choose_columns(self) -> None:
        menu = self.table.column_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        _pop_up(menu, self._columns)

    def _tell(self, row: CustomerRow | None) -> None:
        self.chosen.emit(row)

    def _open(self, _row: object) -> None:
        self.opened.emit()

    def _is_under_way(self, row: CustomerRow) -> bool:
        check = self._checks.check
        if check is None or not check.covers(row.id):
            return False
        return check.customers is not None or row.screened_at == ""

    def _repaint(self, _what: object) -> None:
        self.table.viewport().update()


def _pop_up(menu: QMenu, under: QWidget) -> None:
    spot = under.mapToGlobal(under.rect().topRight())
    menu.adjustSize()
    menu.popup(spot - menu.rect().bottomRight())
