"""What the program is, where it keeps its things, and whose work it stands on."""

import platform
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget

from exportdesk import __version__
from exportdesk.core.i18n import _
from exportdesk.ui.ask import Ask, open_or_tell
from exportdesk.ui.settings.notices import notices
from exportdesk.ui.widgets import Card, button, icon_button, label, px, selectable
from exportdesk.ui.widgets.copy_field import CopyField


class AboutCard(Card):
    """Version, folders to copy or open, licenses."""

    def __init__(self, folder: Path, ask: Ask, algorithm: str) -> None:
        super().__init__(_("About"))
        self._ask = ask
        version = _("ExportDesk {version}, matching rules {algorithm}").format(
            version=__version__, algorithm=algorithm
        )
        under = _(
            "Python {python}, Qt {qt}. Works offline: nothing of yours is sent anywhere."
        ).format(python=platform.python_version(), qt=qVersion())
        self.body.addWidget(selectable(label(version, "strong", wrap=True)))
        self.body.addWidget(label(under, "quiet", wrap=True))
        self.folders = [
            self._folder(_("Workspace"), folder),
            self._folder(_("Log"), folder / "logs"),
        ]
        self.licenses = button(_("Licenses and notices"), self.turn_notices)
        self.body.addWidget(
            label(
                _(
                    "ExportDesk is free software under the Apache License 2.0. It advises; the "
                    "person decides. It is not legal advice."
                ),
                "quiet",
                wrap=True,
            )
        )
        self.body.addWidget(self.licenses)
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Licenses and notices"))
        self.text.setMinimumHeight(px(320))
        self.text.setOpenLinks(False)
        self.text.hide()
        self.body.addWidget(self.text)

    def turn_notices(self) -> None:
        """Show the notices, or put them away."""
        if self.text.isHidden():
            self.text.setMarkdown(notices())
            self.text.show()
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            self.licenses.setText(_("Hide licenses and notices"))
        else:
            self.text.hide()
            self.licenses.setText(_("Licenses and notices"))

    def _folder(self, name: str, path: Path) -> "FolderLine":
        self.body.addWidget(label(name, "label"))
        line = FolderLine(name, path, self._ask)
        self.body.addWidget(line)
        return line


class FolderLine(QWidget):
    """A folder: its path, to copy, and a way to open it."""

    def __init__(self, name: str, path: Path, ask: Ask) -> None:
        super().__init__()
        self._path, self._ask = path, ask
        self.field = CopyField(
            _("{name} folder").format(name=name),
            _("Copy the path of the folder {name}").format(name=name),
            str(path),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        row.addWidget(self.field, 1)
        row.addWidget(
            icon_button(
                _("Open the folder {name}").format(name=name), "folder-open-outline", self.open
            )
        )

    def open(self) -> None:
        """Open the folder in the system's own program."""
        open_or_tell(self._ask, self, self._path)
