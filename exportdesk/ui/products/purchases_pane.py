"""Which customers bought a product, from the cases that it is in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.ids import ProductId
from exportdesk.core.words import say
from exportdesk.storage.case_items import Purchase
from exportdesk.ui.cases.subjects import NewCase
from exportdesk.ui.cases.words import day_or_none, outcome_chip, state_chip
from exportdesk.ui.jobs import Latest
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Column, EmptyState, StateStack, TableModel, TableView, button, px
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.ui.widgets.list_card import add_row_actions
from exportdesk.wiring import Desk


def purchase_columns() -> tuple[Column[Purchase], ...]:
    """Return the columns of the table."""
    return (
        Column(
            _("Customer"),
            text=lambda r: r.name or _("None yet"),
            subtitle=lambda r: "  ·  ".join((r.number, day_or_none(r.day))),
            quiet=lambda r: not r.customer,
            key="customer",
            width=160,
            strong=True,
            stretch=True,
        ),
        Column(
            _("Quantity"),
            text=lambda r: f"{r.quantity} {r.unit}".strip(),
            sort=_amount,
            key="quantity",
            width=92,
            right=True,
        ),
        Column(
            _("Date"),
            text=lambda r: day_or_none(r.day),
            hint=lambda r: _("Planned export") if r.has_export_day else _("The case was opened"),
            sort=lambda r: r.day,
            key="date",
            width=104,
            hidden=True,
        ),
        Column(_("Order"), text=lambda r: r.reference, key="reference", width=110, hidden=True),
        Column(
            _("Case"),
            text=lambda r: state_chip(r.state, r.outcome, changed=False)[0],
            tone=lambda r: state_chip(r.state, r.outcome, changed=False)[1],
            hint=lambda r: outcome_chip(r.outcome)[0],
            key="case",
            width=104,
        ),
    )


class PurchasesPane(QWidget):
    """`counted` tells in how many cases the product is."""

    counted = Signal(int)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._product: ProductId | None = None
        self._found: Latest[Sequence[Purchase]] = Latest(shell.screening)
        model = TableModel(purchase_columns(), identity=lambda row: (row.case, row.position))
        self.table = TableView(
            model, _("Who bought it"), key="product-purchases", settings=shell.settings
        )
        self.table.allow_columns()
        self.open_case = button(_("Open the case"), self._open_case)
        self.open_customer = button(_("Open the customer"), self._open_customer)
        empty = EmptyState(
            "account-group-outline",
            _("In no case yet"),
            _(
                "Once a case holds this product, you see here which customer it is for, how many,"
                " and when."
            ),
            action="" if desk.read_only else _("New case with it"),
            call=self._begin,
        )
        self.states = StateStack(self.table, empty)
        bar = FlowLayout(px(8))
        bar.addWidget(self.open_case)
        bar.addWidget(self.open_customer)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(8))
        whole.addWidget(self.states, 1)
        whole.addLayout(bar)
        self.table.opened.connect(self._open_case)
        self.table.chosen.connect(self._show_actions)
        actions = (
            (_("Open the case"), self._open_case),
            (_("Open the customer"), self._open_customer),
            (_("Copy row"), self.table.copy_selection),
        )
        add_row_actions(self.table, actions)
        self._show_actions()

    def show_product(self, product: ProductId | None) -> None:
        """Show who bought a product."""
        if product != self._product:
            self.table.show_rows([])
            self.states.show_loading(_("Looking who bought it…"))
        self._product = product
        self.look()

    def look(self) -> None:
        """Look again."""
        product = self._product
        if product is None:
            self._found.drop()
            self.counted.emit(0)
            return
        workspace = self._desk.workspace
        self._found.start(
            lambda _progress: workspace().case_items.of_product(product),
            done=self._show,
            failed=self._fail,
        )

    def _show(self, found: Sequence[Purchase]) -> None:
        self.table.show_rows(found, choose_first=True)
        if found:
            self.states.show_content()
        else:
            self.states.show_empty()
        self._show_actions()
        self.counted.emit(len({one.case for one in found}))

    def _fail(self, error: ExportDeskError) -> None:
        self.states.show_error(_("The cases cannot be read"), say(error), self.look)

    def _show_actions(self, _row: object = None) -> None:
        row = self.table.current
        self.open_case.setEnabled(row is not None)
        self.open_customer.setEnabled(row is not None and bool(row.customer))

    def _open_case(self, _row: object = None) -> None:
        if self.table.current is not None:
            self._shell.window.go("cases", self.table.current.number)

    def _open_customer(self) -> None:
        row = self.table.current
        if row is not None and row.customer:
            self._shell.window.go("customers", row.customer)

    def _begin(self) -> None:
        if self._product is not None:
            self._shell.window.go("cases", NewCase(products=(self._product,)))


def _amount(row: Purchase) -> tuple[float, str]:
    try:
        return float(row.quantity), row.unit
    except ValueError:
        return 0.0, row.unit
