"""Choosing customers of the book, however many there are: looked up as one types."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from exportdesk.core.country_spelling import fold
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.core.words import say
from exportdesk.core.words.mentioned import mentioned
from exportdesk.storage.customer_rows import CustomerQuery, CustomerRow
from exportdesk.ui.cases.picking import Picker
from exportdesk.ui.jobs import Latest
from exportdesk.ui.shell import Shell
from exportdesk.ui.standing_words import customer_chip, customer_status_said
from exportdesk.ui.widgets import Column, label
from exportdesk.wiring import Desk

MOST_SHOWN = 200  # the others are found by typing
_ENOUGH = 3  # letters of a country, which is in the table as well

Found = tuple[int, list[CustomerRow]]


class CustomerPicker(Picker[CustomerRow]):
    """`picked` tells the rows chosen; the first ones by name are shown until something is typed."""

    def __init__(
        self, parent: QWidget, desk: Desk, shell: Shell, *, words: str = "", several: bool = False
    ) -> None:
        """`words` say what they are chosen for."""
        self._desk = desk
        self._looking: Latest[Found] = Latest(shell.screening)
        self._is_looking = False
        self._gives_first = False
        country = desk.country_name
        self._count = label("", "caption", wrap=True)
        self._count.hide()
        super().__init__(
            parent,
            _("Choose customers") if several else _("Choose a customer"),
            words,
            yes=_("Choose"),
            columns=(
                Column(
                    _("Customer"),
                    text=lambda c: c.name,
                    subtitle=lambda c: c.reference or " ",
                    width=240,
                    stretch=True,
                ),
                Column(_("Country"), text=lambda c: country(c.country), width=150, fitted=True),
                Column(
                    _("Status"),
                    text=lambda c: customer_chip(c.status, c.consequence)[0],
                    tone=lambda c: customer_chip(c.status, c.consequence)[1],
                    hint=lambda c: mentioned(c.mention) or customer_status_said(c.status),
                    width=170,
                    fitted=True,
                ),
            ),
            rows=(),
            text=lambda c: c.name,
            several=several,
        )
        self.body.addWidget(self._count)

    @override
    def _fill(self, _words: str = "") -> None:
        text, desk = self.search.text(), self._desk

        def look(_progress: Progress) -> Found:
            rows = desk.workspace().customer_rows
            numbers = [*rows.find(CustomerQuery(search=text))]
            countries = _called(text, desk.countries.choices(), desk.countries.country_code(text))
            if countries:
                known = frozenset(numbers)
                there = rows.find(CustomerQuery(countries=countries))
                numbers += [row for row in there if row not in known]
            return len(numbers), rows.rows(numbers[:MOST_SHOWN], desk.book.current())

        self._is_looking = True
        self._looking.start(look, done=self._found, failed=self._tell)

    def _found(self, found: Found) -> None:
        count, rows = found
        self._is_looking = False
        self._say_nothing(holds_some=bool(count or self.search.text().strip()))
        self._show(rows)
        words = _("The first {shown} of {count} are shown. Type to find the others.")
        self._count.setText(words.format(shown=len(rows), count=figure(count)))
        self._count.setVisible(count > len(rows))
        if self._gives_first:
            self._give_rows()

    def _tell(self, error: ExportDeskError) -> None:
        self._is_looking = False
        self.say_wrong(say(error))

    @override
    def _give_rows(self, *_what: object) -> None:
        self.search.search_now()
        # Enter right after the last letter takes what that finds, not what stood there before.
        self._gives_first = self._is_looking
        if not self._is_looking:
            super()._give_rows()

    @override
    def done(self, result: int) -> None:
        self._looking.drop()
        super().done(result)


def _called(text: str, countries: Sequence[tuple[str, str]], meant: str) -> frozenset[str]:
    """Return the codes of the countries that begin so, and of the one that is `meant`, if any."""
    begun = fold(text)
    if len(begun) < _ENOUGH:
        return frozenset()
    found = {code for code, name in countries if fold(name).startswith(begun)}
    return frozenset(filter(None, {*found, meant}))
