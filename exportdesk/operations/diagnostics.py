"""What helps somebody else to find a fault: versions, sizes and counts; no name, no path."""

import platform
import shutil
from contextlib import suppress
from pathlib import Path

from exportdesk import __version__
from exportdesk.core.clock import Clock
from exportdesk.core.mounts import mount_of, system_mounts
from exportdesk.operations.lists import Lists
from exportdesk.storage.backup_copies import counts_of, schema_of
from exportdesk.storage.opening import sqlite_version
from exportdesk.storage.workspace import Workspace

_FILES = ("workspace.db", "workspace.db-wal", "lists.db", "lists.db-wal")
_MEGABYTE = 1024 * 1024


def diagnostics(workspace: Workspace, lists: Lists, clock: Clock, *, window: str = "") -> str:
    """Return it as lines of text. `window` is what the interface tells of itself."""
    folder = workspace.folder
    lines = [
        f"ExportDesk {__version__}, {clock.now().text}",
        f"Python {platform.python_version()}, SQLite {sqlite_version()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        *([window] if window else []),
        _disk(folder),
        *(f"{name}: {_size(folder / name)}" for name in _FILES if (folder / name).is_file()),
        f"schema: {schema_of(workspace.db, 'workspace.db')}",
        "records: " + ", ".join(f"{count} {name}" for name, count in _counts(workspace).items()),
        f"read only: {'yes' if workspace.read_only else 'no'}",
        f"password: {_encryption(workspace)}",
        _backups(workspace),
    ]
    for one in lists.sources():
        edition = one.edition
        told = "none" if edition is None else f"{edition.listings} listings, {one.age_days} days"
        # The name of an own list is its owner's.
        name = "own list" if one.source.is_own else one.source.key
        lines.append(f"list {name}: {'on' if one.on else 'off'}, {told}")
    return "\n".join(lines) + "\n"


def log_tail(folder: Path, lines: int = 2_000) -> str:
    """Return the end of the log in the workspace `folder`. Raises OSError."""
    path = folder / "logs" / "exportdesk.log"
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 4 * _MEGABYTE))
        text = file.read().decode("utf-8", "replace")
    return "\n".join(text.splitlines()[-lines:])


def _counts(workspace: Workspace) -> dict[str, int]:
    return {
        "customers": workspace.customers.count(),
        "products": workspace.products.count(),
        "screenings": workspace.screenings.count(),
        **counts_of(workspace.db),
        "events": workspace.events.head().count,
    }


def _encryption(workspace: Workspace) -> str:
    if workspace.seal is None:
        return "no"
    # Read where there is a password, and not before.
    from exportdesk.storage.sealed_sqlite import sealed_version

    return f"yes, SQLCipher {sealed_version()}"


def _backups(workspace: Workspace) -> str:
    plan, state = workspace.settings.backup_plan(), workspace.settings.backup_state()
    daily = "daily" if plan.daily else "off"
    place = "elsewhere" if plan.folder else "in the workspace"
    return f"backups: {daily}, {place}, last {state.at or 'never'}, fault {state.fault or 'none'}"


def _disk(folder: Path) -> str:
    free = "?"
    with suppress(OSError):
        free = str(shutil.disk_usage(folder).free // _MEGABYTE)
    found = mount_of(folder.absolute(), system_mounts())
    return f"disk: {found.kind if found is not None else 'unknown'}, {free} MB free"


def _size(path: Path) -> str:
    return f"{path.stat().st_size / _MEGABYTE:.1f} MB"
