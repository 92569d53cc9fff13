"""Writing a bundle: member by member, with what the manifest must say of each."""

import hashlib
import zipfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from zipfile import ZIP_DEFLATED

import msgspec

from exportdesk.core.clock import Moment
from exportdesk.core.editions import Edition
from exportdesk.lists.bundle_format import (
    MANIFEST,
    MARK,
    MARK_TEXT,
    VERSION,
    Bundle,
    BundledSource,
    BundleMember,
    member_name,
)

# Of a zip archive's times the oldest: the same lists give the same members on every computer.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o644 << 16


@dataclass(slots=True)
class BundleWriter:
    """Writes one bundle into a new file; use it as a context manager and `finish` it inside."""

    path: Path
    program: str
    made: Moment
    host: str
    _members: list[BundleMember] = field(default_factory=list)
    _sources: list[BundledSource] = field(default_factory=list)
    _archive: zipfile.ZipFile = field(init=False)

    def __enter__(self) -> "BundleWriter":
        with ExitStack() as failed:
            self._archive = failed.enter_context(zipfile.ZipFile(self.path, "x", ZIP_DEFLATED))
            self._add(MARK, [MARK_TEXT], packed=False)
            failed.pop_all()  # from here on it is closed at the end
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._archive.close()

    def add(
        self,
        edition: Edition,
        listings: Iterable[tuple[bytes, bytes]],
        confirmed: date | None = None,
    ) -> None:
        """Add a source: its edition, and the JSON of each listing and of its record.

        `confirmed` is the last day on which its publisher had nothing newer.
        """
        number = 0

        def lines() -> Iterable[bytes]:
            nonlocal number
            for listing, record in listings:
                number += 1
                yield b'{"listing":' + listing + b',"record":' + record + b"}\n"

        name = member_name(len(self._sources) + 1, edition.source)
        self._add(name, lines())
        self._sources.append(BundledSource(edition.source, name, number, edition, confirmed))

    def finish(self) -> Bundle:
        """Write the manifest and return it."""
        bundle = Bundle(
            format=MARK,
            version=VERSION,
            program=self.program,
            made=self.made,
            host=self.host,
            members=tuple(self._members),
            sources=tuple(self._sources),
        )
        self._write(MANIFEST, [msgspec.json.format(msgspec.json.encode(bundle), indent=1)])
        return bundle

    def _add(self, name: str, parts: Iterable[bytes], *, packed: bool = True) -> None:
        size, sha256 = self._write(name, parts, packed=packed)
        self._members.append(BundleMember(name, size, sha256))

    def _write(self, name: str, parts: Iterable[bytes], *, packed: bool = True) -> tuple[int, str]:
        info = zipfile.ZipInfo(name, _NO_TIME)
        info.create_system, info.external_attr = _UNIX, _READABLE
        info.compress_type = ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        digest, size = hashlib.sha256(), 0
        with self._archive.open(info, "w") as member:
            for part in parts:
                member.write(part)
                digest.update(part)
                size += len(part)
        return size, digest.hexdigest()
