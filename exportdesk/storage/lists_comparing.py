"""How much of the edition in force a new one still holds: entries and names, list by list.

Counts alone cannot tell a list from another one of the same length, nor from the same list with
new numbers. What differs is compared in full; what is as it was costs nothing.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from exportdesk.core.listings import Listing

_CHUNK = 500
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Continuity:
    """What became of one list's entries: how many there were, and how many of them are gone.

    `uids_gone`: the entry is no longer there. `names_gone`: none of its names is in the new list.
    """

    before: int
    uids_gone: int = 0
    names_gone: int = 0


class NamesSeen:
    """The names in those entries of a new edition that are not as they were, by list."""

    def __init__(self) -> None:
        self._names: dict[str, set[str]] = {}

    def add(self, listing: Listing) -> None:
        """Note the names of a listing."""
        self._names.setdefault(listing.list, set()).update(
            name_key(name.text) for name in listing.names
        )

    def gone(self, connection: sqlite3.Connection, rows: Iterable[int]) -> Counter[str]:
        """Return how many of these rows' parties no new entry names, by list."""
        gone: Counter[str] = Counter()
        for code, names in _names_of(connection, list(rows)):
            seen = self._names.get(code, set())
            if names and seen.isdisjoint(names):
                gone[code] += 1
        return gone


def name_key(name: str) -> str:
    """Return a name so that another order of its words, or another punctuation, is the same."""
    return " ".join(sorted(_WORD.findall(name.casefold())))


def continuities(
    before: Mapping[str, int], uids_gone: Mapping[str, int], names_gone: Mapping[str, int]
) -> dict[str, Continuity]:
    """Return what became of each list that was there before."""
    return {
        code: Continuity(count, uids_gone.get(code, 0), names_gone.get(code, 0))
        for code, count in before.items()
    }


class _Name(msgspec.Struct):
    text: str


class _Names(msgspec.Struct):
    list: str
    names: tuple[_Name, ...] = ()


def _names_of(
    connection: sqlite3.Connection, rows: list[int]
) -> Iterator[tuple[str, frozenset[str]]]:
    decoder = msgspec.json.Decoder(_Names)
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        places = ",".join("?" * len(chunk))
        found = connection.execute(f"select body from listings where id in ({places})", chunk)
        for (body,) in found:
            told = decoder.decode(body)
            yield told.list, frozenset(name_key(name.text) for name in told.names)


def earlier_with_the_same(connection: sqlite3.Connection, source: str, count: int) -> str | None:
    """Return the body of the newest superseded edition that holds just what is in force now.

    `count` is how many listings that is. The newest edition that is kept is not looked at: it is
    the one that is being superseded.
    """
    earlier = connection.execute(
        "select seq, body from editions where source = ? and seq <"
        " (select max(seq) from editions where source = ?) order by seq desc",
        (source, source),
    ).fetchall()
    for number, body in earlier:
        (held,) = connection.execute(
            "select count(*) from listings where source = ? and first_edition <= ?"
            " and (last_edition is null or last_edition >= ?)",
            (source, number, number),
        ).fetchone()
        if held == count and _all_held(connection, source, number):
            return str(body)
    return None


def _all_held(connection: sqlite3.Connection, source: str, earlier: int) -> bool:
    """Whether every listing in force stood in the edition `earlier` just as it is now.

    One that has been in force without a break since then did; the others, begun later, did where an
    older row says the same.
    """
    (missing,) = connection.execute(
        "select exists (select 1 from listings new where new.source = ?"
        " and new.last_edition is null and new.first_edition > ? and not exists"
        " (select 1 from listings old where old.uid = new.uid and old.content = new.content"
        " and old.first_edition <= ? and old.last_edition >= ?))",
        (source, earlier, earlier, earlier),
    ).fetchone()
    return not missing
