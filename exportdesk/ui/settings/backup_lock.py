"""The password of a backup, asked for before what is in it is shown."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.words import say
from exportdesk.operations.restoring import unseal_backup
from exportdesk.storage.sealing import Seal
from exportdesk.ui.jobs import JobRunner, Latest
from exportdesk.ui.passwords.field import SecretField
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import button


class BackupLock(QWidget):
    """`opened` tells the key of the backup, once the password is right."""

    opened = Signal(object)

    def __init__(self, background: JobRunner) -> None:
        super().__init__()
        self._opening: Latest[Seal] = Latest(background)
        self._path = Path()
        self.field = SecretField(
            _("Password of the backup, or its recovery code"),
            hint=_("The one that the workspace had on that day."),
            lines=2,
        )
        self.look = button(_("Look inside"), self.take)
        self.field.entered.connect(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.field)
        column.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def close_on(self, path: Path) -> None:
        """Ask for the password of another backup."""
        self._path = path
        self._opening.drop()
        self.field.clear()
        self._let()

    def take(self) -> None:
        """Try what was typed."""
        path, secret = self._path, self.field.text
        if not secret:
            self.field.say(_("Type something here first."))
            return
        self.field.tell(_("Opening…"))
        self.field.let(False)
        self.look.setEnabled(False)
        self._opening.start(
            lambda _progress: unseal_backup(path, secret),
            done=self._opened,
            failed=self._fail,
            finished=self._let,
        )

    def _opened(self, seal: Seal) -> None:
        self.field.clear()
        self.opened.emit(seal)

    def _fail(self, error: ExportDeskError) -> None:
        wrong = error.code == "password-wrong"
        words = _("This is neither the password nor the recovery code.") if wrong else say(error)
        self.field.say(words)

    def _let(self) -> None:
        self.field.let(True)
        self.look.setEnabled(True)
