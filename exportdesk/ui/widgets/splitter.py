"""A splitter that remembers where it stood."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, QSettings, Qt
from PySide6.QtGui import QHoverEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget
from typing_extensions import override

from exportdesk.ui.theme import px


class _Handle(QSplitterHandle):
    """Shows itself once the pointer moves over it, not where a page came up below a pointer that
    rests: the grey bar would stay beside the page for no reason that anybody sees.
    """

    _entered = False

    @override
    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.HoverEnter:
            self._entered = True
            return True
        if kind is QEvent.Type.HoverMove and self._entered and isinstance(event, QHoverEvent):
            self._entered = False
            place = event.position()
            moved = QHoverEvent(
                QEvent.Type.HoverEnter, place, event.globalPosition(), event.oldPosF()
            )
            return super().event(moved)
        return super().event(event)


class Splitter(QSplitter):
    """Two or more panes side by side; `key` is what the position is remembered by."""

    def __init__(
        self,
        *panes: QWidget,
        key: str,
        settings: QSettings | None = None,
        shares: tuple[int, ...] = (),
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
    ) -> None:
        """`shares` are the panes' first parts of the whole, (1, 1) by default."""
        super().__init__(orientation)
        self._key = f"splitters/{key}"
        self._settings = settings
        self.setHandleWidth(px(14))
        self.setChildrenCollapsible(False)
        for pane in panes:
            self.addWidget(pane)
        self._shares = shares or (1,) * len(panes)
        for at, share in enumerate(self._shares):
            self.setStretchFactor(at, share)
        self._part()
        self.splitterMoved.connect(self._remember)

    def _part(self) -> None:
        """Give each pane its room: what it had last time, else its share."""
        orientation = self.orientation()
        self.setSizes([1000 * share for share in self._shares])
        if self._settings is not None:
            state = self._settings.value(self._key)
            if isinstance(state, QByteArray):
                self.restoreState(state)
                self.setOrientation(orientation)  # it was turned, perhaps, in a narrow window

    @override
    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)

    def _remember(self, _place: int, _handle: int) -> None:
        if self._settings is not None:
            self._settings.setValue(self._key, self.saveState())


class TurnedSplitter(Splitter):
    """Side by side like any splitter; in a narrow window only one pane is shown at a time."""

    _narrow = False  # asked for before it is all made
    _wide_sizes: Sequence[int] = ()

    def stand(self, *, narrow: bool) -> None:
        """Show both, or one of them."""
        if narrow is self._narrow:
            return
        if narrow:  # before it is shown, it has not been given its width yet
            self._wide_sizes = self.sizes() if self.isVisible() else ()
        self._narrow = narrow
        self._show()
        if narrow:
            return
        if any(self._wide_sizes):
            self.setSizes(self._wide_sizes)
        else:
            self._part()

    def _show(self) -> None:
        """Show what is to be seen now: of itself, both."""
