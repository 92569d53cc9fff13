"""Lists for another computer: the editions in force written to one file, and taken in from it."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from platform import node

from exportdesk import __version__
from exportdesk.core.clock import Clock
from exportdesk.core.editions import Edition
from exportdesk.core.errors import (
    BadInput,
    ExportDeskError,
    ListRefused,
    ListsMissing,
    ReadOnlyWorkspace,
    StorageFault,
)
from exportdesk.core.ids import SourceKey, new_id
from exportdesk.core.progress import Cancelled, Progress
from exportdesk.lists import Bundle, BundleWriter, VerifiedBundle, read_bundle
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.lists import Lists
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.lists_history import ListsHistory
from exportdesk.storage.opening import fault, one_moment
from exportdesk.storage.workspace import Workspace

_STEP = 500


class BundledState(StrEnum):
    """What became of one source of a bundle."""

    TAKEN = "taken"
    REFUSED = "refused"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class BundleOutcome:
    """What became of one source of a bundle: its edition, or the error that says why not."""

    source: SourceKey
    state: BundledState
    edition: Edition | None = None
    error: ExportDeskError | None = None


@dataclass(frozen=True, slots=True)
class BundleWritten:
    """A bundle that was written and read back."""

    path: Path
    verified: VerifiedBundle


@dataclass(frozen=True, slots=True)
class BundleTaken:
    """A bundle that was read, and what became of each of its sources."""

    bundle: Bundle
    outcomes: tuple[BundleOutcome, ...]


class Bundles:
    """Bundles of a workspace. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        lists_db: Callable[[], ListsDb],
        lists: Lists,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._lists_db = lists_db
        self._lists = lists
        self._clock = clock

    def write(self, path: Path, progress: Progress) -> BundleWritten:
        """Write the edition in force of every list in use to one file, and read it back.

        A file at `path` is replaced, once the new one is whole. Raises ListsMissing where no list
        is in force, BadInput (no such folder), StorageFault, Cancelled.
        """
        if not path.parent.is_dir():
            raise BadInput("out-folder-missing", folder=str(path.parent))
        unfinished = path.with_name(f".{path.name}-{new_id()}.part")
        try:
            self._write(unfinished, progress)
            verified = read_bundle(unfinished, progress)
            unfinished.replace(path)
        except OSError as error:
            raise fault(error, path) from error
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
        return BundleWritten(path, verified)

    def look(self, path: Path, progress: Progress) -> VerifiedBundle:
        """Verify a bundle and say what is in it. Raises BadInput, ListRefused, Cancelled."""
        return read_bundle(path, progress)

    def take_in(
        self,
        path: Path,
        progress: Progress,
        *,
        only: SourceKey | None = None,
        override_reason: str = "",
    ) -> BundleTaken:
        """Verify a bundle, then take in each source in a transaction of its own, past the guard.

        Raises BadInput, ListRefused (damaged, cut off), ReadOnlyWorkspace, Cancelled; nothing was
        taken in then. What one source is refused for stands in its outcome.
        """
        if self._workspace().read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        bundle = read_bundle(path, progress).bundle
        wanted = [one.source for one in bundle.sources if only in (None, one.source)]
        if only is not None and not wanted:
            raise BadInput("bundle-without", file=path.name, source=only)
        outcomes: list[BundleOutcome] = []
        for source in wanted:
            request = ImportRequest(
                path.absolute(), source, override_reason=override_reason, bundled=True
            )
            try:
                outcomes.append(self._take(request, progress))
            except Cancelled:
                if not any(outcome.state is BundledState.TAKEN for outcome in outcomes):
                    raise
                done = len(outcomes)
                outcomes += [BundleOutcome(one, BundledState.STOPPED) for one in wanted[done:]]
                break
        self._prepare_index(outcomes, progress)
        return BundleTaken(bundle, tuple(outcomes))

    def _take(self, request: ImportRequest, progress: Progress) -> BundleOutcome:
        try:
            edition = self._lists.import_file(request, progress)
        except (ListRefused, BadInput) as error:
            return BundleOutcome(request.source, BundledState.REFUSED, error=error)
        except StorageFault as error:
            return BundleOutcome(request.source, BundledState.FAILED, error=error)
        return BundleOutcome(request.source, BundledState.TAKEN, edition)

    def _prepare_index(self, outcomes: list[BundleOutcome], progress: Progress) -> None:
        """Build the index of all that came in, once; what stops it leaves that to the next use."""
        if any(outcome.state is BundledState.TAKEN for outcome in outcomes):
            with suppress(Cancelled, StorageFault):
                self._lists.prepare_index(progress)

    def _write(self, path: Path, progress: Progress) -> None:
        progress.stage("bundle-writing")
        db = self._lists_db()
        history = ListsHistory(db.db)
        with one_moment(db.db):
            in_use = self._in_use()
            editions = [edition for edition, _confirmed in in_use]
            if not editions:
                raise ListsMissing("no-lists")
            counter = _Counter(progress, sum(edition.listings for edition in editions))
            with BundleWriter(path, __version__, self._clock.now(), node()) as writer:
                for edition, confirmed in in_use:
                    # Closed here: on a full disk it would end after the lists are closed.
                    with closing(history.stored_listings(edition.id)) as listings:
                        writer.add(edition, counter.count(listings), confirmed)
                writer.finish()
        with path.open("rb+") as written:
            os.fsync(written.fileno())

    def _in_use(self) -> list[tuple[Edition, date | None]]:
        """Return the editions in use, each with the day on which it was last confirmed."""
        found = [(one.edition, one.confirmed) for one in self._lists.sources() if one.on]
        held = [(edition, day) for edition, day in found if edition is not None]
        return sorted(held, key=lambda one: one[0].source)


class _Counter:
    """Tells how many listings of all sources went by."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def count(self, rows: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
        for row in rows:
            if self._done % _STEP == 0:
                self._progress.step(self._done, max(self._total, self._done))
            self._done += 1
            yield row
