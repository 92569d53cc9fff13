"""A listed party whose name shares a word with one of ours, in full."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.listings import Listing
from exportdesk.ui.matches.facts import PublishedText
from exportdesk.ui.matches.whole import RING, ListingParts, Names, scrolling
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import label, selectable


class NamesakeDetail(QWidget):
    """Shows the listing that is chosen: its name, its list, what that means, all that is known."""

    def __init__(self, names: Names, today: date) -> None:
        super().__init__()
        self._names, self._today = names, today
        self.name = PublishedText()
        self.name.setProperty("kind", "card-title")
        self._line = selectable(label("", "caption", wrap=True))
        parts = self._parts = ListingParts(names)
        self._area = scrolling(
            # Who it is comes first: what it means matters once it may be the one.
            ((parts.whole, 0), (parts.title, 12), (parts.published, 0), (parts.meaning, 12))
        )
        self._area.setAccessibleName(_("The listed party in full"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        for part in (self.name, self._line):
            part.setContentsMargins(px(RING), 0, 0, 0)
            column.addWidget(part)
        column.addWidget(self._area, 1)

    def show_listing(self, listing: object) -> None:
        """Show a listing, if it is one."""
        if isinstance(listing, Listing):
            self.name.say(listing.name)
            self.name.setAccessibleName(listing.name)
            self._line.setText(self._names.listed_line(listing))
            self._parts.show(listing, self._today)
            self._area.verticalScrollBar().setValue(0)
