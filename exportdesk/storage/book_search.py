"""Finds customers, products and records by what somebody types, the nearest first."""

from dataclasses import dataclass

from sqlite_utils import Database

from exportdesk.core.clock import Moment, parse_utc
from exportdesk.core.customers import KeptParty, Profile
from exportdesk.core.ids import PartyId
from exportdesk.core.parties import Role
from exportdesk.core.products import Product
from exportdesk.core.text import folded, number_key
from exportdesk.storage.codec import from_json
from exportdesk.storage.customers import HOLDS_NUMBER, number_values
from exportdesk.storage.products import MOST_WORDS, holds_words

# What is searched has one thing a line: a whole line that is what was typed comes before one that
# begins with it, that before a word that does.
_NEAR = (
    "case when instr(char(10) || search || char(10), char(10) || :typed || char(10)) > 0 then 0"
    " when instr(char(10) || search, char(10) || :typed) > 0 then 1"
    " when instr(' ' || search, ' ' || :typed) > 0 then 2 else 3 end"
)


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """A customer that was found, and everyone related to it: one of them may be who was meant.

    `consequence` is what follows from a confirmed match, "" where there is none.
    """

    id: PartyId
    name: str
    reference: str
    parties: tuple[KeptParty, ...]
    consequence: str = ""


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A screening that was found. `names` are of its parties, one a line."""

    number: str
    at: Moment
    names: str
    reference: str


class BookSearch:
    """Answers a search over the whole workspace, a few of each kind."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def customers(self, text: str, limit: int) -> list[FoundCustomer]:
        """Return customers that hold every word of `text`, or whose related parties do."""
        words = folded(text).split()[:MOST_WORDS]
        where = " and ".join(f"instr(search, :word{at}) > 0" for at in range(len(words))) or "1"
        values: dict[str, object] = {f"word{at}": word for at, word in enumerate(words)}
        number = number_key(text)
        if number:  # written with other points and blanks, or with none
            where = f"({where} or {HOLDS_NUMBER})"
            values |= number_values(number)
        rows = self._db.execute(
            "select c.id, c.name, c.reference, iif(c.status = 'listed', c.consequence, '')"
            " from customer_search s"
            f" join customers c on c.row = s.row where c.deleted_at = '' and {where}"
            f" order by {_NEAR}, c.name collate nocase limit :limit",
            {**values, "typed": " ".join(words), "limit": limit},
        ).fetchall()
        parties = self._parties([row[0] for row in rows])
        return [
            FoundCustomer(PartyId(one), name, reference, tuple(parties.get(one, ())), follows)
            for one, name, reference, follows in rows
        ]

    def products(self, text: str, limit: int) -> list[Product]:
        """Return products that hold every word of `text`; codes with points or without."""
        where, values = holds_words(text)
        typed = folded(text)
        bare = typed.replace(".", "")
        places = {f"word{at}": value for at, value in enumerate(values)}
        for name in places:
            where = where.replace("?", f":{name}", 1)
        rows = self._db.execute(
            f"select body from products where deleted_at = ''{where}"
            f" order by {_NEAR}, sku collate nocase limit :limit",
            {**places, "typed": bare if bare.isdecimal() else typed, "limit": limit},
        )
        return [from_json(body, Product) for (body,) in rows]

    def records(self, text: str, limit: int) -> list[FoundRecord]:
        """Return the newest screenings that hold every word of `text` in number, name or reference.

        Names are stored as they were typed, so accents count here.
        """
        where, values = holds_as_typed(text, "number", "names", "reference")
        rows = self._db.execute(
            "select number, at, zone, offset_minutes, names, reference from screenings"
            f" where {where} order by at desc, id desc limit ?",
            (*values, limit),
        )
        return [
            FoundRecord(number, Moment(parse_utc(at), zone, offset), names, reference)
            for number, at, zone, offset, names, reference in rows
        ]

    def _parties(self, customers: list[str]) -> dict[str, list[KeptParty]]:
        found: dict[str, list[KeptParty]] = {}
        places = ",".join("?" * len(customers))
        rows = self._db.execute(
            "select id, customer_id, role, profile from book_parties"
            f" where customer_id in ({places}) order by customer_id, position",
            customers,
        )
        for party, customer, role, profile in rows:
            found.setdefault(customer, []).append(
                KeptParty(
                    PartyId(party), PartyId(customer), Role(role), from_json(profile, Profile)
                )
            )
        return found


def holds_as_typed(text: str, *columns: str) -> tuple[str, list[str]]:
    """Return a condition that one of `columns` holds each word of `text`, and its values."""
    parts, values = [], list[str]()
    for word in text.split()[:MOST_WORDS]:
        # SQLite's `like` knows no capital letters but those of ASCII.
        ways = tuple(dict.fromkeys((word, word.lower(), word.upper(), word.capitalize())))
        each = " or ".join(f"{name} like ? escape '\\'" for _way in ways for name in columns)
        parts.append(f"({each})")
        values += [_pattern(way) for way in ways for _column in columns]
    return " and ".join(parts) or "1", values


def _pattern(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
