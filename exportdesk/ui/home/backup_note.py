"""What Home says of backups: when the last one was made, or what is wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.words import say
from exportdesk.operations.backups import BackupStatus
from exportdesk.ui.dates import moment_text
from exportdesk.ui.home.cards import GoButton
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Banner, Glyph, label, px, restyle


def last_words(status: BackupStatus) -> str:
    """Return when the last good backup was made."""
    if status.last is None:
        return _("No backup has been made yet.")
    return _("Last backup: {when}.").format(when=moment_text(status.last))


class BackupTrouble(Banner):
    """Says what the last daily backup failed with; `again` is the wish to try once more."""

    again = Signal()

    def show_status(self, status: BackupStatus, *, read_only: bool) -> None:
        """Show it, or nothing where all is well."""
        fault = status.fault
        if fault is None or not status.plan.daily:
            self.clear()
            return
        action = "" if read_only else _("Try again")
        self.say(
            say(fault), Tone.AMBER, detail=last_words(status), action=action,
            call=self.again.emit, closable=False,
        )  # fmt: skip


class BackupNote(QWidget):
    """One quiet line; `wanted` leads to the settings."""

    wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "caption", wrap=True)
        self._glyph = Glyph("backup-restore", "quiet", 16)
        go = GoButton(_("Backups"), "settings", "backup")
        go.wanted.connect(self.wanted)
        restyle(go, kind="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self._glyph)
        row.addWidget(self.words, 1)
        row.addWidget(go)

    def show_status(self, status: BackupStatus) -> None:
        """Show when the last one was made, and whether others follow by themselves."""
        words = last_words(status)
        if not status.plan.daily:
            words += " " + _("Daily backups are switched off.")
        elif status.is_own:
            words += " " + _("Daily backups are on the same disk as the workspace.")
        self.words.setText(words)
