"""The table of products, with search, filters and what can be done to those selected."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.words import say
from exportdesk.operations.product_rows import FoundProducts, ProductRow
from exportdesk.ui.jobs import Latest
from exportdesk.ui.products.columns import product_columns
from exportdesk.ui.products.filters import ProductFilters
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import (
    Card,
    ElidedLabel,
    EmptyState,
    StateStack,
    TableModel,
    TableView,
    button,
    icon_button,
    px,
)
from exportdesk.wiring import Desk


class ProductTable(Card):
    """`chosen` tells the row in view, `opened` Enter on one; `new_asked` and `delete_asked` what
    is to be done; `looked` that the rows are those asked for.
    """

    new_asked = Signal()
    case_asked = Signal()
    certify_asked = Signal()
    delete_asked = Signal()
    export_asked = Signal()
    looked = Signal()

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(flush=True)
        self._desk = desk
        self._found: Latest[FoundProducts] = Latest(shell.screening)
        self._shown = FoundProducts()
        self.is_filling = False  # whether another row is chosen by other rows coming in
        self.chooses_first = True  # not while a new product is typed, which has no row
        columns = product_columns(desk.country_name)
        self.model = TableModel(columns, identity=lambda row: row.id)
        self.table = TableView(self.model, _("Products"), key="products", settings=shell.settings)
        self.table.allow_several()
        self.table.allow_columns()
        self.columns = icon_button(_("Choose columns"), "view-column-outline", self._offer_columns)
        self.filters = ProductFilters(self.columns)
        self.filters.changed.connect(self.look)
        self._count = ElidedLabel("", "caption")
        self.copy = button(_("&Copy"), self.table.copy_selection, glyph="content-copy")
        self.delete = button(
            _("Delete"), self._ask_delete, glyph="trash-can-outline", kind="danger"
        )
        self._empty = EmptyState("package-variant-closed", "", "", action=" ", call=self._act)
        self.states = StateStack(self.table, self._empty)
        self._compose()
        self._add_keys()
        self.table.selectionModel().selectionChanged.connect(self._say_selected)
        self.states.show_loading(_("Reading the products…"))

    def _offer_columns(self) -> None:
        menu = self.table.column_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.columns.mapToGlobal(self.columns.rect().bottomLeft()))

    def _compose(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(px(14), px(8), px(14), px(8))
        foot.setSpacing(px(8))
        foot.addWidget(self._count, 1)
        self.export = icon_button(
            _("Export these products, or those selected"),
            "tray-arrow-up",
            self.export_asked.emit,
        )
        foot.addWidget(self.export)
        self.case = icon_button(
            _("New case with the products selected"),
            "clipboard-check-outline",
            self.case_asked.emit,
        )
        self.certify = icon_button(
            _("New certification with the products selected"),
            "file-sign",
            self.certify_asked.emit,
        )
        if not self._desk.read_only:
            foot.addWidget(self.case)
            foot.addWidget(self.certify)
        foot.addWidget(self.copy)
        foot.addWidget(self.delete)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.states, 1)
        column.addLayout(foot)
        self.body.addLayout(column)

    def _add_keys(self) -> None:
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._ask_delete)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._actions: list[QAction] = []
        for words, call in (
            (_("Copy rows"), self.table.copy_selection),
            (_("Delete"), self._ask_delete),
        ):
            action = QAction(words, self.table)
            action.triggered.connect(call)
            self.table.addAction(action)
            self._actions.append(action)

    @property
    def total(self) -> int:
        """How many products there are, shown or not."""
        return self._shown.total

    def look(self) -> None:
        """Look the products up again."""
        rows, query = self._desk.product_rows, self.filters.query
        self._found.start(
            lambda progress: rows.find(query, progress), done=self._show, failed=self._fail
        )

    def _show(self, found: FoundProducts) -> None:
        self._shown = found
        self.is_filling = True
        self.table.show_rows(found.rows, choose_first=self.chooses_first)
        self.is_filling = False
        if found.rows:
            self.states.show_content()
        elif found.total:
            self._empty.say(
                _("Nothing found"),
                _("No product is as you asked."),
                action=_("Show all products"),
            )
            self.states.show_empty()
        else:
            self._empty.say(
                _("No products yet"),
                _(
                    "Enter what you sell once, with its codes. The program checks how they are"
                    " written, and tells which are high priority items."
                ),
                action="" if self._desk.read_only else _("New product"),
            )
            self.states.show_empty()
        self._say_selected()
        self.looked.emit()

    def _fail(self, error: ExportDeskError) -> None:
        self.states.show_error(_("The products cannot be read"), say(error), self.look)

    def _say_selected(self, *_what: object) -> None:
        selected = len(self.table.selectionModel().selectedRows())
        shown, total = len(self._shown.rows), self._shown.total
        words = ngettext("{count} product", "{count} products", total).format(count=f"{total:,}")
        if shown != total:
            words = _("{shown} of {count} products").format(shown=f"{shown:,}", count=f"{total:,}")
        if selected > 1:
            words = _("{words}, {count} selected").format(words=words, count=f"{selected:,}")
        self._count.setText(words if total else "")
        writable = not self._desk.read_only
        self.copy.setEnabled(bool(selected))
        self.delete.setEnabled(bool(selected) and writable)
        self.case.setEnabled(bool(selected) and writable)
        self.certify.setEnabled(bool(selected) and writable)
        self._actions[0].setEnabled(bool(selected))
        self._actions[1].setEnabled(bool(selected) and writable)

    def selected(self) -> tuple[ProductRow, ...]:
        """Return the rows selected."""
        return self.table.selected

    def _ask_delete(self) -> None:
        self.delete_asked.emit()

    def _act(self) -> None:
        if self._shown.total:
            self.filters.show_all()
        else:
            self.new_asked.emit()
