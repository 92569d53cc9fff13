"""The form that records a letter from BIS, or changes one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from exportdesk.core.clock import today
from exportdesk.core.i18n import _, of_rulebook
from exportdesk.core.ids import LetterId, PartyId
from exportdesk.core.letters import Letter, LetterItem, LetterKind
from exportdesk.core.parties import PartyKind
from exportdesk.core.text import tidy, tidy_lines
from exportdesk.core.words.choices import word
from exportdesk.lists import OwnTable
from exportdesk.lists.catalogue import LONGEST_OWN_NAME
from exportdesk.operations.letter_lists import LetterParty, list_of
from exportdesk.operations.product_rows import FoundProducts, ProductQuery, ProductRow
from exportdesk.storage.customer_rows import CustomerRow
from exportdesk.ui.cases.customer_picking import CustomerPicker
from exportdesk.ui.cases.evidence_box import EvidenceBox
from exportdesk.ui.cases.picking import product_picker
from exportdesk.ui.letters.items_box import ItemsBox
from exportdesk.ui.letters.parties_box import PartiesBox
from exportdesk.ui.letters.taken import Taken
from exportdesk.ui.letters.words import kind_choices, listed_words
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import (
    Card,
    ComboBox,
    CountryBox,
    DayField,
    FormGrid,
    button,
    label,
    line_edit,
    text_area,
)
from exportdesk.wiring import Desk


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as typed, with the parties to take in: typed ones, or those of a table.

    `had` are the parties that its list had when the form was opened, None where that is no matter.
    """

    letter: Letter
    was: Letter | None = None
    parties: tuple[LetterParty, ...] = ()
    had: tuple[LetterParty, ...] | None = None
    table: Path | None = None
    read_as: OwnTable | None = None
    list_name: str = ""

    @property
    def names_parties(self) -> bool:
        """Whether there are parties to take in."""
        return bool(self.parties) or self.table is not None


class LetterForm(QWidget):
    """Fields for one letter, in a page that scrolls."""

    changed = Signal()

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._was: Letter | None = None
        self._names: dict[PartyId, str] = {}
        self._had: tuple[LetterParty, ...] = ()
        self.touched = False
        self._make_fields()
        inner = QWidget()
        inner.setProperty("kind", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        for card in (self._about_card(), self._names_card()):
            column.addWidget(card)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._connect()

    def load(
        self,
        letter: Letter | None,
        names: dict[PartyId, str],
        parties: tuple[LetterParty, ...] = (),
    ) -> None:
        """Show a letter, or nothing for a new one. `names` are of customers it may name, `parties`
        those of its list.
        """
        self._was, self._names, self._had = letter, names, parties
        shown = letter or Letter(LetterId(""), LetterKind.RED_FLAG)
        self.kind.choose(letter.kind if letter else None)
        self.dated.choose(shown.dated)
        self.received.choose(shown.received_on)
        for day in (self.dated, self.received):
            day.end_at(today(self._desk.clock))
        self.reference.setText(shown.reference)
        self.asks.setPlainText(shown.asks)
        self.notes.setPlainText(shown.notes)
        self.scans.load(shown.scans)
        self.items.load(shown.items)
        self.places.show_values(shown.countries)
        self.customers.show_values(shown.customers)
        self.parties.begin(parties, is_list=bool(shown.source))
        self._listed.setVisible(bool(shown.source))
        if shown.source:
            name = shown.source.partition(":")[2]
            self._listed.setText(
                listed_words(len(parties), name)
                + " "
                + _("What is changed here changes the list, and everybody is screened again.")
            )
        # The letter on the list says the kind, too: it stays as it was taken in.
        self.kind.setEnabled(not shown.source)
        self._grid.clear_marks()
        self._mark.hide()
        self._say_kind()
        self.touched = False

    def take_cursor(self) -> None:
        """Put the cursor where the person begins."""
        first: QWidget = self.reference if self._was is not None else self.kind
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> Draft | None:
        """Return what is typed; None where something is missing or wrong, which is then marked."""
        if self._marks():
            return None
        kind = self.kind.value
        assert kind is not None
        was = self._was or Letter(LetterId(""), kind)
        letter = replace(
            was,
            kind=kind,
            dated=self.dated.value,
            received_on=self.received.value,
            reference=tidy(self.reference.text()),
            asks=tidy_lines(self.asks.toPlainText()),
            notes=tidy_lines(self.notes.toPlainText()),
            scans=self.scans.files,
            items=self.items.items,
            countries=self.places.values,
            customers=self.customers.values,
        )
        return Draft(
            letter,
            self._was,
            self.parties.parties,
            self._had,
            self.parties.path,
            self.parties.read_as,
            self._free_name(letter),
        )

    def _make_fields(self) -> None:
        desk, shell = self._desk, self._shell
        grid = self._grid = FormGrid()
        self.kind: ComboBox[LetterKind | None] = grid.add(
            _("&What it is"), ComboBox(kind_choices()), 5
        )
        self.reference = grid.add(_("&Reference"), line_edit(longest=100), 3)
        self.dated = grid.add(_("&Date of the letter"), DayField(), 2)
        self.received = grid.add(_("Re&ceived on"), DayField(), 2)
        self.asks = grid.add(_("What it as&ks of you"), text_area(lines=3), 6)
        self.notes = grid.add(_("&Notes"), text_area(lines=3), 6)
        self.scans = EvidenceBox(desk, shell)
        self.parties = PartiesBox(desk, shell)
        self.items = ItemsBox()
        countries = desk.rulebook.countries.choices()
        self.place = CountryBox(countries, none=_("Add a country"))
        self.place.setAccessibleName(_("Add a country"))
        self.places: Taken[str] = Taken(desk.country_name, self.place)
        self.choose_customers = button(
            _("From your c&ustomers…"), self.pick_customers, kind="link",
            glyph="account-group-outline",
        )  # fmt: skip
        self.customers: Taken[PartyId] = Taken(self._name_of, self.choose_customers)

    def _about_card(self) -> Card:
        card = Card(_("The letter"))
        self._says = label("", "caption", wrap=True)
        card.body.addWidget(self._grid)
        card.body.addWidget(self._says)
        card.body.addWidget(label(_("Scan of the letter: attach it, or drop it here"), "label"))
        card.body.addWidget(self.scans)
        return card

    def _names_card(self) -> Card:
        card = Card(_("What it names"))
        self._mark = label("", "mark", wrap=True)
        self._mark.hide()
        self._listed = label("", "caption", wrap=True)
        card.body.addWidget(self._mark)
        for words, hint, part in (
            (
                _("Parties"),
                _("Imported as an own list, so that everybody is screened against them."),
                (self.parties, self._listed),
            ),
            (
                _("Goods"),
                _("By whatever the letter names them. Everything in a row has to fit."),
                (self.items,),
            ),
            (_("Customers of yours that it names itself"), "", (self.customers,)),
            (
                _("Places"),
                _("With goods, it means the goods for these places."),
                (self.places,),
            ),
        ):
            card.body.addWidget(label(words, "label"))
            if hint:
                card.body.addWidget(label(hint, "caption", wrap=True))
            for one in part:
                card.body.addWidget(one)
        return card

    def _connect(self) -> None:
        self.kind.picked.connect(self._say_kind)
        self.place.picked.connect(self._add_place)
        self.items.wants_products.connect(self.pick_products)
        for line in (self.reference, self.dated, self.received):
            line.textEdited.connect(self._touch)
        for area in (self.asks, self.notes):
            area.textChanged.connect(self._touch)
        for part in (self.scans, self.parties, self.items, self.places, self.customers):
            part.changed.connect(self._touch)
        self.kind.picked.connect(self._touch)

    def _touch(self, _what: object = None) -> None:
        self.touched = True
        self.changed.emit()

    def _say_kind(self, _kind: object = None) -> None:
        kind = self.kind.value
        words = ""
        if kind is not None:
            meaning = self._desk.rulebook.meaning_of(list_of(kind), PartyKind.UNKNOWN)
            words = f"{of_rulebook(meaning.what_it_means)} {of_rulebook(meaning.next_step)}"
        self._says.setText(words)
        self._says.setVisible(bool(words))

    def _add_place(self, code: str) -> None:
        if code:
            self.places.put_in(code)
            self.place.choose("")

    def pick_customers(self) -> None:
        """Ask which customers of ours the letter names."""
        sheet = CustomerPicker(
            self,
            self._desk,
            self._shell,
            words=_("Those that the letter names itself, by name or by number."),
            several=True,
        )
        sheet.picked.connect(self._take_customers)
        sheet.open()

    def _take_customers(self, rows: Sequence[CustomerRow]) -> None:
        self._names.update({one.id: one.name for one in rows})
        self.customers.put_in(*(one.id for one in rows))

    def pick_products(self) -> None:
        """Ask which products of ours the letter names."""
        rows = self._desk.product_rows
        self._shell.screening.start(
            lambda progress: rows.find(ProductQuery(), progress), done=self._offer_products
        )

    def _offer_products(self, found: FoundProducts) -> None:
        sheet = product_picker(self, found.rows)
        sheet.picked.connect(self._take_products)
        sheet.open()

    def _take_products(self, rows: Sequence[ProductRow]) -> None:
        self.items.take([one.product for one in rows])

    def _name_of(self, customer: PartyId) -> str:
        return self._names.get(customer, _("A customer that is kept no more"))

    def _marks(self) -> bool:
        self._grid.clear_marks()
        self._mark.hide()
        wrong: list[QWidget] = []
        if self.kind.value is None:
            self._grid.mark(self.kind, _("Say what it is: it decides what a match means."))
            wrong.append(self.kind)
        for day in (self.dated, self.received):
            if day.is_bad:
                self._grid.mark(day, _("Write the date as YYYY-MM-DD."))
                wrong.append(day)
        for found in (self.parties.check(), self.items.check()):
            if found is not None:
                wrong.append(found)
        if not wrong and not self._names_something():
            self._mark.setText(
                _("Name a party, goods, a customer or a place: else the letter touches nothing.")
            )
            self._mark.show()
            wrong.append(self.parties.more)
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(wrong)

    def _names_something(self) -> bool:
        items: tuple[LetterItem, ...] = self.items.items
        return bool(
            items
            or self.places.values
            or self.customers.values
            or (self._was is not None and self._was.source)
            or self.parties.parties
            or self.parties.path
        )

    def _free_name(self, letter: Letter) -> str:
        """Return what the list of its parties is to be called: a name that no list has."""
        day: date = letter.dated or letter.received_on or today(self._desk.clock)
        plain = tidy(letter.reference.replace(":", " ").replace("/", "-"))
        wanted = (plain or f"{word(letter.kind)} {day.isoformat()}")[: LONGEST_OWN_NAME - 5]
        name, count = wanted, 1
        while self._desk.own_lists.held(name) is not None:
            count += 1
            name = f"{wanted} ({count})"
        return name
