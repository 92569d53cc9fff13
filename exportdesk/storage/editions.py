"""What is known of every edition of every list that ever came in, in workspace.db."""

from sqlite_utils import Database

from exportdesk.core.editions import Edition
from exportdesk.core.ids import EditionId, SourceKey
from exportdesk.storage.codec import from_json, to_json


class EditionStore:
    """Keeps the editions' metadata: it outlives the lists themselves."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, edition: Edition) -> None:
        """Keep an edition's metadata once. Call inside `writing`."""
        self._db.execute(
            "insert into editions (id, source, imported_at, body) values (?, ?, ?, ?)"
            " on conflict (id) do nothing",
            (edition.id, edition.source, edition.imported.utc_text, to_json(edition)),
        )

    def has(self, edition_id: EditionId) -> bool:
        """Whether this edition's metadata is kept."""
        row = self._db.execute("select 1 from editions where id = ?", (edition_id,)).fetchone()
        return row is not None

    def replace(self, edition: Edition) -> None:
        """Keep the metadata of an edition as it is now. Call inside `writing`."""
        self._db.execute(
            "update editions set body = ? where id = ?", (to_json(edition), edition.id)
        )

    def dates(self) -> dict[EditionId, str]:
        """Return the publisher's date of every edition as it is kept, "" where not known."""
        rows = self._db.execute("select id, coalesce(body ->> '$.published', '') from editions")
        return {EditionId(edition): day for edition, day in rows}

    def of_source(self, source: SourceKey) -> list[Edition]:
        """Return the editions of one source, newest first."""
        rows = self._db.execute(
            "select body from editions where source = ? order by imported_at desc, id desc",
            (source,),
        )
        return [from_json(body, Edition) for (body,) in rows]
