"""What changed between two editions of a list, and which customers and decisions it touches."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from exportdesk.core.editions import Edition
from exportdesk.core.errors import BadInput, StorageFault
from exportdesk.core.ids import EditionId, ListingUid, SourceKey
from exportdesk.core.list_changes import (
    ChangeKind,
    EditionDifference,
    ListingChange,
    TouchedCustomer,
    TouchedScreening,
    Touches,
    difference,
)
from exportdesk.core.progress import Progress
from exportdesk.operations.list_index import index_key
from exportdesk.operations.lists import Lists
from exportdesk.operations.lists_status import Importer
from exportdesk.operations.matched_lists import matched_lists
from exportdesk.operations.screening import Screenings
from exportdesk.screening.rescreening import screen_changed
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.lists_history import ListsHistory
from exportdesk.storage.screenings_touched import saved_matches
from exportdesk.storage.workspace import Workspace

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class History:
    """The editions of the past. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        lists_db: Callable[[], ListsDb],
        lists: Lists,
        importer: Importer,
        screenings: Screenings,
    ) -> None:
        self._workspace = workspace
        self._lists_db = lists_db
        self._lists = lists
        self._importer = importer
        self._screenings = screenings

    def sources(self) -> tuple[SourceKey, ...]:
        """Return the sources that ever had an edition."""
        return tuple(edition.source for edition in self._lists_db().in_force())

    def editions(self, source: SourceKey) -> tuple[Edition, ...]:
        """Return the editions of a source whose listings are kept, newest first."""
        return self._lists_db().editions(source)

    def edition(self, source: SourceKey, told: str) -> Edition:
        """Return the edition of a source that a person names: by its id, or a day it was in force.

        Raises BadInput: no such edition, one of another source, none by that day.
        """
        history = ListsHistory(self._lists_db().db)
        if not _DAY.fullmatch(told):
            found = history.edition(EditionId(told))
            if found.source != source:
                raise BadInput(
                    "edition-other-source", edition=told, said=found.source, source=source
                )
            return found
        try:
            day = date.fromisoformat(told)
        except ValueError as error:
            raise BadInput("date-bad", text=told) from error
        for edition in history.in_force_on(day):
            if edition.source == source:
                return edition
        raise BadInput("edition-none-then", source=source, day=told)

    def between(self, source: SourceKey, first: str = "", last: str = "") -> EditionDifference:
        """Return the difference of two editions that a person names.

        "" for `last` is the newest edition, for `first` the one before `last`. Raises BadInput as
        `edition`, and where there are not two to compare.
        """
        editions = self.editions(source)
        if not editions:
            raise BadInput("edition-none", source=source)
        newer = self.edition(source, last) if last else editions[0]
        if first:
            return self.changes(source, self.edition(source, first).id, newer.id)
        after = next(at for at, edition in enumerate(editions) if edition.id == newer.id) + 1
        if after == len(editions):
            raise BadInput("edition-only-one", source=source)
        return self.changes(source, editions[after].id, newer.id)

    def changes(self, source: SourceKey, older: EditionId, newer: EditionId) -> EditionDifference:
        """Return what differs between any two editions of a source.

        Raises BadInput: no such edition, one of another source.
        """
        history = ListsHistory(self._lists_db().db)
        before, after = self.edition(source, older), self.edition(source, newer)
        return difference(before, after, history.differing(older, newer))

    def touched(self, found: EditionDifference, progress: Progress) -> Touches:
        """Return whom of ours a difference touches.

        Customers who may be an entry that is new or changed, and matches of saved screenings with
        any entry of the difference, removed ones too. Raises StorageFault, Cancelled.
        """
        changes = {change.uid: change for change in found.all}
        return Touches(self._customers(found, changes, progress), self._saved(changes))

    def _customers(
        self,
        found: EditionDifference,
        changes: dict[ListingUid, ListingChange],
        progress: Progress,
    ) -> tuple[TouchedCustomer, ...]:
        customers = list(self._workspace().customers.all())
        differing = ListsHistory(self._lists_db().db).differing(found.older.id, found.newer.id)
        changed = [
            now
            for _before, now in differing
            if now and now.uid in changes and changes[now.uid].change is not ChangeKind.REMOVED
        ]
        if not customers or not changed:
            return ()
        matches = screen_changed(
            self._index_with(found.newer, progress),
            [customer.party for customer in customers],
            changed,
            progress,
            min_score=self._screenings.threshold(),
        )
        return tuple(
            TouchedCustomer(customer, match, changes[match.uid])
            for customer, met in zip(customers, matches, strict=True)
            for match in met
        )

    def _index_with(self, newer: Edition, progress: Progress) -> Path:
        """Return the index of the lists in force, with this edition in the place of its source's.

        How much a word says comes from all lists, so that an index of one would mislead.
        """
        in_force = self._lists_db().in_force()
        wanted = tuple(newer if one.source == newer.source else one for one in in_force)
        if wanted == in_force:
            ready = self._lists.prepare_index(progress)
            if ready is not None:
                return ready.folder
        folder = self._importer.prepare_past(wanted, progress)
        if folder.name != index_key(matched_lists(wanted, self._lists.catalogue)):
            raise StorageFault("program-changed")
        return folder

    def _saved(self, changes: dict[ListingUid, ListingChange]) -> tuple[TouchedScreening, ...]:
        touched = [
            TouchedScreening(
                number=saved.number,
                at=saved.at,
                party=saved.party.name or saved.party.address or saved.party.identifier,
                score=saved.match.score,
                listed=saved.match.name,
                change=changes[saved.match.uid],
                verdict=saved.verdict,
                reason=saved.reason,
                decided_by=saved.decided_by,
            )
            for saved in saved_matches(self._workspace().db, changes)
        ]
        return tuple(sorted(touched, key=lambda one: (one.number, -one.score), reverse=True))


def touched_by(found: EditionDifference, touches: Touches) -> Touches:
    """Return those of `touches` that come from the changes in `found`, a part of all."""
    uids = {change.uid for change in found.all}
    return replace(
        touches,
        customers=tuple(one for one in touches.customers if one.change.uid in uids),
        screenings=tuple(one for one in touches.screenings if one.change.uid in uids),
    )
