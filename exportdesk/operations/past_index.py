"""The screening index of editions that were in force once: built when asked for, a few are kept."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path

from exportdesk.core.editions import Edition
from exportdesk.core.ids import EditionId, new_id
from exportdesk.core.listings import Listing
from exportdesk.core.progress import Progress
from exportdesk.operations.list_index import (
    PAST,
    ensure_index,
    index_key,
    is_being_built,
    write_index,
)
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.lists_history import ListsHistory

KEPT = 2
_GOING = ".going-"


def past_index(folder: Path, editions: Sequence[Edition]) -> Path:
    """Return where the index of these editions is, once it is built, below the index folder."""
    return folder / PAST / index_key(editions)


def ready_past_index(folder: Path, editions: Sequence[Edition]) -> Path | None:
    """Return the index of these editions where it is there, else None."""
    # What is in force now may be what was in force then.
    for target in (folder / index_key(editions), past_index(folder, editions)):
        if target.is_dir():
            with suppress(OSError):
                os.utime(target)  # the one asked for last is the last to go
            return target
    return None


def ensure_past_index(
    db: ListsDb, folder: Path, editions: Sequence[EditionId], progress: Progress
) -> Path:
    """Return the index of exactly these editions, building it where it is missing.

    Raises BadInput (no such edition), StorageFault, Cancelled.
    """
    history = ListsHistory(db.db)
    wanted = [history.edition(edition_id) for edition_id in editions]
    ready = ready_past_index(folder, wanted)
    if ready is not None:
        return ready
    if index_key(wanted) == index_key(db.in_force()):
        current = ensure_index(db, folder, progress)
        assert current is not None
        return current

    def listings() -> Iterator[Listing]:
        return chain.from_iterable(db.listings_as_of(edition.id) for edition in wanted)

    count = sum(edition.listings for edition in wanted)
    built = write_index(listings, count, past_index(folder, wanted), progress)
    _clear_away(built)
    return built


def _clear_away(newest: Path) -> None:
    """Remove what is beyond the few that are kept, and what was never finished."""
    with suppress(OSError):
        others = [path for path in newest.parent.iterdir() if path.is_dir() and path != newest]
        hidden = [path for path in others if path.name.startswith(".")]
        whole = sorted(
            (path for path in others if path not in hidden),
            key=lambda path: path.stat().st_mtime,
            reverse=True,
        )
        for path in (*whole[KEPT - 1 :], *(path for path in hidden if not is_being_built(path))):
            _remove(path)


def _remove(path: Path) -> None:
    # One that is open on Windows cannot be renamed: it stays whole, and goes another time.
    with suppress(OSError):
        going = path.with_name(f"{_GOING}{new_id()}")
        path.rename(going)
        shutil.rmtree(going, ignore_errors=True)
