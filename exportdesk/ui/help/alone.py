"""One page of the guide over a dialog that stands there while no window is open."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from exportdesk.core.guide import Guide
from exportdesk.core.i18n import _
from exportdesk.ui.help.reader import Reader
from exportdesk.ui.widgets import button, px

_WIDE, _HIGH, _SHARE = 760, 620, 0.9  # at most so much of the screen


class LonePage(QDialog):
    """The page; its links lead on within the guide. Esc closes it."""

    def __init__(self, over: QWidget, name: str) -> None:
        super().__init__(over)
        self.setWindowTitle(_("Help"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._guide = Guide()
        self.reader = Reader(self._guide)
        self.reader.asked.connect(self.follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(12))
        column.addWidget(self.reader, 1)
        column.addWidget(button(_("Close"), self.reject), 0, Qt.AlignmentFlag.AlignRight)
        room = over.screen().availableGeometry()
        self.resize(
            min(px(_WIDE), round(room.width() * _SHARE)),
            min(px(_HIGH), round(room.height() * _SHARE)),
        )
        self.follow(name)

    def follow(self, target: str) -> None:
        """Show the page that a link leads to; an address of the web is left alone."""
        shown = self.reader.page
        name, _sign, part = target.replace(".md", "", 1).partition("#")
        page = shown if not name else self._guide.page(name)
        if page is not None:
            self.reader.open_page(page, part)


class LoneHelp(QObject):
    """Lets F1 in a dialog without a window show a page of the guide over it."""

    def __init__(self, dialog: QDialog, name: str) -> None:
        super().__init__(dialog)
        self._dialog, self._name = dialog, name
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), dialog)
        key.activated.connect(self.show_page)

    def show_page(self) -> None:
        """Show it."""
        LonePage(self._dialog, self._name).open()
