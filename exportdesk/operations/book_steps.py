"""Steps done to the book: kept whole or not at all, on record, and taken back as one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from exportdesk.core.book import NO_BATCH, Act, Batch, Kind, Version
from exportdesk.core.canonical import canonical_json, sha256_hex
from exportdesk.core.clock import Clock
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace
from exportdesk.core.ids import BatchId, PartyId, new_id
from exportdesk.core.progress import Progress
from exportdesk.storage.codec import from_json, to_json
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

# An event tells what so many customers were and are; of more it keeps the hash.
_TOLD_WHOLE = 20
_REPORTED = 100

T = TypeVar("T")


class Shelf(Protocol[T]):
    """One kind of thing in the book, as the steps need it. Ids are text here."""

    kind: Kind
    type: type[T]

    def id_of(self, value: T) -> str:
        """Return the id."""
        ...

    def label_of(self, value: T) -> str:
        """Return what a person calls it."""
        ...

    def several(self, workspace: Workspace, ids: Iterable[str]) -> dict[str, T]:
        """Return those that are there and not deleted, by id."""
        ...

    def holder(self, workspace: Workspace, value: T) -> str | None:
        """Return who has its key (reference, SKU) now; None where nobody has, or it has none."""
        ...

    def free(self, workspace: Workspace, ids: Iterable[str]) -> None:
        """Let go of the keys of what is about to be saved."""
        ...

    def save(self, workspace: Workspace, value: T, at: str) -> None:
        """Keep it."""
        ...

    def delete(self, workspace: Workspace, one: str, at: str) -> None:
        """Take it out of sight."""
        ...

    def settle(self, workspace: Workspace, ids: Sequence[str]) -> None:
        """Bring along what depends on them, inside the same write."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """What a step did: by which it is undone, whom it touched, whom an undo left as they are."""

    batch: BatchId
    ids: tuple[str, ...]
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a step. Without an act it is an addition or an edit."""

    act: Act | None = None
    label: str = ""
    facts: dict[str, str] = field(default_factory=dict)


class BookSteps(Generic[T]):
    """Does steps to one shelf of the book, each in one write."""

    def __init__(
        self, shelf: Shelf[T], *, workspace: Callable[[], Workspace], clock: Clock
    ) -> None:
        self._shelf = shelf
        self._workspace = workspace
        self._clock = clock

    def writable(self) -> Workspace:
        """Return the workspace. Raises ReadOnlyWorkspace."""
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        return workspace

    def save(
        self,
        values: Sequence[T],
        said: Said,
        also: Callable[[Workspace], None] | None = None,
        progress: Progress | None = None,
        gone: Sequence[str] = (),
        merged: Mapping[PartyId, PartyId] | None = None,
    ) -> Step:
        """Keep sound values as one step; those that are not different are left out.

        `also` writes what goes with it, in the same transaction; `gone` are taken out of the book
        in the same step, and `merged` are the parties that go on as others. Raises Cancelled where
        it is stopped on the way; nothing is kept then.
        """
        workspace, shelf = self.writable(), self._shelf
        at = self._clock.now().utc_text
        with writing(workspace.db):
            before = shelf.several(workspace, map(shelf.id_of, values))
            saved = [one for one in values if before.get(shelf.id_of(one)) != one]
            away = shelf.several(workspace, gone)
            if not saved and not away:
                return Step(NO_BATCH, ())
            ids = tuple(map(shelf.id_of, saved))
            shelf.free(workspace, (*ids, *away))
            versions = [Version(NO_BATCH, one, to_json(away[one]), "") for one in away]
            for one_away in away:
                shelf.delete(workspace, one_away, at)
            for done, one in enumerate(saved):
                if progress is not None and done % _REPORTED == 0:
                    progress.step(done, len(saved))
                old = before.get(shelf.id_of(one))
                shelf.save(workspace, one, at)
                was = to_json(old) if old is not None else ""
                versions.append(Version(NO_BATCH, shelf.id_of(one), was, to_json(one)))
            is_new = not any(version.before for version in versions)
            label = said.label or (shelf.label_of(saved[0]) if len(saved) == 1 else "")
            act = said.act or (Act.ADD if is_new else Act.EDIT)
            batch = self._note(workspace, act, label, versions, said.facts, merged)
            if also is not None:
                also(workspace)
            if merged:
                workspace.merged.note(batch, merged)
            shelf.settle(workspace, (*ids, *workspace.merged.of_batch(batch)))
        return Step(batch, (*ids, *away))

    def delete(self, ids: Iterable[str]) -> Step:
        """Take things out of the book as one step. Raises BadInput for one that is not there."""
        workspace, shelf = self.writable(), self._shelf
        wanted = tuple(dict.fromkeys(ids))
        at = self._clock.now().utc_text
        with writing(workspace.db):
            found = shelf.several(workspace, wanted)
            for one in wanted:
                if one not in found:
                    raise BadInput(f"{shelf.kind.removesuffix('s')}-unknown", id=one)
                shelf.delete(workspace, one, at)
            if not wanted:
                return Step(NO_BATCH, ())
            versions = [Version(NO_BATCH, one, to_json(found[one]), "") for one in wanted]
            label = shelf.label_of(found[wanted[0]]) if len(wanted) == 1 else ""
            batch = self._note(workspace, Act.DELETE, label, versions, {})
        return Step(batch, wanted)

    def undo(self, batch: BatchId) -> Step:
        """Take a whole step back: what it added goes, what it changed or deleted is as before.

        What was changed since is left as it is, and named. Raises BadInput where the step is
        unknown or taken back already, or nothing of it can be.
        """
        workspace, shelf = self.writable(), self._shelf
        at = self._clock.now().utc_text
        with writing(workspace.db):
            step = workspace.history.batch(batch)
            if step is None or step.kind is not shelf.kind:
                raise BadInput("batch-unknown")
            if step.undone_by:
                raise BadInput("batch-undone-already")
            back, left = self._to_take_back(workspace, batch)
            if not back or self._parts_the_merged(workspace, batch, back, left):
                raise BadInput("batch-changed-since", count=len(left))
            shelf.free(workspace, [version.subject for version in back])
            for version in back:
                before = self._read(version.after)
                if before is None:
                    shelf.delete(workspace, version.subject, at)
                else:
                    shelf.save(workspace, before, at)
            undone = self._note(workspace, Act.UNDO, step.label, back, {"undoes": batch})
            workspace.history.set_undone(batch, undone)
            ids = tuple(version.subject for version in back)
            shelf.settle(workspace, (*ids, *workspace.merged.of_batch(batch)))
        return Step(undone, ids, tuple(left))

    def touched(self, batch: BatchId) -> int:
        """Return how many a step touched."""
        return self._workspace().history.touched(batch)

    def last(self, act: Act | None = None, limit: int = 50) -> list[Batch]:
        """Return the last steps, newest first."""
        return self._workspace().history.batches(self._shelf.kind, act, limit)

    def history(self, one: str) -> list[tuple[Batch, T | None, T | None]]:
        """Return every step that touched one thing, newest first: as it was, as it was then."""
        return [
            (batch, self._read(version.before), self._read(version.after))
            for batch, version in self._workspace().history.of_subject(one)
        ]

    def _to_take_back(
        self, workspace: Workspace, batch: BatchId
    ) -> tuple[list[Version], list[str]]:
        """Return what undoes a step, and whom it leaves: those changed since, and those whose key
        somebody else has by now.
        """
        shelf = self._shelf
        versions = workspace.history.versions(batch)
        subjects = {version.subject for version in versions}
        now = shelf.several(workspace, subjects)
        back, left = [], []
        for version in versions:
            before = self._read(version.before)
            holder = shelf.holder(workspace, before) if before is not None else None
            is_taken = holder is not None and holder not in subjects
            if is_taken or now.get(version.subject) != self._read(version.after):
                left.append(version.subject)
            else:
                back.append(Version(NO_BATCH, version.subject, version.after, version.before))
        return back, left

    def _parts_the_merged(
        self, workspace: Workspace, batch: BatchId, back: Sequence[Version], left: Sequence[str]
    ) -> bool:
        """Return whether one would go that is to go on as another, without that other as it was.

        Merging again what was taken apart is done whole or not at all: else neither may be left.
        """
        kept = workspace.merged.of_batch(batch)
        if not kept or all(version.after for version in back):
            return False
        return bool(left) or not self._shelf.several(workspace, kept)

    def _note(
        self,
        workspace: Workspace,
        act: Act,
        label: str,
        versions: Sequence[Version],
        facts: dict[str, str],
        merged: Mapping[PartyId, PartyId] | None = None,
    ) -> BatchId:
        """Note one step in the history and in the record of events. Call inside `writing`."""
        now, by = self._clock.now(), workspace.settings.settings().operator
        kind = self._shelf.kind
        batch = Batch(BatchId(new_id()), kind, act, now, by, label, facts)
        workspace.history.add(batch, versions)
        told = [{"id": one.subject, "before": one.before, "after": one.after} for one in versions]
        workspace.events.append(
            f"{kind.value}_{act.value}",
            versions[0].subject if len(versions) == 1 else kind.value,
            {
                "batch": batch.id,
                "label": label,
                "count": len(versions),
                "facts": facts,
                "versions": told if len(versions) <= _TOLD_WHOLE else [],
                "versions_sha256": sha256_hex(canonical_json(told)),
                **({"merged": dict(merged)} if merged else {}),
            },
            at=now.utc_text,
            actor=by,
        )
        return batch.id

    def _read(self, text: str) -> T | None:
        return from_json(text, self._shelf.type) if text else None
