"""A field for a password, with an eye that shows what is typed; and two that must be alike."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from exportdesk.core.errors import BadInput
from exportdesk.core.i18n import _
from exportdesk.core.words import say
from exportdesk.storage.sealing import LEAST, hold_password
from exportdesk.ui.icons import icon
from exportdesk.ui.theme import px
from exportdesk.ui.widgets.buttons import icon_button
from exportdesk.ui.widgets.text import label, restyle

_LONGEST = 1024
_QUIET = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
    | Qt.InputMethodHint.ImhSensitiveData
)


class SecretField(QWidget):
    """A password being typed, its label above it; what is wrong with it stands below.

    The place of what is wrong is there from the beginning: nothing moves when it is said.
    """

    typed = Signal()
    entered = Signal()

    def __init__(self, name: str, *, lines: int = 1, hint: str = "") -> None:
        """`name` marks its access key; `lines` may be said below it."""
        super().__init__()
        above = label(name, "label")
        self.line = QLineEdit()
        self.line.setMaxLength(_LONGEST)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(_QUIET)
        self.line.setAccessibleName(name.replace("&", ""))
        self.line.setAccessibleDescription(hint)
        self._hint = hint
        above.setBuddy(self.line)
        self.eye = icon_button("", "eye-outline", self.turn)
        row = QHBoxLayout()
        row.setSpacing(px(4))
        row.addWidget(self.line, 1)
        row.addWidget(self.eye)
        self._below = label(hint, "caption", wrap=True)
        self._below.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._below.setMinimumHeight(self._below.fontMetrics().lineSpacing() * lines + px(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(above)
        column.addLayout(row)
        column.addWidget(self._below)
        self.setFocusProxy(self.line)
        self._name_eye()
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self.entered)

    @property
    def text(self) -> str:
        """What was typed, as it was typed."""
        return self.line.text()

    @property
    def mark(self) -> str:
        """What it says is wrong, "" for nothing."""
        return self._below.text() if self.line.property("invalid") else ""

    def say(self, words: str) -> None:
        """Say below it what is wrong, with the cursor in it and what was typed chosen."""
        self._show(words, wrong=True)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def tell(self, words: str) -> None:
        """Say below it what is going on."""
        self._show(words, wrong=False)

    def unmark(self) -> None:
        """Say nothing more than at the beginning."""
        self._show(self._hint, wrong=False)

    def clear(self) -> None:
        """Forget what was typed."""
        self.line.clear()
        self.unmark()

    def turn(self) -> None:
        """Show what is typed, or hide it again."""
        hidden = self.line.echoMode() is QLineEdit.EchoMode.Password
        mode = QLineEdit.EchoMode
        self.line.setEchoMode(mode.Normal if hidden else mode.Password)
        self._name_eye()

    def let(self, on: bool) -> None:
        """Let it be typed into, or not for a moment; the cursor stays where it is."""
        self.line.setReadOnly(not on)

    def _show(self, words: str, *, wrong: bool) -> None:
        self._below.setText(words)
        restyle(self._below, kind="mark" if wrong else "caption")
        restyle(self.line, invalid=wrong)
        self.line.setAccessibleDescription(words)

    def _name_eye(self) -> None:
        hidden = self.line.echoMode() is QLineEdit.EchoMode.Password
        name = _("Show what is typed") if hidden else _("Hide what is typed")
        self.eye.setIcon(icon("eye-outline" if hidden else "eye-off-outline"))
        self.eye.setToolTip(name)
        self.eye.setAccessibleName(name)

    def _edited(self, _text: str) -> None:
        if self.mark:
            self.unmark()
        self.typed.emit()


class NewPassword(QWidget):
    """A new password, typed twice."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first = SecretField(
            _("&New password"),
            hint=_("At least {count} characters. A few words in a row are easy to keep.").format(
                count=LEAST
            ),
            lines=2,
        )
        self.second = SecretField(_("New password, &again"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.first)
        column.addWidget(self.second)
        self.setFocusProxy(self.first)
        # Who types it twice goes from one to the other: the eyes come after both.
        typed_first = (self.first.line, self.second.line, self.first.eye, self.second.eye)
        for one, after in pairwise(typed_first):
            self.setTabOrder(one, after)
        self.first.entered.connect(self._go_on)
        self.second.entered.connect(self.entered)

    @property
    def text(self) -> str:
        """The password."""
        return self.first.text

    def check(self) -> bool:
        """Tell whether it may be one and was typed alike; say below the field where not."""
        try:
            hold_password(self.first.text)
        except BadInput as error:
            self.first.say(say(error))
            return False
        if self.first.text != self.second.text:
            self.second.say(_("This is not what stands above."))
            return False
        return True

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()

    def let(self, on: bool) -> None:
        """Let it be typed, or not for a moment."""
        self.first.let(on)
        self.second.let(on)

    def _go_on(self) -> None:
        self.second.line.setFocus(Qt.FocusReason.TabFocusReason)
