"""Screening the book: all customers, or only those and against only what changed."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from exportdesk.core.book import BookMatch, BookScreening, Screened, Trigger
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock, today
from exportdesk.core.errors import ListsMissing, ReadOnlyWorkspace
from exportdesk.core.fingerprints import listing_fingerprint
from exportdesk.core.ids import ListingUid, PartyId
from exportdesk.core.matches import Match
from exportdesk.core.name_looks import SharedName
from exportdesk.core.progress import Progress
from exportdesk.core.standing import Lapse, MatchState
from exportdesk.operations.book_found import Key, book_match, by_key, is_as_it_was
from exportdesk.operations.book_names import (
    asked_matches,
    asked_still,
    keep_names,
    look_up_names,
)
from exportdesk.operations.lists import Lists
from exportdesk.operations.lists_status import ReadyIndex
from exportdesk.operations.screening import Screenings
from exportdesk.operations.standings import Standings
from exportdesk.screening import ALGORITHM
from exportdesk.screening.batch_workers import Crew
from exportdesk.screening.rescreening import Screened as Found
from exportdesk.screening.rescreening import is_too_much, rescreen, waiting_crew
from exportdesk.screening.touching import ListChanges
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

WHOLE_EVERY_DAYS = 7


@dataclass(frozen=True, slots=True)
class BookReport:
    """What screening the book did; `opened`, `returned` and `gone` are the matches, in that order
    new, back for review, and no longer there. `names` are the customers of whom nothing else is to
    be looked at than the name, and whose name was not to be looked at before.
    """

    screening: BookScreening
    opened: tuple[BookMatch, ...]
    returned: tuple[BookMatch, ...]
    gone: tuple[BookMatch, ...]
    changes: Changes
    names: tuple[PartyId, ...] = ()


@dataclass(slots=True)
class _Work:
    """Who was looked at, and what was found for those who were compared with every listing.

    `since` is what the others were screened with: for them nothing that could match has changed.
    """

    ready: ReadyIndex
    screened_with: str
    floor: float
    trigger: Trigger
    whole: bool
    behind: Sequence[Screened]
    begun: float
    since: str = ""
    drift: int = 0
    found: dict[PartyId, Found] = field(default_factory=dict)
    shared: dict[PartyId, SharedName] = field(default_factory=dict)
    asked: dict[PartyId, list[BookMatch]] = field(default_factory=dict)

    @property
    def chosen(self) -> list[Screened]:
        """Who was compared with every listing."""
        return [one for one in self.behind if one.kept.id in self.found]


class BookScreenings:
    """Screens kept parties and keeps what is found. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        lists: Lists,
        screenings: Screenings,
        standings: Standings,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._lists = lists
        self._screenings = screenings
        self._standings = standings
        self._clock = clock

    def current(self) -> str:
        """Return what the book is to be screened with: lists, rules, threshold; "" without lists.

        Whoever was screened with anything else is stale.
        """
        name = self._lists.index_name()
        return screened_with(name, self._screenings.threshold()) if name else ""

    def sharing_names(self, customers: Iterable[PartyId]) -> list[PartyId]:
        """Return who of these has a name that somebody is to look at, and no more than that."""
        return self._workspace().shared_names.among(customers)

    def is_due(self) -> bool:
        """Whether a customer or the lists changed since the screening, or a review date came."""
        workspace = self._workspace()
        current = self.current()
        return bool(current) and (
            workspace.matches.is_behind(current)
            or workspace.matches.is_review_due(today(self._clock))
        )

    def is_whole_due(self) -> bool:
        """Whether everybody is to be compared with every listing again, however little changed.

        Screening only what changed rests on a margin that was measured, not proven: once in
        `WHOLE_EVERY_DAYS` days it is not relied on.
        """
        workspace = self._workspace()
        last = workspace.matches.last_whole()
        return (
            last is not None
            and self._clock.now().at - last.at.at > timedelta(days=WHOLE_EVERY_DAYS)
            and bool(workspace.customers.count() and self.current())
        )

    def screen(
        self,
        progress: Progress,
        *,
        trigger: Trigger = Trigger.ASKED,
        customers: Iterable[PartyId] | None = None,
        whole: bool = False,
    ) -> BookReport:
        """Screen what changed: changed parties against every listing, all against changed ones.

        `customers` are the only ones looked at; `whole` screens everything anew. Raises
        ListsMissing where no list is in force, StorageFault, Cancelled; the book is then as before.
        """
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        begun = time.monotonic()
        ready = self._lists.prepare_index(progress)
        if ready is None:
            raise ListsMissing("no-lists")
        floor = self._screenings.threshold()
        now_with = screened_with(ready.folder.name, floor)
        behind = "" if whole else now_with
        many = workspace.matches.count_behind(behind) if customers is None else 0
        with waiting_crew(ready.folder, many) as crew:
            work = _Work(
                ready=ready,
                screened_with=now_with,
                floor=floor,
                trigger=trigger,
                whole=whole and customers is None,
                behind=list(workspace.matches.screened(customers, behind)),
                begun=begun,
            )
            work.asked = asked_matches(workspace)
            self._compare(workspace, work, progress, crew, is_everybody=customers is None)
        seen = [one.kept for one in work.behind]
        work.shared = look_up_names(self._screenings, ready, seen, progress)
        return self._keep(workspace, work)

    def last(self, limit: int = 50) -> list[BookScreening]:
        """Return the last screenings of the book, newest first."""
        return self._workspace().matches.screenings(limit)

    def _compare(
        self,
        workspace: Workspace,
        work: _Work,
        progress: Progress,
        crew: Crew | None,
        *,
        is_everybody: bool,
    ) -> None:
        """Compare whoever must be with every listing, and the others with what changed."""
        changes = ListChanges()
        last = self._last_common(workspace, work) if is_everybody and not work.whole else None
        told = None if last is None else self._lists.changes_since(last.editions)
        if last is not None and told is not None:
            changes, work.since = told, last.screened_with
            if is_too_much(work.ready.folder, changes, last.drift):
                changes, work.since = ListChanges(), ""
            else:
                work.drift = last.drift + changes.count
        found = rescreen(
            work.ready.folder,
            [one.kept.profile.party() for one in work.behind],
            [
                one.is_changed
                or one.is_near
                or one.screened_with != (work.since or None)
                or one.kept.id in work.asked
                for one in work.behind
            ],
            changes,
            progress,
            min_score=work.floor,
            crew=crew,
        )
        work.found = {work.behind[at].kept.id: one for at, one in found.items()}

    def _last_common(self, workspace: Workspace, work: _Work) -> BookScreening | None:
        """Return the screening that most of those who are behind had, by the same rules."""
        had = Counter(one.screened_with for one in work.behind if one.screened_with)
        common = had.most_common(1)
        last = workspace.matches.screening_with(common[0][0]) if common else None
        if last is None or (last.algorithm, last.threshold) != (ALGORITHM, _decimal(work.floor)):
            return None
        return last

    def _keep(self, workspace: Workspace, work: _Work) -> BookReport:
        fingerprints = self._fingerprints(one.matches for one in work.found.values())
        asked = asked_still(self._lists, work.asked)
        now = self._clock.now()
        with writing(workspace.db):
            there = workspace.customers.holders(one.kept.id for one in work.behind)
            chosen = [one for one in work.chosen if one.kept.id in there]
            touched = {one.kept.customer: None for one in chosen}
            due = workspace.decisions.due(today(self._clock))
            touched.update(dict.fromkeys(due))
            before = by_key(workspace, touched)
            by_party: dict[PartyId, dict[ListingUid, BookMatch]] = {}
            for (party, uid), match in before.items():
                by_party.setdefault(party, {})[uid] = match
            other = dict.fromkeys(due)
            for one in chosen:
                party = one.kept.id
                found = work.found[party]
                after = [
                    book_match(one, match, fingerprints[match.uid], before, now.utc_text)
                    for match in found.matches
                ]
                there_now = {match.match.uid for match in after}
                after += [m for m in asked.get(party, ()) if m.match.uid not in there_now]
                if is_as_it_was(one, work.since, found, after, by_party):
                    continue
                other[one.kept.customer] = None
                workspace.matches.replace(party, after, is_near=found.is_near)
                workspace.matches.set_screened(party, one.fingerprint, work.screened_with)
            if work.since:
                seen = {one.kept.id for one in work.behind}
                workspace.matches.move_screened(work.since, work.screened_with, now.utc_text, seen)
            everybody = [one.kept.customer for one in work.behind]
            checked = set(workspace.shared_names.among(everybody))
            still = [one.kept for one in work.behind if one.kept.id in there]
            renamed = dict.fromkeys(keep_names(workspace, still, work.shared))
            before.update(by_key(workspace, renamed.keys() - touched.keys()))
            other.update(renamed)
            self._standings.refresh(workspace, other, now.utc_text)
            after_all = {key: one for key, one in before.items() if one.customer not in other}
            after_all.update(by_key(workspace, other))
            report = self._report(workspace, work, before, after_all)
            named = workspace.shared_names.among(everybody)
            return replace(report, names=tuple(one for one in named if one not in checked))

    def _report(
        self,
        workspace: Workspace,
        work: _Work,
        before: Mapping[Key, BookMatch],
        after: Mapping[Key, BookMatch],
    ) -> BookReport:
        """Note the screening. Called inside `writing`."""
        opened = [m for key, m in after.items() if m.state is MatchState.OPEN and key not in before]
        # What keeping a changed party brought back already is told by the screening of it.
        changed = {one.kept.id for one in work.behind if one.screened_with and one.is_changed}
        returned = [
            m
            for key, m in after.items()
            if m.state is MatchState.RETURNED
            and (
                key not in before
                or before[key].state is not MatchState.RETURNED
                or (m.party in changed and Lapse.PARTY_CHANGED in m.lapses)
            )
        ]
        gone = [match for key, match in before.items() if key not in after]
        by, now = workspace.settings.settings().operator, self._clock.now()
        screening = BookScreening(
            at=now,
            by=by,
            trigger=work.trigger,
            screened_with=work.screened_with,
            editions=tuple(edition.id for edition in work.ready.editions),
            sources=tuple(edition.source for edition in work.ready.editions),
            algorithm=ALGORITHM,
            threshold=_decimal(work.floor),
            parties=len(work.behind),
            rescreened=len(work.found),
            matches=len(after),
            opened=len(opened),
            returned=len(returned),
            gone=len(gone),
            whole=work.whole,
            seconds=f"{time.monotonic() - work.begun:.2f}",
            drift=work.drift,
        )
        changes = Changes.CUSTOMERS | Changes.DECISIONS
        if work.behind or opened or returned or gone:
            workspace.matches.add_screening(screening)
            workspace.events.append(
                "book_screened",
                "customers",
                _facts(screening, opened, returned, gone),
                at=now.utc_text,
                actor=by,
            )
            changes |= Changes.EVENTS
        return BookReport(screening, tuple(opened), tuple(returned), tuple(gone), changes)

    def _fingerprints(self, found: Iterable[Sequence[Match]]) -> dict[ListingUid, str]:
        uids = list(dict.fromkeys(match.uid for matches in found for match in matches))
        listings = self._lists.listings(uids)
        for uid in uids:
            if uid not in listings:
                raise ListsMissing("listing-gone", uid=uid)
        return {uid: listing_fingerprint(listing) for uid, listing in listings.items()}


def screened_with(index_name: str, floor: float) -> str:
    """Return what names a screening: lists and rules by their index, the lowest score, and what is
    looked up besides matches: names, also such as are one slip away.
    """
    return f"{index_name}@{_decimal(floor)}+names2"


def _decimal(score: float) -> str:
    return f"{score:.2f}"


def _facts(
    screening: BookScreening,
    opened: Sequence[BookMatch],
    returned: Sequence[BookMatch],
    gone: Sequence[BookMatch],
) -> dict[str, object]:
    def told(matches: Sequence[BookMatch]) -> list[dict[str, str]]:
        return [
            {"party": one.party, "uid": one.match.uid, "score": f"{one.match.score:.2f}"}
            for one in matches
        ]

    return {
        "trigger": screening.trigger.value,
        "screened_with": screening.screened_with,
        "editions": list(screening.editions),
        "algorithm": screening.algorithm,
        "threshold": screening.threshold,
        "parties": screening.parties,
        "rescreened": screening.rescreened,
        "matches": screening.matches,
        "whole": screening.whole,
        "opened": told(opened),
        "returned": told(returned),
        "gone": told(gone),
    }
