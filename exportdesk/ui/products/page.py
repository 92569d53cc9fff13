"""The Products page."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QPushButton
from typing_extensions import override

from exportdesk.core.book import Kind
from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.ids import ProductId, new_id
from exportdesk.core.products import Product
from exportdesk.operations.product_rows import ProductRow
from exportdesk.ui.book_import.host import ImportHost
from exportdesk.ui.customers.subjects import DeletedTogether
from exportdesk.ui.help.topics import HelpAsked
from exportdesk.ui.icons import icon
from exportdesk.ui.products.detail import ProductDetail
from exportdesk.ui.products.looking_back import LookingBack
from exportdesk.ui.products.purchases_pane import PurchasesPane
from exportdesk.ui.products.selected import SelectedProducts
from exportdesk.ui.products.steps import ProductSteps
from exportdesk.ui.products.table_pane import ProductTable
from exportdesk.ui.products.words import left_words, save_question
from exportdesk.ui.shell import Shell
from exportdesk.ui.unsaved import Unsaved
from exportdesk.ui.widgets import Page, Tone, px, restyle
from exportdesk.ui.widgets.in_turn import PanesInTurn
from exportdesk.wiring import Desk

_NARROW = 860  # below this, one pane is shown at a time
_SAVE, _DROP = 0, 1


class ProductsPage(Page):
    """What we sell: a table, and the product that is chosen beside it, to be edited in place."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("Products"), _("What you sell, and what its codes mean for an export."))
        self._desk, self._shell = desk, shell
        self._wanted: ProductId | None = None
        self._former: ProductId | None = None  # in view before a new one was begun
        self._place: int | None = None
        self._then: Callable[[], None] | None = None
        self._new: QPushButton | None = None
        self.steps = ProductSteps(self, desk, shell)
        self.pane = ProductTable(desk, shell)
        self.detail = ProductDetail(
            desk.rulebook,
            desk.products.check,
            PurchasesPane(desk, shell),
            read_only=desk.read_only,
        )
        self._back = LookingBack(self, desk, shell, self.detail, self.steps)
        self._panes = PanesInTurn(
            self.pane,
            self.detail,
            table=self.pane.table,
            inside=self.detail.tabs,
            back=_("All products"),
            key="products",
            settings=shell.settings,
            shares=(15, 10),
        )
        self.import_button = self.add_action(
            _("&Import…"), self.begin_import, glyph="tray-arrow-down", hint="Ctrl+O"
        )
        self.import_button.setEnabled(not desk.read_only)
        if not desk.read_only:
            self._new = self.add_action(
                _("&New product"), self.new, glyph="plus", primary=True, hint="Ctrl+N"
            )
        self.body.addWidget(self._panes, 1)
        self.importing = ImportHost(self, desk, shell, Kind.PRODUCTS)
        self.selected = SelectedProducts(shell, self.pane, self.importing.exporting)
        self.unsaved = Unsaved(
            self, shell, "products", save=self.save, is_saving=self.steps.is_busy
        )
        self._connect()
        self._add_keys()
        self.pane.look()

    def _connect(self) -> None:
        self.pane.table.chosen.connect(self._choose)
        self.pane.table.opened.connect(self._begin_editing)
        self.pane.problem_asked.connect(self._go_to_problem)
        self.pane.new_asked.connect(self.new)
        self.pane.import_asked.connect(self.begin_import)
        self.pane.delete_asked.connect(self.delete)
        self.pane.looked.connect(self._find_wanted)
        self.detail.save_asked.connect(self.save)
        self.detail.cancel_asked.connect(self.cancel)
        self.detail.turned.connect(self._stand_out)
        self.detail.collided.connect(partial(self.banner.say, tone=Tone.AMBER))
        self.detail.form.tables_asked.connect(self._load_tables)
        self.detail.form.codes_asked.connect(self._show_codes)
        self._back.undoing.connect(self.banner.clear)
        self._back.bringing.connect(self._want)
        self.steps.saved.connect(self._follow_saved)
        self.steps.failed.connect(self._fail)

    def _load_tables(self) -> None:
        self._shell.window.go("settings", "rulebook")

    def _show_codes(self) -> None:
        asked = HelpAsked("high-priority-codes", "products", self.title.text())
        self._shell.window.go("help", asked)

    def _add_keys(self) -> None:
        for keys, call in (
            (QKeySequence(QKeySequence.StandardKey.Undo), self.steps.undo),
            (QKeySequence(QKeySequence.StandardKey.Save), self.save),
        ):
            key = QShortcut(keys, self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(call)

    @override
    def arrive(self, subject: object = None) -> None:
        """Be shown; `subject` is the id of a product to choose."""
        if not self.importing.gives_way(subject):
            return
        if isinstance(subject, DeletedTogether):
            self._back.tell_step(subject.batch)
        elif isinstance(subject, str) and not self._back.tells_gone(ProductId(subject)):
            self._want(ProductId(subject))
            self._panes.show_detail()
        self._panes.take_focus()

    @override
    def reload(self, changes: Changes) -> None:
        if changes & (Changes.PRODUCTS | Changes.CASES):
            self.pane.look()
        if changes & (Changes.CASES | Changes.CUSTOMERS):
            self.detail.sold.look()

    @override
    def refresh(self) -> None:
        self.pane.look()

    @override
    def help_topic(self) -> str:
        return "importing-customers" if self.importing.is_open else ""

    @override
    def search(self) -> bool:
        if self.importing.is_open:
            return False
        self.pane.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.pane.filters.search.selectAll()
        return True

    @override
    def new(self) -> None:
        """Begin a product."""
        if not self._desk.read_only and not self.importing.is_under_way:
            self.importing.gives_way("new")
            self._turn(self._show_new)

    @override
    def back(self) -> bool:
        if self.importing.back():
            return True
        if self._is_unsaved:
            self.cancel()
            return True
        if self._panes.shows_detail:
            self._panes.show_list()
            return True
        if self.detail.isAncestorOf(self.focusWidget() or self):
            self.pane.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if not self.pane.filters.query.chooses_all:
            self.pane.filters.show_all()
            return True
        return False

    @property
    @override
    def has_work(self) -> bool:
        return self.importing.is_open or self.detail.is_changed

    @override
    def may_leave(self) -> bool:
        if not self.importing.may_leave():
            return False
        if not self.detail.is_changed:
            return True
        return self.unsaved.may_close(
            save_question(self._called, is_new=self.detail.is_new),
            _("It is not saved yet."),
        )

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.detail.is_changed:
            self.unsaved.tell_left(event, left_words(self._called))

    def begin_import(self) -> None:
        """Begin to take products in from a table."""
        self._turn(self.importing.begin)

    def save(self) -> None:
        """Keep what is typed, or show what is wrong with it."""
        checked = self.detail.checked
        if checked is None or not self._is_unsaved or self.steps.busy:
            return
        self.banner.clear()
        if not self.detail.show_errors():
            self.steps.save(checked.product)

    def cancel(self) -> None:
        """Show what is kept again; ask first where something was typed."""
        answer = self._asks_to_save(_("It is not saved yet.")) if self.detail.is_changed else _DROP
        if answer == _SAVE:
            self.save()
        if answer != _DROP:
            return
        self.banner.clear()
        if self.detail.is_new:
            self._leave_new()
        else:
            self._show(self.pane.table.current)
        self._panes.take_focus()

    def delete(self) -> None:
        """Take the products that are selected out of the book, once that is confirmed."""
        rows = self.pane.selected()
        places = [self.pane.model.place_of(row) for row in rows]
        products = [row.product for row in rows]
        if not self.steps.agrees_to_delete(products):
            return
        self._place = min(places)
        self.pane.table.setFocus(
            Qt.FocusReason.OtherFocusReason
        )  # not on what deletes the next one
        shown = self.detail.product
        if shown is not None and any(one.id == shown.id for one in products):
            self.detail.show_nothing()
        self.steps.delete(products)

    @property
    def _is_unsaved(self) -> bool:
        return self.detail.is_changed or self.detail.is_new

    @property
    def _called(self) -> str:
        """The SKU of the product in view, as it is kept or typed; "" for none."""
        kept, checked = self.detail.product, self.detail.checked
        typed = checked.product.sku if checked is not None else ""
        return kept.sku if kept is not None and kept.sku else typed

    # What is in view

    def _choose(self, row: ProductRow | None) -> None:
        shown = self.detail.product
        if row is not None and shown is not None and row.id == shown.id:
            if row.product != shown:
                self.detail.go_on_with(row.product)
        elif self._is_unsaved and self.pane.is_filling:
            return  # what is typed stays in view, whatever the table shows
        elif self.detail.is_changed:
            # Asked once the table has done with the key or the click that chose another row.
            QTimer.singleShot(0, self, self._ask_and_turn)
        elif row is not None or not self.detail.is_new:
            self._show(row)

    def _ask_and_turn(self) -> None:
        shown = self.detail.product
        if not self._turn(self._show_current) and shown is not None:
            self._choose_id(shown.id)

    def _turn(self, then: Callable[[], None]) -> bool:
        """Do `then`, which shows another product, once nothing typed is lost by it.

        Tell whether it will be done: not where the person stays, or something typed is wrong.
        """
        checked = self.detail.checked
        if not self.detail.is_changed or checked is None:
            then()
            return True
        answer = self._asks_to_save(_("Another product is about to be shown."))
        if answer is None or (answer == _SAVE and self.detail.show_errors()):
            return False
        if answer == _SAVE:
            self._then = then
            self.steps.save(checked.product)
        else:
            then()
        return True

    def _asks_to_save(self, why: str) -> int | None:
        """Ask what is to become of what is typed, as everywhere; None: the person stays."""
        question = save_question(self._called, is_new=self.detail.is_new)
        return self._shell.ask.choose(self, question, why, [_("Save"), _("Do not save")])

    def _show_current(self) -> None:
        self._show(self.pane.table.current)

    def _show(self, row: ProductRow | None) -> None:
        self.pane.chooses_first = True
        if row is None:
            self.detail.show_nothing()
        else:
            self.detail.show_product(row.product)

    def _show_new(self) -> None:
        current = self.pane.table.current
        self._former = current.id if current is not None else None
        self.pane.chooses_first = False
        self.pane.table.selectionModel().clear()
        self._panes.show_detail()
        self.detail.show_product(Product(ProductId(new_id()), "", ""), is_new=True)
        self.detail.begin()

    def _leave_new(self) -> None:
        """Go back to the product that was in view before."""
        self.detail.show_nothing()
        self._panes.show_list()
        self.pane.chooses_first = True
        if self._former is None or not self._choose_id(self._former):
            self.pane.table.choose_place(0)
        self._show(self.pane.table.current)

    def _go_to_problem(self) -> None:
        self._panes.show_detail()
        self.detail.go_to_problem()

    def _begin_editing(self, _row: ProductRow) -> None:
        self._panes.show_detail()
        self.detail.begin()

    def _choose_id(self, product: ProductId) -> bool:
        row = next((one for one in self.pane.model.rows if one.id == product), None)
        return row is not None and self.pane.table.choose(row)

    def _find_wanted(self) -> None:
        """Show what was asked for once its row is there; else what the table has chosen."""
        if self._wanted is not None and self._choose_id(self._wanted):
            self._wanted = None
        elif self._place is not None:
            self.pane.table.choose_place(min(self._place, self.pane.model.rowCount() - 1))
        self._place = None
        self.detail.say_empty(is_any=self.pane.total > 0)
        current, shown = self.pane.table.current, self.detail.product
        ids = [one.id if one is not None else None for one in (current, shown)]
        if ids[0] != ids[1] and not self._is_unsaved:
            self._show(current)

    def _follow_saved(self, product: Product) -> None:
        """Show what was saved as what is kept, unless another product is wanted by now."""
        then, self._then = self._then, None
        shown = self.detail.product
        if then is not None:
            then()
        elif shown is not None and shown.id == product.id:
            was_new = self.detail.is_new
            if self.detail.save.hasFocus():  # which is about to be of no use
                # The table is not there yet where this is the first product.
                table, sku = self.pane.table, self.detail.form.sku
                beside = table if table.isVisible() else sku
                beside.setFocus(Qt.FocusReason.OtherFocusReason)
            self.pane.chooses_first = True
            self.detail.show_product(product)
            if was_new:
                self._want(product.id)
        self.unsaved.saved()

    def _want(self, product: ProductId) -> None:
        """Choose a product, which the filters may have left out."""
        self._wanted = product
        if not self.pane.filters.query.chooses_all:
            self.pane.filters.show_all()
        elif any(one.id == product for one in self.pane.model.rows):
            self._find_wanted()
        else:
            self.pane.look()  # its row is not there yet: what is in view stays until it is

    def _stand_out(self, unsaved: bool) -> None:
        """Fill the button that comes next: one a page."""
        if self._new is not None:
            restyle(self._new, kind="" if unsaved else "primary")
            self._new.setIcon(icon("plus", "ink" if unsaved else "on_accent"))

    def _fail(self, error: ExportDeskError) -> None:
        self._then = None
        self.show_trouble(error)
        self.unsaved.fail()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._panes.stand(narrow=self.width() < px(_NARROW))
