"""The table of products, with search, filters and what can be done to those selected."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from typing_extensions import override

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.words import say
from exportdesk.operations.product_rows import FoundProducts, ProductRow
from exportdesk.ui.jobs import Latest
from exportdesk.ui.products.columns import product_columns
from exportdesk.ui.products.filters import ProductFilters
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import TableModel, TableView, button, icon_button
from exportdesk.ui.widgets.action_row import say_words
from exportdesk.ui.widgets.list_card import ListCard, add_row_actions
from exportdesk.wiring import Desk


class ProductTable(ListCard[ProductRow]):
    """`chosen` tells the row in view, `opened` Enter on one; `new_asked` and `delete_asked` what
    is to be done; `looked` that the rows are those asked for; `problem_asked` a click on a problem.
    """

    new_asked = Signal()
    import_asked = Signal()
    case_asked = Signal()
    certify_asked = Signal()
    delete_asked = Signal()
    export_asked = Signal()
    looked = Signal()
    problem_asked = Signal()

    def __init__(self, desk: Desk, shell: Shell) -> None:
        columns = product_columns(desk.country_name)
        self.model = TableModel(columns, identity=lambda row: row.id)
        table = TableView(self.model, _("Products"), key="products", settings=shell.settings)
        table.allow_several()
        super().__init__(table, "package-variant-closed")
        self._desk = desk
        self._found: Latest[FoundProducts] = Latest(shell.screening)
        self._shown = FoundProducts()
        self.is_filling = False  # whether another row is chosen by other rows coming in
        self.chooses_first = True  # not while a new product is typed, which has no row
        self.filters = ProductFilters(self.columns)
        self.filters.changed.connect(self.look)
        self.delete = button(
            _("Delete"), self._ask_delete, glyph="trash-can-outline", kind="danger"
        )
        self._compose()
        self._add_keys()
        self.table.selectionModel().selectionChanged.connect(self._say_selected)
        self.table.clicked.connect(self._tell_problem)
        self.states.show_loading(_("Reading the products…"))

    def _compose(self) -> None:
        self.export = icon_button(
            _("Export these products, or those selected"),
            "tray-arrow-up",
            self.export_asked.emit,
        )
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
        for made, words in (
            (self.case, _("New case")),
            (self.certify, _("Certification")),
            (self.export, _("Export…")),
        ):
            say_words(made, words)
        begun = () if self._desk.read_only else (self.case, self.certify)
        self._stand(self.filters, actions=(*begun, self.export, self.delete))

    def _add_keys(self) -> None:
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._ask_delete)
        self._actions = add_row_actions(
            self.table,
            ((_("Copy rows"), self.table.copy_selection), (_("Delete"), self._ask_delete)),
        )

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
        self._show_found(found.rows, choose_first=self.chooses_first)
        self.is_filling = False
        self._say_selected()
        self.looked.emit()

    @override
    def _none(self) -> tuple[str, str, str]:
        if self._shown.total:
            return _("Nothing found"), _("No product is as you asked."), _("Show all products")
        return (
            _("No products yet"),
            _(
                "Enter what you sell once, with its codes. The program checks how they are"
                " written, and tells which are high-priority items."
            ),
            "" if self._desk.read_only else _("New product"),
        )

    @override
    def _other(self) -> str:
        if self._shown.total or self._desk.read_only:
            return ""
        return _("Import a spreadsheet…")

    @override
    def _act_other(self) -> None:
        self.import_asked.emit()

    def _fail(self, error: ExportDeskError) -> None:
        self.states.show_error(_("The products cannot be read"), say(error), self.look)

    def _say_selected(self, *_what: object) -> None:
        selected = len(self.table.selectionModel().selectedRows())
        shown, total = len(self._shown.rows), self._shown.total
        words = ngettext("{count} product", "{count} products", total).format(count=figure(total))
        if shown != total:
            words = _("{shown} of {count} products").format(
                shown=figure(shown), count=figure(total)
            )
        if selected > 1:
            words = _("{words}, {count} selected").format(words=words, count=figure(selected))
        self._count.setText(words if total else "")
        self.foot.fit()
        writable = not self._desk.read_only
        self.export.setEnabled(bool(shown))
        self.delete.setEnabled(bool(selected) and writable)
        self.case.setEnabled(bool(selected) and writable)
        self.certify.setEnabled(bool(selected) and writable)
        self._actions[0].setEnabled(bool(selected))
        self._actions[1].setEnabled(bool(selected) and writable)

    def selected(self) -> tuple[ProductRow, ...]:
        """Return the rows selected."""
        return self.table.selected

    def _tell_problem(self, index: QModelIndex) -> None:
        """Lead from the chip of a problem to its field."""
        is_problem = self.model.columns[index.column()].name == "problems"
        if is_problem and index.data() and len(self.table.selected_places) == 1:
            self.problem_asked.emit()

    def _ask_delete(self) -> None:
        self.delete_asked.emit()

    @override
    def _act(self) -> None:
        if self._shown.total:
            self.filters.show_all()
        else:
            self.new_asked.emit()
