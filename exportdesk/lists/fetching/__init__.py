"""Fetching a list from its publisher into quarantine, whatever the server does.

What lies in quarantine is whole as far as the network can tell, and nothing more: reading and
guarding decide whether it becomes an edition. The network is loaded when something is fetched.
"""

import random
import re
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

from exportdesk.core.clock import Clock
from exportdesk.core.errors import FetchFailed
from exportdesk.core.progress import Progress
from exportdesk.lists.catalogue import Source
from exportdesk.lists.fetching.addresses import host_of, is_web
from exportdesk.lists.fetching.locking import alone
from exportdesk.lists.fetching.partial import Partial, writing_to
from exportdesk.lists.fetching.values import Fetched, FetchSettings, Validators

__all__ = ["FetchSettings", "Fetched", "Validators", "fetch", "file_name"]

_OLD_SECONDS = 24 * 3600
_NOT_NAME = re.compile(r"[^\w.-]")


def fetch(
    source: Source,
    into: Path,
    progress: Progress,
    *,
    clock: Clock,
    known: Validators | None = None,
    settings: FetchSettings | None = None,
    sleep: Callable[[float], None] = time.sleep,
    chance: Callable[[], float] = random.random,
) -> Fetched:
    """Fetch the newest edition of `source` into the quarantine folder `into`.

    `known` is of the edition in force. Raises FetchFailed and Cancelled; either leaves no file that
    could be taken for a whole one, and what a later fetch can go on with.
    """
    try:
        if not source.url:
            raise FetchFailed("fetch-no-address")
        if not is_web(source.url):
            raise FetchFailed("fetch-address-bad", detail=source.url)
        return _fetch(source, into, progress, clock, known, settings, sleep, chance)
    except FetchFailed as failed:
        told = {"host": host_of(source.url), **failed.facts}
        raise FetchFailed(
            failed.code, **{**told, "source": source.name, "page": source.page or source.url}
        ) from failed


def file_name(source: Source) -> str:
    """Return what the files of a source begin with in quarantine."""
    return _NOT_NAME.sub("_", source.key)


def _fetch(
    source: Source,
    into: Path,
    progress: Progress,
    clock: Clock,
    known: Validators | None,
    settings: FetchSettings | None,
    sleep: Callable[[float], None],
    chance: Callable[[], float],
) -> Fetched:
    from exportdesk.lists.fetching.download import Download  # httpx takes 0.2 s to load

    patience = settings or FetchSettings()
    name = file_name(source)
    with ExitStack() as held:
        with writing_to(into):
            into.mkdir(parents=True, exist_ok=True)
            held.enter_context(alone(into / f"{name}.lock"))
        _sweep(into, name, clock)
        partial = Partial(into, name, room=patience.room)
        download = Download(
            source, partial, progress, patience, clock=clock, sleep=sleep, chance=chance
        )
        return download.run(into / name, known)


def _sweep(into: Path, name: str, clock: Clock) -> None:
    """Take away files that nobody came for: the program ended between fetching and reading."""
    before = clock.now().at.timestamp() - _OLD_SECONDS
    whole = re.compile(re.escape(name) + r"-[0-9a-f]{12}(\.\w+)?")
    for path in into.iterdir():
        with suppress(OSError):
            if whole.fullmatch(path.name) and path.stat().st_mtime < before:
                path.unlink()
