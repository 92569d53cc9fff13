"""The files of a workspace, opened, and the rulebook it works by."""

import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from exportdesk.core.clock import Clock
from exportdesk.core.company import Company, Settings
from exportdesk.core.errors import ExportDeskError, ReadOnlyWorkspace
from exportdesk.core.threads import PerThread, made_once
from exportdesk.operations.settings import SettingsDesk
from exportdesk.storage.workspace import Workspace

if TYPE_CHECKING:
    from exportdesk.core.papers import Letterhead
    from exportdesk.operations.overview import Overview
    from exportdesk.operations.rulebooks import InUse
    from exportdesk.operations.templates import Templates
    from exportdesk.rulebook import Countries, Edition, Rulebook
    from exportdesk.storage.lists_db import ListsDb
    from exportdesk.storage.sealing import Seal


class Opened:
    """An open workspace. Raises StorageFault where it cannot be opened."""

    def __init__(
        self,
        folder: Path,
        *,
        clock: Clock,
        read_only: bool,
        letterhead: "Callable[[], Letterhead] | None" = None,
        seal: "Seal | None" = None,
        stand_in: Path | None = None,
    ) -> None:
        """`letterhead` takes the place of the workspace's own: samples are drawn with another's.

        `stand_in` is where to find workspace.db in place of one whose password nobody gave.
        """
        self.folder = folder
        self.clock = clock
        self.read_only = read_only
        self.seal = seal
        self.workspace: PerThread[Workspace] = PerThread(
            lambda: Workspace.open(stand_in or folder, read_only=read_only, seal=seal)
        )
        self.workspace()  # a workspace that cannot be opened says so here, before anything else
        self._chosen_rulebook = self.workspace().settings.rulebook()
        self._rulebook: InUse | None = None
        self._rulebook_lock = threading.Lock()
        self._no_lists: tempfile.TemporaryDirectory[str] | None = None
        self.lists_db: PerThread[ListsDb] = PerThread(self._open_lists)
        self.kept_lists: PerThread[ListsDb] = PerThread(self._open_kept_lists)
        """The lists of the workspace, also where they are left out; nothing is written to them."""
        self.profile = SettingsDesk(workspace=self.workspace, clock=clock)
        self._lent_letterhead = letterhead

    def leave_lists_out(self) -> None:
        """Work as if no list had ever been taken in: for a safe start. Call before any is used."""
        self._no_lists = tempfile.TemporaryDirectory(prefix="exportdesk-")

    @property
    def is_safe(self) -> bool:
        """Whether it was started safely, without lists."""
        return self._no_lists is not None

    def _open_kept_lists(self) -> "ListsDb":
        from exportdesk.storage.lists_db import ListsDb

        return ListsDb.open(self.folder / "lists.db", read_only=True)

    def _open_lists(self) -> "ListsDb":
        from exportdesk.storage.lists_db import ListsDb

        if self._no_lists is not None:
            return ListsDb.open(Path(self._no_lists.name) / "lists.db")
        path = self.folder / "lists.db"
        try:
            return ListsDb.open(path, read_only=self.read_only)
        except ReadOnlyWorkspace:
            # Lists that cannot be written can be screened against; taking in says why it cannot.
            return ListsDb.open(path, read_only=True)

    @property
    def rulebook_in_use(self) -> "InUse":
        """The rulebook in use and where it is from, read when it is first asked for."""
        with self._rulebook_lock:
            if self._rulebook is None:
                self._rulebook = self._read_rulebook()
            return self._rulebook

    @property
    def rulebook(self) -> "Rulebook":
        """The rulebook in use. Whoever works for a while asks once: another may take its place."""
        return self.rulebook_in_use.rulebook

    @property
    def countries(self) -> "Countries":
        """The countries of the rulebook in use; of the program's own, they are read by themselves.

        Every page with a country asks for them, and the rest takes ten times as long.
        """
        if self._rulebook is None and not self._chosen_rulebook:
            from exportdesk.rulebook.countries_file import own_countries

            return own_countries()
        return self.rulebook.countries

    @property
    def rulebook_edition(self) -> "Edition":
        """What names the rulebook in use."""
        return self.rulebook_in_use.edition

    @property
    def rulebook_fault(self) -> ExportDeskError | None:
        """Why it is not the one that was chosen, None where it is."""
        return self.rulebook_in_use.fault

    def country_name(self, code: str) -> str:
        """Return what a country is called: in English on papers, for people in their language."""
        return self.countries.spoken_name(code)

    def country_code(self, text: str) -> str:
        """Return the code of a country that is written so, "" for none."""
        return self.countries.country_code(text)

    @property
    def is_other_rulebook_chosen(self) -> bool:
        """Whether another rulebook was chosen since: here, or by another program."""
        return self.workspace().settings.rulebook() != self._chosen_rulebook

    def take_chosen_rulebook(self) -> "InUse":
        """Work by the rulebook that is chosen from now on; reading it takes a moment."""
        with self._rulebook_lock:  # the one before may be being read, and would take its place
            self._chosen_rulebook = self.workspace().settings.rulebook()
            self._rulebook = taken = self._read_rulebook()
        return taken

    def _read_rulebook(self) -> "InUse":
        # It and its code take a quarter of a second, and no window waits for it.
        from exportdesk.operations.rulebooks import rulebook_of

        return rulebook_of(self.workspace().folder, self._chosen_rulebook)

    @made_once
    def templates(self) -> "Templates":
        """How papers look, and what the company adds to them."""
        from exportdesk.operations.templates import Templates

        return Templates(
            workspace=self.workspace,
            clock=self.clock,
            check_logo=_check_logo,
            lent=self._lent_letterhead,
        )

    @made_once
    def overview(self) -> "Overview":
        """What waits, and what was done last."""
        from exportdesk.operations.overview import Overview

        return Overview(workspace=self.workspace, clock=self.clock)

    def company(self) -> Company:
        """Return who we are."""
        return self.profile.company()

    def settings(self) -> Settings:
        """Return how the program is set."""
        return self.profile.settings()

    def _operator(self) -> str:
        return self.settings().operator


def _check_logo(data: bytes) -> object:
    # Imported when a logo is chosen: a library for pictures comes with it.
    from exportdesk.documents.logo import read_logo

    return read_logo(data)
