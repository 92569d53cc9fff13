"""Putting a backup in the place of a workspace: got ready beside it, then changed over.

Getting ready unpacks and checks everything and changes nothing. The changeover only renames files.
It is noted before it begins, so that one that was interrupted is finished at the next start. What
was there before is kept, whatever state it was in.
"""

import os
import shutil
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from exportdesk.core.backups import RESTORE_NOTE, SKIPPED, BackupManifest, BackupState
from exportdesk.core.clock import Clock, Moment
from exportdesk.core.errors import BadInput, ExportDeskError, StorageFault, WorkspaceLocked
from exportdesk.core.ids import new_id
from exportdesk.core.progress import Progress
from exportdesk.core.sealed import is_sealed
from exportdesk.operations.backup_archive import (
    DATABASES,
    FILES,
    FOLDERS,
    read_key_of,
    read_manifest,
    sync_folder,
    trouble,
    unpack_archive,
)
from exportdesk.operations.backup_covers import uncovered
from exportdesk.operations.encrypting import encrypt_unpacked
from exportdesk.operations.leftovers import RESTORING, begun_by_us, sweep_backups
from exportdesk.operations.open_windows import window_has
from exportdesk.storage.backup_copies import check_whole, skip_numbers
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.opening import refused_as_fault, writing
from exportdesk.storage.sealing import (
    Seal,
    is_key_damaged,
    read_key_file,
    unseal_file,
    write_key_file,
)
from exportdesk.storage.workspace import Workspace

WORKSPACE, LISTS = DATABASES
_LOGS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Changeover:
    """A restore that is ready: the folder with its files, and the one for what was there.

    `only` names the files and folders that are changed over, all of them where it is empty. `at` is
    the moment that `made` tells in words; a note of an older program has none.
    """

    staged: str
    kept: str
    brings: tuple[str, ...]
    made: str
    only: tuple[str, ...] = ()
    at: Moment | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """A restore that is done: the day of the backup, and where what was there before is kept.

    `only` names what was changed over, as in `Changeover`: a password that is set or removed is put
    in place in the same way.
    """

    made: str
    kept: Path | None
    at: Moment | None = None
    only: tuple[str, ...] = ()


def look_into(path: Path, seal: Seal | None = None) -> BackupManifest:
    """Return what is in a backup, without restoring it. Raises BadInput.

    One of a workspace with a password says all only with its own `seal` (`is_covered`).
    """
    return uncovered(read_manifest(path), seal)


def unseal_backup(path: Path, secret: str) -> Seal:
    """Return the key of a backup, by the password or recovery code of when it was made.

    Raises BadInput, StorageFault as `sealing.unseal`.
    """
    return unseal_file(read_key_of(path), secret, path)


def get_ready(
    path: Path,
    folder: Path,
    progress: Progress,
    *,
    clock: Clock,
    actor: str = "",
    seal: Seal | None = None,
    backup_seal: Seal | None = None,
) -> Changeover:
    """Unpack and check a backup beside the workspace in `folder`, ready for `change_over`.

    `seal` is that of the workspace, `backup_seal` that of the backup where it is another. A backup
    with a password brings its own; one without is encrypted with the key of the workspace. The
    workspace stays as it is. Raises BadInput, StorageFault, Cancelled; nothing is left then.
    """
    # What is wrong with it is said before anything is made.
    its_own = _seal_for(read_manifest(path), path, folder, seal, backup_seal)
    now = clock.now()
    with staging(folder) as staged:
        progress.stage("backup-unpacking")
        manifest = uncovered(unpack_archive(path, staged, progress), its_own)
        progress.stage("backup-verifying")
        _check(staged, manifest, path, its_own)
        its_own = _keyed_as(folder, staged, its_own, seal, progress)
        facts = {
            "file": path.name,
            "made": manifest.made.utc_text,
            "host": manifest.host,
            "program": manifest.program,
            "events": manifest.events,
            "head": manifest.head,
            "numbers_skipped": SKIPPED,
        }
        # The copy that is restored from is a backup of what is there then.
        state = BackupState(by_hand=manifest.made.utc_text, hand_path=str(path.absolute()))
        _prepare(staged, facts, state, its_own, at=now.utc_text, actor=actor)
        return note_ready(folder, staged, now, made=manifest.made)


@contextmanager
def staging(folder: Path) -> Generator[Path]:
    """Lend a folder to get a changeover ready in; nothing is left of it where that fails.

    A changeover that was ready before is given up. Raises StorageFault.
    """
    forget(folder)
    staged = folder / "backups" / f"{begun_by_us(RESTORING)}{new_id()}"
    with refused_as_fault(staged):
        staged.mkdir(parents=True)
    try:
        yield staged
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise


def note_ready(
    folder: Path, staged: Path, now: Moment, *, made: Moment, only: Iterable[str] = ()
) -> Changeover:
    """Note that what lies in `staged` is to take the place of what is in the workspace.

    `made` says from when it is. With `only`, nothing but these databases is changed over.
    """
    changed = tuple(one for name in only for one in _with_logs(name))
    stamp = now.at.strftime("%Y%m%dT%H%M%SZ")
    change = Changeover(
        staged=staged.name,
        kept=f"before-restore-{stamp}-{staged.name[-6:]}",
        brings=tuple(name for name in changed or _parts() if (staged / name).exists()),
        made=made.text,
        only=changed,
        at=made,
    )
    _note(folder, change)
    return change


def is_pending(folder: Path) -> bool:
    """Whether a restore is ready, or was interrupted in the middle of the changeover."""
    return (folder / RESTORE_NOTE).is_file()


def forget(folder: Path) -> None:
    """Give up a restore that is ready. One that has begun to change over is finished instead."""
    change = _read(folder)
    if change is None:
        return
    place = folder / "backups"
    unbegun = all((place / change.staged / name).exists() for name in change.brings)
    if (place / change.kept).exists() or not unbegun:
        change_over(folder)
        return
    (folder / RESTORE_NOTE).unlink()
    shutil.rmtree(place / change.staged, ignore_errors=True)


def change_over(folder: Path) -> Restored | None:
    """Put a restore that is ready in place of the workspace, and keep what was there.

    Call while nobody has the workspace open. None where nothing was ready. Raises StorageFault
    where a file is held open elsewhere; calling again goes on from there.
    """
    change = _read(folder)
    if change is None:
        return None
    staged, kept = folder / "backups" / change.staged, folder / "backups" / change.kept
    try:
        for name in change.only or _parts():
            is_new = (staged / name).exists()
            if (folder / name).exists() and (is_new or name not in change.brings):
                kept.mkdir(parents=True, exist_ok=True)
                _put_aside(folder / name, kept / name)
            if is_new:
                (staged / name).replace(folder / name)
        sync_folder(folder)
        (folder / RESTORE_NOTE).unlink()
    except OSError as error:
        raise StorageFault(
            "restore-held", path=str(folder), detail=error.strerror or str(error)
        ) from error
    shutil.rmtree(staged, ignore_errors=True)
    return Restored(change.made, kept if kept.is_dir() else None, change.at, change.only)


def sweep_restores(folder: Path) -> None:
    """Take away what killed restores left, but for one that is ready to change over."""
    with suppress(ExportDeskError):  # a damaged note names nothing: then everything stays
        change = _read(folder)
        sweep_backups(folder, RESTORING, keep="" if change is None else change.staged)


def finish_pending(folder: Path) -> Restored | None:
    """Finish a restore that is ready or was interrupted, unless a window works there.

    For whoever opens a workspace without a window. Raises StorageFault.
    """
    if not is_pending(folder) or window_has(folder):
        return None
    return change_over(folder)


def _put_aside(path: Path, target: Path) -> None:
    if target.exists():  # nothing that is kept is ever overwritten
        target = target.with_name(f"{target.name}-{new_id()[-6:]}")
    path.replace(target)


def _seal_for(
    manifest: BackupManifest, path: Path, folder: Path, seal: Seal | None, backup_seal: Seal | None
) -> Seal | None:
    """Return what opens the backup, None where it has no password. Raises BadInput, StorageFault.

    A workspace with a password must be open before one without takes its place, unless its key
    file is damaged: then nothing opens it, and it is put aside as it is.
    """
    if manifest.is_sealed:
        for one in (backup_seal, seal):
            if one is not None and one.mark == manifest.mark:
                return one
        raise WorkspaceLocked("backup-locked", path=str(path))
    if seal is None and is_sealed(folder) and not is_key_damaged(folder):
        raise WorkspaceLocked("workspace-locked", path=str(folder))
    return None


def _keyed_as(
    folder: Path, staged: Path, its_own: Seal | None, seal: Seal | None, progress: Progress
) -> Seal | None:
    """Have what was unpacked wear the workspace's key where it had none, and return its key."""
    if its_own is None and seal is not None:
        encrypt_unpacked(folder, staged, seal, progress)
        return seal
    if its_own is not None and is_sealed(folder) and its_own.opens(read_key_file(folder)):
        # The same key: the password that is known today stays, whatever it was then.
        write_key_file(staged, read_key_file(folder))
    return its_own


def _check(staged: Path, manifest: BackupManifest, path: Path, seal: Seal | None) -> None:
    try:
        check_whole(staged / WORKSPACE, said=path, seal=seal)
        if (staged / LISTS).is_file():
            check_whole(staged / LISTS, said=path)
        with closing(Workspace.open(staged, seal=seal)) as workspace:
            head = workspace.events.head()
        if (staged / "lists.db").is_file():
            ListsDb.open(staged / "lists.db").close()
    except StorageFault as error:
        if error.code == "database-too-new":
            raise BadInput("backup-too-new", path=str(path), program=manifest.program) from error
        if error.code == "database-damaged":
            raise BadInput("backup-damaged", path=str(path)) from error
        raise
    if (head.count, head.hash) != (manifest.events, manifest.head):
        raise BadInput("backup-damaged", path=str(path))


def _prepare(
    staged: Path,
    facts: dict[str, object],
    state: BackupState,
    seal: Seal | None,
    *,
    at: str,
    actor: str,
) -> None:
    """Leave out numbers that may stand on papers made since, and note the restore."""
    with closing(Workspace.open(staged, seal=seal)) as workspace, writing(workspace.db):
        skip_numbers(workspace.db, SKIPPED)
        settings = workspace.settings
        # Another computer may go on with the former mark, and the folder may not be there.
        plan = settings.backup_plan()
        has_folder = bool(plan.folder) and Path(plan.folder).is_dir()
        settings.save_backup_plan(replace(plan, owner="", folder=plan.folder if has_folder else ""))
        settings.save_backup_state(state)
        workspace.events.append("workspace_restored", "workspace", facts, at=at, actor=actor)


def _parts() -> Iterator[str]:
    """Yield the names of what is changed over, each database's own log before it."""
    for name in FILES:
        yield from _with_logs(name) if name in DATABASES else (name,)
    yield from FOLDERS


def _with_logs(name: str) -> tuple[str, ...]:
    return (*(f"{name}{log}" for log in _LOGS), name)


def _note(folder: Path, change: Changeover) -> None:
    path = folder / RESTORE_NOTE
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    with refused_as_fault(path):
        with partial.open("wb") as file:
            file.write(msgspec.json.encode(change))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        sync_folder(folder)


def _read(folder: Path) -> Changeover | None:
    try:
        data = (folder / RESTORE_NOTE).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise trouble(error, folder / RESTORE_NOTE) from error
    try:
        change = msgspec.json.decode(data, type=Changeover)
    except msgspec.MsgspecError as error:
        raise ExportDeskError("restore-note-damaged", path=str(folder / RESTORE_NOTE)) from error
    names = (change.staged, change.kept, *change.only)
    if any(Path(name).name != name for name in names):
        raise ExportDeskError("restore-note-damaged", path=str(folder / RESTORE_NOTE))
    return change
