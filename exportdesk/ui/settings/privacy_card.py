"""What leaves this computer: what the program connects to, and every connection it made."""

from exportdesk.core.i18n import _
from exportdesk.ui.settings.connections_sheet import ConnectionsSheet
from exportdesk.ui.settings.version_box import VersionBox
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Card, button, label
from exportdesk.wiring import Desk


class PrivacyCard(Card):
    """Two sentences, the switch of what is not there unless wanted, and the way to the table."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("Privacy"))
        self._desk, self._shell = desk, shell
        self.words = label("", wrap=True)
        kept = label(
            _(
                "Your records stay in the workspace, readable by your user account only. Switch on "
                "the disk encryption of your system, with a password or without."
            ),
            "quiet",
            wrap=True,
        )
        self.connections = button(_("Connections made…"), self.show_connections)
        self.version = VersionBox(desk, shell, self.connections)
        for part in (self.words, kept, self.version):
            self.body.addWidget(part)
        self.look()

    def look(self) -> None:
        """Say what the program connects to, as it is set now."""
        checks = self._desk.version_checks
        words = _(
            "ExportDesk connects to the publishers of the lists in use, and to nothing "
            "else. It reports to nobody and looks for no newer version of itself."
        )
        if checks.address is not None and checks.is_on:
            words = _(
                "ExportDesk connects to the publishers of the lists in use, and once a day to "
                "{host} to ask for its newest version; to nothing else. It reports to nobody."
            ).format(host=checks.address.host)
        self.words.setText(words)
        self.version.look()

    def show_connections(self) -> None:
        """Show every connection."""
        ConnectionsSheet(self, self._desk, self._shell).open()
