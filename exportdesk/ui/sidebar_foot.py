"""The foot of the sidebar: how the lists stand, and what is under way with them."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.ui.desk import ListState
from exportdesk.ui.icons import paint_glyph
from exportdesk.ui.theme import px, tokens
from exportdesk.ui.widgets.buttons import PushButton

_TONES = {
    "ok": "sidebar_green",
    "warn": "sidebar_amber",
    "none": "sidebar_red",
    "busy": "sidebar_strong",
    "screening": "sidebar_strong",
}
_GLYPHS = {
    "ok": "check-circle-outline",
    "warn": "alert-outline",
    "none": "alert-circle-outline",
    "busy": "progress-download",
    "screening": "progress-clock",
}


_LINE, _AROUND, _MOST_LINES = 16, 8, 5


class SidebarFoot(PushButton):
    """How the lists stand, in a few small lines; opens the page of lists."""

    def __init__(self, wide: int) -> None:
        """`wide` is its width at the base font."""
        super().__init__()
        self._wide = wide
        self._lines: list[str] = []
        self._said: list[str] = []
        self._state = self._stands = "none"
        self._note = ("", "")
        self._book_note = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(_("Open the control lists"))
        self.hide()

    def say(self, status: ListState) -> None:
        """Show it."""
        self._said = [line for line in status.text.splitlines() if line][:3]
        self._stands = status.state if status.state in _TONES else "none"
        self._show()

    def note(self, words: str, state: str) -> None:
        """Show what is under way in the first line."""
        self._note = (words, state)
        self._show()

    def book_note(self, words: str) -> None:
        """Show how far a screening of the customers is."""
        self._book_note = words
        self._show()

    @property
    def page(self) -> str:
        """The page that tells more of what the first line says."""
        return "customers" if self._shown_note[1] == "screening" else "lists"

    @property
    def _shown_note(self) -> tuple[str, str]:
        # What a person waits for comes before how the last checks went.
        if self._book_note and self._note[1] != "busy":
            return self._book_note, "screening"
        return self._note

    def _show(self) -> None:
        words, state = self._shown_note
        self._lines = [words, *self._said[:2]] if words else self._said
        self._state = state if words and state in _TONES else self._stands
        self.setAccessibleName(", ".join(self._lines))
        way = _("Open the customers") if self.page == "customers" else _("Open the control lists")
        self.setToolTip("\n".join([*self._lines, way]))
        self.setVisible(bool(self._lines))
        self.updateGeometry()
        self.update()

    @property
    def shown_lines(self) -> list[str]:
        """The lines as drawn: one that is too long goes on below, where its room ends."""
        metrics, room = QFontMetrics(self._font()), px(self._wide - 12 - 18)
        shown: list[str] = []
        for whole in self._lines:
            line = whole
            if metrics.horizontalAdvance(line) > room and ": " in line:
                before, line = line.split(": ", 1)
                shown.append(f"{before}:")
            row = ""
            for word in line.split():
                longer = f"{row} {word}".strip()
                if row and metrics.horizontalAdvance(longer) > room:
                    shown.append(row)
                    longer = word
                row = longer
            shown.append(row)
        if len(shown) > _MOST_LINES:  # the tool tip says all of it
            shown = [*shown[: _MOST_LINES - 1], f"{shown[_MOST_LINES - 1]}…"]
        return shown

    @property
    def most_high(self) -> int:
        """How high it is at the most, whatever it says."""
        return px(_LINE) * _MOST_LINES + px(_AROUND)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(px(12))
        return font

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(self._wide), px(_LINE) * max(1, len(self.shown_lines)) + px(_AROUND))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens().as_mapping()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QColor(colours["sidebar_strong" if self.hasFocus() else "sidebar"]))
            painter.setBrush(QColor(colours["sidebar_hover"]))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), px(6), px(6))
        ink = QColor(colours[_TONES[self._state]])
        painter.setFont(self._font())
        painter.setPen(ink)
        line = QRect(px(8), px(4), self.width() - px(12), px(_LINE))
        for at, words in enumerate(self.shown_lines):
            room = QRect(line)
            if at == 0:
                spot = QRect(line.left(), line.center().y() - px(6), px(13), px(13))
                paint_glyph(painter, spot, _GLYPHS[self._state], ink)
            room.setLeft(line.left() + px(18))
            shown = painter.fontMetrics().elidedText(
                words, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
            line.translate(0, px(_LINE))
