"""Servers that live as long as a test, and a fetch that is short of patience."""

import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core.errors import FetchFailed
from exportdesk.core.words import known_codes, say
from exportdesk.lists import Source
from exportdesk.lists.fetching import Fetched, Validators, fetch
from tests import publisher
from tests.fakes import FakeClock
from tests.lists.fetching.server import Answer, Quiet, Server
from tests.lists.samples import us_csl

HASTY = replace(publisher.HASTY, stall_seconds=0.3)


class _PauseMarks(Quiet):
    """Begins a new entry with each pause."""

    def __init__(self, slept: list[float]) -> None:
        super().__init__()
        self._slept = slept

    def stage(self, name: str) -> None:
        if name == "list-waiting":
            self._slept.append(0.0)


class Desk:
    """Fetches into a quarantine folder of its own."""

    def __init__(self, into: Path) -> None:
        self.into = into
        self.settings = HASTY
        self.clock = FakeClock()
        self.progress = Quiet()

    def source(self, url: str) -> Source:
        """Return the CSL, at this address."""
        return replace(us_csl(), url=url)

    def fetch(
        self,
        url: str,
        known: Validators | None = None,
        *,
        first_byte: float = 0.3,
        **settings: object,
    ) -> Fetched:
        """Fetch from `url`, with some of the settings changed."""
        return fetch(
            replace(self.source(url), first_byte=first_byte),
            self.into,
            self.progress,
            clock=self.clock,
            known=known,
            settings=replace(self.settings, **settings),
        )

    def pauses(self, url: str, *, chance: float = 0.0, **settings: object) -> list[float]:
        """Return how long a fetch that fails waited before each further try, without waiting."""
        slept: list[float] = []
        with pytest.raises(FetchFailed):
            fetch(
                self.source(url),
                self.into,
                _PauseMarks(slept),
                clock=self.clock,
                settings=replace(self.settings, **settings),
                sleep=lambda seconds: slept.append(slept.pop() + seconds),
                chance=lambda: chance,
            )
        return slept

    def failure(self, url: str, **settings: object) -> FetchFailed:
        """Fetch from `url`, which must fail in one clear sentence and leave nothing whole."""
        with pytest.raises(FetchFailed) as caught:
            self.fetch(url, **settings)
        error = caught.value
        assert error.code in known_codes()
        words = say(error)
        assert "?" not in words, words
        assert error.exit_code == 4
        assert self.whole() == []
        return error

    def whole(self) -> list[Path]:
        """Return the files in quarantine that could be taken for a whole list."""
        if not self.into.is_dir():
            return []
        unfinished = (".part", ".part.json", ".lock")
        return [path for path in self.into.iterdir() if not path.name.endswith(unfinished)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "quarantine")


Serve = Callable[..., Server]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start servers, and close them when the test is over."""
    servers: list[Server] = []

    def start(answer: Answer, **how: object) -> Server:
        servers.append(Server(answer, **how))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture(autouse=True)
def _no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    publisher.no_proxy(monkeypatch)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate for this machine that nobody trusts, with its key in the same file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("making a certificate needs the openssl command")
    folder = tmp_path_factory.mktemp("tls")
    key, made = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-keyout", str(key), "-out", str(made), "-days", "3000"),
            *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
        ],
        check=True,
        capture_output=True,
    )
    both = folder / "both.pem"
    both.write_text(key.read_text() + made.read_text())
    return both


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    """Return what a server needs to speak TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this system trust the made certificate."""
    if not hasattr(ssl.SSLContext, "set_default_verify_paths") or shutil.os.name == "nt":
        pytest.skip("the system's certificate store is not a file here")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
