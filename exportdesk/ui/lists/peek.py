"""A first look at a list file: whether it can carry its publisher's date."""

import hashlib
import re
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exportdesk.core.progress import Progress, Silent
from exportdesk.lists import OWN_TABLE, recognized

_HEAD = 4096
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_DATE = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class Look:
    """What a first look shows: `dateless` formats hold no date; `named` is one in the file's name;
    `form` is the published form it has, "" where it has none; `sha256` is of a dateless file.

    A file that cannot be read looks like any other here: taking it in says what is wrong with it.
    """

    dateless: bool
    named: date | None
    form: str = ""
    sha256: str = ""

    @property
    def own(self) -> bool:
        """Whether it can only be a list of the user's own."""
        return self.form == OWN_TABLE


def look_at(path: Path, progress: Progress | None = None) -> Look:
    """Look at the beginning of the file at `path`. Raises Cancelled."""
    head, sha256 = b"", ""
    with suppress(OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
        head = _beginning(path)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    first = text.partition(b"\n")[0].replace(b"\0", b"").lower()
    starts = text[:1] not in (b"{", b"[", b"<", b"%", b"")
    dateless = starts and b"source" in first and b"," in first
    if dateless:
        with suppress(OSError), path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Look(dateless, date_in(path.name), recognized(path, progress or Silent()), sha256)


def date_in(name: str) -> date | None:
    """Return the date in a file's name, None where there is not exactly one."""
    found = set(_DATE.findall(name))
    if len(found) != 1:
        return None
    year, month, day = (int(part) for part in found.pop())
    with suppress(ValueError):
        return date(year, month, day)
    return None


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        packed = file.read(_HEAD)
        if packed.startswith(_GZIP):
            return zlib.decompressobj(wbits=31).decompress(packed, _HEAD)
        if not packed.startswith(_ZIP):
            return packed
        with zipfile.ZipFile(file) as archive:
            names = [info for info in archive.infolist() if not info.is_dir()]
            if not names:
                return b""
            with archive.open(names[0]) as member:
                return member.read(_HEAD)
