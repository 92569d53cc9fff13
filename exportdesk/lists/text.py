"""Text as publishers really issue it: encodings, stray bytes, stray spaces."""

import codecs
import re
from pathlib import Path

from exportdesk.core.text import tidy
from exportdesk.lists.refusing import fatal

_STRAY = re.compile("[\udc80-\udcff]")
_C1 = re.compile("[\x80-\x9f]")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")

# One stray byte in a thousand characters is a slip of the publisher; more is another encoding or
# no text at all.
_STRAYS_ALLOWED = 0.001


def decoded(data: bytes, path: Path) -> tuple[str, int]:
    """Return the text of a file and how many bytes in it were damaged and replaced.

    UTF-8 with or without a byte order mark; UTF-16, which spreadsheets save, is recognized.
    Raises ListRefused for anything else.
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise fatal("list-encoding", file=path.name, encoding="UTF-32")
    wide = _utf16(data)
    if wide:
        try:
            return data.decode(wide).removeprefix("\ufeff"), 0
        except UnicodeDecodeError as error:
            raise fatal("list-encoding", file=path.name, encoding="UTF-16") from error
    try:
        return data.decode("utf-8-sig"), 0
    except UnicodeDecodeError:
        pass
    loose = data.decode("utf-8-sig", "surrogateescape")
    text, strays = _STRAY.subn(_from_windows, loose)
    if strays > 1 + len(text) * _STRAYS_ALLOWED:
        raise fatal("list-encoding", file=path.name, encoding="")
    return text, strays


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
    found = _AMERICAN.fullmatch(bare)
    if not found:
        return bare
    month, day, year = found.groups()
    return f"{year}-{int(month):02d}-{int(day):02d}" if int(month) <= 12 else bare
