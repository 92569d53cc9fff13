"""What was found in the book and put aside, in workspace.db."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class PutAside:
    """A finding that somebody looked at and put aside: why, when (UTC text), by whom."""

    finding: str
    reason: str
    at: str
    by: str


class FindingsAside:
    """Keeps which findings are not to be shown again."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> dict[str, PutAside]:
        """Return everything that was put aside, by the key of the finding."""
        rows = self._db.execute("select finding, reason, at, by from findings_put_aside")
        return {row[0]: PutAside(*row) for row in rows}

    def put(self, aside: PutAside) -> None:
        """Put a finding aside. Call inside `writing`."""
        self._db.execute(
            "insert into findings_put_aside (finding, reason, at, by) values (?, ?, ?, ?)"
            " on conflict (finding) do update set reason = excluded.reason, at = excluded.at,"
            " by = excluded.by",
            (aside.finding, aside.reason, aside.at, aside.by),
        )

    def take_back(self, findings: Iterable[str]) -> None:
        """Show findings again. Call inside `writing`."""
        for finding in findings:
            self._db.execute("delete from findings_put_aside where finding = ?", (finding,))
