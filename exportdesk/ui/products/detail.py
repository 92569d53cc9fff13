"""One product beside the table: its form, and its history."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import ProductId
from exportdesk.core.products import Product
from exportdesk.core.typed_over import typed_over
from exportdesk.core.words.product_fields import field_words, tier_words
from exportdesk.diligence import CheckedProduct, Finding, TypedProduct
from exportdesk.rulebook import Rulebook
from exportdesk.ui.icons import icon
from exportdesk.ui.products.form import ProductForm
from exportdesk.ui.products.history_pane import History, HistoryPane
from exportdesk.ui.products.problem_links import ProblemLinks
from exportdesk.ui.products.purchases_pane import PurchasesPane
from exportdesk.ui.products.words import tier_tone
from exportdesk.ui.theme import Tone
from exportdesk.ui.unsaved import both_words
from exportdesk.ui.widgets import (
    Card,
    Chip,
    EmptyState,
    StateStack,
    Tabs,
    TwoLineLabel,
    button,
    px,
    restyle,
)

Check = Callable[[TypedProduct, ProductId], CheckedProduct]
_FORM, BUYERS, HISTORY = range(3)


class ProductDetail(Card):
    """The product that is chosen, to be edited in place.

    `save_asked` and `cancel_asked` are the buttons; `history_asked` wants the steps of a product.
    """

    save_asked = Signal()
    cancel_asked = Signal()
    history_asked = Signal(object)
    turned = Signal(bool)  # whether something is typed that is not kept
    collided = Signal(str)  # words on a change by another step to what is being typed

    def __init__(
        self, rulebook: Rulebook, check: Check, sold: PurchasesPane, *, read_only: bool
    ) -> None:
        """`sold` shows who bought it."""
        super().__init__()
        self.sold = sold
        self._check = check
        self._read_only = read_only
        self._kept: Product | None = None
        self._checked: CheckedProduct | None = None
        self._is_new = False
        countries = rulebook.countries.choices()
        self.form = ProductForm(rulebook, countries)
        self.form.set_read_only(read_only)
        self.history = HistoryPane(rulebook.countries.spoken_name, read_only=read_only)
        self.name = TwoLineLabel("", "card-title")
        self.chip = Chip()
        self.problems = ProblemLinks()
        self.tabs = Tabs(_("What to show of the product"))
        self._panes = QStackedWidget()
        self.save = button(_("&Save"), self._ask_save, glyph="check")
        self.cancel = button(_("Cance&l"), self._ask_cancel)
        self._changed = Chip()
        self._compose()
        self.form.edited.connect(self._follow)
        self.form.edited.connect(self._settle_later)
        self.form.tier_line.asked.connect(self._show_tier)
        self.problems.picked.connect(self.go_to_field)
        self.tabs.currentChanged.connect(self._turn)
        self.sold.counted.connect(self._count)

    def _compose(self) -> None:
        for words in (_("Product"), _("Customers"), _("History")):
            self.tabs.addTab(words)
        self._area = self._scrolling(self.form)
        self._panes.addWidget(self._area)
        self._panes.addWidget(self.sold)
        self._panes.addWidget(self.history)
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.name, 1)
        head.addWidget(self.chip)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self._changed)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(head)
        column.addWidget(self.tabs)
        column.addWidget(self._panes, 1)
        column.addWidget(self.problems)  # below what scrolls: where they come, no field moves
        self._foot = QWidget()
        self._foot.setLayout(foot)
        foot.setContentsMargins(0, 0, 0, 0)
        self._foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(self._foot)
        self._nothing = EmptyState("package-variant-closed", "", "")
        self.say_empty(is_any=True)
        self.states = StateStack(content, self._nothing)
        self.body.addWidget(self.states)
        self.states.show_empty()

    def say_empty(self, *, is_any: bool) -> None:
        """Say what stands here, where no product is chosen; `is_any` to choose."""
        self._nothing.say(
            _("No product chosen"),
            _("Choose one in the table to see what its codes mean, and to change it.")
            if is_any
            else _("The product chosen in the table stands here, once there is one."),
        )

    @staticmethod
    def _scrolling(form: QWidget) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("kind", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(2), px(2), px(12), px(8))
        column.addWidget(form)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    @property
    def product(self) -> Product | None:
        """The product shown, as it is kept; None where none is."""
        return self._kept

    @property
    def checked(self) -> CheckedProduct | None:
        """The product as typed, with what was found."""
        return self._checked

    @property
    def is_new(self) -> bool:
        """Whether it is one that was never kept."""
        return self._is_new

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that is not kept."""
        if self._read_only or self._checked is None or self._kept is None:
            return False
        return self._checked.product != self._kept

    def show_nothing(self) -> None:
        """Show that no product is chosen."""
        self._kept = self._checked = None
        self._is_new = False
        self.states.show_empty()
        self.turned.emit(False)

    def show_product(self, product: Product, *, is_new: bool = False) -> None:
        """Show a product, as it is kept."""
        self._kept, self._is_new = product, is_new
        self.form.load(product, is_new=is_new)
        for at in (BUYERS, HISTORY):
            self.tabs.setTabVisible(at, not is_new)
        self.sold.show_product(None if is_new else product.id)
        if is_new:
            self.tabs.setCurrentIndex(_FORM)
        self._follow()
        self.problems.show_problems(self._problems())
        self.states.show_content()
        self._turn(self.tabs.currentIndex())

    def go_on_with(self, product: Product) -> None:
        """Show the product in view as it is kept by now; what is typed stays, and goes with it."""
        if self._kept is None or self._checked is None or not self.is_changed:
            self.show_product(product)
            return
        typed = self._checked.product
        made, both = typed_over(self._kept, typed, product)
        self._kept, self._is_new = product, False
        self.form.follow(made, typed)
        self._follow()
        if both:
            self.collided.emit(both_words(", ".join(map(field_words, both))))

    def show_history(self, history: History) -> None:
        """Show the steps of the product."""
        self.history.show_history(history)

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self.tabs.setCurrentIndex(_FORM)
        self.form.sku.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.sku.selectAll()

    def go_to_problem(self) -> None:
        """Put the cursor where the gravest problem is, if there is one."""
        self.problems.pick_first()

    def go_to_field(self, name: str) -> None:
        """Put the cursor into a field, and bring what is said of it into view."""
        self.tabs.setCurrentIndex(_FORM)
        field = self.form.fields[name]
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.form.rows[name].isVisible():
            self._area.ensureWidgetVisible(self.form.rows[name])
        self._area.ensureWidgetVisible(field)

    def _show_tier(self) -> None:
        self._area.ensureWidgetVisible(self.form.tier, 0, px(8))

    def _settle_later(self) -> None:
        QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        """Keep the field in sight that is being typed in: what is said above it takes room."""
        field = self.form.focusWidget()
        if field is not None and field.hasFocus():
            self._area.ensureWidgetVisible(field, 0, px(8))

    def show_errors(self) -> bool:
        """Say everything, put the cursor where something is wrong, and tell whether it is."""
        self.form.say_all()
        self._follow()
        self.problems.show_problems(self._problems(), typed=True)
        field = self.form.first_error(self._checked) if self._checked is not None else None
        if field is None:
            return False
        self.go_to_field(field.objectName())
        return True

    def _follow(self) -> None:
        """Check what is typed, and say what was found."""
        if self._kept is None:
            return
        self._checked = checked = self._check(self.form.read(), self._kept.id)
        self.form.show_checked(checked)
        self.problems.mark_mended(self._problems())
        shown = checked.product.description or checked.product.sku
        self.name.setText(shown or (_("New product") if self._is_new else _("No description")))
        item = checked.high_priority
        tier = item.tier.tier if item is not None else None
        self.chip.say(tier_words(tier) if tier is not None else "", tier_tone(tier) or Tone.GREY)
        changed = self.is_changed
        self._changed.say(_("Not saved") if changed else "", Tone.AMBER)
        self._foot.setVisible(not self._read_only)
        unsaved = changed or self._is_new
        for part in (self.save, self.cancel):
            part.setEnabled(unsaved)
        restyle(self.save, kind="primary" if unsaved else "")
        self.save.setIcon(icon("check", "on_accent" if unsaved else "ink"))
        self.turned.emit(unsaved)

    def _problems(self) -> list[Finding]:
        return self.form.said_problems(self._checked) if self._checked is not None else []

    def _turn(self, place: int) -> None:
        self._panes.setCurrentIndex(place)
        if place == HISTORY and self._kept is not None:
            self.history_asked.emit(self._kept.id)

    def _count(self, cases: int) -> None:
        said = _("Customers {count}").format(count=cases) if cases else _("Customers")
        self.tabs.setTabText(BUYERS, said)
        told = ngettext("In {count} case", "In {count} cases", cases).format(count=cases)
        self.tabs.setTabToolTip(BUYERS, told if cases else _("In no case yet"))

    def _ask_save(self) -> None:
        self.save_asked.emit()

    def _ask_cancel(self) -> None:
        self.cancel_asked.emit()
