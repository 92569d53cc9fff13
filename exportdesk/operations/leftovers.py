"""What a killed program leaves behind: unfinished backups and restores, halves of papers.

Whatever is under way carries the number of its process. It is a left-over once that process is
gone; where nobody can tell, once it is an hour old.
"""

import os
import re
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from exportdesk.core.clock import Moment
from exportdesk.core.processes import is_gone
from exportdesk.operations.backup_archive import archive_trouble
from exportdesk.storage.opening import writing
from exportdesk.storage.salvaging import PAPERS_ASIDE, digests_in
from exportdesk.storage.workspace import Workspace

MAKING, RESTORING = "making", "restoring"
_PARTIAL = "partial.txt"
_OLD = 3600.0
_FOLDER = re.compile(rf"(?:{MAKING}|{RESTORING})-(\d+)-.*")
_FILE = re.compile(r".*\.(\d+)\.part")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """Papers that no record names: their paths, and how many bytes they are."""

    paths: tuple[Path, ...]
    size: int


def begun_by_us(kind: str) -> str:
    """Return what the folder begins with that this process works in."""
    return f"{kind}-{os.getpid()}-"


def is_left_over(path: Path) -> bool:
    """Whether the process that made this file or folder is gone, or must be. Raises OSError."""
    found = _FOLDER.fullmatch(path.name) or _FILE.fullmatch(path.name)
    if found is not None and is_gone(int(found[1])):
        return True
    # Old by its own time: one that is far in the future is not under way either.
    return abs(time.time() - path.stat().st_mtime) >= _OLD


def note_partial(staged: Path, partial: Path) -> None:
    """Note in the working folder where the unfinished file is: it may be on any disk."""
    with archive_trouble(staged / _PARTIAL):
        (staged / _PARTIAL).write_text(str(partial.absolute()), encoding="utf-8")


def sweep_backups(folder: Path, kind: str = MAKING, *, keep: str = "") -> None:
    """Take away what killed backups or restores of a workspace left, but for the folder `keep`."""
    for path in (folder / "backups").glob(f"{kind}-*"):
        with suppress(OSError):
            if path.name == keep or not path.is_dir() or not is_left_over(path):
                continue
            _sweep_partial(path)
            shutil.rmtree(path, ignore_errors=True)


def sweep_parts(folder: Path) -> None:
    """Take away halves of papers and notes that a killed program was about to write."""
    patterns = ("attachments/??/*.part", "restore.json.*.part", "workspace.key.*.part")
    for path in (one for pattern in patterns for one in folder.glob(pattern)):
        with suppress(OSError):
            if is_left_over(path):
                path.unlink()


def unclaimed(workspace: Workspace) -> Unclaimed:
    """Return the papers whose hash stands nowhere in the records, not even in an event."""
    held = {
        path.name: path
        for path in (workspace.folder / "attachments").glob("??/*")
        if _DIGEST.fullmatch(path.name) and path.is_file() and not path.is_symlink()
    }
    claimed = digests_in(workspace.db) if held else set()
    paths = tuple(held[name] for name in sorted(held.keys() - claimed))
    return Unclaimed(paths, sum(path.stat().st_size for path in paths))


def put_aside(workspace: Workspace, found: Unclaimed, now: Moment, *, actor: str) -> Path:
    """Move papers that no record names out of the way, and note that. Nothing is deleted.

    Whoever keeps a paper writes it first and its record after: what is younger than an hour stays.
    """
    stamp = now.at.strftime("%Y%m%dT%H%M%SZ")
    aside = workspace.folder / "backups" / f"papers-without-records-{stamp}"
    with archive_trouble(aside):
        with writing(workspace.db):
            moved = _still_unclaimed(workspace, found.paths)
            if moved:
                aside.mkdir(parents=True, exist_ok=True)
                facts = {"papers": [path.name for path in moved], "folder": aside.name}
                workspace.events.append(
                    PAPERS_ASIDE, "workspace", facts, at=now.utc_text, actor=actor
                )
        # Nothing is moved that was not noted for good. Whoever is killed in between finds the
        # papers unclaimed once more; who keeps one meanwhile has it left where it is.
        with writing(workspace.db):
            for path in _still_unclaimed(workspace, moved):
                path.replace(aside / path.name)
    return aside


def _still_unclaimed(workspace: Workspace, paths: Sequence[Path]) -> list[Path]:
    still = {*unclaimed(workspace).paths}
    return [path for path in paths if path in still and _is_settled(path)]


def _is_settled(path: Path) -> bool:
    with suppress(OSError):
        return abs(time.time() - path.stat().st_mtime) >= _OLD
    return False


def _sweep_partial(staged: Path) -> None:
    with suppress(OSError, UnicodeError):
        partial = Path((staged / _PARTIAL).read_text("utf-8"))
        if _FILE.fullmatch(partial.name) and is_left_over(partial):
            partial.unlink()
