"""A PDF or scan that is let go anywhere over the window is taken in as one that came back."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QWidget

from exportdesk.core.i18n import _
from exportdesk.ui.certifications.subjects import FORM_KINDS, CameBackFiles
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets.drop_sheet import FileDrops, dropped_files
from exportdesk.wiring import Desk


class Dropping(QObject):
    """Watches the window. A page that takes files itself, such as an import, comes first."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell.bus)
        self._window = shell.window
        window = shell.window
        if desk.read_only or not isinstance(window, QWidget):
            return
        words = _("Let go to import what came back")
        FileDrops(window, words, self._take, found=_with_one_that_fits)

    def _take(self, paths: Sequence[Path]) -> None:
        fit = tuple(path for path in paths if fits(path))
        self._window.go(
            "certifications", CameBackFiles(fit, tuple(path for path in paths if not fits(path)))
        )


def fits(path: Path) -> bool:
    """Whether a file may have come back."""
    return path.suffix.lower() in FORM_KINDS


def _with_one_that_fits(data: QMimeData) -> Sequence[Path]:
    paths = dropped_files(data)
    return paths if any(map(fits, paths)) else ()


def dropping_of(desk: Desk, shell: Shell) -> Dropping:
    """Return the one watch of this window, made when it is first asked for."""
    found = shell.bus.findChild(Dropping)
    return found if isinstance(found, Dropping) else Dropping(desk, shell)
