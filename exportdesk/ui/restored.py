"""Says above every page that a backup took the place of the workspace, until it is closed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from exportdesk.core.i18n import _
from exportdesk.core.sealed import is_sealed
from exportdesk.ui.alarms import PASSWORD, RESTORED, Alarms
from exportdesk.ui.ask import Ask, open_or_tell
from exportdesk.ui.dates import moment_text
from exportdesk.ui.theme import Tone

if TYPE_CHECKING:
    from exportdesk.operations.restoring import Restored


def tell_restored(restored: "Restored", alarms: Alarms, ask: Ask) -> None:
    """Say from when the backup is, and lead to where what was there before is kept."""
    when = restored.made if restored.at is None else moment_text(restored.at)
    words = _("Restored: the backup of {when}.").format(when=when)
    kept = restored.kept
    if kept is None:
        alarms.say(RESTORED, words, Tone.GREEN)
        return
    # With its path: not every system has a program that shows a folder, or says that it has none.
    alarms.say(
        RESTORED,
        words,
        Tone.GREEN,
        detail=_("What was here before is kept in the folder “backups” of the workspace.")
        + f"\n{kept}",
        action=_("Open the folder"),
        call=lambda: open_or_tell(ask, alarms, kept),
    )


def tell_password(workspace: Path, alarms: Alarms, lead: Callable[[], object]) -> None:
    """Say that a password is in place, or gone, which an interrupted program had got ready.

    `lead` leads to where a recovery code is made: the one that was made then was not shown.
    """
    if not is_sealed(workspace):
        words = _("The password was removed: the workspace is not encrypted any more.")
        alarms.say(PASSWORD, words, Tone.GREEN)
        return
    alarms.say(
        PASSWORD,
        _("The password is set: the workspace is encrypted."),
        Tone.AMBER,
        detail=_(
            "ExportDesk was interrupted while it was set, and the recovery code may not have been "
            "shown. Make a new one."
        ),
        action=_("Go to Settings"),
        call=lead,
    )
