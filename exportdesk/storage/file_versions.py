"""Every version of each case and letter, appended and never rewritten."""

from dataclasses import dataclass

from sqlite_utils import Database

from exportdesk.core.clock import Moment, parse_utc

_COLUMNS = "seq, subject, act, at, zone, offset_minutes, actor, body"


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A case or letter as it was after one act. `body` is the stored JSON text."""

    seq: int
    subject: str
    act: str
    at: Moment
    by: str
    body: str


class FileVersions:
    """Keeps the versions."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, subject: str, act: str, at: Moment, by: str, body: str) -> None:
        """Append a version. Call inside `writing`."""
        self._db.execute(
            "insert into file_versions (subject, act, at, zone, offset_minutes, actor, body)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            (subject, act, at.utc_text, at.zone, at.offset_minutes, by, body),
        )

    def of(self, subject: str) -> list[FileVersion]:
        """Return every version of one case or letter, oldest first."""
        rows = self._db.execute(
            f"select {_COLUMNS} from file_versions where subject = ? order by seq", (subject,)
        )
        return [_version(row) for row in rows]

    def first(self, subject: str) -> FileVersion | None:
        """Return the version a case or letter began with."""
        row = self._db.execute(
            f"select {_COLUMNS} from file_versions where subject = ? order by seq limit 1",
            (subject,),
        ).fetchone()
        return _version(row) if row else None

    def subjects(self) -> list[str]:
        """Return of which cases and letters there are versions."""
        rows = self._db.execute("select distinct subject from file_versions order by subject")
        return [str(one) for (one,) in rows]


def _version(row: tuple[object, ...]) -> FileVersion:
    seq, subject, act, at, zone, offset, actor, body = row
    moment = Moment(parse_utc(str(at)), str(zone), int(str(offset)))
    return FileVersion(int(str(seq)), str(subject), str(act), moment, str(actor), str(body))
