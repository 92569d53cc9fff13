"""What the system and the libraries say in English, said in our language inside our sentences.

The texts are theirs. What is not among them stays as it is: better English than nothing.
"""

import re
from functools import cache

from exportdesk.core.i18n import _, speaking
from exportdesk.core.i18n import mark as _m

_OF_PYTHON = re.compile(r"\[(?:Errno|WinError) -?\d+\] (?P<said>.+?)(?:: '.*')?$", re.DOTALL)
_PLACE = re.compile(
    r".*\bline (?P<line>\d+),? column (?P<column>\d+)(?: \(char \d+\))?\)?$", re.DOTALL
)
_GIVEN = re.compile(r"\\\{(\w+)\\\}")

OF_THE_SYSTEM = (
    _m("Connection refused"),
    _m("Connection timed out"),
    _m("Device or resource busy"),
    _m("Disk quota exceeded"),
    _m("File exists"),
    _m("File name too long"),
    _m("File too large"),
    _m("Host is down"),
    _m("Input/output error"),
    _m("Is a directory"),
    _m("No route to host"),
    _m("No space left on device"),
    _m("No such device"),
    _m("No such file or directory"),
    _m("Not a directory"),
    _m("Operation not permitted"),
    _m("Permission denied"),
    _m("Read-only file system"),
    _m("Stale file handle"),
    _m("Too many levels of symbolic links"),
    _m("Too many open files"),
    _m("Transport endpoint is not connected"),
)
"""What a system says when it refuses something, as Linux words it."""

OF_LIBRARIES = (
    _m("File is not a zip file"),
    _m("Bad CRC-32 for file '{name}'"),
    _m("Bad magic number for file header"),
    _m("Bad magic number for central directory"),
    _m("Truncated central directory"),
    _m("Truncated file header"),
    _m("Compressed file ended before the end-of-stream marker was reached"),
    _m("CRC check failed {found} != {wanted}"),
    _m("Error {number} while decompressing data: {detail}"),
    _m("Cannot detect file format"),
    _m("JSON is malformed: invalid character (byte {number})"),
    _m("JSON is malformed: trailing characters (byte {number})"),
    _m("Input data was truncated"),
    _m("Expected `{wanted}`, got `{found}`"),
    _m("line contains NUL"),
    _m("file is not a database"),
    _m("database disk image is malformed"),
    _m("database or disk is full"),
    _m("disk I/O error"),
    _m("unable to open database file"),
    _m("database is locked"),
    _m("attempt to write a readonly database"),
)
"""What those say that read archives, tables, JSON and SQLite's files."""

OF_PLACES = (
    _m("the file"),
    _m("line {line}"),
    _m("byte {number}"),
    _m("section {number}"),
    _m("line {line}, {field}"),
    _m("source {number} ({key})"),
    _m("source {number} ({key}), {field}"),
)
"""Where in a file something is."""


def quoted(text: str) -> str:
    """Return what a system or library said in English, in the language that is spoken."""
    found = _OF_PYTHON.fullmatch(text)
    said = found["said"] if found else text
    if not said or speaking() == "en":
        return said
    if (whole := _(said)) != said:
        return whole
    for pattern, words in _patterns():
        if parts := pattern.fullmatch(said):
            return _(words).format(**parts.groupdict())
    if place := _PLACE.fullmatch(said):
        return _("line {line}, column {column}").format(**place.groupdict())
    return said


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what matches each sentence that has places in it."""
    return tuple(
        (re.compile(_GIVEN.sub(r"(?P<\1>.+?)", re.escape(words)), re.DOTALL), words)
        for words in (*OF_THE_SYSTEM, *OF_LIBRARIES, *OF_PLACES)
        if "{" in words
    )
