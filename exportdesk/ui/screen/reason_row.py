"""Asking for the reason of a decision, in place: common ones, and a line for one's own."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.core.screenings import Verdict
from exportdesk.core.words import sentence
from exportdesk.rulebook import ListMeaning
from exportdesk.ui.matches import words
from exportdesk.ui.matches.parts import say_in
from exportdesk.ui.matches.reason_buttons import ReasonButtons
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import (
    button,
    label,
    line_edit,
    restyle,
)

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReasonRow(QWidget):
    """Common reasons, which fill the line for one's own; Enter there decides, Esc leaves."""

    given = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "strong", wrap=True)
        self._follows = label("", "strong", wrap=True)
        self._mark = label("", "mark", wrap=True)
        self._mark.hide()
        self.common = ReasonButtons(self._set_reason)
        self._own = line_edit(_("A digit, or your own words"), longest=2000)
        self._own.setAccessibleName(_("Reason in your own words"))
        self._own.textChanged.connect(self._look)
        self._own.installEventFilter(self)
        self._take = button(_("Decide"), self._give, hint=_("Enter"))
        self._cancel = button(_("Cancel"), self.left.emit, kind="link", hint=_("Esc"))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._own, 1)
        row.addWidget(self._take)
        row.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(label(_("Enter decides"), "caption"))
        column.addLayout(head)
        column.addWidget(self._follows)
        column.addLayout(self.common.flow)
        column.addWidget(self._mark)
        column.addLayout(row)
        for one, after in pairwise((*self.common.buttons, self._own, self._take, self._cancel)):
            self.setTabOrder(one, after)

    def begin(self, verdict: Verdict, reason: str, follows: ListMeaning | None) -> None:
        """Ask why, `reason` being what was said before; say what `follows` from the list."""
        stops = follows is not None and follows.consequence.stops
        means = sentence(f"consequence-{follows.consequence}-means") if follows else ""
        say_in(self._follows, means)
        restyle(self._follows, tone=(Tone.RED if stops else Tone.AMBER).value)
        self._title.setText(_("{verdict}, because:").format(verdict=words.verdict(verdict)[0]))
        self.common.offer(verdict)
        self._own.setText(reason)
        self._look()

    def object_with(self, words: str) -> None:
        """Say what the data says against the reason that was given."""
        say_in(self._mark, words)

    def take_focus(self) -> None:
        """Put the focus where a digit or a letter does the right thing."""
        self._own.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a digit for a common reason, Enter for the one in focus, letters for one's own."""
        text, focused = event.text(), self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTER:
            if isinstance(focused, QPushButton):
                focused.click()
        elif not (text.isdigit() and self.common.pick(int(text))):
            if text.isprintable() and text.strip() and focused is not self._own:
                self._own.setFocus(Qt.FocusReason.OtherFocusReason)
                self._own.insert(text)
            else:
                super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Enter is dealt with by the field; the parent must not take it for a button's.
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTER:
            self._give()
        else:
            untouched = not self._own.text() or self.common.has(self._own.text())
            digit = event.text().isdigit() and untouched
            return digit and self.common.pick(int(event.text()))
        return True

    def _set_reason(self, reason: str) -> None:
        self._own.setText(reason)
        self._own.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        reason = self._own.text().strip()
        if reason:
            self.given.emit(reason)
        else:
            self._own.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self, _text: str = "") -> None:
        text = self._own.text().strip()
        self._take.setEnabled(bool(text))
        say_in(self._mark, "")
        self.common.mark(text)
