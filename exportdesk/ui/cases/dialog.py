"""What the sheets over a case share: a title, a form, and a foot with one filled button."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import button, label
from exportdesk.ui.widgets.dialog_help import DialogHelp


class Sheet(QDialog):
    """Put things into `body`; `take` is what the filled button does. Esc closes.

    F1 opens the guide at `help_topic`, "" for that of the page below.
    """

    help_topic = ""

    def __init__(
        self, parent: QWidget, title: str, words: str, *, yes: str, take: Callable[[], object]
    ) -> None:
        super().__init__(parent.window())
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        DialogHelp(self, self.help_topic)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(12))
        self._take = take
        self.yes = button(yes, self._give, kind="primary")
        self.cancel = button(_("Cancel"), self.reject)
        self._mark = label("", "mark", wrap=True)
        self._mark.hide()
        self.foot = QHBoxLayout()
        self.foot.setSpacing(px(8))
        self.foot.addWidget(self._mark, 1)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.yes)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(24), px(20), px(24), px(20))
        whole.setSpacing(px(12))
        whole.addWidget(label(title, "card-title", wrap=True))
        if words:
            whole.addWidget(label(words, "quiet", wrap=True))
        whole.addLayout(self.body, 1)
        whole.addLayout(self.foot)
        self.setMinimumWidth(min(px(560), self.screen().availableGeometry().width() - px(40)))

    def say_wrong(self, words: str) -> None:
        """Say beside the buttons what is missing or wrong."""
        self._mark.setText(words)
        self._mark.setAccessibleName(words)
        self._mark.setVisible(bool(words))

    def _give(self) -> None:
        self._take()
