"""What fetching a list is told, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from exportdesk.core.connections import Connected
from exportdesk.lists.unpacking import LARGEST


@dataclass(frozen=True, slots=True)
class Validators:
    """What was kept of the edition in force, to ask the server whether there is a newer one.

    `url` is the address that was asked, not the one it led to.
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How patient fetching is, and what it takes.

    `proxy` is "" for the one the system uses. The seconds: to a connection, between two pieces of
    the body, for the whole fetch, the longest pause before a next try, and the longest that a
    server may ask to be left alone. `tries` counts those in a row that get no further. `largest`
    is in bytes; `room` is how much of the disk stays free. `noted` is told of every connection,
    with `purpose`, which fetching fills in.
    """

    proxy: str = ""
    connect_seconds: float = 20.0
    stall_seconds: float = 60.0
    total_seconds: float = 1800.0
    tries: int = 5
    first_pause: float = 1.0
    longest_pause: float = 30.0
    longest_asked: float = 120.0
    largest: int = LARGEST
    room: int = 64 * 2**20
    noted: Callable[[Connected], object] | None = None
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of a fetch.

    `path` is the file in quarantine, None where the list is unchanged. `asked` is the source's
    address with its day filled in, `url` the address that answered, without what gave access to
    it. `size` and `sha256` are of the file. `resumed` = a part of it came earlier.
    """

    path: Path | None
    asked: str
    url: str
    size: int
    sha256: str
    etag: str
    last_modified: str
    content_type: str
    tries: int
    resumed: bool
    seconds: float

    @property
    def validators(self) -> Validators:
        """What to keep with the edition for the next fetch."""
        return Validators(self.asked, self.etag, self.last_modified, self.sha256)
