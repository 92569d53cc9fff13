"""What every field shares whose value Qt lets the mouse wheel change."""

from PySide6.QtGui import QWheelEvent


class Unmoved:
    """Stands before such a class of Qt: scrolling a page must not change a field in passing.

    The wheel goes on to what scrolls, whether the field has the cursor or not. The field says by
    its focus policy that the wheel takes no cursor with it either.
    """

    def wheelEvent(self, event: QWheelEvent, /) -> None:  # noqa: N802 - Qt calls it
        """Leave it to what the field lies on."""
        event.ignore()
