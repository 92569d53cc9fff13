"""Files of a customer, opened in the programs they are for."""

import shutil
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject

from exportdesk.core.i18n import _
from exportdesk.operations.opened_copies import folder_for_copies
from exportdesk.storage.attachments import Paper
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page, Tone
from exportdesk.wiring import Desk


class Outside(QObject):
    """Opens copies: what another program writes into one changes nothing that is kept."""

    def __init__(self, page: Page, desk: Desk, shell: Shell) -> None:
        super().__init__(page)
        self._page, self._desk, self._shell = page, desk, shell
        self._opened: Path | None = None

    def open(self, file: Paper) -> None:
        """Open a copy of a file."""
        if self._opened is None:
            self._opened = folder_for_copies()
        folder = self._opened / file.sha256[:12]
        desk = self._desk

        def work(_progress: object) -> Path:
            folder.mkdir(exist_ok=True)
            return desk.files.write(file, folder / file.name)

        self._shell.jobs.start(work, done=self._show, failed=self._page.show_trouble)

    def close(self) -> None:
        """Remove the copies."""
        if self._opened is not None:
            with suppress(OSError):
                shutil.rmtree(self._opened)

    def _show(self, path: Path) -> None:
        if not self._shell.ask.open_outside(self._page, path):
            self._page.banner.say(
                _("No program on this computer opens {name}.").format(name=path.name), Tone.AMBER
            )
