"""Pictures of widgets, as the program would show them."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from exportdesk.core.company import Theme
from exportdesk.ui.theme import Appearance


def render(
    make: Callable[[], QWidget],
    appearance: Appearance,
    theme: Theme,
    scale: float = 1.0,
    size: QSize | None = None,
) -> QImage:
    """Return a picture of what `make()` makes, in this theme, its text `scale` times as large.

    Widgets size themselves when they are made, so it takes what makes one.
    """
    appearance.wear(theme, scale=scale)
    widget = make()
    appearance.dress(widget)
    widget.resize(size or QSize(1360, 840))
    widget.show()
    QApplication.processEvents()
    picture = widget.grab().toImage()
    widget.hide()
    return picture


def colours_of(picture: QImage) -> set[str]:
    """Return the colours that occur in a picture."""
    whole = picture.convertToFormat(QImage.Format.Format_RGB32)
    return {f"#{dot & 0xFFFFFF:06x}" for dot in set(memoryview(whole.constBits()).cast("I"))}
