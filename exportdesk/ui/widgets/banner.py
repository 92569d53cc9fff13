"""Banners: what happened, said in the page, with what can be done about it."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets.buttons import button, icon_button
from exportdesk.ui.widgets.glyph import Glyph
from exportdesk.ui.widgets.text import label, restyle, selectable

_GLYPHS = {
    Tone.RED: "alert-circle-outline",
    Tone.AMBER: "alert-outline",
    Tone.GREEN: "check-circle-outline",
    Tone.GREY: "information-outline",
    Tone.ACCENT: "information-outline",
}


class Banner(QFrame):
    """One sentence in a tone, maybe a second line, one action, and a cross to close it.

    Hidden until something is said. An error stays until closed or `clear`ed; `closed` tells that.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._call: Callable[[], object] | None = None
        self._glyph = Glyph(_GLYPHS[Tone.GREY], "grey")
        self._words = selectable(label("", "strong", wrap=True))
        self._detail = selectable(label("", wrap=True))
        self._action = button("", self._act)
        self._call_other: Callable[[], object] | None = None
        self._other = button("", self._act_other)
        self._close = icon_button(_("Close this message"), "close", self._dismiss)
        self._before: QWidget | None = None
        words = QVBoxLayout()
        words.setSpacing(px(4))
        words.addWidget(self._words)
        words.addWidget(self._detail)
        self._ways = QHBoxLayout()
        self._ways.setSpacing(px(8))
        self._ways.addWidget(self._other)
        self._ways.addStretch(1)
        words.addLayout(self._ways)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(8), px(8), px(8))
        row.setSpacing(px(12))
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.hide()

    @override
    def sizeHint(self) -> QSize:
        # As high as its words need at the width it has: it is never made higher than this.
        hint = super().sizeHint()
        return QSize(hint.width(), self.heightForWidth(self.width() or hint.width()))

    @override
    def minimumSizeHint(self) -> QSize:
        # A page without room scrolls, or has another part give way: no line of it is cut.
        least = super().minimumSizeHint()
        return least.expandedTo(QSize(0, self.heightForWidth(self.width() or least.width())))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    @property
    def words(self) -> str:
        """What it says, "" when it is closed."""
        return "" if self.isHidden() else self._words.text()

    def say(
        self,
        words: str,
        tone: Tone = Tone.ACCENT,
        *,
        detail: str = "",
        action: str = "",
        call: Callable[[], object] | None = None,
        other: str = "",
        call_other: Callable[[], object] | None = None,
        closable: bool = True,
    ) -> None:
        """Show a sentence; `call` is what the button `action` does, `call_other` what `other` does.

        One stands beside the words, two stand together below them.
        """
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._before = focused
        self._call, self._call_other = call, call_other
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self._detail.setText(detail)
        self._detail.setAccessibleName(detail)
        self._detail.setVisible(bool(detail))
        self._action.setText(action)
        if other:
            self._ways.insertWidget(0, self._action)
        else:
            self._row.insertWidget(self._row.count() - 1, self._action)
        self._action.setVisible(bool(action))
        self._other.setText(other)
        self._other.setVisible(bool(other))
        self._close.setVisible(closable)
        self._glyph.draw(_GLYPHS[tone], tone.value)
        restyle(self, tone=tone.value)
        self.setAccessibleName(words)
        self.show()

    def clear(self) -> None:
        """Close it."""
        self._call = self._call_other = None
        self.hide()
        self.closed.emit()

    def _dismiss(self) -> None:
        """Close it by its cross: what had the focus before has it again, not what comes next."""
        before = self._before
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.clear()

    def _act(self) -> None:
        if self._call is not None:
            self._call()

    def _act_other(self) -> None:
        if self._call_other is not None:
            self._call_other()
