"""The way out where a workspace is damaged and cannot be opened: a backup in its place."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.progress import Silent
from exportdesk.core.words import say
from exportdesk.operations.restoring import get_ready, look_into
from exportdesk.ui.ask import Ask
from exportdesk.ui.settings.backup_words import inside_words, title_words
from exportdesk.wiring.desk import system_clock


def restore_instead(ask: Ask, workspace: Path, error: ExportDeskError) -> bool:
    """Say why the workspace cannot be opened, and offer a backup; tell whether one is ready."""
    shut = _("This workspace cannot be opened.")
    if not ask.confirm(None, shut, say(error), yes=_("Restore a backup…")):
        return False
    path = ask.open_file(None, _("Choose a backup"), _("Backups (*.zip);;All files (*)"))
    if path is None:
        return False
    try:
        manifest = look_into(path)
        detail = "\n".join(
            (inside_words(manifest), _("The damaged files are kept in the folder backups."))
        )
        if not ask.confirm(None, title_words(manifest), detail, yes=_("Restore and reopen")):
            return False
        # There is no window yet whose thread could stand still; the pointer says that it works.
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            get_ready(path, workspace, Silent(), clock=system_clock())
        finally:
            QGuiApplication.restoreOverrideCursor()
    except ExportDeskError as refused:
        ask.trouble(None, shut, say(refused))
        return False
    return True
