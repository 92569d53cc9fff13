"""A publisher's date that a person gave for an edition, put right: the edition stays what it is.

Records keep the date they were made with; what is looked at from now on has the new one.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock, today
from exportdesk.core.editions import OWN, Edition, ListFinding, Severity
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace
from exportdesk.core.ids import EditionId
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

_OF_DATES = frozenset(
    {"list-date-unknown", "list-date-ahead", "list-older", "list-dated-as-before"}
)


def may_be_dated(edition: Edition) -> bool:
    """Whether its date is for a person to give: its file says none, and it came in here."""
    own = edition.source.startswith(OWN)
    said = edition.published is None or edition.published_said or edition.dated_as_before
    return said and not own and edition.bundle is None


_OLDEST = date(1990, 1, 1)
"""No list in electronic form is older: a day before it is a year mistyped."""


def dated_anew(edition: Edition, published: date | None, before: Edition | None) -> Edition:
    """Return an edition with another date, and what is now to be noted of its date.

    `before` is the edition before it. A reason that was given for using it stays only as long as
    something else speaks against it.
    """
    kept = tuple(one for one in edition.findings if one.code not in _OF_DATES)
    dated = replace(edition, published=published, published_said=published is not None)
    findings = (*_of_date(dated, before), *kept)
    still = any(one.severity is Severity.REFUSE for one in findings)
    reason = edition.override_reason if still else ""
    return replace(dated, findings=findings, override_reason=reason)


def year_fault(published: date | None) -> BadInput | None:
    """Return what speaks against a date for its year alone; else None."""
    if published is None or published >= _OLDEST:
        return None
    return BadInput("list-dated-long-ago", published=published.isoformat())


def date_fault(
    published: date | None, day: date, before: Edition | None, after: Edition | None = None
) -> BadInput | None:
    """Return what speaks against a date on `day`, given the editions before and after; else None.

    An edition after it that was taken although it was older stays out of this.
    """
    if published is None:
        return None
    if published > day:
        return BadInput("list-dated-ahead", published=published.isoformat())
    if too_old := year_fault(published):
        return too_old
    if before is not None and before.published is not None and published < before.published:
        told = before.published.isoformat()
        return BadInput("list-dated-before", published=published.isoformat(), before=told)
    if after is None or after.published is None or _was_older(after):
        return None
    if published > after.published:
        told = after.published.isoformat()
        return BadInput("list-dated-after", published=published.isoformat(), after=told)
    return None


class EditionDates:
    """Changes dates. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        lists_db: Callable[[], ListsDb],
        note: Callable[[], Changes],
        clock: Clock,
    ) -> None:
        """`note` notes in the workspace what changed in the lists."""
        self._workspace = workspace
        self._lists_db = lists_db
        self._note = note
        self._clock = clock

    def change(self, edition_id: EditionId, published: date | None) -> Changes:
        """Give an edition another publisher's date, None for not known, and note it.

        Raises BadInput where its file has a date of its own, or the date cannot be; StorageFault.
        """
        if self._workspace().read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        db = self._lists_db()
        edition = db.edition(edition_id)
        if edition is None or not may_be_dated(edition):
            raise BadInput("list-not-dateable")
        before, after = _neighbors(db.editions(edition.source), edition_id)
        fault = date_fault(published, today(self._clock), before, after)
        if fault is not None:
            raise fault
        if published == edition.published:
            return Changes.NOTHING
        changed = [dated_anew(edition, published, before)]
        if after is not None and _was_older(after):
            changed.append(dated_anew(after, after.published, changed[0]))
        db.keep_anew(changed)
        return self._note()


def note_dates(workspace: Workspace, editions: Sequence[Edition], at: str, actor: str) -> bool:
    """Note in the workspace which of these editions have another date than it knows.

    Return whether there were any. The lists and the workspace are two files: what was stopped
    between the two is noted later, by whoever calls this next.
    """
    known = workspace.editions.dates()
    moved = [one for one in editions if one.id in known and known[one.id] != _iso(one.published)]
    if not moved:
        return False
    sources = {one.source for one in moved}
    with writing(workspace.db):
        for one in editions:
            if one.source in sources and one.id in known:
                workspace.editions.replace(one)
        for one in moved:
            workspace.events.append(
                "list_date_changed",
                one.source,
                {
                    "source": one.source,
                    "edition": one.id,
                    "imported": one.imported.utc_text,
                    "before": known[one.id],
                    "after": _iso(one.published),
                },
                at=at,
                actor=actor,
            )
    return True


def _of_date(edition: Edition, before: Edition | None) -> tuple[ListFinding, ...]:
    file = {"file": Path(edition.origin.replace("\\", "/")).name}
    if edition.published is None:
        return (ListFinding("list-date-unknown", Severity.WARN, file),)
    known = before.published if before is not None else None
    if known is None or edition.published >= known:
        return ()
    facts = {**file, "published": edition.published.isoformat(), "in_force": known.isoformat()}
    return (ListFinding("list-older", Severity.REFUSE, facts),)


def _was_older(edition: Edition) -> bool:
    return any(one.code == "list-older" for one in edition.findings)


def _neighbors(
    editions: Sequence[Edition], edition_id: EditionId
) -> tuple[Edition | None, Edition | None]:
    """Return the edition before one and the one after it; `editions` are the newest first."""
    at = next(place for place, one in enumerate(editions) if one.id == edition_id)
    before = editions[at + 1] if at + 1 < len(editions) else None
    return before, editions[at - 1] if at else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
