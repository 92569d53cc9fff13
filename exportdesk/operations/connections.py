"""The record of every connection that the program made, beside the log."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC
from itertools import islice
from pathlib import Path

from exportdesk.core.clock import Clock, Moment, parse_utc
from exportdesk.core.connections import Connected, Connection

FILE = "connections.jsonl"
_FORMER = "connections.jsonl.1"  # as the one before was called once
_MOST = 1_000_000  # bytes, then it is turned over; those before are kept, all of them
SHOWN = 1_000


class Connections:
    """Notes connections and tells of them. Each method may be called on any thread."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """`folder` is the one for logs."""
        self._path = folder / FILE
        self._clock = clock

    def note(self, made: Connected) -> None:
        """Keep one. Where nothing can be written, nothing is: a list must come in all the same."""
        line = {
            "at": self._clock.now().utc_text,
            "host": made.host,
            "purpose": made.purpose,
            "status": made.status,
            "received": made.received,
            "via": made.via,
        }
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._path.is_file() and self._path.stat().st_size > _MOST:
                stamp = f"{self._clock.now().at.astimezone(UTC):%Y%m%dT%H%M%S%fZ}"
                self._path.replace(self._path.with_name(f"connections-{stamp}.jsonl"))
            # One write, so that two programs that note at once do not mix their lines.
            with self._path.open("ab") as file:
                file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")

    @property
    def folder(self) -> Path:
        """Where all of them are kept."""
        return self._path.parent

    def newest(self, limit: int = SHOWN) -> list[Connection]:
        """Return the last connections, newest first. A line that is damaged is left out."""
        zone = self._clock.now().zone
        found = (_read(line, zone) for line in self._lines())
        return list(islice((one for one in found if one is not None), limit))

    def _lines(self) -> Iterator[str]:
        """Yield the lines of all files, the newest first, reading no more files than are wanted."""
        turned = sorted(self.folder.glob("connections-*.jsonl"), reverse=True)
        for path in (self._path, *turned, self.folder / _FORMER):
            with suppress(OSError):
                yield from reversed(path.read_text("utf-8", errors="replace").splitlines())


def _read(line: str, zone: str) -> Connection | None:
    try:
        told = json.loads(line)
        made = Connected(
            host=str(told["host"]),
            purpose=str(told["purpose"]),
            status=int(told["status"]),
            received=int(told["received"]),
            via=str(told.get("via", "")),
        )
        return Connection(Moment.of(parse_utc(str(told["at"])), zone), made)
    except (ValueError, OverflowError, KeyError, TypeError, AttributeError):
        return None
