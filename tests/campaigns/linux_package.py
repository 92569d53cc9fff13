"""Installs the .deb on a bare Debian, works with it as an ordinary user, removes and purges it.

    python3 dev.py build
    sudo python3 dev.py campaign linux_package [--suite trixie]

Needs root, mmdebstrap, Xvfb, xdotool, lintian, desktop-file-utils and appstream. The Debian is a
fresh one in a folder and namespaces of its own: no Python in it, and nothing of this machine's but
the screen. Then the portable archive on the same Debian, without the libraries it brings itself.
"""

import argparse
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from installer.about import APP_ID, DIST, VERSION
from installer.bundle import LENT_LIBRARIES

DISPLAY = ":96"
HOME = "/home/person"
WORKSPACE = f"{HOME}/.local/share/ExportDesk/workspace"
TOOLS = ("mmdebstrap", "Xvfb", "xdotool", "lintian", "desktop-file-validate", "appstreamcli")
PATIENCE = 120.0

_ENTER = """\
set -e
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
mount -t tmpfs tmpfs "$1/dev/shm"
cp /etc/resolv.conf "$1/etc/resolv.conf" 2>/dev/null || true
root=$1; shift
exec chroot "$root" "$@"
"""


@dataclass(frozen=True, slots=True)
class Debian:
    """A bare Debian in a folder."""

    root: Path

    def words(self, command: Sequence[str], person: bool, **variables: str) -> list[str]:
        """Return what runs a command in it, as root or as the ordinary user."""
        plain = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": HOME, "USER": "person"}
        admin = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}
        admin |= {"DEBIAN_FRONTEND": "noninteractive"}
        admin |= {name: text for name, text in os.environ.items() if name.endswith("_proxy")}
        told = (plain if person else admin) | {"LANG": "C.UTF-8"} | variables
        as_person = ["setpriv", "--reuid=1234", "--regid=1234", "--clear-groups"] if person else []
        inside = [*as_person, "env", "-i", *(f"{k}={v}" for k, v in told.items()), *command]
        enter = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", _ENTER, "sh"]
        return [*enter, str(self.root), *inside]

    def run(self, *command: str, person: bool = False) -> str:
        """Run a command in it to its end; return what it wrote. Raises AssertionError."""
        done = subprocess.run(
            self.words(command, person), capture_output=True, text=True, check=False, cwd="/"
        )
        assert done.returncode == 0, (
            f"{shlex.join(command)}: {done.stdout[-800:]}{done.stderr[-800:]}"
        )
        return done.stdout

    def start(self, command: Sequence[str]) -> "subprocess.Popen[bytes]":
        """Start a command in it as the ordinary user, with the screen."""
        words = self.words(command, True, DISPLAY=DISPLAY)
        with self.file("/said.txt").open("w") as said:
            return subprocess.Popen(words, cwd="/", stderr=said)

    def last_words(self) -> str:
        """Return what the program that died wrote, and where it was when it died."""
        places = (self.file("/said.txt"), self.file(f"{WORKSPACE}/logs/fault.txt"))
        return "\n".join(place.read_text("utf-8", "replace") for place in places if place.exists())

    def file(self, name: str) -> Path:
        """Return the place of a file of it on this machine."""
        return self.root / name.lstrip("/")


def campaign(suite: str, package: Path, archive: Path, place: Path) -> None:
    """Go through a program's life on a bare Debian. Raises AssertionError where it differs."""
    judge(package, place)
    root = place / "root"
    command = ["mmdebstrap", "--quiet", "--variant=minbase", suite, str(root)]
    if suite.endswith(".tar"):  # one that mmdebstrap made before
        root.mkdir()
        command = ["tar", "--extract", "--file", suite, "--directory", str(root)]
    subprocess.run(command, check=True, cwd="/")
    debian = Debian(root)
    debian.run("useradd", "--create-home", "--uid", "1234", "person")
    shutil.copy(package, root / "exportdesk.deb")
    with screen():
        installs(debian)
        works(debian)
        goes(debian)
        comes_back(debian)
        runs_portable(debian, archive)


def judge(package: Path, place: Path) -> None:
    """Let Debian's own tools look at the package."""
    tree = place / "tree"
    subprocess.run(["dpkg-deb", "-x", str(package), str(tree)], check=True)
    entry = tree / "usr/share/applications/exportdesk.desktop"
    told = tool("desktop-file-validate", str(entry))
    check("desktop-file-validate has nothing to say", told == "")
    told = tool("appstreamcli", "validate", "--no-net", "--strict", metainfo(tree))
    check("appstreamcli validates", "successful" in told)
    told = tool("appstreamcli", "validate-tree", "--no-net", str(tree))
    check("and the whole tree", "successful" in told)
    told = tool("lintian", "--allow-root", "--fail-on", "error,warning", str(package))
    check("lintian has nothing to say", not told.strip())


def installs(debian: Debian) -> None:
    """Install it with what it depends on."""
    debian.run("apt-get", "update")
    began = time.monotonic()
    debian.run("apt-get", "install", "--yes", "--no-install-recommends", "/exportdesk.deb")
    print(f"        installed in {time.monotonic() - began:.0f} s")
    check(
        "there is no Python on the path",
        shutil.which("python3", path=str(debian.file("/usr/bin"))) is None,
    )
    for name in ("exportdesk", "exportdeskw"):
        check(
            f"{name} has a manual page", debian.file(f"/usr/share/man/man1/{name}.1.gz").is_file()
        )
    told = debian.run("exportdesk", "--version", person=True)
    check("it tells its version", VERSION in told)


def works(debian: Debian) -> None:
    """Open the window as the menu does, test it, and do some work."""
    lines = (
        debian.file("/usr/share/applications/exportdesk.desktop").read_text("utf-8").splitlines()
    )
    (line,) = [line.removeprefix("Exec=") for line in lines if line.startswith("Exec=")]
    opens_and_closes(debian, shlex.split(line))
    check(
        "the workspace is the user's",
        debian.file(f"{WORKSPACE}/workspace.db").stat().st_uid == 1234,
    )
    debian.run("exportdesk", "self-test", "--report", f"{HOME}/report.json", person=True)
    report = json.loads(debian.file(f"{HOME}/report.json").read_text("utf-8"))
    check("it passes its self-test", report["passed"] and report["frozen"])
    for part in report["checks"]:
        print(f"          {part['name']}: {part['detail']} ({part['seconds']} s)")
    debian.run("exportdesk", "demo", f"{HOME}/demo", "--headless", person=True)


def goes(debian: Debian) -> None:
    """Remove it: the user's files stay as they are."""
    before = hashes(debian)
    debian.run("apt-get", "remove", "--yes", "exportdesk")
    check("it is removed", left(debian) == [])
    check("and the user's files are as they were", hashes(debian) == before)


def comes_back(debian: Debian) -> None:
    """Install it again: the work is still there. Then purge it, and it still is."""
    debian.run("apt-get", "install", "--yes", "--no-install-recommends", "/exportdesk.deb")
    told = debian.run("exportdesk", "--workspace", f"{HOME}/demo", "records", "verify", person=True)
    check("the records of before verify", "events" in told)
    before = hashes(debian)
    debian.run("apt-get", "purge", "--yes", "exportdesk")
    check("it is purged, and nothing is left outside the home", left(debian) == [])
    check("and the user's files are as they were", hashes(debian) == before)


def left(debian: Debian) -> list[str]:
    """Return the names of what there is of the program outside the home."""
    names = (path.relative_to(debian.root).as_posix() for path in debian.root.rglob("*exportdesk*"))
    own = (HOME.strip("/"), "exportdesk.deb", "proc/", "dev/")
    return [name for name in names if not name.startswith(own)]


def runs_portable(debian: Debian, archive: Path) -> None:
    """Unpack the archive and work with it, on a system without the libraries it brings."""
    debian.run("dpkg", "--purge", "--force-depends", *sorted(set(LENT_LIBRARIES.values())))
    home = debian.file(HOME)
    shutil.unpack_archive(archive, home, filter="tar")
    (folder,) = home.glob("ExportDesk-*")
    subprocess.run(["chown", "-R", "1234:1234", str(folder)], check=True)
    inside = f"{HOME}/{folder.name}"
    check("it says how to start it", (folder / "README.txt").is_file())
    debian.run(f"{inside}/exportdesk", "self-test", person=True)
    check("the portable one passes its self-test", True)
    library = folder / "_internal" / "PySide6" / "Qt" / "lib" / "libQt6Svg.so.6"
    before = library.read_bytes()
    note = folder / "README.txt"
    words = ["objcopy", "--add-section", f".changed={note}", str(library)]
    subprocess.run(words, check=True)
    check("a library of Qt is replaced", library.read_bytes() != before)
    debian.run(f"{inside}/exportdesk", "self-test", person=True)
    check("and the program works with the other one", True)
    opens_and_closes(debian, [f"{inside}/exportdeskw"])


def opens_and_closes(debian: Debian, command: Sequence[str]) -> None:
    """Open the window, see that something is drawn, and close it as a person does."""
    work = debian.start(command)
    try:
        wait(debian, lambda: window() != "", work)
        wait(debian, lambda: colors() > 40, work)
        check(f"{Path(command[0]).name} opens its window", True)
        time.sleep(2.0)  # a person looks before they leave
        command = ["xdotool", "windowfocus", "--sync", window(), "key", "ctrl+q"]
        subprocess.run(command, env=seeing(), check=True)
        check("and Ctrl+Q closes it", work.wait(PATIENCE) == 0)
    finally:
        work.kill()
        work.wait()


def window() -> str:
    """Return the number of the program's window, empty where there is none."""
    command = ["xdotool", "search", "--onlyvisible", "--class", "exportdesk"]
    done = subprocess.run(command, env=seeing(), capture_output=True, text=True, check=False)
    return (done.stdout.split() or [""])[-1]


def colors() -> int:
    """Return how many colors a sample of the screen has."""
    command = ["xwd", "-silent", "-root"]
    pixels = subprocess.run(command, env=seeing(), capture_output=True, check=True).stdout[4096:]
    return len({pixels[at : at + 3] for at in range(0, len(pixels), 4 * 37)})


def seeing() -> dict[str, str]:
    """Return an environment with the screen."""
    return dict(os.environ) | {"DISPLAY": DISPLAY}


@contextmanager
def screen() -> Iterator[None]:
    """Have a screen that any user of this machine may draw on."""
    command = ["Xvfb", DISPLAY, "-screen", "0", "1400x900x24", "-ac", "-nolisten", "tcp"]
    # A screen begins anew once its last program leaves, and cuts off who comes in that moment.
    command.append("-noreset")
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            time.sleep(1.0)
            yield
        finally:
            server.terminate()


def hashes(debian: Debian) -> dict[str, str]:
    """Return the hash of each of the user's files."""
    home = debian.file(HOME)
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def metainfo(tree: Path) -> str:
    """Return the file that software centers read."""
    return str(tree / f"usr/share/metainfo/{APP_ID}.metainfo.xml")


def tool(*words: str) -> str:
    """Run a tool that judges; return what it says. Raises AssertionError when it refuses."""
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words[0]}: {done.stdout}{done.stderr}"
    return done.stdout


def wait(debian: Debian, there: Callable[[], bool], work: "subprocess.Popen[bytes]") -> None:
    """Wait until something is so. Raises AssertionError where it does not come to that."""
    until = time.monotonic() + PATIENCE
    while not there():
        assert work.poll() is None, (
            f"the program ended with {work.returncode}: {debian.last_words()}"
        )
        assert time.monotonic() < until, "no window"
        time.sleep(0.1)


def check(words: str, passed: bool) -> None:
    """Say what was looked at; stop where it is not so."""
    print(f"{'ok    ' if passed else 'FAILED'}  {words}", flush=True)
    assert passed, words


def main() -> int:
    """Run it; say why not where it cannot be."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--suite", default="bookworm", help="of Debian, or a .tar of mmdebstrap's")
    args = ask.parse_args()
    missing = [name for name in TOOLS if shutil.which(name) is None]
    if missing or sys.platform != "linux" or os.geteuid() != 0:
        print(f"skipped: needs Linux, root and {', '.join(missing or TOOLS)}")
        return 0
    (package,), (archive,) = DIST.glob("*.deb"), DIST.glob("*.tar.xz")
    with tempfile.TemporaryDirectory(prefix="exportdesk-debian-") as place:
        Path(place).chmod(0o755)
        campaign(args.suite, package, archive, Path(place))
    print("All of it went well.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
