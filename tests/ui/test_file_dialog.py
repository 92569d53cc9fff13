"""Qt's own file dialog, where the system has none."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize, QStandardPaths, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from exportdesk.core.company import Theme
from exportdesk.ui.ask import QtAsk
from exportdesk.ui.file_dialog import file_dialog, size_on
from exportdesk.ui.theme import DARK, LIGHT, Appearance, px


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
    # On a small screen at 200 % its buttons are in view below the title that the system puts there.
    assert size_on(QSize(640, 400)) == QSize(640, 400 - px(36))
    assert dialog.size() == size_on(dialog.screen().availableGeometry().size())
    opened = file_dialog(None, "Open", str(tmp_path), "PDF (*.pdf)")
    chosen = file_dialog(None, "Folder", str(tmp_path))
    many = file_dialog(None, "Open", str(tmp_path), "PDF (*.pdf)", several=True)
    for one in (opened, chosen, many):
        qtbot.addWidget(one)
    assert opened.fileMode() is QFileDialog.FileMode.ExistingFile
    assert chosen.fileMode() is QFileDialog.FileMode.Directory
    assert many.fileMode() is QFileDialog.FileMode.ExistingFiles


def test_what_is_saved_goes_where_something_was_saved_not_where_a_file_was_opened(
    tmp_path: Path, appearance: Appearance, ini: QSettings, qtbot: QtBot
) -> None:
    downloads, papers = tmp_path / "downloads", tmp_path / "papers"
    place = QStandardPaths.StandardLocation.DocumentsLocation
    documents = Path(QStandardPaths.writableLocation(place))
    for folder in (downloads, papers):
        folder.mkdir()
    (downloads / "list.csv").touch()
    ask, parent, began = QtAsk(ini), QWidget(), list[str]()
    qtbot.addWidget(parent)

    def choose(path: Path) -> None:
        def take() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, QFileDialog)
            began.append(dialog.directory().absolutePath())
            dialog.setDirectory(str(path.parent))
            dialog.selectFile(str(path))
            dialog.accept()

        QTimer.singleShot(0, take)

    # Where nothing was saved yet, it is no place that files are read from.
    choose(downloads / "list.csv")
    ask.open_file(parent, "Open", "CSV (*.csv)")
    choose(downloads / "s.pdf")
    ask.save_file(parent, "Save", "s.pdf", "PDF (*.pdf)")
    home = documents if documents.is_dir() else Path.home()
    assert began[1:] == [home.as_posix()]
    began.clear()
    choose(papers / "a.pdf")
    assert ask.save_file(parent, "Save", "a.pdf", "PDF (*.pdf)") == papers / "a.pdf"
    choose(downloads / "list.csv")
    assert ask.open_file(parent, "Open", "CSV (*.csv)") == downloads / "list.csv"
    choose(downloads / "list.csv")
    assert ask.open_files(parent, "Open", "CSV (*.csv)") == (downloads / "list.csv",)
    began.pop()
    for path in (papers / "b.pdf", papers / "c.pdf"):
        choose(path)
        ask.save_file(parent, "Save", path.name, "PDF (*.pdf)")
    assert began[2:] == [papers.as_posix(), papers.as_posix()]
    if os.name == "posix" and os.geteuid():  # root may write anywhere
        papers.chmod(0o500)
        choose(downloads / "d.pdf")
        ask.save_file(parent, "Save", "d.pdf", "PDF (*.pdf)")
        papers.chmod(0o700)
        assert began[-1] == home.as_posix()


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
