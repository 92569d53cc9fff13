"""The fields of a draft: who, what, for which order, in which language."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from exportdesk.core.certification_life import Certification
from exportdesk.core.certifications import CERTIFIED_ROLES, CertifiedCustomer, CertifiedOrder
from exportdesk.core.i18n import _
from exportdesk.core.parties import Role
from exportdesk.core.text import tidy, tidy_lines
from exportdesk.core.words.choices import word
from exportdesk.documents.wording_file import LANGUAGES
from exportdesk.ui.certifications.accept_sheet import ends_hint
from exportdesk.ui.certifications.items_box import ItemsBox
from exportdesk.ui.certifications.languages import Wordings
from exportdesk.ui.certifications.wording_note import WordingNote
from exportdesk.ui.certifications.words import language_words
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import (
    Card,
    CheckBox,
    ComboBox,
    CountryBox,
    DayField,
    ElidedLabel,
    FormGrid,
    button,
    label,
    line_edit,
    text_area,
)
from exportdesk.ui.widgets.brought import InSight
from exportdesk.ui.widgets.choice import Choice
from exportdesk.ui.widgets.flow import FlowLayout


class Covers(StrEnum):
    """What a certification covers; an open one leaves room on the paper for either."""

    ORDER = "order"
    PERIOD = "period"
    OPEN = "open"


class CertificationFields(QScrollArea):
    """`changed` tells every change, `customer_asked` that another customer is to be chosen."""

    changed = Signal()
    customer_asked = Signal()

    def __init__(
        self, countries: Sequence[tuple[str, str]], languages: Sequence[str], months: int
    ) -> None:
        """A certification ends after `months` unless a day is given."""
        super().__init__()
        self._months = months
        self._one: Certification | None = None
        self._is_loading = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._make(countries, languages)
        inner = QWidget()
        inner.setProperty("kind", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, px(8), 0)
        column.setSpacing(px(14))
        for card in (self._who_card(), self._items_card(), self._order_card(), self._more_card()):
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(inner)
        self._sight = InSight(inner)
        self._connect()

    def _make(self, countries: Sequence[tuple[str, str]], languages: Sequence[str]) -> None:
        self.customer = ElidedLabel("", "strong")
        self.choose = button(
            _("Choose a &customer…"), self.customer_asked.emit, glyph="account-group-outline"
        )
        self.language: ComboBox[str] = ComboBox([(one, language_words(one)) for one in languages])
        self._waiting = label("", "caption", wrap=True)
        self.items = ItemsBox()
        self._paper = FormGrid()
        self._paper.add(_("&Language"), self.language, 6)
        self.return_to = self._paper.add(_("Return it t&o"), line_edit(longest=200), 6)
        self._wordings: Wordings = {}
        self._note = WordingNote()
        self._who = FormGrid()
        self.legal_name = self._who.add(_("Legal &name"), line_edit(longest=500), 12)
        self.other_names = self._who.add(_("Other names"), line_edit(longest=1000), 12)
        self.registered = self._who.add(_("&Registered address"), text_area(lines=2), 6)
        self.physical = self._who.add(_("&Physical address"), text_area(lines=2), 6)
        self.country = self._who.add(_("Co&untry"), CountryBox(countries, none=_("Not given")), 6)
        self.website = self._who.add(_("&Website"), line_edit(longest=200), 6)
        self.registration = self._who.add(_("Registration number"), line_edit(longest=200), 6)
        self.formed = self._who.add(_("Formed on"), DayField(partial=True), 6)
        self._order = FormGrid()
        self.reference = self._order.add(_("Order re&ference"), line_edit(longest=200), 6)
        self.day = self._order.add(_("&Day of the order"), DayField(), 6)
        self.first = self._order.add(_("From"), DayField(), 6)
        self.last = self._order.add(_("To"), DayField(), 6)
        self.covers: Choice[Covers] = Choice(
            _("What it covers"),
            [
                (Covers.ORDER, _("One order")),
                (Covers.PERIOD, _("All orders of a period")),
                (Covers.OPEN, _("All orders")),
            ],
        )
        self.roles = {role: CheckBox(word(role)) for role in CERTIFIED_ROLES}
        self.clauses = text_area(_("One to a line"), lines=3)
        self.clauses.setAccessibleName(_("Your own clauses"))
        self._more = FormGrid()
        self.until = self._more.add(
            _("&Ends on"),
            DayField(),
            6,
            hint=ends_hint(self._months),
        )

    def _who_card(self) -> Card:
        card = Card(_("The customer"))
        card.head.insertWidget(1, self.customer, 100)
        card.body.addWidget(self.choose)
        card.body.addWidget(self._paper)
        card.body.addWidget(self._note)
        card.body.addWidget(self._waiting)
        card.body.addWidget(self._who)
        self._waiting.hide()
        return card

    def _items_card(self) -> Card:
        card = Card(_("The items"))
        card.body.addWidget(self.items)
        return card

    def _order_card(self) -> Card:
        card = Card(_("What it covers"))
        card.body.addWidget(self.covers)
        card.body.addWidget(self._order)
        return card

    def _more_card(self) -> Card:
        card = Card(_("More"))
        card.body.addWidget(
            label(_("What the customer is in this sale, where you know it"), "label")
        )
        boxes = QWidget()
        flow = FlowLayout(px(16))
        boxes.setLayout(flow)
        for box in self.roles.values():
            flow.addWidget(box)
        card.body.addWidget(boxes)
        card.body.addWidget(label(_("Your own clauses"), "label"))
        card.body.addWidget(self.clauses)
        card.body.addWidget(self._more)
        return card

    def _connect(self) -> None:
        self.language.picked.connect(self._say_wording)
        self.language.picked.connect(self._tell)
        self.country.picked.connect(self._tell)
        self.covers.picked.connect(self._turn)
        for line in (self.reference, self.day):
            line.textChanged.connect(self._take_order)
        self.items.changed.connect(self._tell)
        for field in (self.registered, self.physical, self.clauses):
            field.textChanged.connect(self._tell)
        for line in self._lines():
            line.textChanged.connect(self._tell)
        for box in self.roles.values():
            box.clicked.connect(self._tell)

    def _lines(self) -> tuple[QLineEdit, ...]:
        return (
            self.return_to, self.legal_name, self.other_names, self.website, self.registration,
            self.formed, self.reference, self.day, self.first, self.last, self.until,
        )  # fmt: skip

    def offer_languages(self, wordings: Wordings, chosen: str) -> None:
        """Offer these languages, and the one that a draft is in; say of the others why not."""
        self._wordings, languages = wordings, list(wordings)
        missing = [language_words(one) for one in LANGUAGES if one not in languages]
        self._waiting.setVisible(bool(missing))
        self._waiting.setText(
            _(
                "Not offered, because the translation does not follow the English text in use"
                " (Settings, Papers): {languages}."
            ).format(languages=", ".join(missing))
        )
        offered = languages if chosen in languages else [*languages, chosen]
        self.language.offer([(one, language_words(one)) for one in offered])

    def load(self, one: Certification) -> None:
        """Show a draft, kept or not."""
        self._is_loading = True
        self._one = one
        form, asked = one.form, one.form.asked
        customer, order = asked.customer, asked.order
        self.customer.setText(one.customer_name or _("Nobody chosen yet"))
        self.language.choose(form.language)
        self._say_wording()
        self.country.choose(customer.country)
        for line, text in zip(
            self._lines(),
            (
                form.return_to, customer.legal_name, customer.other_names, customer.website,
                customer.registration_number, customer.formed_on, order.reference, order.day,
                order.period_from, order.period_to,
                form.valid_until.isoformat() if form.valid_until else "",
            ),
            strict=True,
        ):  # fmt: skip
            line.setText(text)
            line.setCursorPosition(0)
        _show(self.registered, customer.registered_address)
        _show(self.physical, customer.physical_address)
        _show(self.clauses, "\n".join(form.own_clauses))
        for role, box in self.roles.items():
            box.setChecked(role in asked.roles)
        self.items.load(form.items)
        self.covers.choose(_covered(order, from_case=form.case is not None))
        self._show_covers(is_asked=one.is_draft and not (form.number or form.replaces))
        for grid in (self._who, self._order, self._more):
            grid.clear_marks()
        self._is_loading = False

    @property
    def one(self) -> Certification | None:
        """The draft that was loaded."""
        return self._one

    def read_for_paper(self) -> Certification | None:
        """Return the draft without the days that cannot be read: no paper shows them."""
        one = self.read()
        if one is None:
            return None
        asked = one.form.asked
        days = ((self.day, "day"), (self.first, "period_from"), (self.last, "period_to"))
        order = replace(asked.order, **{name: "" for field, name in days if field.is_bad})
        customer = replace(asked.customer, formed_on="") if self.formed.is_bad else asked.customer
        asked = replace(asked, order=order, customer=customer)
        return replace(one, form=replace(one.form, asked=asked))

    def read(self) -> Certification | None:
        """Return the draft as typed, None where none was loaded."""
        one = self._one
        if one is None:
            return None
        asked = replace(
            one.form.asked,
            customer=self._read_customer(),
            roles=self._roles(),
            order=self._read_order(),
        )
        form = replace(
            one.form,
            asked=asked,
            language=self.language.value,
            items=self.items.items,
            return_to=tidy(self.return_to.text()),
            own_clauses=tuple(
                text for text in map(tidy, self.clauses.toPlainText().splitlines()) if text
            ),
            valid_until=self.until.value,
        )
        named = one.customer_name or asked.customer.legal_name
        return replace(one, form=form, customer_name=named)

    def check(self, today: date) -> bool:
        """Mark what cannot be kept, put the cursor there, and tell whether all is well."""
        for grid in (self._who, self._order, self._more):
            grid.clear_marks()
        wrong: list[QWidget] = []
        for grid, day in (
            (self._who, self.formed),
            (self._order, self.day),
            (self._order, self.first),
            (self._order, self.last),
            (self._more, self.until),
        ):
            if day.is_bad and day.isVisibleTo(self):
                grid.mark(day, _("Write the date as YYYY-MM-DD."))
                wrong.append(day)
        wrong += self._check_covers()
        if self.until.value is not None and self.until.value < today:
            self._more.mark(self.until, _("This day is past."))
            wrong.append(self.until)
        if not tidy(self.legal_name.text()):
            self._who.mark(self.legal_name, _("Say who is to sign it."))
            wrong.append(self.legal_name)
        if wrong:
            first = min(wrong, key=lambda one: one.mapTo(self, QPoint()).y())
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self._sight.ask(first.parentWidget())  # with what is said below the field
        return not wrong

    def _check_covers(self) -> list[QWidget]:
        """Mark what is missing of an order or a period, and return where."""
        first, last = self.first.value, self.last.value
        order = self._read_order()
        match self.covers.value:
            case Covers.ORDER if not order.reference:
                self._order.mark(self.reference, _("Say which order, or choose all orders."))
                return [self.reference]
            case Covers.PERIOD if not (order.period_from or order.period_to):
                self._order.mark(self.first, _("Say which period, or choose all orders."))
                return [self.first]
            case Covers.PERIOD if first and last and last < first:
                self._order.mark(self.last, _("This is before the first day."))
                return [self.last]
        return []

    def begin(self) -> None:
        """Show the top, wherever the one before was left, with the cursor in the first field."""
        self.verticalScrollBar().setValue(0)
        first = self.choose if not self.legal_name.text() else self.language
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_customer(self) -> CertifiedCustomer:
        return CertifiedCustomer(
            legal_name=tidy(self.legal_name.text()),
            other_names=tidy(self.other_names.text()),
            registered_address=tidy_lines(self.registered.toPlainText()),
            physical_address=tidy_lines(self.physical.toPlainText()),
            country=self.country.value,
            website=tidy(self.website.text()),
            registration_number=tidy(self.registration.text()),
            formed_on=tidy(self.formed.text()),
        )

    def _read_order(self) -> CertifiedOrder:
        match self.covers.value:
            case Covers.ORDER:
                return CertifiedOrder(tidy(self.reference.text()), tidy(self.day.text()))
            case Covers.PERIOD:
                return CertifiedOrder(
                    period_from=tidy(self.first.text()), period_to=tidy(self.last.text())
                )
            case Covers.OPEN:
                return CertifiedOrder()

    def _roles(self) -> frozenset[Role]:
        return frozenset(role for role, box in self.roles.items() if box.isChecked())

    def _turn(self, _period: object = None) -> None:
        self._show_covers()
        self._tell()

    def _show_covers(self, *, is_asked: bool = False) -> None:
        """Show the fields of what it covers; where `is_asked` and nobody chose yet, that for the
        order too, which says what it means to leave it empty.
        """
        covers = self.covers.value
        is_asked = is_asked and covers is Covers.OPEN
        self._order.show_field(self.reference, covers is Covers.ORDER or is_asked)
        self._order.show_field(self.day, covers is Covers.ORDER)
        self.reference.setPlaceholderText(_("Left empty: all orders") if is_asked else "")
        for field in (self.first, self.last):
            self._order.show_field(field, covers is Covers.PERIOD)
        self._order.setHidden(covers is Covers.OPEN and not is_asked)

    def _take_order(self, text: str) -> None:
        """Cover one order where one is typed in before anything was chosen."""
        if text.strip() and not self._is_loading and self.covers.value is Covers.OPEN:
            self.covers.choose(Covers.ORDER)
            self._turn()

    def _say_wording(self, *_what: object) -> None:
        self._note.say(self._wordings.get(self.language.value))

    def _tell(self, *_what: object) -> None:
        if not self._is_loading:
            self.changed.emit()


def _covered(order: CertifiedOrder, *, from_case: bool) -> Covers:
    """Return what it covers; a case is about one order, whose reference may be missing still."""
    if order.period_from or order.period_to:
        return Covers.PERIOD
    return Covers.ORDER if order.reference or order.day or from_case else Covers.OPEN


def _show(field: QPlainTextEdit, text: str) -> None:
    if field.toPlainText() != text:
        field.setPlainText(text)
