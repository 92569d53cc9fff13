"""What the Screen page says in its banner of a screening, with the way back or on."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton

from exportdesk.core.i18n import _, ngettext
from exportdesk.operations.screening import Saved
from exportdesk.ui.screen.draft import PartyDraft
from exportdesk.ui.screen.session import Session
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Banner, Page


class Telling(QObject):
    """Says what happened to the screening that the page shows; most of it can be undone.

    `held` is a banner of its own for a screening set aside with decisions in it: neither Esc nor
    what is said of the one in view takes that away.
    """

    def __init__(self, page: Page, session: Session, shell: Shell) -> None:
        super().__init__(page)
        self._page, self._banner = page, page.banner
        self._session, self._shell = session, shell
        self.held = Banner()
        session.removed.connect(self.say_removed)
        session.replaced.connect(self.say_replaced)
        session.set_aside.connect(self.show_held)
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

    def show_held(self) -> None:
        """Say which screening with decisions waits to be saved, if any does."""
        held = self._session.held
        if held is None:
            self.held.clear()
            return
        count = held.unsaved_decisions
        self.held.say(
            ngettext(
                "The screening before this one, with {count} decision, was not saved.",
                "The screening before this one, with {count} decisions, was not saved.",
                count,
            ).format(count=count),
            Tone.AMBER,
            action=_("Bring it back"),
            call=self._bring_back_held,
            other=_("Discard it…"),
            call_other=self._discard_held,
            closable=False,
        )

    def may_leave(self) -> bool:
        """Ask about decisions that would be lost, in view or set aside; tell whether they may."""
        if not self._session.unsaved_decisions:
            return True
        question = _("Leave without saving this screening?")
        if not self._session.draft.unsaved_decisions:
            question = _("Leave without saving the screening before this one?")
        return self._may_lose(question, self._session.unsaved_decisions, _("Leave without saving"))

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

    def _bring_back_held(self) -> None:
        self._banner.clear()
        self._session.bring_back_held()

    def _discard_held(self) -> None:
        held = self._session.held
        if held is not None and self._may_lose(
            _("Discard the screening before this one?"), held.unsaved_decisions, _("Discard")
        ):
            self._session.discard_held()

    def _may_lose(self, question: str, count: int, yes: str) -> bool:
        return self._shell.ask.confirm(
            self._page,
            question,
            ngettext(
                "{count} decision has not been saved and will be lost.",
                "{count} decisions have not been saved and will be lost.",
                count,
            ).format(count=count),
            yes=yes,
            danger=True,
        )

    def _save_undecided(self) -> None:
        self._banner.clear()
        self._session.save(undecided=True)
