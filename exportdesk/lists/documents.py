"""What every reader of a list format gives: the facts about the file, and its rows one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from exportdesk.core.listings import Listing


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is not taken, with the code of the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A list file taken apart.

    `total` is the expected number of rows (approximate where the format does not say), `complete`
    whether the format itself shows that nothing is cut off, `perhaps_cut` whether its end looks
    wrong, `uneven` counts rows of another width. The rows follow, in the order of the file.
    """

    format: str
    published: date | None
    total: int
    complete: bool
    rows: Iterator[Listing | SkippedRow]
    perhaps_cut: bool = False
