"""Getting at the bytes of a list file: plain, gzip or zip, told by content, within limits.

Spreadsheets are zip archives too and are left as they are.
"""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from exportdesk.core.errors import BadInput
from exportdesk.core.i18n import mark as _m
from exportdesk.core.progress import Progress
from exportdesk.lists.refusing import fatal

# The real lists unpack to 15 to 32 MB at 10 to 15 times their packed size.
LARGEST = 200 * 2**20
LARGEST_RATIO = 100
RATIO_COUNTS_FROM = 8 * 2**20

_CHUNK = 2**20
_GZIP = b"\x1f\x8b"
# One of these is in every Excel and every OpenDocument file.
_SPREADSHEET = frozenset({"[Content_Types].xml", "META-INF/manifest.xml"})
_MOST_MEMBERS = 12
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a file holds once unpacked; `size` and `sha256` are of the file as handed over.

    An archive of several files, none of which is clearly the list, has `members` (by name without
    folder, folded) and no `data`.
    """

    data: bytes
    size: int
    sha256: str
    packing: str
    members: Mapping[str, bytes] = field(default_factory=dict)


def unpack(path: Path, progress: Progress) -> Unpacked:
    """Read the file at `path`. Raises BadInput, ListRefused (damaged, too large), Cancelled."""
    try:
        packed, sha256 = _read(path, progress)
    except FileNotFoundError as error:
        raise BadInput("list-file-missing", path=str(path)) from error
    except OSError as error:
        detail = error.strerror or str(error)
        raise BadInput("list-file-unreadable", path=str(path), detail=detail) from error
    if packed.startswith(_GZIP):
        whole = io.BytesIO()
        for chunk in _gunzip(packed, path, progress):
            whole.write(chunk)
        return Unpacked(whole.getvalue(), len(packed), sha256, "gzip")
    if packed.startswith(_ZIP):
        members = _unzip(packed, path, progress)
        if members is not None:
            data = members.pop("", b"")
            return Unpacked(data, len(packed), sha256, "zip", members)
    return Unpacked(packed, len(packed), sha256, "plain")


def _read(path: Path, progress: Progress) -> tuple[bytes, str]:
    with path.open("rb") as file:
        total = path.stat().st_size
        if total > LARGEST:
            raise _too_large(path)
        digest = hashlib.sha256()
        whole = io.BytesIO()  # hands over what it holds; joining parts would hold it twice
        done = 0
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            whole.write(chunk)
            done += len(chunk)
            if done > LARGEST:  # a pipe or a growing file has no size beforehand
                raise _too_large(path)
            progress.step(done, max(total, done))
    return whole.getvalue(), digest.hexdigest()


def _gunzip(packed: bytes, path: Path, progress: Progress) -> Iterator[bytes]:
    produced = 0
    rest = memoryview(packed)
    while rest and bytes(rest[:2]) == _GZIP:
        member = zlib.decompressobj(wbits=31)
        waiting = bytes(rest)
        while not member.eof:
            try:
                chunk = member.decompress(waiting, _CHUNK)
            except zlib.error as error:
                raise fatal("list-archive-damaged", file=path.name, detail=str(error)) from error
            waiting = member.unconsumed_tail
            if not chunk and not waiting and not member.eof:
                raise fatal("list-truncated", file=path.name)
            produced += len(chunk)
            _check_size(produced, len(packed), path)
            progress.step(min(produced, LARGEST), None)
            yield chunk
        rest = rest[len(rest) - len(member.unused_data) :]
    if bytes(rest).strip(b"\0"):
        raise fatal("list-archive-damaged", file=path.name, detail=_m("data after the end"))


def _unzip(packed: bytes, path: Path, progress: Progress) -> dict[str, bytes] | None:
    """Return the list under "", several files by their names, or None for a spreadsheet."""
    found: dict[str, bytes] = {}
    produced = 0
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            if not _SPREADSHEET.isdisjoint(archive.namelist()):
                return None
            for name, member in _members(archive, path).items():
                whole = io.BytesIO()
                with archive.open(member) as file:
                    while chunk := file.read(_CHUNK):
                        produced += len(chunk)
                        _check_size(produced, len(packed), path)
                        progress.step(produced, max(member.file_size, produced))
                        whole.write(chunk)
                found[name] = whole.getvalue()
    except RuntimeError as error:  # what zipfile raises for a member behind a password
        raise fatal("list-archive-locked", file=path.name) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise fatal("list-archive-damaged", file=path.name, detail=str(error)) from error
    except (ValueError, OverflowError) as error:  # a directory with impossible places in it
        raise fatal("list-archive-damaged", file=path.name, detail=str(error)) from error
    return found


def _members(archive: zipfile.ZipFile, path: Path) -> dict[str, zipfile.ZipInfo]:
    """Return the list in the archive under "": its one file, else its one .json, .xml or .csv.

    Where no file is the one, all of them under their names.
    """
    files = [
        info
        for info in archive.infolist()
        if not info.is_dir() and not info.filename.startswith("__MACOSX/")
    ]
    for ending in ("", ".json", ".xml", ".csv"):
        fitting = [info for info in files if info.filename.casefold().endswith(ending)]
        if len(fitting) == 1:
            return {"": fitting[0]}
    if not 0 < len(files) <= _MOST_MEMBERS:
        raise fatal("list-archive-unclear", file=path.name, count=len(files))
    return {info.filename.rpartition("/")[2].casefold(): info for info in files}


def _check_size(produced: int, packed: int, path: Path) -> None:
    bomb = produced > RATIO_COUNTS_FROM and produced > LARGEST_RATIO * packed
    if bomb or produced > LARGEST:
        raise _too_large(path)


def _too_large(path: Path) -> Exception:
    return fatal("list-too-large", file=path.name, megabytes=LARGEST // 2**20)
