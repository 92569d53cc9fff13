"""The form of one party: what is asked of the lists, and the reference of the whole screening."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.customers import Customer
from exportdesk.core.i18n import _
from exportdesk.core.parties import Party, PartyKind, Role
from exportdesk.core.text import tidy
from exportdesk.core.words.choices import word
from exportdesk.ui.matches import words
from exportdesk.ui.screen.customers import Offered
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import (
    ComboBox,
    CountryBox,
    ElidedLabel,
    FormGrid,
    button,
    label,
    line_edit,
)
from exportdesk.ui.widgets.completions import complete_with

_CUSTOMER = Qt.ItemDataRole.UserRole + 1
_NAME = Qt.ItemDataRole.UserRole + 2
_KINDS = (
    PartyKind.UNKNOWN,
    PartyKind.ORGANIZATION,
    PartyKind.PERSON,
    PartyKind.VESSEL,
    PartyKind.AIRCRAFT,
)


class PartyForm(QWidget):
    """Shows one party. `changed` tells the party after every edit, `referred` the reference."""

    changed = Signal(object)
    referred = Signal(str)
    entered = Signal()  # Enter in a field: on to the matches
    named = Signal(str)  # a name is being typed: customers of such a name may be offered
    picked = Signal(str)  # one of those offered was taken

    def __init__(self, countries: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._loading = False
        self._kept = Party("")  # what the form does not show: the other names of a customer
        grid = FormGrid(columns=24)
        self.name = grid.add(_("&Name"), line_edit(_("Company, person, vessel or aircraft")), 9)
        self.kind = grid.add(_("&Type"), ComboBox([(k, words.kind(k)) for k in _KINDS]), 4)
        self.country = grid.add(_("&Country"), CountryBox(countries, none=_("Not given")), 6)
        self.role = grid.add(_("&Role"), ComboBox([(r, word(r)) for r in _roles()]), 5)
        self.address = grid.add(_("A&ddress"), line_edit(_("Street, city")), 9)
        self.identifier = grid.add(
            _("&Identifier"), line_edit(_("Tax, passport, registration or IMO number")), 10
        )
        self.reference = grid.add(_("&Your reference"), line_edit(_("Order, quote")), 5)
        self.reference.setToolTip(_("Printed on the record; applies to the whole screening."))
        self.role.setSizeAdjustPolicy(
            ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.role.setMinimumContentsLength(10)
        self._also = _AlsoLine()
        self._parted = label("", "caption", wrap=True)
        self._parted.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(grid)
        column.addWidget(self._parted)
        column.addWidget(self._also)
        self._customers = QStandardItemModel(self)
        self._set_up_completer()
        self._connect()

    def _set_up_completer(self) -> None:
        finder = QCompleter(self._customers, self)
        finder.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        finder.setCompletionRole(_NAME)
        finder.setMaxVisibleItems(6)
        complete_with(finder, _("Customers with such a name"))
        finder.activated[QModelIndex].connect(self._take_customer)  # type: ignore[index] # stubs
        self.name.setCompleter(finder)
        self.name.textEdited.connect(self.named)

    def _connect(self) -> None:
        self.name.textChanged.connect(self._part_lines)  # before the party is told
        for field in (self.name, self.address, self.identifier):
            field.textChanged.connect(self._tell)
            field.returnPressed.connect(self.entered)
        self.kind.picked.connect(self._tell)
        self.country.picked.connect(self._tell)
        self.role.picked.connect(self._tell)
        self.reference.textEdited.connect(self.referred)
        self._also.dropped.connect(self._drop_other_names)

    def load(self, party: Party, reference: str) -> None:
        """Show a party, and the reference of the screening it belongs to."""
        self._loading = True
        self._kept = party
        if tidy(self.name.text()) != party.name:
            self.name.setText(party.name)
            self.name.setCursorPosition(0)
        self.kind.choose(party.kind)
        self.country.choose(party.country)
        self.role.choose(party.role)
        if tidy(self.address.text()) != party.address:
            self.address.setText(party.address)
            self.address.setCursorPosition(0)
        if tidy(self.identifier.text()) != party.identifier:
            self.identifier.setText(party.identifier)
        self.reference.setText(reference)
        self._also.say(party.other_names)
        self._parted.hide()
        self._loading = False

    def read(self) -> Party:
        """Return the party as typed."""
        return replace(
            self._kept,
            name=tidy(self.name.text()),
            kind=self.kind.value,
            country=self.country.value,
            address=tidy(self.address.text()),
            identifier=tidy(self.identifier.text()),
            role=self.role.value,
        )

    def offer(self, customers: Sequence[Offered]) -> None:
        """Offer these customers for what is typed."""
        self._customers.clear()
        for one in customers:
            item = QStandardItem(one.words)
            item.setData(one.id, _CUSTOMER)
            item.setData(one.name, _NAME)
            self._customers.appendRow(item)
        finder = self.name.completer()
        if customers and self.name.hasFocus():
            finder.complete()
        elif (popup := finder.popup()) is not None:
            popup.hide()

    def fill_in(self, customer: Customer) -> None:
        """Show a customer as the party; its role stays."""
        self.load(replace(customer.party, role=self.role.value), self.reference.text())
        self._tell()

    def begin(self) -> None:
        """Put the cursor into the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _take_customer(self, index: QModelIndex) -> None:
        customer = index.data(_CUSTOMER)
        if isinstance(customer, str):
            self.picked.emit(customer)

    def _part_lines(self, text: str) -> None:
        """Take several lines pasted into the name apart: looked up as one name, they find nothing.

        An address block from a letter or an e-mail begins with the name.
        """
        first, *rest = [tidy(line) for line in text.splitlines() if line.strip()] or [""]
        if self._loading or not rest:
            return
        self._loading = True
        self.name.setText(first)
        kept = tidy(self.address.text())
        self.address.setText(", ".join([*rest, kept] if kept else rest))
        self.address.setCursorPosition(0)
        self._loading = False
        self._parted.setText(
            _("Several lines were pasted: the first became the name, the rest the address.")
        )
        self._parted.show()

    def _drop_other_names(self) -> None:
        self._kept = replace(self._kept, other_names=())
        self._also.say(())
        self._tell()
        self.begin()

    def _tell(self, _what: object = None) -> None:
        if not self._loading:
            self.changed.emit(self.read())


class _AlsoLine(QWidget):
    """The other names of a customer that are screened along, with a way to leave them out."""

    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = ElidedLabel("", "caption")
        self._drop = button(_("Leave out"), self.dropped.emit, kind="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self._words, 1)
        row.addWidget(self._drop)
        self.hide()

    def say(self, names: Sequence[str]) -> None:
        """Show the names; nothing at all where there are none."""
        self._words.setText(_("Also screened as: {names}").format(names="; ".join(names)))
        self.setVisible(bool(names))


def _roles() -> tuple[Role, ...]:
    return (Role.NOT_SAID, *(role for role in Role if role is not Role.NOT_SAID))
