"""Over a signed case: what is different since the sign-off, the first of it."""

from collections.abc import Callable

from exportdesk.core.i18n import _, ngettext
from exportdesk.operations.cases import CaseView
from exportdesk.ui.cases.words import since_words
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets.banner import Banner
from exportdesk.wiring import Desk

_MOST_TOLD = 4


class SinceBanner:
    """Says it on a page's banner, and takes it away again; the rest stands in Follow-up."""

    def __init__(self, desk: Desk, banner: Banner, repeat: Callable[[], object]) -> None:
        """`repeat` opens a repeat order."""
        self._desk, self._banner, self._repeat = desk, banner, repeat
        self._is_shown = False

    def show_view(self, view: CaseView) -> None:
        """Show what is different in a case, nothing where nothing is."""
        if view.drift is None:
            if self._is_shown:
                self._banner.clear()
                self._is_shown = False
            return
        said = [since_words(self._desk, one) for one in view.drift.since]
        left = len(said) - _MOST_TOLD + 1
        if left > 1:
            said[_MOST_TOLD - 1 :] = [
                ngettext(
                    "and {count} more thing: see Follow-up",
                    "and {count} more things: see Follow-up",
                    left,
                ).format(count=left)
            ]
        self._banner.say(
            _("Changed since the sign-off"),
            Tone.AMBER,
            detail="\n".join(said),
            action="" if self._desk.read_only else _("Repeat order"),
            call=self._repeat,
            closable=False,
        )
        self._is_shown = True
