"""Below the queue where it and the match take turns: the verdicts on several matches at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.rulebook import ListMeaning
from exportdesk.ui.review.offer import Offer
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
        self.offer.keep_hint_lines(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(10), px(14), px(6))
        column.addWidget(self.offer)
        self.hide()
        self.rest()

    def rest(self) -> None:
        """Offer nothing: one match is chosen, or none."""
        self.offer.say(None, history=False, several=True)
        self.offer.setEnabled(False)
        if not self._read_only:
            self.offer.hint(_("Choose several, with Ctrl or Shift, to answer them together here."))

    def show_several(self, strictest: ListMeaning | None) -> None:
        """Offer the verdicts on several: until they are compared, only to look into them."""
        self.offer.setEnabled(True)
        self.offer.say(strictest, history=False, several=True)

    def show_compared(self, identical: bool) -> None:
        """Say whether one reason can hold for all that is chosen."""
        self.offer.say_compared(identical)
