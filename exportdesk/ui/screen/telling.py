"""What the Screen page says in its banner of a screening, with the way back or on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.screenings import Verdict
from exportdesk.ui.matches import words
from exportdesk.ui.screen.draft import ScreeningDraft
from exportdesk.ui.screen.party_draft import PartyDraft
from exportdesk.ui.screen.session import Session
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone
from exportdesk.ui.unsaved import Unsaved
from exportdesk.ui.widgets import Banner, Page

if TYPE_CHECKING:
    from exportdesk.operations.screening import Saved


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
        self._open = ""  # what was last said to be left open
        self._unsaved = Unsaved(
            page, shell, "screen", save=self._save_undecided, is_saving=self._is_saving
        )
        session.removed.connect(self.say_removed)
        session.replaced.connect(self.say_replaced)
        session.set_aside.connect(self.show_held)
        session.copied.connect(self.say_copied)
        session.settled.connect(self._banner.clear)
        session.asked.connect(self.say_undecided)
        session.touched.connect(self._follow_undecided)
        session.noted.connect(self.say_decided)
        session.opened.connect(self.say_opened)
        session.failed.connect(self._stay)

    def say_removed(self, party: PartyDraft) -> None:
        """Say that a party was taken out."""
        self._banner.say(
            _("{name} was taken out of this screening.").format(name=_called(party)),
            action=_("Undo"),
            call=self._put_back,
        )

    def say_replaced(self) -> None:
        """Say which screening that was not saved gave way to another."""
        former = self._session.former
        if former is None:
            return
        self._banner.say(
            _("The screening of {name} gave way to this one; it was not saved.").format(
                name=_about(former)
            ),
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
                "The screening of {name}, with {count} decision, was not saved.",
                "The screening of {name}, with {count} decisions, was not saved.",
                count,
            ).format(name=_about(held), count=count),
            Tone.AMBER,
            action=_("Bring it back"),
            call=self._bring_back_held,
            other=_("Discard it…"),
            call_other=self._discard_held,
            closable=False,
        )

    def say_decided(self, verdict: Verdict, name: str, count: int) -> None:
        """Say what was decided of whom, where the next match may stand in view by now."""
        said = ngettext("{verdict}: {name}", "{verdict}: {count} matches", count).format(
            verdict=words.verdict(verdict)[0], name=name, count=count
        )
        self._shell.window.toast(said, action=_("Undo"), call=self.undo)

    def say_opened(self, name: str) -> None:
        """Say that a listed party is to be decided on now."""
        said = _("{name} is a possible match now, to be decided.").format(name=name)
        self._shell.window.toast(said, action=_("Undo"), call=self.undo)

    def undo(self) -> None:
        """Take the last act back, and say so; what was saved stays."""
        saved = self._session.draft.saved
        if self._session.undo():
            self._banner.clear()  # it tells of what was taken back, or of how it stood before
            self._shell.window.toast(_("Taken back."))
        elif saved is not None:
            said = _("{number} is saved, and stays as it is.").format(number=saved.number)
            self._shell.window.toast(said, warn=True)
        else:
            self._shell.window.toast(_("There is nothing here to take back."), warn=True)

    def may_leave(self, *, may_save: bool) -> bool:
        """Ask about what would be lost, in view or set aside; tell whether it may."""
        session = self._session
        here = 0 if may_save else session.draft.unsaved_decisions
        lost = session.unsaved_decisions - session.draft.unsaved_decisions + here
        if lost:
            question = _("Leave without saving this screening?")
            if not here:
                question = _("Leave without saving the screening before this one?")
            if not self._may_lose(question, lost, _("Leave without saving")):
                return False
        return not may_save or self._may_close(session.draft)

    def _may_close(self, draft: ScreeningDraft) -> bool:
        detail = _left_open(draft) or _("No record of it has been made.")
        question = _("Save the screening of {name}?").format(name=_about(draft))
        return self._unsaved.may_close(question, detail)

    def say_copied(self, number: str) -> None:
        """Say that what is changed now is a new screening; one that is not a copy leads back."""
        former = self._session.former
        saved = former.saved if former is not None else None
        leads = saved is not None and saved.number == number
        self._banner.say(
            _("This is a new screening now; {number} stays as it was saved.").format(number=number),
            action=_("Bring it back") if leads else "",
            call=self._bring_back,
        )

    def say_undecided(self) -> None:
        """Say what the record would leave open; saving it all the same is offered."""
        self._say_left_open(_left_open(self._session.draft))
        for shown in self._banner.findChildren(QPushButton):
            if not shown.isHidden():
                shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_left_open(self, words: str) -> None:
        self._open = words
        undecided = self._session.draft.undecided
        self._banner.say(
            words,
            Tone.AMBER,
            action=_("Save undecided") if undecided else _("Save all the same"),
            call=self._save_undecided,
        )

    def _follow_undecided(self) -> None:
        """Say what is left open now, where that is being said."""
        if not self._open or self._banner.words != self._open:
            return
        now = _left_open(self._session.draft)
        if not now:
            self._banner.clear()
        elif now != self._open:
            self._say_left_open(now)

    def saved(self, saved: "Saved") -> None:
        """Tell every page that it is saved, as the page's head says, and show the paper."""
        number = saved.screening.number
        self._shell.bus.tell(saved.changes)
        self._banner.clear()
        former = self._session.former
        if former is not None and former.saved is None:
            self.say_replaced()  # as true as before: it was the other one that was saved
        if self._unsaved.goes_on:  # the window closes: nobody reads the paper now
            self._unsaved.saved()
            return
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

    def _is_saving(self) -> bool:
        return self._session.saving or self._session.is_save_wanted

    def _stay(self, _error: ExportDeskError) -> None:
        self._unsaved.fail()


def _called(party: PartyDraft) -> str:
    return party.party.name or party.party.address or party.party.identifier


def _left_open(draft: ScreeningDraft) -> str:
    """Return what is undecided and not looked at in a screening, "" where nothing is."""
    said = []
    if draft.undecided:
        said.append(
            ngettext(
                "{count} match is undecided; the record will say so.",
                "{count} matches are undecided; the record will say so.",
                draft.undecided,
            ).format(count=draft.undecided)
        )
    open_names = [_called(party) for party in draft.to_save if party.is_name_open]
    if open_names:
        said.append(
            ngettext(
                "{name} shares a word with listed parties, and nobody has looked at that; the "
                "record will say so.",
                "{count} names share a word with listed parties, and nobody has looked at that; "
                "the record will say so.",
                len(open_names),
            ).format(name=open_names[0], count=len(open_names))
        )
    return " ".join(said)


def _about(draft: ScreeningDraft) -> str:
    """Return whom a screening is about: its first party, and how many more there are."""
    names = [_called(party) for party in draft.to_save]
    if not names:
        return draft.reference
    more = len(names) - 1
    if not more:
        return names[0]
    return ngettext("{name} and {count} other", "{name} and {count} others", more).format(
        name=names[0], count=more
    )
