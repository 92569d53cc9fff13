"""Where a library of Linux was built is taken out of it, and the rest of it is left alone."""

import struct
from pathlib import Path

from installer.elf import forget_run_paths, is_elf, run_paths

STRINGS = b"\0/made/builder/lib:$ORIGIN/../lib\0libneeded.so\0"
NEEDED, STRTAB, RUNPATH, DEBUG = 1, 5, 29, 21


def library(path: Path, *entries: tuple[int, int]) -> Path:
    """Write the least that is a library: a header, two segments, a table of strings, entries."""
    table = 64 + 2 * 56
    dynamic = table + len(STRINGS)
    told = b"".join(struct.pack("<qQ", *entry) for entry in (*entries, (STRTAB, table), (0, 0)))
    size = dynamic + len(told)
    header = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HHIQQQI", 3, 62, 1, 0, 64, 0, 0)
    header += struct.pack("<HHHHHH", 64, 56, 2, 0, 0, 0)
    load = struct.pack("<IIQQQQQQ", 1, 5, 0, 0, 0, size, size, 4096)
    where = struct.pack("<IIQQQQQQ", 2, 6, dynamic, dynamic, dynamic, len(told), len(told), 8)
    path.write_bytes(header + load + where + STRINGS + told)
    return path


def test_the_run_path_is_read(tmp_path: Path) -> None:
    made = library(tmp_path / "lib.so", (NEEDED, 34), (RUNPATH, 1))
    assert is_elf(made)
    assert run_paths(made) == ("/made/builder/lib", "$ORIGIN/../lib")


def test_the_run_path_is_taken_out_and_the_other_entries_stay(tmp_path: Path) -> None:
    made = library(tmp_path / "lib.so", (RUNPATH, 1), (NEEDED, 34), (DEBUG, 7))
    before = made.read_bytes()
    assert forget_run_paths(made)
    after = made.read_bytes()
    assert run_paths(made) == ()
    assert len(after) == len(before)
    entries = list(struct.iter_unpack("<qQ", after[-5 * 16 :]))
    assert entries == [(NEEDED, 34), (DEBUG, 7), (STRTAB, 64 + 2 * 56), (0, 0), (0, 0)]
    assert not forget_run_paths(made)


def test_other_files_are_none(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("text")
    assert not is_elf(tmp_path / "text")
    assert not is_elf(tmp_path)
