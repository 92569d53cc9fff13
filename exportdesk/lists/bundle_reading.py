"""Reading a bundle: everything in it is verified before anything of it is believed."""

import hashlib
import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO

import msgspec

from exportdesk.core.editions import BundleOrigin, Skipped
from exportdesk.core.errors import BadInput, Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.core.ids import ListingUid
from exportdesk.core.listings import Listing
from exportdesk.core.progress import Progress
from exportdesk.lists.bundle_format import MANIFEST, MARK, VERSION, Bundle, BundledSource
from exportdesk.lists.catalogue import Source
from exportdesk.lists.refusing import fatal
from exportdesk.lists.unpacking import LARGEST, LARGEST_RATIO, RATIO_COUNTS_FROM

# With every list there is, a bundle unpacks to about 200 MB.
LARGEST_BUNDLE = 4 * LARGEST
LARGEST_MANIFEST = 16 * 2**20
MOST_MEMBERS = 500

_CHUNK = 2**20
# Four bytes may come about by chance now and then.
_ENTRY = b"PK\x01\x02"
_MOST_ENTRIES = 10_000
_STEP = 200
# What zipfile lets rise of an archive that is no longer as it was written.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError,
    RuntimeError, ValueError, OverflowError, LookupError,
)  # fmt: skip
_MALFORMED = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
# What the readers of the lists noted of their files, and the guard weighs again here.
_NOTES = frozenset({"list-latin-only", "list-by-program", "list-retired"})


class _Manifest(msgspec.Struct):
    """What every version of the manifest has."""

    format: str
    version: int
    program: str = "?"


class _Line(msgspec.Struct):
    listing: Listing
    record: dict[str, object]


@dataclass(frozen=True, slots=True)
class VerifiedBundle:
    """A bundle whose every member is as it was written; `sha256` is of the whole file."""

    bundle: Bundle
    size: int
    sha256: str


def read_bundle(path: Path, progress: Progress) -> VerifiedBundle:
    """Verify all of a bundle and return its manifest.

    Raises BadInput (no such file), ListRefused (damaged, cut off, no bundle, of a newer program),
    Cancelled.
    """
    progress.stage("bundle-verifying")
    size, sha256 = _digest_of(path, progress)
    with _archive_of(path) as archive:
        bundle = _manifest_of(archive, path)
        total = sum(member.size for member in bundle.members)
        done = 0
        for member in bundle.members:
            digest = hashlib.sha256()
            read = 0
            with archive.open(member.name) as file:
                for chunk in _chunks(file, member.size, path):
                    digest.update(chunk)
                    read += len(chunk)
                    progress.step(done + read, total)
            if read != member.size or digest.hexdigest() != member.sha256:
                raise _damaged(
                    path, Filled(_m("{name} is not as it was written"), name=member.name)
                )
            done += read
    return VerifiedBundle(bundle, size, sha256)


class BundledReading:
    """One source of a bundle being read, with what `Reading` tells of a publisher's file.

    Iterate it once; after that its counts say what came of it.
    """

    def __init__(
        self, path: Path, verified: VerifiedBundle, bundled: BundledSource, data: bytes,
        progress: Progress,
    ) -> None:  # fmt: skip
        edition = bundled.edition
        self._path = path
        self._verified = verified
        self._bundled = bundled
        self._data = data
        self._progress = progress
        self._list_names: dict[str, list[str]] = {}
        found = {finding.code: finding.facts for finding in edition.findings}
        self.size, self.sha256 = edition.size, edition.sha256
        self.format: str = edition.format
        self.reader: int = edition.reader
        self.published: date | None = edition.published
        self.published_said = edition.published_said
        self.letter = edition.letter
        self.complete = "completeness-unverified" not in found
        self.perhaps_cut = "list-perhaps-cut" in found
        self.notes = tuple(sorted(_NOTES & found.keys()))
        self.rows = edition.read
        self.replaced = _count(found.get("list-characters-replaced", {}))
        self.uneven = range(_count(found.get("list-rows-uneven", {})))
        self.skipped: tuple[Skipped, ...] = edition.skipped
        self.names = 0
        self.counts: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Listing]:
        decoder = msgspec.json.Decoder(_Line)
        seen: set[ListingUid] = set()
        for number, line in enumerate(io.BytesIO(self._data)):
            if number % _STEP == 0:
                self._progress.step(number, max(number, self._bundled.listings))
            try:
                told = decoder.decode(line)
            except _MALFORMED as error:
                raise _damaged(self._path, str(error)) from error
            listing = replace(told.listing, record=told.record)
            if listing.source != self._bundled.source or listing.uid in seen:
                raise _damaged(
                    self._path, Filled(_m("{uid} does not belong there"), uid=listing.uid)
                )
            seen.add(listing.uid)
            self.counts[listing.list] += 1
            self.names += len(listing.names)
            names = self._list_names.setdefault(listing.list, [])
            if listing.list_name not in names:
                names.append(listing.list_name)
            yield listing
        if len(seen) != self._bundled.listings:
            raise fatal(
                "list-incomplete",
                file=self._path.name, said=self._bundled.listings, read=len(seen),
            )  # fmt: skip

    @property
    def listings(self) -> int:
        """How many listings were read."""
        return self.counts.total()

    @property
    def list_names(self) -> dict[str, tuple[str, ...]]:
        """What the publisher calls each list that was read, by code."""
        return {code: tuple(names) for code, names in self._list_names.items()}

    @property
    def origin(self) -> BundleOrigin:
        """Where the edition comes from."""
        bundle, edition = self._verified.bundle, self._bundled.edition
        first = edition.bundle  # it may have come to that computer in a bundle, too
        confirmed, made = self._bundled.confirmed, bundle.made.local.date()
        return BundleOrigin(
            file=str(self._path),
            sha256=self._verified.sha256,
            made=bundle.made,
            host=bundle.host,
            program=bundle.program,
            edition=first.edition if first else edition.id,
            imported=edition.obtained,
            origin=first.origin if first else edition.origin,
            override_reason=(first.override_reason if first else "") or edition.override_reason,
            confirmed=min(confirmed, made) if confirmed else None,
        )


def open_bundled(path: Path, source: Source, progress: Progress) -> BundledReading:
    """Open one source of the bundle at `path`.

    Only that source is verified, again, for the file may be another one by now. Raises BadInput,
    ListRefused (as `read_bundle`, or the bundle has nothing of the source), Cancelled.
    """
    size, sha256 = _digest_of(path, progress)
    with _archive_of(path) as archive:
        verified = VerifiedBundle(_manifest_of(archive, path), size, sha256)
        bundled = verified.bundle.source(source.key)
        if bundled is None:
            raise fatal("bundle-without", file=path.name, source=source.name)
        member = next(m for m in verified.bundle.members if m.name == bundled.member)
        with archive.open(bundled.member) as file:
            data = b"".join(_chunks(file, member.size, path))
    if hashlib.sha256(data).hexdigest() != member.sha256:
        raise _damaged(path, Filled(_m("{name} is not as it was written"), name=member.name))
    return BundledReading(path, verified, bundled, data, progress)


def _manifest_of(archive: zipfile.ZipFile, path: Path) -> Bundle:
    if MANIFEST not in archive.namelist():
        raise fatal("bundle-not-one", file=path.name)
    with archive.open(MANIFEST) as file:
        data = file.read(LARGEST_MANIFEST + 1)
    if len(data) > LARGEST_MANIFEST:
        raise _damaged(path, _m("its manifest is too long"))
    try:
        told = msgspec.json.decode(data, type=_Manifest)
        if told.format != MARK:
            raise fatal("bundle-not-one", file=path.name)
        if told.version > VERSION:
            raise fatal("bundle-too-new", file=path.name, program=told.program)
        bundle = msgspec.json.decode(data, type=Bundle)
    except _MALFORMED as error:
        raise _damaged(path, str(error)) from error
    fault = _fault_in(bundle, archive)
    if fault:
        raise _damaged(path, fault)
    return bundle


def _fault_in(bundle: Bundle, archive: zipfile.ZipFile) -> str:
    """Return what in a manifest cannot be, "" for one that holds together."""
    names = [member.name for member in bundle.members]
    if sorted([*names, MANIFEST]) != sorted(archive.namelist()) or len(names) > MOST_MEMBERS:
        return _m("it does not hold what its manifest says")
    if len(set(names)) < len(names):
        return _m("two of its parts have one name")
    keys = [bundled.source for bundled in bundle.sources]
    if len(set(keys)) < len(keys) or any(b.source != b.edition.source for b in bundle.sources):
        return _m("its manifest confuses its lists")
    if not {bundled.member for bundled in bundle.sources} <= set(names):
        return _m("a list is missing")
    if sum(max(0, member.size) for member in bundle.members) > LARGEST_BUNDLE:
        return _m("it is far larger than all lists")
    moments = [bundle.made, *(bundled.edition.obtained for bundled in bundle.sources)]
    for moment in moments:
        try:
            _ = moment.local, moment.utc_text
        except (ValueError, OverflowError):
            return _m("a time in its manifest cannot be")
    return ""


def _chunks(file: IO[bytes], size: int, path: Path) -> Iterator[bytes]:
    """Yield a member's bytes; one that unpacks to more than it said is given up."""
    produced = 0
    while chunk := file.read(_CHUNK):
        produced += len(chunk)
        if produced > size or produced > LARGEST:
            raise _damaged(path, _m("a part of it is longer than it says"))
        yield chunk


def _digest_of(path: Path, progress: Progress) -> tuple[int, str]:
    digest = hashlib.sha256()
    done = entries = 0
    try:
        with path.open("rb") as file:
            total = path.stat().st_size
            if total > LARGEST:
                raise fatal("list-too-large", file=path.name, megabytes=LARGEST // 2**20)
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                done += len(chunk)
                entries += chunk.count(_ENTRY)
                progress.step(done, max(total, done))
    except FileNotFoundError as error:
        raise BadInput("list-file-missing", path=str(path)) from error
    except OSError as error:
        detail = error.strerror or str(error)
        raise BadInput("list-file-unreadable", path=str(path), detail=detail) from error
    if entries > _MOST_ENTRIES:  # zipfile would make room for each before anything can be asked
        raise _damaged(path, _m("it has far too many parts"))
    return done, digest.hexdigest()


@contextmanager
def _archive_of(path: Path) -> Generator[zipfile.ZipFile, None, None]:
    try:
        with zipfile.ZipFile(path) as archive:
            packed = sum(info.compress_size for info in archive.infolist())
            unpacked = sum(info.file_size for info in archive.infolist())
            if unpacked > RATIO_COUNTS_FROM and unpacked > LARGEST_RATIO * packed:
                raise fatal("list-too-large", file=path.name, megabytes=LARGEST // 2**20)
            yield archive
    except _BROKEN as error:
        raise _damaged(path, str(error) or type(error).__name__) from error


def _count(facts: object) -> int:
    found = facts.get("count", 0) if isinstance(facts, dict) else 0
    return found if isinstance(found, int) and 0 <= found < 2**31 else 0


def _damaged(path: Path, detail: str) -> Exception:
    return fatal("bundle-damaged", file=path.name, detail=detail)
