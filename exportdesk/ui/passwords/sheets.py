"""What Settings asks before a password is set, changed or taken away."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError, WorkspaceLocked
from exportdesk.core.i18n import _
from exportdesk.core.words import say
from exportdesk.operations.passwords import change_password, new_recovery_code
from exportdesk.storage.sealing import unseal
from exportdesk.ui.certifications.scrolled_fields import ScrolledFields
from exportdesk.ui.passwords.code_dialog import CodeDialog
from exportdesk.ui.passwords.code_paper import CodeSheet
from exportdesk.ui.passwords.errands import RemovePassword, SetPassword
from exportdesk.ui.passwords.field import NewPassword, SecretField
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import CheckBox, button, label, px
from exportdesk.ui.widgets.banner import Banner
from exportdesk.ui.widgets.dialog_help import DialogHelp
from exportdesk.wiring import Desk

_WIDE = 560


def scope_words() -> str:
    """Return what a password does not reach."""
    return _(
        "Not encrypted: the control lists, with lists of your own and parties of letters from BIS "
        "among them, and what you export, print or open in another program."
    )


class _PasswordSheet(QDialog):
    """Fields below each other, with Cancel and what is done."""

    def __init__(self, parent: QWidget, desk: Desk, shell: Shell, title: str) -> None:
        super().__init__(parent.window())
        self._desk, self._shell = desk, shell
        self._busy = False
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        DialogHelp(self, "password")
        self.banner = Banner()
        self._fields: tuple[SecretField | NewPassword, ...] = ()

    def _lay_out(self, words: str, parts: tuple[QWidget, ...], yes: QPushButton) -> None:
        self.cancel, self.yes = button(_("Cancel"), self.reject), yes
        self._fields = tuple(one for one in parts if isinstance(one, SecretField | NewPassword))
        self._scrolled = ScrolledFields((self.banner, *parts))
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(12))
        column.addWidget(label(self.windowTitle(), "card-title", wrap=True))
        column.addWidget(label(words, "quiet", wrap=True))
        column.addWidget(self._scrolled, 1)
        column.addLayout(foot)
        self.resize(px(_WIDE), px(_WIDE))
        self._scrolled.fit()
        for before, after in pairwise(self._fields):
            before.entered.connect(after.setFocus)
        self._fields[-1].entered.connect(yes.click)
        self._fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _start(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        if self._busy:
            return
        self._busy = True
        self.banner.clear()
        self.yes.setEnabled(False)
        for field in self._fields:
            field.let(False)
        self._shell.jobs.start(
            lambda _progress: work(), done=done, failed=self._fail, finished=self._let
        )

    def _let(self) -> None:
        self._busy = False
        self.yes.setEnabled(True)
        for field in self._fields:
            field.let(True)

    def _fail(self, error: ExportDeskError) -> None:
        self.banner.say(say(error), Tone.RED)
        self._scrolled.fit()

    def _mark(self, field: SecretField, error: ExportDeskError) -> None:
        if error.code == "password-wrong":
            field.say(_("This is neither the password nor the recovery code."))
        elif isinstance(error, WorkspaceLocked):
            field.say(say(error))
        else:
            self.banner.say(say(error), Tone.RED)
            self._scrolled.fit()


class SetPasswordSheet(_PasswordSheet):
    """A first password; the window is closed for what follows."""

    def __init__(self, parent: QWidget, desk: Desk, shell: Shell) -> None:
        super().__init__(parent, desk, shell, _("Set a password"))
        self.new = NewPassword()
        self.deletes = CheckBox(_("&Delete unencrypted copies afterwards"), True)
        words = _(
            "The password encrypts your records, papers and backups. ExportDesk asks for it each "
            "time it is started."
        )
        about = _(
            "The copy from before and the automatic backups made so far, once the encrypted "
            "workspace has opened. Copies that you made elsewhere stay as they are: delete them "
            "yourself."
        )
        after = _(
            "The window closes, and an encrypted copy of the workspace is made and checked. Then a "
            "recovery code is shown, once, and the window opens again. Without the password and "
            "without that code, nobody can open the workspace."
        )
        self._lay_out(
            words,
            (
                self.new,
                self.deletes,
                label(about, "caption", wrap=True),
                label(after, wrap=True),
                label(scope_words(), "quiet", wrap=True),
            ),
            button(_("&Set the password and reopen"), self.take, kind="primary"),
        )

    def take(self) -> None:
        """Have the window closed, and the workspace encrypted."""
        if not self.new.check():
            return
        desk = self._desk
        errand = SetPassword(
            desk.folder,
            self.new.text,
            deletes=self.deletes.isChecked(),
            company=desk.company().name,
            clock=desk.clock,
            actor=desk.settings().operator,
        )
        self.accept()
        self._shell.bus.errand_asked.emit(errand)


class ChangePasswordSheet(_PasswordSheet):
    """Another password for the same key."""

    def __init__(self, parent: QWidget, desk: Desk, shell: Shell) -> None:
        super().__init__(parent, desk, shell, _("Change the password"))
        self.old = SecretField(_("&Present password, or recovery code"))
        self.new = NewPassword()
        words = _(
            "Takes effect at once. The recovery code stays. Backups made before open with the "
            "password they had then."
        )
        yes = button(_("&Change the password"), self.take, kind="primary")
        self._lay_out(words, (self.old, self.new), yes)

    def take(self) -> None:
        """Change it."""
        if not _typed(self.old) or not self.new.check():
            return
        desk, old, new = self._desk, self.old.text, self.new.text
        clock, actor = desk.clock, desk.settings().operator
        self._start(
            lambda: change_password(desk.folder, old, new, clock=clock, actor=actor), self._changed
        )

    def _changed(self, _nothing: object) -> None:
        self._shell.bus.tell(Changes.EVENTS)
        self._shell.window.toast(_("The password was changed."))
        self.accept()

    def _fail(self, error: ExportDeskError) -> None:
        self._mark(self.old, error)


class NewCodeSheet(_PasswordSheet):
    """Another recovery code, in place of one that is lost or known to others."""

    def __init__(self, parent: QWidget, desk: Desk, shell: Shell) -> None:
        super().__init__(parent, desk, shell, _("New recovery code"))
        self.old = SecretField(_("&Present password, or recovery code"))
        words = _(
            "The recovery code of before opens the workspace no more. Backups made before still "
            "open with it."
        )
        yes = button(_("&Make a new code"), self.take, kind="primary")
        self._lay_out(words, (self.old,), yes)

    def take(self) -> None:
        """Make it, and show it."""
        if not _typed(self.old):
            return
        desk, secret = self._desk, self.old.text
        clock, actor = desk.clock, desk.settings().operator
        self._start(
            lambda: new_recovery_code(desk.folder, secret, clock=clock, actor=actor), self._made
        )

    def _made(self, code: str) -> None:
        desk, shell = self._desk, self._shell
        sheet = CodeSheet(code, desk.company().name, desk.folder, desk.clock.now().text)
        window = self.parentWidget()
        shell.bus.tell(Changes.EVENTS)
        self.accept()
        CodeDialog(sheet, shell.ask, shell.background, window).open()

    def _fail(self, error: ExportDeskError) -> None:
        self._mark(self.old, error)


class RemovePasswordSheet(_PasswordSheet):
    """The way back to a workspace that is not encrypted."""

    def __init__(self, parent: QWidget, desk: Desk, shell: Shell) -> None:
        super().__init__(parent, desk, shell, _("Remove the password"))
        self.old = SecretField(_("&Present password, or recovery code"))
        words = _(
            "Then whoever can read the files of this workspace can read your records, papers and "
            "backups made from now on. Backups made before stay encrypted, and open with the "
            "password they had. The window closes and opens again."
        )
        yes = button(_("&Remove the password and reopen"), self.take, kind="danger")
        self._lay_out(words, (self.old,), yes)

    def take(self) -> None:
        """Have the window closed, and the encryption taken away, if it is the password."""
        if not _typed(self.old):
            return
        folder, secret = self._desk.folder, self.old.text
        self._start(lambda: unseal(folder, secret), self._is_right)

    def _is_right(self, _seal: object) -> None:
        desk = self._desk
        actor = desk.settings().operator
        errand = RemovePassword(desk.folder, self.old.text, clock=desk.clock, actor=actor)
        self.accept()
        self._shell.bus.errand_asked.emit(errand)

    def _fail(self, error: ExportDeskError) -> None:
        self._mark(self.old, error)


def _typed(field: SecretField) -> bool:
    if field.text:
        return True
    field.say(_("Type something here first."))
    return False
