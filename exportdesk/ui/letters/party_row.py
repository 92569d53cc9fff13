"""One party of a letter: its fields, in the form of the letter."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit

from exportdesk.core.i18n import _
from exportdesk.core.text import tidy
from exportdesk.operations.letter_lists import LetterParty
from exportdesk.ui.widgets import CountryBox, line_edit

NOBODY = LetterParty("")


class PartyRow:
    """The fields of one party. What no field shows stays as its list has it."""

    def __init__(
        self,
        countries: Sequence[tuple[str, str]],
        tell: Callable[[object], object],
        country_code: Callable[[str], str],
        party: LetterParty = NOBODY,
    ) -> None:
        self._loaded = party
        self.name = line_edit(longest=300)
        self.aliases = line_edit(_("With ; between them"), longest=500)
        self.country = CountryBox(countries, none=_("Not given"))
        self.country.setMinimumContentsLength(8)
        self.address = line_edit(longest=300)
        self.name.setText(party.name)
        self.aliases.setText(party.aliases)
        self.country.choose(country_code(party.country))
        self.address.setText(party.address)
        self._country = self.country.value
        for field in (self.name, self.aliases, self.address):
            field.setCursorPosition(0)
            field.textEdited.connect(tell)
        self.country.picked.connect(tell)

    @property
    def fields(self) -> tuple[QLineEdit, QLineEdit, CountryBox, QLineEdit]:
        """Its fields, from left to right."""
        return self.name, self.aliases, self.country, self.address

    @property
    def party(self) -> LetterParty:
        """The party as typed."""
        was = self._loaded
        same = self.country.value == self._country  # several, or one that is none, stay as they are
        return replace(
            was,
            name=_unless_same(self.name, was.name),
            aliases=_unless_same(self.aliases, was.aliases),
            country=was.country if same else self.country.value,
            address=_unless_same(self.address, was.address),
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        one = self.party
        return not (one.name or one.aliases or one.address)

    @property
    def lacks_name(self) -> bool:
        """Whether nobody could be found by it: no name, and neither an address nor a number."""
        one = self.party
        is_found = (one.address or one.street or one.identifiers) and not one.aliases
        return not one.name and not is_found


def _unless_same(field: QLineEdit, was: str) -> str:
    """Return what is typed; what was loaded to the letter where nobody touched it."""
    return was if field.text() == was else tidy(field.text())
