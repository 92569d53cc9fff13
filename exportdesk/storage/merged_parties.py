"""Which parties go on as others because their customers were made one, in workspace.db.

What was kept of a party under its own id stays there, untouched. Whoever asks for the party that it
goes on as gets it too, and no more once the step that merged them is taken back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlite_utils import Database

from exportdesk.core.cases import Case, PartyAnswer
from exportdesk.core.ids import BatchId, PartyId

MERGED_PARTIES = (
    """
    create table merged_parties (
        batch text not null references book_batches (id),
        gone text not null,
        kept text not null,
        primary key (batch, gone)
    ) strict
    """,
)
"""What the migration that brings them makes."""

_CHAINS = (
    "with recursive chain (batch, last, times) as ("
    " select distinct batch, batch, 0 from merged_parties union all"
    " select c.batch, b.undone_by, c.times + 1 from chain c"
    " join book_batches b on b.id = c.last where b.undone_by <> '')"
)
"""Each step that merged parties, with each that took it back, or took that back, and so on."""


@dataclass(frozen=True, slots=True)
class Member:
    """Of whom a party is a part now, and since when (UTC text, "" where it is the party itself)."""

    of: PartyId
    since: str = ""


class MergedParties:
    """Knows which party goes on as which other one."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def note(self, batch: BatchId, parties: Mapping[PartyId, PartyId]) -> None:
        """Note as whom parties go on. Call inside `writing`."""
        self._db.conn.executemany(
            "insert into merged_parties (batch, gone, kept) values (?, ?, ?)",
            [(batch, gone, kept) for gone, kept in parties.items()],
        )

    def of_batch(self, batch: BatchId) -> tuple[PartyId, ...]:
        """Return as whom parties went on by a step, or by the one that it took back or made again.

        Whether that is in force is no matter.
        """
        rows = self._db.execute(
            f"{_CHAINS} select distinct kept from merged_parties"
            " where batch in (select batch from chain where last = ?)",
            (batch,),
        )
        return tuple(PartyId(one) for (one,) in rows)

    def by_batch(self) -> dict[BatchId, dict[PartyId, PartyId]]:
        """Return as whom parties went on, by the step that merged them."""
        found: dict[BatchId, dict[PartyId, PartyId]] = {}
        for batch, gone, kept in self._db.execute("select batch, gone, kept from merged_parties"):
            found.setdefault(BatchId(batch), {})[PartyId(gone)] = PartyId(kept)
        return found

    def now(self, parties: Iterable[PartyId]) -> dict[PartyId, PartyId]:
        """Return as whom each party goes on: itself, but for one that was merged."""
        links = self._links()
        return {one: _end(one, links) for one in parties}

    def now_of(self, party: PartyId) -> PartyId:
        """Return as whom one party goes on."""
        return self.now([party])[party]

    def within(self, parties: Iterable[PartyId]) -> dict[PartyId, Member]:
        """Return these parties with everybody who goes on as one of them, by id."""
        found = {one: Member(one) for one in parties}
        links = self._links()
        for gone in links:
            kept, since = links[gone]
            while kept not in found and kept in links:
                kept, since = links[kept]
            if kept in found and gone not in found:
                found[gone] = Member(found[kept].of, since)
        return found

    def ids(self, party: PartyId) -> tuple[PartyId, ...]:
        """Return a party and everybody who goes on as it."""
        return tuple(self.within([party]))

    def renaming(self) -> Callable[[Case], Case]:
        """Return what gives a case with its parties of the book as those that they go on as."""
        links = self._links()
        return lambda case: _renamed(case, links) if links else case

    def _links(self) -> dict[PartyId, tuple[PartyId, str]]:
        """Return as whom each party goes on at first, and since when; not what was taken back.

        Taking the taking back back makes them one again, and so on.
        """
        rows = self._db.execute(
            f"{_CHAINS} select m.gone, m.kept, b.at from merged_parties m"
            " join book_batches b on b.id = m.batch where m.batch in"
            " (select batch from chain group by batch having max(times) % 2 = 0)"
            " order by b.at, b.id"
        )
        links: dict[PartyId, tuple[PartyId, str]] = {}
        for gone, kept, at in rows:
            # Two steps that merged the same two the other way round would close a ring.
            if PartyId(gone) not in _chain(PartyId(kept), links):
                links[PartyId(gone)] = PartyId(kept), str(at)
        return links


def _renamed(case: Case, links: Mapping[PartyId, tuple[PartyId, str]]) -> Case:
    parties = tuple(
        replace(one, party=_end(one.party, links)) if one.answer is PartyAnswer.KEPT else one
        for one in case.parties
    )
    return replace(case, customer=_end(case.customer, links), parties=parties)


def _chain(party: PartyId, links: Mapping[PartyId, tuple[PartyId, str]]) -> Iterator[PartyId]:
    """Yield a party and as whom it goes on, step by step."""
    yield party
    while party in links:
        party = links[party][0]
        yield party


def _end(party: PartyId, links: Mapping[PartyId, tuple[PartyId, str]]) -> PartyId:
    *_before, last = _chain(party, links)
    return last
