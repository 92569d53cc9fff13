"""The files of a workspace, opened, and the rulebook it works by."""

from pathlib import Path
from typing import TYPE_CHECKING

from exportdesk.core.clock import Clock
from exportdesk.core.company import Company, Settings
from exportdesk.core.threads import PerThread
from exportdesk.operations.rulebooks import chosen_rulebook
from exportdesk.operations.settings import SettingsDesk
from exportdesk.rulebook import Edition, Rulebook
from exportdesk.storage.workspace import Workspace

if TYPE_CHECKING:
    from exportdesk.storage.lists_db import ListsDb


class Opened:
    """An open workspace. Raises StorageFault where it cannot be opened."""

    def __init__(self, folder: Path, *, clock: Clock, read_only: bool) -> None:
        self.folder = folder
        self.clock = clock
        self.read_only = read_only
        self.workspace: PerThread[Workspace] = PerThread(
            lambda: Workspace.open(folder, read_only=read_only)
        )
        self.workspace()  # a workspace that cannot be opened says so here, before anything else
        in_use = chosen_rulebook(self.workspace())
        self.rulebook: Rulebook = in_use.rulebook
        self.rulebook_edition: Edition = in_use.edition
        self.rulebook_fault = in_use.fault
        self.lists_db: PerThread[ListsDb] = PerThread(self._open_lists)
        self.profile = SettingsDesk(workspace=self.workspace, clock=clock)

    def _open_lists(self) -> "ListsDb":
        from exportdesk.storage.lists_db import ListsDb

        return ListsDb.open(self.folder / "lists.db", read_only=self.read_only)

    def company(self) -> Company:
        """Return who we are."""
        return self.profile.company()

    def settings(self) -> Settings:
        """Return how the program is set."""
        return self.profile.settings()

    def _operator(self) -> str:
        return self.settings().operator
