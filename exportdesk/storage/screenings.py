"""Screenings in workspace.db: what was asked, what came back, what was decided."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from sqlite_utils import Database

from exportdesk.core.clock import Moment, parse_utc
from exportdesk.core.company import Company
from exportdesk.core.editions import EditionUse
from exportdesk.core.errors import StorageFault
from exportdesk.core.events import Head
from exportdesk.core.ids import ListingUid, ScreeningId, new_id
from exportdesk.core.listings import Listing
from exportdesk.core.matches import Match, Mention, OneParty
from exportdesk.core.parties import Party
from exportdesk.core.screenings import (
    DecidedBefore,
    Decision,
    NameLook,
    PartyResult,
    Screening,
    SeenMatch,
    Verdict,
)
from exportdesk.core.text import folded, tidy
from exportdesk.storage.codec import from_json, to_json


@dataclass(frozen=True, slots=True)
class ScreeningRow:
    """A screening as a list of records shows it.

    `unlooked` are the parties whose name shares a word with listed ones, with nothing said of it.
    """

    id: ScreeningId
    number: str
    at: Moment
    operator: str
    reference: str
    names: str
    parties: int
    matches: int
    undecided: int
    research: int
    confirmed: int
    unlooked: int = 0

    @property
    def waits(self) -> bool:
        """Whether something in it is still to be decided, looked into or looked at."""
        return bool(self.undecided or self.research or self.unlooked)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the text of a kept party holds beside the party itself."""

    mention: Mention | None = None
    looked: NameLook | None = None


_LATEST = """
    select d.screening_id, d.party_position, d.match_position, d.verdict from decisions d
    where d.id = (
        select max(e.id) from decisions e where e.screening_id = d.screening_id
        and e.party_position = d.party_position and e.match_position = d.match_position
    )
"""

_ROWS = f"""
    select s.id, s.number, s.at, s.zone, s.offset_minutes, s.operator, s.reference, s.names,
        (select count(*) from screening_parties p where p.screening_id = s.id),
        (select count(*) from screening_matches m where m.screening_id = s.id),
        (select count(*) from ({_LATEST}) l where l.screening_id = s.id),
        (select count(*) from ({_LATEST}) l where l.screening_id = s.id and l.verdict = 'research'),
        (select count(*) from ({_LATEST}) l where l.screening_id = s.id and l.verdict = 'same'),
        (select count(*) from screening_parties p where p.screening_id = s.id
            and json_extract(p.body, '$.mention') is not null
            and json_extract(p.body, '$.looked') is null)
    from screenings s
"""


class ScreeningStore:
    """Keeps screenings. They are added and read, never rewritten."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def next_number(self, kind: str, year: int) -> str:
        """Take the next paper number of a kind, `S-2026-0001`. Call inside `writing`."""
        row = self._db.execute(
            "insert into counters (kind, last) values (?, 1)"
            " on conflict (kind) do update set last = last + 1 returning last",
            (kind,),
        ).fetchone()
        return f"{kind}-{year}-{row[0]:04d}"

    def add(self, screening: Screening) -> None:
        """Keep a screening with its parties, matches and decisions. Call inside `writing`."""
        names = "\n".join(tidy(result.party.name) for result in screening.parties)
        self._db.execute(
            "insert into screenings (id, number, at, zone, offset_minutes, operator, reference,"
            " program_version, algorithm, threshold, editions, company, names, head_count,"
            " head_hash)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                screening.id,
                screening.number,
                *_moment_columns(screening.at),
                screening.operator,
                screening.reference,
                screening.program_version,
                screening.algorithm,
                float(screening.threshold),
                to_json(screening.editions),
                to_json(screening.company),
                names,
                screening.head.count,
                screening.head.hash,
            ),
        )
        for position, result in enumerate(screening.parties):
            self._db.execute(
                "insert into screening_parties (screening_id, position, body, groups)"
                " values (?, ?, ?, ?)",
                (screening.id, position, _body(result), to_json(result.groups)),
            )
            for order, seen in enumerate(result.matches):
                self._add_match(screening.id, position, order, seen)

    def get(self, number: str) -> Screening | None:
        """Return the screening with this number or id, whole; None where there is none.

        Raises StorageFault where what is stored is no screening any more.
        """
        try:
            return self._get(number)
        except (ValueError, LookupError) as error:  # msgspec's own error is a ValueError
            raise StorageFault("screening-altered", number=number) from error

    def _get(self, number: str) -> Screening | None:
        row = self._db.execute(
            "select id, number, at, zone, offset_minutes, operator, reference, editions,"
            " program_version, algorithm, threshold, head_count, head_hash, company"
            " from screenings where number = ? or id = ?",
            (number, number),
        ).fetchone()
        if row is None:
            return None
        return Screening(
            id=ScreeningId(row[0]),
            number=row[1],
            at=_moment(*row[2:5]),
            operator=row[5],
            reference=row[6],
            parties=self._parties(row[0]),
            editions=from_json(row[7], tuple[EditionUse, ...]),
            program_version=row[8],
            algorithm=row[9],
            threshold=row[10],
            head=Head(row[11], row[12]),
            company=from_json(row[13], Company),
        )

    def rows(self, search: str = "", *, limit: int = 500) -> list[ScreeningRow]:
        """Return screenings, newest first; `search` is found in names, numbers, references."""
        words = search.split()
        where = " and ".join(
            "(s.names like ? escape '\\' or s.number like ? escape '\\'"
            " or s.reference like ? escape '\\' or s.operator like ? escape '\\')"
            for _word in words
        )
        patterns = [_pattern(word) for word in words for _column in range(4)]
        rows = self._db.execute(
            f"{_ROWS} {'where ' + where if where else ''} order by s.at desc, s.id desc limit ?",
            (*patterns, limit),
        )
        return [_row(row) for row in rows]

    def count(self) -> int:
        """Return how many screenings there are."""
        found: int = self._db.execute("select count(*) from screenings").fetchone()[0]
        return found

    def decided_before(
        self, name: str, uids: Sequence[ListingUid]
    ) -> dict[ListingUid, DecidedBefore]:
        """Return the last decision on each listing that was made for a party of this name."""
        wanted = folded(name)
        if not wanted or not uids:
            return {}
        rows = self._db.execute(
            "select m.uid, s.number, p.body, d.verdict, d.reason, d.decided_by, d.at, d.zone,"
            " d.offset_minutes from screening_matches m"
            " join decisions d on d.screening_id = m.screening_id"
            " and d.party_position = m.party_position and d.match_position = m.position"
            " join screening_parties p on p.screening_id = m.screening_id"
            " and p.position = m.party_position"
            " join screenings s on s.id = m.screening_id"
            f" where m.uid in ({','.join('?' * len(uids))}) order by d.at, d.id",
            list(uids),
        )
        found: dict[ListingUid, DecidedBefore] = {}
        for uid, number, body, verdict, reason, by, at, zone, offset in rows:
            if folded(from_json(body, Party).name) == wanted:
                decision = Decision(Verdict(verdict), reason, by, _moment(at, zone, offset))
                found[ListingUid(uid)] = DecidedBefore(decision, number)
        return found

    def _add_match(
        self, screening_id: ScreeningId, position: int, order: int, seen: SeenMatch
    ) -> None:
        self._db.execute(
            "insert into screening_matches (screening_id, party_position, position, uid, score,"
            " strength, match, listing, also) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                screening_id,
                position,
                order,
                seen.match.uid,
                float(seen.match.score),
                seen.match.strength,
                to_json(seen.match),
                to_json(seen.listing),
                to_json(seen.also),
            ),
        )
        if seen.decision is not None:
            self._add_decision(screening_id, position, order, seen.decision)

    def _add_decision(
        self, screening_id: ScreeningId, position: int, order: int, decision: Decision
    ) -> None:
        self._db.execute(
            "insert into decisions (id, screening_id, party_position, match_position, verdict,"
            " reason, decided_by, at, zone, offset_minutes)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                new_id(),
                screening_id,
                position,
                order,
                decision.verdict,
                decision.reason,
                decision.by,
                *_moment_columns(decision.at),
            ),
        )

    def _parties(self, screening_id: str) -> tuple[PartyResult, ...]:
        decisions = {
            (party, match): Decision(Verdict(verdict), reason, by, _moment(at, zone, offset))
            for party, match, verdict, reason, by, at, zone, offset in self._db.execute(
                "select party_position, match_position, verdict, reason, decided_by, at, zone,"
                " offset_minutes from decisions where screening_id = ? order by id",
                (screening_id,),
            )
        }
        results = [
            PartyResult(
                from_json(body, Party),
                groups=from_json(groups, tuple[OneParty, ...]),
                mention=(beside := from_json(body, _Beside)).mention,
                looked=beside.looked,
            )
            for body, groups in self._db.execute(
                "select body, groups from screening_parties where screening_id = ?"
                " order by position",
                (screening_id,),
            )
        ]
        seen: list[list[SeenMatch]] = [[] for _result in results]
        for party, order, match, listing, also in self._db.execute(
            "select party_position, position, match, listing, also from screening_matches"
            " where screening_id = ? order by party_position, position",
            (screening_id,),
        ):
            seen[party].append(
                SeenMatch(
                    from_json(match, Match),
                    from_json(listing, Listing),
                    decisions.get((party, order)),
                    from_json(also, tuple[ListingUid, ...]),
                )
            )
        return tuple(
            replace(result, matches=tuple(matches))
            for result, matches in zip(results, seen, strict=True)
        )


def _body(result: PartyResult) -> str:
    """Return a party as text; what its name shares stands in it, where older programs pass it."""
    if result.mention is None:
        return to_json(result.party)
    return to_json(asdict(result.party) | asdict(_Beside(result.mention, result.looked)))


def _moment_columns(moment: Moment) -> tuple[str, str, int]:
    return moment.utc_text, moment.zone, moment.offset_minutes


def _moment(at: str, zone: str, offset_minutes: int) -> Moment:
    return Moment(parse_utc(at), zone, offset_minutes)


def _pattern(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _row(row: tuple[object, ...]) -> ScreeningRow:
    (number_id, number, at, zone, offset, operator, reference, names, *counts) = row
    parties, matches, decided, research, confirmed, unlooked = (int(str(count)) for count in counts)
    return ScreeningRow(
        id=ScreeningId(str(number_id)),
        number=str(number),
        at=_moment(str(at), str(zone), int(str(offset))),
        operator=str(operator),
        reference=str(reference),
        names=str(names),
        parties=parties,
        matches=matches,
        undecided=matches - decided,
        research=research,
        confirmed=confirmed,
        unlooked=unlooked,
    )
