"""A word at the foot of the window that goes away by itself: saved, copied, printed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.glyph import Glyph
from exportdesk.ui.widgets.text import label

_DONE = ("check-circle-outline", "sidebar_green")
_PARTLY = ("alert-outline", "sidebar_amber")


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
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
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

        `warn`: not all of it worked.
        """
        self._glyph.draw(*(_PARTLY if warn else _DONE))
        self._call = call
        self._words.setText(words)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not action)
        self.setAccessibleName(words)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(2 * for_ms if action else for_ms)

    def close_now(self) -> None:
        """Go away at once."""
        self._timer.stop()
        self.hide()

    def _act(self) -> None:
        call = self._call
        self.close_now()
        if call is not None:
            call()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        over = self.parentWidget()
        if over is not None:
            self.move((over.width() - self.width()) // 2, over.height() - self.height() - px(24))
