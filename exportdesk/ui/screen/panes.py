"""The list of matches and the one that is chosen: side by side, or in a narrow window below it."""

from PySide6.QtCore import QEvent, QSettings, QSize, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from exportdesk.ui.screen.match_detail import MatchDetail
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import Splitter

_NARROW, _CRAMPED = 820, 600  # below these, one stands above the other; words need more lines
_LOW, _TALL = 590, 940  # so high are both then, at the least
_LIST, _TALL_LIST = 240, 370  # so high is the list of it: it fits the window with half of the other
_SHARES = (1, 1)


class MatchPanes(Splitter):
    """What is chosen stands below the list where there is no room beside it. It is as high as what
    there is to tell then, for only the page scrolls, and begins with the buttons that decide.
    """

    _narrow: bool | None = None  # asked for before it is all made

    def __init__(self, matches: QWidget, detail: MatchDetail, settings: QSettings) -> None:
        super().__init__(matches, detail, key="screen", settings=settings)
        self._matches, self._detail = matches, detail
        self._wide_sizes: list[int] = []

    @override
    def sizeHint(self) -> QSize:
        wanted = super().sizeHint()
        if self._narrow:  # else the page would be as high as it likes best, and only scroll
            wanted.setHeight(self.minimumSizeHint().height())
        return wanted

    @override
    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        high = _TALL if self.width() < px(_CRAMPED) else _LOW
        return least.expandedTo(QSize(0, px(high))) if self._narrow else least

    @override
    def event(self, event: QEvent) -> bool:
        taken = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self._narrow:
            self.updateGeometry()  # a splitter that is shown keeps to itself what its parts need
        return taken

    def fit(self, width: int) -> None:
        """Show one beside the other, or above it, on a page of this width."""
        narrow = width < px(_NARROW)
        list_high = _TALL_LIST if width < px(_CRAMPED) else _LIST
        self._matches.setMinimumHeight(px(list_high) if narrow else 0)
        if narrow is self._narrow:
            return
        if narrow:
            self._wide_sizes = self.sizes()
        self._narrow = narrow
        self._detail.stand_whole(narrow)
        self.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        for at, share in enumerate((0, 1) if narrow else _SHARES):
            self.setStretchFactor(at, share)
        if narrow:
            self.setSizes([1, 1000])  # the list is as high as it must be
        elif any(self._wide_sizes):
            self.setSizes(self._wide_sizes)
