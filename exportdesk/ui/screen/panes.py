"""The list of matches and the one that is chosen: side by side, or in a narrow window both low."""

from PySide6.QtCore import QEvent, QSettings, QSize, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from exportdesk.ui.theme import px
from exportdesk.ui.widgets import Splitter

_NARROW, _CRAMPED = 820, 600  # below these, one stands above the other; words need more lines
_LOW, _TALL = 590, 940  # so high are both then, at the least: low ones fit the window together
_BESIDE, _ABOVE = (1, 1), (2, 3)


class MatchPanes(Splitter):
    """What is chosen stands below the list where there is no room beside it, and is seen with it:
    whoever decides needs the row, why it was found, and the buttons below that.
    """

    _narrow: bool | None = None  # asked for before it is all made

    def __init__(self, matches: QWidget, detail: QWidget, settings: QSettings) -> None:
        super().__init__(matches, detail, key="screen", settings=settings)
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
        if narrow is self._narrow:
            return
        if narrow:
            self._wide_sizes = self.sizes()
        self._narrow = narrow
        self.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        shares = _ABOVE if narrow else _BESIDE
        for at, share in enumerate(shares):
            self.setStretchFactor(at, share)
        if narrow:
            self.setSizes([1000 * share for share in shares])
        elif any(self._wide_sizes):
            self.setSizes(self._wide_sizes)
