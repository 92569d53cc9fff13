"""The quiet choice of other countries' lists, on day one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.operations.lists_status import SourceStatus
from exportdesk.ui.widgets import CheckBox, button, label, px

_ACROSS = 3


class OtherLists(QWidget):
    """A link that opens a box for each list; `turned` tells its key, and whether it is wanted."""

    turned = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, CheckBox] = {}
        self.opener = button(_("Other countries' lists as well…"), self._open, kind="link")
        self._words = label(
            _(
                "Being on one of these is no prohibition of US law by itself. It matters where "
                "you, your money or your goods come under that law."
            ),
            "caption",
            wrap=True,
        )
        self._place = QWidget()
        self._grid = QGridLayout(self._place)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(16))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(34), 0, 0, 0)
        column.setSpacing(px(4))
        for part in (self.opener, self._words, self._place):
            column.addWidget(part)
        self._words.hide()
        self._place.hide()

    def show_sources(self, sources: Sequence[SourceStatus], *, read_only: bool) -> None:
        """Offer the lists of other countries that the program fetches."""
        offered = [one for one in sources if one.source.is_foreign and one.source.url]
        for at, one in enumerate(offered):
            box = self.boxes.get(one.source.key)
            if box is None:
                box = self.boxes[one.source.key] = CheckBox(one.source.name)
                box.setObjectName(one.source.key)
                box.clicked.connect(self._tell)
                self._grid.addWidget(box, at // _ACROSS, at % _ACROSS)
            box.setChecked(one.on)
            box.setEnabled(not read_only)

    def _open(self) -> None:
        shown = self._place.isHidden()
        self._place.setVisible(shown)
        self._words.setVisible(shown)

    def _tell(self, wanted: bool) -> None:
        self.turned.emit(self.sender().objectName(), wanted)
