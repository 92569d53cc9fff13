"""A link that unfolds why something is asked or said, and on which rule it rests."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.ui.theme import px
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.text import label, selectable


class Why(QWidget):
    """Words with a link behind them; what it unfolds stands below, and need not be read first."""

    def __init__(self, said: QWidget, reason: str, name: str) -> None:
        """`said` are the words, `reason` is what is unfolded; `name` tells the link apart."""
        super().__init__()
        self._reason = selectable(label(reason, "caption", wrap=True))
        self._reason.hide()
        self.link = button(_("Why?"), self.turn, kind="link")
        self.link.setAccessibleName(_("Why: {words}").format(words=name))
        self.link.setToolTip(reason)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(said, 1)
        row.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addLayout(row)
        column.addWidget(self._reason)

    @property
    def is_unfolded(self) -> bool:
        """Whether the reason is in view."""
        return self._reason.isVisible()

    def fold(self) -> None:
        """Fold the reason; the cursor goes to the link that unfolds it again."""
        self.link.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reason.hide()

    def turn(self) -> None:
        """Unfold the reason, or fold it again."""
        self._reason.setVisible(self._reason.isHidden())
