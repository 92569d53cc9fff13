"""What came of every check for newer lists, in workspace.db."""

from sqlite_utils import Database

from exportdesk.core.ids import SourceKey
from exportdesk.core.list_checks import GOOD, CheckState, ListCheck
from exportdesk.storage.codec import from_json, to_json

# A year of daily checks of one source, and the failures in between.
KEPT = 500

_GOOD = ", ".join(f"'{state.value}'" for state in GOOD)
_NEWEST = "select body from list_checks where seq in (select max(seq) from list_checks{} {})"


class ListCheckStore:
    """Keeps the checks of each source, the newest few hundred of them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, check: ListCheck) -> None:
        """Keep a check, and let the oldest of its source go. Call inside `writing`."""
        self._db.execute(
            "insert into list_checks (source, state, body) values (?, ?, ?)",
            (check.source, check.state.value, to_json(check)),
        )
        self._db.execute(
            "delete from list_checks where source = ? and seq <= (select seq from list_checks"
            " where source = ? order by seq desc limit 1 offset ?)",
            (check.source, check.source, KEPT),
        )

    def newest(self) -> dict[SourceKey, ListCheck]:
        """Return the last check of each source."""
        return self._by_source(_NEWEST.format("", "group by source"))

    def newest_good(self) -> dict[SourceKey, ListCheck]:
        """Return the last check of each source that found or brought its newest edition."""
        return self._by_source(_NEWEST.format(f" where state in ({_GOOD})", "group by source"))

    def newest_judged(self, source: SourceKey) -> ListCheck | None:
        """Return the last check of a source in which a file, or word of it, came from there."""
        row = self._db.execute(
            "select body from list_checks where source = ? and state <> ?"
            " order by seq desc limit 1",
            (source, CheckState.FAILED.value),
        ).fetchone()
        return None if row is None else from_json(row[0], ListCheck)

    def of_source(self, source: SourceKey, *, limit: int = 50) -> list[ListCheck]:
        """Return the checks of one source, newest first."""
        rows = self._db.execute(
            "select body from list_checks where source = ? order by seq desc limit ?",
            (source, limit),
        )
        return [from_json(body, ListCheck) for (body,) in rows]

    def _by_source(self, sql: str) -> dict[SourceKey, ListCheck]:
        checks = (from_json(body, ListCheck) for (body,) in self._db.execute(sql))
        return {check.source: check for check in checks}
