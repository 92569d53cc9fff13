"""Control lists: what is in force, how old it is, and taking in a new edition."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock, today
from exportdesk.core.editions import Edition, EditionUse
from exportdesk.core.errors import ExportDeskError, ReadOnlyWorkspace, StorageFault
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import Listing
from exportdesk.core.progress import Progress
from exportdesk.core.words import say
from exportdesk.lists import Catalogue, Source
from exportdesk.lists.catalogue import OWN
from exportdesk.operations.import_list import ImportRequest, Taken
from exportdesk.operations.list_index import index_key
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

_TRIES = 3


class Freshness(StrEnum):
    """How a source, or all of them, stand."""

    NONE = "none"
    CURRENT = "current"
    OLD = "old"


class Importer(Protocol):
    """Who reads list files and builds the index: `worker.ListWorker`, a process of its own."""

    def import_file(self, request: ImportRequest, progress: Progress) -> Edition:
        """Take a file in and return its edition."""
        ...

    def import_files(
        self, requests: Sequence[ImportRequest], progress: Progress
    ) -> tuple[Taken, ...]:
        """Take several files in at one moment and return what became of each."""
        ...

    def prepare_index(self, progress: Progress) -> Path | None:
        """Return the folder of the ready index, None where no list is in force."""
        ...

    def close(self) -> None:
        """Let go of what it works with."""
        ...


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How one source stands: its edition in force (None: never taken in) and its age in days."""

    source: Source
    edition: Edition | None
    age_days: int | None
    freshness: Freshness


@dataclass(frozen=True, slots=True)
class ListsStatus:
    """How all sources stand together; `oldest_days` is the age of the oldest in force."""

    sources: tuple[SourceStatus, ...]
    freshness: Freshness
    listings: int
    names: int
    lists: int
    oldest_days: int | None

    @property
    def state(self) -> str:
        """`ok`, `warn` or `none`, for the foot of the sidebar."""
        return {Freshness.CURRENT: "ok", Freshness.OLD: "warn", Freshness.NONE: "none"}[
            self.freshness
        ]

    @property
    def text(self) -> str:
        """How the lists stand, in two short lines."""
        if self.oldest_days is None:
            return _("No control lists yet")
        age = ngettext("{days} day old", "{days} days old", self.oldest_days).format(
            days=self.oldest_days
        )
        if self.freshness is Freshness.OLD:
            first = _("Lists out of date: {age}").format(age=age)
        else:
            first = _("Lists current: {age}").format(age=age if self.oldest_days else _("today"))
        second = ngettext("{lists} list", "{lists} lists", self.lists).format(lists=self.lists)
        parties = ngettext("{count:,} party", "{count:,} parties", self.listings).format(
            count=self.listings
        )
        return f"{first}\n{second} · {parties}"


@dataclass(frozen=True, slots=True)
class ReadyIndex:
    """An index on disk and the editions it was built from."""

    folder: Path
    editions: tuple[EditionUse, ...]


class Lists:
    """The control lists of a workspace. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        lists_db: Callable[[], ListsDb],
        importer: Importer,
        catalogue: Catalogue,
        clock: Clock,
        actor: Callable[[], str],
        catalogue_fault: ExportDeskError | None = None,
    ) -> None:
        """`catalogue_fault` is why the user's changes are not in `catalogue`."""
        self._workspace = workspace
        self._lists_db = lists_db
        self._importer = importer
        self._catalogue = catalogue
        self.catalogue_fault = catalogue_fault
        self._clock = clock
        self._actor = actor

    @property
    def catalogue(self) -> Catalogue:
        """The sources the program knows."""
        return self._catalogue

    def status(self) -> ListsStatus:
        """Return how every source in use stands today: on, or taken in once."""
        in_force = {edition.source: edition for edition in self._lists_db().in_force()}
        own = [self._catalogue.source(key) for key in in_force if key.startswith(OWN)]
        sources = tuple(
            self._source_status(source, in_force.get(source.key))
            for source in (*self._catalogue.sources, *own)
            if source.on or source.key in in_force
        )
        held = [status for status in sources if status.edition is not None]
        return ListsStatus(
            sources=sources,
            freshness=_overall(held),
            listings=sum(s.edition.listings for s in held if s.edition),
            names=sum(s.edition.names for s in held if s.edition),
            lists=sum(len(s.edition.counts) for s in held if s.edition),
            oldest_days=max((s.age_days or 0 for s in held), default=None),
        )

    def editions(self, source: SourceKey) -> list[Edition]:
        """Return the editions of one source that ever came in, newest first."""
        return self._workspace().editions.of_source(source)

    def uses(self) -> tuple[EditionUse, ...]:
        """Return what a paper says of each edition in force."""
        return tuple(self._use(edition) for edition in self._lists_db().in_force())

    def listing(self, uid: ListingUid) -> Listing | None:
        """Return a listing whole; one that is no longer listed as it last was."""
        return self._lists_db().listing(uid)

    def import_file(self, request: ImportRequest, progress: Progress) -> Edition:
        """Take in a list file and note its edition.

        Raises ListRefused (the guard's findings in its facts), BadInput, StorageFault, Cancelled;
        after each of them the last good edition is in force as before, but for the StorageFault
        "list-not-noted": then the new one is, and `catch_up` notes it at the next start.
        """
        if self._workspace().read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        self._catalogue.source(request.source)
        edition = self._importer.import_file(request, progress)
        self._note_new(edition.source)
        return edition

    def import_files(
        self, requests: Sequence[ImportRequest], progress: Progress
    ) -> tuple[Taken, ...]:
        """Take in several list files; return the edition of each, or why it is refused.

        All that are good come in force at one moment. Raises StorageFault and Cancelled, after
        which everything is in force as before, but for "list-not-noted" as in `import_file`.
        """
        if self._workspace().read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        taken = self._importer.import_files(requests, progress)
        new = [one.source for one in taken if isinstance(one, Edition)]
        if new:
            self._note_new(", ".join(new))
        return taken

    def _note_new(self, source: str) -> None:
        try:
            self.catch_up()
        except StorageFault as error:
            raise StorageFault("list-not-noted", source=source, why=say(error)) from error

    def catch_up(self) -> Changes:
        """Note in the workspace every edition taken in that it does not know yet.

        The lists and the workspace are two files: a stop between writing one and the other leaves
        an edition that no event tells of, perhaps one that is no longer in force. It is told now.
        """
        workspace = self._workspace()
        if workspace.read_only:
            return Changes.NOTHING
        changes = Changes.NOTHING
        for edition in self._lists_db().every_edition():
            if not workspace.editions.has(edition.id) and self._note(workspace, edition):
                changes = Changes.LISTS | Changes.EVENTS
        return changes

    def _note(self, workspace: Workspace, edition: Edition) -> bool:
        with writing(workspace.db):
            if workspace.editions.has(edition.id):
                return False  # another program, or another thread, was quicker
            workspace.editions.save(edition)
            workspace.events.append(
                "list_imported",
                edition.source,
                _edition_facts(edition),
                at=self._clock.now().utc_text,
                actor=self._actor(),
            )
        return True

    def prepare_index(self, progress: Progress) -> ReadyIndex | None:
        """Return the index of the editions in force, building it where it is missing.

        Raises StorageFault, "program-changed" where the worker process is of another version of
        the program than this one, Cancelled.
        """
        for _again in range(_TRIES):
            folder = self._importer.prepare_index(progress)
            if folder is None:
                return None
            editions = self._lists_db().in_force()
            if index_key(editions) == folder.name:
                return ReadyIndex(folder, tuple(self._use(edition) for edition in editions))
            # Another program took in an edition meanwhile: ask again for what is in force now.
        raise StorageFault("program-changed")

    def _source_status(self, source: Source, edition: Edition | None) -> SourceStatus:
        if edition is None:
            return SourceStatus(source, None, None, Freshness.NONE)
        old = self._too_old(edition)
        return SourceStatus(
            source, edition, self._age(edition), Freshness.OLD if old else Freshness.CURRENT
        )

    def _use(self, edition: Edition) -> EditionUse:
        return EditionUse(
            id=edition.id,
            source=edition.source,
            source_name=self._catalogue.name_of(edition.source),
            published=edition.published,
            published_said=edition.published_said,
            imported=edition.imported,
            sha256=edition.sha256,
            listings=edition.listings,
            counts=edition.counts,
            skipped=sum(skipped.count for skipped in edition.skipped),
            too_old=self._too_old(edition),
            findings=edition.findings,
            override_reason=edition.override_reason,
        )

    def _age(self, edition: Edition) -> int:
        dated: date = edition.published or edition.imported.local.date()
        return max(0, (today(self._clock) - dated).days)

    def _too_old(self, edition: Edition) -> bool:
        """Whether a newer edition is due. An own list is as the user keeps it, however old."""
        if edition.source.startswith(OWN):
            return False
        return self._age(edition) > self._workspace().settings.settings().list_age_limit_days


def _overall(held: list[SourceStatus]) -> Freshness:
    if not held:
        return Freshness.NONE
    if any(status.freshness is Freshness.OLD for status in held):
        return Freshness.OLD
    return Freshness.CURRENT


def _edition_facts(edition: Edition) -> dict[str, object]:
    return {
        "edition": edition.id,
        "source": edition.source,
        "origin": edition.origin,
        "format": edition.format,
        "imported": edition.imported.utc_text,
        "sha256": edition.sha256,
        "size": edition.size,
        "published": edition.published.isoformat() if edition.published else "",
        "published_said": edition.published_said,
        "read": edition.read,
        "listings": edition.listings,
        "counts": dict(edition.counts),
        "skipped": {skipped.reason: skipped.count for skipped in edition.skipped},
        "findings": [finding.code for finding in edition.findings],
        "override_reason": edition.override_reason,
    }
