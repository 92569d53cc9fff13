"""What leaves this computer: what the program connects to, and every connection it made."""

from exportdesk.core.i18n import _
from exportdesk.ui.settings.connections_sheet import ConnectionsSheet
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Card, button, label
from exportdesk.wiring import Desk


class PrivacyCard(Card):
    """Two sentences and the way to the table."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("Privacy"))
        self._desk, self._shell = desk, shell
        for words, kind in (
            (
                _(
                    "ExportDesk connects to the publishers of the lists in use, and to nothing "
                    "else. It reports to nobody and looks for no newer version of itself."
                ),
                "",
            ),
            (
                _(
                    "Your records stay in the workspace, readable by your user account only. They "
                    "are not encrypted: use the disk encryption of your system."
                ),
                "quiet",
            ),
        ):
            self.body.addWidget(label(words, kind, wrap=True))
        self.connections = button(_("Connections made…"), self.show_connections)
        self.body.addWidget(self.connections)

    def show_connections(self) -> None:
        """Show every connection."""
        ConnectionsSheet(self, self._desk, self._shell).open()
