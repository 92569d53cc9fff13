"""Below the queue where it and the match take turns: the verdicts on several matches at once."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.rulebook import ListMeaning
from exportdesk.ui.review.offer import Offer, only_research
from exportdesk.ui.theme import px


class SeveralBar(QWidget):
    """`asked` tells a verdict. It keeps its room with one match chosen, which is answered where it
    is looked at: what is clicked in the queue stays where it is.
    """

    asked = Signal(object)

    def __init__(self, *, read_only: bool) -> None:
        super().__init__()
        self._read_only = read_only
        self.offer = Offer(read_only=read_only, alone=True)
        self.offer.asked.connect(self.asked)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(14), px(10), px(14), px(6))
        self._column.addWidget(self.offer)
        self.hide()
        self.rest()

    @override
    def minimumSizeHint(self) -> QSize:
        # The queue above gives way: squeezed, the words would lie against the buttons.
        least = super().minimumSizeHint()
        return least.expandedTo(QSize(0, self._column.minimumHeightForWidth(self.width())))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            edges = self._column.contentsMargins()
            within = event.size().width() - edges.left() - edges.right()
            self.offer.keep_hint_room((_how(), only_research()), within)
            self.updateGeometry()

    def rest(self) -> None:
        """Offer nothing: one match is chosen, or none."""
        self.offer.say(None, history=False, several=True)
        self.offer.setEnabled(False)
        if not self._read_only:
            self.offer.hint(_how())

    def show_several(self, strictest: ListMeaning | None) -> None:
        """Offer the verdicts on several: until they are compared, only to look into them."""
        self.offer.setEnabled(True)
        self.offer.say(strictest, history=False, several=True)

    def show_compared(self, identical: bool) -> None:
        """Say whether one reason can hold for all that is chosen."""
        self.offer.say_compared(identical)


def _how() -> str:
    return _("Choose several, with Ctrl or Shift, to answer them together here.")
