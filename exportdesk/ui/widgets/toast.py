"""A word below the page that goes away by itself: saved, copied, printed.

It lies where the window keeps room for it, so that it covers nothing of the page.
"""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.glyph import Glyph
from exportdesk.ui.widgets.text import label

_DONE = ("check-circle-outline", "sidebar_green")
_PARTLY = ("alert-outline", "sidebar_amber")
TOAST_ROOM = 36  # kept free for it at the foot of the window
_SIDE, _FOOT = 28, 4  # from what stands beside the page, and from the lower edge
_PAD, _LOW_PAD, _GLYPH, _GAP = 11, 2, 16, 8
_SETTLED_MS = 150  # what was done changes what stands below
_FRESH_MS = 400  # what is told and then shown on another page stays in view there
# As long as a slow reader needs for it, and longer where there is something to do about it.
_LEAST_MS, _NOTICED_MS, _LETTER_MS, _TO_ACT_MS = 5_000, 2_500, 75, 12_000


class Toast(QFrame):
    """Says one thing at the foot of `over` for a while. Never for trouble: that takes a banner.

    What stands at its left is `left` wide.
    """

    def __init__(self, over: QWidget, left: int) -> None:
        super().__init__(over)
        self._left = left
        self.setProperty("kind", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = label(wrap=True)
        self._told, self._acts = "", False
        self._call: Callable[[], object] | None = None
        self.action = button("", self._act, kind="toast")
        self.action.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus on the page
        self.action.hide()
        self._glyph = Glyph(*_DONE, _GLYPH)
        said = self._said_in = QHBoxLayout(self)
        said.setSpacing(px(_GAP))
        said.addWidget(self._glyph)
        said.addWidget(self._words)
        said.addWidget(self.action)
        self._said = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_SETTLED_MS)
        self._again.timeout.connect(self._place)
        over.installEventFilter(self)
        self.hide()

    @property
    def words(self) -> str:
        """What it says, "" when it is gone."""
        return "" if self.isHidden() else self._told

    @property
    def left_ms(self) -> int:
        """How long it will still be there, -1 while it waits for nobody."""
        return self._timer.remainingTime()

    def say(
        self,
        words: str,
        *,
        action: str = "",
        call: Callable[[], object] | None = None,
        warn: bool = False,
        for_ms: int = 0,
    ) -> None:
        """Say `words` for as long as they take to read; longer where something can be done.

        `warn`: not all of it worked, or something waits for a person.
        """
        self._glyph.draw(*(_PARTLY if warn else _DONE))
        self._call, self._told, self._acts = call, words, bool(action)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not action)
        self.setAccessibleName(words)
        self._place()
        self.show()
        self.raise_()
        self._again.start()
        self._said.start()
        to_read = max(_LEAST_MS, _NOTICED_MS + _LETTER_MS * len(words))
        self._timer.start(for_ms or (max(_TO_ACT_MS, to_read) if action else to_read))

    def leave(self) -> None:
        """Go away with the page it was said over, unless it was said only just now."""
        if self._said.isValid() and self._said.elapsed() > _FRESH_MS:
            self.close_now()

    def close_now(self) -> None:
        """Go away at once."""
        for timer in (self._timer, self._again):
            timer.stop()
        self.hide()

    def _act(self) -> None:
        call = self._call
        self.close_now()
        if call is not None:
            call()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()  # somebody is on the way to its button

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.isHidden():
            self._timer.start(_LEAST_MS)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def _place(self) -> None:
        """Lie below the page, as wide as its words; where they have no room, in more lines."""
        over = self.parentWidget()
        if over is None:
            return
        self.ensurePolished()
        self._words.ensurePolished()
        end = px(_LOW_PAD if self._acts else _PAD)
        self._said_in.setContentsMargins(px(_PAD), px(_LOW_PAD), end, px(_LOW_PAD))
        around = px(_PAD) + px(_GLYPH) + px(_GAP) + end + 2
        around += px(_GAP) + self.action.sizeHint().width() if self._acts else 0
        room = over.width() - self._left - 2 * px(_SIDE) - around
        wide = min(room, self._words.fontMetrics().horizontalAdvance(self._told) + px(2))
        self._words.setFixedWidth(wide)
        self._words.setText(self._breaking(wide))
        self._words.setMinimumHeight(0)  # else it is never lower than the words before were
        self._words.setFixedHeight(self._words.heightForWidth(wide))
        high = max(px(TOAST_ROOM) - 2 * px(_FOOT), self._words.height() + 2 * px(_FOOT))
        self.setFixedSize(around + wide, high)
        self.move(self._left + px(_SIDE), over.height() - px(_FOOT) - high)

    def _breaking(self, room: int) -> str:
        """Return the words, with places to break in those that are longer than a line."""
        metrics = self._words.fontMetrics()
        return " ".join(
            "\u200b".join(word) if metrics.horizontalAdvance(word) > room else word
            for word in self._told.split(" ")
        )
