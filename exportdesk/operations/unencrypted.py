"""Copies of before the password that anybody can still read: finding them, and deleting them."""

import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path

from exportdesk.core.backups import is_daily_name
from exportdesk.core.clock import Clock
from exportdesk.core.errors import BadInput, StorageFault
from exportdesk.core.progress import Silent
from exportdesk.operations.backup_archive import KEY, MARK, is_paper_name, read_manifest
from exportdesk.operations.backups import Backups
from exportdesk.storage.attachments import is_sealed_file
from exportdesk.storage.backup_copies import newest_event
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.opening import begins_unencrypted, writing
from exportdesk.storage.sealing import Seal
from exportdesk.storage.workspace import Workspace

UNENCRYPTED_DELETED = "unencrypted_deleted"
_WORKSPACE, _PAPERS = "workspace.db", "attachments"


@dataclass(frozen=True, slots=True)
class Unencrypted:
    """What is still there from before the password.

    `folders` are whole workspaces of before, `copies` single files of the program's own: daily
    backups, copies made before an update, papers without records. `by_hand` is a backup that a
    person made, which is theirs to delete.
    """

    folders: tuple[Path, ...] = ()
    copies: tuple[Path, ...] = ()
    by_hand: tuple[Path, ...] = ()

    @property
    def count(self) -> int:
        """How many copies the program can delete."""
        return len(self.folders) + len(self.copies)


@dataclass(frozen=True, slots=True)
class Deleted:
    """How many copies were deleted, and where some are left: held open, or with other files."""

    count: int
    left: tuple[Path, ...]
    by_hand: tuple[Path, ...]


def find_unencrypted(workspace: Workspace) -> Unencrypted:
    """Return the unencrypted copies of a workspace with a password, as far as we know of them.

    None where it has no password. Copies made by hand are out of reach, but for the last backup.
    """
    if workspace.seal is None:
        return Unencrypted()
    place = workspace.folder / "backups"
    folders = tuple(
        path
        for path in sorted(place.glob("before-restore-*"))
        if begins_unencrypted(path / _WORKSPACE) or any(_plain_papers(path / _PAPERS))
    )
    before = sorted(place.glob("workspace-before-*.db"))
    copies = [path for path in before if begins_unencrypted(path)]
    copies += [path for path in _backups(workspace) if _is_plain_backup(path)]
    copies += sorted(_plain_papers(place, "papers-without-records-*/*"))
    hand = workspace.settings.backup_state().hand_path
    by_hand = [Path(hand)] if hand and _is_plain_backup(Path(hand)) else []
    return Unencrypted(
        folders, tuple(dict.fromkeys(copies)), tuple(one for one in by_hand if one not in copies)
    )


def delete_unencrypted(folder: Path, seal: Seal, *, clock: Clock, actor: str = "") -> Deleted:
    """Delete the unencrypted copies of a workspace with a password, and note how many went.

    Opening it here is the proof that it opens, and an encrypted backup is made before one without
    encryption goes. A copy with records that are not in the encrypted workspace stays. Raises
    BadInput, StorageFault; nothing is deleted then.
    """
    with closing(Workspace.open(folder, seal=seal)) as workspace:
        found = find_unencrypted(workspace)
        if any(is_daily_name(path.name) for path in found.copies):
            _back_up(workspace, clock, actor)
        left = [path for path in found.folders if not _goes(workspace, path)]
        # The new backup may have taken the name or the place of an older one.
        for path in find_unencrypted(workspace).copies:
            if _is_held_here(workspace, path):
                with suppress(OSError):
                    path.unlink()
            if path.exists():
                left.append(path)
        for path in (folder / "backups").glob("papers-without-records-*"):
            with suppress(OSError):
                path.rmdir()
        count = found.count - len(left)
        if count:
            with writing(workspace.db):
                workspace.events.append(
                    UNENCRYPTED_DELETED, "workspace", {"copies": count, "left": len(left)},
                    at=clock.now().utc_text, actor=actor,
                )  # fmt: skip
    return Deleted(count, tuple(left), found.by_hand)


def _back_up(workspace: Workspace, clock: Clock, actor: str) -> None:
    with ExitStack() as opened:
        Backups(
            folder=workspace.folder,
            workspace=lambda: workspace,
            lists_db=lambda: opened.enter_context(
                closing(ListsDb.open(workspace.folder / "lists.db"))
            ),
            clock=clock,
            actor=lambda: actor,
        ).make_daily(Silent())


def _is_held_here(workspace: Workspace, path: Path) -> bool:
    """Whether all that a copy holds is in the encrypted workspace too."""
    if path.suffix == ".zip":
        with suppress(BadInput):
            return workspace.events.contains(read_manifest(path).head)
        return False
    if path.suffix == ".db":
        head = newest_event(path)
        return head is not None and workspace.events.contains(head)
    return workspace.attachments.path(path.name).is_file()


def _goes(workspace: Workspace, kept: Path) -> bool:
    """Delete a workspace of before, whose records are all in this one; whether it is gone."""
    database = kept / _WORKSPACE
    if database.is_file() and not _is_held_here(workspace, database):
        return False
    # What is ours goes, name by name; what somebody else put there stays with its folder.
    ours = [kept / f"{_WORKSPACE}{log}" for log in ("-wal", "-shm", "-journal", "")]
    ours += [*_plain_papers(kept / _PAPERS), *kept.glob(f"{_PAPERS}/??/*.part")]
    for path in ours:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    for path in (*kept.glob(f"{_PAPERS}/??"), kept / _PAPERS, kept):
        with suppress(OSError):
            path.rmdir()
    return not database.exists() and not any(_plain_papers(kept / _PAPERS))


def _backups(workspace: Workspace) -> Iterator[Path]:
    """Yield what is called as a daily backup is, where this workspace keeps its own."""
    plan = workspace.settings.backup_plan()
    own = sorted((workspace.folder / "backups" / "daily").glob("*.zip"))
    yield from (path for path in own if is_daily_name(path.name))
    if plan.folder and plan.owner:
        with suppress(OSError):
            yield from sorted(Path(plan.folder).glob(f"exportdesk-{plan.owner}-*.zip"))


def _is_plain_backup(path: Path) -> bool:
    with suppress(OSError, zipfile.BadZipFile, ValueError), zipfile.ZipFile(path) as archive:
        names = {*archive.namelist()}
        return MARK in names and KEY not in names
    return False


def _plain_papers(folder: Path, pattern: str = "??/*") -> Iterator[Path]:
    for path in folder.glob(pattern):
        with suppress(OSError, StorageFault):
            is_one = is_paper_name(path.name) and path.is_file() and not path.is_symlink()
            if is_one and not is_sealed_file(path):
                yield path
