"""One list on its way into quarantine: try after try, each going on where the last one stopped."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from exportdesk import __version__
from exportdesk.core.clock import Clock
from exportdesk.core.errors import FetchFailed
from exportdesk.core.progress import Progress
from exportdesk.lists.catalogue import Source
from exportdesk.lists.fetching.addresses import ending, host_of, shown, to_ask
from exportdesk.lists.fetching.answers import Way, headers_for, kept_of, length_of, way_of
from exportdesk.lists.fetching.contents import fault_of
from exportdesk.lists.fetching.decoding import Decoder, decoder_for, is_coded
from exportdesk.lists.fetching.exchange import Exchange
from exportdesk.lists.fetching.partial import Partial
from exportdesk.lists.fetching.pausing import ANEW, pause, pause_after, tries_for
from exportdesk.lists.fetching.values import Fetched, FetchSettings, Validators
from exportdesk.lists.fetching.wire import Head

# A try that brings less than this got no further: else a server that drips would never be given up.
_FURTHER = 64 * 1024
# After these a part that is kept would only fail again, or is the wrong thing altogether.
_USELESS = ANEW | {
    "fetch-too-large", "fetch-expands", "fetch-web-page", "fetch-empty", "fetch-end-missing",
}  # fmt: skip


class Download:
    """Fetches one source once."""

    def __init__(
        self,
        source: Source,
        partial: Partial,
        progress: Progress,
        settings: FetchSettings,
        *,
        clock: Clock,
        sleep: Callable[[float], None],
        chance: Callable[[], float],
    ) -> None:
        self._source = source
        self._partial = partial
        self._progress = progress
        self._settings = replace(settings, purpose=source.name)
        self._clock = clock
        self._sleep = sleep
        self._chance = chance
        self._started = time.monotonic()
        self._tries = 0
        self._resumed = False
        self._packed = True
        self._conditional = True
        self._total: int | None = None
        self._arrived = 0

    def run(self, target: Path, known: Validators | None) -> Fetched:
        """Fetch the newest edition. Raises FetchFailed, Cancelled."""
        try:
            asked = list(to_ask(self._source.url, self._clock.now().at.date()))
            for url in asked:
                try:
                    return self._try_on(url, target, known)
                except FetchFailed as failed:
                    if len(asked) == 1 or failed.facts.get("status") != 404:
                        raise
            raise FetchFailed("fetch-no-day", host=host_of(asked[0]), days=len(asked) - 1)
        finally:
            self._partial.leave()

    def _try_on(self, url: str, target: Path, known: Validators | None) -> Fetched:
        in_vain = 0
        while True:
            before = self._partial.size
            self._tries += 1
            try:
                return self._try(url, target, known)
            except FetchFailed as failed:
                got_further = self._partial.size - before >= _FURTHER
                self._give_up_part(failed)
                in_vain = 1 if got_further and failed.code not in _USELESS else in_vain + 1
                if in_vain >= tries_for(failed.code, self._settings):
                    raise
                self._rest(failed, in_vain)

    def _give_up_part(self, failed: FetchFailed) -> None:
        self._packed = False  # what may have to be gone on with must come as it is
        self._partial.leave()
        # A server that says "unchanged" to what it was not asked is not asked that way again.
        self._conditional &= failed.code != "fetch-unasked"
        if failed.code in _USELESS:
            self._partial.discard()

    def _rest(self, failed: FetchFailed, in_vain: int) -> None:
        seconds = pause_after(
            failed, in_vain, self._settings, now=self._clock.now().at, chance=self._chance
        )
        if time.monotonic() + seconds > self._until:
            raise failed
        pause(seconds, self._progress, self._sleep)

    @property
    def _until(self) -> float:
        return self._started + self._settings.total_seconds

    def _try(self, url: str, target: Path, known: Validators | None) -> Fetched:
        kept = self._partial.found(url, self._progress)
        asks = known if self._conditional and _is_about(known, url) else None
        headers = headers_for(kept, asks, packed=self._packed and kept is None)
        headers["User-Agent"] = f"ExportDesk/{__version__}"
        headers["Accept"] = "*/*"
        headers["Connection"] = "close"
        self._arrived, self._total = (kept.size, kept.total) if kept else (0, None)
        self._progress.stage("list-connecting")
        with closing(self._exchange(url, headers)) as exchange:
            head = exchange.head()
            way = way_of(head, kept, asks)
            if way is Way.UNCHANGED and asks is not None:
                self._partial.discard()
                return self._fetched(head, url, None, asks)
            self._resumed = way is Way.REST
            self._arrived = kept.size if kept and self._resumed else 0
            length = length_of(head)
            self._total = None if length is None else self._arrived + length
            if (self._total or 0) > self._settings.largest:
                raise self._too_large(head)
            if kept is not None and self._resumed:
                self._partial.go_on(kept)
            else:
                self._partial.begin(kept_of(url, head))
            self._receive(exchange, head)
        return self._judged(head, url, target, known)

    def _exchange(self, url: str, headers: dict[str, str]) -> Exchange:
        return Exchange(
            url, headers, self._settings,
            first_byte=self._source.first_byte, until=self._until, watch=self._tell,
        )  # fmt: skip

    def _tell(self) -> None:
        total = self._total
        self._progress.step(self._arrived, None if total is None else max(total, self._arrived))

    def _receive(self, exchange: Exchange, head: Head) -> None:
        self._progress.stage("list-resuming" if self._resumed else "list-downloading")
        encoding = head.headers.get("content-encoding", "")
        decoder = decoder_for(encoding)
        try:
            for piece in exchange.pieces():
                self._arrived += len(piece)
                self._keep(piece, decoder, head)
            decoder.finish()
        except FetchFailed as failed:
            raise FetchFailed(
                failed.code,
                **{**failed.facts, "received": self._arrived, "expected": self._total},
            ) from failed
        if not is_coded(encoding) and self._total not in (None, self._partial.size):
            raise FetchFailed(
                "fetch-cut", host=host_of(head.url), received=self._arrived, expected=self._total
            )

    def _keep(self, piece: bytes, decoder: Decoder, head: Head) -> None:
        for data in decoder.decode(piece):
            if self._partial.size + len(data) > self._settings.largest:
                raise self._too_large(head)
            self._partial.append(data)

    def _too_large(self, head: Head) -> FetchFailed:
        return FetchFailed(
            "fetch-too-large", host=host_of(head.url), megabytes=self._settings.largest // 2**20
        )

    def _judged(self, head: Head, url: str, target: Path, known: Validators | None) -> Fetched:
        """Look at what arrived; make it the file in quarantine if it is anything new."""
        self._partial.close()
        code = fault_of(self._partial.path, self._progress)
        if code:
            raise FetchFailed(code, host=host_of(head.url))
        if known is not None and known.sha256 == self._partial.sha256:
            self._partial.discard()
            return self._fetched(head, url, None, known)
        name = f"{target.name}-{self._partial.sha256[:12]}{ending(url)}"
        return self._fetched(head, url, self._partial.finish(target.with_name(name)), None)

    def _fetched(self, head: Head, url: str, path: Path | None, same: Validators | None) -> Fetched:
        before = same if same is not None and head.status == 304 else Validators(url)
        return Fetched(
            path=path,
            asked=url,
            url=shown(head.url, own=not head.redirects),
            size=self._partial.size if head.status != 304 else 0,
            sha256=same.sha256 if same is not None else self._partial.sha256,
            etag=head.headers.get("etag", "") or before.etag,
            last_modified=head.headers.get("last-modified", "") or before.last_modified,
            content_type=head.headers.get("content-type", ""),
            tries=self._tries,
            resumed=self._resumed,
            seconds=time.monotonic() - self._started,
        )


def _is_about(known: Validators | None, url: str) -> bool:
    """Whether what is known of the edition in force says anything about this address."""
    return known is not None and known.url == url and bool(known.sha256)
