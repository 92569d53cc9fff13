"""The rows of a profile: a name, an address, a number."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout
from typing_extensions import override

from exportdesk.core.customers import AddressUse, NameUse, PartyAddress, PartyName
from exportdesk.core.i18n import _
from exportdesk.core.listings import Identifier
from exportdesk.core.text import tidy
from exportdesk.core.words.choices import word
from exportdesk.ui.customers.repeated import ValueRow
from exportdesk.ui.widgets import ComboBox, CountryBox, line_edit, px

Countries = Sequence[tuple[str, str]]


class NameRow(ValueRow[PartyName]):
    """A name and what it is."""

    def __init__(self) -> None:
        super().__init__()
        self.text = line_edit(_("Name as on their papers"), longest=2000)
        self.text.setAccessibleName(_("Name"))
        self.use = ComboBox([(use, word(use)) for use in NameUse])
        self.use.setAccessibleName(_("What the name is"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        row.addWidget(self.text, 1)
        row.addWidget(self.use)
        self.text.textEdited.connect(self.changed)
        self.use.picked.connect(self.changed)

    @override
    def load(self, value: PartyName | None) -> None:
        self.text.setText(value.text if value else "")
        self.text.setCursorPosition(0)
        self.use.choose(value.use if value else NameUse.LEGAL)

    @override
    def read(self) -> PartyName | None:
        text = tidy(self.text.text())
        return PartyName(text, self.use.value) if text else None

    @override
    def take_focus(self) -> None:
        self.text.setFocus()

    @override
    def set_read_only(self, read_only: bool) -> None:
        self.text.setReadOnly(read_only)
        self.use.setEnabled(not read_only)


class AddressRow(ValueRow[PartyAddress]):
    """An address in its parts, and what it is for."""

    def __init__(self, countries: Countries) -> None:
        super().__init__()
        self.street = line_edit(_("Street, or the whole address"), longest=2000)
        self.city = line_edit(_("City"), longest=200)
        self.region = line_edit(_("Region"), longest=200)
        self.postal_code = line_edit(_("Postal code"), longest=40)
        self.country = CountryBox(countries, none=_("Country"))
        self.use = ComboBox([(use, word(use) if use else _("Used for")) for use in AddressUse])
        names = (
            (self.street, _("Street")),
            (self.city, _("City")),
            (self.region, _("State or region")),
            (self.postal_code, _("Postal code")),
            (self.country, _("Country of this address")),
            (self.use, _("What the address is for")),
        )
        for field, name in names:
            field.setAccessibleName(name)
        self.country.setMinimumContentsLength(8)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, px(4))
        grid.setHorizontalSpacing(px(6))
        grid.setVerticalSpacing(px(6))
        grid.addWidget(self.street, 0, 0, 1, 12)
        grid.addWidget(self.postal_code, 1, 0, 1, 4)
        grid.addWidget(self.city, 1, 4, 1, 4)
        grid.addWidget(self.region, 1, 8, 1, 4)
        grid.addWidget(self.country, 2, 0, 1, 7)
        grid.addWidget(self.use, 2, 7, 1, 5)
        grid.addWidget(self.country.doubt, 3, 0, 1, 12)
        for at in range(12):
            grid.setColumnStretch(at, 1)
        for line in (self.street, self.city, self.region, self.postal_code):
            line.textEdited.connect(self.changed)
        self.country.picked.connect(self.changed)
        self.use.picked.connect(self.changed)

    @override
    def load(self, value: PartyAddress | None) -> None:
        shown = value or PartyAddress()
        for line, text in (
            (self.street, shown.street),
            (self.city, shown.city),
            (self.region, shown.region),
            (self.postal_code, shown.postal_code),
        ):
            line.setText(text)
            line.setCursorPosition(0)
        self.country.choose(shown.country)
        self.use.choose(shown.use)

    @override
    def read(self) -> PartyAddress | None:
        found = PartyAddress(
            tidy(self.street.text()),
            tidy(self.city.text()),
            tidy(self.region.text()),
            tidy(self.postal_code.text()),
            self.country.value,
            self.use.value,
        )
        return None if found.is_empty else found

    @override
    def take_focus(self) -> None:
        self.street.setFocus()

    @override
    def set_read_only(self, read_only: bool) -> None:
        for line in (self.street, self.city, self.region, self.postal_code):
            line.setReadOnly(read_only)
        self.country.setEnabled(not read_only)
        self.use.setEnabled(not read_only)


class IdentifierRow(ValueRow[Identifier]):
    """A number, of which kind, and of which country."""

    def __init__(self, countries: Countries) -> None:
        super().__init__()
        self.type = line_edit(_("Kind"), longest=200)
        self.type.setAccessibleName(_("Kind of number"))
        self.number = line_edit(_("Number"), longest=200)
        self.number.setAccessibleName(_("Number"))
        self.country = CountryBox(countries, none=_("Country"))
        self.country.setAccessibleName(_("Country of this number"))
        self.country.setMinimumContentsLength(6)
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        for at, (field, share) in enumerate(((self.type, 3), (self.number, 4), (self.country, 3))):
            row.addWidget(field, 0, at)
            row.setColumnStretch(at, share)
        row.addWidget(self.country.doubt, 1, 0, 1, 3)
        self.type.textEdited.connect(self.changed)
        self.number.textEdited.connect(self.changed)
        self.country.picked.connect(self.changed)

    @override
    def load(self, value: Identifier | None) -> None:
        self.type.setText(value.type if value else "")
        self.number.setText(value.number if value else "")
        self.country.choose(value.country if value else "")

    @override
    def read(self) -> Identifier | None:
        kind, number = tidy(self.type.text()), tidy(self.number.text())
        return Identifier(kind, number, self.country.value) if number else None

    @override
    def take_focus(self) -> None:
        self.type.setFocus()

    @override
    def set_read_only(self, read_only: bool) -> None:
        for line in (self.type, self.number):
            line.setReadOnly(read_only)
        self.country.setEnabled(not read_only)
