"""The fields of a sheet that may be higher than its window: they scroll, the buttons stay."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from exportdesk.ui.theme import px

_LEAST = 90
_SHARE = 0.94  # of the window that the sheet stands over


class ScrolledFields(QScrollArea):
    """Fields one below the other."""

    def __init__(self, parts: Sequence[QWidget]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(px(_LEAST))
        self._inner = QWidget()
        self._inner.setProperty("kind", "clear")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, px(8), px(2))  # in line with the words above
        self._column.setSpacing(px(12))
        for one in parts:
            self._column.addWidget(one)
        self._column.addStretch(1)
        self.setWidget(self._inner)

        self._timer = QTimer(self)  # what was put in shows itself once there is time
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._fit)

    def fit(self) -> None:
        """Make the sheet as high as its fields are, no higher than the window it stands over.

        Where it stands over none, no higher than the screen.
        """
        self._timer.start()

    def bring(self, part: QWidget) -> None:
        """Bring what has grown into view; the sheet stays as high as it is."""
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part, 0, px(2)))

    def _fit(self) -> None:
        sheet = self.window()
        over, whole = sheet.parentWidget(), sheet.layout()
        if whole is None:
            return
        room = sheet.screen().availableGeometry() if over is None else over.rect()
        needed = self._column.totalHeightForWidth(self.viewport().width())
        around = whole.totalHeightForWidth(sheet.width()) - self.sizeHint().height()
        sheet.resize(sheet.width(), min(round(room.height() * _SHARE), around + needed + px(2)))
