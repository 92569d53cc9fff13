"""Choosing a customer or products of the book: a search and a table in a sheet."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from exportdesk.core.i18n import _
from exportdesk.core.products import Product
from exportdesk.core.text import folded
from exportdesk.core.words.product_fields import tier_words
from exportdesk.operations.product_rows import ProductRow
from exportdesk.ui.cases.dialog import Sheet
from exportdesk.ui.products.words import code_words, tier_tone
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import Column, EmptyState, SearchField, StateStack, TableModel, TableView

T = TypeVar("T")


class Picker(Sheet, Generic[T]):
    """`picked` tells the rows chosen, as a tuple."""

    picked = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        title: str,
        words: str,
        *,
        yes: str,
        columns: Sequence[Column[T]],
        rows: Sequence[T],
        text: Callable[[T], str],
        several: bool = False,
    ) -> None:
        super().__init__(parent, title, words, yes=yes, take=self._give_rows)
        self._rows = [(folded(text(row)), row) for row in rows]
        self.search = SearchField(_("Search"))
        self.table: TableView[T] = TableView(TableModel(columns), title)
        if several:
            self.table.allow_several()
            self.table.setToolTip(_("Shift or Ctrl takes several."))
        self._nothing = EmptyState("magnify", "", "")
        self._say_nothing(holds_some=bool(rows))
        self._states = StateStack(self.table, self._nothing)
        self._states.setMinimumHeight(px(280))
        self.body.addWidget(self.search)
        self.body.addWidget(self._states, 1)
        self.search.searched.connect(self._fill)
        self.search.returnPressed.connect(self._give_rows)
        self.table.opened.connect(self._give_rows)
        self.resize(px(640), px(520))
        self._fill()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, _words: str = "") -> None:
        words = folded(self.search.text()).split()
        self._show([row for text, row in self._rows if all(word in text for word in words)])

    def _say_nothing(self, *, holds_some: bool) -> None:
        if holds_some:
            self._nothing.say(_("Nothing found"), _("Nothing here holds all these words."))
        else:
            self._nothing.say(_("Nothing to choose from yet"), _("The book holds none so far."))

    def _show(self, shown: Sequence[T]) -> None:
        self.table.show_rows(shown, choose_first=True)
        if shown:
            self._states.show_content()
        else:
            self._states.show_empty()
        self.yes.setEnabled(bool(shown))

    def _give_rows(self, *_what: object) -> None:
        self.search.search_now()
        chosen = self.table.selected or tuple(filter(None, (self.table.current,)))
        if chosen:
            self.picked.emit(chosen)
            self.accept()


def product_picker(parent: QWidget, rows: Sequence[ProductRow]) -> Picker[ProductRow]:
    """Return a sheet to choose products from."""

    def text(row: ProductRow) -> str:
        one: Product = row.product
        return " ".join((one.sku, one.description, one.hs_code, code_words(one), one.eccn))

    return Picker(
        parent,
        _("Add products"),
        "",
        yes=_("Add"),
        columns=(
            Column(
                _("Product"),
                text=lambda r: r.product.sku,
                subtitle=lambda r: r.product.description or " ",
                width=220,
                stretch=True,
            ),
            Column(_("Code"), text=lambda r: code_words(r.product), width=110),
            Column(
                _("Priority"),
                text=lambda r: tier_words(r.tier) if r.tier is not None else "",
                tone=lambda r: tier_tone(r.tier),
                width=90,
                fitted=True,
            ),
            Column(_("ECCN"), text=lambda r: r.product.eccn, width=90),
        ),
        rows=rows,
        text=text,
        several=True,
    )
