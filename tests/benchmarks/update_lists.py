"""Updating several sources from a server on this machine: the first time, and when all are newer.

    python -m tests.benchmarks.update_lists

By hand; needs the real lists (`tests.real`). Newer is a list that has lost its last party.
"""

import gzip
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from exportdesk.core.ids import SourceKey
from exportdesk.core.progress import Silent
from exportdesk.wiring import Desk, open_desk
from tests.benchmarks.all_lists import FILES
from tests.lists.damage import blocks_of
from tests.publisher import Publisher, addresses, edits
from tests.real import shared

SOURCES = ("us-csl", "us-bis-744", "eu-fsf", "uk-sl", "un-sc", "ca-sema")


def main() -> None:
    """Print how long each of the two updates took."""
    paths = {SourceKey(key): f"/{key}" for key in SOURCES}
    with closing(Publisher()) as publisher, tempfile.TemporaryDirectory() as folder:
        for key, path in paths.items():
            data = (shared() / "lists" / FILES[key]).read_bytes()
            publisher.lists[path] = gzip.decompress(data)
        edits(Path(folder), addresses(publisher, paths))
        with closing(open_desk(Path(folder))) as desk:
            update(desk, "the first time")
            for path in list(paths.values())[1:]:
                held = publisher.lists[path]
                assert isinstance(held, bytes)
                start, end = blocks_of(held)[-1]
                publisher.lists[path] = held[:start] + held[end:]
            update(desk, "all but one newer")


def update(desk: Desk, what: str) -> None:
    """Update all and say how long it took and what came of it."""
    begun = time.perf_counter()
    outcomes = desk.updates.update(None, Silent())
    seconds = time.perf_counter() - begun
    told = ", ".join(f"{one.source} {one.state}" for one in outcomes)
    sys.stdout.write(f"{what}: {seconds:.1f} s ({told})\n")


if __name__ == "__main__":
    main()
