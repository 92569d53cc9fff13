"""Control lists: what is in force, how old it is, and taking in a new edition."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock, Moment, today
from exportdesk.core.editions import Edition, EditionUse
from exportdesk.core.errors import (
    BadInput,
    ExportDeskError,
    ListRefused,
    ReadOnlyWorkspace,
    StorageFault,
)
from exportdesk.core.ids import EditionId, ListingUid, SourceKey
from exportdesk.core.list_checks import ListCheck
from exportdesk.core.listings import Listing
from exportdesk.core.progress import Progress
from exportdesk.core.words import say
from exportdesk.core.words.parties import Origin
from exportdesk.lists import Catalogue, Source
from exportdesk.operations.compared import compared
from exportdesk.operations.edition_ages import overall, status_of, uses_of
from exportdesk.operations.edition_dates import date_fault, note_dates
from exportdesk.operations.edition_facts import edition_facts
from exportdesk.operations.list_index import index_key
from exportdesk.operations.lists_status import (
    Importer,
    ListsStatus,
    ReadyIndex,
    SourceStatus,
    dated_as,
    with_holders,
)
from exportdesk.operations.matched_lists import (
    MatchedLists,
    chosen,
    matched_listings,
    matched_lists,
)
from exportdesk.operations.other_source import pointing
from exportdesk.operations.source_settings import (
    confirmed,
    every_source,
    is_on,
    looks_by_itself,
    next_check,
    sources_in_use,
)
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.lists_linking import Look
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

if TYPE_CHECKING:
    # Reading list files takes the code of every format: only who takes one in needs it.
    from exportdesk.operations.import_list import ImportRequest, Taken
    from exportdesk.screening.touching import ListChanges

_TRIES = 3


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
        index_folder: Path,
        catalogue_fault: ExportDeskError | None = None,
    ) -> None:
        """`index_folder` is where the importer keeps the index.

        `catalogue_fault` is why the user's changes are not in `catalogue`.
        """
        self._workspace = workspace
        self._lists_db = lists_db
        self._importer = importer
        self._catalogue = catalogue
        self.catalogue_fault = catalogue_fault
        self._clock = clock
        self._actor = actor
        self._index_folder = index_folder

    @property
    def catalogue(self) -> Catalogue:
        """The sources the program knows."""
        return self._catalogue

    def status(self) -> ListsStatus:
        """Return how every source in use stands today: one that is on, or taken in by hand."""
        sources = tuple(status for status in self.sources() if status.on)
        held = [status for status in sources if status.edition is not None]
        count = compared(self.matched(), self._index_folder)
        return ListsStatus(
            sources=sources,
            freshness=overall(held),
            listings=count.listings,
            names=count.names,
            lists=count.lists,
            oldest_days=max((s.age_days or 0 for s in held), default=None),
            missing=len(sources) - len(held),
        )

    def sources(self) -> tuple[SourceStatus, ...]:
        """Return how every source of the catalogue and every own list stands, in use or not."""
        in_force = {edition.source: edition for edition in self._lists_db().in_force()}
        workspace = self._workspace()
        turned, settings = workspace.settings.turned(), workspace.settings.settings()
        last, good = workspace.checks.newest(), workspace.checks.newest_good()
        by_itself = looks_by_itself(settings, last, starting=False)
        letters, day = workspace.settings.own_tables().letter_days, today(self._clock)
        found = []
        for source in every_source(self._catalogue, in_force):
            edition = in_force.get(source.key)
            on = is_on(source, turned, held=edition is not None)
            status = status_of(source, edition, good, settings.list_age_limit_days, day)
            check = last.get(source.key)
            asks = on and by_itself and bool(source.url)
            dated, dated_by = dated_as(edition, letters.get(source.key))
            found.append(
                replace(
                    status,
                    on=on,
                    check=check,
                    next_check=self._next(check) if asks else None,
                    dated=dated,
                    dated_by=dated_by,
                    confirmed=confirmed(edition, good.get(source.key)) if edition else None,
                )
            )
        return with_holders(found)

    def in_use(self) -> tuple[Source, ...]:
        """Return the sources in use, in the catalogue's order, own lists last."""
        held = [edition.source for edition in self._lists_db().in_force()]
        return sources_in_use(self._catalogue, self._workspace().settings.turned(), held)

    def in_force(self, source: SourceKey) -> Edition | None:
        """Return the edition in force of one source."""
        return self._lists_db().edition_in_force(source)

    def is_turned_off(self, source: SourceKey) -> bool:
        """Whether the user has turned this source off."""
        return self._workspace().settings.turned().get(source) is False

    def turn(self, key: SourceKey, on: bool) -> Changes:
        """Turn a source on or off, and note it. One that is off stays, but is not screened.

        Raises BadInput for a source that is not known, StorageFault.
        """
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        source = self._catalogue.source(key)
        with writing(workspace.db):
            held = self._lists_db().edition_in_force(key) is not None
            if source.is_own and not held:
                raise BadInput("source-not-held", source=source.name)
            turned = workspace.settings.turned()
            if is_on(source, turned, held=held) == on:
                return Changes.NOTHING
            workspace.settings.save_turned({**turned, key: on})
            workspace.events.append(
                "source_turned_on" if on else "source_turned_off",
                key,
                {"source": key, "name": source.name, "on": on},
                at=self._clock.now().utc_text,
                actor=self._actor(),
            )
        return Changes.LISTS | Changes.EVENTS

    def editions(self, source: SourceKey) -> list[Edition]:
        """Return the editions of one source that ever came in, newest first."""
        return self._workspace().editions.of_source(source)

    def uses(self) -> tuple[EditionUse, ...]:
        """Return what a paper says of each edition in force whose source is in use."""
        return self._uses(self.matched())

    def uses_on(self, editions: Iterable[Edition], day: date) -> tuple[EditionUse, ...]:
        """Return what there is to say of these editions, as old as they were on a day."""
        limit = self._workspace().settings.settings().list_age_limit_days
        matched = matched_lists(editions, self._catalogue)
        return uses_of(matched, self._catalogue, {}, limit, day)

    def matched(self) -> MatchedLists:
        """Return what parties are compared with: the editions in use, and what gives way."""
        turned = self._workspace().settings.turned()
        return chosen(self._catalogue, turned)(self._lists_db().in_force())

    def index_name(self) -> str:
        """Return the name of the index of what parties are compared with, "" without any list."""
        matched = self.matched()
        return index_key(matched) if matched.editions else ""

    def changes_since(self, editions: Iterable[EditionId]) -> "ListChanges | None":
        """Return what changed in what parties are compared with since these editions were in use.

        None where that cannot be told, or is too much to be worth telling.
        """
        from exportdesk.operations.list_delta import changes_since

        return changes_since(self._lists_db(), editions, self.matched(), self._catalogue)

    def matched_listings(self) -> Iterator[Listing]:
        """Yield every listing that parties are compared with, without its record."""
        return matched_listings(self._lists_db(), self.matched())

    def listing(self, uid: ListingUid) -> Listing | None:
        """Return a listing whole; one that is no longer listed as it last was."""
        return self._lists_db().listing(uid)

    def listings(self, uids: Iterable[ListingUid]) -> dict[ListingUid, Listing]:
        """Return listings whole by uid; those that are no longer listed as they last were."""
        return self._lists_db().listings(uids)

    def in_force_of(self, uids: Iterable[ListingUid]) -> dict[ListingUid, Listing]:
        """Return those of these listings that are in force and in use, without their records."""
        used = {edition.source for edition in self.matched().editions}
        found = self._lists_db().in_force_of(uids)
        return {uid: one for uid, one in found.items() if one.source in used}

    def counterparts(self, uids: Iterable[ListingUid]) -> dict[ListingUid, tuple[ListingUid, ...]]:
        """Return for each uid the current listings of other sources that are the same entry."""
        return self._lists_db().counterparts(uids)

    def linked_looks(self, uid: ListingUid, fingerprint: str) -> frozenset[Look]:
        """Return every look of a listing, this one included, that a decision on it is about."""
        return self._lists_db().linked_looks(uid, fingerprint)

    def origin(self, key: SourceKey) -> Origin:
        """Return whose lists a source has."""
        try:
            source = self._catalogue.source(key)
        except BadInput:
            return Origin.US  # the catalogue has it no more; nothing is played down for that
        if source.is_own:
            return Origin.OWN
        return Origin.FOREIGN if source.is_foreign else Origin.US

    def import_file(self, request: "ImportRequest", progress: Progress) -> Edition:
        """Take in a list file and note its edition.

        Raises ListRefused (the guard's findings in its facts), BadInput, StorageFault, Cancelled;
        after each of them the last good edition is in force as before, but for the StorageFault
        "list-not-noted": then the new one is, and `catch_up` notes it at the next start.
        """
        if self._workspace().read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        self._catalogue.source(request.source)
        fault = date_fault(request.published, today(self._clock), None)
        if fault is not None:
            raise fault
        try:
            edition = self._importer.import_file(request, progress)
        except ListRefused as error:
            raise pointing(error, request, self._catalogue, progress) from error
        self._note_new(edition.source)
        return edition

    def import_with(
        self, request: "ImportRequest", progress: Progress, keep: Callable[[Edition], object]
    ) -> Edition:
        """Take in a list file together with what `keep` writes of it: both, or neither.

        `keep` runs inside the write that notes the edition. Should that fail, the edition is taken
        out again. Raises as `import_file`, what `keep` raises, and StorageFault "list-left-behind"
        where even that cannot be done.
        """
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        self._catalogue.source(request.source)
        try:
            edition = self._importer.import_file(request, progress)
        except ListRefused as error:
            raise pointing(error, request, self._catalogue, progress) from error
        try:
            with writing(workspace.db):
                self._note_in(workspace, edition)
                keep(edition)
        except BaseException:
            self._withdraw(edition)
            raise
        return edition

    def _withdraw(self, edition: Edition) -> None:
        try:
            self._lists_db().withdraw(edition.id)
        except StorageFault as error:
            raise StorageFault("list-left-behind", source=edition.source, why=say(error)) from error

    def current(self, source: SourceKey) -> tuple[Listing, ...]:
        """Return the listings of one source that are in force, whole, in their order."""
        db = self._lists_db()
        found = db.listings(listing.uid for listing in db.current_listings(source))
        return tuple(found.values())

    def import_files(
        self, requests: "Sequence[ImportRequest]", progress: Progress
    ) -> "tuple[Taken, ...]":
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
        return tuple(
            pointing(one, request, self._catalogue, progress)
            if isinstance(one, ListRefused)
            else one
            for one, request in zip(taken, requests, strict=True)
        )

    def _note_new(self, source: str) -> None:
        try:
            self.catch_up()
        except StorageFault as error:
            raise StorageFault("list-not-noted", source=source, why=say(error)) from error

    def catch_up(self) -> Changes:
        """Note in the workspace every edition taken in, or dated anew, that it does not know yet.

        The lists and the workspace are two files: a stop between writing one and the other leaves
        an edition that no event tells of, perhaps one that is no longer in force. It is told now.
        """
        workspace = self._workspace()
        if workspace.read_only:
            return Changes.NOTHING
        editions = self._lists_db().every_edition()
        new = [one for one in editions if not workspace.editions.has(one.id)]
        noted = [self._note(workspace, one) for one in new]
        at = self._clock.now().utc_text
        dated = note_dates(workspace, editions, at, self._actor())
        return Changes.LISTS | Changes.EVENTS if any(noted) or dated else Changes.NOTHING

    def _note(self, workspace: Workspace, edition: Edition) -> bool:
        with writing(workspace.db):
            return self._note_in(workspace, edition)

    def _note_in(self, workspace: Workspace, edition: Edition) -> bool:
        """Note an edition. Call inside `writing`."""
        if workspace.editions.has(edition.id):
            return False  # another program, or another thread, was quicker
        workspace.editions.save(edition)
        workspace.events.append(
            "list_imported",
            edition.source,
            edition_facts(edition),
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
            matched = self.matched()
            if index_key(matched) == folder.name:
                return ReadyIndex(folder, self._uses(matched))
            # Another program took in an edition meanwhile: ask again for what is in force now.
        raise StorageFault("program-changed")

    def _next(self, check: ListCheck | None) -> Moment:
        now = self._clock.now()
        return now if check is None else Moment.of(max(now.at, next_check(check)), now.zone)

    def _uses(self, matched: MatchedLists) -> tuple[EditionUse, ...]:
        workspace = self._workspace()
        limit = workspace.settings.settings().list_age_limit_days
        good = workspace.checks.newest_good()
        return uses_of(matched, self._catalogue, good, limit, today(self._clock))
