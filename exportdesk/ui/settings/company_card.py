"""The company's details, as printed at the head of every paper."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from exportdesk.core.company import Company
from exportdesk.core.i18n import _
from exportdesk.core.text import tidy
from exportdesk.core.words import sentence
from exportdesk.ui.widgets import Card, CountryBox, FormGrid, label, line_edit


class CompanyCard(Card):
    """A form with `load` and `read`; `changed` tells every change."""

    changed = Signal()

    def __init__(self, countries: Sequence[tuple[str, str]]) -> None:
        super().__init__(_("Company"))
        self.body.addWidget(
            label(_("Appears at the top of every record you print."), "quiet", wrap=True)
        )
        form = self._form = FormGrid()
        self.name = form.add(_("Company &name"), line_edit(longest=200), 12)
        self._street = form.add(_("Stree&t"), line_edit(longest=200), 12)
        self._city = form.add(_("&City"), line_edit(longest=100), 5)
        self._region = form.add(_("State or re&gion"), line_edit(longest=100), 4)
        self._postal_code = form.add(_("&Postal code"), line_edit(longest=20), 3)
        self._country = form.add(_("Co&untry"), CountryBox(countries, none=_("Not given")), 6)
        self._phone = form.add(_("P&hone"), line_edit(longest=50), 6)
        self.email = form.add(_("&E-mail"), line_edit(longest=200), 6)
        self._website = form.add(_("&Website"), line_edit(longest=200), 6)
        self._lines: tuple[QLineEdit, ...] = (
            self.name,
            self._street,
            self._city,
            self._region,
            self._postal_code,
            self._phone,
            self.email,
            self._website,
        )
        self.body.addWidget(form)
        for line in self._lines:
            line.textEdited.connect(self._tell)
        self._country.picked.connect(self._tell)

    def load(self, company: Company) -> None:
        """Show `company`."""
        for line, text in zip(
            self._lines,
            (
                company.name,
                company.street,
                company.city,
                company.region,
                company.postal_code,
                company.phone,
                company.email,
                company.website,
            ),
            strict=True,
        ):
            line.setText(text)
            line.setCursorPosition(0)
        self._country.choose(company.country)
        self._form.clear_marks()

    def read(self) -> Company:
        """Return what is typed, without stray spaces."""
        name, street, city, region, postal_code, phone, email, website = (
            tidy(line.text()) for line in self._lines
        )
        return Company(
            name=name,
            street=street,
            city=city,
            region=region,
            postal_code=postal_code,
            country=self._country.value,
            email=email,
            phone=phone,
            website=website,
        )

    def check(self) -> bool:
        """Mark what cannot be kept, put the cursor there, and tell whether all is well."""
        self._form.clear_marks()
        company = self.read()
        wrong: list[tuple[QLineEdit, str]] = []
        if not company.name:
            wrong.append((self.name, sentence("company-name-missing")))
        if company.email and not _looks_like_mail(company.email):
            wrong.append((self.email, _("An e-mail address has the form name@company.com.")))
        for field, words in wrong:
            self._form.mark(field, words)
        if wrong:
            wrong[0][0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed, or let it."""
        for line in self._lines:
            line.setReadOnly(read_only)
        self._country.setEnabled(not read_only)

    def _tell(self, _value: str = "") -> None:
        self.changed.emit()


def _looks_like_mail(text: str) -> bool:
    name, at, place = text.partition("@")
    return bool(name and at and "." in place.strip(".") and " " not in text and "@" not in place)
