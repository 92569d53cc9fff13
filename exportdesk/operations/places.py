"""Where a workspace may be: on a disk of this computer, and how one gets there from a share."""

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from pathlib import Path

from exportdesk.core.errors import BadInput, StorageFault, WorkspaceLocked
from exportdesk.core.mounts import Mount, share_of
from exportdesk.core.progress import Progress
from exportdesk.core.sealed import is_sealed
from exportdesk.operations.backup_archive import (
    DATABASES,
    FILES,
    FOLDERS,
    archive_trouble,
    require_room,
)
from exportdesk.storage.backup_copies import check_whole
from exportdesk.storage.sealing import Seal
from exportdesk.storage.workspace import Workspace

_LOG = "-wal"
_TRIES = 3

Mounts = Callable[[], Iterable[Mount]]


def refuse_share(folder: Path, mounts: Mounts | None = None) -> None:
    """Hold that a workspace is on a disk of this computer. Raises StorageFault.

    SQLite's log is shared by memory: two computers that have a file open on one share would not
    see each other's, and destroy it.
    """
    kind = share_of(folder, mounts)
    if kind:
        raise StorageFault("workspace-on-share", path=str(folder), kind=kind)


def keep_private(folder: Path) -> None:
    """Let nobody but the owner into a workspace, where the system knows such rights."""
    if os.name != "posix":
        return
    with suppress(OSError):
        told = folder.stat()
        if told.st_uid == os.geteuid() and told.st_mode & 0o077:
            folder.chmod(told.st_mode & 0o700)


def copy_here(
    source: Path,
    target: Path,
    progress: Progress,
    mounts: Mounts | None = None,
    *,
    seal: Seal | None = None,
) -> None:
    """Copy a workspace that nobody has open from `source` to a new or empty folder here.

    One with a password needs its `seal`: the copy is opened to see whether it is whole. Raises
    BadInput, StorageFault, Cancelled; nothing is left at `target` then.
    """
    if not (source / DATABASES[0]).is_file():
        raise BadInput("copy-no-workspace", path=str(source))
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadInput("export-folder-not-empty", folder=str(target))
    refuse_share(target, mounts)
    if seal is None and is_sealed(source):
        raise WorkspaceLocked("workspace-locked", path=str(source))
    names = [name for name in _names(source) if (source / name).is_file()]
    progress.stage("copy-copying")
    try:
        with archive_trouble(target / "x"):
            target.mkdir(parents=True, exist_ok=True)
            require_room(target, sum((source / name).stat().st_size for name in names))
            for done, name in enumerate(names):
                progress.step(done, len(names))
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source / name, target / name)
            _copy_still(source, target)
        progress.stage("backup-verifying")
        _check(target, seal)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise


def _names(source: Path) -> list[str]:
    """Return what belongs to a workspace besides its databases."""
    found = [name for name in FILES if name not in DATABASES]
    for folder in FOLDERS:
        for path in sorted((source / folder).rglob("*")):
            if path.is_file() and not path.is_symlink() and path.suffix != ".part":
                found.append(path.relative_to(source).as_posix())
    return found


def _copy_still(source: Path, target: Path) -> None:
    """Copy the databases with their logs, of a moment in which nobody wrote to them."""
    names = [f"{name}{log}" for name in DATABASES for log in ("", _LOG)]
    for _try in range(_TRIES):
        before = _marks(source, names)
        for name in names:
            (target / name).unlink(missing_ok=True)
            if (source / name).is_file():
                shutil.copyfile(source / name, target / name)
        if _marks(source, names) == before:
            return
    raise StorageFault("copy-in-use", path=str(source))


def _marks(source: Path, names: list[str]) -> list[tuple[int, int]]:
    found = []
    for name in names:
        path = source / name
        told = path.stat() if path.is_file() else None
        found.append((-1, -1) if told is None else (told.st_size, told.st_mtime_ns))
    return found


def _check(target: Path, seal: Seal | None) -> None:
    with closing(Workspace.open(target, seal=seal)) as workspace:
        damage = workspace.events.verify().fault
    for name in DATABASES:
        if (target / name).is_file():
            check_whole(target / name, seal=seal if name == DATABASES[0] else None)
    if damage is not None:
        raise StorageFault("copy-in-use", path=str(target))
