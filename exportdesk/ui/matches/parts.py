"""Small parts of a match in full: headings, words that flow, the column they scroll in."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import label, selectable


class Column(QWidget):
    """What scrolls: as high as its texts are at the width there is."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "clear")

    @override
    def minimumSizeHint(self) -> QSize:
        # The layout's own says how high the texts are where they are narrowest, and a scroll area
        # would leave that much room below them.
        return QSize(super().minimumSizeHint().width(), 0)


def section(text: str) -> QLabel:
    """Return the heading of a part."""
    return label(text, "section")


def flowing(kind: str = "", *, tone: Tone | None = None) -> QLabel:
    """Return words of any length, to be read and copied."""
    made = selectable(label("", kind, wrap=True, tone=tone))
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def say_in(shown: QLabel, text: str) -> None:
    """Show `text` in a label; hide the label where there is none."""
    shown.setText(text)
    shown.setAccessibleName(text)
    shown.setVisible(bool(text))
