"""Qt's own file dialog, where the system has none."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QFileDialog, QToolButton, QTreeView
from pytestqt.qtbot import QtBot

from exportdesk.core.company import Theme
from exportdesk.ui.file_dialog import file_dialog
from exportdesk.ui.theme import DARK, LIGHT, Appearance


def test_size_kind_and_date_are_as_wide_as_what_they_say(
    qtbot: QtBot, tmp_path: Path, appearance: Appearance
) -> None:
    (tmp_path / "S-2026-0001.pdf").write_bytes(b"%" * 43_700)
    dialog = file_dialog(None, "Save the paper", str(tmp_path), "PDF (*.pdf)", save_as="a.pdf")
    qtbot.addWidget(dialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert [Path(one).name for one in dialog.selectedFiles()] == ["a.pdf"]
    dialog.show()
    view = dialog.findChild(QTreeView, "treeView")
    model = view.model()
    qtbot.waitUntil(lambda: model.rowCount(view.rootIndex()) == 1)
    header = view.header()
    qtbot.waitUntil(lambda: header.sectionSize(1) > 0)
    for column in (1, 2, 3):
        assert header.sectionSize(column) >= view.sizeHintForColumn(column) > 0
    opened = file_dialog(None, "Open", str(tmp_path), "PDF (*.pdf)")
    chosen = file_dialog(None, "Folder", str(tmp_path))
    for one in (opened, chosen):
        qtbot.addWidget(one)
    assert opened.fileMode() is QFileDialog.FileMode.ExistingFile
    assert chosen.fileMode() is QFileDialog.FileMode.Directory


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_its_arrows_can_be_seen_in_both_themes(
    qtbot: QtBot, tmp_path: Path, appearance: Appearance, theme: Theme
) -> None:
    appearance.wear(theme)
    ink = QColor((DARK if theme is Theme.DARK else LIGHT).ink)
    dialog = file_dialog(None, "Open", str(tmp_path), "PDF (*.pdf)")
    qtbot.addWidget(dialog)
    dialog.show()
    box = dialog.findChild(QComboBox, "fileTypeCombo")
    assert box is not None
    end = box.grab().toImage().copy(box.width() - 30, 0, 26, box.height())
    tool = dialog.findChild(QToolButton, "backButton")
    assert tool is not None
    glyph = tool.icon().pixmap(QSize(32, 32)).toImage()
    for seen in (end, glyph):
        colours = {seen.pixelColor(x, y).name() for x in range(26) for y in range(seen.height())}
        assert ink.name() in colours
