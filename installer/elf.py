"""Takes out of Linux's libraries where they were built: run paths, and the tables of a debugger."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from installer.failing import run

_LOAD, _DYNAMIC = 1, 2
_NULL, _STRINGS = 0, 5
_RPATH, _RUNPATH = 15, 29
_ENTRY = struct.Struct("<qQ")
_SEGMENT = struct.Struct("<IIQQQQQQ")


@dataclass(frozen=True, slots=True)
class _Segment:
    kind: int
    offset: int
    address: int
    size: int


def is_elf(path: Path) -> bool:
    """Say whether a file is a program or library of Linux."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(5) == b"\x7fELF\x02"


def run_paths(path: Path) -> tuple[str, ...]:
    """Return the folders in which a library has its own libraries looked for."""
    data = path.read_bytes()
    return tuple(
        folder
        for _at, tag, value in _entries(data)
        if tag in (_RPATH, _RUNPATH)
        for folder in _string(data, value).split(":")
        if folder
    )


def forget_run_paths(path: Path) -> bool:
    """Take out of a library where it looks for others; return whether there was anything.

    The entries behind it move up, as the loader reads up to the first empty one.
    """
    data = bytearray(path.read_bytes())
    entries = list(_entries(bytes(data)))
    kept = [(tag, value) for _at, tag, value in entries if tag not in (_RPATH, _RUNPATH)]
    if len(kept) == len(entries):
        return False
    begin = entries[0][0]
    kept += [(_NULL, 0)] * (len(entries) - len(kept))
    for number, entry in enumerate(kept):
        _ENTRY.pack_into(data, begin + number * _ENTRY.size, *entry)
    path.write_bytes(data)
    return True


def strip(path: Path) -> None:
    """Take the tables of a debugger out of a library."""
    run(["strip", "--strip-unneeded", str(path)], where=path.parent)


def _entries(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield place, tag and value of each entry that tells the loader something."""
    for segment in _segments(data):
        if segment.kind != _DYNAMIC:
            continue
        for at in range(segment.offset, segment.offset + segment.size, _ENTRY.size):
            tag, value = _ENTRY.unpack_from(data, at)
            if tag == _NULL:
                return
            yield at, tag, value


def _segments(data: bytes) -> Iterator[_Segment]:
    if data[:6] != b"\x7fELF\x02\x01":  # 64 bits, the lower byte first
        return
    (begin,) = struct.unpack_from("<Q", data, 32)
    size, count = struct.unpack_from("<HH", data, 54)
    for number in range(count):
        kind, _flags, offset, address, _physical, filled, _memory, _align = _SEGMENT.unpack_from(
            data, begin + number * size
        )
        yield _Segment(kind, offset, address, filled)


def _string(data: bytes, offset: int) -> str:
    """Return a string of the loader's table."""
    tags = {tag: value for _at, tag, value in _entries(data)}
    table = tags[_STRINGS]
    for segment in _segments(data):
        if segment.kind == _LOAD and segment.address <= table < segment.address + segment.size:
            begin = table - segment.address + segment.offset + offset
            return data[begin : data.index(b"\0", begin)].decode()
    return ""
