"""The ways out of a damaged file: what can be read of it, a backup's lists, or plain tables."""

import csv
import shutil
import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from exportdesk.core.backups import SKIPPED, BackupManifest
from exportdesk.core.cases import CaseState
from exportdesk.core.clock import Clock
from exportdesk.core.errors import BadInput, ExportDeskError, StorageFault, WorkspaceLocked
from exportdesk.core.progress import Progress, Silent
from exportdesk.core.sealed import is_sealed
from exportdesk.core.words import sentence
from exportdesk.operations.backup_archive import (
    read_manifest,
    require_room,
    unpack_archive,
)
from exportdesk.operations.backup_covers import uncovered
from exportdesk.operations.restoring import note_ready, staging
from exportdesk.storage.backup_copies import check_whole, skip_numbers
from exportdesk.storage.opening import refused_as_fault, writing
from exportdesk.storage.salvaging import (
    Damaged,
    Row,
    TableRead,
    copy_readable,
    count_on,
    numbers_of,
    screen_anew,
)
from exportdesk.storage.sealing import Seal
from exportdesk.storage.unreadable_texts import customers_told_again
from exportdesk.storage.workspace import Workspace
from exportdesk.tables.neutral import neutralized

Fault = tuple[str, dict[str, object]]
WORKSPACE, LISTS = "workspace.db", "lists.db"
_CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came of it: how much of each table, and what the records say of themselves now.

    `faults` are codes for `core.words` with their facts.
    """

    tables: tuple[TableRead, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing was lost."""
        return all(one.whole for one in self.tables)

    @property
    def lost(self) -> tuple[TableRead, ...]:
        """The tables of which something is missing."""
        return tuple(one for one in self.tables if not one.whole)

    @property
    def read(self) -> int:
        """How many rows could be read."""
        return sum(one.read for one in self.tables)


@dataclass(frozen=True, slots=True)
class FoundBackup:
    """A backup of this workspace that was found where it keeps them."""

    path: Path
    manifest: BackupManifest


def salvage(
    folder: Path, progress: Progress, *, clock: Clock, actor: str = "", seal: Seal | None = None
) -> Salvaged:
    """Copy what can be read of a damaged workspace.db, ready to take its place.

    What is there stays until the changeover, and is kept then. One with a password needs its
    `seal`. Raises StorageFault, Cancelled.
    """
    _hold_open(folder, seal)
    now = clock.now()
    _hold_there(folder / WORKSPACE)
    with staging(folder) as staged, refused_as_fault(folder / WORKSPACE):
        progress.stage("salvage-reading")
        require_room(staged, 3 * _size(folder / WORKSPACE))
        with closing(Damaged(folder / WORKSPACE, staged, seal)) as damaged:
            tables = copy_readable(damaged, staged / WORKSPACE, progress, seal)
        progress.stage("salvage-checking")
        check_whole(staged / WORKSPACE, seal=seal)
        with closing(Workspace.open(staged, seal=seal)) as workspace:
            sound = workspace.events.verify().fault
            faults: tuple[Fault, ...] = ()
            if sound is not None:
                faults = ((sound.code, {"seq": sound.seq}),)
            told = {one.name: {"read": one.read, "lost": one.lost} for one in tables}
            lost = not all(one.whole for one in tables)
            with writing(workspace.db):
                # Whoever of a customer was lost must be screened again: all are made anew.
                if lost:
                    again = customers_told_again(workspace.db)
                    for one in (*again, *workspace.customers.all()):
                        workspace.customers.save(one, now.utc_text)
                count_on(workspace.db, numbers_of(workspace.db))
                if lost:
                    _keep_items_again(workspace)
                    screen_anew(workspace.db)
                    skip_numbers(workspace.db, SKIPPED)
                workspace.events.append(
                    "workspace_salvaged", "workspace", {"tables": told}, at=now.utc_text,
                    actor=actor,
                )  # fmt: skip
        note_ready(folder, staged, now, made=now, only=(WORKSPACE,))
    return Salvaged(tables, faults)


def _keep_items_again(workspace: Workspace) -> None:
    """Keep what is in cases by product once more: the cases themselves tell it, too."""
    for one in workspace.cases.ids(*CaseState):
        case = workspace.cases.get(one)
        if case is not None:
            workspace.case_items.save(one, case.items)


def begin_lists_anew(folder: Path, *, clock: Clock) -> None:
    """Have a damaged lists.db put aside at the next start, so that lists are fetched again."""
    with staging(folder) as staged:
        now = clock.now()
        note_ready(folder, staged, now, made=now, only=(LISTS,))


def lists_from(path: Path, folder: Path, progress: Progress, *, clock: Clock) -> None:
    """Have the lists of a backup take the place of a damaged lists.db, and nothing else.

    Raises BadInput where the backup is none or holds no lists, StorageFault, Cancelled.
    """
    manifest = read_manifest(path)
    if not any(part.name == LISTS for part in manifest.parts):
        raise BadInput("backup-without-lists", path=str(path))
    with staging(folder) as staged:
        progress.stage("backup-unpacking")
        unpack_archive(path, staged, progress)
        progress.stage("backup-verifying")
        check_whole(staged / LISTS, said=path)
        note_ready(folder, staged, clock.now(), made=manifest.made, only=(LISTS,))


def export_readable(
    path: Path, target: Path, progress: Progress, seal: Seal | None = None
) -> Salvaged:
    """Write every table of a database file that can be read to a CSV file in `target`.

    What is written there is not encrypted, also of a workspace with a password.
    Raises BadInput for a folder that holds something already, StorageFault, Cancelled.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadInput("export-folder-not-empty", folder=str(target))
    progress.stage("salvage-writing")
    _hold_there(path)
    _hold_open(path.parent, seal)
    with refused_as_fault(target / "x"):
        target.mkdir(parents=True, exist_ok=True)
        with _scratch(path) as scratch, closing(Damaged(path, scratch, seal)) as damaged:
            tables = tuple(
                _write_table(damaged, name, target, progress) for name in damaged.tables()
            )
        if not any(one.read for one in tables):
            shutil.rmtree(target, ignore_errors=True)
            raise StorageFault("salvage-nothing", path=str(path))
        told = "\n".join(["Rows read, rows lost:", *map(_told, tables)])
        (target / "README.txt").write_text(f"{path.name}\n\n{told}\n", encoding="utf-8")
    return Salvaged(tables)


def backups_of(folder: Path, seal: Seal | None = None) -> tuple[FoundBackup, ...]:
    """Return the backups of this workspace that can be found and read, the newest first.

    Where a password keeps shut what its settings say, only those in the workspace are found.
    """
    found: dict[Path, FoundBackup] = {}
    for path in _likely(folder, seal):
        with suppress(ExportDeskError, OSError):
            place = path.resolve()
            found.setdefault(place, FoundBackup(path, uncovered(read_manifest(path), seal)))
    return tuple(sorted(found.values(), key=lambda one: one.manifest.made.at, reverse=True))


def table_words(tables: Sequence[TableRead]) -> str:
    """Return what was lost of each table, one a line."""
    return "\n".join(
        sentence("salvage-table-unknown", {"table": one.name, "read": one.read})
        if one.lost is None
        else sentence("salvage-table", {"table": one.name, "read": one.read, "lost": one.lost})
        for one in tables
    )


def _likely(folder: Path, seal: Seal | None) -> Iterator[Path]:
    """Yield the files that may be backups: in the workspace, and where its settings say."""
    yield from (folder / "backups" / "daily").glob("*.zip")
    yield from (folder / "backups").glob("*.zip")
    try:
        with tempfile.TemporaryDirectory(prefix="exportdesk-") as scratch:
            yield from _where_told(folder, Path(scratch), seal)
    except (OSError, ExportDeskError):
        return


def _where_told(folder: Path, scratch: Path, seal: Seal | None) -> list[Path]:
    _hold_open(folder, seal)
    with closing(Damaged(folder / WORKSPACE, scratch, seal)) as damaged:
        copy_readable(damaged, scratch / WORKSPACE, Silent(), seal)
    with closing(Workspace.open(scratch, seal=seal)) as workspace:
        plan, state = workspace.settings.backup_plan(), workspace.settings.backup_state()
    places = [Path(plan.folder)] if plan.folder else []
    mine = f"exportdesk-{plan.owner}-*.zip"
    found = [path for place in places if plan.owner for path in place.glob(mine)]
    return [*found, *(Path(one) for one in (state.path, state.hand_path) if one)]


def _hold_there(path: Path) -> None:
    if not path.is_file():
        raise StorageFault("salvage-nothing", path=str(path))


def _hold_open(folder: Path, seal: Seal | None) -> None:
    if seal is None and is_sealed(folder):
        raise WorkspaceLocked("workspace-locked", path=str(folder))


@contextmanager
def _scratch(path: Path) -> Generator[Path]:
    """Lend a folder for a copy of the damaged file."""
    with tempfile.TemporaryDirectory(prefix="exportdesk-") as folder:
        require_room(Path(folder), _size(path))
        yield Path(folder)


def _write_table(damaged: Damaged, name: str, target: Path, progress: Progress) -> TableRead:
    columns = damaged.columns(name)
    read = 0
    with (target / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(columns)
        for row in damaged.rows(name, columns) if columns else ():
            sheet.writerow(_cells(row))
            read += 1
            if read % _CHUNK == 0:
                progress.step(read)
    counted = damaged.count(name)
    return TableRead(name, read, None if counted is None else max(counted - read, 0))


def _cells(row: Row) -> list[str]:
    return [
        "" if one is None else one.hex() if isinstance(one, bytes) else neutralized(str(one))
        for one in row
    ]


def _told(one: TableRead) -> str:
    lost = "not known" if one.lost is None else f"{one.lost:,}"
    return f"{one.name}: {one.read:,}, {lost}"


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0
