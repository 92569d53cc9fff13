"""The screening index of editions that were in force once: built when asked for, a few are kept."""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from exportdesk.core.ids import EditionId, new_id
from exportdesk.core.progress import Progress
from exportdesk.operations.list_index import (
    PAST,
    index_key,
    is_being_built,
    write_index,
)
from exportdesk.operations.matched_lists import Choose, MatchedLists, all_of, matched_listings
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.lists_history import ListsHistory

KEPT = 2
_GOING = ".going-"


def past_index(folder: Path, matched: MatchedLists) -> Path:
    """Return where the index of these lists is, once it is built, below the index folder."""
    return folder / PAST / index_key(matched)


def ready_past_index(folder: Path, matched: MatchedLists) -> Path | None:
    """Return the index of these lists where it is there, else None."""
    # What is in force now may be what was in force then.
    for target in (folder / index_key(matched), past_index(folder, matched)):
        if target.is_dir():
            with suppress(OSError):
                os.utime(target)  # the one asked for last is the last to go
            return target
    return None


def ensure_past_index(
    db: ListsDb,
    folder: Path,
    editions: Sequence[EditionId],
    progress: Progress,
    choose: Choose = all_of,
) -> Path:
    """Return the index of exactly these editions, building it where it is missing.

    `choose` tells which of their lists give way to others. Raises BadInput (no such edition),
    StorageFault, Cancelled.
    """
    history = ListsHistory(db.db)
    matched = choose([history.edition(edition_id) for edition_id in editions])
    ready = ready_past_index(folder, matched)
    if ready is not None:
        return ready
    count = sum(edition.listings for edition in matched.editions)
    built = write_index(
        lambda: matched_listings(db, matched, as_of_their_day=True),
        count, past_index(folder, matched), progress,
    )  # fmt: skip
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
