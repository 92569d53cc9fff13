"""A score to set by hand: a slider with the number beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QSpinBox, QWidget

from exportdesk.ui.widgets import px
from exportdesk.ui.widgets.unmoved import Unmoved


class NumberField(Unmoved, QSpinBox):
    """A number; scrolling the page does not change it in passing."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel takes no cursor with it
        self.setAccelerated(True)
        self.lineEdit().setTextMargins(px(8), 0, px(8), 0)


class ScoreField(QWidget):
    """A score from 0 to 100, by slider or by number. `changed` tells it whenever it moves."""

    changed = Signal(int)

    def __init__(self, name: str) -> None:
        """`name` is what a screen reader says."""
        super().__init__()
        self.slider = _Slider()
        self.number = NumberField(0, 100)
        self.number.setFixedWidth(px(72))
        for part in (self.slider, self.number):
            part.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(self.number.setValue)
        self.number.valueChanged.connect(self.slider.setValue)
        self.number.valueChanged.connect(self.changed)

    def value(self) -> int:
        """Return the score."""
        return self.number.value()

    def set_value(self, score: int) -> None:
        """Show another score."""
        self.number.setValue(score)

    def describe(self, said: str) -> None:
        """Have a screen reader say what this score means."""
        for part in (self.slider, self.number):
            part.setAccessibleDescription(said)


class _Slider(Unmoved, QSlider):
    """Moved by its handle and by keys: one point, or ten a page; not by scrolling past it."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, 100)
        self.setPageStep(10)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
