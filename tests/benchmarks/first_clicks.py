"""How long the window answers nothing where a page is clicked as soon as the first one is there.

    python -m tests.benchmarks.first_clicks [--runs N] [--customers N] [--wait S] [--where]

By hand. The real window on a real workspace with its threads, offscreen; each page in a process of
its own, which clicks it `--wait` seconds after the first page was shown, when the code of pages is
not read yet. Told are the seconds until the window was usable, and of the turns of its loop from
then until the page rests the longest and the most that was computed in one: on a busy machine only
the second is the program's own. `--where` says what the longest did.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.benchmarks.screening_stalls import LIMIT, Stages, Watch, fill


def main() -> int:
    """Fill a workspace, click every page in fresh processes, and print the figures."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--runs", type=int, default=3)
    ask.add_argument("--customers", type=int, default=500)
    ask.add_argument("--wait", type=float, default=0.0)
    ask.add_argument("--pages", nargs="*")
    ask.add_argument("--where", action="store_true")
    ask.add_argument("--click")
    ask.add_argument("--folder", type=Path)
    args = ask.parse_args()
    if args.click:
        return fill(args.folder, args.customers) if args.click == "-" else click(args)
    from exportdesk.ui.pages import PAGES

    over = 0
    with tempfile.TemporaryDirectory(prefix="exportdesk-bench-") as temporary:
        folder = Path(temporary) / "ws"
        child("-", folder, args)
        for key in PAGES:
            child(key, folder, args)  # compiles the program's code, as installing does
        print(f"{'ms':16}{'usable':>8}{'wall':>8}{'computing':>12}{'worst':>8}")
        for key in args.pages or PAGES[1:]:
            runs = [child(key, folder, args) for _run in range(args.runs)]
            usable, wall, computed = (
                [1000 * run[at] for run in runs] for at in ("usable", "wall", "computed")
            )
            over += statistics.median(computed) > 1000 * LIMIT
            print(
                f"{key:16}{statistics.median(usable):8.0f}{statistics.median(wall):8.0f}"
                f"{statistics.median(computed):12.0f}{max(computed):8.0f}",
                flush=True,
            )
    return 1 if over else 0


def child(key: str, folder: Path, args: argparse.Namespace) -> dict[str, float]:
    """Click one page in a process of its own and return its figures."""
    environment = os.environ | {"BEGAN": str(time.time())}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(folder.parent / "compiled")
    line = [sys.executable, "-m", "tests.benchmarks.first_clicks", "--click", key]
    line += ["--folder", str(folder), "--wait", str(args.wait), "--customers", str(args.customers)]
    line += ["--where"] if args.where else []
    done = subprocess.run(line, env=environment, stdout=subprocess.PIPE, check=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def click(args: argparse.Namespace) -> int:
    """Open the program, click the page, and print the longest turns until it rests."""
    from PySide6.QtCore import QSettings

    from exportdesk.ui.app import Program, make_application
    from exportdesk.ui.pages import pages
    from exportdesk.wiring import Desk, open_desk
    from tests.benchmarks.review import Yes

    application = make_application(["exportdesk"])
    settings = QSettings(str(args.folder / "window.ini"), QSettings.Format.IniFormat)
    program = Program(application, args.folder, settings, Yes())
    opened: list[Desk] = []

    def make_desk(*, read_only: bool) -> Desk:
        opened.append(open_desk(args.folder, read_only=read_only))
        opened[0].lists.catch_up()
        return opened[0]

    program.open(make_desk, pages)
    window = program.window
    assert window is not None
    stages = Stages(window, opened[0], Watch() if args.where else None)
    stages.until("usable", lambda: window.page is not None)
    usable = time.time() - float(os.environ["BEGAN"])
    until = time.monotonic() + args.wait
    stages.until("waiting", lambda: time.monotonic() > until)
    stages.until(args.click, stages.there(args.click), lambda: window.go(args.click))
    until = time.monotonic() + 0.5
    stages.until(args.click, lambda: time.monotonic() > until)
    wall, computed = stages.stalls[args.click]
    window.close()
    program.close()
    print(json.dumps({"usable": usable, "wall": wall, "computed": computed}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
