"""Taking in a list file: read, compare, judge, keep; all of it or nothing."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from exportdesk.core.clock import Clock, today
from exportdesk.core.editions import Edition, LetterBehind, ListFinding
from exportdesk.core.errors import BadInput, ListRefused
from exportdesk.core.ids import EditionId, SourceKey, new_id
from exportdesk.core.progress import Progress
from exportdesk.lists import (
    MISSHAPEN,
    BundledReading,
    Incoming,
    Kept,
    OwnTable,
    Reading,
    Source,
    judge,
    open_bundled,
    open_list,
    refusal,
    stops,
)
from exportdesk.operations.bundled_edition import older_than_in_force, with_provenance
from exportdesk.operations.edition_dates import (
    date_fault,
    dated_anew,
    may_be_dated,
    year_fault,
)
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.lists_writing import EditionChanges, Form, IncomingEdition

Taken = Edition | BadInput | ListRefused
"""What became of a file among several: its edition, or why it is none."""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """A file to take in as an edition of a source.

    `published` is the publisher's date as a person gives it, for formats that carry none.
    Without one, a date that a person gave for an edition that held the same stays known, and that
    of the edition in force where nothing changed since; unless `date_unknown`: a person says that
    it is not.
    `override_reason` says why a file is taken that the guard would refuse; "" where nobody did.
    `own` says how the table of an own list is to be read, and which letter it comes from.

    Of a file that was fetched, `origin` is the address asked, `dated` the day that fetching tells
    where the file has none, and `keep_unchanged` False: the edition in force then stays where the
    file holds the same.
    `bundled`: the file is a bundle, of which the edition of this source is taken.
    `is_whole`: whoever made the file knows that nothing of it is missing.
    """

    path: Path
    source: SourceKey
    published: date | None = None
    override_reason: str = ""
    own: OwnTable | None = None
    origin: str = ""
    dated: date | None = None
    keep_unchanged: bool = True
    bundled: bool = False
    is_whole: bool = False
    date_unknown: bool = False

    @property
    def fallback(self) -> date | None:
        """The publisher's date where the file has none."""
        return self.published or self.dated

    def knowing(
        self, reading: Reading | BundledReading, before: Edition | None, same: Edition | None
    ) -> "ImportRequest":
        """Return it with a date that is known already, where nothing else tells one.

        `before` is the edition in force where it holds what is read now, else `same` may be an
        older one that did: of that only what a person said stays known.
        """
        told = reading.published or self.fallback
        if told is not None or self.date_unknown or isinstance(reading, BundledReading):
            return self
        known = before or same
        if known is not None and known.published_said:
            return replace(self, published=known.published)
        return replace(self, dated=before.published) if before is not None else self


def import_edition(
    db: ListsDb,
    request: ImportRequest,
    progress: Progress,
    clock: Clock,
    *,
    source: Source,
    country_code: Callable[[str], str],
    told_by: Collection[SourceKey] = (),
    before_keeping: Callable[[], object] = lambda: None,
) -> Edition:
    """Take in a list file and return its edition, which is then in force.

    Where it holds the same and `keep_unchanged` is not asked for, that is the edition before; the
    same where it is the file of the edition in force, for which a person gives another date.

    `told_by` are the sources that tell the same lists: a decision on their entry holds for ours.
    `before_keeping` runs inside the transaction with the edition already visible to `db`: what must
    be ready with it (the index) is built there, so that stopping at any moment changes nothing.
    Raises BadInput, ListRefused (the guard's findings in its facts), StorageFault, Cancelled; after
    each of them the last good edition is in force as before.
    """
    reading = _opened(request, progress, source, country_code)
    with _incoming(db, source, reading, told_by) as incoming:
        edition, is_new = _take_in(db, incoming, reading, request, progress, clock, source)
        if not is_new:
            return edition
        before_keeping()
        progress.step(1, 1)
    return edition


def import_editions(
    db: ListsDb,
    requests: Sequence[ImportRequest],
    progress: Progress,
    clock: Clock,
    *,
    source_of: Callable[[SourceKey], Source],
    country_code: Callable[[str], str],
    told_by_of: Callable[[Source], Collection[SourceKey]] = lambda source: (),
    before_keeping: Callable[[], object] = lambda: None,
) -> tuple[Taken, ...]:
    """Take in several list files and return what became of each, in their order.

    A file that is refused is left out; the others come in force at one moment, together with what
    `before_keeping` builds, which is built once for all of them. Raises StorageFault and Cancelled;
    after them everything is in force as before.
    """
    taken: list[Taken] = []
    some_new = False
    with db.several():
        for request in requests:
            try:
                source = source_of(request.source)
                reading = _opened(request, progress, source, country_code)
                with _incoming(db, source, reading, told_by_of(source)) as incoming:
                    edition, is_new = _take_in(
                        db, incoming, reading, request, progress, clock, source
                    )
            except (BadInput, ListRefused) as error:
                taken.append(error)
            else:
                taken.append(edition)
                some_new = some_new or is_new
        if some_new:
            before_keeping()
            progress.step(1, 1)
    return tuple(taken)


AnyReading = Reading | BundledReading


def _opened(
    request: ImportRequest,
    progress: Progress,
    source: Source,
    country_code: Callable[[str], str],
) -> AnyReading:
    progress.stage("list-reading")
    if odd := year_fault(request.published):
        raise odd
    if request.bundled:
        return open_bundled(request.path, source, progress)
    return open_list(request.path, source, country_code, progress, request.own)


def _incoming(
    db: ListsDb, source: Source, reading: AnyReading, told_by: Collection[SourceKey]
) -> AbstractContextManager[IncomingEdition]:
    return db.incoming(source.key, Form(reading.format, reading.reader), told_by)


def _take_in(
    db: ListsDb,
    incoming: IncomingEdition,
    reading: AnyReading,
    request: ImportRequest,
    progress: Progress,
    clock: Clock,
    source: Source,
) -> tuple[Edition, bool]:
    """Return the edition, and whether it is a new one; else that in force holds the same."""
    before = db.edition_in_force(source.key)
    for listing in reading:
        incoming.add(listing)
    progress.stage("list-comparing")
    progress.step(0, None)
    changes = incoming.settle()
    if before is not None and changes.none and _dates_anew(request, reading, before):
        return _dated_anew(db, before, request, clock), True
    same_as = incoming.earlier_with_the_same()
    given = request
    request = request.knowing(reading, before if changes.none_seen else None, same_as)
    facts = _facts(request, reading, changes, before, clock)
    facts = replace(facts, dated_as_before=request.dated != given.dated)
    if same_as is not None:
        facts = replace(facts, same_as=_dated(same_as))
    findings = judge(source, facts, before)
    if isinstance(reading, BundledReading):
        findings = (*older_than_in_force(reading, before, facts), *findings)
    if stops(findings, request.override_reason):
        raise refusal(findings)
    if before is not None and changes.none and not request.keep_unchanged:
        return before, False
    edition = _edition(request, reading, changes, findings, clock)
    if isinstance(reading, BundledReading):
        edition = with_provenance(edition, reading)
    incoming.keep(edition)
    return edition, True


def _dates_anew(request: ImportRequest, reading: Reading | BundledReading, before: Edition) -> bool:
    """Whether a person gives the file of the edition in force another date than it has."""
    return (
        request.published is not None
        and reading.published is None
        and before.sha256 == reading.sha256
        and before.published != request.published
        and may_be_dated(before)
    )


def _dated_anew(db: ListsDb, edition: Edition, request: ImportRequest, clock: Clock) -> Edition:
    """Return the edition in force with the date that is given for its file now, and keep it."""
    earlier = db.editions(edition.source)[1:2]
    before = earlier[0] if earlier else None
    fault = date_fault(request.published, today(clock), before)
    if fault is not None:
        raise fault
    dated = dated_anew(edition, request.published, before)
    db.keep_anew([dated])
    return dated


def _facts(
    request: ImportRequest,
    reading: Reading | BundledReading,
    changes: EditionChanges,
    before: Edition | None,
    clock: Clock,
) -> Incoming:
    same_file = before is not None and before.sha256 == reading.sha256
    return Incoming(
        counts=dict(reading.counts),
        list_names=reading.list_names,
        published=reading.published or request.fallback,
        complete=reading.complete or request.is_whole,
        today=today(clock),
        perhaps_cut=reading.perhaps_cut,
        skipped=sum(skipped.count for skipped in reading.skipped),
        uneven=len(reading.uneven),
        replaced=reading.replaced,
        unchanged=before is not None and (same_file or changes.none),
        notes=reading.notes,
        rows=reading.rows,
        misshapen=len(reading.uneven)
        + sum(skipped.count for skipped in reading.skipped if skipped.reason in MISSHAPEN),
        published_said=_said(request, reading),
        kept={
            code: Kept(kept.before, kept.uids_gone, kept.names_gone)
            for code, kept in changes.continuity.items()
        },
        facts={"file": request.path.name},
    )


def _edition(
    request: ImportRequest,
    reading: Reading | BundledReading,
    changes: EditionChanges,
    findings: tuple[ListFinding, ...],
    clock: Clock,
) -> Edition:
    stopping = stops(findings, "")
    return Edition(
        id=EditionId(new_id()),
        source=request.source,
        imported=clock.now(),
        origin=request.origin or str(_absolute(request.path)),
        format=reading.format,
        size=reading.size,
        sha256=reading.sha256,
        published=reading.published or request.fallback,
        published_said=_said(request, reading),
        read=reading.rows,
        listings=reading.listings,
        names=reading.names,
        counts=dict(reading.counts),
        skipped=reading.skipped,
        findings=findings,
        override_reason=request.override_reason.strip() if stopping else "",
        added=changes.added,
        removed=changes.removed,
        changed=changes.changed,
        carried=changes.carried,
        reader=reading.reader,
        letter=_letter_behind(request.own),
    )


def _letter_behind(own: OwnTable | None) -> LetterBehind | None:
    letter = own.letter if own else None
    if letter is None or not (letter.reference or letter.dated):
        return None
    return LetterBehind(letter.reference, letter.dated)


def _said(request: ImportRequest, reading: Reading | BundledReading) -> bool:
    """Whether a person gave the date: here, or where the bundle was written."""
    if isinstance(reading, BundledReading):
        return reading.published_said
    return reading.published is None and request.published is not None


def _dated(edition: Edition) -> str:
    return (edition.published or edition.obtained.local.date()).isoformat()


def _absolute(path: Path) -> Path:
    with suppress(OSError):
        return path.resolve()
    return path
