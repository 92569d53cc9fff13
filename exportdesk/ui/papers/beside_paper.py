"""Dialogs with fields, and beside them a paper as it comes out."""

from abc import abstractmethod

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.ui.certifications.paper_box import PaperBox
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import Banner, Card, EmptyState, Splitter, button
from exportdesk.ui.widgets.wide_sheet import WideSheet

_LEAST = 140  # of the paper's height, where the text is large
_FIELDS_LEAST, _PAPER_LEAST = 150, 200  # of the heights, where one stands under the other
_NARROW = 820  # below this, the paper stands under the fields


class BesidePaper(WideSheet):
    """Has its paper drawn by `draw` once nothing was changed for a moment: `soon` begins that."""

    def __init__(self, parent: QWidget, title: str, *, wide: int, pause_ms: int) -> None:
        super().__init__(parent, title, wide=wide)
        self.soon = QTimer(self)
        self.soon.setSingleShot(True)
        self.soon.setInterval(pause_ms)
        self.soon.timeout.connect(self.draw)

    @abstractmethod
    def draw(self) -> None:
        """Draw the paper as it would come out now."""

    def set_beside(
        self,
        fields: QWidget,
        paper: PaperBox,
        *,
        key: str,
        settings: QSettings,
        shares: tuple[int, int] = (1, 1),
        above: QLayout | None = None,
        name: str = "",
    ) -> Splitter:
        """Return the fields, which scroll, and the paper, with `above` over it.

        Fields that need not be there at all have a `name`: the keyboard scrolls them.
        """
        fields.setProperty("kind", "clear")
        area = self.area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        if not name:
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(name)
        area.setWidget(fields)
        card = self._card = Card(flush=True)
        card.setMinimumHeight(px(_LEAST))
        if above is not None:
            card.body.addLayout(above)
        card.body.addWidget(paper, 1)
        self._shares = [1000 * one for one in shares]
        self._panes = Splitter(area, card, key=key, settings=settings, shares=shares)
        return self._panes

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW)
        way = Qt.Orientation
        if narrow is not (self._panes.orientation() is way.Vertical):
            self._panes.setOrientation(way.Vertical if narrow else way.Horizontal)
            self.area.setMinimumHeight(px(_FIELDS_LEAST) if narrow else 0)
            self._card.setMinimumHeight(px(_PAPER_LEAST if narrow else _LEAST))
            self._panes.setSizes([3000, 2000] if narrow else self._shares)


class SampleSheet(BesidePaper):
    """One that keeps something by `keep`, with a sample; it asks before what is typed is lost."""

    def __init__(
        self, parent: QWidget, shell: Shell, title: str, *, wide: int, pause_ms: int
    ) -> None:
        super().__init__(parent, title, wide=wide, pause_ms=pause_ms)
        self._shell = shell
        self.banner = Banner()
        self.paper = PaperBox(
            shell.background,
            _("Sample"),
            EmptyState("file-document-outline", _("No sample yet"), _("It is drawn as you type.")),
        )
        self.cancel = button(_("Cancel"), self.reject)

    @property
    @abstractmethod
    def is_changed(self) -> bool:
        """Whether something is typed that is not kept."""

    @abstractmethod
    def question(self) -> str:
        """Return what is asked before that is lost."""

    def reject(self) -> None:
        """Close it; asks first where something would be lost."""
        if not self.is_changed or self._shell.ask.confirm(
            self,
            self.question(),
            _("What you changed in it is not kept."),
            yes=_("Leave"),
            danger=True,
        ):
            self.soon.stop()
            super().reject()
