"""Which backups are there to be restored from: the daily ones, and the last one made by hand."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from exportdesk.core.backups import BackupManifest, is_daily_name
from exportdesk.core.errors import ExportDeskError
from exportdesk.operations.backup_archive import read_manifest
from exportdesk.operations.backup_covers import uncovered
from exportdesk.operations.backups import BackupStatus
from exportdesk.storage.sealing import Seal


@dataclass(frozen=True, slots=True)
class BackupThere:
    """A backup that can be read: where it is, how large, and what it says of itself."""

    path: Path
    size: int
    manifest: BackupManifest


def backups_there(
    status: BackupStatus, workspace: Path, seal: Seal | None = None
) -> tuple[BackupThere, ...]:
    """Return the backups found, newest first; one that cannot be read is left out.

    Those made with the key that `seal` is say all of themselves.
    A restored workspace has another mark in the names of its backups, so those of every mark count.
    """
    found: dict[Path, BackupThere] = {}
    for path in _paths(status, workspace):
        with suppress(ExportDeskError, OSError):
            manifest = uncovered(read_manifest(path), seal)
            found.setdefault(path.resolve(), BackupThere(path, path.stat().st_size, manifest))
    return tuple(sorted(found.values(), key=lambda one: one.manifest.made.at, reverse=True))


def _paths(status: BackupStatus, workspace: Path) -> Iterator[Path]:
    """Yield where one may be; a folder that nobody answers for yields none."""
    for folder in dict.fromkeys((status.folder, workspace / "backups" / "daily")):
        with suppress(OSError):
            yield from (one for one in folder.iterdir() if is_daily_name(one.name))
    if status.state.hand_path:
        yield Path(status.state.hand_path)
