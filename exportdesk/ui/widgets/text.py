"""Words on a page: headings, captions, chips, text that is cut where room ends."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from exportdesk.ui.theme import Tone


def label(
    text: str = "", kind: str = "", *, wrap: bool = False, tone: Tone | None = None
) -> QLabel:
    """Return a label of a kind: title, purpose, card-title, section, strong, label, caption, quiet.

    Plain text only: what the user typed or a list says is never read as markup.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        made.setProperty("kind", kind)
    if tone is not None:
        made.setProperty("tone", tone.value)
    if wrap:
        made.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)  # a new policy forgets what word wrap had set
        made.setSizePolicy(policy)
    return made


def selectable(shown: QLabel) -> QLabel:
    """Let the words of `shown` be selected and copied, by mouse and keyboard."""
    flag = Qt.TextInteractionFlag
    shown.setTextInteractionFlags(flag.TextSelectableByMouse | flag.TextSelectableByKeyboard)
    shown.setAccessibleName(shown.text())
    return shown


def restyle(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties and have the style sheet look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def keep_room(widget: QWidget) -> None:
    """Have the room of a widget stay while it is hidden, so that nothing moves when it is shown."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def rule() -> QFrame:
    """Return a thin line across."""
    line = QFrame()
    line.setProperty("kind", "rule")
    return line


class Chip(QLabel):
    """A state: a word on a soft colour."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.GREY, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "chip")
        self.setProperty("tone", tone.value)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if not text:  # shown before it has a place, it would be a window of its own
            self.hide()

    def say(self, text: str, tone: Tone) -> None:
        """Show another state; nothing at all for no text."""
        self.setText(text)
        self.setVisible(bool(text))
        restyle(self, tone=tone.value)


class ElidedLabel(QLabel):
    """One line that ends in "…" where room ends; the whole is in its tooltip."""

    def __init__(self, text: str = "", kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self._hint()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawText(self.contentsRect(), self.alignment(), self._shown())

    def _shown(self) -> str:
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def _hint(self) -> None:
        self.setToolTip(self.text() if self._shown() != self.text() else "")
