"""How control lists stand, as values, and who takes them in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from exportdesk.core.clock import Moment
from exportdesk.core.editions import OWN, Edition, EditionUse
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import SourceKey
from exportdesk.core.list_checks import CheckState, ListCheck
from exportdesk.core.progress import Progress
from exportdesk.lists import Source

if TYPE_CHECKING:
    # Reading list files takes the code of every format: only who takes one in needs it.
    from exportdesk.operations.import_list import ImportRequest, Taken


class Freshness(StrEnum):
    """How a source, or all of them, stand.

    UNKNOWN: it came in lately enough, but nobody knows how old it was then, so it may be old.
    """

    NONE = "none"
    CURRENT = "current"
    UNKNOWN = "unknown"
    OLD = "old"


class Dated(StrEnum):
    """What the date of an edition is: one of these, as good as there is."""

    PUBLISHED = "published"
    LETTER = "letter"
    IMPORTED = "imported"


def dated_as(edition: Edition | None, letter: str | None) -> tuple[date | None, Dated]:
    """Return the date that stands beside an edition, and what it is.

    Nobody publishes an own list: it is of the day of its `letter`, else of when it was taken in.
    """
    if edition is None or edition.published is not None or not edition.source.startswith(OWN):
        return edition.published if edition else None, Dated.PUBLISHED
    if edition.letter is not None and edition.letter.dated is not None:
        return edition.letter.dated, Dated.LETTER
    if letter:  # an edition of before did not keep it itself
        return date.fromisoformat(letter), Dated.LETTER
    return edition.obtained.local.date(), Dated.IMPORTED


class Importer(Protocol):
    """Who reads list files and builds the index: `worker.ListWorker`, a process of its own."""

    def import_file(self, request: "ImportRequest", progress: Progress) -> Edition:
        """Take a file in and return its edition."""
        ...

    def import_files(
        self, requests: "Sequence[ImportRequest]", progress: Progress
    ) -> "tuple[Taken, ...]":
        """Take several files in at one moment and return what became of each."""
        ...

    def prepare_index(self, progress: Progress) -> Path | None:
        """Return the folder of the ready index, None where no list is in force."""
        ...

    def prepare_past(self, editions: tuple[Edition, ...], progress: Progress) -> Path:
        """Return the folder of the ready index of exactly these editions."""
        ...

    def close(self) -> None:
        """Let go of what it works with."""
        ...


@dataclass(frozen=True, slots=True)
class HeldIn:
    """That another source in use has the lists of one that is off, with less detail.

    `whole`: all of them; `listings` counts what that source has of them.
    """

    source: Source
    listings: int
    whole: bool


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How one source stands: its edition in force (None: never taken in) and its age in days.

    The age counts from the last day on which the edition is known to have been the newest. `on` =
    in use; `check` is the last check for a newer one, `next_check` when the program makes the next
    by itself, None where it does not. `dated` is the day to show beside it and `dated_by` what day
    that is; `confirmed` the last day on which the publisher had nothing newer; `held_in` of one
    that is off.
    """

    source: Source
    edition: Edition | None
    age_days: int | None
    freshness: Freshness
    on: bool = True
    check: ListCheck | None = None
    next_check: Moment | None = None
    dated: date | None = None
    dated_by: Dated = Dated.PUBLISHED
    confirmed: date | None = None
    held_in: HeldIn | None = None

    @property
    def failure(self) -> ListCheck | None:
        """The last check where it failed, and the list has not come in by another way since."""
        check = self.check
        if check is None or check.state is not CheckState.FAILED or check.is_over(self.edition):
            return None
        return check


def with_holders(statuses: Sequence[SourceStatus]) -> tuple[SourceStatus, ...]:
    """Return the statuses, those that are off with who has their lists all the same."""
    by_key = {one.source.key: one for one in statuses}
    return tuple(
        one if one.on else replace(one, held_in=holder_of(one.source, by_key)) for one in statuses
    )


def holder_of(source: Source, by_key: Mapping[SourceKey, SourceStatus]) -> HeldIn | None:
    """Return the source in use that has lists of `source`, None where none has."""
    general = by_key.get(SourceKey(source.detail_of))
    if general is None or not general.on or general.edition is None:
        return None
    held, whole = held_of(source, general.edition.counts)
    return HeldIn(general.source, held, whole) if held else None


def held_of(source: Source, counts: Mapping[str, int]) -> tuple[int, bool]:
    """Return how many listings of `source` there are among these lists, and whether all its lists.

    A list that may have nobody on it is not missed.
    """
    held = sum(counts.get(one.code, 0) for one in source.lists)
    return held, all(counts.get(one.code) for one in source.lists if not one.optional)


@dataclass(frozen=True, slots=True)
class ListsStatus:
    """How all sources in use stand together.

    `listings`, `names` and `lists` count what parties are compared with; what two sources tell
    counts once. `oldest_days` is the age of the oldest in force; `missing` counts those that never
    came in.
    """

    sources: tuple[SourceStatus, ...]
    freshness: Freshness
    listings: int
    names: int
    lists: int
    oldest_days: int | None
    missing: int = 0

    @property
    def state(self) -> str:
        """`ok`, `warn` or `none`, for the foot of the sidebar."""
        if self.freshness is Freshness.CURRENT and not self.missing:
            return "ok"
        return "none" if self.freshness is Freshness.NONE else "warn"

    @property
    def undated(self) -> tuple[SourceStatus, ...]:
        """The sources of which nobody knows how old their lists are."""
        return tuple(one for one in self.sources if one.freshness is Freshness.UNKNOWN)

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
        elif self.undated:
            first = self._undated_words()
        elif self.missing:
            first = ngettext(
                "{count} source is missing", "{count} sources are missing", self.missing
            ).format(count=self.missing)
        else:
            first = _("Lists current: {age}").format(age=age if self.oldest_days else _("today"))
        second = ngettext("{lists} list", "{lists} lists", self.lists).format(lists=self.lists)
        listings = ngettext("{count} listing", "{count} listings", self.listings).format(
            count=figure(self.listings)
        )
        return f"{first}\n{second} · {listings}"

    def _undated_words(self) -> str:
        undated = self.undated
        if len(undated) < sum(one.edition is not None for one in self.sources):
            return ngettext(
                "Date not known: {count} source", "Date not known: {count} sources", len(undated)
            ).format(count=len(undated))
        days = max(one.age_days or 0 for one in undated)
        if not days:
            return _("Date not known: imported today")
        return ngettext(
            "Date not known: imported {days} day ago",
            "Date not known: imported {days} days ago",
            days,
        ).format(days=days)


@dataclass(frozen=True, slots=True)
class ReadyIndex:
    """An index on disk and the editions it was built from."""

    folder: Path
    editions: tuple[EditionUse, ...]
