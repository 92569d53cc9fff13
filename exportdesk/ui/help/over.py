"""The guide over a dialog, where F1 was pressed in one: what is typed there stays as it is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.ui.help.page import HelpPage
from exportdesk.ui.help.topics import HelpAsked
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import button, px
from exportdesk.wiring import Desk

_WIDE, _HIGH, _SHARE = 980, 680, 0.9  # at most so much of the screen


class HelpDialog(QDialog):
    """The guide at one place of it, with its contents and its search. Esc closes it."""

    def __init__(self, desk: Desk, shell: Shell, over: QWidget, topic: str) -> None:
        super().__init__(over)
        self.setWindowTitle(_("Help"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = HelpPage(desk, shell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(16))
        column.setSpacing(0)
        column.addWidget(self.page, 1)
        close = button(_("Close"), self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(28), 0, px(28), 0)  # as the page above keeps to its sides
        foot.addStretch(1)
        foot.addWidget(close)
        column.addLayout(foot)
        room = over.screen().availableGeometry()
        self.resize(
            min(px(_WIDE), round(room.width() * _SHARE)),
            min(px(_HIGH), round(room.height() * _SHARE)),
        )
        self.finished.connect(self.page.close_page)
        self.page.arrive(HelpAsked(topic))
