"""Says above every page that a backup took the place of the workspace, until it is closed."""

from typing import TYPE_CHECKING

from exportdesk.core.i18n import _
from exportdesk.ui.alarms import RESTORED, Alarms
from exportdesk.ui.ask import Ask
from exportdesk.ui.theme import Tone

if TYPE_CHECKING:
    from exportdesk.operations.restoring import Restored


def tell_restored(restored: "Restored", alarms: Alarms, ask: Ask) -> None:
    """Say from when the backup is, and lead to where what was there before is kept."""
    words = _("Restored: the backup of {when}.").format(when=restored.made)
    kept = restored.kept
    if kept is None:
        alarms.say(RESTORED, words, Tone.GREEN)
        return
    # The name alone: a path is one long word, and would hold the window as wide as itself.
    alarms.say(
        RESTORED,
        words,
        Tone.GREEN,
        detail=_("What was here before is kept in {folder}.").format(folder=kept.name),
        action=_("Open the folder"),
        call=lambda: ask.open_outside(alarms, kept),
    )
