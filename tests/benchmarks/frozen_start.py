"""Measures how long the frozen program takes from its start to a window that answers.

    python -m tests.benchmarks.frozen_start [--runs N] [--program PATH] [--bar SECONDS]

By hand, after `python3 dev.py build folder`; needs Xvfb and xdotool. Two moments of each run, seen
from outside on a screen of its own: the Home page is drawn, and after a click on "Screen" that page
is. With --bar it ends with 1 when the median of the second is above it. What both pages look like
is learnt in a run before, which is given time: Home still fills while it is clicked away, so that
something changed says little. The screen's pixels are read where Xvfb keeps them: pictures taken of
it one after the other had a core and the screen at work all the time, and the program waited for
both.
"""

import argparse
import mmap
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DISPLAY = ":97"
PATIENCE = 30.0
SETTLED = 4.0  # seconds after which nothing comes any more, lists and all
ALIKE = 0.02  # the share of a page that may differ: how many days ago, how far the lists are
Looks = tuple[bytes, bytes]  # of Home and of Screen
SCREEN_IN_SIDEBAR = ("60", "137")  # below the mark of the demo


def main() -> int:
    """Run it several times; print each run and the medians."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--runs", type=int, default=7)
    ask.add_argument("--program", type=Path, default=ROOT / "dist" / "exportdesk" / "exportdeskw")
    ask.add_argument("--bar", type=float)
    args = ask.parse_args()
    with tempfile.TemporaryDirectory(prefix="exportdesk-start-") as home, screen(home) as pixels:
        workspace = Path(home) / "demo"
        console = args.program.with_name("exportdesk")
        line = [str(console), "demo", str(workspace), "--headless"]
        subprocess.run(line, env=environment(home), stdout=subprocess.DEVNULL, check=True)
        start = partial(once, args.program, workspace, home, pixels)
        looks = start(None)[1]
        if differs(*looks) < 5 * ALIKE:
            raise SystemExit("Home and Screen look alike")
        runs = [start(looks)[0] for _run in range(args.runs)]
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
def screen(folder: str) -> Iterator[mmap.mmap]:
    """Have a screen of 1400 x 900 for as long as this lasts; give its pixels, kept in `folder`."""
    command = ["Xvfb", DISPLAY, "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-fbdir", folder]
    # A screen begins anew once its last program leaves, and cuts off who comes in that moment.
    command.append("-noreset")
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            wait(lambda: is_up(server))
            with (Path(folder) / "Xvfb_screen0").open("rb") as kept:
                yield mmap.mmap(kept.fileno(), 0, access=mmap.ACCESS_READ)
        finally:
            server.terminate()


def is_up(server: "subprocess.Popen[bytes]") -> bool:
    """Say whether the screen can be seen."""
    if server.poll() is not None:
        raise SystemExit(f"Xvfb does not start on {DISPLAY}")
    looked = subprocess.run(["xwd", "-root", "-display", DISPLAY], capture_output=True, check=False)
    return looked.returncode == 0


def once(
    program: Path, workspace: Path, home: str, pixels: mmap.mmap, looks: Looks | None
) -> tuple[tuple[float, float, float], Looks]:
    """Start the program; return when it was drawn, when it answered, and what it took of a core.

    And what Home and Screen looked like then. Without `looks` to wait for, both are given time.
    """
    began = time.monotonic()
    command = [str(program), "--workspace", str(workspace)]
    with subprocess.Popen(command, env=environment(home), stderr=subprocess.DEVNULL) as work:
        try:
            first = shown(pixels, looks and looks[0], work)
            drawn = time.monotonic() - began
            # Not with --sync: that looks every half second only, and the click would wait for it.
            search = ("search", "--onlyvisible", "--class", "exportdesk")
            window = xdotool(*search).split()[-1]
            xdotool("mousemove", "--window", window, *SCREEN_IN_SIDEBAR, "click", "1")
            then = shown(pixels, looks and looks[1], work)
            answered = time.monotonic() - began
            fields = Path(f"/proc/{work.pid}/stat").read_text().rpartition(")")[2].split()
            ticks = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            # As a person ends it: after a sudden end, the next start would begin with a question.
            xdotool("windowfocus", "--sync", window, "key", "ctrl+q")
            work.wait(PATIENCE)
        finally:
            work.kill()
    return (drawn, answered, ticks), (first, then)


def shown(pixels: mmap.mmap, look: bytes | None, work: "subprocess.Popen[bytes]") -> bytes:
    """Wait until a page is on the screen that looks so; where none is given, until all is there."""
    if look is None:
        time.sleep(SETTLED)
    else:
        wait(lambda: differs(look, seen(pixels)) < ALIKE, work)
    return seen(pixels)


def seen(pixels: mmap.mmap) -> bytes:
    """Return a sample of the pixels on the screen, every so many of them."""
    return b"".join(pixels[at : at + 3] for at in range(4096, len(pixels) - 4, 4 * 37))


def differs(one: bytes, other: bytes) -> float:
    """Return which share of two samples is different."""
    pixels = range(0, len(one), 3)
    return sum(one[at : at + 3] != other[at : at + 3] for at in pixels) / len(pixels)


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
