"""The worker process: imports lists and builds the index, so that the window never waits for it.

One process, started when it is first needed, gone after a minute without work or when its parent
goes. Only values cross the pipe between them.
"""

import gc
import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from exportdesk.core.clock import SystemClock
from exportdesk.core.editions import Edition
from exportdesk.core.errors import ExportDeskError, StorageFault
from exportdesk.core.ids import EditionId, SourceKey
from exportdesk.core.processes import PATIENCE_SECONDS, context, end, step_back
from exportdesk.core.progress import Cancelled, Progress
from exportdesk.lists import Catalogue, load_catalogue
from exportdesk.operations.list_index import (
    build_index,
    ensure_index,
    ready_index,
    remove_stale_indexes,
)
from exportdesk.operations.matched_lists import MatchedLists, chosen, matched_lists, told_by
from exportdesk.operations.past_index import ensure_past_index, ready_past_index
from exportdesk.storage.lists_db import ListsDb

if TYPE_CHECKING:
    # The code of every format: read by the process, not by a command that might ask for one.
    from exportdesk.operations.import_list import ImportRequest, Taken

IDLE_SECONDS = 60.0

_LISTEN_SECONDS = 0.05
_REPORT_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class WorkerSetUp:
    """What the process is told. The catalogue is the one that the window works with.

    `turned` are the sources turned on or off by then: told anew with every piece of work.
    """

    lists_db: Path
    index_folder: Path
    zone: str
    catalogue: Catalogue
    idle_seconds: float = IDLE_SECONDS
    turned: Mapping[SourceKey, bool] = field(default_factory=dict)

    def choose(self, editions: Iterable[Edition]) -> MatchedLists:
        """Return what of the editions in force is matched."""
        return chosen(self.catalogue, self.turned)(editions)

    def choose_past(self, editions: Iterable[Edition]) -> MatchedLists:
        """Return what is matched of editions of the past: also of sources turned off since."""
        return matched_lists(editions, self.catalogue)


class WorkerFailed(Exception):
    """A bug in the worker process, with the traceback it had there."""


class ListWorker:
    """The near end of the worker process. One piece of work at a time; calls wait their turn."""

    def __init__(
        self,
        lists_db: Path,
        index_folder: Path,
        zone: str,
        *,
        catalogue: Catalogue | None = None,
        turned: Callable[[], Mapping[SourceKey, bool]] = dict,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        """Without a `catalogue` it is the one that comes with the program.

        `turned` tells which sources the user has turned on or off, at the moment it is called.
        """
        self._turned = turned
        self._set_up = WorkerSetUp(
            lists_db, index_folder, zone, catalogue or load_catalogue(), idle_seconds
        )
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._turn = Lock()
        self._closing = False

    @property
    def process_id(self) -> int | None:
        """The id of the process while there is one."""
        process = self._process
        return process.pid if process is not None and process.is_alive() else None

    def import_file(self, request: "ImportRequest", progress: Progress) -> Edition:
        """Take in a list file and build the index with it; return the edition, now in force.

        Raises ListRefused, BadInput, StorageFault, Cancelled; the last good edition is then in
        force as before.
        """
        (taken,) = self.import_files([request], progress)
        if isinstance(taken, Exception):
            raise taken
        return taken

    def import_files(
        self, requests: "Sequence[ImportRequest]", progress: Progress
    ) -> "tuple[Taken, ...]":
        """Take in several list files and build the index once, with all of them.

        Returns the edition of each, or why it is refused. Raises StorageFault, Cancelled; all is
        then in force as before.
        """
        taken = self._ask(("import", tuple(requests)), progress)
        assert isinstance(taken, tuple)
        return taken

    def prepare_index(self, progress: Progress) -> Path | None:
        """Return the index of the editions in force, built where it is missing; None without lists.

        Where it is ready, or there is no list, no process is started. Raises StorageFault,
        Cancelled.
        """
        lists_db = self._set_up.lists_db
        if not lists_db.exists():
            return None
        ready = _ready(replace(self._set_up, turned=self._turned()))
        if ready is not None:
            return ready
        folder = self._ask(("prepare", ()), progress)
        assert folder is None or isinstance(folder, Path)
        return folder

    def prepare_past(self, editions: tuple[Edition, ...], progress: Progress) -> Path:
        """Return the index of exactly these editions, built where it is missing.

        Where it is ready, no process is started. Raises BadInput (no such edition), StorageFault,
        Cancelled.
        """
        matched = self._set_up.choose_past(editions)
        ready = ready_past_index(self._set_up.index_folder, matched)
        if ready is not None:
            return ready
        folder = self._ask(("past", tuple(edition.id for edition in editions)), progress)
        assert isinstance(folder, Path)
        return folder

    def close(self) -> None:
        """End the process. What it is doing is undone, and whoever waits for it gets Cancelled."""
        self._closing = True
        with self._turn:
            self._end()

    def _ask(self, command: tuple[str, object], progress: Progress) -> object:
        with self._turn:
            for _ in range(2):
                if self._closing:
                    raise Cancelled
                pipe = self._reach()
                try:
                    pipe.send((*command, self._turned()))
                    if pipe.recv() != ("begun",):
                        raise EOFError
                except (EOFError, OSError):
                    self._end()  # it went for want of work just now: begin again with a new one
                    continue
                return self._listen(pipe, progress)
            raise StorageFault("worker-died")

    def _listen(self, pipe: Connection, progress: Progress) -> object:
        cancelled_at: float | None = None
        last: tuple[int, int | None] | None = None
        while True:
            try:
                told: tuple[Any, ...] | None = pipe.recv() if pipe.poll(_LISTEN_SECONDS) else None
            except (EOFError, OSError) as error:
                self._end()
                if cancelled_at is not None:
                    raise Cancelled from error
                raise StorageFault("worker-died") from error
            if told is not None and told[0] == "done":
                return told[1]
            if told is not None and told[0] == "failed":
                raise told[1]
            if cancelled_at is not None:
                if time.monotonic() - cancelled_at > PATIENCE_SECONDS:
                    self._end()
                    raise Cancelled
                continue
            if self._closing:
                self._end()
                raise Cancelled
            try:
                last = _report(told, last, progress)
            except Cancelled:
                # The worker decides: it may be done already, and then what it did stands.
                cancelled_at = time.monotonic()
                with suppress(OSError):
                    pipe.send("cancel")

    def _reach(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self._end()
        method = context()
        near, far = method.Pipe()
        self._process = method.Process(
            target=work, args=(far, self._set_up), name="exportdesk-lists", daemon=True
        )
        self._process.start()
        far.close()
        self._pipe = near
        return near

    def _end(self) -> None:
        pipe, self._pipe = self._pipe, None
        process, self._process = self._process, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            end(process)


def _report(
    told: tuple[Any, ...] | None, last: tuple[int, int | None] | None, progress: Progress
) -> tuple[int, int | None] | None:
    """Pass on what the worker told. Silence passes on the last step, so that a stop is noticed."""
    if told is not None and told[0] == "stage":
        progress.stage(told[1])
        return (0, None)
    if told is not None:
        last = (told[1], told[2])
    if last is not None:
        progress.step(*last)
    return last


def work(pipe: Connection, set_up: WorkerSetUp) -> None:
    """Do what comes through the pipe, until it closes or nothing comes for a while."""
    step_back()
    # Millions of small values without a cycle among them: looking for cycles took a tenth of the
    # time. What little there is, is collected between two pieces of work.
    gc.disable()
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while pipe.poll(set_up.idle_seconds):
            asked = pipe.recv()
            if asked == "cancel":
                continue  # a stop that came after the work was done
            command, request, turned = asked
            pipe.send(("begun",))
            told = replace(set_up, turned=turned)
            pipe.send(_answer(command, request, told, _PipeProgress(pipe)))
            gc.collect()
    pipe.close()


def _answer(
    command: str, request: tuple[object, ...], set_up: WorkerSetUp, progress: Progress
) -> tuple[str, object]:
    try:
        match command:
            case "import":
                return "done", _import(request, set_up, progress)
            case "past":
                editions = tuple(EditionId(str(one)) for one in request)
                return "done", _prepare_past(editions, set_up, progress)
        return "done", _prepare(set_up, progress)
    except (ExportDeskError, Cancelled) as error:
        return "failed", error
    except (EOFError, BrokenPipeError):
        raise  # the parent is gone, and with it whoever would read an answer
    except Exception as error:  # noqa: BLE001 - handed to the parent, whose crash handler shows it
        return "failed", _told(error)


def _import(
    requests: tuple[object, ...], set_up: WorkerSetUp, progress: Progress
) -> "tuple[Taken, ...]":
    from exportdesk.operations.import_list import ImportRequest, import_editions
    from exportdesk.rulebook import load_rulebook

    wanted = tuple(one for one in requests if isinstance(one, ImportRequest))
    country_code: Callable[[str], str] = load_rulebook().countries.country_code
    # The index of a bundle's many editions is built once all of them have come in.
    bundled = all(request.bundled for request in wanted)
    db = ListsDb.open(set_up.lists_db)
    try:
        return import_editions(
            db,
            wanted,
            progress,
            SystemClock(set_up.zone),
            source_of=set_up.catalogue.source,
            country_code=country_code,
            told_by_of=lambda source: told_by(source, set_up.catalogue),
            before_keeping=lambda: (
                None if bundled else build_index(db, set_up.index_folder, progress, set_up.choose)
            ),
        )
    finally:
        # Whatever came of it: the index of an edition that was not kept in the end goes too.
        if not bundled:
            with suppress(StorageFault):
                remove_stale_indexes(db, set_up.index_folder, set_up.choose)
        db.close()


def _ready(set_up: WorkerSetUp) -> Path | None:
    try:
        db = ListsDb.open(set_up.lists_db, read_only=True)
    except StorageFault:
        return None  # the worker may bring the file up to date, or says what is wrong with it
    try:
        return ready_index(db, set_up.index_folder, set_up.choose)
    finally:
        db.close()


def _prepare(set_up: WorkerSetUp, progress: Progress) -> Path | None:
    db = ListsDb.open(set_up.lists_db)
    try:
        folder = ensure_index(db, set_up.index_folder, progress, set_up.choose)
        remove_stale_indexes(db, set_up.index_folder, set_up.choose)
        return folder
    finally:
        db.close()


def _prepare_past(editions: tuple[EditionId, ...], set_up: WorkerSetUp, progress: Progress) -> Path:
    db = ListsDb.open(set_up.lists_db)
    try:
        return ensure_past_index(db, set_up.index_folder, editions, progress, set_up.choose_past)
    finally:
        db.close()


class _PipeProgress:
    """Tells the parent how far the work is, now and then, and hears when it is to stop."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._next = 0.0

    def stage(self, name: str) -> None:
        self._pipe.send(("stage", name))
        self._next = 0.0

    def step(self, done: int, total: int | None = None) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _REPORT_SECONDS
        if self._pipe.poll(0) and self._pipe.recv() == "cancel":
            raise Cancelled
        self._pipe.send(("step", done, total))


def _told(error: Exception) -> WorkerFailed:
    return WorkerFailed("".join(traceback.format_exception(error)))
