"""The form of one party: what is asked of the lists, and the reference of the whole screening."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
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
    """Shows one party. `changed` tells the party after every edit, `referred` the reference.

    Whoever types a whole other name over one means somebody else: what was given of the former is
    taken away (`renamed` tells the party then), said, and brought back with one press.
    """

    changed = Signal(object)
    renamed = Signal(object)
    referred = Signal(str)
    entered = Signal()  # Enter in a field: on to the matches
    named = Signal(str)  # a name is being typed: customers of such a name may be offered
    picked = Signal(str)  # one of those offered was taken

    def __init__(self, countries: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._loading = False
        self._country_names = dict(countries)
        self._kept = Party("")  # what the form does not show: the other names of a customer
        grid = FormGrid(columns=24)
        self.name = grid.add(_("&Name"), line_edit(_("Company or person")), 9)
        self.kind = grid.add(_("Kin&d"), ComboBox([(k, words.kind(k)) for k in _KINDS]), 4)
        self.country = grid.add(_("&Country"), CountryBox(countries, none=_("Not given")), 6)
        self.role = grid.add(_("&Role"), ComboBox([(r, word(r)) for r in _roles()]), 5)
        self.address = grid.add(_("Addr&ess"), line_edit(_("Street, city")), 9)
        self.identifier = grid.add(
            _("&Identifier"), line_edit(_("Tax, passport, registration or IMO number")), 10
        )
        self.reference = grid.add(_("&Your reference"), line_edit(_("Order, quote")), 5)
        self.reference.setToolTip(_("Printed on the record; applies to the whole screening."))
        self.role.setSizeAdjustPolicy(
            ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.role.setMinimumContentsLength(8)
        self.country.setMinimumContentsLength(8)  # in a small window the name needs the room
        self._also = _LineWithWay(_("Leave out"))
        self._aside = _LineWithWay(_("Put back"))
        self._put_aside: tuple[Party, str] | None = None
        self._formers: dict[str, Party] = {}  # by the names that others were typed over
        self._before = ""  # the name as it stood before the edit that is told of
        self._is_whole = False  # whether all of the name is selected: the next letter replaces it
        self._had = ""  # the last name that stood here
        self._is_other = False  # whether another one is being put in its place
        self._parted = label("", "caption", wrap=True)
        self._parted.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(grid)
        column.addWidget(self._parted)
        column.addWidget(self._also)
        column.addWidget(self._aside)
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
        self.name.selectionChanged.connect(self._note_selection)
        self.name.textEdited.connect(self._look_at_name)
        self.name.textChanged.connect(self._part_lines)  # before the party is told
        self.name.textChanged.connect(self._note_name)
        for field in (self.name, self.address, self.identifier):
            field.textChanged.connect(self._tell)
            field.returnPressed.connect(self.entered)
        self.kind.picked.connect(self._tell)
        self.country.picked.connect(self._tell)
        self.role.picked.connect(self._tell)
        self.reference.textEdited.connect(self.referred)
        self._also.pressed.connect(self._drop_other_names)
        self._aside.pressed.connect(self._bring_back)

    def load(self, party: Party, reference: str) -> None:
        """Show a party, and the reference of the screening it belongs to."""
        self._loading = True
        self._formers = {}
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
        self._had = party.name
        self._say_also(party.other_names)
        self._parted.hide()
        self.settle()
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

    def begin_with(self, text: str) -> None:
        """Type the first letter of another name."""
        self.begin()
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text)
        QCoreApplication.sendEvent(self.name, key)

    def settle(self) -> None:
        """Say no more of what went with a former name."""
        self._put_aside = None
        self._aside.say("")

    def _note_selection(self) -> None:
        text = self.name.text()
        self._is_whole = bool(text) and self.name.selectedText() == text

    def _note_name(self, text: str) -> None:
        self._before = text

    def _look_at_name(self, text: str) -> None:
        """Take away what was given of another name, of which nothing is left in `text`."""
        other = self._is_whole or not tidy(self._before)
        self._is_whole = False
        former = self._formers.get(tidy(text))
        if former is not None and former.name != self._had and self._jumps_to(text):
            self._take_up(former)
            return
        self._is_other = other and bool(self._had) and bool(tidy(text))
        if self._is_other:
            self._clear_extras()

    def _jumps_to(self, text: str) -> bool:
        """Whether a name is there at once, as Ctrl+Z has it, and not typed letter by letter."""
        return not (text.startswith(self._before) and len(text) <= len(self._before) + 1)

    def _take_up(self, former: Party) -> None:
        """Show what went with a name that another one had been typed over."""
        formers = self._formers | {self._had: replace(self.read(), name=self._had)}
        self.load(former, self.reference.text())  # which the name tells of, once it has changed
        self._formers = formers

    def _clear_extras(self) -> None:
        former, reference = replace(self.read(), name=self._had), self.reference.text()
        bare = Party("")
        self._formers[former.name] = former
        if replace(former, name="") != bare or reference:
            self._put_aside = former, reference
        self._loading = True
        self._kept = bare
        self.kind.choose(bare.kind)
        self.country.choose(bare.country)
        self.role.choose(bare.role)
        self.address.clear()
        self.identifier.clear()
        self._say_also(())
        self._loading = False

    def _tell_other(self) -> None:
        """Tell of the party of another name, and say what of the former went with that."""
        aside, self._is_other = self._put_aside, False
        self.renamed.emit(self.read())
        if aside is None:
            return
        former, reference = aside
        facts = [
            self._country_names.get(former.country, former.country),
            former.address,
            former.identifier,
            words.kind(former.kind) if former.kind is not PartyKind.UNKNOWN else "",
            word(former.role) if former.role is not Role.NOT_SAID else "",
            *former.other_names,
            reference if reference != self.reference.text() else "",
        ]
        told = "; ".join(fact for fact in facts if fact)
        self._put_aside = aside if told else None
        said = _("Emptied with the former name: {what}").format(what=told)
        self._aside.say(said if told else "")

    def _bring_back(self) -> None:
        """Give the party of the other name what was given of the former one."""
        if self._put_aside is None:
            return
        (former, reference), now = self._put_aside, self.read()
        refers = self.reference.text() != reference
        party = replace(
            former,
            name=now.name,
            kind=former.kind if now.kind is PartyKind.UNKNOWN else now.kind,
            country=now.country or former.country,
            address=now.address or former.address,
            identifier=now.identifier or former.identifier,
            role=former.role if now.role is Role.NOT_SAID else now.role,
        )
        self.load(party, reference)
        self._tell()
        if refers:
            self.referred.emit(reference)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

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
        self._say_also(())
        self._tell()
        self.begin()

    def _say_also(self, names: Sequence[str]) -> None:
        said = _("Also screened as: {names}").format(names="; ".join(names))
        self._also.say(said if names else "")

    def _tell(self, _what: object = None) -> None:
        if self._loading:
            return
        self._had = tidy(self.name.text()) or self._had
        if self._is_other:
            self._tell_other()
        else:
            self.changed.emit(self.read())


class _LineWithWay(QWidget):
    """A line below the fields on what is screened along or was taken away, with a way back."""

    pressed = Signal()

    def __init__(self, way: str) -> None:
        super().__init__()
        self._words = ElidedLabel("", "caption")
        self._way = button(way, self.pressed.emit, kind="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self._words, 1)
        row.addWidget(self._way)
        self.hide()

    @property
    def words(self) -> str:
        """What it says, "" when it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def say(self, words: str) -> None:
        """Show the words; nothing at all where there are none."""
        self._words.setText(words)
        self.setVisible(bool(words))


def _roles() -> tuple[Role, ...]:
    return (Role.NOT_SAID, *(role for role in Role if role is not Role.NOT_SAID))
