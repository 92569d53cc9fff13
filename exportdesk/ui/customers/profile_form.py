"""The form of what we know of a party: the same for a customer and for who is related to one."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from exportdesk.core.customer_checks import FieldFinding, Weight
from exportdesk.core.customers import Profile
from exportdesk.core.i18n import _
from exportdesk.core.parties import PartyKind
from exportdesk.core.text import tidy, tidy_lines
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.ui.customers.profile_rows import AddressRow, Countries, IdentifierRow, NameRow
from exportdesk.ui.customers.repeated import RepeatedRows
from exportdesk.ui.widgets import (
    ComboBox,
    CountryBox,
    DayField,
    FormGrid,
    label,
    line_edit,
    px,
    text_area,
)

_KINDS = (
    PartyKind.UNKNOWN,
    PartyKind.ORGANIZATION,
    PartyKind.PERSON,
    PartyKind.VESSEL,
    PartyKind.AIRCRAFT,
)


class ProfileForm(QWidget):
    """`changed` tells every change. Warnings are said quietly; errors stand beside their field."""

    changed = Signal()

    def __init__(self, countries: Countries) -> None:
        super().__init__()
        self.names = RepeatedRows(_("Names"), _("Add a name"), _("Take this name out"), NameRow)
        self.kind_grid = FormGrid()
        self.kind = self.kind_grid.add(
            _("Kin&d"), ComboBox([(kind, word(kind)) for kind in _KINDS]), 6
        )
        self.formed_on = self.kind_grid.add(_("Formed or &born on"), DayField(partial=True), 6)
        self.addresses = RepeatedRows(
            _("Addresses"),
            _("Add an address"),
            _("Take this address out"),
            lambda: AddressRow(countries),
        )
        self.identifiers = RepeatedRows(
            _("Numbers: tax, registration, passport, IMO"),
            _("Add a number"),
            _("Take this number out"),
            lambda: IdentifierRow(countries),
        )
        self.more = FormGrid()
        self.website = self.more.add(_("&Website"), line_edit("www.example.com", longest=300), 6)
        self.email_domain = self.more.add(
            _("E-&mail, or its domain"), line_edit(_("name@example.com"), longest=320), 6
        )
        self.notes = self.more.add(_("N&otes"), text_area(lines=3), 12)
        self._warning = label("", "caption", wrap=True)
        self._warning.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        parts = (
            self.names, self.kind_grid, self.addresses, self._warning, self.identifiers, self.more,
        )  # fmt: skip
        for part in parts:
            column.addWidget(part)
        self._lines: tuple[QLineEdit, ...] = (self.formed_on, self.website, self.email_domain)
        for rows in (self.names, self.addresses, self.identifiers):
            rows.changed.connect(self.changed)
        for line in self._lines:
            line.textEdited.connect(self.changed)
        self.kind.picked.connect(self.changed)
        self.notes.textChanged.connect(self.changed)

    def load(self, profile: Profile) -> None:
        """Show a profile."""
        self.blockSignals(True)
        self.names.load(profile.names)
        self.kind.choose(profile.kind)
        self.addresses.load(profile.addresses)
        self.identifiers.load(profile.identifiers)
        for line, text in zip(
            self._lines, (profile.formed_on, profile.website, profile.mail), strict=True
        ):
            line.setText(text)
            line.setCursorPosition(0)
        self.notes.setPlainText(profile.notes)
        self.blockSignals(False)
        self.clear_marks()

    def follow(self, profile: Profile) -> None:
        """Show a profile where another stands there; nothing else moves, nor does the cursor."""
        shown = self.read()
        self.blockSignals(True)
        if profile.names != shown.names:
            self.names.load(profile.names)
        if profile.kind is not shown.kind:
            self.kind.choose(profile.kind)
        if profile.addresses != shown.addresses:
            self.addresses.load(profile.addresses)
        if profile.identifiers != shown.identifiers:
            self.identifiers.load(profile.identifiers)
        for line, text, former in (
            (self.formed_on, profile.formed_on, shown.formed_on),
            (self.website, profile.website, shown.website),
            (self.email_domain, profile.mail, shown.mail),
        ):
            if text != former:
                line.setText(text)
        if profile.notes != shown.notes:
            self.notes.setPlainText(profile.notes)
        self.blockSignals(False)

    def read(self) -> Profile:
        """Return what is typed, without stray spaces."""
        email, domain = email_parts(self.email_domain.text())
        return Profile(
            names=self.names.read(),
            kind=self.kind.value,
            addresses=self.addresses.read(),
            identifiers=self.identifiers.read(),
            website=tidy(self.website.text()),
            email_domain=domain,
            formed_on=tidy(self.formed_on.text()),
            notes=tidy_lines(self.notes.toPlainText()),
            email=email,
        )

    def mark(self, findings: Iterable[FieldFinding]) -> QWidget | None:
        """Say beside the fields what is wrong; return the first field with an error."""
        self.clear_marks()
        # What is no country says so itself, and keeps the rest from being saved without it.
        first: QWidget | None = next((one for one in self._countries() if one.is_bad), None)
        for finding in findings:
            said = sentence(finding.code, finding.facts)
            if finding.weight is Weight.WARNING:
                self._warning.setText(said)
                self._warning.show()
                continue
            field = self._mark(finding.where, said)
            first = first or field
        return first

    def settle(self) -> None:
        """Make a country of what is just being typed into such a field."""
        for one in self._countries():
            one.settle()

    def clear_marks(self) -> None:
        """Take all marks away."""
        self._warning.hide()
        for rows in (self.names, self.addresses, self.identifiers):
            rows.mark("")
        self.kind_grid.clear_marks()
        self.more.clear_marks()

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed, or let it."""
        for rows in (self.names, self.addresses, self.identifiers):
            rows.set_read_only(read_only)
        for line in self._lines:
            line.setReadOnly(read_only)
        self.notes.setReadOnly(read_only)
        self.kind.setEnabled(not read_only)

    def take_focus(self) -> None:
        """Put the cursor into the first name."""
        row = self.names.rows[0]
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        row.take_focus()

    def _countries(self) -> list[CountryBox]:
        rows: list[QWidget] = [*self.addresses.rows, *self.identifiers.rows]
        return [one for row in rows for one in row.findChildren(CountryBox)]

    def _mark(self, where: str, said: str) -> QWidget | None:
        match where:
            case "names":
                self.names.mark(said)
                return self.names.rows[0].findChild(QLineEdit)
            case "addresses":
                self.addresses.mark(said)
                return self.addresses.rows[0].findChild(QLineEdit)
            case "formed_on":
                self.kind_grid.mark(self.formed_on, said)
                return self.formed_on
            case "website":
                self.more.mark(self.website, said)
                return self.website
            case "email_domain":
                self.more.mark(self.email_domain, said)
                return self.email_domain
        return None


def email_parts(typed: str) -> tuple[str, str]:
    """Return an e-mail address and its domain from either as typed, "" for what is not there."""
    text = tidy(typed).removeprefix("mailto:").removeprefix("@")
    return (text, text.rpartition("@")[2].casefold()) if "@" in text else ("", text)
