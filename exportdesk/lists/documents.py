"""What every reader of a list format gives: the facts about the file, and its rows one by one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from exportdesk.core.listings import Listing


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is not taken, with the code of the reason."""

    reason: str


Row = Listing | SkippedRow


@dataclass(frozen=True, slots=True)
class Document:
    """A list file taken apart.

    `total` is the expected number of rows (approximate where the format does not say), `complete`
    whether the format itself shows that nothing is cut off, `perhaps_cut` whether its end looks
    wrong. `notes` are codes of what the user should know of the file as such ("list-retired").
    `rows` come in the order of the file; one row is one entry as the format counts them. While they
    are read, `uneven` gets the numbers of those that do not have as many cells as there are
    columns, `list_names` what the publisher calls each list, by its code, and `replaced` is how
    many damaged characters were replaced in the text.
    """

    format: str
    published: date | None
    total: int
    complete: bool
    rows: Iterator[Row]
    perhaps_cut: bool = False
    uneven: list[int] = field(default_factory=list)
    list_names: dict[str, list[str]] = field(default_factory=dict)
    replaced: int = 0
    notes: tuple[str, ...] = ()
