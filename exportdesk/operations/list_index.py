"""The screening index of the lists in force: built once for a set of editions, kept beside them."""

import shutil
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from exportdesk.core.canonical import canonical_json, sha256_hex
from exportdesk.core.errors import StorageFault
from exportdesk.core.ids import new_id
from exportdesk.core.listings import Listing
from exportdesk.core.progress import Progress
from exportdesk.operations.matched_lists import (
    Choose,
    MatchedLists,
    all_of,
    matched_listings,
)
from exportdesk.screening import ALGORITHM
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.opening import fault

_STEP = 500
_UNFINISHED = ".building-"
_GIVEN_UP_SECONDS = 600
PAST = "past"
"""Where the indexes of past days are, beside the one in force (`past_index`)."""


def index_key(matched: MatchedLists) -> str:
    """Return the name of the index of these lists and the matcher's present rules."""
    return sha256_hex(canonical_json([ALGORITHM, *matched.facts]))[:24]


def ready_index(db: ListsDb, folder: Path, choose: Choose = all_of) -> Path | None:
    """Return the index of the lists in force where it is there, else None.

    `choose` tells what of the editions in force is matched; the same for all functions here.
    """
    matched = choose(db.in_force())
    target = folder / index_key(matched)
    return target if matched.editions and target.is_dir() else None


def ensure_index(
    db: ListsDb, folder: Path, progress: Progress, choose: Choose = all_of
) -> Path | None:
    """Return the index of the lists in force, building it where it is missing.

    None where no list is in force and in use. Raises StorageFault, Cancelled.
    """
    ready = ready_index(db, folder, choose)
    if ready is not None or not choose(db.in_force()).editions:
        return ready
    return build_index(db, folder, progress, choose)


def build_index(db: ListsDb, folder: Path, progress: Progress, choose: Choose = all_of) -> Path:
    """Build the index of the lists that `db` sees in force; half an index is never found.

    Raises StorageFault (disk full, folder not writable), Cancelled.
    """
    matched = choose(db.in_force())
    count = sum(edition.listings for edition in matched.editions)
    target = folder / index_key(matched)
    return write_index(lambda: matched_listings(db, matched), count, target, progress)


def write_index(
    listings: Callable[[], Iterable[Listing]], count: int, target: Path, progress: Progress
) -> Path:
    """Build the index of about `count` listings that `listings` reads, in the folder `target`.

    Reading begins and ends in here, so that nobody else holds the file open. Raises as
    `build_index`.
    """
    from exportdesk.screening import IndexBuilder  # numpy, and every rule of names

    progress.stage("building-index")
    folder = target.parent
    unfinished = folder / f"{_UNFINISHED}{new_id()}"
    try:
        unfinished.mkdir(parents=True)
        builder = IndexBuilder()
        total = count + count // 2
        for number, listing in enumerate(listings()):
            if number % _STEP == 0:
                progress.step(number, total)
            builder.add(listing)
        builder.finish(unfinished, _LastPart(progress, count, total))
        _put_in_place(unfinished, target)
    except OSError as error:
        raise fault(error, unfinished) from error
    except StorageFault as error:
        if isinstance(error.__cause__, OSError):  # a full disk is told as one, wherever it fills
            raise fault(error.__cause__, unfinished) from error
        raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return target


def remove_stale_indexes(db: ListsDb, folder: Path, choose: Choose = all_of) -> None:
    """Remove every index but the one in force; one that is still open on Windows stays for now.

    An unfinished one may be another program's work: it goes when it is clearly nobody's any more.
    Those of past days are left to `past_index`.
    """
    keep = (index_key(choose(db.in_force())), PAST)
    with suppress(OSError):
        for other in list(folder.iterdir()):
            if other.is_dir() and other.name not in keep and not is_being_built(other):
                shutil.rmtree(other, ignore_errors=True)


def is_being_built(folder: Path) -> bool:
    """Whether this may be another program's unfinished work."""
    given_up = time.time() - folder.stat().st_mtime > _GIVEN_UP_SECONDS
    return folder.name.startswith(_UNFINISHED) and not given_up


def _put_in_place(unfinished: Path, target: Path) -> None:
    try:
        unfinished.rename(target)
    except OSError:
        # Another program built the same index meanwhile: both are the same, either will do.
        if not target.is_dir():
            raise


class _LastPart:
    """Reports what is left of the work as going on from where it stands, not as beginning anew."""

    def __init__(self, progress: Progress, begin: int, end: int) -> None:
        self._progress = progress
        self._begin = begin
        self._end = end

    def stage(self, name: str) -> None:
        """Do nothing: it is still the same stage."""

    def step(self, done: int, total: int | None = None) -> None:
        part = done * (self._end - self._begin) // total if total else 0
        self._progress.step(self._begin + part, self._end)
