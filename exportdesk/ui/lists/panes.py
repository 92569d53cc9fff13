"""The two panes of the Control lists page: all sources, and beside them the one that is chosen."""

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from exportdesk.ui.lists.first_steps import FirstSteps
from exportdesk.ui.lists.source_pane import SourcePane
from exportdesk.ui.lists.source_table import SourceTable
from exportdesk.ui.widgets import Card, Splitter, label, px
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.ui.widgets.grown import Grown
from exportdesk.ui.widgets.states import ShownStack

_NARROW = 860  # below this, the panes stand one above the other
_SOURCES_HIGH = 420


class SourcePanes(Splitter):
    """`further` stands above the sources, in sight however many there are. The other pane shows a
    source or day one.
    """

    def __init__(
        self,
        sources: SourceTable,
        first: FirstSteps,
        *further: QPushButton,
        settings: QSettings,
    ) -> None:
        self._left, self._right = Card(flush=True), ShownStack()
        self._pane: SourcePane | None = None
        self._day_one = Card(flush=True)
        super().__init__(
            self._left, self._right, key="lists-sources", settings=settings, shares=(11, 13)
        )
        above, ways = QVBoxLayout(), FlowLayout(px(8))
        above.setContentsMargins(px(8), px(8), px(8), px(4))
        above.addLayout(ways)
        for way in further:
            ways.addWidget(way)
        self._left.body.addLayout(above)
        self._left.body.addWidget(sources, 1)
        below = self._below = Grown()
        below.column.setContentsMargins(px(12), px(4), px(12), px(10))
        below.column.setSpacing(px(2))
        self._counts = label("", "caption", wrap=True)
        self._counts.setContentsMargins(px(4), 0, px(4), px(2))
        below.hide()
        below.column.addWidget(self._counts)
        self._left.body.addWidget(below)
        self._left.setMinimumWidth(px(330))
        self._day_one.body.addWidget(first)
        self._right.addWidget(self._day_one)

    def add(self, pane: SourcePane) -> None:
        """Take in what shows a source."""
        self._pane = pane
        self._right.addWidget(pane)
        self._order()

    def say_counts(self, words: str) -> None:
        """Say below the sources how their counts add up, "" for nothing."""
        self._counts.setText(words)
        self._below.setVisible(bool(words))

    def show_pane(self, pane: SourcePane | None) -> None:
        """Show a source in full; None: what a person has to do on day one."""
        self._right.setCurrentWidget(self._day_one if pane is None else pane)

    def let_day_one(self, shown: bool) -> None:
        """Show or hide what belongs to day one, and stand in the order that goes with it."""
        self._day_one.setVisible(shown)
        self._order()

    def stand_in(self, width: int) -> None:
        """Stand side by side in a page this wide, or where it is narrow below each other."""
        narrow = width < px(_NARROW)
        self.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        # Side by side, the panes are as high as what stands in them asks for.
        # Below each other each is as high as it needs, and the page scrolls.
        self._left.setMinimumHeight(px(_SOURCES_HIGH) if narrow else 0)
        self._order()

    def _order(self) -> None:
        """Begin with what a person has to do on day one, where the panes stand below each other."""
        narrow = self.orientation() is Qt.Orientation.Vertical
        if self._pane is not None:
            self._pane.stand_whole(narrow)
        first = 0 if narrow and self._right.currentWidget() is self._day_one else 1
        if self.indexOf(self._right) != first:
            self.insertWidget(first, self._right)
