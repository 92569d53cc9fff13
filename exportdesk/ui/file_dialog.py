"""Asks for files: by the system's own dialog where it has one, else by Qt's, made readable."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFileDialog, QHeaderView, QSplitter, QToolButton, QTreeView, QWidget

from exportdesk.ui.icons import icon
from exportdesk.ui.theme import px

_NAME = 0
_GLYPHS = {  # Qt's own are black, in the dark too
    "backButton": "arrow-left",
    "forwardButton": "arrow-right",
    "toParentButton": "arrow-up",
    "newFolderButton": "folder-plus-outline",
    "listModeButton": "view-grid-outline",
    "detailModeButton": "format-list-bulleted",
}
_WIDE, _HIGH, _PLACES = 860, 540, 170
_HEADER = 24
_TITLE = 36  # of the screen, for what the system puts above a dialog


def file_dialog(
    parent: QWidget | None,
    title: str,
    folder: str,
    kinds: str = "",
    *,
    save_as: str = "",
    several: bool = False,
) -> QFileDialog:
    """Return a dialog for a file to read, to write as `save_as`, or without `kinds` a folder.

    `several` may be read where that is said.
    """
    dialog = QFileDialog(parent, title, folder, kinds)
    if save_as:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.selectFile(save_as)
    elif kinds:
        modes = QFileDialog.FileMode
        dialog.setFileMode(modes.ExistingFiles if several else modes.ExistingFile)
    else:
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _widen(dialog)
    for name, glyph in _GLYPHS.items():
        if (tool := dialog.findChild(QToolButton, name)) is not None:
            tool.setIcon(icon(glyph))
    return dialog


def asked_path(dialog: QFileDialog) -> Path | None:
    """Ask, and return what was chosen, None where nothing was."""
    return next(iter(asked_paths(dialog)), None)


def asked_paths(dialog: QFileDialog) -> tuple[Path, ...]:
    """Ask, and return all that was chosen."""
    accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
    chosen = dialog.selectedFiles() if accepted else []
    dialog.deleteLater()
    return tuple(map(Path, chosen))


def _widen(dialog: QFileDialog) -> None:
    """Give size, kind and date the width of what they say; the system's dialog has no such view."""
    view = dialog.findChild(QTreeView, "treeView")
    if view is None:
        return
    header = view.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
    header.setFixedHeight(px(_HEADER))  # its words stand at the top
    if (panes := dialog.findChild(QSplitter, "splitter")) is not None:
        panes.setSizes([px(_PLACES), px(_WIDE - _PLACES)])
    dialog.resize(size_on(dialog.screen().availableGeometry().size()))


def size_on(screen: QSize) -> QSize:
    """Return how large a dialog is where a screen has so much room."""
    return QSize(px(_WIDE), px(_HIGH)).boundedTo(screen - QSize(0, px(_TITLE)))
