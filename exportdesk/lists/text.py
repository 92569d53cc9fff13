"""Text as publishers really issue it: encodings, stray bytes, stray spaces."""

import codecs
import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from exportdesk.core.text import tidy
from exportdesk.lists.refusing import fatal

_STRAY = re.compile("[\udc80-\udcff]")
_C1 = re.compile("[\x80-\x9f]")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")

# A stray byte now and then is a slip of the publisher; one in a hundred is no text at all.
_STRAYS_ALLOWED = 10
_STRAYS_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file: how many damaged bytes were replaced, and whether it was UTF-8 as is."""

    text: str
    replaced: int
    was_utf8: bool


def decoded(data: bytes, path: Path) -> Decoded:
    """Return the text of a file.

    UTF-8 with or without a byte order mark; UTF-16, which spreadsheets save, is recognized; single
    damaged bytes are replaced. Raises ListRefused for anything else.
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise fatal("list-encoding", file=path.name, encoding="UTF-32")
    wide = _utf16(data)
    if wide:
        try:
            return Decoded(data.decode(wide).removeprefix("\ufeff"), 0, False)
        except UnicodeDecodeError as error:
            raise fatal("list-encoding", file=path.name, encoding="UTF-16") from error
    try:
        return Decoded(data.decode("utf-8-sig"), 0, not data.startswith(codecs.BOM_UTF8))
    except UnicodeDecodeError:
        pass
    loose = data.decode("utf-8-sig", "surrogateescape")
    # Counted before they are replaced: of a file that is all strays, every one is held meanwhile.
    most = int(_STRAYS_ALLOWED + len(loose) * _STRAYS_SHARE)
    if sum(1 for _ in islice(_STRAY.finditer(loose), most + 1)) > most:
        raise fatal("list-not-text", file=path.name)
    text, strays = _STRAY.subn(_from_windows, loose)
    return Decoded(text, strays, False)


def _utf16(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = data[:64]
    if len(head) >= 8 and not any(head[1::2]):
        return "utf-16-le"
    return "utf-16-be" if len(head) >= 8 and not any(head[::2]) else ""


def _from_windows(stray: re.Match[str]) -> str:
    byte = bytes([ord(stray.group()) - 0xDC00])
    return byte.decode("cp1252", "replace")


def plain(text: str) -> str:
    """Return `text` on one line with single spaces, in NFC, damaged control characters mended."""
    if not text:
        return text
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return tidy(_C1.sub(_mended, text))


def _mended(control: re.Match[str]) -> str:
    # A C1 control in a name is a byte of an old code page that was taken for Latin-1: Windows has a
    # character for most of them, DOS for the rest ("B\x81key" was "Bükey").
    byte = bytes([ord(control.group())])
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:
        return byte.decode("cp437")


def collapsed(text: str) -> str:
    """Return `text` with every run of white space as one space: how uids see it."""
    return " ".join(text.split())


def iso_date(text: str) -> str:
    """Return a date as `YYYY-MM-DD` where it is written American, else as it is."""
    bare = plain(text)
    if "/" not in bare:
        return bare
    found = _AMERICAN.fullmatch(bare)
    if not found:
        return bare
    month, day, year = found.groups()
    return f"{year}-{int(month):02d}-{int(day):02d}" if int(month) <= 12 else bare
