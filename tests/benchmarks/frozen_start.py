"""Measures how long the frozen program takes from its start to a window that answers.

    python -m tests.benchmarks.frozen_start [--runs N] [--program PATH] [--bar SECONDS]

By hand, after `python3 dev.py build folder`; needs Xvfb and xdotool. Two moments of each run, seen
from outside on a screen of its own: the Home page is drawn, and a click on "Screen" has changed the
page. With --bar it ends with 1 when the median of the second is above it.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DISPLAY = ":97"
PATIENCE = 30.0
SCREEN_IN_SIDEBAR = ("60", "137")  # below the mark of the demo


def main() -> int:
    """Run it several times; print each run and the medians."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--runs", type=int, default=7)
    ask.add_argument("--program", type=Path, default=ROOT / "dist" / "exportdesk" / "exportdeskw")
    ask.add_argument("--bar", type=float)
    args = ask.parse_args()
    with screen(), tempfile.TemporaryDirectory(prefix="exportdesk-start-") as home:
        workspace = Path(home) / "demo"
        console = args.program.with_name("exportdesk")
        line = [str(console), "demo", str(workspace), "--headless"]
        subprocess.run(line, env=environment(home), stdout=subprocess.DEVNULL, check=True)
        runs = [once(args.program, workspace, home) for _run in range(args.runs)]
    for drawn, answered, processor in runs:
        print(f"drawn {drawn:.2f} s   answers {answered:.2f} s   processor {processor:.2f} s")
    medians = [statistics.median(run[part] for run in runs) for part in range(3)]
    print("median: drawn {:.2f} s, answers {:.2f} s, processor {:.2f} s".format(*medians))
    return int(args.bar is not None and medians[1] > args.bar)


def environment(home: str) -> dict[str, str]:
    """Return an environment with a home of its own, on the screen of its own."""
    kept = {name: os.environ[name] for name in ("LANG", "PATH") if name in os.environ}
    return kept | {"HOME": home, "DISPLAY": DISPLAY, "QT_QPA_PLATFORM": "xcb"}


@contextmanager
def screen() -> Iterator[None]:
    """Have a screen of 1400 x 900 for as long as this lasts."""
    command = ["Xvfb", DISPLAY, "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    # A screen begins anew once its last program leaves, and cuts off who comes in that moment.
    command.append("-noreset")
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            wait(lambda: is_up(server))
            yield
        finally:
            server.terminate()


def is_up(server: "subprocess.Popen[bytes]") -> bool:
    """Say whether the screen can be seen."""
    if server.poll() is not None:
        raise SystemExit(f"Xvfb does not start on {DISPLAY}")
    looked = subprocess.run(["xwd", "-root", "-display", DISPLAY], capture_output=True, check=False)
    return looked.returncode == 0


def once(program: Path, workspace: Path, home: str) -> tuple[float, float, float]:
    """Start the program; return when it was drawn, when it answered, and what it took of a core."""
    began = time.monotonic()
    command = [str(program), "--workspace", str(workspace)]
    with subprocess.Popen(command, env=environment(home), stderr=subprocess.DEVNULL) as work:
        # Whoever clicks has seen the window come: looking for it is no part of what it takes.
        search = ["xdotool", "search", "--sync", "--onlyvisible", "--class", "exportdesk"]
        finder = subprocess.Popen(search, env=environment("/"), stdout=subprocess.PIPE, text=True)
        try:
            wait(lambda: colors(seen()) > 40, work)
            drawn = time.monotonic() - began
            window = finder.communicate()[0].split()[-1]
            before = seen()
            xdotool("mousemove", "--window", window, *SCREEN_IN_SIDEBAR, "click", "1")
            wait(lambda: changed(before, seen()) > 0.03, work)
            answered = time.monotonic() - began
            fields = Path(f"/proc/{work.pid}/stat").read_text().rpartition(")")[2].split()
            ticks = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            # As a person ends it: after a sudden end, the next start would begin with a question.
            xdotool("windowfocus", "--sync", window, "key", "ctrl+q")
            work.wait(PATIENCE)
        finally:
            work.kill()
            finder.kill()
    return drawn, answered, ticks


def seen() -> bytes:
    """Return the pixels of the screen."""
    command = ["xwd", "-silent", "-root", "-display", DISPLAY]
    return subprocess.run(command, capture_output=True, check=True).stdout[-1400 * 900 * 4 :]


def colors(pixels: bytes) -> int:
    """Return how many colors a sample of the pixels has: a page with text has many."""
    return len({pixels[at : at + 3] for at in range(0, len(pixels), 4 * 37)})


def changed(before: bytes, after: bytes) -> float:
    """Return which share of a sample of the pixels is different."""
    sample = range(0, len(before), 4 * 101)
    return sum(before[at : at + 3] != after[at : at + 3] for at in sample) / len(sample)


def xdotool(*words: str) -> str:
    """Do something as a person with a mouse would."""
    command = ["xdotool", *words]
    told = subprocess.run(command, env=environment("/"), capture_output=True, text=True, check=True)
    return told.stdout


def wait(there: Callable[[], bool], work: "subprocess.Popen[bytes] | None" = None) -> None:
    """Wait until something is so. Raises where it takes too long, or the program ended."""
    until = time.monotonic() + PATIENCE
    while not there():
        if time.monotonic() > until or (work is not None and work.poll() is not None):
            raise SystemExit("it did not come so far")
        time.sleep(0.01)


if __name__ == "__main__":
    sys.exit(main())
