"""Export control classification numbers: how they are written, and which there are."""

import gzip
import json
import re
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.reading import Place, bad

EAR99 = "EAR99"

_ECCN = re.compile(r"[0-9][A-E][0-9]{3}(?:\.[a-z0-9]+)*", re.IGNORECASE)
_EAR99 = re.compile(r"EAR[\s-]*99", re.IGNORECASE)
_BASE_LENGTH = 5


def read_eccn(text: str) -> str:
    """Return `text` as ECCNs are printed (3A001.a.2) or EAR99, "" where it is neither."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if _EAR99.fullmatch(plain):
        return EAR99
    if not plain.isascii() or not _ECCN.fullmatch(plain):
        return ""
    return base_of(plain).upper() + plain[_BASE_LENGTH:].lower()


def base_of(eccn: str) -> str:
    """Return the entry of an ECCN without its paragraphs: 3A001 of 3A001.a.2."""
    return eccn[:_BASE_LENGTH]


def is_600_series(eccn: str) -> bool:
    """Return whether an ECCN is written like an entry of the 600 series: 9A610, 0A606.x."""
    return eccn != EAR99 and eccn[2:3] == "6"


def is_9x515(eccn: str) -> bool:
    """Return whether an ECCN is one of the spacecraft entries 9A515 to 9E515."""
    return eccn[:1] == "9" and base_of(eccn)[2:] == "515"


@dataclass(frozen=True, slots=True)
class EccnEntry:
    """One entry of the Commerce Control List."""

    eccn: str
    heading: str


@dataclass(frozen=True, slots=True)
class EccnIndex:
    """The entries of the Commerce Control List as of a day, or nothing where none was loaded.

    It is built from the official text when the user fetches it; none comes with the program.
    """

    as_of: date | None = None
    entries: Mapping[str, EccnEntry] | None = None

    def exists(self, eccn: str) -> bool | None:
        """Return whether the list has this entry, None where that cannot be checked.

        Paragraphs are not looked at: whether 3A001.z is there, only the text itself tells.
        """
        if self.entries is None:
            return None
        written = read_eccn(eccn)
        return written == EAR99 or base_of(written) in self.entries

    def entry(self, eccn: str) -> EccnEntry | None:
        """Return the entry an ECCN falls under, None where it is not there or not known."""
        return (self.entries or {}).get(base_of(read_eccn(eccn)))


NO_INDEX = EccnIndex()
"""Stands where no Commerce Control List was loaded."""


def read_eccn_index(file: Path) -> EccnIndex:
    """Return the index that a JSON file holds, plain or as .gz.

    The form: `{"ecfrIssueDate": "2026-07-23", "entries": [{"eccn": "3A001", "heading": "..."}]}`;
    other keys are passed over. Raises BadInput("rulebook-bad") naming place and reason.
    """
    head = Place(file, "", _object(file))
    entries: dict[str, EccnEntry] = {}
    for place in head.tables("entries"):
        eccn = read_eccn(place.text("eccn"))
        if not eccn or base_of(eccn) != eccn or eccn == EAR99:
            raise place.bad(
                "eccn",
                Filled(_m("{text} is not written like an ECCN's entry"), text=place.text("eccn")),
            )
        if eccn in entries:
            raise place.bad("eccn", Filled(_m("{eccn} stands here twice"), eccn=eccn))
        entries[eccn] = EccnEntry(eccn, place.optional("heading"))
    return EccnIndex(head.day("ecfrIssueDate"), entries)


def _object(file: Path) -> dict[str, object]:
    try:
        content = file.read_bytes()
        packed = content.startswith(b"\x1f\x8b")
        value = json.loads(gzip.decompress(content) if packed else content)
    except (OSError, EOFError, zlib.error) as error:
        raise bad(file, "", getattr(error, "strerror", None) or str(error)) from error
    except ValueError as error:
        raise bad(file, "", Filled(_m("is not JSON: {detail}"), detail=str(error))) from error
    if not isinstance(value, dict):
        raise bad(file, "", _m("is not a JSON object"))
    return value
