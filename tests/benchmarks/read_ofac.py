"""How long OFAC's list of blocked parties takes to read: `python tests/benchmarks/read_ofac.py`.

The file is made from the sample of the tests: as many parties and about as many bytes as the real
one has (104 MB in 2026). Each run is a process of its own; the figures are medians and the peak of
memory of that process, with the file held in it.
"""

import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from tests.lists.ofac_samples import OFAC, country_code, source  # noqa: E402 - not installed

RUNS = 3
PARTIES = 19_200
_SAMPLE_PARTIES = 5  # the sixth of the sample has no name
_ENTITY = re.compile(r" *<entity id=.*?</entity>\n", re.DOTALL)
_ENTRY = re.compile(r" *<sdnEntry>.*?</sdnEntry>\n", re.DOTALL)
_NUMBER = re.compile(r"90010(\d)")


def main() -> None:
    """Make the files, measure each, and print a table."""
    columns = ("MB", 7), ("seconds", 9), ("of CPU", 8), ("peak MB", 9), ("empty MB", 10)
    print(f"{'file':22}" + "".join(f"{name:>{width}}" for name, width in columns) + "  listings")
    with tempfile.TemporaryDirectory() as folder:
        for path in make(Path(folder)):
            runs = [_run(path) for _ in range(RUNS)]
            told = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
            print(
                f"{path.name:22}{path.stat().st_size / 2**20:7.1f}{told['seconds']:9.2f}"
                f"{told['cpu']:8.2f}{told['peak']:9.0f}{told['empty']:10.0f}{told['listings']:10,.0f}"
            )


def make(folder: Path) -> Iterator[Path]:
    """Write the full-size files into `folder`."""
    yield _xml(folder / "SDN_ENHANCED.XML", _ENTITY)
    whole = folder / "SDN_ENHANCED.ZIP"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(folder / "SDN_ENHANCED.XML", "SDN_ENHANCED.XML")
    yield whole
    yield _xml(folder / "SDN.XML", _ENTRY)
    yield _csv(folder / "SDN.ZIP")


def _xml(path: Path, entry: re.Pattern[str]) -> Path:
    text = (OFAC / path.name).read_text("utf-8")
    entries = entry.findall(text)
    before, _, rest = text.partition(entries[0])
    after = rest.rpartition(entries[-1])[2]
    with path.open("w", encoding="utf-8") as file:
        file.write(before.replace("<Record_Count>6<", f"<Record_Count>{PARTIES}<"))
        for at in range(PARTIES):
            one = entries[at % _SAMPLE_PARTIES]
            file.write(_NUMBER.sub(str(100_000 + at), one, count=1))
        file.write(after)
    return path


def _csv(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("SDN.CSV", "ADD.CSV", "ALT.CSV", "SDN_COMMENTS.CSV"):
            text = (OFAC / name).read_bytes().decode("ascii").rstrip("\x1a")
            rows = [row for row in text.split("\r\n") if row.startswith("90010")]
            copies = PARTIES // _SAMPLE_PARTIES
            rows = [row for row in rows if not row.startswith("900106")]
            lines = (
                _NUMBER.sub(lambda found, at=at: str(100_000 + at * 10 + int(found[1])), row, 1)
                for at in range(copies)
                for row in rows
            )
            archive.writestr(name, "".join(f"{line}\r\n" for line in lines) + "\x1a")
    return path


def _run(path: Path) -> dict[str, float]:
    command = [sys.executable, __file__, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def measure(path: Path) -> dict[str, float]:
    """Read the file; return seconds, and megabytes before and at the peak."""
    from exportdesk.core.progress import Silent
    from exportdesk.lists import open_list

    empty = _peak()
    begun, used = time.perf_counter(), time.process_time()
    listings = sum(1 for _ in open_list(path, source("sdn"), country_code, Silent()))
    seconds, cpu = time.perf_counter() - begun, time.process_time() - used
    return {"seconds": seconds, "cpu": cpu, "peak": _peak(), "empty": empty, "listings": listings}


def _peak() -> float:
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(Path(sys.argv[1]))))
    else:
        main()
