"""What stands below a day that cannot be read: how to write it, or which days it may be."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.ui.dates import day_text
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.ui.widgets.text import keep_room, label, restyle

_MOST = 3  # 05/06/07, where years are written in front


class DayDoubt(QWidget):
    """`chosen` tells the day that was meant. It is shown once it has a place in a form."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.says = False
        self._days: Sequence[date] = ()
        self._words = label("", "mark", wrap=True)
        self.choices = [button("", partial(self._tell, at)) for at in range(_MOST)]
        flow = FlowLayout(px(8))
        for one in self.choices:
            one.hide()
            flow.addWidget(one)
        self._keeps_room = False
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(px(6))
        self._lines.addWidget(self._words)
        self._lines.addLayout(flow)
        self.hide()

    def keep_room(self) -> None:
        """Have a line stay free where this stands, so that nothing moves once it says something.

        The days that may be meant stand in it, too, where it is wide enough.
        """
        self._keeps_room = True
        self._words.setText(" ")
        self.setMinimumHeight(px(19))  # a link with its ring
        keep_room(self)

    @property
    def words(self) -> str:
        """What is said, "" where nothing is."""
        return self._words.text() if self.says else ""

    def say(self, words: str, days: Sequence[date] = (), *, odd: bool = False) -> None:
        """Say `words`; offer these days, or none. What is only `odd` may be right."""
        self.says, self._days = True, days
        kind, tone = ("caption", Tone.AMBER.value) if odd else ("mark", "")
        restyle(self._words, kind=kind, tone=tone)
        self._words.setText(words)
        for at, one in enumerate(self.choices):
            offered = at < len(days)
            one.setVisible(offered)
            if offered:
                one.setText(day_text(days[at]))
                one.setAccessibleName(_("It is {day}").format(day=day_text(days[at])))
        self._lay_out(in_line=self._keeps_room)
        if self._keeps_room and self._lines.minimumSize().width() > self.width():
            self._lay_out(in_line=False)
        self.show_in_place()

    def _lay_out(self, *, in_line: bool) -> None:
        """Put the days beside the words, as links no higher than these, or below them."""
        in_line = in_line and bool(self._days)
        way = QBoxLayout.Direction
        self._lines.setDirection(way.LeftToRight if in_line else way.TopToBottom)
        self._lines.setStretch(1, int(in_line))
        self._words.setWordWrap(not in_line)
        for one in self.choices:
            restyle(one, kind="line" if in_line else "")

    def clear(self) -> None:
        """Say nothing any more."""
        self.says = False
        self.show_in_place()

    def show_in_place(self) -> None:
        """Be seen where something is said; without a place, it would be a window of its own."""
        if self.parentWidget() is not None:
            self.setVisible(self.says)

    def _tell(self, at: int) -> None:
        self.chosen.emit(self._days[at])
