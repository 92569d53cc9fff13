"""How long a list takes to come in, and what it costs: `python tests/benchmarks/import_lists.py`.

Each run is a process of its own; the figures are medians. Needs the real lists (see `tests.real`).
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from tests.real import shared  # noqa: E402 - the checkout is not installed for everybody

RUNS = 3
FILES = (
    "consolidated.rebuilt-2026-07-31.json.gz",
    "consolidated.rebuilt-2026-07-31.csv.gz",
    "consolidated.2022-05-16.csv.gz",
)


def main() -> None:
    """Measure every file and print a table."""
    print("seconds in one process: read, keep, index, all; then by the worker, with its start")
    print(f"{'file':42}{'read':>7}{'+keep':>7}{'+index':>8}{'all':>7}{'worker':>8}{'peak MB':>9}")
    for name in FILES:
        path = shared() / "lists" / "us-csl" / name
        if not path.exists():
            print(f"{name:42}not here")
            continue
        runs = [_run(path) for _ in range(RUNS)]
        told = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        print(
            f"{name:42}{told['read']:7.2f}{told['keep']:7.2f}{told['index']:8.2f}"
            f"{told['all']:7.2f}{told['worker']:8.2f}{told['peak']:9.0f}"
            f"  {told['listings']:,.0f} listings"
        )


def _run(path: Path) -> dict[str, float]:
    command = [sys.executable, __file__, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def measure(path: Path) -> dict[str, float]:
    """Import the file into empty desks; return seconds, and megabytes of the worker."""
    import resource

    from exportdesk.core.clock import SystemClock
    from exportdesk.core.progress import Silent
    from exportdesk.lists import load_catalogue, open_list
    from exportdesk.operations.import_list import ImportRequest, import_edition
    from exportdesk.operations.list_index import build_index
    from exportdesk.rulebook import load_rulebook
    from exportdesk.storage.lists_db import ListsDb
    from exportdesk.worker import ListWorker

    source = load_catalogue().source("us-csl")
    country_code = load_rulebook().countries.country_code
    begun = time.perf_counter()
    listings = sum(1 for _ in open_list(path, source, country_code, Silent()))
    read = time.perf_counter() - begun
    indexing: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        db = ListsDb.open(Path(folder) / "lists.db")

        def index() -> None:
            started = time.perf_counter()
            build_index(db, Path(folder) / "index", Silent())
            indexing.append(time.perf_counter() - started)

        begun = time.perf_counter()
        import_edition(
            db,
            ImportRequest(path, source.key),
            Silent(),
            SystemClock("UTC"),
            source=source,
            country_code=country_code,
            before_keeping=index,
        )
        whole = time.perf_counter() - begun
        db.close()
        begun = time.perf_counter()
        worker = ListWorker(Path(folder) / "own" / "lists.db", Path(folder) / "own-index", "UTC")
        worker.import_file(ImportRequest(path, source.key), Silent())
        by_worker = time.perf_counter() - begun
        worker.close()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (
        2**20 if sys.platform == "darwin" else 2**10
    )
    return {
        "read": read,
        "keep": whole - read - indexing[0],
        "index": indexing[0],
        "all": whole,
        "worker": by_worker,
        "peak": peak,
        "listings": listings,
    }


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(Path(sys.argv[1]))))
    else:
        main()
