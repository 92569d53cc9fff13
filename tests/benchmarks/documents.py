"""How long papers take and how large they are: `python -m tests.benchmarks.documents`."""

import resource
import subprocess
import sys
import time
from collections.abc import Callable

from exportdesk.core import resources
from tests.documents import samples

START = "import time; t = time.perf_counter(); import exportdesk.documents.screening_record; print(time.perf_counter() - t)"  # noqa: E501 - one line of a program


def main() -> None:
    """Print the figures."""
    loading = subprocess.run(
        [sys.executable, "-c", START], capture_output=True, text=True, check=True
    )
    print(f"loading the module, first time in a process   {float(loading.stdout):8.3f} s")
    from exportdesk.documents.screening_record import screening_record

    def record(screening: samples.Screening) -> bytes:
        return screening_record(
            screening,
            samples.NORTHFIELD,
            meaning_of=samples.meaning_of,
            country_name=samples.country_name,
            list_title=samples.list_title,
        )

    told("typical (3 parties, 3 matches), first", lambda: record(samples.typical()))
    told("typical, again", lambda: record(samples.typical()))
    told("30 names in 20 scripts", lambda: record(samples.hard()))
    told("10 parties x 10 matches", lambda: record(samples.large(10, 10)))
    told("50 parties x 50 matches", lambda: record(samples.large(50, 50)))
    fonts = sum(file.stat().st_size for file in resources.path("fonts").glob("*.ttf"))
    print(f"fonts {fonts / 1e6:.1f} MB")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process {peak:.0f} MB")


def told(name: str, make: Callable[[], bytes]) -> None:
    """Make a paper and print what it took."""
    started = time.perf_counter()
    data = make()
    taken = time.perf_counter() - started
    pages = data.count(b"/Type /Page\n")
    print(f"{name:45s} {taken:8.3f} s  {len(data) / 1024:8.0f} KB  {pages:5d} pages")


if __name__ == "__main__":
    main()
