"""The goods that a letter names: rows of a code, an ECCN, a part number, words."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.core.letters import LetterItem
from exportdesk.core.products import Product
from exportdesk.core.text import tidy
from exportdesk.rulebook import read_eccn
from exportdesk.ui.letters.rows_box import RowsBox
from exportdesk.ui.widgets import button, line_edit, restyle

_SHORTEST, _LONGEST = 4, 10


class ItemRow:
    """The fields of one item. `tell` is called for what is typed."""

    def __init__(self, item: LetterItem, tell: Callable[[str], object]) -> None:
        self.hs_code = line_edit("8542.31", longest=16)
        self.eccn = line_edit("3A991", longest=20)
        self.sku = line_edit(longest=100)
        self.text = line_edit(_("Such as: FPGA"), longest=200)
        for field, value in zip(
            self.fields, (item.hs_code, item.eccn, item.sku, item.text), strict=True
        ):
            field.setText(value)
            field.textEdited.connect(tell)

    @property
    def fields(self) -> tuple[QLineEdit, QLineEdit, QLineEdit, QLineEdit]:
        """Its fields, from left to right."""
        return self.hs_code, self.eccn, self.sku, self.text

    @property
    def item(self) -> LetterItem:
        """The item as typed."""
        return LetterItem(*(tidy(one.text()) for one in self.fields))


class ItemsBox(RowsBox[ItemRow]):
    """`changed` tells that something was typed; `wants_products` that some are to be chosen."""

    wants_products = Signal()

    def __init__(self) -> None:
        super().__init__(
            (_("HS or Schedule B"), _("ECCN"), _("Part number"), _("Words in the description")),
            (3, 2, 3, 5),
            add=_("Add &goods"),
            field_name=_("{what}, goods {number}"),
            take_out=_("Take out goods {number}"),
            gap=4,
        )
        self.from_products = button(
            _("From your &products…"), self._ask_products, kind="link",
            glyph="package-variant-closed",
        )  # fmt: skip
        self._buttons.addWidget(self.from_products)
        self._buttons.addStretch(1)
        self._lay_out()

    @property
    def items(self) -> tuple[LetterItem, ...]:
        """What is typed, without empty rows."""
        return tuple(one.item for one in self.rows if not one.item.is_empty)

    def load(self, items: Iterable[LetterItem]) -> None:
        """Show these items."""
        self._show_rows([self._row(one) for one in items])

    def take(self, products: Sequence[Product]) -> None:
        """Add products by their part number."""
        held = {one.item.sku.casefold() for one in self.rows}
        for one in products:
            if one.sku.casefold() not in held:
                self.rows.append(self._row(LetterItem(sku=one.sku)))
        self._lay_out()
        self.changed.emit()

    def check(self) -> QLineEdit | None:
        """Mark what cannot be a code, and return the first such field."""
        wrong: list[tuple[QLineEdit, str]] = []
        for row in self.rows:
            item = row.item
            digits = "".join(sign for sign in item.hs_code if sign.isdecimal())
            if item.hs_code and not _SHORTEST <= len(digits) <= _LONGEST:
                words = _("{code} is no code of the HS: write 4 to 10 digits.")
                wrong.append((row.hs_code, words.format(code=item.hs_code)))
            if item.eccn and not read_eccn(item.eccn):
                words = _("{eccn} is not written like an ECCN, such as 3A991, nor EAR99.")
                wrong.append((row.eccn, words.format(eccn=item.eccn)))
        for row in self.rows:
            for field in row.fields:
                restyle(field, invalid=any(field is one for one, _words in wrong))
        self.mark.setText(" ".join(words for _field, words in wrong))
        self.mark.setVisible(bool(wrong))
        return wrong[0][0] if wrong else None

    @override
    def _new_row(self) -> ItemRow:
        return self._row(LetterItem())

    def _row(self, item: LetterItem) -> ItemRow:
        return ItemRow(item, self._tell)

    def _ask_products(self) -> None:
        self.wants_products.emit()
