"""Waiting for an answer: time-outs, and a look at whether to stop, several times a second."""

import queue
import time
from collections.abc import Callable, Iterator, Mapping

from exportdesk.core.errors import FetchFailed
from exportdesk.lists.fetching.addresses import host_of
from exportdesk.lists.fetching.values import FetchSettings
from exportdesk.lists.fetching.wire import End, Head, Stage, Told, Wire

LOOK_EVERY = 0.1


class Exchange:
    """One request and its answer. `close` breaks it off at any moment.

    `watch` is called several times a second and may raise to end the wait. `until` is the moment
    (of `time.monotonic`) at which patience ends in any case.
    """

    def __init__(
        self,
        url: str,
        headers: Mapping[str, str],
        settings: FetchSettings,
        *,
        first_byte: float,
        until: float,
        watch: Callable[[], None],
    ) -> None:
        self._settings = settings
        self._first_byte = first_byte
        self._until = until
        self._watch = watch
        patience = max(first_byte, settings.stall_seconds)
        self._wire = Wire(url, headers, settings, patience=patience)
        self._wire.start()

    def head(self) -> Head:
        """Wait for the beginning of the answer. Raises FetchFailed, and what `watch` raises."""
        told: Told = Stage.CONNECTING
        while True:
            if told is Stage.CONNECTING:
                told = self._next(self._settings.connect_seconds, "fetch-connect-timeout")
            elif told is Stage.ASKED:
                told = self._next(self._first_byte, "fetch-first-byte")
            elif isinstance(told, Head):
                return told
            else:
                raise TypeError(f"{told!r} before the head of an answer")

    def pieces(self) -> Iterator[bytes]:
        """Yield the body as it comes. Raises FetchFailed, and what `watch` raises."""
        # Some servers send the headers at once and then take their minute.
        patience = max(self._first_byte, self._settings.stall_seconds)
        while not isinstance(told := self._next(patience, "fetch-stalled"), End):
            if isinstance(told, bytes):
                yield told
            patience = self._settings.stall_seconds

    @property
    def _host(self) -> str:
        return host_of(self._wire.url)  # after a redirect another server is to blame

    def _next(self, patience: float, code: str) -> Told:
        since = time.monotonic()
        while True:
            self._watch()
            now = time.monotonic()
            if now > self._until:
                raise FetchFailed(
                    "fetch-too-slow", host=self._host, seconds=round(self._settings.total_seconds)
                )  # fmt: skip
            try:
                told = self._wire.told.get(timeout=LOOK_EVERY)
            except queue.Empty:
                if now - since > patience:
                    raise FetchFailed(code, host=self._host, seconds=round(patience)) from None
                continue
            if isinstance(told, Exception):
                raise told
            return told

    def close(self) -> None:
        """Break off what is still under way. Waits for nothing."""
        self._wire.leave()
