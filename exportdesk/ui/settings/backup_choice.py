"""Which backup to restore: those that are there, newest first, or another file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from exportdesk.core.backups import BackupManifest
from exportdesk.core.i18n import _
from exportdesk.operations.backups_there import BackupThere
from exportdesk.ui.dates import moment_text
from exportdesk.ui.lists.words import size_text
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import ComboBox, button, label


class BackupChoice(QWidget):
    """`picked` tells the path that is chosen; `other_asked` the wish for another file."""

    picked = Signal(object)
    other_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[BackupThere, ...] = ()
        self.box: ComboBox[Path] = ComboBox()
        self.box.setAccessibleName(_("Backups that are here, the newest first"))
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.other = button(_("Another file…"), self.other_asked.emit, kind="link")
        self.box.picked.connect(self.picked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(label(_("Backups that are here, the newest first"), "label"))
        column.addWidget(self.box)
        column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)

    def offer(self, found: Sequence[BackupThere]) -> None:
        """Offer these, the first of them chosen."""
        self._found = tuple(found)
        self._offer_with(())
        self.box.setCurrentIndex(0)

    def show_file(self, path: Path, manifest: BackupManifest) -> None:
        """Show that the file at `path` is chosen, whether it is among those offered or not."""
        if all(one.path != path for one in self._found):
            words = _("{when}, {file}")
            when = moment_text(manifest.made)
            self._offer_with([(path, words.format(when=when, file=path.name))])
        self.box.choose(path)

    def _offer_with(self, more: Sequence[tuple[Path, str]]) -> None:
        self.box.offer([*((one.path, _words(one)) for one in self._found), *more])


def _words(one: BackupThere) -> str:
    told = {"when": moment_text(one.manifest.made), "size": size_text(one.size)}
    return _("{when}, {size}").format(**told)
