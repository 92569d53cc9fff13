"""Which products the table shows: words, tier, jurisdiction, what is wrong."""

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.products import Jurisdiction
from exportdesk.core.words.product_fields import jurisdiction_words, tier_words
from exportdesk.operations.product_rows import Gap, ProductQuery, TierChoice
from exportdesk.rulebook import Tier
from exportdesk.ui.widgets import ComboBox, SearchField, button, px
from exportdesk.ui.widgets.flow import FlowBox

TierFilter = Tier | TierChoice | None


class ProductFilters(QWidget):
    """A search field and three choices. `changed` tells that other products are wanted."""

    changed = Signal()

    def __init__(self, beside: QWidget, *, settings: QSettings | None = None) -> None:
        """`beside` stands at the end of the choices."""
        super().__init__()
        self._settings = settings
        self.search = SearchField(_("Search SKU, description, code or ECCN"))
        self.tier: ComboBox[TierFilter] = ComboBox(
            [
                (None, _("Any priority")),
                (TierChoice.LISTED, _("High-priority")),
                *((tier, tier_words(tier)) for tier in Tier),
                (TierChoice.NOT_LISTED, _("Not on the list")),
            ]
        )
        self.jurisdiction: ComboBox[Jurisdiction | None] = ComboBox(
            [
                (None, _("Any jurisdiction")),
                *((one, jurisdiction_words(one)) for one in reversed(Jurisdiction)),
            ]
        )
        self.gap: ComboBox[Gap | None] = ComboBox(
            [
                (None, _("All products")),
                (Gap.PROBLEMS, _("With problems")),
                (Gap.NO_CODE, _("Without an HS code")),
                (Gap.NO_ECCN, _("Without an ECCN")),
                (Gap.RETIRED, _("With a retired code")),
            ]
        )
        self.clear = button(_("Clear"), self.show_all, kind="link")
        self.clear.setAccessibleName(_("Clear search and filters"))
        self.tier.setAccessibleName(_("High-priority tier"))
        self.jurisdiction.setAccessibleName(_("Jurisdiction"))
        self.gap.setAccessibleName(_("What is wrong"))
        for box in (self.tier, self.jurisdiction, self.gap):
            box.setMinimumWidth(px(84))
            box.picked.connect(self._tell)
        self.search.searched.connect(self._tell)
        self._compose(beside)
        self.clear.hide()

    def _compose(self, beside: QWidget) -> None:
        first, second = QHBoxLayout(), FlowBox(px(8))
        first.setSpacing(px(8))
        first.addWidget(self.search, 1)
        first.addWidget(beside)
        for box in (self.tier, self.jurisdiction, self.gap, self.clear):
            second.flow.addWidget(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(14), px(14), px(8))
        column.setSpacing(px(8))
        column.addLayout(first)
        column.addWidget(second)

    @property
    def query(self) -> ProductQuery:
        """Which products are wanted."""
        return ProductQuery(
            self.search.text(), self.tier.value, self.jurisdiction.value, self.gap.value
        )

    def show_all(self) -> None:
        """Leave nobody out any more."""
        self.search.clear()
        for box in (self.tier, self.jurisdiction, self.gap):
            box.setCurrentIndex(0)
        self.search.search_now()
        self._tell()

    def _tell(self, _value: object = None) -> None:
        self.clear.setVisible(not self.query.chooses_all)
        self.changed.emit()
