"""The goods that a letter names: rows of a code, an ECCN, a part number, words."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.letters import LetterItem
from exportdesk.core.products import Product
from exportdesk.core.text import tidy
from exportdesk.rulebook import read_eccn
from exportdesk.ui.letters.field_rows import FieldRows
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import button, icon_button, label, line_edit, restyle

_SHORTEST, _LONGEST = 4, 10


class ItemRow:
    """The fields of one item. `tell` is called for what is typed, `drop` to take the row out."""

    def __init__(
        self,
        item: LetterItem,
        tell: Callable[[str], object],
        drop: "Callable[[ItemRow], object]",
    ) -> None:
        self._drop = drop
        self.hs_code = line_edit("8542.31", longest=16)
        self.eccn = line_edit("3A991", longest=20)
        self.sku = line_edit(longest=100)
        self.text = line_edit(_("Such as: FPGA"), longest=200)
        for field, value in zip(
            self.fields, (item.hs_code, item.eccn, item.sku, item.text), strict=True
        ):
            field.setText(value)
            field.textEdited.connect(tell)

    def drop(self) -> None:
        """Take the row out of its box."""
        self._drop(self)

    @property
    def fields(self) -> tuple[QLineEdit, QLineEdit, QLineEdit, QLineEdit]:
        """Its fields, from left to right."""
        return self.hs_code, self.eccn, self.sku, self.text

    @property
    def item(self) -> LetterItem:
        """The item as typed."""
        return LetterItem(*(tidy(one.text()) for one in self.fields))


class ItemsBox(QWidget):
    """`changed` tells that something was typed; `wants_products` that some are to be chosen."""

    changed = Signal()
    wants_products = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ItemRow] = []
        self._place: QWidget = QWidget()
        self.mark = label("", "mark", wrap=True)
        self.mark.hide()
        self.more = button(_("Add &goods"), self.add_row, kind="link", glyph="plus")
        self.from_products = button(
            _("From your &products…"), self._ask_products, kind="link",
            glyph="package-variant-closed",
        )  # fmt: skip
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.more)
        row.addWidget(self.from_products)
        row.addStretch(1)
        self._column.addWidget(self._place)
        self._column.addWidget(self.mark)
        self._column.addLayout(row)
        self._lay_out()

    @property
    def items(self) -> tuple[LetterItem, ...]:
        """What is typed, without empty rows."""
        return tuple(one.item for one in self.rows if not one.item.is_empty)

    def load(self, items: Iterable[LetterItem]) -> None:
        """Show these items."""
        self.rows = [self._row(one) for one in items]
        self.mark.hide()
        self._lay_out()

    def take(self, products: Sequence[Product]) -> None:
        """Add products by their part number."""
        held = {one.item.sku.casefold() for one in self.rows}
        for one in products:
            if one.sku.casefold() not in held:
                self.rows.append(self._row(LetterItem(sku=one.sku)))
        self._lay_out()
        self.changed.emit()

    def add_row(self) -> None:
        """Add an empty row, and put the cursor into it."""
        self.rows.append(self._row(LetterItem()))
        self._lay_out()
        self.rows[-1].hs_code.setFocus(Qt.FocusReason.OtherFocusReason)
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

    def _lay_out(self) -> None:
        heads = (_("HS or Schedule B"), _("ECCN"), _("Part number"), _("Words in the description"))
        place = FieldRows(heads, (3, 2, 3, 5))
        for at, row in enumerate(self.rows, start=1):
            for field, words in zip(row.fields, heads, strict=True):
                field.setAccessibleName(_("{what}, goods {number}").format(what=words, number=at))
            cross = _("Take out goods {number}").format(number=at)
            place.add_row(row.fields, icon_button(cross, "close", row.drop))
        former = self._place
        self._column.replaceWidget(former, place)
        former.hide()
        former.deleteLater()
        self._place = place
        place.setVisible(bool(self.rows))
        self.updateGeometry()

    def drop_row(self, row: ItemRow) -> None:
        """Take a row out."""
        self.rows = [one for one in self.rows if one is not row]
        self._lay_out()
        self.changed.emit()

    def _row(self, item: LetterItem) -> ItemRow:
        return ItemRow(item, self._tell, self.drop_row)

    def _tell(self, _text: str) -> None:
        self.changed.emit()

    def _ask_products(self) -> None:
        self.wants_products.emit()
