"""The items that a form names: how many of each, more of them, one taken out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from exportdesk.core.certifications import CertifiedItem
from exportdesk.core.i18n import _
from exportdesk.core.text import tidy
from exportdesk.ui.certifications.about import item_words
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import button, icon_button, keep_room, label, line_edit

_MINUS = "-−–"  # as it is typed, and as other programs write it


class ItemsBox(QWidget):
    """`changed` tells every change, `more_asked` that products are to be chosen."""

    changed = Signal()
    more_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_ItemRow] = []
        self._place = QVBoxLayout()
        self._place.setSpacing(px(8))
        self._none = label(
            _("No items yet. Without any, the form asks for all that you sell to this customer."),
            "caption",
            wrap=True,
        )
        self.more = button(_("Add products…"), self.more_asked.emit, glyph="plus")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self._none)
        column.addLayout(self._place)
        column.addWidget(self.more)

    @property
    def items(self) -> tuple[CertifiedItem, ...]:
        """The items as typed."""
        return tuple(row.item for row in self._rows)

    def load(self, items: Iterable[CertifiedItem]) -> None:
        """Show these, in place of those before."""
        while self._rows:
            self._remove(self._rows[-1])
        for one in items:
            self._add(one)
        self._say()

    def put_in(self, items: Sequence[CertifiedItem]) -> None:
        """Add items; a product that is there already stays as it is."""
        there = {row.item.product for row in self._rows if row.item.product}
        fresh = [one for one in items if one.product not in there]
        for one in fresh:
            self._add(one)
        if fresh:
            self._say()
            self.changed.emit()

    def _add(self, one: CertifiedItem) -> None:
        row = _ItemRow(one)
        row.changed.connect(self.changed)
        row.gone.connect(self._take_out)
        self._rows.append(row)
        self._place.addWidget(row)

    def _take_out(self) -> None:
        row = self.sender()
        if isinstance(row, _ItemRow):
            self._remove(row)
            self._say()
            self.more.setFocus()
            self.changed.emit()

    def _remove(self, row: "_ItemRow") -> None:
        self._rows.remove(row)
        self._place.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _say(self) -> None:
        self._none.setVisible(not self._rows)


class _ItemRow(QWidget):
    """One item. `gone` tells that it is to be taken out."""

    changed = Signal()
    gone = Signal()

    def __init__(self, one: CertifiedItem) -> None:
        super().__init__()
        self._one = one
        named = one.part or one.description
        self.amount = line_edit(_("Quantity"), longest=40)
        self.amount.setText(one.quantity)
        self.amount.setAccessibleName(_("Quantity of {name}").format(name=named))
        self.unit = line_edit(_("Unit"), longest=20)
        self.unit.setText(one.unit)
        self.unit.setAccessibleName(_("Unit of {name}").format(name=named))
        which = CertifiedItem(part=one.part, description=one.description)
        codes = replace(one, part="", description="", quantity="", unit="")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(2))
        grid.addWidget(label(item_words(which), wrap=True), 0, 0, 1, 3)
        grid.addWidget(label(item_words(codes), "caption", wrap=True), 1, 0)
        grid.addWidget(self.amount, 1, 1)
        grid.addWidget(self.unit, 1, 2)
        grid.addWidget(
            icon_button(_("Take out {name}").format(name=named), "close", self.gone.emit), 1, 3
        )
        self.odd = label(" ", "caption", wrap=True, tone=Tone.AMBER)
        keep_room(self.odd)
        grid.addWidget(self.odd, 2, 1, 1, 3)
        self._say_odd()
        for at, stretch in enumerate((5, 3, 2, 0)):
            grid.setColumnStretch(at, stretch)
        for field in (self.amount, self.unit):
            field.textEdited.connect(self._tell)
        self.amount.editingFinished.connect(self._say_odd)

    @property
    def item(self) -> CertifiedItem:
        """The item with what is typed."""
        return replace(self._one, quantity=tidy(self.amount.text()), unit=tidy(self.unit.text()))

    def _tell(self, _text: str) -> None:
        if not self.odd.isHidden():
            self._say_odd()  # it may be well now
        self.changed.emit()

    def _say_odd(self) -> None:
        """Say below a quantity what is odd about it. The paper may go out with it all the same."""
        words = _odd_words(self.amount.text())
        self.odd.setText(words or " ")
        self.odd.setVisible(bool(words))
        self.amount.setAccessibleDescription(words)


def _odd_words(quantity: str) -> str:
    """Return what is odd about a quantity as typed, "" for nothing."""
    digits = [one for one in quantity if one.isdecimal()]
    if quantity.strip() and not digits:
        return _("Write it in figures, as in 50.")
    if digits and (quantity.strip()[0] in _MINUS or not any(map(int, digits))):
        return _("Write more than 0, as in 50.")
    return ""
