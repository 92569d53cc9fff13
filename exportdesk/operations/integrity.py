"""Whether what is on the disk is sound: the files as SQLite sees them, then the records in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from exportdesk.core.clock import Clock, Moment, parse_utc
from exportdesk.core.errors import ExportDeskError, WorkspaceLocked
from exportdesk.core.progress import Progress
from exportdesk.core.sealed import is_sealed
from exportdesk.core.words import sentence
from exportdesk.operations.leftovers import sweep_backups, sweep_parts
from exportdesk.operations.records import Fault, Records, Verification
from exportdesk.operations.restoring import sweep_restores
from exportdesk.storage.integrity import faults_of
from exportdesk.storage.sealing import Seal
from exportdesk.storage.workspace import Workspace

FILES = ("workspace.db", "lists.db")
_NEWEST = 20
_SPARE = timedelta(minutes=5)  # two computers' clocks, and a correction by the network


@dataclass(frozen=True, slots=True)
class FileFaults:
    """A damaged file, and what SQLite says of it."""

    path: Path
    faults: tuple[str, ...]

    @property
    def file(self) -> str:
        """What the file is called."""
        return self.path.name

    @property
    def told(self) -> Fault:
        """Return it as a code for `core.words` with its facts."""
        return "file-damaged", {"file": self.file, "detail": self.faults[0]}


@dataclass(frozen=True, slots=True)
class Checked:
    """What a whole check found. The records are not looked at in a damaged workspace.db."""

    files: tuple[FileFaults, ...]
    records: Verification | None

    @property
    def sound(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.files and self.records is not None and self.records.sound

    @property
    def words(self) -> tuple[str, ...]:
        """What is wrong, in sentences."""
        records = self.records.faults if self.records is not None else ()
        return tuple(sentence(*one) for one in (*(each.told for each in self.files), *records))


class Integrity:
    """Checks the files of a workspace. Each method may be called on any thread, from a job."""

    def __init__(
        self,
        *,
        folder: Path,
        workspace: Callable[[], Workspace],
        records: Callable[[], Records],
        clock: Clock,
    ) -> None:
        self._folder = folder
        self._workspace = workspace
        self._records = records
        self._clock = clock

    def clock_fault(self) -> ExportDeskError | None:
        """Return what is to be said where the computer's clock is before the newest records.

        The last few are looked at: one record made with the wrong clock must not end the warning,
        and one of a wrong future must not keep it up for years.
        """
        now = self._clock.now()
        newest = max((event.at for event in self._workspace().events.newest(_NEWEST)), default="")
        if not newest or parse_utc(newest) - now.at < _SPARE:
            return None
        last = Moment.of(parse_utc(newest), now.zone)
        return ExportDeskError("clock-behind", now=now.text, last=last.text)

    def sweep(self) -> None:
        """Take away what killed backups, restores and saves left behind."""
        if not self._workspace().read_only:
            sweep_backups(self._folder)
            sweep_restores(self._folder)
            sweep_parts(self._folder)

    def quick(self, progress: Progress) -> tuple[FileFaults, ...]:
        """Look at the structure of the files. Raises StorageFault, Cancelled."""
        return check_files(self._folder, progress, whole=False, seal=self._workspace().seal)

    def whole(self, progress: Progress, against: str = "") -> Checked:
        """Check files and records whole. Raises StorageFault, Cancelled.

        `against` is the hash of an older head of the events, as printed on a paper.
        """
        progress.stage("integrity-checking")
        files = check_files(self._folder, progress, whole=True, seal=self._workspace().seal)
        if unreadable(files):
            return Checked(files, None)
        progress.stage("integrity-records")
        return Checked(files, self._records().verify(against))


def check_files(
    folder: Path, progress: Progress, *, whole: bool, seal: Seal | None = None
) -> tuple[FileFaults, ...]:
    """Return what is wrong with the files of a workspace, which nobody needs to have opened.

    One with a password needs its `seal`. Raises StorageFault, Cancelled.
    """
    if seal is None and is_sealed(folder):
        raise WorkspaceLocked("workspace-locked", path=str(folder))
    found = []
    for name in FILES:
        path = folder / name
        key = seal if name == FILES[0] else None
        if path.is_file() and (faults := faults_of(path, progress, whole=whole, seal=key)):
            found.append(FileFaults(path, faults))
    return tuple(found)


def unreadable(files: tuple[FileFaults, ...]) -> bool:
    """Whether records cannot be looked at, because the file with them is damaged."""
    return any(one.file == FILES[0] for one in files)
