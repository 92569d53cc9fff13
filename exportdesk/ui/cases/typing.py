"""What is being typed while a step is drawn again: kept over, with the place of the cursor."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

_UNFOLDS = "unfold-"


@dataclass(slots=True)
class Typing:
    """The field that has the focus by its name, or by its place among those that can have it, and
    texts that are not told yet by the names of theirs.
    """

    focus: str = ""
    place: int = -1
    whole: bool = False  # what is typed next takes the place of all that stands there
    texts: dict[str, tuple[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, place: QWidget) -> "Typing":
        """Return what is being typed in `place`."""
        focused = place.window().focusWidget()  # also while a sheet stands before the window
        inside = focused is not None and place.isAncestorOf(focused)
        found = cls()
        if focused is not None and inside:
            found.focus = focused.objectName()
            if isinstance(focused, QLineEdit):
                found.whole = not focused.text() or focused.selectedText() == focused.text()
            found.place = next(
                (at for at, one in enumerate(reachable(place)) if one is focused), -1
            )
        for line in place.findChildren(QLineEdit):
            if line.objectName() and line.isModified():
                found.texts[line.objectName()] = (line.text(), line.cursorPosition())
        for area in place.findChildren(QPlainTextEdit):
            if area.objectName() and area.document().isModified():
                cursor = area.textCursor().position()
                found.texts[area.objectName()] = (area.toPlainText(), cursor)
        return found

    def go_on(self, place: QWidget) -> bool:
        """Put it into the fields of the same names in `place`; tell whether one has the focus."""
        for name, (text, at) in self.texts.items():
            line = place.findChild(QLineEdit, name)
            if line is not None:
                line.setText(text)
                line.setCursorPosition(at)
                line.setModified(True)
            area = place.findChild(QPlainTextEdit, name)
            if area is not None:
                area.setPlainText(text)
                cursor = area.textCursor()
                cursor.setPosition(min(at, len(text)))
                area.setTextCursor(cursor)
                area.document().setModified(True)
        focused = place.findChild(QWidget, self.focus) if self.focus else None
        if (focused is None or focused.isHidden()) and self.focus.startswith(_UNFOLDS):
            # The link that unfolds a note is gone: the note is what was asked for.
            focused = place.findChild(QWidget, self.focus.replace(_UNFOLDS, "note-", 1))
        if focused is None and self.place >= 0:
            # What was pressed is gone: on with what stands in its place.
            others = reachable(place)
            focused = others[min(self.place, len(others) - 1)] if others else None
        if focused is None:
            return False
        focused.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(focused, QLineEdit) and self.focus in self.texts:
            focused.setCursorPosition(self.texts[self.focus][1])
        elif isinstance(focused, QLineEdit) and self.whole:
            focused.selectAll()
        return True


def reachable(place: QWidget) -> list[QWidget]:
    """Return what can have the focus in `place`, in the order it was made."""
    return [
        one
        for one in place.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and one.isVisibleTo(place)
        and one.isEnabled()
    ]


def follow_each_other(*places: QWidget) -> None:
    """Have the Tab key go through places in this order; by itself, what was made last is last."""
    before: QWidget | None = None
    for place in places:
        inside = reachable(place)
        own = bool(place.focusPolicy() & Qt.FocusPolicy.TabFocus)
        for one in (place, *inside) if own else inside:
            if before is not None:
                QWidget.setTabOrder(before, one)
            before = one
