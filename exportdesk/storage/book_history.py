"""Every step done to the book, with what each customer and product was before and after."""

from collections.abc import Iterable

from sqlite_utils import Database

from exportdesk.core.book import Act, Batch, Kind, Version
from exportdesk.core.clock import Moment, parse_utc
from exportdesk.core.ids import BatchId
from exportdesk.storage.codec import from_json, to_json

_BATCH = "id, kind, act, at, zone, offset_minutes, actor, label, facts, undone_by"


class BookHistory:
    """Keeps the steps. Versions are appended, never rewritten."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, batch: Batch, versions: Iterable[Version]) -> None:
        """Append a step with what it did. Call inside `writing`."""
        self._db.execute(
            f"insert into book_batches ({_BATCH}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                batch.id,
                batch.kind.value,
                batch.act.value,
                batch.at.utc_text,
                batch.at.zone,
                batch.at.offset_minutes,
                batch.by,
                batch.label,
                to_json(batch.facts),
                batch.undone_by,
            ),
        )
        self._db.conn.executemany(
            "insert into book_versions (batch, subject, before, after) values (?, ?, ?, ?)",
            [(batch.id, one.subject, one.before, one.after) for one in versions],
        )

    def set_undone(self, batch: BatchId, by: BatchId) -> None:
        """Note which step took a step back. Call inside `writing`."""
        self._db.execute("update book_batches set undone_by = ? where id = ?", (by, batch))

    def batch(self, batch: BatchId) -> Batch | None:
        """Return one step."""
        row = self._db.execute(
            f"select {_BATCH} from book_batches where id = ?", (batch,)
        ).fetchone()
        return _batch(row) if row else None

    def batches(self, kind: Kind, act: Act | None = None, limit: int = 50) -> list[Batch]:
        """Return the last steps done to customers or products, newest first."""
        rows = self._db.execute(
            f"select {_BATCH} from book_batches where kind = ? and (? = '' or act = ?)"
            " order by at desc, id desc limit ?",
            (kind.value, act or "", act or "", limit),
        )
        return [_batch(row) for row in rows]

    def newest(self) -> int:
        """Return the number of the last thing done to customers or products, 0 for none."""
        row = self._db.execute("select max(seq) from book_versions").fetchone()
        return int(row[0] or 0)

    def versions(self, batch: BatchId) -> list[Version]:
        """Return what a step did, in its order."""
        rows = self._db.execute(
            "select batch, subject, before, after from book_versions where batch = ? order by seq",
            (batch,),
        )
        return [Version(BatchId(one), subject, *looks) for one, subject, *looks in rows]

    def touched(self, batch: BatchId) -> int:
        """Return how many customers or products a step touched."""
        found: int = self._db.execute(
            "select count(*) from book_versions where batch = ?", (batch,)
        ).fetchone()[0]
        return found

    def of_subject(self, subject: str) -> list[tuple[Batch, Version]]:
        """Return every step that touched one customer or product, newest first."""
        columns = ", ".join(f"b.{name.strip()}" for name in _BATCH.split(","))
        rows = self._db.execute(
            f"select {columns}, v.subject, v.before, v.after from book_versions v"
            " join book_batches b on b.id = v.batch where v.subject = ? order by v.seq desc",
            (subject,),
        )
        return [
            (_batch(tuple(row[:10])), Version(BatchId(row[0]), row[10], row[11], row[12]))
            for row in rows
        ]


def _batch(row: tuple[object, ...]) -> Batch:
    batch, kind, act, at, zone, offset, actor, label, facts, undone_by = (str(v) for v in row)
    return Batch(
        id=BatchId(batch),
        kind=Kind(kind),
        act=Act(act),
        at=Moment(parse_utc(at), zone, int(offset)),
        by=actor,
        label=label,
        facts=from_json(facts, dict[str, str]),
        undone_by=BatchId(undone_by),
    )
