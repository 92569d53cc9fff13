"""A PDF that is let go anywhere over the window is taken in as something that came back."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.ui.certifications.subjects import CameBackFiles
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets.drop_sheet import DropSheet, dropped_files
from exportdesk.wiring import Desk

_KINDS = frozenset({".pdf"})


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
            paths = returned_files(event)
            if paths:
                event.acceptProposedAction()
                self._window.go("certifications", CameBackFiles(paths))
                return True
        elif isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.DragEnter:
            if returned_files(event):
                event.acceptProposedAction()
                self._sheet.cover()
                return True
        elif event.type() == QEvent.Type.DragLeave:
            self._sheet.hide()
        return super().eventFilter(watched, event)


def returned_files(event: QDropEvent) -> tuple[Path, ...]:
    """Return the PDFs that are dragged, nothing where there is something else among them."""
    paths = dropped_files(event.mimeData())
    return paths if all(path.suffix.lower() in _KINDS for path in paths) else ()


def dropping_of(desk: Desk, shell: Shell) -> Dropping:
    """Return the one watch of this window, made when it is first asked for."""
    found = shell.bus.findChild(Dropping)
    return found if isinstance(found, Dropping) else Dropping(desk, shell)
