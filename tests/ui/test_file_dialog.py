"""Qt's own file dialog, where the system has none."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QTreeView
from pytestqt.qtbot import QtBot

from exportdesk.ui.file_dialog import file_dialog
from exportdesk.ui.theme import Appearance


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
