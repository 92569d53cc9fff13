"""Drags files over a widget and lets go, by the events that Qt sends."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from exportdesk.ui.widgets.drop_sheet import DropSheet


def drop(onto: QWidget, *paths: Path) -> bool:
    """Drop these files; return whether they were welcome, which a sheet says before one lets go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where, action, button, key = (
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(where, action, data, button, key)
    QApplication.sendEvent(onto, enter)
    sheet = onto.findChild(DropSheet, "", Qt.FindChildOption.FindDirectChildrenOnly)
    assert sheet is not None
    assert sheet.isHidden() is not enter.isAccepted()
    QApplication.sendEvent(onto, QDropEvent(where, action, data, button, key))
    assert sheet.isHidden()
    return enter.isAccepted()
