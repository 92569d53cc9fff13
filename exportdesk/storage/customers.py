"""Customers in workspace.db, with everyone who is screened for each of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from exportdesk.core.customers import Customer, KeptParty, Profile
from exportdesk.core.fingerprints import profile_fingerprint
from exportdesk.core.ids import PartyId
from exportdesk.core.parties import Role
from exportdesk.core.text import folded
from exportdesk.storage.codec import from_json, to_json

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """How a customer stands, as tables show it.

    `consequence` is the strictest of its confirmed matches, "" without one. `screened_with` is the
    index that all of its parties were screened with, "" where one is missing or changed since.
    """

    status: str
    consequence: str
    open_matches: int
    strongest: float
    screened_at: str
    screened_with: str


class CustomerStore:
    """Keeps customers. A deleted one stays, out of sight: records rest on it."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, customer: Customer, at: str) -> None:
        """Keep a customer, replacing the one with the same id; a deleted one comes back.

        Call inside `writing`. `at` is UTC text.
        """
        self._db.execute(
            "insert into customers (id, reference, name, country, kind, tags, related, made_at,"
            " changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " on conflict (id) do update set reference = excluded.reference,"
            " name = excluded.name, country = excluded.country, kind = excluded.kind,"
            " tags = excluded.tags, related = excluded.related, changed_at = excluded.changed_at,"
            " deleted_at = ''",
            (
                customer.id,
                customer.reference,
                customer.name,
                customer.profile.country,
                customer.profile.kind.value,
                _tags_text(customer.tags),
                len(customer.related),
                at,
                at,
            ),
        )
        self._db.execute(
            "insert into customer_search (row, search) select row, ? from customers where id = ?"
            " on conflict (row) do update set search = excluded.search",
            (search_text(customer), customer.id),
        )
        self._db.execute(
            "insert into customer_bodies (id, body) values (?, ?)"
            " on conflict (id) do update set body = excluded.body",
            (customer.id, to_json(customer)),
        )
        self._save_parties(customer)

    def delete(self, customer: PartyId, at: str) -> None:
        """Take a customer out of sight. Call inside `writing`."""
        self._db.execute("update customers set deleted_at = ? where id = ?", (at, customer))

    def free_references(self, customers: Iterable[PartyId]) -> None:
        """Take the references of customers that are about to be saved: they may change places.

        Call inside `writing`.
        """
        self._db.conn.executemany(
            "update customers set reference = '' where id = ?", [(one,) for one in customers]
        )

    def get(self, customer: PartyId) -> Customer | None:
        """Return a customer, also a deleted one; None where there never was one of that id."""
        return self.several([customer]).get(customer)

    def several(self, customers: Iterable[PartyId]) -> dict[PartyId, Customer]:
        """Return customers by id, also deleted ones; without those that never were."""
        wanted = list(dict.fromkeys(customers))
        found: dict[PartyId, Customer] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            places = ",".join("?" * len(chunk))
            rows = self._db.execute(
                f"select body from customer_bodies where id in ({places})", chunk
            )
            for (body,) in rows:
                customer = from_json(body, Customer)
                found[customer.id] = customer
        return found

    def is_deleted(self, customer: PartyId) -> bool:
        """Whether there is such a customer, out of sight."""
        row = self._db.execute(
            "select deleted_at from customers where id = ?", (customer,)
        ).fetchone()
        return bool(row and row[0])

    def deleted(self, customers: Iterable[PartyId]) -> frozenset[PartyId]:
        """Return which of these customers are out of sight."""
        wanted = list(dict.fromkeys(customers))
        found: list[PartyId] = []
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            rows = self._db.execute(
                f"select id from customers where id in ({','.join('?' * len(chunk))})"
                " and deleted_at <> ''",
                chunk,
            )
            found += [PartyId(one) for (one,) in rows]
        return frozenset(found)

    def by_reference(self, reference: str) -> PartyId | None:
        """Return who has this reference, None where nobody has."""
        row = self._db.execute(
            "select id from customers where reference = ? and reference <> '' and deleted_at = ''",
            (reference,),
        ).fetchone()
        return PartyId(row[0]) if row else None

    def all(self) -> Iterator[Customer]:
        """Yield every customer that is not deleted, by name."""
        rows = self._db.execute(
            "select b.body from customers c join customer_bodies b on b.id = c.id"
            " where c.deleted_at = '' order by c.name collate nocase, c.id"
        )
        for (body,) in rows:
            yield from_json(body, Customer)

    def count(self) -> int:
        """Return how many customers there are."""
        found: int = self._db.execute(
            "select count(*) from customers where deleted_at = ''"
        ).fetchone()[0]
        return found

    def parties(self, customers: Iterable[PartyId] | None = None) -> Iterator[KeptParty]:
        """Yield everyone who is screened, of these customers or of all that are not deleted."""
        sql = (
            "select p.id, p.customer_id, p.role, p.profile from book_parties p"
            " join customers c on c.id = p.customer_id where c.deleted_at = ''"
        )
        if customers is None:
            yield from map(_kept, self._db.execute(f"{sql} order by c.row, p.position"))
            return
        wanted = list(dict.fromkeys(customers))
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            places = ",".join("?" * len(chunk))
            yield from map(
                _kept,
                self._db.execute(
                    f"{sql} and p.customer_id in ({places}) order by c.row, p.position", chunk
                ),
            )

    def holders(self, parties: Iterable[PartyId]) -> dict[PartyId, PartyId]:
        """Return whose party each of these is, without those that are in the book no more."""
        wanted = list(dict.fromkeys(parties))
        found: dict[PartyId, PartyId] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            rows = self._db.execute(
                "select p.id, p.customer_id from book_parties p"
                " join customers c on c.id = p.customer_id"
                f" where c.deleted_at = '' and p.id in ({','.join('?' * len(chunk))})",
                chunk,
            )
            found |= {PartyId(one): PartyId(customer) for one, customer in rows}
        return found

    def index_missing(self) -> int:
        """Make what is found and screened of customers that an older program kept; return how many.

        Call inside `writing`.
        """
        rows = self._db.execute(
            "select b.body, c.changed_at from customers c join customer_bodies b on b.id = c.id"
            " where c.deleted_at = ''"
            " and not exists (select 1 from book_parties p where p.customer_id = c.id)"
        ).fetchall()
        for body, changed_at in rows:
            self.save(from_json(body, Customer), changed_at)
        return len(rows)

    def has_missing(self) -> bool:
        """Whether `index_missing` has anything to do: for all of them or for none.

        Asked by every connection that opens, so it looks at no customer by itself.
        """
        row = self._db.execute(
            "select not exists (select 1 from book_parties)"
            " and exists (select 1 from customers where deleted_at = '')"
        ).fetchone()
        return bool(row[0])

    def screened(self, customer: PartyId) -> tuple[str, str]:
        """Return when a customer was last screened, and with which index all its parties were.

        Either is "" where it was not; the index too where a party changed since.
        """
        row = self._db.execute(
            "select c.screened_at, case when min(p.fingerprint = p.screened_fingerprint)"
            " and min(p.screened_with) = max(p.screened_with) then min(p.screened_with) else '' end"
            " from customers c join book_parties p on p.customer_id = c.id"
            " where c.id = ? group by c.id",
            (customer,),
        ).fetchone()
        return (str(row[0]), str(row[1])) if row else ("", "")

    def set_standing(self, customer: PartyId, found: Standing) -> None:
        """Keep how a customer stands. Call inside `writing`."""
        self._db.execute(
            "update customers set status = ?, consequence = ?, open_matches = ?, strongest = ?,"
            " screened_at = ?, screened_with = ? where id = ?",
            (
                found.status,
                found.consequence,
                found.open_matches,
                found.strongest,
                found.screened_at,
                found.screened_with,
                customer,
            ),
        )

    def _save_parties(self, customer: Customer) -> None:
        kept = list(customer.parties())
        places = ",".join("?" * len(kept))
        values = (customer.id, *(one.id for one in kept))
        gone = f"customer_id = ? and {{column}} not in ({places})"
        self._db.execute(f"delete from book_matches where {gone.format(column='party_id')}", values)
        self._db.execute(f"delete from book_parties where {gone.format(column='id')}", values)
        for position, one in enumerate(kept):
            self._db.execute(
                "insert into book_parties (id, customer_id, position, role, name, profile,"
                " fingerprint) values (?, ?, ?, ?, ?, ?, ?)"
                " on conflict (id) do update set position = excluded.position,"
                " role = excluded.role, name = excluded.name, profile = excluded.profile,"
                " fingerprint = excluded.fingerprint",
                (
                    one.id,
                    one.customer,
                    position,
                    one.role.value,
                    one.profile.name,
                    to_json(one.profile),
                    profile_fingerprint(one.profile),
                ),
            )


_UNPOINTED = "search"
for _sign in (".", "-", "/", " "):
    _UNPOINTED = f"replace({_UNPOINTED}, '{_sign}', '')"

# What has not even its letters in their order is not worth taking points out of.
HOLDS_NUMBER = f"(search like :letters and instr({_UNPOINTED}, :number) > 0)"
"""SQL: a line that is searched holds a number, with what points and blanks people put into it."""


def number_values(number: str) -> dict[str, object]:
    """Return the values of `HOLDS_NUMBER` for a number, as `number_key` gives it."""
    return {"number": number, "letters": f"%{'%'.join(number)}%"}


def search_text(customer: Customer) -> str:
    """Return everything by which a customer is found, as it is searched, one thing a line."""
    words: list[str] = [customer.reference, *customer.tags]
    for kept in customer.parties():
        profile = kept.profile
        words += [name.text for name in profile.names]
        words += [identifier.number for identifier in profile.identifiers]
        words += [address.line for address in profile.addresses]
        words += [profile.website, profile.mail]
    return "\n".join(dict.fromkeys(folded(word) for word in words if word.strip()))


def _tags_text(tags: tuple[str, ...]) -> str:
    # With a line break on both sides of each, one tag is found without finding parts of others.
    return "".join(f"\n{tag}" for tag in tags) + "\n" if tags else ""


def _kept(row: tuple[str, str, str, str]) -> KeptParty:
    party, customer, role, profile = row
    return KeptParty(PartyId(party), PartyId(customer), Role(role), from_json(profile, Profile))
