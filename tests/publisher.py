"""A publisher of made-up lists on this machine, with real sockets, and desks that ask it."""

import socket
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from exportdesk.core.ids import SourceKey
from exportdesk.lists import EDITS_FILE
from exportdesk.lists.fetching import FetchSettings
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.importing import ImporterHere
from tests.lists.fetching.server import Conversation, Server
from tests.lists.samples import DATA, envelope, records_of, whole_list

US_CSL = SourceKey("us-csl")
UN_SC = SourceKey("un-sc")
CA_SEMA = SourceKey("ca-sema")
THREE = {US_CSL: "/csl.json", UN_SC: "/un.xml", CA_SEMA: "/ca.xml"}

HASTY = FetchSettings(
    connect_seconds=2.0,
    stall_seconds=0.5,
    total_seconds=8.0,
    tries=2,
    first_pause=0.01,
    longest_pause=0.02,
    longest_asked=0.05,
    largest=8 * 2**20,
    room=0,
)

Answer = Callable[[Conversation], None]


def csl(day: int = 18, **counts: int) -> bytes:
    """Return a made-up Consolidated Screening List of a day in November 2026."""
    stamp = f"2026-11-{day:02d}T10:15:00+00:00"
    return envelope(records_of(whole_list(**counts)), search_performed_at=stamp)


class Publisher:
    """Serves lists by path, with an ETag for each; what it serves may change, or go wrong."""

    def __init__(self) -> None:
        self.lists: dict[str, bytes | Answer] = {
            "/csl.json": csl(EL=40),
            "/un.xml": (DATA / "un-traps.xml").read_bytes(),
            "/ca.xml": (DATA / "ca-traps.xml").read_bytes(),
        }
        self.headers: dict[str, str] = {}
        self.server = Server(self._answer)

    def close(self) -> None:
        """Stop serving."""
        self.server.close()

    def asked(self) -> list[str]:
        """Return the paths asked for since the last call."""
        found = [one.target for one in self.server.asked]
        self.server.asked.clear()
        return found

    def url(self, path: str) -> str:
        """Return the address of a list."""
        return self.server.url(path)

    def _answer(self, talk: Conversation) -> None:
        held = self.lists.get(talk.asked.target)
        if held is None:
            talk.reply(404)
        elif callable(held):
            held(talk)
        else:
            tag = f'"{hash(held) & 0xFFFFFFFF:x}"'
            if talk.asked.headers.get("if-none-match") == tag:
                talk.reply(304, ETag=tag)
            else:
                talk.reply(200, held, ETag=tag, **self.headers)


def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing go through a proxy of this machine."""
    for name in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name}_proxy".upper(), raising=False)


def addresses(publisher: Publisher, paths: Mapping[SourceKey, str] = THREE) -> dict[str, str]:
    """Return where each source is at this publisher."""
    return {key: publisher.url(path) for key, path in paths.items()}


def nowhere() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def edits(folder: Path, urls: Mapping[str, str]) -> None:
    """Write a workspace's catalogue: these sources at these addresses, and no other in use.

    The made-up lists hold a handful of parties, which is all that is expected of them.
    """
    from exportdesk.lists import load_catalogue

    lines = []
    for source in load_catalogue().sources:
        on = "true" if source.key in urls else "false"
        lines += ["[[source]]", f'key = "{source.key}"', f"on = {on}", "first_byte = 2"]
        if source.key in urls:
            lines.append(f'url = "{urls[source.key]}"')
        for listed in source.lists:
            lines += ["[[source.list]]", f'code = "{listed.code}"', "expected = 0"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / EDITS_FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")


def open_desk(
    folder: Path, clock: FakeClock | None = None, *, own_process: bool = False, **how: object
) -> Desk:
    """Open a desk that fetches with little patience, and imports in this process unless asked."""
    clock = clock or FakeClock()
    importer = None if own_process else ImporterHere(folder, clock)
    return Desk(folder, clock=clock, zone=clock.zone, importer=importer, patience=HASTY, **how)
