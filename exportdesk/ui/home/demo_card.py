"""The card that says what the demo is, for as long as one is in it."""

from PySide6.QtCore import QSettings, Signal

from exportdesk.core.i18n import _
from exportdesk.ui.home.told_row import ToldRow
from exportdesk.ui.widgets import Card, button, label

_KEY = "home/demo_put_away"


class DemoCard(Card):
    """Says that everything here is made up, and leads to what to look at, and out of the demo.

    `look_asked`: what to look at; `close_asked`: the window of the demo is to be closed.
    """

    look_asked = Signal()
    close_asked = Signal()

    def __init__(self, settings: QSettings) -> None:
        super().__init__(_("This is the demo"))
        self._settings = settings
        self.look = button(_("What to look at"), self.look_asked.emit)
        self.close_button = button(_("Close the demo"), self.close_asked.emit)
        self.away = button(_("Put this away"), self._put_away, kind="link")
        self.head.addWidget(self.away)
        words = _("Company, customers and lists are made up. Your own data is elsewhere.")
        self.words = label(words, "quiet", wrap=True)
        row = ToldRow("lightbulb-outline")
        row.said.addWidget(self.words, 1)
        row.add_way(self.look)
        row.add_way(self.close_button)
        self.body.addWidget(row)

    @property
    def is_put_away(self) -> bool:
        """Whether the person wants to see it no longer."""
        return bool(self._settings.value(_KEY, False, type=bool))

    def bring_back(self) -> None:
        """Show it once more."""
        self._settings.remove(_KEY)
        self.show()

    def _put_away(self) -> None:
        self._settings.setValue(_KEY, True)
        self.hide()
