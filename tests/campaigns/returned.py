"""Hands damaged and hostile PDFs to whatever reads returned certifications.

    python3 dev.py campaign returned [--seed N] [--samples 2000] [--only NUMBER]

Each must end in what could be read or in one refusal with a sentence, within five seconds and
500 MB, and nothing that it asks for may happen.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from exportdesk.core.errors import BadInput, ExportDeskError
from exportdesk.core.words import known_codes
from exportdesk.documents.returned_form import ReturnedForms
from tests.documents.hostile import CANARY, made_bad

SECONDS = 5.0
MEMORY = 500 * 1024 * 1024
_LOOK_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one: how it ended, what was wrong with that, seconds, bytes at most."""

    number: int
    way: str
    end: str
    faults: tuple[str, ...]
    seconds: float
    memory: int


def main() -> int:
    """Run the campaign; 1 where anything was found."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--seed", default="1")
    ask.add_argument("--samples", type=int, default=2_000)
    ask.add_argument("--only", type=int, default=-1, help="the number of a single one")
    args = ask.parse_args()
    numbers = range(args.samples) if args.only < 0 else [args.only]
    ends: Counter[str] = Counter()
    slowest = biggest = Outcome(-1, "", "", (), 0.0, 0)
    faults, begun = 0, time.monotonic()
    for done, one in enumerate(outcomes(numbers, args.seed), start=1):
        ends[one.end] += 1
        slowest = max(slowest, one, key=lambda each: each.seconds)
        biggest = max(biggest, one, key=lambda each: each.memory)
        if one.faults:
            faults += 1
            print(f"\n{one}")
        if done % 100 == 0:
            print(f"\r{done} of {len(numbers)}, {faults} faults ", end="", flush=True)
    print(f"\n{len(numbers)} PDFs in {time.monotonic() - begun:.0f} s; they ended so:")
    print("\n".join(f"  {count:6} {end}" for end, count in ends.most_common()))
    print(f"slowest: {slowest.seconds:.2f} s ({slowest.number} {slowest.way})")
    print(f"most memory: {biggest.memory / 2**20:.0f} MB ({biggest.number} {biggest.way})")
    print(f"{faults} faults")
    return 1 if faults else 0


def outcomes(numbers: Iterable[int], seed: str) -> Iterator[Outcome]:
    """Yield what came of each."""
    forms = ReturnedForms()
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # what a PDF starts would write here
        try:
            for number in numbers:
                way, data = made_bad(number, seed)
                forms.start()
                yield outcome(forms, number, way, data, Path(folder))
        finally:
            forms.close()
            os.chdir(here)


def outcome(forms: ReturnedForms, number: int, way: str, data: bytes, folder: Path) -> Outcome:
    """Return what came of one."""
    faults: list[str] = []
    peak = _Peak(forms)
    begun = time.monotonic()
    try:
        found = forms.read(data)
        end = "read, with fields" if found.fields else "read"
        if found.traits:
            end += ", and what does not belong there told"
    except BadInput as error:
        end = error.code
        if error.code not in known_codes():
            faults.append(f"{error.code} has no sentence")
    except ExportDeskError as error:
        end = error.code
        faults.append(f"not a word on the file: {error}")
    except Exception as error:  # noqa: BLE001 - finding such is what this is for
        end = "crash"
        faults.append(f"{type(error).__name__}: {error}")
    seconds = time.monotonic() - begun
    memory = peak.end()
    if seconds > SECONDS:
        faults.append(f"{seconds:.1f} s")
    if memory > MEMORY:
        faults.append(f"{memory / 2**20:.0f} MB")
    if (folder / CANARY).exists() or any(folder.iterdir()):
        faults.append("something was started, or written")
    return Outcome(number, way, end, tuple(faults), seconds, memory)


class _Peak:
    """Watches how much memory the reading process takes; Linux alone tells it from outside."""

    def __init__(self, forms: ReturnedForms) -> None:
        self._forms = forms
        self._most = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._done.wait(_LOOK_SECONDS):
            self._look()

    def _look(self) -> None:
        process = self._forms.process_id
        try:
            told = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
        except OSError:
            return
        for line in told.splitlines():
            if line.startswith("VmHWM:"):
                self._most = max(self._most, int(line.split()[1]) * 1024)

    def end(self) -> int:
        self._look()
        self._done.set()
        self._thread.join()
        return self._most


if __name__ == "__main__":
    sys.exit(main())
