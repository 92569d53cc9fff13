"""A word in the sidebar that goes away by itself: saved, copied, printed.

It always lies there, below the names of the pages, so that it covers nothing of the page.
"""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.glyph import Glyph
from exportdesk.ui.widgets.text import label

_DONE = ("check-circle-outline", "sidebar_green")
_PARTLY = ("alert-outline", "sidebar_amber")
_EDGE, _PAD, _GLYPH, _GAP = 8, 11, 16, 8
_SETTLED_MS = 150  # what was done changes what stands below
_FRESH_MS = 400  # what is told and then shown on another page stays in view there
# As long as a slow reader needs for it, and longer where there is something to do about it.
_LEAST_MS, _NOTICED_MS, _LETTER_MS, _TO_ACT_MS = 5_000, 2_500, 75, 12_000


class Toast(QFrame):
    """Says one thing over `over` for a while. Never for trouble: that takes a banner.

    `floor` tells how far down it may reach there.
    """

    def __init__(self, over: QWidget, floor: Callable[[], int]) -> None:
        super().__init__(over)
        self._floor = floor
        self.setProperty("kind", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = label(wrap=True)
        self._told = ""
        self._call: Callable[[], object] | None = None
        self.action = button("", self._act, kind="toast")
        self.action.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus on the page
        self.action.hide()
        self._glyph = Glyph(*_DONE, _GLYPH)
        said = QHBoxLayout()
        said.setSpacing(px(_GAP))
        said.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._words, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(_PAD), px(_PAD), px(_PAD), px(_PAD))
        whole.setSpacing(px(_GAP))
        whole.addLayout(said)
        whole.addWidget(self.action, 0, Qt.AlignmentFlag.AlignRight)
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
        self._call, self._told = call, words
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
        """Lie at the left edge of the window, as low as may be, as wide as what it lies over."""
        over = self.parentWidget()
        if over is None:
            return
        wide = over.width() - 2 * px(_EDGE)
        room = wide - 2 * px(_PAD) - px(_GLYPH) - px(_GAP) - 2
        self._words.ensurePolished()
        self._words.setFixedWidth(room)
        self._words.setText(self._breaking(room))
        self._words.setMinimumHeight(0)  # else it is never lower than the words before were
        self._words.setFixedHeight(self._words.heightForWidth(room))
        self.setFixedWidth(wide)
        self.adjustSize()
        self.move(px(_EDGE), max(px(_EDGE), self._floor() - self.height()))

    def _breaking(self, room: int) -> str:
        """Return the words, with places to break in those that are longer than a line."""
        metrics = self._words.fontMetrics()
        return " ".join(
            "\u200b".join(word) if metrics.horizontalAdvance(word) > room else word
            for word in self._told.split(" ")
        )
