"""How files of a shape were read before, in workspace.db."""

from collections.abc import Sequence

from sqlite_utils import Database

from exportdesk.storage.codec import from_json, to_json


class ImportShapes:
    """Keeps the mapping of columns by the shape of the file."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, kind: str, shape: str) -> tuple[str, ...] | None:
        """Return what the columns of a file of this shape were, None where none came before."""
        row = self._db.execute(
            "select mapping from import_shapes where kind = ? and shape = ?", (kind, shape)
        ).fetchone()
        return None if row is None else from_json(row[0], tuple[str, ...])

    def save(self, kind: str, shape: str, mapping: Sequence[str], at: str) -> None:
        """Keep what the columns of a file were. Call inside `writing`."""
        self._db.execute(
            "insert into import_shapes (kind, shape, mapping, used_at) values (?, ?, ?, ?)"
            " on conflict (kind, shape) do update set mapping = excluded.mapping,"
            " used_at = excluded.used_at",
            (kind, shape, to_json(list(mapping)), at),
        )
