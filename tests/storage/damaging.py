"""Database files that are really damaged, in the ways in which disks and copies damage them."""

import random
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

PAGE = 4096


def settle(path: Path) -> None:
    """Put what stands in the log into the file, so that damage to the file is all there is."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma wal_checkpoint(truncate)")


def random_pages(path: Path) -> None:
    """Overwrite some pages behind the first with noise."""
    data, chance = bytearray(path.read_bytes()), random.Random(3)
    for page in chance.sample(range(1, len(data) // PAGE), 4):
        data[page * PAGE : (page + 1) * PAGE] = chance.randbytes(PAGE)
    path.write_bytes(data)


def cut_off(path: Path) -> None:
    """Cut the last third off, in the middle of a page."""
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3 + 100])


def without_header(path: Path) -> None:
    """Overwrite the file's header with zeros."""
    data = path.read_bytes()
    path.write_bytes(bytes(100) + data[100:])


def without_first_page(path: Path) -> None:
    """Overwrite the whole first page: nothing tells any more where a table begins."""
    data = path.read_bytes()
    path.write_bytes(bytes(PAGE) + data[PAGE:])


def without_table(path: Path, table: str) -> None:
    """Overwrite the page that a table begins with: the file opens, and reading that one fails."""
    with closing(sqlite3.connect(path)) as db:
        (root,) = db.execute(
            "select rootpage from sqlite_master where name = ?", (table,)
        ).fetchone()
    data = bytearray(path.read_bytes())
    data[(root - 1) * PAGE : root * PAGE] = b"\xff" * PAGE
    path.write_bytes(data)


def bad_index(path: Path) -> None:
    """Let an index say what its table does not: only the whole check can see that."""
    with closing(sqlite3.connect(path)) as db:
        (root,) = db.execute(
            "select rootpage from sqlite_master where name = 'book_parties_by_customer'"
        ).fetchone()
    data = bytearray(path.read_bytes())
    start = (root - 1) * PAGE
    # The first cell's text gets another letter: a sound page, with a wrong entry.
    at = data.index(b"-7", start, start + PAGE)
    data[at] = ord("+")
    path.write_bytes(data)


DAMAGES: Mapping[str, Callable[[Path], None]] = {
    "random pages": random_pages,
    "cut off": cut_off,
    "without header": without_header,
    "bad index": bad_index,
}
