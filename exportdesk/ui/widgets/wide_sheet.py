"""Dialogs nearly as wide as the window they stand over: a title, what fills them, a foot."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.dialog_help import DialogHelp
from exportdesk.ui.widgets.flow import FlowBox
from exportdesk.ui.widgets.text import label

_SHARE = 0.95  # of the window that it stands over, at most


class WideSheet(QDialog):
    """A dialog of this title, as large as `wide` and `high` where the window has room for that.

    Once its parts are made, `compose` lays them out. Esc closes it, F1 opens the guide at
    `help_topic`, "" for that of the page below.
    """

    help_topic = ""

    def __init__(
        self, parent: QWidget, title: str, *, wide: int, high: int = 0, modal: bool = True
    ) -> None:
        super().__init__(parent.window())
        self.setWindowTitle(title)
        self.setModal(modal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._size = wide, high
        DialogHelp(self, self.help_topic)

    def compose(
        self,
        fills: QWidget,
        foot: Sequence[QWidget | None],
        *,
        words: str = "",
        head: Sequence[QWidget] = (),
        above: Sequence[QWidget] = (),
        below: Sequence[QWidget] = (),
    ) -> None:
        """Lay out the title with `head` beside it, `words`, `above`, `fills`, `below`, `foot`.

        None in the foot parts what is at its left from what is at its right, and so do words. Where
        the screen is too low for what fills it, that scrolls, and the foot stays.
        """
        title = QHBoxLayout()
        title.setSpacing(px(8))
        title.addWidget(label(self.windowTitle(), "card-title", wrap=True), 1)
        for part in head:
            title.addWidget(part)
        ways = QHBoxLayout()
        ways.setSpacing(px(8))
        line: FlowBox | None = None  # buttons go on in another line where there is no room
        for way in foot:
            if way is None:
                ways.addStretch(1)
            elif isinstance(way, QLabel):
                ways.addWidget(way, 1)
            else:
                if line is None:
                    line = FlowBox(px(8))
                    ways.addWidget(line)
                line.flow.addWidget(way)
                continue
            line = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), px(16), px(20), px(16))
        whole.setSpacing(px(12))
        whole.addLayout(title)
        if words:
            whole.addWidget(label(words, "quiet", wrap=True))
        for part in above:
            whole.addWidget(part)
        whole.addWidget(_scrolled(fills), 1)
        for part in below:
            whole.addWidget(part)
        whole.addLayout(ways)
        room = (self.parentWidget() or self).size()
        wide, high = self._size
        most = round(room.height() * _SHARE)
        self.resize(
            min(px(wide), round(room.width() * _SHARE)), min(px(high), most) if high else most
        )


def _scrolled(fills: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if not fills.property("kind"):
        fills.setProperty("kind", "clear")
    area.setWidget(fills)
    return area
