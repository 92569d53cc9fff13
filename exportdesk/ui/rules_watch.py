"""Notices that another rulebook was chosen, here or by another program, and works by it at once."""

from PySide6.QtCore import QObject

from exportdesk.core.changes import Changes
from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.operations.rulebooks import InUse
from exportdesk.ui.dates import day_text
from exportdesk.ui.jobs import Latest
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk

_RESTS_ON_IT = (
    Changes.RULEBOOK
    | Changes.SETTINGS
    | Changes.CASES
    | Changes.PRODUCTS
    | Changes.CUSTOMERS
    | Changes.DECISIONS
)
"""What looks different under other rules: tiers, meanings of lists, findings, proposed policy."""


class RulesWatch(QObject):
    """Reads the chosen rulebook away from the window's thread, then has every page look again."""

    def __init__(self, desk: Desk, shell: Shell, *, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shell = shell
        self._reading: Latest[InUse] = Latest(shell.screening)
        shell.bus.changed.connect(self._look)
        shell.bus.ended.connect(self._reading.drop)
        self._look(Changes.RULEBOOK)  # one may have been chosen before anybody followed it
        self._catch_up()  # the program itself may have come with another one

    def _look(self, changes: Changes) -> None:
        desk = self._desk
        if not changes & Changes.RULEBOOK or not desk.is_other_rulebook_chosen:
            return

        def work(_progress: Progress) -> InUse:
            return desk.take_chosen_rulebook()

        self._reading.start(work, done=self._taken)

    def _taken(self, in_use: InUse) -> None:
        day = day_text(in_use.edition.as_of)
        over = _(
            "The rulebook as of {day} is in use. What this page offers to choose from is of the one"
            " before, until you leave the page or finish what is open in it."
        )
        self._shell.window.renew_pages(over.format(day=day))
        self._shell.bus.tell(_RESTS_ON_IT)
        self._catch_up()
        words = _("The rulebook as of {day} is in use.").format(day=day)
        self._shell.window.toast(words)

    def _catch_up(self) -> None:
        """Have customers stand as the rulebook in use says."""
        standings = self._desk.standings_by_rules
        if standings.is_due:
            self._shell.jobs.start(standings.catch_up, done=self._shell.bus.tell)


def rules_watch_of(desk: Desk, shell: Shell) -> RulesWatch:
    """Return the one `RulesWatch` of this window, begun when it is first asked for."""
    found = shell.bus.findChild(RulesWatch)
    return found if isinstance(found, RulesWatch) else RulesWatch(desk, shell, parent=shell.bus)
