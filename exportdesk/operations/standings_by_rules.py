"""Customers' standings go by what the rulebook says of lists: worked out anew under another one."""

from collections.abc import Callable

from exportdesk.core.changes import Changes
from exportdesk.core.progress import Progress
from exportdesk.operations.rulebooks import InUse
from exportdesk.operations.standings import Standings
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace


class StandingsByRules:
    """Notes under which rulebook standings were worked out. May be used from any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        standings: Standings,
        in_use: Callable[[], InUse],
    ) -> None:
        self._workspace = workspace
        self._standings = standings
        self._in_use = in_use

    @property
    def is_due(self) -> bool:
        """Whether anybody's standing was worked out under another rulebook; quick."""
        workspace = self._workspace()
        if workspace.read_only or self._is_noted(workspace):
            return False
        return bool(workspace.matches.confirmed_customers())

    def catch_up(self, _progress: Progress) -> Changes:
        """Work out anew how everybody stands who has a confirmed match. Raises StorageFault."""
        workspace, digest = self._workspace(), self._in_use().edition.fingerprint
        if workspace.read_only or self._is_noted(workspace):
            return Changes.NOTHING
        with writing(workspace.db):
            self._standings.refresh(workspace, workspace.matches.confirmed_customers())
            workspace.settings.save_standings_by(digest)
        return Changes.CUSTOMERS

    def _is_noted(self, workspace: Workspace) -> bool:
        return workspace.settings.standings_by() == self._in_use().edition.fingerprint
