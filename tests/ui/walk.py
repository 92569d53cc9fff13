"""Walks a page as a screen reader would, and as a keyboard does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDial,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSlider,
    QStyle,
    QStyleOptionFrame,
    QTableView,
    QToolButton,
    QWidget,
)

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.text import ElidedLabel
from exportdesk.ui.widgets.two_lines import TwoLineLabel
from exportdesk.ui.widgets.unmoved import Unmoved

_LINE_MARGIN = 2  # what Qt keeps free at both ends of a line


def unnamed(root: QWidget) -> list[str]:
    """Return the focusable widgets under `root` that a screen reader would have no name for."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(root):
            continue
        if widget.objectName().startswith("qt_") or widget.focusProxy() is not None:
            continue
        if _inside_a_named_one(widget):
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        if face is None or not face.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} {widget.objectName()}".strip())
    return found


def moved_by_wheel(root: QWidget) -> list[str]:
    """Return the fields under `root` that scrolling past them would change, or give the cursor."""
    return [
        f"{type(one).__name__} {one.accessibleName()}".strip()
        for kind in (QComboBox, QAbstractSpinBox, QSlider, QDial)
        for one in root.findChildren(kind)
        if not isinstance(one, Unmoved) or one.focusPolicy() is Qt.FocusPolicy.WheelFocus
    ]


def _inside_a_named_one(widget: QWidget) -> bool:
    """Whether it is a working part of a field: a combo's line, a table's header or viewport."""
    parent = widget.parentWidget()
    while parent is not None:
        kind = parent.metaObject().className()
        if parent.inherits("QComboBox") or parent.inherits("QAbstractSpinBox"):
            return True
        if parent.inherits("QCalendarWidget") or kind.startswith("QComboBoxPrivate"):
            return True
        if parent.inherits("QAbstractItemView"):
            return True
        parent = parent.parentWidget()
    return False


def clashing(root: QWidget) -> list[str]:
    """Return the letters that Alt would find twice among what is in view under `root`."""
    taken: dict[str, str] = {}
    found = []
    for widget in root.findChildren(QWidget):
        words = ""
        if isinstance(widget, QAbstractButton) or (
            isinstance(widget, QLabel) and widget.buddy() is not None
        ):
            words = widget.text()
        keys = QKeySequence.mnemonic(words).toString()
        if not keys or not widget.isVisibleTo(root):
            continue
        if keys in taken:
            found.append(f"{keys}: {taken[keys]}, {words}")
        taken[keys] = words
    return found


def words_cut(root: QWidget) -> list[str]:
    """Return the texts in several lines that are higher than the place they have."""
    return [
        f"{one.text()[:60]}: {one.height()} of {one.heightForWidth(one.width())}"
        for one in root.findChildren(QLabel)
        if one.wordWrap() and one.isVisibleTo(root) and one.text()
        if one.height() < one.heightForWidth(one.width())
    ]


def cut_off(root: QWidget) -> list[str]:
    """Return what is wider than the place it scrolls in, where nobody can scroll sideways to it."""
    found = []
    for area in root.findChildren(QScrollArea):
        inner = area.widget()
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if inner is None or not area.isVisibleTo(root) or area.horizontalScrollBarPolicy() != never:
            continue
        if inner.width() > area.viewport().width():
            found.append(f"{area.accessibleName()}: {inner.width()} of {area.viewport().width()}")
    return found


def cut_short(root: QWidget) -> list[str]:
    """Return the words of buttons, headings and labels that have less room than they need."""
    found = []
    for one in root.findChildren(QWidget):
        if not one.isVisibleTo(root) or one.metaObject().className() == "_PageButton":
            continue
        if isinstance(one, QHeaderView) and one.orientation() is Qt.Orientation.Horizontal:
            found += _headings_cut(one)
        ends = isinstance(one, ElidedLabel | TwoLineLabel)
        plain = isinstance(one, QLabel) and not one.wordWrap() and not ends
        if plain or isinstance(one, QPushButton | QCheckBox | QRadioButton):
            words, needed = one.text(), one.sizeHint().width()  # type: ignore[attr-defined] # each
            if words and one.width() < needed * 0.98:  # a grid rounds what it gives its columns
                found.append(f"{words}: {one.width()} of {needed}")
    return found


def hints_cut(root: QWidget) -> list[str]:
    """Return what empty fields say in gray and have no room for, so that it ends in dots."""
    found = []
    for one in root.findChildren(QLineEdit):
        if not one.isVisibleTo(root) or not one.placeholderText():
            continue
        option = QStyleOptionFrame()
        one.initStyleOption(option)
        room = (
            one.style()
            .subElementRect(QStyle.SubElement.SE_LineEditContents, option, one)
            .marginsRemoved(one.textMargins())
        )
        for button in one.findChildren(QToolButton):  # a glass at the left, a day's sheet
            place = button.geometry()
            if button.isVisibleTo(root) and place.center().x() < one.width() // 2:
                room.setLeft(max(room.left(), place.right() + 1))
            elif button.isVisibleTo(root):
                room.setRight(min(room.right(), place.left() - 1))
        needed = one.fontMetrics().horizontalAdvance(one.placeholderText())
        if room.width() - 2 * _LINE_MARGIN < needed:
            found.append(f"{one.placeholderText()}: {room.width() - 2 * _LINE_MARGIN} of {needed}")
    return found


def _headings_cut(header: QHeaderView) -> list[str]:
    model, sides = header.model(), 2 * px(12) + 4
    heads = [str(model.headerData(at, header.orientation())) for at in range(header.count())]
    return [
        f"{words}: {header.sectionSize(at)}"
        for at, words in enumerate(heads)
        if not header.isSectionHidden(at)
        and header.sectionSize(at) < header.fontMetrics().horizontalAdvance(words) + sides
    ]


def mute(root: QWidget) -> list[str]:
    """Return the columns and cells in view that a screen reader would say nothing of.

    A cell may be empty where words elsewhere in the row say what it shows; a whole row may not.
    """
    found = []
    for view in root.findChildren(QTableView):
        model = view.model()
        if model is None or not view.isVisibleTo(root) or not model.rowCount():
            continue
        name = view.accessibleName() or type(view).__name__
        heads = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
        for column in range(model.columnCount()):
            if view.isColumnHidden(column):
                continue
            if not any(
                _said(model.headerData(column, Qt.Orientation.Horizontal, r)) for r in heads
            ):
                found.append(f"{name}: column {column} has no heading")
        for row in range(min(model.rowCount(), 5)):
            words = [
                _said(model.index(row, column).data(role))
                for column in range(model.columnCount())
                for role in heads
            ]
            if not any(words):
                found.append(f"{name}: row {row} says nothing")
    return found


def _said(data: object) -> str:
    return data.strip() if isinstance(data, str) else ""


@contextmanager
def dialogs_walked() -> Iterator[None]:
    """Walk each dialog of ours, as a screen reader would, whenever one is opened meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("open", "show", "exec"):
            patch.setattr(QDialog, name, _walked(getattr(QDialog, name)))
        yield


def _walked(opening: Callable[..., object]) -> Callable[..., object]:
    def opened(dialog: QDialog) -> object:
        if type(dialog).__module__.startswith("exportdesk."):
            assert dialog.windowTitle(), f"{type(dialog).__name__} has no title"
            faults = [*unnamed(dialog), *mute(dialog), *clashing(dialog)]
            assert faults == [], type(dialog).__name__
        return opening(dialog)

    return opened
