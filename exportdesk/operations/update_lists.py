"""Fetching newer lists: one source after the other, then all of them are taken in at one moment."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from exportdesk.core.clock import Clock, Moment, today
from exportdesk.core.company import Settings
from exportdesk.core.connections import Connected
from exportdesk.core.editions import Edition
from exportdesk.core.errors import (
    BadInput,
    ExportDeskError,
    FetchFailed,
    ListRefused,
    ReadOnlyWorkspace,
)
from exportdesk.core.ids import SourceKey
from exportdesk.core.list_checks import CheckState, ListCheck
from exportdesk.core.progress import Progress
from exportdesk.core.text import tidy_lines
from exportdesk.lists import Source
from exportdesk.lists.fetching import Fetched, FetchSettings, Validators, fetch, file_name
from exportdesk.lists.fetching.locking import alone
from exportdesk.lists.fetching.partial import writing_to
from exportdesk.operations.fetched_files import Arrived, Begun, take_in
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.kept_lists import with_kept
from exportdesk.operations.lists import Lists
from exportdesk.operations.no_network import Network, not_tried
from exportdesk.operations.source_settings import due
from exportdesk.operations.update_facts import checked, day_of, failed, refused
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

FIRST = SourceKey("us-csl")

_OLD_SECONDS = 24 * 3600
_REFUSED_OLD_SECONDS = 30 * _OLD_SECONDS
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class UpdateOutcome:
    """What came of updating one source.

    `edition` is the one in force afterwards. `error` says why it was refused, or failed. `check` is
    what the workspace keeps of it, None where nothing was asked.
    """

    source: SourceKey
    state: CheckState
    edition: Edition | None = None
    error: ExportDeskError | None = None
    fetched: Fetched | None = None
    check: ListCheck | None = None


Done = Callable[[UpdateOutcome], object]


class Updates:
    """Keeps the lists up to date. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        lists: Lists,
        quarantine: Path,
        clock: Clock,
        settings: Callable[[], Settings],
        patience: FetchSettings | None = None,
        noted: Callable[[Connected], object] | None = None,
    ) -> None:
        """`quarantine` is where files lie that nobody has judged yet.

        `noted` is told of every connection.
        """
        self._noted = noted
        self._workspace = workspace
        self._lists = lists
        self._quarantine = quarantine
        self._refused = quarantine / "refused"
        self._clock = clock
        self._settings = settings
        self._patience = patience or FetchSettings()

    def update(
        self,
        keys: Iterable[SourceKey] | None,
        progress: Progress,
        *,
        begun: Begun = lambda source, number, total: None,
        done: Done = lambda outcome: None,
    ) -> tuple[UpdateOutcome, ...]:
        """Fetch what is new of the sources `keys`, None for all in use; the CSL comes first.

        What came is taken in at one moment, once all were asked; the CSL at once where there was
        none before, so that there is something to screen against. One source's failure does not
        stop the others. `begun` is told each source with its number and how many there are, when it
        is asked and when its file is read; `done` each outcome as it comes. Raises Cancelled, with
        what is done kept; BadInput for a source that is unknown or turned off, StorageFault.
        """
        if self._workspace().read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        sources = self._sources(keys)
        network = Network()
        outcomes: dict[SourceKey, UpdateOutcome] = {}

        def tell(outcome: UpdateOutcome) -> None:
            outcomes[outcome.source] = outcome
            done(outcome)

        with ExitStack() as held:
            arrived: list[Arrived] = []
            for number, source in enumerate(sources, start=1):
                begun(source, number, len(sources))
                found = self._ask(source, (number, len(sources)), network, progress, held)
                if isinstance(found, UpdateOutcome):
                    tell(found)
                elif source.key == FIRST and found.before is None:
                    self._take_in([found], progress, begun, tell)
                else:
                    arrived.append(found)
            self._take_in(arrived, progress, begun, tell)
        return tuple(outcomes[source.key] for source in sources)

    def checks(self) -> dict[SourceKey, ListCheck | None]:
        """Return the last check of every source in use that the program can fetch."""
        newest = self._workspace().checks.newest()
        return {source.key: newest.get(source.key) for source in self._lists.in_use() if source.url}

    def over(self) -> frozenset[SourceKey]:
        """Return the sources whose check failed, and whose list came in by another way since."""
        checks = self.checks().values()
        return frozenset(
            one.source
            for one in checks
            if one is not None and one.is_over(self._lists.in_force(one.source))
        )

    def due(self, *, starting: bool = False) -> tuple[SourceKey, ...]:
        """Return the sources to ask now though nobody said so; none in a read-only workspace."""
        if self._workspace().read_only:
            return ()
        return due(self._clock.now(), self._settings(), self.checks(), starting=starting)

    def history(self, source: SourceKey, *, limit: int = 50) -> list[ListCheck]:
        """Return the checks of one source, newest first."""
        return self._workspace().checks.of_source(source, limit=limit)

    def waiting(self, source: SourceKey) -> ListCheck | None:
        """Return the check whose refused file still waits to be taken anyway, None without one."""
        check = self._workspace().checks.newest_judged(source)
        if check is None or check.state is not CheckState.REFUSED or not check.file:
            return None
        return check if (self._refused / check.file).is_file() else None

    def take_anyway(self, source: SourceKey, reason: str, progress: Progress) -> UpdateOutcome:
        """Take the file that the last check refused, for a reason that goes on the record.

        Raises BadInput (no reason, no such file), ListRefused, StorageFault, Cancelled.
        """
        reason = tidy_lines(reason)
        if not reason:
            raise BadInput("reason-missing")
        known = self._lists.catalogue.source(source)
        check = self.waiting(source)
        path = self._refused / check.file if check is not None else None
        if check is None or path is None or _sha256(path) != check.sha256:
            raise BadInput("nothing-refused", source=known.name)
        with self._alone(known):
            request = ImportRequest(
                path=path,
                source=source,
                override_reason=reason,
                origin=check.url,
                dated=day_of(check),
            )
            edition = self._lists.import_file(request, progress)
            taken = replace(
                check,
                state=CheckState.UPDATED,
                edition=edition.id,
                code="",
                facts={},
                findings=(),
                overridable=False,
                file="",
            )
            self._note(taken)
            self._drop_refused(known)
        return UpdateOutcome(source, CheckState.UPDATED, edition, check=taken)

    def tidy(self) -> None:
        """Take away files that nobody came for: the program ended between fetching and reading."""
        for folder, seconds in (
            (self._quarantine, _OLD_SECONDS),
            (self._refused, _REFUSED_OLD_SECONDS),
        ):
            with suppress(OSError):
                for path in list(folder.iterdir()):
                    old = time.time() - path.stat().st_mtime > seconds
                    if old and path.is_file() and path.suffix != ".lock":
                        path.unlink()

    def _sources(self, keys: Iterable[SourceKey] | None) -> list[Source]:
        if keys is None:
            chosen = [source for source in self._lists.in_use() if not source.is_own]
        else:
            chosen = [self._lists.catalogue.source(key) for key in dict.fromkeys(keys)]
            for source in chosen:
                if self._lists.is_turned_off(source.key):
                    raise BadInput("source-off", source=source.name)
        return sorted(chosen, key=lambda source: source.key != FIRST)

    def _ask(
        self,
        source: Source,
        place: tuple[int, int],
        network: Network,
        progress: Progress,
        held: ExitStack,
    ) -> UpdateOutcome | Arrived:
        """Fetch one source; what came is held, against other programs, until `held` ends."""
        if not source.url:
            error = FetchFailed("fetch-no-address", source=source.name, page=source.page)
            in_force = self._lists.in_force(source.key)
            return UpdateOutcome(source.key, CheckState.BY_HAND, in_force, error)
        at = self._clock.now()
        if network.is_down:
            return self._failed(source, not_tried(source), at)
        try:
            with ExitStack() as holding:
                holding.enter_context(self._alone(source))
                before = self._lists.in_force(source.key)
                fetched = self._fetch(source, before, progress)
                network.note(source, None)
                check = checked(source, fetched, at, today(self._clock))
                if fetched.path is None:
                    return self._good(check, before, before, fetched, source)
                holding.callback(_remove, fetched.path)
                held.enter_context(holding.pop_all())
                return Arrived(source, *place, fetched, check, before)
        except FetchFailed as failure:
            network.note(source, failure)
            return self._failed(source, failure, at)

    def _fetch(self, source: Source, before: Edition | None, progress: Progress) -> Fetched:
        return fetch(
            source,
            self._quarantine,
            progress,
            clock=self._clock,
            known=self._known(before),
            settings=replace(self._patience, proxy=self._settings().proxy, noted=self._noted),
        )

    def _take_in(
        self, arrived: list[Arrived], progress: Progress, begun: Begun, tell: Done
    ) -> None:
        """Take in what was fetched, where it is anything new and good."""
        for one, taken in take_in(self._lists, arrived, progress, begun):
            if isinstance(taken, Edition):
                tell(self._good(one.check, one.before, taken, one.fetched, one.source))
            elif isinstance(taken, ListRefused):
                in_force = self._lists.in_force(one.source.key)
                tell(self._not_taken(one.source, taken, one.check, one.fetched, in_force))
            else:
                tell(self._failed(one.source, taken, one.check.at))

    def _good(
        self,
        check: ListCheck,
        before: Edition | None,
        now: Edition | None,
        fetched: Fetched,
        source: Source,
    ) -> UpdateOutcome:
        same = before is not None and now is not None and before.id == now.id
        state = CheckState.UNCHANGED if same else CheckState.UPDATED
        check = replace(check, state=state, edition=now.id if now is not None else None)
        self._note(check)
        self._drop_refused(source)
        return UpdateOutcome(source.key, state, now, fetched=fetched, check=check)

    def _not_taken(
        self,
        source: Source,
        error: ListRefused,
        check: ListCheck,
        fetched: Fetched,
        before: Edition | None,
    ) -> UpdateOutcome:
        """Keep a refused file where a person may take it anyway, until the next check."""
        check = refused(check, error, before)
        self._drop_refused(source)
        if check.overridable and fetched.path is not None:
            with suppress(OSError):  # without it, taking it anyway needs another download
                self._refused.mkdir(exist_ok=True)
                fetched.path.replace(self._refused / fetched.path.name)
                check = replace(check, file=fetched.path.name)
        self._note(check)
        return UpdateOutcome(source.key, check.state, before, error, fetched, check)

    def _failed(self, source: Source, error: ExportDeskError, at: Moment) -> UpdateOutcome:
        before = self._lists.in_force(source.key)
        error = with_kept(error, source, self._lists.sources())
        check = failed(source, error, at, before)
        if error.code != "fetch-running":  # whoever is at it notes what comes of it
            self._note(check)
        return UpdateOutcome(source.key, check.state, before, error, check=check)

    def _known(self, before: Edition | None) -> Validators | None:
        """Return what to ask with: whether there is anything newer than the edition in force."""
        if before is None:
            return None
        check = self._workspace().checks.newest_good().get(before.source)
        if check is None or check.edition != before.id or not check.sha256:
            return None
        return Validators(check.asked, check.etag, check.last_modified, check.sha256)

    def _note(self, check: ListCheck) -> None:
        workspace = self._workspace()
        with writing(workspace.db):
            workspace.checks.add(check)

    def _drop_refused(self, source: Source) -> None:
        name = file_name(source)
        with suppress(OSError):
            for path in list(self._refused.iterdir()):
                if path.stem.rpartition("-")[0] == name:
                    path.unlink()

    @contextmanager
    def _alone(self, source: Source) -> Iterator[None]:
        """Hold a source from the question to the verdict, against other programs."""
        try:
            with writing_to(self._quarantine):
                self._quarantine.mkdir(parents=True, exist_ok=True)
            with alone(self._quarantine / f"{file_name(source)}.update.lock"):
                yield
        except FetchFailed as error:
            raise FetchFailed(error.code, **{"source": source.name, **error.facts}) from error


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return ""
    return digest.hexdigest()
