"""A web server of real sockets that does exactly what a test tells it, however wrong."""

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from exportdesk.core.progress import Cancelled

LOOP = "127.0.0.1"


@dataclass
class Asked:
    """One request as it came."""

    method: str
    target: str
    headers: dict[str, str] = field(default_factory=dict)


class Conversation:
    """One connection: the request that came, and the means to answer it badly."""

    def __init__(self, connection: socket.socket, asked: Asked, server: "Server") -> None:
        self.connection = connection
        self.asked = asked
        self.server = server

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.connection.sendall(data)

    def head(self, status: int, headers: Mapping[str, object] | None = None) -> None:
        """Send a status line and headers."""
        lines = [f"HTTP/1.1 {status} Said So"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        self.send("\r\n".join([*lines, "", ""]).encode("latin-1"))

    def reply(self, status: int, body: bytes = b"", **headers: object) -> None:
        """Send a whole and proper answer."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.head(status, {"Content-Length": len(body), **named})
        self.send(body)

    def chunk(self, data: bytes) -> None:
        """Send one piece of a chunked body."""
        self.send(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def wait(self, seconds: float) -> None:
        """Do nothing for a while, or until the server closes."""
        self.server.closing.wait(seconds)

    def reset(self) -> None:
        """Break the connection off as a machine does that has lost it."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


Answer = Callable[[Conversation], None]


class Server:
    """Listens on this machine alone and answers each connection with `answer`."""

    def __init__(
        self,
        answer: Answer,
        *,
        tls: ssl.SSLContext | None = None,
        host: str = LOOP,
        first: bytes = b"",
    ) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self._tls = tls
        self._first = first
        self._host = host
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listening = socket.create_server((host, 0), family=family)
        self.port = self._listening.getsockname()[1]
        self._threads = [threading.Thread(target=self._listen, daemon=True)]
        self._threads[0].start()

    def url(self, path: str = "/list.json") -> str:
        """Return the address of something on this server."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def close(self) -> None:
        """Stop, and let every conversation end."""
        self.closing.set()
        with suppress(OSError):  # whoever waits for a connection gets one
            socket.create_connection((self._host, self.port), 1).close()
        for thread in self._threads:
            thread.join(5)
        self._listening.close()

    def _listen(self) -> None:
        while not self.closing.is_set():
            connection, _ = self._listening.accept()
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(3)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # Whoever fetches may leave at any moment; that is what is tested.
        with suppress(OSError):
            try:
                if self._tls:
                    connection = self._tls.wrap_socket(connection, server_side=True)
                connection.sendall(self._first)
                asked = _request(connection)
                if asked is not None:
                    self.asked.append(asked)
                    self.answer(Conversation(connection, asked, self))
            finally:
                _close(connection)


def _request(connection: socket.socket) -> Asked | None:
    came = b""
    while b"\r\n\r\n" not in came:
        more = connection.recv(4096)
        if not more:
            return None
        came += more
    first, *lines = came.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines)
    return Asked(method, target, {name.lower(): value.strip() for name, _, value in pairs})


def _close(connection: socket.socket) -> None:
    """Close so that what was sent arrives: first say so, then let the other side go."""
    with suppress(OSError, ValueError):
        connection.settimeout(0.3)
        socket.socket.shutdown(connection, socket.SHUT_WR)
        while socket.socket.recv(connection, 4096):
            pass
    connection.close()


class Quiet:
    """Progress that remembers its stages and steps, and stops the work when told to."""

    def __init__(self, stop: Callable[["Quiet"], bool] = lambda _: False) -> None:
        self.stages: list[str] = []
        self.steps: list[tuple[int, int | None]] = []
        self.times: list[float] = []
        self.started = time.monotonic()
        self.stopped_at = 0.0
        self._stop = stop

    def stage(self, name: str) -> None:
        """Remember the stage."""
        self.stages.append(name)

    def step(self, done: int, total: int | None = None) -> None:
        """Remember the step; raise Cancelled once the test says so."""
        self.steps.append((done, total))
        self.times.append(time.monotonic())
        if self._stop(self):
            self.stopped_at = self.stopped_at or time.monotonic()
            raise Cancelled
