"""Buttons: one filled one a page, plain ones, links, and icons with a name."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
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
    """A button with words; Enter presses it.

    Who clicks twice meant what it said at first: where it says something else by then, the second
    click is none.
    """

    _pressed_as: str | None = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_as = self.text()
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._pressed_as in (None, self.text()):
            super().mouseDoubleClickEvent(event)


class _SteadyButton(PushButton):
    """A button as wide as the longest of the words that it may say: nothing beside it moves."""

    def __init__(self, words: Sequence[str], parent: QWidget | None) -> None:
        super().__init__(words[0], parent)
        self._words = tuple(words)

    @override
    def sizeHint(self) -> QSize:
        # Reckoned when it is asked for: where a button is made, it has met no style sheet yet.
        wide = {one: _wide(self, one) for one in (*self._words, self.text())}
        return super().sizeHint() + QSize(max(wide.values()) - wide[self.text()], 0)


def _wide(of: QWidget, words: str) -> int:
    return of.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, words).width()


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
    also: Sequence[str] = (),
    parent: QWidget | None = None,
) -> QPushButton:
    """Return a button. `kind`: "" plain, "primary" filled, "danger" red words, "link" no outline.

    `clicked` is a bound method (of no arguments or one); `&` in the text marks its mnemonic;
    `also` are other words that it may say, or one that stands in its place.
    """
    made = _SteadyButton((text, *also), parent) if also else PushButton(text, parent)
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
