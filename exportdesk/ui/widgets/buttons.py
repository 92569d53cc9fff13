"""Buttons: one filled one a page, plain ones, links, and icons with a name."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from exportdesk.ui.icons import beside_words, icon
from exportdesk.ui.theme import px


def _pressed_by_enter(one: QAbstractButton, event: QKeyEvent) -> bool:
    """Press the button `one` if `event` is Enter by itself; tell whether it was.

    Qt leaves that to the desktop: on some, only Space presses a button outside a dialog.
    """
    plain = event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )
    if not plain or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    if not event.isAutoRepeat():
        one.click()
    return True


class PushButton(QPushButton):
    """A button with words; Enter presses it."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)


class _Steady(PushButton):
    """A button that says several things by turns and is always as wide as the longest needs."""

    def __init__(self, text: str, turns: Sequence[str], parent: QWidget | None) -> None:
        super().__init__(text, parent)
        self._turns = turns

    @override
    def sizeHint(self) -> QSize:
        # Asked anew each time: where it is made it does not wear the window's letters yet.
        letters, mnemonic = self.fontMetrics(), Qt.TextFlag.TextShowMnemonic
        longest = max(letters.size(mnemonic, one).width() for one in self._turns)
        more = longest - letters.size(mnemonic, self.text()).width()
        return super().sizeHint() + QSize(max(0, more), 0)


class _IconButton(QToolButton):
    """A button with an icon; Enter presses it."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)


def button(
    text: str,
    clicked: Callable[..., object] | None = None,
    *,
    glyph: str = "",
    kind: str = "",
    hint: str = "",
    turns: Sequence[str] = (),
    parent: QWidget | None = None,
) -> QPushButton:
    """Return a button. `kind`: "" plain, "primary" filled, "danger" red words, "link" no outline.

    `clicked` is a bound method (of no arguments or one); `&` in the text marks its mnemonic.
    `turns` is all that it says in turn: other words make it no wider or narrower.
    """
    made = _Steady(text, turns, parent) if turns else PushButton(text, parent)
    made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if glyph:
        colour = {"primary": "on_accent", "danger": "red", "link": "accent"}.get(kind, "ink")
        made.setIcon(icon(glyph, colour))
        made.setIconSize(beside_words())
    if hint:
        made.setToolTip(hint)
    if clicked is not None:
        made.clicked.connect(clicked)
    return made


def icon_button(
    name: str,
    glyph: str,
    clicked: Callable[..., object] | None = None,
    *,
    parent: QWidget | None = None,
) -> QToolButton:
    """Return a button that shows only an icon; `name` is its tooltip and accessible name."""
    made = _IconButton(parent)
    made.setIcon(icon(glyph))
    made.setIconSize(QSize(px(18), px(18)))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if clicked is not None:
        made.clicked.connect(clicked)
    return made
