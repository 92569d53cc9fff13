"""After which failures another try is worth it, and how long to wait before it."""

import math
from collections.abc import Callable
from datetime import datetime

from exportdesk.core.errors import FetchFailed
from exportdesk.core.progress import Progress
from exportdesk.lists.fetching.answers import seconds_asked
from exportdesk.lists.fetching.values import FetchSettings

_SLICE = 0.1

# What was begun is of no use any more: from the beginning, and at once.
ANEW = frozenset({"fetch-range-wrong", "fetch-unasked"})
# Without a network the third try helps as little as the second.
_TWICE = frozenset({"fetch-offline", "fetch-name-unknown"})
_AGAIN = frozenset(
    {
        "fetch-refused",
        "fetch-unreachable",
        "fetch-connect-timeout",
        "fetch-proxy-unreachable",
        "fetch-first-byte",
        "fetch-stalled",
        "fetch-cut",
        "fetch-end-missing",
        "fetch-hung-up",
        "fetch-protocol",
        "fetch-encoding",
        "fetch-empty",
        "fetch-expired",
        "fetch-too-many",
        "fetch-server-error",
    }
)


def tries_for(code: str, settings: FetchSettings) -> int:
    """Return how many tries in a row a failure with this code is worth."""
    if code in _TWICE:
        return min(2, settings.tries)
    return settings.tries if code in _AGAIN or code in ANEW else 1


def pause_after(
    failed: FetchFailed,
    tries: int,
    settings: FetchSettings,
    *,
    now: datetime,
    chance: Callable[[], float],
) -> float:
    """Return the seconds to wait after so many tries in vain.

    Anything between nothing and twice the span of the time before, so that the desks that a server
    turned away together do not come back together. What the server asks for counts, up to a limit.
    """
    if failed.code in ANEW:
        return 0.0
    span = min(settings.longest_pause, settings.first_pause * 2.0 ** max(0, tries - 1))
    asked = seconds_asked(str(failed.facts.get("retry_after", "")), now)
    return max(chance() * span, min(asked, settings.longest_asked))


def pause(seconds: float, progress: Progress, sleep: Callable[[float], None]) -> None:
    """Wait, telling how many of the seconds are over. Raises Cancelled within a moment."""
    if seconds <= 0:
        return
    progress.stage("list-waiting")
    over = 0.0
    while over < seconds:
        progress.step(int(over), math.ceil(seconds))
        slice_ = min(_SLICE, seconds - over)
        sleep(slice_)
        over += slice_
