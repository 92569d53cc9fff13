"""What a password is asked for, and the dialog that asks for it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from exportdesk.core.errors import ExportDeskError, WorkspaceLocked
from exportdesk.core.i18n import _
from exportdesk.core.words import say
from exportdesk.storage.sealing import Seal
from exportdesk.ui.bus import Bus
from exportdesk.ui.coming_forward import ComingForward
from exportdesk.ui.help.alone import LoneHelp
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.passwords.field import NewPassword, SecretField
from exportdesk.ui.theme import px
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.text import label

_PASSWORD, _CODE, _NEW = range(3)
_SEPARATOR = re.compile(r"[/\\]")  # a path may go on in another line behind one


@dataclass(frozen=True, slots=True)
class Locked:
    """Something with a password: what it is called, where it is, and how it is opened.

    `open` takes a password or recovery code and raises ExportDeskError; `renew` takes what opened
    it and a new password, None where none can be set. `front` is the workspace whose window this
    stands for: starting the program once more brings it to the front.
    """

    title: str
    path: Path
    open: Callable[[str], Seal]
    unhandled: Callable[[BaseException], object]
    renew: Callable[[str, str], object] | None = None
    leave: str = ""
    front: Path | None = None


class UnlockDialog(QDialog):
    """Asks for the password, or for the recovery code and then for a new password.

    `seal` is what opened it, `fault` what is wrong with its key; neither where one turned away.
    """

    def __init__(self, locked: Locked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locked = locked
        self.seal: Seal | None = None
        self.fault: ExportDeskError | None = None
        self._code = ""  # what opened it, until a new password is set with it
        self._runner = JobRunner(locked.unhandled, name="unlocking")
        self._bus = Bus()
        self.setWindowTitle(_("ExportDesk"))
        LoneHelp(self, "password")
        self.password = SecretField(_("&Password"), lines=2)
        self._secret = self.password  # the field in use
        self.code = SecretField(
            _("&Recovery code"),
            lines=2,
            hint=_("36 letters and digits. Hyphens and small letters do not matter."),
        )
        self.code.turn()  # nobody types so much without seeing it
        self.new = NewPassword()
        self._place, self._pages = _PASSWORD, [QWidget(self) for _part in range(3)]
        self.leave = button(locked.leave or _("&Quit"), self.reject)
        self.later = button(_("&Later"), self._open_now)
        self.yes = button("", self.take, kind="primary")
        self._compose()
        for field in (self.password, self.code, self.new):
            field.entered.connect(self.take)
        self._turn_to(_PASSWORD, self.password)
        if locked.front is not None:
            ComingForward(self, locked.front, self._bus)
        self.finished.connect(self._end)

    def _compose(self) -> None:
        other = button(_("&Forgotten? Use the recovery code"), self.use_code, kind="link")
        back = button(_("Use the &password"), self.use_password, kind="link")
        words = label(_("The recovery code is right. Choose a password that you keep."), wrap=True)
        contents = ((self.password, other), (self.code, back), (words, self.new))
        for page, parts in zip(self._pages, contents, strict=True):
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(px(8))
            for part in parts:
                at = Qt.AlignmentFlag.AlignLeft if part in (other, back) else Qt.AlignmentFlag(0)
                column.addWidget(part, 0, at)
        told = str(self._locked.path)
        path = label(_SEPARATOR.sub("\\g<0>\u200b", told), "quiet", wrap=True)
        path.setAccessibleName(told)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addStretch(1)
        for one in (self.leave, self.later, self.yes):
            foot.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(8))
        column.addWidget(label(self._locked.title, "card-title", wrap=True))
        column.addWidget(path)
        column.addSpacing(px(4))
        for page in self._pages:
            column.addWidget(page)
        column.addSpacing(px(8))
        column.addLayout(foot)
        self.setMinimumWidth(px(460))

    @property
    def busy(self) -> bool:
        """Whether what was typed is being tried."""
        return self._runner.busy

    def use_code(self) -> None:
        """Ask for the recovery code."""
        if self.busy:
            return
        self.password.clear()
        self._secret = self.code
        self._turn_to(_CODE, self.code)

    def use_password(self) -> None:
        """Ask for the password again."""
        if self.busy:
            return
        self.code.clear()
        self._secret = self.password
        self._turn_to(_PASSWORD, self.password)

    def take(self) -> None:
        """Try what was typed, or set the new password."""
        if self._runner.busy:
            return
        if self._place == _NEW:
            self._renew()
            return
        field = self._secret
        if not field.text:
            field.say(_("Type something here first."))
            return
        secret, locked = field.text, self._locked
        self._wait(field)
        self._runner.start(
            lambda _progress: locked.open(secret),
            done=self._opened,
            failed=self._not_opened,
            finished=self._let,
        )

    def _renew(self) -> None:
        renew = self._locked.renew
        if renew is None or not self.new.check():
            return
        code, password = self._code, self.new.text
        self._wait(self.new.second)
        self._runner.start(
            lambda _progress: renew(code, password),
            done=self._renewed,
            failed=self._not_renewed,
            finished=self._let,
        )

    def _opened(self, seal: Seal) -> None:
        self.seal = seal
        if self._secret is self.code and self._locked.renew is not None:
            self._code = self.code.text
            self.code.clear()
            self._turn_to(_NEW, self.new)
        else:
            self.accept()

    def _not_opened(self, error: ExportDeskError) -> None:
        if not isinstance(error, WorkspaceLocked):
            self.fault = error
            self.reject()
            return
        words = say(error)
        if error.code == "password-wrong":  # what it is the password of stands above
            words = (
                _("This is not the recovery code.")
                if self._secret is self.code
                else _("This is neither the password nor the recovery code.")
            )
        self._secret.say(words)

    def _renewed(self, _nothing: object) -> None:
        self.accept()

    def _not_renewed(self, error: ExportDeskError) -> None:
        self.new.second.say(say(error))

    def _open_now(self) -> None:
        self.accept()

    def _turn_to(self, place: int, field: QWidget) -> None:
        # One at a time: password and code are of one height, and nothing moves between them.
        for at, page in enumerate(self._pages):
            page.setVisible(at == place)
        self._place = place
        self.later.setVisible(place == _NEW)
        self.yes.setText(_("&Set it and open") if place == _NEW else _("&Open"))
        if place == _NEW:
            self.adjustSize()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wait(self, field: SecretField) -> None:
        field.tell(_("Opening…"))
        for typed in (self.password, self.code, self.new):
            typed.let(False)
        for one in (self.yes, self.later):
            one.setEnabled(False)

    def _let(self) -> None:
        for field in (self.password, self.code, self.new):
            field.let(True)
        for one in (self.yes, self.later):
            one.setEnabled(True)

    def _end(self, result: int) -> None:
        if result != QDialog.DialogCode.Accepted:
            self.seal = None
        self._bus.ended.emit()
        self._runner.close()
        for field in (self.password, self.code, self.new):
            field.clear()
        self._code = ""
