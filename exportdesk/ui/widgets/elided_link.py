"""A link whose words end in "…" where room ends."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QStyleOptionButton
from typing_extensions import override

from exportdesk.ui.widgets.buttons import PushButton

_AROUND = 4  # of a link, left and right of its words: the style sheet's line and padding


class ElidedLink(PushButton):
    """A link that is never wider than its place; its name has all its words."""

    def __init__(self, words: str) -> None:
        super().__init__(words.replace("&", "&&"))  # of what somebody typed, nothing is a key
        self.setAccessibleName(words)
        self.setProperty("kind", "link")
        self.setProperty("elided", "true")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @override
    def minimumSizeHint(self) -> QSize:
        least = self.fontMetrics().averageCharWidth() * 8
        whole = super().minimumSizeHint()
        return QSize(min(least, whole.width()), whole.height())

    @override
    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        option.text = self.fontMetrics().elidedText(
            self.text(),
            Qt.TextElideMode.ElideRight,
            self.width() - _AROUND,
            Qt.TextFlag.TextShowMnemonic.value,
        )
