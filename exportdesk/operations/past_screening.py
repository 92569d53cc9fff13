"""Screening as of a day: against what was in force at its end."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType

from exportdesk.core.clock import Clock, today
from exportdesk.core.editions import Edition, EditionUse, ListFinding, Severity
from exportdesk.core.errors import BadInput, ListsMissing, StorageFault
from exportdesk.core.ids import SourceKey
from exportdesk.core.matches import Match, Mention
from exportdesk.core.parties import Party
from exportdesk.core.progress import Progress
from exportdesk.core.screenings import PartyResult, SeenMatch
from exportdesk.operations.list_index import index_key
from exportdesk.operations.lists import Lists
from exportdesk.operations.lists_status import Importer
from exportdesk.operations.matched_lists import matched_lists
from exportdesk.operations.screening import Screenings
from exportdesk.operations.values import finding_value
from exportdesk.screening import Screener
from exportdesk.screening.batch import screen_many
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.lists_history import ListsHistory


@dataclass(frozen=True, slots=True)
class PastLists:
    """What was in force at the end of a day; `missing` are sources in use that had no edition."""

    day: date
    editions: tuple[EditionUse, ...]
    missing: tuple[SourceKey, ...]
    findings: tuple[ListFinding, ...]

    @property
    def gaps(self) -> bool:
        """Whether a list was missing, or may have been too old: finding nothing then says less."""
        return bool(self.missing) or any(one.too_old or one.age_unknown for one in self.editions)

    @property
    def text(self) -> str:
        """The editions on one line: each source, its publisher's date, and what was missing."""
        held = [f"{use.source} of {use.published or 'a date not known'}" for use in self.editions]
        return "; ".join([*held, *(f"{source}: none" for source in self.missing)])


def past_value(past: PastLists) -> dict[str, object]:
    """Return which day it is of and what was in force then, as plain values for JSON."""
    return {
        "as_of": past.day.isoformat(),
        "editions": {use.source: use.id for use in past.editions}
        | dict.fromkeys(past.missing, None),
        "findings": [finding_value(finding) for finding in past.findings],
    }


class PastScreenings:
    """Opens the lists of a past day. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        lists_db: Callable[[], ListsDb],
        lists: Lists,
        importer: Importer,
        screenings: Screenings,
        clock: Clock,
        age_limit: Callable[[], int],
    ) -> None:
        self._lists_db = lists_db
        self._lists = lists
        self._importer = importer
        self._screenings = screenings
        self._clock = clock
        self._age_limit = age_limit

    def lists_on(self, day: date) -> PastLists:
        """Return what was in force at the end of a day. Raises BadInput for a day to come."""
        return self._told(day, self._in_force_on(day))

    def open(self, day: date, progress: Progress) -> "PastScreening":
        """Return what screens as of a day; use it as a context manager, on one thread.

        Raises BadInput (a day to come), ListsMissing (nothing in force then), StorageFault,
        Cancelled.
        """
        editions = self._in_force_on(day)
        if not editions:
            raise ListsMissing("as-of-no-lists", day=day.isoformat())
        for last_try in (False, True):
            folder = self._importer.prepare_past(editions, progress)
            if folder.name != index_key(matched_lists(editions, self._lists.catalogue)):
                raise StorageFault("program-changed")
            try:
                screener = Screener.load(folder)
            except StorageFault:
                # Damaged, or cleared away by another program just now: it is built anew, once.
                shutil.rmtree(folder, ignore_errors=True)
                if last_try:
                    raise
                continue
            return PastScreening(
                self._told(day, editions),
                folder,
                screener,
                ListsHistory(self._lists_db().db),
                self._screenings.threshold(),
            )
        raise AssertionError("the last try returns or raises")

    def _in_force_on(self, day: date) -> tuple[Edition, ...]:
        if day > today(self._clock):
            raise BadInput("as-of-ahead", day=day.isoformat())
        return ListsHistory(self._lists_db().db).in_force_on(day)

    def _told(self, day: date, editions: tuple[Edition, ...]) -> PastLists:
        had = {edition.source for edition in editions}
        missing = [
            status.source for status in self._lists.status().sources if status.source.key not in had
        ]
        uses = self._lists.uses_on(editions, day)
        findings = [
            _warning("as-of-no-edition", source=source.key, name=source.name, day=day.isoformat())
            for source in missing
        ]
        if any(use.too_old for use in uses):
            days = self._age_limit()
            findings.append(_warning("as-of-too-old", day=day.isoformat(), days=days))
        undated = [use.source_name for use in uses if use.age_unknown and not use.too_old]
        if undated:
            told = {"day": day.isoformat(), "lists": ", ".join(undated)}
            findings.append(_warning("as-of-undated", **told))
        return PastLists(day, uses, tuple(source.key for source in missing), tuple(findings))


class PastScreening:
    """Screens against what was in force at the end of a day."""

    def __init__(
        self,
        lists: PastLists,
        folder: Path,
        screener: Screener,
        history: ListsHistory,
        threshold: float,
    ) -> None:
        self.lists = lists
        self._folder = folder
        self._screener = screener
        self._history = history
        self._threshold = threshold

    def __enter__(self) -> "PastScreening":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def mention(self, party: Party) -> Mention | None:
        """Return the one telling word of a party's name that listed names hold, None without."""
        return self._screener.mention(party)

    def screen(
        self, party: Party, *, min_score: float | None = None, limit: int = 50
    ) -> PartyResult:
        """Return a party with its possible matches then, and their listings as they were.

        Raises BadInput for a party with nothing to screen.
        """
        if party.is_empty:
            raise BadInput("party-empty")
        found = self._screener.screen(party, limit=limit, min_score=self._floor(min_score))
        editions = [edition.id for edition in self.lists.editions]
        listings = self._history.listings_in(editions, [match.uid for match in found])
        for match in found:
            if match.uid not in listings:
                raise ListsMissing("listing-gone", uid=match.uid)
        return PartyResult(
            party,
            tuple(SeenMatch(match, listings[match.uid]) for match in found),
            mention=None if found else self._screener.mention(party),
        )

    def matches_of(
        self,
        parties: Sequence[Party],
        progress: Progress,
        *,
        min_score: float | None = None,
        limit: int = 50,
    ) -> list[tuple[Match, ...]]:
        """Return the possible matches of many parties then, in their order.

        Raises StorageFault, Cancelled.
        """
        floor = self._floor(min_score)
        return screen_many(self._folder, parties, progress, limit=limit, min_score=floor)

    def close(self) -> None:
        """Let go of the index."""
        self._screener.close()

    def _floor(self, min_score: float | None) -> float:
        return self._threshold if min_score is None else min_score


def _warning(code: str, **facts: object) -> ListFinding:
    return ListFinding(code, Severity.WARN, facts)
