"""What the Control lists page says in its banner once an import or an update has ended."""

from PySide6.QtCore import QObject, Signal

from exportdesk.core.changes import Changes
from exportdesk.core.editions import Edition
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.words import say
from exportdesk.operations.lists_status import Freshness, SourceStatus
from exportdesk.operations.update_lists import UpdateOutcome
from exportdesk.ui.dates import age_text
from exportdesk.ui.list_checks import UpdateEnd
from exportdesk.ui.lists.source_words import undated_words
from exportdesk.ui.lists.words import change_sentence, published_text, skipped_text
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page, Tone
from exportdesk.wiring import Desk


class Telling(QObject):
    """Says what came of it; whoever went to another page meanwhile is called back."""

    wants_file = Signal()
    wants_notes = Signal()

    def __init__(self, page: Page, desk: Desk, shell: Shell) -> None:
        super().__init__(page)
        self._page, self._banner = page, page.banner
        self._desk, self._shell = desk, shell

    def taken(self, edition: Edition, before: Edition | None, status: SourceStatus | None) -> None:
        """Say that an edition is in force, and what there is to know about it."""
        name = self._desk.lists.catalogue.source(edition.source).name
        words = _("{name}: {count} listings are in force now.").format(
            name=name, count=figure(edition.listings)
        )
        detail = _detail(edition, before)
        old = status is not None and status.freshness is Freshness.OLD
        if status is not None and old:
            age = age_text(status.age_days or 0)
            detail = _("It is old already: {age}. Get a newer one.").format(age=age) + f" {detail}"
        undated = undated_words(status) if status is not None else ""
        if undated:
            detail = f"{undated} {detail}"
        sound = not old and not undated and not edition.override_reason
        noted = bool(edition.findings or edition.skipped)
        self._banner.say(
            words,
            Tone.GREEN if sound else Tone.AMBER,
            detail=detail,
            # The page stays where it is: it would be cut at its top under the eyes of who reads.
            action=_("Show") if noted else "",
            call=self.wants_notes.emit,
        )
        if not self._page.isVisible():
            self._shell.window.toast(words)

    def dated(self, edition: Edition, before: Edition) -> None:
        """Say that the date of an edition is another than `before`."""
        name = self._desk.lists.catalogue.source(edition.source).name
        words = _("{name}: published {day} now, {before} before.")
        self._banner.say(
            words.format(name=name, day=published_text(edition), before=published_text(before)),
            Tone.GREEN,
            detail=_("Records that were made already keep the date that they say."),
        )

    def ended(self, end: UpdateEnd) -> bool:
        """Say what went wrong in an update that a person asked for; tell whether that is seen."""
        self._banner.clear()
        if end.error is not None:
            self._page.show_trouble(end.error)
        elif end.no_network is not None:
            self._say_offline(end)
        elif end.bad:
            self._say_bad(end.bad)
        return bool(self._banner.words) and self._page.isVisible()

    def _say_offline(self, end: UpdateEnd) -> None:
        assert end.no_network is not None
        some_missing = any(one.edition is None for one in end.outcomes)
        self._banner.say(
            say(end.no_network),
            Tone.GREY,
            action=_("Import from file…") if some_missing else "",
            call=self.wants_file.emit,
        )

    def failed(self, error: ExportDeskError) -> None:
        """Say why a file could not be taken in."""
        self._page.show_trouble(error)
        if error.code == "list-not-noted":  # in force all the same
            self._shell.bus.tell(Changes.LISTS)
        self.call_back()

    def stopped(self) -> None:
        """Say that an import was stopped."""
        self._shell.window.toast(_("Stopped. The lists are as they were."))

    def call_back(self) -> None:
        """Show in the sidebar that this page waits, where somebody went to another meanwhile."""
        if not self._page.isVisible():
            self._shell.window.badge("lists", 1)

    def _say_bad(self, bad: tuple[UpdateOutcome, ...]) -> None:
        lists = self._desk.lists
        had = [one for one in bad if lists.in_force(one.source) is not None]
        names = ", ".join(lists.catalogue.name_of(one.source) for one in bad)
        if len(had) == len(bad):
            words = ngettext(
                "{name} was not updated. The lists you had stay in force.",
                "{count} lists were not updated: {name}. The lists you had stay in force.",
                len(bad),
            )
        elif had:
            words = _(
                "{count} lists were not updated: {name}. Those you had stay in force; the others "
                "you do not have yet."
            )
        else:
            words = ngettext(
                "{name} was not imported. You do not have this list yet.",
                "{count} lists were not imported: {name}. You do not have these lists yet.",
                len(bad),
            )
        self._banner.say(
            words.format(name=names, count=len(bad)),
            Tone.RED,
            action="" if len(had) == len(bad) else _("Import from file…"),
            call=self.wants_file.emit,
        )


def _detail(edition: Edition, before: Edition | None) -> str:
    words = [change_sentence(edition, before)]
    notes = len(edition.findings) + len(edition.skipped)
    if notes:
        words.append(
            ngettext(
                "There is {count} thing to know about it, below.",
                "There are {count} things to know about it, below.",
                notes,
            ).format(count=notes)
        )
    words += [f"{skipped_text(skipped)}." for skipped in edition.skipped]
    return " ".join(words)
