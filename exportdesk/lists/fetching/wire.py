"""One request on its way, redirects included, in a thread of its own.

Looking up a name, a handshake, a system's check of a certificate: each may block for a minute and
none can be interrupted. So they block this thread, and whoever waits for it can leave any time.
"""

import queue
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto

import httpx
import truststore
from typing_extensions import override

from exportdesk.core.connections import Connected
from exportdesk.core.errors import FetchFailed
from exportdesk.lists.fetching.addresses import host_of, is_web, shown
from exportdesk.lists.fetching.faults import explained
from exportdesk.lists.fetching.proxies import proxy_for
from exportdesk.lists.fetching.values import FetchSettings

MOST_REDIRECTS = 10
_AHEAD = 16
_REDIRECTS = (301, 302, 303, 307, 308)
_PATIENCE = 0.1
_SHOWN = 200


class Stage(Enum):
    """How far a request is before there is an answer."""

    CONNECTING = auto()
    ASKED = auto()


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of an answer. Names of headers are in lower case."""

    status: int
    url: str
    redirects: int
    headers: Mapping[str, str]


class End:
    """The answer is whole, as far as the protocol can tell."""


Told = Stage | Head | bytes | End | Exception


class _Left(Exception):
    """Nobody waits any more."""


class Wire(threading.Thread):
    """Asks for `url` and puts what happens into `told`; `url` moves on with the redirects."""

    def __init__(
        self, url: str, headers: Mapping[str, str], settings: FetchSettings, *, patience: float
    ) -> None:
        super().__init__(name="fetching", daemon=True)
        self._patience = patience
        self.told: queue.Queue[Told] = queue.Queue(_AHEAD)
        self.url = url
        self._headers = dict(headers)
        self._settings = settings
        self._left = threading.Event()
        self._socket: socket.socket | None = None
        self._proxy = ""
        self._answered = False
        self._status = self._received = 0

    def leave(self) -> None:
        """Stop waiting: the connection is broken off, the thread ends by itself."""
        self._left.set()
        held = self._socket
        if held is not None:
            # Of the plain class: that of TLS would forget its session while a read is under way.
            with suppress(OSError):
                socket.socket.shutdown(held, socket.SHUT_RDWR)

    @override
    def run(self) -> None:
        try:
            self._follow()
        except _Left:
            pass
        except FetchFailed as failed:
            self._tell_if_heard(failed)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            self._tell_if_heard(
                explained(error, host=host_of(self.url), proxy=self._proxy, answered=self._answered)
            )
        except Exception as error:  # noqa: BLE001 - handed to the waiting thread
            self._tell_if_heard(error)

    def _tell(self, what: Told) -> None:
        while not self._left.is_set():
            with suppress(queue.Full):
                self.told.put(what, timeout=_PATIENCE)
                return
        raise _Left

    def _tell_if_heard(self, what: Told) -> None:
        with suppress(_Left):
            self._tell(what)

    def _follow(self) -> None:
        trust = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        cookies = httpx.Cookies()
        for redirects in range(MOST_REDIRECTS + 1):
            self._tell(Stage.CONNECTING)
            proxy = proxy_for(self.url, self._settings.proxy)
            self._proxy = host_of(proxy)
            with httpx.Client(
                verify=trust,
                trust_env=False,
                proxy=proxy or None,
                cookies=cookies,
                timeout=self._timeout(),
            ) as client:
                try:
                    onward = self._ask(client, redirects)
                finally:
                    self._note()
                cookies = client.cookies
            if not onward:
                self._tell(End())  # once it is noted: whoever asks for the record then finds it
                return
            self.url = onward
        raise FetchFailed("fetch-redirect-loop", host=host_of(self.url), count=MOST_REDIRECTS)

    def _note(self) -> None:
        """Tell that a connection was made, or tried, and what came of it."""
        if self._settings.noted is not None:
            self._settings.noted(
                Connected(
                    host=host_of(self.url),
                    purpose=self._settings.purpose,
                    status=self._status,
                    received=self._received,
                    via=self._proxy,
                )
            )
        self._status = self._received = 0

    def _timeout(self) -> httpx.Timeout:
        # The waiting thread keeps the real limits; these let an abandoned thread end, and give a
        # server's second address its turn when the first swallows everything.
        return httpx.Timeout(self._patience + 5, connect=self._settings.connect_seconds / 2)

    def _ask(self, client: httpx.Client, redirects: int) -> str:
        """Ask for the address; hand over the answer, or return where it sends us on to."""
        request = client.build_request(
            "GET", self.url, headers=self._headers, extensions={"trace": self._trace}
        )
        answer = client.send(request, stream=True)
        self._status = answer.status_code
        try:
            if answer.status_code in _REDIRECTS:
                return self._onward(answer)
            self._answered = True
            headers = {name.lower(): text for name, text in answer.headers.items()}
            self._tell(Head(answer.status_code, self.url, redirects, headers))
            for piece in answer.iter_raw():  # as it comes: of a size of ours, the last is lost
                self._received += len(piece)
                self._tell(piece)
        finally:
            answer.close()
        return ""

    def _onward(self, answer: httpx.Response) -> str:
        said = answer.headers.get("location", "").strip()
        host = host_of(self.url)
        try:
            onward = str(httpx.URL(self.url).join(said).copy_with(fragment=None))
        except httpx.InvalidURL:
            onward = ""
        if not said or not is_web(onward):
            raise FetchFailed("fetch-redirect-odd", host=host, to=shown(said, own=False)[:_SHOWN])
        if self.url.startswith("https:") and not onward.startswith("https:"):
            to = shown(onward, own=False)[:_SHOWN]
            raise FetchFailed("fetch-redirect-insecure", host=host, to=to)
        return onward

    def _trace(self, event: str, facts: Mapping[str, object]) -> None:
        # Nothing is raised here: what is being opened would stay open.
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            stream = facts["return_value"]
            held = stream.get_extra_info("socket")  # type: ignore[attr-defined] # the stream is of asyncio
            self._socket = held if isinstance(held, socket.socket) else None
            if self._left.is_set():
                self.leave()
        elif event.endswith("start_tls.started"):
            self._tell_if_heard(Stage.CONNECTING)
        elif event.endswith("send_request_body.complete"):
            self._tell_if_heard(Stage.ASKED)
