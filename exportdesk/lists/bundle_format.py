"""What a bundle is: a zip archive that takes the editions in force to a computer without a network.

Its first member is a mark, so that even one that is cut off is recognized. Then come the listings
of each source, one JSON line each, and last the manifest with the SHA-256 of every other member.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exportdesk.core.clock import Moment
from exportdesk.core.editions import Edition
from exportdesk.core.ids import SourceKey

MARK = "exportdesk-bundle"
MARK_TEXT = b"Lists of ExportDesk for another computer. Import this file there as it is.\n"
MANIFEST = "manifest.json"
VERSION = 1

# The name of the first member stands 30 bytes after the beginning of a zip archive.
_NAME_AT = 30
_NOT_PLAIN = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class BundleMember:
    """One member of the archive as the manifest tells it."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BundledSource:
    """One source in a bundle: the member that holds its listings, and its edition there.

    `confirmed` is the last day on which its publisher, asked from there, had nothing newer.
    """

    source: SourceKey
    member: str
    listings: int
    edition: Edition
    confirmed: date | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """The manifest: which program wrote the bundle, when and where, and what must be in it."""

    format: str
    version: int
    program: str
    made: Moment
    host: str
    members: tuple[BundleMember, ...]
    sources: tuple[BundledSource, ...]

    def source(self, key: SourceKey) -> BundledSource | None:
        """Return what it holds of a source."""
        return next((bundled for bundled in self.sources if bundled.source == key), None)


def member_name(number: int, source: SourceKey) -> str:
    """Return the name of the member for a source: a list of one's own may be called anything."""
    plain = _NOT_PLAIN.sub("-", source.casefold()).strip("-")[:40]
    return f"lists/{number:03d}-{plain or 'list'}.jsonl"


def looks_like_bundle(path: Path) -> bool:
    """Whether the file begins as a bundle does; one that cannot be read does not."""
    try:
        with path.open("rb") as file:
            head = file.read(_NAME_AT + len(MARK))
    except OSError:
        return False
    return head.startswith(b"PK\x03\x04") and head[_NAME_AT:] == MARK.encode()
