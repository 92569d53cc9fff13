"""A PDF or scan that is let go anywhere over the window is taken in as one that came back."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.ui.certifications.subjects import FORM_KINDS, CameBackFiles
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets.drop_sheet import DropSheet, dropped_files
from exportdesk.wiring import Desk


class Dropping(QObject):
    """Watches the window. A page that takes files itself, such as an import, comes first."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell.bus)
        self._window = shell.window
        window = shell.window
        if desk.read_only or not isinstance(window, QWidget):
            return
        self._sheet = DropSheet(window, _("Let go to take in what came back"))
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._sheet.hide()
            files = returned_files(event)
            if files.paths:
                event.acceptProposedAction()
                self._window.go("certifications", files)
                return True
        elif isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.DragEnter:
            if returned_files(event).paths:
                event.acceptProposedAction()
                self._sheet.cover()
                return True
        elif event.type() == QEvent.Type.DragLeave:
            self._sheet.hide()
        return super().eventFilter(watched, event)


def returned_files(event: QDropEvent) -> CameBackFiles:
    """Return the files that are dragged: those that may have come back, and the others."""
    paths = dropped_files(event.mimeData())
    fit = tuple(path for path in paths if path.suffix.lower() in FORM_KINDS)
    return CameBackFiles(fit, tuple(path for path in paths if path not in fit))


def dropping_of(desk: Desk, shell: Shell) -> Dropping:
    """Return the one watch of this window, made when it is first asked for."""
    found = shell.bus.findChild(Dropping)
    return found if isinstance(found, Dropping) else Dropping(desk, shell)
