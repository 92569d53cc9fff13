"""A word at the foot of the window that goes away by itself: saved, copied, printed.

It lies over the page, and where it lies it covers no button and no field.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)
from typing_extensions import override

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.glyph import Glyph
from exportdesk.ui.widgets.text import label

_DONE = ("check-circle-outline", "sidebar_green")
_PARTLY = ("alert-outline", "sidebar_amber")
_EDGE, _STEP = 24, 12
_LEAST, _ANY = 120, 16_777_215  # of the width of the words
_SETTLED_MS = 150  # what was done changes the page below: buttons come and go
_FRESH_MS = 400  # what is told and then shown on another page stays in view there
_USED = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)


class Toast(QFrame):
    """Says one thing over `over` for a few seconds. Never for trouble: that takes a banner."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("kind", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = label()
        self._call: Callable[[], object] | None = None
        self.action = button("", self._act, kind="toast")
        self.action.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(10), px(16), px(10))
        row.setSpacing(px(10))
        self._glyph = Glyph(*_DONE, 18)
        row.addWidget(self._glyph)
        row.addWidget(self._words)
        row.addWidget(self.action)
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
        return "" if self.isHidden() else self._words.text()

    def say(
        self,
        words: str,
        *,
        action: str = "",
        call: Callable[[], object] | None = None,
        warn: bool = False,
        for_ms: int = 4000,
    ) -> None:
        """Say `words` for a while; twice as long where there is something to do about it.

        `warn`: not all of it worked, or something waits for a person.
        """
        self._glyph.draw(*(_PARTLY if warn else _DONE))
        self._call = call
        self._words.setText(words)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not action)
        self.setAccessibleName(words)
        self._fit()
        self._place()
        self.show()
        self.raise_()
        self._again.start()
        self._said.start()
        self._timer.start(2 * for_ms if action else for_ms)

    def _fit(self) -> None:
        """Be as wide as the words, in more lines where the window is narrower than that."""
        over, words = self.parentWidget(), self._words
        words.setWordWrap(False)
        words.setMinimumWidth(0)
        words.setMaximumWidth(_ANY)
        self.adjustSize()
        room = over.width() - 2 * px(_EDGE) if over is not None else _ANY
        if self.width() > room:
            beside = self.width() - words.sizeHint().width()
            words.setWordWrap(True)
            words.setFixedWidth(max(px(_LEAST), room - beside))
            self.adjustSize()

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
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def _place(self) -> None:
        """Lie where nothing that can be used is covered, as far down as there is such a place."""
        over = self.parentWidget()
        if over is None:
            return
        used = list(self._used(over))
        places = list(self._places(over))
        self.move(min(places, key=lambda place: _covered(QRect(place, self.size()), used)))

    def _used(self, over: QWidget) -> Iterator[QRect]:
        """Return where the buttons and fields are that can be seen."""
        for kind in _USED:
            for one in over.findChildren(kind):
                if one.isVisible() and not self.isAncestorOf(one):
                    yield QRect(one.mapTo(over, QPoint(0, 0)), one.size())

    def _places(self, over: QWidget) -> Iterator[QPoint]:
        """Return where it may lie, the best place first: low down, and in the middle."""
        edge = px(_EDGE)
        right = over.width() - self.width() - edge
        columns = ((right + edge) // 2, right, edge)
        lowest = over.height() - self.height() - edge
        for low in range(lowest, min(lowest, edge) - 1, -px(_STEP)):
            for left in columns:
                yield QPoint(left, low)


def _covered(place: QRect, used: list[QRect]) -> int:
    """Return how much of what can be used lies under `place`."""
    under = (place.intersected(one) for one in used)
    return sum(one.width() * one.height() for one in under if not one.isEmpty())
