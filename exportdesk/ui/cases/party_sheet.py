"""The sheet that types a party in: somebody who is not in the book."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from exportdesk.core.customers import PartyAddress, PartyName, Profile
from exportdesk.core.i18n import _
from exportdesk.core.parties import PartyKind
from exportdesk.core.words.choices import word
from exportdesk.ui.ask import Ask
from exportdesk.ui.cases.dialog import Sheet
from exportdesk.ui.widgets import ComboBox, CountryBox, FormGrid, line_edit

_KINDS = (PartyKind.ORGANIZATION, PartyKind.PERSON)


class PartySheet(Sheet):
    """`given` tells the `Profile`."""

    given = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        ask: Ask,
        title: str,
        countries: Sequence[tuple[str, str]],
        profile: Profile | None = None,
    ) -> None:
        super().__init__(
            parent,
            title,
            _("Screened like everybody else, as soon as it is saved."),
            yes=_("Take it"),
            take=self._record,
        )
        self._before = profile or Profile()
        place = next(iter(self._before.addresses), PartyAddress())
        grid = self.grid = FormGrid()
        self.name = grid.add(_("&Name"), line_edit(longest=300), 8)
        self.kind: ComboBox[PartyKind] = grid.add(
            _("&Kind"), ComboBox([(one, word(one)) for one in _KINDS]), 4
        )
        self.street = grid.add(_("&Address"), line_edit(longest=300))
        self.city = grid.add(_("Ci&ty"), line_edit(longest=120), 4)
        self.code = grid.add(_("&Postal code"), line_edit(longest=40), 3)
        self.country = grid.add(_("C&ountry"), CountryBox(countries, none=_("Not given")), 5)
        self.name.setText(self._before.name)
        self.kind.choose(self._before.kind)
        self.street.setText(place.street)
        self.city.setText(place.city)
        self.code.setText(place.postal_code)
        self.country.choose(place.country)
        self.body.addWidget(grid)
        self.body.addStretch(1)
        for one in (self.name, self.street, self.city, self.code):
            one.returnPressed.connect(self._record)
        self.name.setFocus()
        self._ask, self._began = ask, self._typed()

    def _typed(self) -> tuple[object, ...]:
        """Return what would be lost if the sheet went."""
        lines = (self.name, self.street, self.city, self.code)
        country = self.country.currentText().strip()  # as it is typed, also half a name
        return (*(one.text().strip() for one in lines), self.kind.value, country)

    @override
    def reject(self) -> None:
        """Leave; what was typed goes only if that is meant."""
        if self._typed() == self._began or self._ask.confirm(
            self,
            _("Leave without keeping this party?"),
            _("What you typed for it is not kept."),
            yes=_("Leave"),
            danger=True,
        ):
            super().reject()

    def _record(self) -> None:
        self.grid.clear_marks()
        name = self.name.text().strip()
        if not name:
            self.grid.mark(self.name, _("A party needs a name."))
            return
        place = PartyAddress(
            self.street.text().strip(),
            self.city.text().strip(),
            postal_code=self.code.text().strip(),
            country=self.country.value,
        )
        others = self._before.names[1:]
        self.given.emit(
            Profile(
                names=(PartyName(name), *others),
                kind=self.kind.value,
                addresses=() if place.is_empty else (place, *self._before.addresses[1:]),
                identifiers=self._before.identifiers,
                website=self._before.website,
                formed_on=self._before.formed_on,
            )
        )
        self.accept()
