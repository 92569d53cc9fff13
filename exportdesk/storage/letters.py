"""Letters from BIS in workspace.db."""

from datetime import date

from sqlite_utils import Database

from exportdesk.core.ids import LetterId
from exportdesk.core.letters import Letter
from exportdesk.core.text import folded
from exportdesk.storage.codec import from_json, to_json
from exportdesk.storage.products import MOST_WORDS


class LetterStore:
    """Keeps letters."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, letter: Letter, at: str) -> str:
        """Keep a letter, new or changed, and return its stored text. Call inside `writing`."""
        body = to_json(letter)
        values = {
            "number": letter.number,
            "kind": letter.kind.value,
            "reference": letter.reference,
            "dated": _day(letter.dated),
            "source": letter.source,
            "ended_on": _day(letter.ended_on),
            "changed_at": at,
            "body": body,
            "search": _search_text(letter),
        }
        names = ", ".join(values)
        changed = ", ".join(f"{name} = excluded.{name}" for name in values)
        self._db.execute(
            f"insert into letters (id, {names}) values ({', '.join('?' * (len(values) + 1))})"
            f" on conflict (id) do update set {changed}",
            (letter.id, *values.values()),
        )
        return body

    def get(self, letter: LetterId) -> Letter | None:
        """Return a letter, None where there is none of that id."""
        row = self._db.execute("select body from letters where id = ?", (letter,)).fetchone()
        return from_json(row[0], Letter) if row else None

    def by_number(self, number: str) -> Letter | None:
        """Return the letter of a number."""
        row = self._db.execute("select body from letters where number = ?", (number,)).fetchone()
        return from_json(row[0], Letter) if row else None

    def all(self, text: str = "", limit: int = -1) -> list[Letter]:
        """Return the letters that hold every word of `text`, the newest first; -1 for all."""
        words = folded(text).split()[:MOST_WORDS]
        where = " and ".join(["1", *("instr(search, ?) > 0" for _word in words)])
        rows = self._db.execute(
            f"select body from letters where {where} order by row desc limit ?", [*words, limit]
        )
        return [from_json(body, Letter) for (body,) in rows]

    def bodies(self) -> dict[str, str]:
        """Return the stored text of every letter by its id."""
        rows = self._db.execute("select id, body from letters")
        return {str(one): str(body) for one, body in rows}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _search_text(letter: Letter) -> str:
    words = [letter.number, letter.reference, letter.asks, letter.notes, *letter.parties]
    words += [one.name for one in letter.items]
    return "\n".join(dict.fromkeys(folded(word) for word in words if word.strip()))
