"""Made-up list files for tests, in the shapes the publisher uses."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from exportdesk.core.listings import Listing
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.lists import Catalogue, Reading, Source, load_catalogue, open_list

DATA = Path(__file__).parents[1] / "data" / "lists"
TRAPS_JSON = DATA / "traps.json"
TRAPS_CSV = DATA / "traps.csv"
TRAPS_2022 = DATA / "traps-2022.csv"

CODES = {"PRC": "CN", "Man, Isle of": "IM", "Panama": "PA", "Hong Kong": "HK"}


def country_code(text: str) -> str:
    """Stand in for the rulebook's countries: codes, and the few names the samples use."""
    return text if len(text) == 2 and text.isalpha() and text.isupper() else CODES.get(text, "")


def us_csl() -> Source:
    """Return the Consolidated Screening List, whose lists may hold any number of parties."""
    return expecting_nothing(load_catalogue().source("us-csl"))


def small_catalogue() -> Catalogue:
    """Return the catalogue with sources that are content with a handful of parties."""
    catalogue = load_catalogue()
    return replace(catalogue, sources=tuple(map(expecting_nothing, catalogue.sources)))


def expecting_nothing(source: Source) -> Source:
    """Return a source that is content with a handful of parties."""
    return replace(source, lists=tuple(replace(known, expected=0) for known in source.lists))


def opened(path: Path) -> Reading:
    """Open a file as the Consolidated Screening List."""
    return open_list(path, us_csl(), country_code, Silent())


def read(path: Path) -> tuple[Reading, list[Listing]]:
    """Read a file to its end."""
    reading = opened(path)
    return reading, list(reading)


def envelope(records: Iterable[object], **more: object) -> bytes:
    """Return records as the JSON download."""
    whole = {"results": list(records), "search_performed_at": "2026-11-18T10:15:00+00:00", **more}
    return json.dumps(whole, ensure_ascii=False).encode()


def records_of(counts: Mapping[str, int]) -> list[dict[str, object]]:
    """Return so many made-up records for each list code."""
    names = {known.code: known.name for known in us_csl().lists}
    return [
        {"source": names.get(code, code), "name": f"{code} Party {number}", "id": f"{code}{number}"}
        for code, count in counts.items()
        for number in range(count)
    ]


def whole_list(**counts: int) -> dict[str, int]:
    """Return 2 parties for every list that must be there, and `counts` (`NS_MBS=3`) over that."""
    expected = {known.code: 2 for known in us_csl().lists if not known.optional}
    return expected | {code.replace("_", "-"): count for code, count in counts.items()}


class Stopping:
    """Progress that is stopped once `when` says so. Implements `core.progress.Progress`."""

    def __init__(self, when: Callable[[str, int], bool]) -> None:
        self._when = when
        self.stages: list[str] = []
        self.steps = 0

    def stage(self, name: str) -> None:
        """Note the stage."""
        self.stages.append(name)

    def step(self, done: int, total: int | None = None) -> None:
        """Count, and stop where asked."""
        self.steps += 1
        if self._when(self.stages[-1] if self.stages else "", done):
            raise Cancelled
