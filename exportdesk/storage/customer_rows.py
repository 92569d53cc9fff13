"""Customers as tables show them: found, filtered and sorted by SQLite, read a few at a time."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlite_utils import Database

from exportdesk.core.certifications import CertificationState
from exportdesk.core.ids import PartyId
from exportdesk.core.matches import Mention
from exportdesk.core.parties import PartyKind
from exportdesk.core.standing import CustomerStatus
from exportdesk.core.text import folded, number_key
from exportdesk.storage.codec import to_json
from exportdesk.storage.customer_certifications import CustomerCertifications
from exportdesk.storage.customers import HOLDS_NUMBER, number_values
from exportdesk.storage.products import MOST_WORDS
from exportdesk.storage.shared_names import BEGINS, mention_of

_CHUNK = 500
_FEW = 2000


class CustomerOrder(StrEnum):
    """By what customers may be sorted."""

    NAME = "name"
    REFERENCE = "reference"
    COUNTRY = "country"
    KIND = "kind"
    STATUS = "status"
    OPEN_MATCHES = "open_matches"
    STRONGEST = "strongest"
    RELATED = "related"
    SCREENED_AT = "screened_at"
    CHANGED_AT = "changed_at"


@dataclass(frozen=True, slots=True)
class CustomerQuery:
    """Which customers, in which order. Empty choices choose all.

    `search` is found word by word in names, numbers, addresses, of related parties too; of a long
    text only the first words. `lists` are codes of lists with a match, `certifications` how one
    stands on `day` (NONE: there is none). `index` is the name of the index in use: who was screened
    with another one is stale.
    """

    search: str = ""
    statuses: frozenset[CustomerStatus] = frozenset()
    countries: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    certifications: frozenset[CertificationState] = frozenset()
    day: date = date.min
    order: CustomerOrder = CustomerOrder.NAME
    descending: bool = False
    index: str = ""


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer as a table shows it. `row` is what it is read by.

    `mention` is the word that a name shares with listed ones, where somebody is to look at that.
    """

    row: int
    id: PartyId
    name: str
    reference: str
    country: str
    kind: PartyKind
    tags: tuple[str, ...]
    related: int
    status: CustomerStatus
    consequence: str
    open_matches: int
    strongest: float
    screened_at: str
    changed_at: str
    mention: Mention | None = None


# Who was deleted and can be brought back: nobody who went into another one, or whose import was
# taken back.
_DELETED = (
    "c.deleted_at <> '' and exists (select 1 from book_versions v join book_batches b"
    " on b.id = v.batch where v.subject = c.id and b.act = 'delete' and b.undone_by = '')"
)
# What a person should look at first comes first.
_STATUS = (
    "case when c.screened_at = '' and c.status not in ('listed', 'review') then 'not_screened'"
    " when c.status in ('listed', 'review') then c.status"
    " when c.screened_with <> :index then 'stale' else c.status end"
)
_RANK = (
    f"case {_STATUS} when 'listed' then 0 when 'review' then 1 when 'check_name' then 2"
    " when 'stale' then 3 when 'not_screened' then 4 else 5 end"
)
_SORT = {
    CustomerOrder.NAME: "c.name collate nocase",
    CustomerOrder.REFERENCE: "c.reference collate nocase",
    CustomerOrder.COUNTRY: "c.country",
    CustomerOrder.KIND: "c.kind",
    CustomerOrder.STATUS: _RANK,
    CustomerOrder.OPEN_MATCHES: "c.open_matches",
    CustomerOrder.STRONGEST: "c.strongest",
    CustomerOrder.RELATED: "c.related",
    CustomerOrder.SCREENED_AT: "c.screened_at",
    CustomerOrder.CHANGED_AT: "c.changed_at",
}


class CustomerRows:
    """Answers what a table of customers asks."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._certifications = CustomerCertifications(db)
        self._kept: tuple[object, array[int]] | None = None

    def find(self, query: CustomerQuery) -> "array[int]":
        """Return the row numbers of the customers asked for, in the order asked for."""
        words = list(dict.fromkeys(folded(query.search).split()))[:MOST_WORDS]
        if not words:
            return self._in_order(query)
        matched = self._matched(words) or self._numbered(query.search)
        if len(matched) <= _FEW:
            return self._sorted(query, f"c.row in ({','.join(map(str, matched))})")
        # Of many, looking each up costs more than going once through all in their order.
        is_found = bytearray(max(matched) + 1)
        for row in matched:
            is_found[row] = 1
        most = len(is_found)
        return array("q", [r for r in self._in_order(query) if r < most and is_found[r]])

    def offer(self, search: str, limit: int) -> list[CustomerRow]:
        """Return the first customers, by name, in which every word of `search` is found."""
        numbers = self.find(CustomerQuery(search=search)) if search.strip() else array("q")
        return self.rows(numbers[:limit])

    def named(self, name: str) -> list[CustomerRow]:
        """Return the customers that have exactly this name, but for capital letters."""
        numbers = self.find(CustomerQuery(search=name)) if name.strip() else array("q")
        return [row for row in self.rows(numbers[:_CHUNK]) if folded(row.name) == folded(name)]

    def _matched(self, words: Sequence[str]) -> list[int]:
        where = " and ".join("instr(search, ?) > 0" for _word in words)
        found = self._db.execute(f"select row from customer_search where {where}", list(words))
        return [row for (row,) in found]

    def _numbered(self, text: str) -> list[int]:
        """Return who has a number that was typed with other points and blanks; no name has none."""
        number = number_key(text)
        if not number:
            return []
        asked = f"select row from customer_search where {HOLDS_NUMBER}"
        return [row for (row,) in self._db.execute(asked, number_values(number))]

    def _in_order(self, query: CustomerQuery) -> "array[int]":
        """Return all that the query asks for but its search; kept for the next letter typed."""
        version = (
            self._db.execute("pragma data_version").fetchone()[0],
            self._db.conn.total_changes,
        )
        asked = (replace(query, search=""), version)
        if self._kept is None or self._kept[0] != asked:
            self._kept = (asked, self._sorted(query))
        return self._kept[1]

    def _sorted(self, query: CustomerQuery, among: str = "") -> "array[int]":
        where, values = _where(query)
        if query.certifications:
            where += f" and ({self._certified(query, values)})"
        way = "desc" if query.descending else "asc"
        then = "" if query.order is CustomerOrder.NAME else f", c.name collate nocase {way}"
        rows = self._db.execute(
            f"select c.row from customers c where {where}{f' and {among}' if among else ''}"
            f" order by {_SORT[query.order]} {way}{then}, c.row {way}",
            values,
        )
        return array("q", [row for (row,) in rows])

    def _certified(self, query: CustomerQuery, values: dict[str, object]) -> str:
        """Return what holds for who has a certification that stands as asked for, or none.

        By row numbers, which the index of the order has: no row of a customer is read for it.
        """
        standings = self._certifications.standings(query.day)
        among = "(select row from customers where id in (select value from json_each(:{name})))"
        wanted = [one for one, each in standings.items() if each & query.certifications]
        values["certified"] = to_json(wanted)
        found = f"c.row in {among.format(name='certified')}"
        if CertificationState.NONE in query.certifications:
            values["any_certified"] = to_json(list(standings))
            found += f" or c.row not in {among.format(name='any_certified')}"
        return found

    def certifications(self, day: date) -> dict[CertificationState, int]:
        """Return how many customers have a certification that stands so on a day, and how many have
        none.
        """
        standings = self._certifications.standings(day)
        there = self._db.execute(
            # The plus keeps SQLite from going through all customers by that column's index.
            "select id from customers where +deleted_at = ''"
            " and id in (select value from json_each(?))",
            (to_json(list(standings)),),
        ).fetchall()
        counts = Counter(state for (one,) in there for state in standings[PartyId(one)])
        total: int = self._db.execute(
            "select count(*) from customers where deleted_at = ''"
        ).fetchone()[0]
        without = total - len(there)
        return {**counts, **({CertificationState.NONE: without} if without else {})}

    def rows(
        self, numbers: Sequence[int], index: str = "", *, deleted: bool = False
    ) -> list[CustomerRow]:
        """Return the customers with these row numbers, in their order.

        Those that are gone only where `deleted` asks for them.
        """
        status = f"case when c.deleted_at <> '' then '{CustomerStatus.DELETED}' else {_STATUS} end"
        there = "" if deleted else " and c.deleted_at = ''"
        found: dict[int, CustomerRow] = {}
        for start in range(0, len(numbers), _CHUNK):
            chunk = numbers[start : start + _CHUNK]
            wanted = ",".join(str(int(number)) for number in chunk)
            rows = self._db.execute(
                "select c.row, c.id, c.name, c.reference, c.country, c.kind, c.tags, c.related,"
                f" {status}, c.consequence, c.open_matches, c.strongest, c.screened_at,"
                " c.changed_at"
                f" from customers c where c.row in ({wanted}){there}",
                {"index": index},
            )
            read = [_row(row) for row in rows]
            calls = [one.id for one in read if one.status is CustomerStatus.CHECK_NAME]
            words = self._words(calls) if calls else {}
            found.update((one.row, replace(one, mention=words.get(one.id))) for one in read)
        return [found[number] for number in numbers if number in found]

    def _words(self, customers: Sequence[PartyId]) -> dict[PartyId, Mention]:
        """Return the first word that a name of each shares, and nobody has looked at."""
        rows = self._db.execute(
            "select s.customer_id, s.word, s.listings, s.begins, s.words from shared_names s"
            f" join book_parties p on p.id = s.party_id where s.{BEGINS} and s.decision_id = ''"
            f" and s.customer_id in ({','.join('?' * len(customers))})"
            " and not exists (select 1 from book_matches m where m.party_id = s.party_id)"
            " order by p.position desc",
            list(customers),
        )
        return {PartyId(one): mention_of(*rest) for one, *rest in rows}

    def row_of(self, customer: PartyId) -> int | None:
        """Return the row number of a customer that is not deleted."""
        found = self._db.execute(
            "select row from customers where id = ? and deleted_at = ''", (customer,)
        ).fetchone()
        return int(found[0]) if found else None

    def statuses(self, index: str) -> dict[CustomerStatus, int]:
        """Return how many customers there are of each status."""
        rows = self._db.execute(
            f"select {_STATUS}, count(*) from customers c where c.deleted_at = '' group by 1",
            {"index": index},
        )
        return {CustomerStatus(status): count for status, count in rows}

    def deleted(self) -> int:
        """Return how many customers were deleted and can be brought back."""
        found: int = self._db.execute(
            f"select count(*) from customers c where {_DELETED}"
        ).fetchone()[0]
        return found

    def countries(self) -> dict[str, int]:
        """Return how many customers there are of each country, "" of none."""
        return dict(
            self._db.execute(
                "select country, count(*) from customers where deleted_at = '' group by country"
            ).fetchall()
        )

    def tags(self) -> dict[str, int]:
        """Return every tag in use, sorted, with how many customers have it."""
        rows = self._db.execute(
            "select tags, count(*) from customers where tags <> '' and deleted_at = ''"
            " group by tags"
        )
        found: Counter[str] = Counter()
        for tags, count in rows:
            for tag in _tags(tags):
                found[tag] += count
        return dict(sorted(found.items(), key=lambda one: one[0].casefold()))

    def ids(self, numbers: Sequence[int]) -> list[PartyId]:
        """Return the ids of the customers with these row numbers, in their order."""
        found: dict[int, PartyId] = {}
        for start in range(0, len(numbers), _CHUNK):
            wanted = ",".join(str(int(one)) for one in numbers[start : start + _CHUNK])
            found.update(
                self._db.execute(
                    f"select row, id from customers where row in ({wanted}) and deleted_at = ''"
                ).fetchall()
            )
        return [found[number] for number in numbers if number in found]

    def lists(self) -> dict[str, int]:
        """Return how many customers have a match on each list."""
        rows = self._db.execute(
            "select list, count(distinct customer_id) from book_matches where customer_id not in"
            " (select id from customers where deleted_at > '') group by list"
        )
        return dict(rows.fetchall())


def _where(query: CustomerQuery) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {"index": query.index}
    parts = [_standing(query.statuses, values)]
    if query.countries:
        parts.append(f"c.country in ({_places('country', query.countries, values)})")
    if query.tags:
        each = [f"instr(c.tags, :tag{at}) > 0" for at, _tag in enumerate(sorted(query.tags))]
        values.update({f"tag{at}": f"\n{tag}\n" for at, tag in enumerate(sorted(query.tags))})
        parts.append(f"({' or '.join(each)})")
    if query.lists:
        parts.append(
            "c.id in (select m.customer_id from book_matches m"
            f" where m.list in ({_places('list', query.lists, values)}))"
        )
    return " and ".join(parts), values


def _standing(statuses: frozenset[CustomerStatus], values: dict[str, object]) -> str:
    """Return what holds for customers that stand so: those deleted are none of them unasked."""
    there = "c.deleted_at = ''"
    others = statuses - {CustomerStatus.DELETED}
    if others:
        there = f"{there} and ({_STATUS}) in ({_places('status', others, values)})"
    if CustomerStatus.DELETED not in statuses:
        return there
    return f"({_DELETED} or ({there}))" if others else _DELETED


def _places(name: str, chosen: Iterable[str], values: dict[str, object]) -> str:
    places = []
    for at, one in enumerate(sorted(chosen)):
        values[f"{name}{at}"] = str(one)
        places.append(f":{name}{at}")
    return ", ".join(places)


def _tags(text: str) -> tuple[str, ...]:
    return tuple(tag for tag in text.split("\n") if tag)


def _row(row: tuple[object, ...]) -> CustomerRow:
    (number, party, name, reference, country, kind, tags, related, status, consequence,
     open_matches, strongest, screened_at, changed_at) = row  # fmt: skip
    return CustomerRow(
        row=int(str(number)),
        id=PartyId(str(party)),
        name=str(name),
        reference=str(reference),
        country=str(country),
        kind=PartyKind(str(kind)),
        tags=_tags(str(tags)),
        related=int(str(related)),
        status=CustomerStatus(str(status)),
        consequence=str(consequence),
        open_matches=int(str(open_matches)),
        strongest=float(str(strongest)),
        screened_at=str(screened_at),
        changed_at=str(changed_at),
    )
