"""Pictures of widgets, as the program would show them."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from exportdesk.core.company import Theme
from exportdesk.ui.theme import Appearance
from tests.sampling import sample

THEMES = (Theme.LIGHT, Theme.DARK)
LOOKS = sample(
    ((Theme.DARK, 2.0),), tuple((theme, scale) for theme in THEMES for scale in (1.0, 2.0))
)


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
    if not widget.styleSheet():
        appearance.dress(widget)
    widget.resize(size or QSize(1360, 840))
    widget.show()
    QApplication.processEvents()
    picture = widget.grab().toImage()
    widget.hide()
    return picture


def colours_of(picture: QImage) -> set[str]:
    """Return the colours that occur in a picture, of every third dot."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    dots = memoryview(plain.constBits()).cast("I")
    width = plain.bytesPerLine() // dots.itemsize
    found: set[int] = set()
    for y in range(0, plain.height(), 3):
        found.update(dots[y * width : y * width + plain.width() : 3])
    return {QColor(dot).name() for dot in found}
