"""An open workspace with everything that can be done in it."""

from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tzlocal import get_localzone_name

from exportdesk.core.clock import Clock, SystemClock
from exportdesk.core.errors import StorageFault
from exportdesk.core.threads import made_once
from exportdesk.operations.locked_fetching import make_stand_in, note_for_fetching
from exportdesk.operations.places import keep_private, refuse_share
from exportdesk.wiring.paper_parts import PaperParts

if TYPE_CHECKING:
    from exportdesk.core.papers import Letterhead
    from exportdesk.operations.backups import Backups
    from exportdesk.operations.integrity import Integrity
    from exportdesk.operations.paper_samples import PaperSamples
    from exportdesk.storage.sealing import Seal


class Desk(PaperParts):
    """An open workspace, the lists in force, the rulebook, and the operations on them.

    Its operations may be used from any thread (`screening` says where not); `close` is called when
    no other thread works any more.
    """

    def part_names(self) -> list[str]:
        """Return the attributes that are made when first asked for.

        A window asks for each of them before a person does: it would stand still meanwhile.
        """
        kinds = type(self).__mro__
        return [
            name
            for kind in reversed(kinds)
            for name, part in vars(kind).items()
            if isinstance(part, made_once)
        ]

    def make_parts(self) -> None:
        """Make all of them at once."""
        for name in self.part_names():
            getattr(self, name)

    @made_once
    def samples(self) -> "PaperSamples":
        """A sample of each paper, from the demo's data."""
        from exportdesk.operations.paper_samples import PaperSamples

        return PaperSamples(
            open_demo=self._open_demo,
            letterhead=self.templates.letterhead,
            company=self.company,
            wording=self.wordings.files_of,
        )

    @made_once
    def backups(self) -> "Backups":
        """Backing the workspace up."""
        from exportdesk.operations.backups import Backups

        return Backups(
            folder=self.folder,
            workspace=self.workspace,
            lists_db=self.kept_lists if self.is_safe else self.lists_db,
            clock=self.clock,
            actor=self._operator,
        )

    @made_once
    def integrity(self) -> "Integrity":
        """Checking the files."""
        from exportdesk.operations.integrity import Integrity

        return Integrity(
            folder=self.folder,
            workspace=self.workspace,
            records=lambda: self.records,
            clock=self.clock,
        )

    def _open_demo(self, folder: Path, letterhead: "Callable[[], Letterhead]") -> "Desk":
        return Desk(folder, clock=self.clock, zone=self._zone, letterhead=letterhead)

    @contextmanager
    def at(self, clock: Clock) -> "Generator[Desk]":
        """Open another desk on the same workspace, on a clock of its own."""
        other = Desk(self.folder, clock=clock, zone=self._zone, seal=self.seal)
        try:
            yield other
        finally:
            other.close()

    def data_version(self) -> tuple[int, int]:
        """Return a pair that changes when another program writes to one of the files."""
        return self.workspace().data_version(), self.lists_db().data_version()

    def close(self) -> None:
        """Close what was opened, in reverse order."""
        if "samples" in vars(self):
            self.samples.close()
        if self._given_importer is not None or "_importer" in vars(self):
            self._importer.close()
        if "_returned_forms" in vars(self):
            self._returned_forms.close()
        if "screenings" in vars(self):
            self.screenings.close()
        self.kept_lists.close()
        self.lists_db.close()
        if self.seal is not None:
            with suppress(StorageFault):  # a file that is gone is no trouble of whoever closes
                note_for_fetching(self.workspace())
        self.workspace.close()
        if self._no_lists is not None:
            self._no_lists.cleanup()


def open_desk(
    folder: Path, *, read_only: bool = False, safe: bool = False, seal: "Seal | None" = None
) -> Desk:
    """Open the workspace in `folder` on this machine's clock. Raises StorageFault.

    One with a password needs its `seal`, else `workspace-locked` is raised.
    `safe` leaves the lists out; give it together with `read_only`, so that nothing is concluded
    from their absence.
    """
    refuse_share(folder)
    keep_private(folder)
    zone = _local_zone()
    desk = Desk(folder, clock=SystemClock(zone), zone=zone, read_only=read_only, seal=seal)
    note_for_fetching(desk.workspace())
    if safe:
        desk.leave_lists_out()
    return desk


def open_lists_only(folder: Path, place: Path) -> Desk:
    """Open the lists of a workspace whose password nobody gave, with a stand-in for the rest.

    `place` is an empty folder for it. Raises StorageFault.
    """
    refuse_share(folder)
    keep_private(folder)
    make_stand_in(folder, place)
    zone = _local_zone()
    return Desk(folder, clock=SystemClock(zone), zone=zone, stand_in=place)


def system_clock() -> SystemClock:
    """Return this machine's clock."""
    return SystemClock(_local_zone())


def _local_zone() -> str:
    try:
        return get_localzone_name() or "UTC"
    except (ValueError, LookupError, OSError):
        return "UTC"  # a machine without a zone; papers then say UTC
