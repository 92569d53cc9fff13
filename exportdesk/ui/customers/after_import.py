"""Says on the result of an import what the screening of its customers came to."""

from PySide6.QtCore import QObject

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import PartyId
from exportdesk.core.words import say
from exportdesk.ui.book_checks import BookCheckEnd, BookChecks
from exportdesk.ui.book_import.host import ImportHost
from exportdesk.ui.readiness import Readiness, ReadyState


class AfterImport(QObject):
    """Has what an import touched screened, and says where the import is told what was found."""

    def __init__(self, importing: ImportHost, checks: BookChecks, readiness: Readiness) -> None:
        super().__init__(importing)
        self._importing, self._checks, self._readiness = importing, checks, readiness
        self._wanted: frozenset[PartyId] = frozenset()
        self._found = self._back = 0
        importing.imported.connect(self._screen)
        checks.ended.connect(self._tell)

    def _screen(self, ids: tuple[PartyId, ...]) -> None:
        self._wanted = frozenset(ids)
        self._found = self._back = 0
        if self._readiness.state is ReadyState.NO_LISTS:
            self._say(_("There is no control list yet, so customers are kept and not screened."))
        self._checks.imported(ids)

    def _tell(self, end: BookCheckEnd) -> None:
        if not self._wanted:
            return
        if end.report is not None:
            # The daily look may have come first: what it found of them counts, too.
            self._found += sum(one.customer in self._wanted for one in end.report.opened)
            self._back += sum(one.customer in self._wanted for one in end.report.returned)
        if end.check.customers != self._wanted:
            return
        if end.error is not None:
            self._say(say(end.error))
        elif end.stopped:
            self._say(_("The screening was stopped. Who was not screened is marked as such."))
        elif end.report is not None:
            self._wanted = frozenset()
            found, back = self._found, self._back
            self._say(_screened(found, back), matches=found + back > 0)

    def _say(self, words: str, *, matches: bool = False) -> None:
        self._importing.sheet.done.say_screening(words, matches=matches)


def _screened(found: int, back: int) -> str:
    said = _("Screened: no new possible match.")
    if found:
        said = ngettext(
            "Screened: {count} possible match.", "Screened: {count} possible matches.", found
        ).format(count=figure(found))
    if not back:
        return said
    returned = ngettext(
        "{count} earlier decision is back for review.",
        "{count} earlier decisions are back for review.",
        back,
    ).format(count=figure(back))
    return f"{said} {returned}"
