"""Telling a missing network from a list that is missing: one quiet line instead of a dozen."""

from collections.abc import Iterable

from exportdesk.core.errors import ExportDeskError, FetchFailed
from exportdesk.lists import Source
from exportdesk.lists.fetching.addresses import host_of
from exportdesk.operations.kept_lists import kept_of_all

ENOUGH_HOSTS = 2
NOT_TRIED = "update-not-tried"

_PROXY = frozenset({"fetch-proxy-unreachable", "fetch-proxy-unusable"})
_NO_WAY = _PROXY | {
    "fetch-offline",
    "fetch-name-unknown",
    "fetch-unreachable",
    "fetch-connect-timeout",
    "fetch-refused",
}


class Network:
    """Whether anything can be reached at all, by what came of asking so far."""

    def __init__(self) -> None:
        self._silent: set[str] = set()
        self._answered = False

    @property
    def is_down(self) -> bool:
        """Whether the first servers could not be reached, whoever they belong to."""
        return not self._answered and len(self._silent) >= ENOUGH_HOSTS

    def note(self, source: Source, error: ExportDeskError | None) -> None:
        """Note what came of asking for a source."""
        if error is not None and error.code in _NO_WAY:
            self._silent.add(host_of(source.url))
        elif error is None or error.code != "fetch-running":
            self._answered = True


def not_tried(source: Source) -> FetchFailed:
    """Return why a source was not asked for."""
    return FetchFailed(NOT_TRIED, source=source.name)


def without_network(errors: Iterable[ExportDeskError | None]) -> ExportDeskError | None:
    """Return the one thing to say where no network is why nothing came, else None.

    `errors` are those of the sources that the program fetches, None for one that worked.
    """
    told = list(errors)
    codes = {error.code if error is not None else "" for error in told}
    if len(told) < ENOUGH_HOSTS or not codes <= _NO_WAY | {NOT_TRIED}:
        return None
    hosts = {error.facts.get("host") for error in told if error is not None}
    if NOT_TRIED not in codes and len(hosts) < ENOUGH_HOSTS:
        return None
    kept = kept_of_all(error for error in told if error is not None)
    for error in told:
        if error is not None and error.code in _PROXY:
            return FetchFailed(error.code, **{**error.facts, **kept})
    return FetchFailed("update-no-network", **kept)
