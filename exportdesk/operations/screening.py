"""Screening parties, deciding their matches, and saving the whole with its paper."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exportdesk import __version__
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock
from exportdesk.core.errors import (
    BadInput,
    ExportDeskError,
    ListsMissing,
    ReadOnlyWorkspace,
    StorageFault,
)
from exportdesk.core.events import Head
from exportdesk.core.ids import ListingUid, PartyId, ScreeningId, new_id
from exportdesk.core.matches import Match, Mention, OneParty
from exportdesk.core.parties import Party
from exportdesk.core.progress import Progress
from exportdesk.core.screenings import (
    DecidedBefore,
    Decision,
    PartyResult,
    Screening,
    SeenMatch,
    Verdict,
    screening_facts,
)
from exportdesk.core.text import folded, tidy, tidy_lines
from exportdesk.core.words import say
from exportdesk.core.words.parties import Origin
from exportdesk.operations.lists import Lists
from exportdesk.operations.lists_status import ReadyIndex
from exportdesk.operations.opened_matches import match_by_word
from exportdesk.operations.screening_paper import MakeRecord, paper_of
from exportdesk.screening import ALGORITHM, DEFAULT_THRESHOLD
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

if TYPE_CHECKING:
    # Names are compared with numpy, which no page waits for.
    from exportdesk.screening import Screener

_EVERY = 100_000
_LOOKED_UP = 500  # names between two looks at whether to go on


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved screening, its paper, and what the save touched."""

    screening: Screening
    paper: bytes
    changes: Changes


class Screenings:
    """The screenings of a workspace.

    `load`, `screen` and `matches` belong to one thread at a time: the loaded index keeps working
    space of its own. Everything else may be called on any thread.
    """

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        lists: Lists,
        clock: Clock,
        make_record: MakeRecord,
    ) -> None:
        self._workspace = workspace
        self._lists = lists
        self._clock = clock
        self._make_record = make_record
        self._loaded: tuple[Screener, ReadyIndex] | None = None

    @property
    def ready(self) -> ReadyIndex | None:
        """The index that screening works with now, None before one is loaded."""
        loaded = self._loaded
        return loaded[1] if loaded else None

    @property
    def names(self) -> int:
        """How many listed names are looked through."""
        return self._loaded[0].names if self._loaded else 0

    def threshold(self) -> float:
        """Return the lowest score shown: the user's own, or the program's."""
        own = self._workspace().settings.settings().threshold
        return DEFAULT_THRESHOLD if own is None else own

    def get_ready(self, progress: Progress) -> bool:
        """Prepare the index of the lists in force and load it; False where no list is in force."""
        for last_try in (False, True):
            ready = self._lists.prepare_index(progress)
            if ready is None:
                return False
            try:
                self.load(ready)
                break
            except StorageFault:
                if last_try:
                    raise
        return True

    def load(self, ready: ReadyIndex) -> None:
        """Work with this index from now on.

        One that cannot be read is thrown away, so that `prepare_index` builds it anew, and the
        StorageFault says so; the index in use stays in use.
        """
        from exportdesk.screening import Screener

        try:
            loaded = Screener.load(ready.folder)
        except StorageFault:
            shutil.rmtree(ready.folder, ignore_errors=True)
            raise
        previous, self._loaded = self._loaded, (loaded, ready)
        if previous is not None:
            previous[0].close()

    def matches(
        self, party: Party, *, min_score: float | None = None, limit: int = 50
    ) -> tuple[Match, ...]:
        """Return the possible matches of one party, best first.

        Raises ListsMissing where no list is in force, BadInput for a party with nothing to screen.
        """
        if self._loaded is None:
            raise ListsMissing("no-lists")
        if party.is_empty:
            raise BadInput("party-empty")
        floor = self.threshold() if min_score is None else min_score
        return self._loaded[0].screen(party, limit=limit, min_score=floor)

    def mention(self, party: Party) -> Mention | None:
        """Return the one telling word of a party's name that listed names hold, None without one.

        To be asked where a party has no match: its name may be a part of a listed one. Raises
        ListsMissing.
        """
        if self._loaded is None:
            raise ListsMissing("no-lists")
        return self._loaded[0].mention(party)

    def sharing(
        self, ready: ReadyIndex, parties: Mapping[PartyId, Party], progress: Progress
    ) -> dict[PartyId, tuple[Mention, tuple[ListingUid, ...]]]:
        """Return whose names share a word with listings of an index, by the key of the party.

        May be called on any thread. Raises StorageFault, Cancelled.
        """
        loaded = self._loaded
        if loaded is not None and loaded[1] == ready:
            found = _sharing(loaded[0], parties, progress)
            if self._loaded is loaded:  # one that was closed meanwhile had nothing to tell
                return found
        from exportdesk.screening import Screener

        screener = Screener.load(ready.folder)
        try:
            return _sharing(screener, parties, progress)
        finally:
            screener.close()

    def against(self, party: Party, uid: ListingUid) -> Match | None:
        """Return how a party meets one listing, however little; None where nothing of it meets.

        Belongs to the thread that screens. Raises ListsMissing.
        """
        if self._loaded is None:
            raise ListsMissing("no-lists")
        found = self._loaded[0].screen(party, limit=_EVERY, min_score=0.0)
        return next((one for one in found if one.uid == uid), None)

    def holding(
        self, text: str, limit: int
    ) -> tuple[tuple[ListingUid, str, str, tuple[str, ...]], ...]:
        """Return uid, list, name and countries of listings whose names hold the words of `text`.

        For looking somebody up while typing, never for screening. Raises ListsMissing.
        """
        if self._loaded is None:
            raise ListsMissing("no-lists")
        return self._loaded[0].holding(text, limit)

    def screen(
        self,
        party: Party,
        *,
        min_score: float | None = None,
        limit: int = 50,
        also: Sequence[ListingUid] = (),
    ) -> PartyResult:
        """Return one party with its possible matches and their listings in full.

        The listings `also` are among them, if they are in force, however little they meet.
        """
        found = self.matches(party, min_score=min_score, limit=limit)
        there = {one.uid for one in found}
        more = (self._opened(party, uid) for uid in also if uid not in there)
        return self._result(party, [*found, *(one for one in more if one is not None)])

    def _opened(self, party: Party, uid: ListingUid) -> Match | None:
        found, listing = self.against(party, uid), self._lists.listing(uid)
        if found is not None or listing is None:
            return found
        mention = self.mention(party)
        return match_by_word(listing, mention.word if mention is not None else party.name)

    def matches_of(
        self,
        parties: Sequence[Party],
        progress: Progress,
        *,
        min_score: float | None = None,
        limit: int = 50,
    ) -> list[tuple[Match, ...]]:
        """Return what `matches` finds for each of many parties, in their order, and sooner.

        A party with nothing to screen has no match. Raises ListsMissing where no list is in force,
        StorageFault, Cancelled.
        """
        from exportdesk.screening.batch import screen_many

        ready = self.ready
        if ready is None:
            raise ListsMissing("no-lists")
        floor = self.threshold() if min_score is None else min_score
        return screen_many(ready.folder, parties, progress, limit=limit, min_score=floor)

    def screen_all(self, parties: Sequence[Party], progress: Progress) -> tuple[PartyResult, ...]:
        """Return each party with its possible matches and their listings in full, in their order.

        Raises as `matches_of`.
        """
        found = self.matches_of(parties, progress)
        return tuple(
            self._result(party, matches) for party, matches in zip(parties, found, strict=True)
        )

    def decided_before(
        self, name: str, uids: Sequence[ListingUid]
    ) -> dict[ListingUid, DecidedBefore]:
        """Return what was last decided on these listings for a party of the same name, anywhere.

        May be called on any thread.
        """
        if not uids or not name.strip():
            return {}
        workspace = self._workspace()
        found = workspace.screenings.decided_before(name, uids)
        wanted = folded(name)
        for one in workspace.decisions.on_listings(uids):
            before = found.get(one.uid)
            same = wanted in (folded(known.text) for known in one.profile.names)
            if not same or (before and before.decision.at.utc_text > one.at.utc_text):
                continue
            if one.verdict is None:
                found.pop(one.uid, None)
            else:
                decision = Decision(one.verdict, one.reason, one.by, one.at)
                found[one.uid] = DecidedBefore(decision, customer=one.profile.name)
        return found

    def decision(self, verdict: Verdict, reason: str) -> Decision:
        """Return a decision as of now, by the operator. Raises BadInput without a reason."""
        reason = tidy_lines(reason)
        if not reason:
            raise BadInput("reason-missing")
        operator = self._workspace().settings.settings().operator
        return Decision(verdict, reason, operator, self._clock.now())

    def save(
        self,
        results: Sequence[PartyResult],
        *,
        reference: str = "",
        min_score: float | None = None,
    ) -> Saved:
        """Keep a screening under the next number, note it, and make its paper.

        Raises BadInput (nothing to save), ListsMissing, StorageFault; nothing is kept then, but for
        the StorageFault "paper-not-made": the screening is, and `paper` makes its paper later.
        """
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        if not results:
            raise BadInput("nothing-to-save")
        if self._loaded is None:
            raise ListsMissing("no-lists")
        settings = workspace.settings.settings()
        now = self._clock.now()
        draft = Screening(
            id=ScreeningId(new_id()),
            number="",
            at=now,
            operator=settings.operator,
            reference=tidy(reference),
            parties=tuple(results),
            editions=self._loaded[1].editions,
            program_version=__version__,
            algorithm=ALGORITHM,
            threshold=self.threshold() if min_score is None else min_score,
            head=Head(0, ""),
            company=workspace.settings.company(),
        )
        with writing(workspace.db):
            number = workspace.screenings.next_number("S", now.local.year)
            numbered = replace(draft, number=number)
            head = workspace.events.append(
                "screening_saved",
                number,
                screening_facts(numbered),
                at=now.utc_text,
                actor=settings.operator,
            )
            screening = replace(numbered, head=head)
            workspace.screenings.add(screening)
        try:
            paper = self.paper(screening.number)
        except ExportDeskError as error:
            raise StorageFault("paper-not-made", number=number, why=say(error)) from error
        return Saved(screening, paper, Changes.SCREENINGS | Changes.EVENTS)

    def get(self, number: str) -> Screening:
        """Return a saved screening. Raises BadInput where there is none of that number."""
        found = self._workspace().screenings.get(number)
        if found is None:
            raise BadInput("screening-unknown", number=number)
        return found

    def paper(self, number: str) -> bytes:
        """Return the paper of a saved screening: as first made, or made now where it never was."""
        return paper_of(self._workspace(), self.get(number), self._make_record, self._clock)

    def _result(self, party: Party, matches: Sequence[Match]) -> PartyResult:
        """Return matches with their listings in full, and which of them are one party."""
        # Of what scores the same, US lists come first: more follows from them.
        matches = sorted(matches, key=lambda match: (-match.score, self._is_foreign(match)))
        uids = [match.uid for match in matches]
        listings = self._lists.listings(uids)
        for uid in uids:
            if uid not in listings:
                # The index is built from the very file the listing is in; gone means it is damaged.
                raise ListsMissing("listing-gone", uid=uid)
        from exportdesk.screening import group_matches

        also = self._also(uids)
        return PartyResult(
            party,
            tuple(
                SeenMatch(match, listings[match.uid], also=also.get(match.uid, ()))
                for match in matches
            ),
            groups=tuple(
                OneParty(tuple(match.uid for match in group.matches), group.ties)
                for group in group_matches(matches, lambda match: listings[match.uid])
                if len(group.matches) > 1
            ),
            mention=None if matches else self.mention(party),
        )

    def _is_foreign(self, match: Match) -> bool:
        return self._lists.origin(match.source) is Origin.FOREIGN

    def _also(self, uids: Sequence[ListingUid]) -> dict[ListingUid, tuple[ListingUid, ...]]:
        """Return for each uid the entries whose place it takes in the index that is loaded."""
        editions = self._loaded[1].editions if self._loaded else ()
        giving_way = {edition.source for edition in editions if edition.given_way}
        if not giving_way:
            return {}
        return {
            uid: tuple(other for other in others if _source_of(other) in giving_way)
            for uid, others in self._lists.counterparts(uids).items()
            if _source_of(uid) not in giving_way
        }

    def close(self) -> None:
        """Let go of the index."""
        loaded, self._loaded = self._loaded, None
        if loaded is not None:
            loaded[0].close()


def _sharing(
    screener: "Screener", parties: Mapping[PartyId, Party], progress: Progress
) -> dict[PartyId, tuple[Mention, tuple[ListingUid, ...]]]:
    known: dict[tuple[str, ...], tuple[Mention, tuple[ListingUid, ...]] | None] = {}
    found = {}
    for at, (key, party) in enumerate(parties.items()):
        if not at % _LOOKED_UP:
            progress.step(at, len(parties))
        names = (party.name, *party.other_names)
        if names not in known:
            known[names] = screener.sharing(party)
        if (shared := known[names]) is not None:
            found[key] = shared
    return found


def _source_of(uid: ListingUid) -> str:
    return uid.partition(":")[0]
