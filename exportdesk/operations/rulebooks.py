"""Which rulebook is in use, taking in a newer one, and the tables of the EAR beside it."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from exportdesk.core import resources
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock, today
from exportdesk.core.ear import EarTable
from exportdesk.core.errors import BadInput, ExportDeskError, ReadOnlyWorkspace, StorageFault
from exportdesk.core.words import say
from exportdesk.rulebook import (
    NO_TABLES,
    EarTables,
    Edition,
    FileChanges,
    Rulebook,
    TableSource,
    compared,
    edition_in,
    keep_edition,
    keep_tables,
    kept_tables,
    looks_like_tables,
    read_ear_file,
    unpack_rulebook,
)
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

OWN = "own"
"""Names the rulebook that comes with the program."""

SHELF = "rulebook"
"""The folder of the workspace where editions are kept."""

_TABLES = "tables"
_AHEAD = timedelta(days=31)  # rules are published before they are in force


@dataclass(frozen=True, slots=True)
class InUse:
    """The rulebook in use. `fault` is why it is not the one that was chosen, None where it is."""

    edition: Edition
    rulebook: Rulebook
    is_own: bool
    fault: ExportDeskError | None = None


@dataclass(frozen=True, slots=True)
class RulebookStatus:
    """What is in use and what else is there.

    `kept` are the editions of the workspace, `broken` those that cannot be used any more, with the
    reason. `tables` says of each table of the EAR where it comes from; one that is missing was not
    fetched. `tables_fault` is why none of those kept can be used.
    """

    in_use: InUse
    own: Edition
    kept: tuple[Edition, ...]
    broken: Mapping[str, ExportDeskError]
    tables: Mapping[EarTable, TableSource]
    tables_fault: ExportDeskError | None = None

    @property
    def own_is_newer(self) -> bool:
        """Whether the program came with a newer rulebook than the one in use."""
        return self.own.as_of > self.in_use.edition.as_of


@dataclass(frozen=True, slots=True)
class TakenRulebook:
    """What came of taking in a rulebook: the edition, what differs from the one in use, what else
    lay there and was left.
    """

    edition: Edition
    changes: tuple[FileChanges, ...]
    left: tuple[str, ...] = ()
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class OfferedRulebook:
    """A rulebook that was looked at and not taken in: what differs from the one in use.

    `name` and `as_of` are its own, `in_use` the day of the one it would replace. `is_new` is
    whether anything in it differs, `left` what else lay there.
    """

    source: Path
    name: str
    as_of: date
    in_use: date
    changes: tuple[FileChanges, ...]
    left: tuple[str, ...] = ()
    is_new: bool = True

    @property
    def is_older(self) -> bool:
        """Whether it is older than the one in use."""
        return self.as_of < self.in_use


@dataclass(frozen=True, slots=True)
class TakenTables:
    """The tables that a file held, and names in them that are no country this program knows."""

    tables: EarTables
    unplaced: tuple[str, ...] = field(default=())


def chosen_rulebook(workspace: Workspace) -> InUse:
    """Return the rulebook that a workspace has chosen; the program's own where that is broken."""
    return rulebook_of(workspace.folder, workspace.settings.rulebook())


def rulebook_of(workspace: Path, name: str) -> InUse:
    """Return the rulebook of this name on a workspace's shelf, the program's own for "".

    Where it is broken, the program's own takes its place as well.
    """
    fault: ExportDeskError | None = None
    if name:
        try:
            edition, rulebook = edition_in(workspace / SHELF / name)
            if edition.name != name:
                raise BadInput("rulebook-altered", edition=name)
            return InUse(edition, rulebook, is_own=False)
        except BadInput as error:
            fault = BadInput("rulebook-fell-back", edition=name, why=say(error))
    edition, rulebook = edition_in(resources.path("rulebook"))
    return InUse(edition, rulebook, is_own=True, fault=fault)


class Rulebooks:
    """The rulebooks and tables of a workspace. Each method may be called on any thread.

    What is taken in is in use once it is read: a window that is open does so at once.
    """

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        clock: Clock,
        country_code: Callable[[str], str],
        actor: Callable[[], str],
    ) -> None:
        self._workspace = workspace
        self._clock = clock
        self._country_code = country_code
        self._actor = actor

    def status(self) -> RulebookStatus:
        """Return what is in use and what else is there."""
        own, _rulebook = edition_in(resources.path("rulebook"))
        kept: list[Edition] = []
        broken: dict[str, ExportDeskError] = {}
        for folder in self._editions():
            try:
                kept.append(edition_in(folder)[0])
            except BadInput as error:
                broken[folder.name] = error
        tables, fault = NO_TABLES, None
        try:
            tables = self.tables()
        except BadInput as error:
            fault = error
        in_use = chosen_rulebook(self._workspace())
        kept = [one for one in kept if one.fingerprint != own.fingerprint]
        return RulebookStatus(in_use, own, tuple(kept), broken, tables.sources, fault)

    def tables(self) -> EarTables:
        """Return the tables in use, NO_TABLES without any. Raises BadInput where one is broken."""
        return kept_tables(self._shelf() / _TABLES, self._country_code)

    def take_in(
        self, source: Path, *, as_of: date | None = None, older: bool = False
    ) -> TakenRulebook | TakenTables:
        """Take in a rulebook (folder or zip archive), or a file with tables of the EAR.

        `as_of` is the day of tables whose file does not say it. What is older than what is in use
        is refused unless `older`. Raises BadInput naming what is wrong, StorageFault.
        """
        self._writable()
        if not source.exists():
            raise BadInput("rulebook-no-file", path=str(source))
        if source.is_file() and looks_like_tables(source):
            return self._take_tables(source, as_of, older=older)
        return self._take_rulebook(source, older=older)

    def look_at(self, source: Path) -> OfferedRulebook | None:
        """Compare a rulebook (folder or zip archive) with the one in use; nothing is kept.

        None for a file with tables of the EAR. Raises BadInput naming what is wrong.
        """
        if not source.exists():
            raise BadInput("rulebook-no-file", path=str(source))
        if source.is_file() and looks_like_tables(source):
            return None
        before = chosen_rulebook(self._workspace()).edition
        with tempfile.TemporaryDirectory() as temporary:
            left = unpack_rulebook(source, Path(temporary))
            found = edition_in(Path(temporary))[0]
            self._refuse_ahead(found)
            is_new = found.fingerprint != before.fingerprint
            changes = compared(before.folder, found.folder) if is_new else ()
        return OfferedRulebook(
            source, found.name, found.as_of, before.as_of, changes, left, is_new=is_new
        )

    def use(self, name: str) -> Edition:
        """Choose an edition that is kept, or OWN for the program's. Raises BadInput."""
        workspace = self._writable()
        if name == OWN:
            edition = edition_in(resources.path("rulebook"))[0]
        elif name in [folder.name for folder in self._editions()]:
            edition = edition_in(self._shelf() / name)[0]
        else:
            raise BadInput("rulebook-unknown", edition=name)
        with writing(workspace.db):
            self._choose("rulebook_chosen", edition, "" if name == OWN else name, {})
        return edition

    def _take_rulebook(self, source: Path, *, older: bool) -> TakenRulebook:
        workspace = self._workspace()
        before = chosen_rulebook(workspace).edition
        with tempfile.TemporaryDirectory() as temporary:
            left = unpack_rulebook(source, Path(temporary))
            found = edition_in(Path(temporary))[0]
            self._refuse_ahead(found)
            if found.as_of < before.as_of and not older:
                raise BadInput("rulebook-older", as_of=found.as_of, in_use=before.as_of)
            if found.fingerprint == before.fingerprint:
                return TakenRulebook(before, (), left, is_new=False)
            changes = compared(before.folder, found.folder)
            kept = self._keep(found)
        told = {
            "from": before.name,
            "file": source.name,
            "changes": {one.file: _counts(one) for one in changes},
        }
        with writing(workspace.db):
            self._choose("rulebook_imported", kept, kept.name, told)
        return TakenRulebook(kept, changes, left)

    def _refuse_ahead(self, found: Edition) -> None:
        """Refuse a day that is far ahead: it would never be old, and keep out all that come."""
        if found.as_of > today(self._clock) + _AHEAD:
            raise BadInput("rulebook-ahead", as_of=found.as_of)

    def _take_tables(self, source: Path, as_of: date | None, *, older: bool) -> TakenTables:
        workspace = self._workspace()
        tables = read_ear_file(source, self._country_code, as_of)
        before = self._tables_or_none().sources
        for table, found in tables.sources.items():
            held = before.get(table)
            if held is not None and found.as_of < held.as_of and not older:
                raise BadInput(
                    "ear-tables-older", table=table, as_of=found.as_of, in_use=held.as_of
                )
        try:
            keep_tables(source, tables, self._shelf() / _TABLES)
        except OSError as error:
            raise _unwritten(self._shelf(), error) from error
        one = next(iter(tables.sources.values()))
        with writing(workspace.db):
            self._note(
                "ear_tables_imported",
                one.sha256[:16],
                {
                    "file": source.name,
                    "sha256": one.sha256,
                    "as_of": one.as_of.isoformat(),
                    "official": one.is_official,
                    "tables": sorted(tables.sources),
                },
            )
        unplaced = (
            *(tables.chart.unplaced if tables.chart else ()),
            *(tables.groups.unplaced if tables.groups else ()),
        )
        return TakenTables(tables, tuple(dict.fromkeys(unplaced)))

    def _tables_or_none(self) -> EarTables:
        try:
            return self.tables()
        except BadInput:
            return NO_TABLES  # broken ones are what the new file is to replace

    def _keep(self, found: Edition) -> Edition:
        place = self._shelf() / found.name
        try:
            if place.is_dir() and not _is_sound(place, found):
                shutil.rmtree(place)
            return keep_edition(found, self._shelf())
        except OSError as error:
            raise _unwritten(self._shelf(), error) from error

    def _editions(self) -> list[Path]:
        shelf = self._shelf()
        if not shelf.is_dir():
            return []
        found = (one for one in shelf.iterdir() if one.is_dir() and one.name != _TABLES)
        return sorted(one for one in found if one.suffix != ".part")

    def _choose(self, kind: str, edition: Edition, name: str, told: Mapping[str, object]) -> None:
        self._workspace().settings.save_rulebook(name)
        facts = {
            "edition": edition.name,
            "fingerprint": edition.fingerprint,
            "as_of": edition.as_of.isoformat(),
        }
        self._note(kind, edition.name, {**facts, **told})

    def _note(self, kind: str, subject: str, payload: Mapping[str, object]) -> None:
        self._workspace().events.append(
            kind, subject, payload, at=self._clock.now().utc_text, actor=self._actor()
        )

    def _shelf(self) -> Path:
        return self._workspace().folder / SHELF

    def _writable(self) -> Workspace:
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        return workspace


TOUCHED = Changes.RULEBOOK | Changes.EVENTS
"""What taking in or choosing a rulebook touches."""


def _is_sound(place: Path, found: Edition) -> bool:
    try:
        return edition_in(place)[0].fingerprint == found.fingerprint
    except BadInput:
        return False


def _counts(changes: FileChanges) -> dict[str, int]:
    return {
        "added": len(changes.added),
        "removed": len(changes.removed),
        "changed": len(changes.changed),
    }


def _unwritten(folder: Path, error: OSError) -> StorageFault:
    return StorageFault("database-unusable", path=str(folder), detail=error.strerror or str(error))
