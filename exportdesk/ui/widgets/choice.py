"""A few choices side by side, one of them taken."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.flow import FlowBox

V = TypeVar("V")


class Choice(FlowBox, Generic[V]):
    """Buttons of which one is down. `picked` tells the value the person takes."""

    picked = Signal(object)

    def __init__(
        self, name: str, choices: Sequence[tuple[V, str]], *, parent: QWidget | None = None
    ) -> None:
        """`name` is what a screen reader says before the words of a button."""
        super().__init__(px(8), parent=parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: list[tuple[V, QPushButton]] = []
        for value, words in choices:
            made = button(words)
            made.setCheckable(True)
            made.setAccessibleName(f"{name}: {words.replace('&', '')}")
            bold = QFont(made.font())
            bold.setWeight(QFont.Weight.DemiBold)  # as the one that is taken is drawn
            made.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(words) + px(32))
            self._group.addButton(made)
            self._buttons.append((value, made))
            self.flow.addWidget(made)
        self._buttons[0][1].setChecked(True)
        self.setFocusProxy(self._buttons[0][1])
        self._group.buttonClicked.connect(self._tell)

    @property
    def value(self) -> V:
        """The value taken."""
        return next(value for value, made in self._buttons if made.isChecked())

    def choose(self, value: V) -> None:
        """Take `value`, without a word."""
        self.button_of(value).setChecked(True)

    def button_of(self, value: V) -> QPushButton:
        """Return the button of `value`."""
        return next(made for one, made in self._buttons if one == value)

    def _tell(self, _clicked: QPushButton) -> None:
        self.picked.emit(self.value)
