"""The lines of the list of matches: a match, or one listed party on several lists as a whole."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from exportdesk.core.ids import ListingUid
from exportdesk.core.matches import Match
from exportdesk.core.screenings import Decision, PartyResult, SeenMatch
from exportdesk.ui.matches.grouped_model import GroupedModel


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One line.

    `seen` is the match it shows. `whole` are all listings of the party, best first, where the line
    stands for them together; `is_part` marks a listing shown below such a line. `before` is what
    was decided before party or listing changed.
    """

    seen: SeenMatch
    whole: tuple[SeenMatch, ...] = ()
    is_open: bool = False
    is_part: bool = False
    before: Decision | None = None

    @property
    def match(self) -> Match:
        """The match it shows."""
        return self.seen.match

    @property
    def party(self) -> ListingUid:
        """What the listed party is known by: its best match."""
        return self.whole[0].match.uid if self.whole else self.seen.match.uid

    @property
    def identity(self) -> Hashable:
        """Which line it is, whatever is decided on it."""
        return ("party", self.party) if self.whole else self.seen.match.uid

    @property
    def decided(self) -> int:
        """How many of the listings it stands for are decided."""
        return sum(1 for seen in self.whole or (self.seen,) if seen.decision is not None)


def rows_of(
    result: PartyResult,
    opened: frozenset[ListingUid],
    sleeping: Iterable[tuple[SeenMatch, Decision]] = (),
) -> list[MatchRow]:
    """Return the lines of a result; the parties in `opened` show their listings below them.

    A line for a whole party shows its best match that is not decided yet.
    """
    before = {seen.match.uid: decision for seen, decision in sleeping}
    rows: list[MatchRow] = []
    for party in result.by_party():
        if len(party) == 1:
            rows.append(MatchRow(party[0], before=before.get(party[0].match.uid)))
            continue
        open_now = party[0].match.uid in opened
        shown = next((seen for seen in party if seen.decision is None), party[0])
        rows.append(MatchRow(shown, party, open_now, before=before.get(shown.match.uid)))
        if open_now:
            rows += [
                MatchRow(seen, is_part=True, before=before.get(seen.match.uid)) for seen in party
            ]
    return rows


class MatchModel(GroupedModel[MatchRow]):
    """Sorts parties; the listings of one stay below its line."""


def place_of_match(rows: Sequence[MatchRow], uid: ListingUid, *, whole: bool) -> int:
    """Return the line that shows this match, -1 where none does.

    `whole`: rather the one of the whole party than that of the listing alone.
    """
    found = [at for at, row in enumerate(rows) if row.seen.match.uid == uid]
    alone = [at for at in found if bool(rows[at].whole) is whole]
    return next(iter(alone or found), -1)
