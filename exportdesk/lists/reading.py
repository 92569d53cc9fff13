"""Opening a list file, whatever it turns out to be, and reading it listing by listing."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from exportdesk.core.editions import Skipped
from exportdesk.core.listings import Listing
from exportdesk.core.progress import Progress
from exportdesk.lists.catalogue import Source
from exportdesk.lists.documents import Document, SkippedRow
from exportdesk.lists.files import Context, CountryCode, ListFile
from exportdesk.lists.own_columns import OwnTable
from exportdesk.lists.unpacking import Unpacked, unpack

_STEP = 200
_ROWS_NAMED = 10


class Reading:
    """One list file being read. Iterate it once; after that its counts say what came of it.

    `reader` is the version of what reads its format.
    """

    def __init__(
        self,
        unpacked: Unpacked,
        document: Document,
        reader: int,
        progress: Progress,
    ) -> None:
        self._document = document
        self._progress = progress
        self._skipped: dict[str, list[int]] = {}
        self.size = unpacked.size
        self.sha256 = unpacked.sha256
        self.packing = unpacked.packing
        self.replaced = document.replaced
        self.format: str = document.format
        self.reader: int = reader
        self.published: date | None = document.published
        self.complete: bool = document.complete
        self.perhaps_cut: bool = document.perhaps_cut
        self.notes: tuple[str, ...] = document.notes
        self.rows = 0
        self.names = 0
        self.counts: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Listing]:
        total = self._document.total
        for row in self._document.rows:
            self.rows += 1
            if self.rows % _STEP == 0:
                self._progress.step(self.rows, max(total, self.rows))
            if isinstance(row, SkippedRow):
                self._skipped.setdefault(row.reason, []).append(self.rows)
            else:
                self.counts[row.list] += 1
                self.names += len(row.names)
                yield row
        self._progress.step(self.rows, self.rows)

    @property
    def listings(self) -> int:
        """How many listings were read."""
        return self.counts.total()

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The rows that were not taken, by reason, with the first few row numbers."""
        return tuple(
            Skipped(reason, len(rows), tuple(rows[:_ROWS_NAMED]))
            for reason, rows in sorted(self._skipped.items())
        )

    @property
    def uneven(self) -> tuple[int, ...]:
        """The numbers of the rows whose cells do not fit the columns."""
        return tuple(self._document.uneven)

    @property
    def list_names(self) -> dict[str, tuple[str, ...]]:
        """What the publisher calls each list that was read, by code."""
        return {code: tuple(names) for code, names in self._document.list_names.items()}


def open_list(
    path: Path,
    source: Source,
    country_code: CountryCode,
    progress: Progress,
    own: OwnTable | None = None,
) -> Reading:
    """Open the file at `path` as an edition of `source`; `own` says how to read an own list.

    Raises BadInput (no such file), ListRefused (not this format, damaged, cut), Cancelled.
    """
    unpacked = unpack(path, progress)
    file = ListFile(path, unpacked.data, unpacked.members)
    # The code of all formats, which a window that opens does without.
    from exportdesk.lists.formats import read_document, reader_version

    document = read_document(file, Context(source, country_code, own))
    return Reading(unpacked, document, reader_version(document.format), progress)
