"""The password of the workspace: what it encrypts, and setting, changing and removing it."""

from PySide6.QtWidgets import QPushButton

from exportdesk.core.changes import Changes
from exportdesk.core.demo_mark import is_demo
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.words import say
from exportdesk.operations.unencrypted import (
    Deleted,
    Unencrypted,
    delete_unencrypted,
    find_unencrypted,
)
from exportdesk.ui.jobs import Latest
from exportdesk.ui.passwords.left_words import deleted_words, found_words, hand_words
from exportdesk.ui.passwords.sheets import (
    ChangePasswordSheet,
    NewCodeSheet,
    RemovePasswordSheet,
    SetPasswordSheet,
    scope_words,
)
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Banner, Card, button, label
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.wiring import Desk


class PasswordCard(Card):
    """Two sentences, and what can be done. Copies that are still readable are told here."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("Password"))
        self._desk, self._shell = desk, shell
        self._finding: Latest[Unencrypted] = Latest(shell.background)
        self._tells_found = False
        has, is_shown = desk.seal is not None, is_demo(desk.folder)
        words = (
            _("The demo has no password: it holds nothing of yours.") if is_shown else _state(has)
        )
        self.banner = Banner()
        self.set = button(_("Set a password…"), self.ask_to_set)
        self.change = button(_("Change…"), self.ask_to_change)
        self.code = button(_("New recovery code…"), self.ask_for_code)
        self.remove = button(_("Remove…"), self.ask_to_remove)
        self.body.addWidget(label(words, wrap=True))
        self.body.addWidget(label(scope_words(), "quiet", wrap=True))
        self.body.addWidget(self.banner)
        row = FlowLayout(px(8))
        for one in (self.set, self.change, self.code, self.remove):
            row.addWidget(one)
        self.body.addLayout(row)
        for one in (self.change, self.code, self.remove):
            one.setVisible(has and not desk.read_only)
        self.set.setVisible(not (has or desk.read_only or is_shown))
        self.change.setAccessibleName(_("Change the password"))
        self.remove.setAccessibleName(_("Remove the password"))
        self.look()

    @property
    def first(self) -> QPushButton:
        """Where the cursor goes when somebody is led here."""
        return self.set if self._desk.seal is None else self.change

    def look(self) -> None:
        """Look for copies of before that are not encrypted."""
        if self._desk.seal is None or self._desk.read_only:
            return
        desk = self._desk
        self._finding.start(lambda _progress: find_unencrypted(desk.workspace()), done=self._show)

    def ask_to_set(self) -> None:
        """Ask for a password."""
        SetPasswordSheet(self, self._desk, self._shell).open()

    def ask_to_change(self) -> None:
        """Ask for another password."""
        ChangePasswordSheet(self, self._desk, self._shell).open()

    def ask_for_code(self) -> None:
        """Ask whether there is to be another recovery code."""
        NewCodeSheet(self, self._desk, self._shell).open()

    def ask_to_remove(self) -> None:
        """Ask whether the password is to go."""
        RemovePasswordSheet(self, self._desk, self._shell).open()

    def delete_copies(self) -> None:
        """Ask whether copies of before are to go, and delete them."""
        desk, seal = self._desk, self._desk.seal
        if seal is None or not self._shell.ask.confirm(
            self,
            _("Delete the unencrypted copies?"),
            _(
                "The copies from before the password and the automatic backups made without it go "
                "for good. One with records that are not in this workspace stays."
            ),
            yes=_("Delete them"),
            danger=True,
        ):
            return
        self.banner.clear()
        actor = desk.settings().operator
        self._shell.background.start(
            lambda _progress: delete_unencrypted(desk.folder, seal, clock=desk.clock, actor=actor),
            done=self._deleted,
            failed=self._fail,
        )

    def _show(self, found: Unencrypted) -> None:
        words = found_words(found)
        if not words:
            if self._tells_found:  # what was said of deleting them stays
                self.banner.clear()
            return
        self._tells_found = True
        self.banner.say(
            words,
            Tone.AMBER,
            detail=hand_words(found.by_hand),
            action=_("Delete them…") if found.count else "",
            call=self.delete_copies,
        )

    def _deleted(self, deleted: Deleted) -> None:
        self._tells_found = False
        words, detail = deleted_words(deleted)
        left = bool(deleted.left or deleted.by_hand)
        self.banner.say(words, Tone.AMBER if left else Tone.GREEN, detail=detail)
        self._shell.bus.tell(Changes.EVENTS | Changes.BACKUPS)

    def _fail(self, error: ExportDeskError) -> None:
        self.banner.say(say(error), Tone.RED)


def _state(has: bool) -> str:
    if has:
        return _("This workspace has a password: your records, papers and backups are encrypted.")
    return _(
        "None. With one, your records, papers and backups are encrypted, and ExportDesk asks for "
        "it at each start."
    )
