"""What the Screen page says in its banner of a screening, with the way back or on."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton

from exportdesk.core.i18n import _, ngettext
from exportdesk.operations.screening import Saved
from exportdesk.ui.screen.draft import PartyDraft
from exportdesk.ui.screen.session import Session
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Page


class Telling(QObject):
    """Says what happened to the screening that the page shows; most of it can be undone."""

    def __init__(self, page: Page, session: Session, shell: Shell) -> None:
        super().__init__(page)
        self._banner, self._session, self._shell = page.banner, session, shell
        session.removed.connect(self.say_removed)
        session.replaced.connect(self.say_replaced)
        session.copied.connect(self.say_copied)
        session.asked.connect(self.say_undecided)

    def say_removed(self, party: PartyDraft) -> None:
        """Say that a party was taken out."""
        self._banner.say(
            _("{name} was taken out of this screening.").format(
                name=party.party.name or party.party.address or party.party.identifier
            ),
            action=_("Undo"),
            call=self._put_back,
        )

    def say_replaced(self) -> None:
        """Say that a screening that was not saved gave way to another."""
        self._banner.say(
            _("The screening before this one was not saved."),
            action=_("Bring it back"),
            call=self._bring_back,
        )

    def say_copied(self, number: str) -> None:
        """Say that what is changed now is a new screening."""
        self._banner.say(
            _("This is a new screening now; {number} stays as it was saved.").format(number=number)
        )

    def say_undecided(self, count: int) -> None:
        """Say that the record would hold undecided matches; saving it all the same is offered."""
        self._banner.say(
            ngettext(
                "{count} match is undecided; the record will say so.",
                "{count} matches are undecided; the record will say so.",
                count,
            ).format(count=count),
            Tone.AMBER,
            action=_("Save undecided"),
            call=self._save_undecided,
        )
        for shown in self._banner.findChildren(QPushButton):
            if not shown.isHidden():
                shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def saved(self, saved: Saved) -> None:
        """Tell every page that it is saved, as the page's head says, and show the paper."""
        number = saved.screening.number
        self._shell.bus.tell(saved.changes)
        self._banner.clear()
        self._shell.window.preview(
            saved.paper, _("Record {number}").format(number=number), f"{number}.pdf"
        )

    def _put_back(self) -> None:
        self._banner.clear()
        self._session.put_back()

    def _bring_back(self) -> None:
        self._banner.clear()
        self._session.bring_back()

    def _save_undecided(self) -> None:
        self._banner.clear()
        self._session.save(undecided=True)
