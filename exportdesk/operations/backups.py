"""Backing a workspace up into one file: by hand, and every day while the program runs."""

import platform
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from exportdesk import __version__
from exportdesk.core.backups import (
    BackedUpList,
    BackupManifest,
    BackupPart,
    BackupPlan,
    BackupState,
    file_name,
    is_due,
    made_at,
    superseded,
)
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock, Moment, parse_utc
from exportdesk.core.errors import BadInput, ExportDeskError, ReadOnlyWorkspace, StorageFault
from exportdesk.core.ids import new_id
from exportdesk.core.progress import Progress
from exportdesk.operations.backup_archive import (
    DATABASES,
    FOLDERS,
    FORMAT,
    KEY,
    PLAIN_VERSION,
    VERSION,
    Source,
    archive_trouble,
    may_be_part,
    partial_of,
    require_room,
    write_archive,
)
from exportdesk.operations.leftovers import (
    MAKING,
    begun_by_us,
    is_left_over,
    note_partial,
    sweep_backups,
)
from exportdesk.storage.backup_copies import copy_checked, counts_of, papers_of, schema_of
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

TOUCHED = Changes.BACKUPS | Changes.EVENTS
MARKER = "ExportDesk backups.txt"
_OF_BACKUPS = ("backup_made", "backup_plan_changed")  # events that are no reason for another
_MARKER_TEXT = (
    "ExportDesk puts its daily backups here. It writes nothing where this file is missing: another "
    "disk may be plugged in, or none.\n"
)


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that is whole: where, how large, what is in it, which papers were not as kept."""

    path: Path
    size: int
    sha256: str
    manifest: BackupManifest
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BackupStatus:
    """How it stands: the plan, the folder it means, the last backup and what is wrong."""

    plan: BackupPlan
    folder: Path
    state: BackupState
    zone: str

    @property
    def is_own(self) -> bool:
        """Whether the folder is in the workspace, and lost with its disk."""
        return not self.plan.folder

    @property
    def last(self) -> Moment | None:
        """When the last good one was made, daily or by hand."""
        at = max(self.state.at, self.state.by_hand)
        return Moment.of(parse_utc(at), self.zone) if at else None

    @property
    def last_path(self) -> str:
        """Where that one was put."""
        state = self.state
        return state.path if state.at >= state.by_hand else state.hand_path

    @property
    def fault(self) -> ExportDeskError | None:
        """What the last attempt failed with."""
        state = self.state
        return ExportDeskError(state.fault, **state.facts) if state.fault else None


class Backups:
    """Makes backups. Each method may be called on any thread; `make` and `make_daily` from a job.

    `lists_db` opens lists.db.
    """

    def __init__(
        self,
        *,
        folder: Path,
        workspace: Callable[[], Workspace],
        lists_db: Callable[[], ListsDb],
        clock: Clock,
        actor: Callable[[], str],
    ) -> None:
        self._folder = folder
        self._workspace = workspace
        self._lists_db = lists_db
        self._clock = clock
        self._actor = actor
        self._unkept: BackupState | None = None  # what a full disk did not let be kept

    def status(self) -> BackupStatus:
        """Return how backups stand."""
        settings = self._workspace().settings
        plan, state = settings.backup_plan(), self._unkept or settings.backup_state()
        zone = self._clock.now().zone
        return BackupStatus(plan, self._daily_folder(plan), state, zone)

    def is_due(self) -> bool:
        """Whether the backup of this day is to be made, or made anew: since then more was done."""
        workspace = self._workspace()
        settings = workspace.settings
        plan, state = settings.backup_plan(), self._unkept or settings.backup_state()

        def changed() -> bool:
            return workspace.events.any_since(state.events, but=_OF_BACKUPS)

        return not workspace.read_only and is_due(plan, state, self._clock.now(), changed)

    def make(
        self, path: Path, progress: Progress, *, replace_file: bool = False, daily: bool = False
    ) -> BackupMade:
        """Write a backup to `path`, verified before it has that name.

        Raises BadInput where something is there already, StorageFault, Cancelled.
        """
        with archive_trouble(path):  # a share that nobody answers for refuses even to be asked
            if path.is_dir() or (path.exists() and not replace_file):
                raise BadInput("backup-file-exists", path=str(path))
        workspace = self._workspace()
        now = self._clock.now()
        progress.stage("backup-copying")
        with self._staging() as staged:
            note_partial(staged, partial_of(path))
            sources, manifest_of, missing = self._gather(workspace, staged, now)
            progress.stage("backup-writing")
            manifest, digest = write_archive(path, sources, manifest_of, progress, workspace.seal)
        made = BackupMade(path, path.stat().st_size, digest, manifest, missing)
        if not workspace.read_only:
            self._note(workspace, made, now, daily=daily)
        return made

    def make_daily(self, progress: Progress) -> BackupMade:
        """Make the backup of this day in the chosen folder, and give up those it supersedes.

        What goes wrong is kept, to be said until a backup goes well. Raises as `make`.
        """
        workspace = self._writable()
        now = self._clock.now()
        try:
            plan = self._owned(workspace)
            folder = self._ready_folder(plan)
            made = self.make(
                folder / file_name(plan.owner, now.at), progress, replace_file=True, daily=True
            )
        except (BadInput, StorageFault) as error:
            self._note_fault(workspace, error, now)
            raise
        self._rotate(folder, plan.owner, now, made.path)
        return made

    def plan(self, *, folder: Path | None, daily: bool) -> Changes:
        """Keep where daily backups go (None: into the workspace), and whether they are made.

        Raises BadInput where that is no folder, StorageFault where nothing can be written there.
        """
        workspace = self._writable()
        before = workspace.settings.backup_plan()
        wanted = replace(before, folder="" if folder is None else str(folder), daily=daily)
        if folder is not None and wanted.folder != before.folder:
            with archive_trouble(folder / MARKER):
                if not folder.is_dir():
                    raise BadInput("backup-folder-missing", folder=str(folder))
                if folder.resolve().is_relative_to(self._folder.resolve()):
                    raise BadInput("backup-folder-inside", folder=str(folder))
                (folder / MARKER).write_text(_MARKER_TEXT, encoding="utf-8")
        if wanted == before:
            return Changes.NOTHING
        now = self._clock.now().utc_text
        with writing(workspace.db):
            workspace.settings.save_backup_plan(wanted)
            state = workspace.settings.backup_state()
            # What was wrong with the former folder is not wrong with this one.
            workspace.settings.save_backup_state(replace(state, fault="", facts={}, tried=""))
            told = {"folder": wanted.folder, "daily": daily}
            workspace.events.append(
                "backup_plan_changed", "workspace", told, at=now, actor=self._actor()
            )
        return TOUCHED

    def _gather(
        self, workspace: Workspace, staged: Path, now: Moment
    ) -> tuple[list[Source], Callable[[tuple[BackupPart, ...]], BackupManifest], tuple[str, ...]]:
        """Copy the databases, then name the other files: what they point at was there before."""
        seal = workspace.seal
        copy_checked(workspace.db, staged / "workspace.db", seal)
        has_lists = (self._folder / "lists.db").is_file()
        lists: tuple[BackedUpList, ...] = ()
        schema: dict[str, str] = {}
        if has_lists:
            db = self._lists_db()
            copy_checked(db.db, staged / "lists.db")
            with closing(ListsDb.open(staged / "lists.db", read_only=True)) as copied:
                schema["lists.db"] = schema_of(copied.db, "lists.db")
                lists = tuple(_lists_of(copied))
        with closing(Workspace.open(staged, read_only=True, seal=seal)) as copy:
            schema["workspace.db"] = schema_of(copy.db, "workspace.db")
            head, company = copy.events.head(), copy.settings.company().name
            counts = {
                "customers": copy.customers.count(),
                "products": copy.products.count(),
                "screenings": copy.screenings.count(),
                **counts_of(copy.db),
            }
            papers = papers_of(copy.db)
        sources = [Source(name, staged / name) for name in DATABASES if (staged / name).is_file()]
        others = list(self._others())
        names = {one.path.name for one in others}
        missing = tuple(sorted(name for digest, name in papers.items() if digest not in names))

        version, mark = (PLAIN_VERSION, "") if seal is None else (VERSION, seal.mark)

        def manifest_of(parts: tuple[BackupPart, ...]) -> BackupManifest:
            return BackupManifest(
                FORMAT, version, __version__, now, platform.node(), company, counts,
                head.count, head.hash, schema, lists, parts, mark,
            )  # fmt: skip

        return sources + others, manifest_of, missing

    def _others(self) -> Iterator[Source]:
        """Yield the files beside the databases that belong to the workspace."""
        for name in (KEY, "catalogue.toml"):
            if (self._folder / name).is_file():
                yield Source(name, self._folder / name)
        for folder in FOLDERS:
            for path in sorted((self._folder / folder).rglob("*")):
                name = path.relative_to(self._folder).as_posix()
                if may_be_part(name) and path.is_file() and not path.is_symlink():
                    yield Source(name, path)

    @contextmanager
    def _staging(self) -> Generator[Path]:
        """Lend a folder for copies of the databases, on the disk of the workspace."""
        place = self._folder / "backups"
        try:
            place.mkdir(exist_ok=True)
            sweep_backups(self._folder)
            staged = Path(tempfile.mkdtemp(prefix=begun_by_us(MAKING), dir=place))
        except OSError:
            staged = Path(tempfile.mkdtemp(prefix="exportdesk-"))  # it cannot be written
        try:
            sizes = [
                path.stat().st_size for name in DATABASES
                for path in self._folder.glob(f"{name}*") if path.suffix != ".db-shm"
            ]  # fmt: skip
            require_room(staged, sum(sizes), named=place.parent)
            yield staged
        finally:
            shutil.rmtree(staged, ignore_errors=True)

    def _daily_folder(self, plan: BackupPlan) -> Path:
        return Path(plan.folder) if plan.folder else self._folder / "backups" / "daily"

    def _ready_folder(self, plan: BackupPlan) -> Path:
        folder = self._daily_folder(plan)
        with archive_trouble(folder / MARKER):
            if not plan.folder:
                folder.mkdir(parents=True, exist_ok=True)
            elif not folder.is_dir():
                # Not made anew: it would lie on another disk, where a drive is plugged in no more.
                raise StorageFault("backup-folder-missing", folder=str(folder))
            elif not (folder / MARKER).is_file():
                raise StorageFault("backup-folder-other", folder=str(folder), marker=MARKER)
        _sweep(folder, f"exportdesk-{plan.owner}-*.part")
        return folder

    def _owned(self, workspace: Workspace) -> BackupPlan:
        """Return the plan, with the mark of this workspace that stands in the files' names."""
        plan = workspace.settings.backup_plan()
        if not plan.owner:
            plan = replace(plan, owner=new_id().replace("-", "")[-12:])
            with writing(workspace.db):
                workspace.settings.save_backup_plan(plan)
        return plan

    def _rotate(self, folder: Path, owner: str, now: Moment, newest: Path) -> None:
        made = {
            at: path
            for path in folder.glob(f"exportdesk-{owner}-*.zip")
            if (at := made_at(path.name, owner)) is not None
            and path.is_file()
            and not path.is_symlink()
        }
        kept = made_at(newest.name, owner)
        if kept is None or kept not in made:
            return
        for at in superseded(made, now, kept):
            with suppress(OSError):  # held open elsewhere: it goes with the next one
                made[at].unlink()

    def _note(self, workspace: Workspace, made: BackupMade, now: Moment, *, daily: bool) -> None:
        self._unkept = None
        with writing(workspace.db):
            state = workspace.settings.backup_state()
            at, path = now.utc_text, str(made.path)
            if daily:
                events = made.manifest.events
                state = replace(
                    state, at=at, path=path, size=made.size, tried=at, fault="", facts={},
                    events=events,
                )  # fmt: skip
            else:
                state = replace(state, by_hand=at, hand_path=path)
            workspace.settings.save_backup_state(state)
            told = {
                "file": made.path.name,
                "sha256": made.sha256,
                "size": made.size,
                "events": made.manifest.events,
                "head": made.manifest.head,
                "daily": daily,
            }
            workspace.events.append(
                "backup_made", "workspace", told, at=now.utc_text, actor=self._actor()
            )

    def _note_fault(self, workspace: Workspace, error: ExportDeskError, now: Moment) -> None:
        """Keep what went wrong; on a full disk only until the window closes."""
        facts = {key: str(value) for key, value in error.facts.items()}
        state = workspace.settings.backup_state()
        state = replace(state, tried=now.utc_text, fault=error.code, facts=facts)
        self._unkept = state
        with suppress(StorageFault):
            with writing(workspace.db):
                workspace.settings.save_backup_state(state)
            self._unkept = None

    def _writable(self) -> Workspace:
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        return workspace


def _lists_of(db: ListsDb) -> Iterator[BackedUpList]:
    for one in db.in_force():
        day = one.published or one.imported.local.date()
        yield BackedUpList(str(one.source), str(one.id), day.isoformat(), one.listings)


def _sweep(folder: Path, pattern: str) -> None:
    """Take away what a killed backup left in the folder of daily ones."""
    for path in folder.glob(pattern):
        with suppress(OSError):
            if is_left_over(path):
                path.unlink()
