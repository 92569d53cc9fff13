"""What every field shares whose value Qt lets the mouse wheel, or a mistaken key, change."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent


class Unmoved:
    """Stands before such a class of Qt: scrolling a page must not change a field in passing.

    The wheel goes on to what scrolls, whether the field has the cursor or not. The field says by
    its focus policy that the wheel takes no cursor with it either.
    """

    def wheelEvent(self, event: QWheelEvent, /) -> None:  # noqa: N802 - Qt calls it
        """Leave it to what the field lies on."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:  # noqa: N802 - Qt calls it
        """Leave a key that was meant for a button by its letter, as Alt+N is, to the window.

        Where no button has it, Qt takes the letter for the beginning of what is to be chosen.
        """
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)  # type: ignore[misc] # the class of Qt has it
