"""What Home says of a newer version of the program: that there is one, and where."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exportdesk.core.i18n import _
from exportdesk.core.releases import Release
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import Glyph, button, label, restyle
from exportdesk.ui.widgets.flow import FlowLayout


class VersionNote(QWidget):
    """One quiet line; `page_asked` and `skip_asked` tell which release."""

    page_asked = Signal(object)
    skip_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._release: Release | None = None
        self.words = label("", "caption")
        self.open = button(_("Open the page"), self._open)
        self.skip = button(_("Skip this version"), self._skip)
        row = FlowLayout(px(8))
        row.addWidget(Glyph("update", "quiet", 16))
        row.addWidget(self.words)
        for link in (self.open, self.skip):
            restyle(link, kind="link")
            row.addWidget(link)
        self.setLayout(row)

    def show_release(self, release: Release | None, version: str) -> None:
        """Show that `release` is newer than this `version`, or nothing."""
        self._release = release
        if release is not None:
            self.words.setText(
                _("ExportDesk {newer} is out. This is {version}.").format(
                    newer=release.version, version=version
                )
            )
        self.setVisible(release is not None)

    def _open(self) -> None:
        self.page_asked.emit(self._release)

    def _skip(self) -> None:
        self.skip_asked.emit(self._release)
