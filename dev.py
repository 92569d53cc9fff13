#!/usr/bin/env python3
"""Sets up ExportDesk from a checkout, and opens, checks and builds it. Standard library only."""

import sys

OLDEST, NEWEST = (3, 11), (3, 14)

# The first thing said on a Python too old to read the rest; so no syntax newer than 3.6 below.
if not OLDEST <= sys.version_info[:2] <= NEWEST:
    sys.exit(
        "ExportDesk needs Python 3.11 to 3.14, and this is Python {}.{}. "
        "Install one of those and run it with, for instance: python3.13 dev.py run".format(
            *sys.version_info[:2]
        )
    )

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "setup.stamp"
STARTED = VENV / "setup.started"
LOG = VENV / "setup.log"
GATE = ROOT / ".setup.lock"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

HELP = """\
Usage: python3 dev.py COMMAND

  run [ARGS]       set up what is missing, then open ExportDesk (ARGS go to the program)
  test [ARGS]      set up, then check formatting, lint, types, import rules and tests
                   (with ARGS: only pytest, and ARGS go to it, as in  test -k screening)
  setup            only set up: .venv with the locked packages, and Qt's system libraries
  system           install only the system libraries (Debian and Ubuntu, as root)
  build [PART ...] freeze the program, let it test itself, and make this system's packages of it in
                   dist/ (parts: folder bill archive deb windows dmg; all that fit unless told)
  pictures         draw every page again for the guide
  campaign NAME    run tests/campaigns/NAME.py, a long check by name
  coverage         run the tests with the coverage gates
  notices          write THIRD_PARTY_NOTICES.md again
  messages         bring the catalogues of the interface's languages up to date
  lock [ARGS]      write requirements.lock and installer/tools.lock again (ARGS go to uv)
"""

COVERED = {
    "core": "exportdesk/core/*",
    "rulebook": "exportdesk/rulebook/*",
    "screening": "exportdesk/screening/*",
    "diligence": "exportdesk/diligence/*",
    "lists": "exportdesk/lists/*",
    "tables": "exportdesk/tables/*",
    "the migrations": "exportdesk/storage/*migrations*",
}
BRANCHES_COVERED = 95

# What Qt's libraries and plugins load that wheels do not carry, and the Debian package of each.
# The first table is needed by any Qt program, shown or not; the second by a window and a printer.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libstdc++.so.6": "libstdc++6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
}
WINDOW_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libcups.so.2": "libcups2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class Stop(Exception):
    """Ends the command with one clear line."""


def main(arguments: Sequence[str]) -> int:
    """Do the command named first in `arguments`; return the exit code."""
    commands: dict[str, Callable[[Sequence[str]], int]] = {
        "run": run,
        "test": test,
        "setup": setup,
        "system": system,
        "build": build,
        "pictures": pictures,
        "campaign": campaign,
        "coverage": coverage,
        "notices": notices,
        "messages": messages,
        "lock": lock,
    }
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(HELP, end="")
        return 0
    name, *rest = arguments
    if name not in commands:
        print(f"There is no command {name!r}; python3 dev.py shows them.", file=sys.stderr)
        return 2
    try:
        return commands[name](rest)
    except Stop as stop:
        print(f"dev.py {name}: {stop}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        print(f"\ndev.py {name}: stopped by you", file=sys.stderr)
        return 130


# The commands


def setup(arguments: Sequence[str]) -> int:
    """Bring the environment up to date, and say so."""
    refuse(arguments)
    if prepare():
        say("Ready. Open the program with: python3 dev.py run")
    else:
        say("Everything is set up already.")
    return 0


def system(arguments: Sequence[str]) -> int:
    """Install the system packages alone, so that all else can be done without being root."""
    refuse(arguments)
    install_system_packages(missing_packages())
    say("The system packages are there.")
    return 0


def run(arguments: Sequence[str]) -> int:
    """Open the program; without a display, do the headless demo instead."""
    prepare()
    asked = list(arguments)
    if not has_display() and (not asked or asked[0] == "demo") and "--headless" not in asked:
        say("There is no display here, so this is the headless demo instead of the window.")
        asked = [*(asked or ["demo"]), "--headless"]
    return hand_over([str(PYTHON), "-m", "exportdesk", *asked])


def test(arguments: Sequence[str]) -> int:
    """Check everything a change must pass; with `arguments`, run pytest alone with them."""
    began = time.monotonic()
    prepare()
    if arguments:
        return call(["-m", "pytest", *arguments], offscreen=True)
    with tests_read():
        step("Formatting", ["-m", "ruff", "format", "--check", "."])
        step("Lint", ["-m", "ruff", "check", "."])
        step("Types", ["-m", "mypy"])
    step("Tests, import rules among them", ["-m", "pytest", *spread()], offscreen=True)
    say(f"All checks passed in {time.monotonic() - began:.0f} s.")
    return 0


def coverage(arguments: Sequence[str]) -> int:
    """Run the tests and hold the packages that decide things to their share of branches."""
    refuse(arguments)
    prepare()
    os.environ["EXPORTDESK_LONG_SAMPLES"] = "1"  # a small sample comes to fewer branches
    step(
        "Tests with coverage",
        ["-m", "pytest", *spread(), "--cov=exportdesk", "--cov-branch", "--cov-report="],
        offscreen=True,
    )
    failed = []
    for part, files in COVERED.items():
        say(f"Branches covered in {part}:")
        report = ["-m", "coverage", "report", f"--include={files}", "--show-missing"]
        if call([*report, f"--fail-under={BRANCHES_COVERED}"]):
            failed.append(part)
    if failed:
        raise Stop(f"fewer than {BRANCHES_COVERED} % of branches covered in {', '.join(failed)}")
    return 0


def build(arguments: Sequence[str]) -> int:
    """Make what is given to people: the frozen folder and this system's packages."""
    prepare()
    return call(["-m", "installer.build", *arguments])


def notices(arguments: Sequence[str]) -> int:
    """Write the notices of the packages the program carries."""
    refuse(arguments)
    prepare()
    return call(["-m", "installer.notices"])


def messages(arguments: Sequence[str]) -> int:
    """Bring the catalogues of the interface's languages up to date."""
    refuse(arguments)
    prepare()
    return call(["-m", "installer.messages"])


def pictures(arguments: Sequence[str]) -> int:
    """Draw every page again, offscreen."""
    prepare()
    if not (ROOT / "tests" / "pictures.py").is_file():
        raise Stop("tests/pictures.py is not in this checkout")
    return call(["-m", "tests.pictures", *arguments], offscreen=True)


def campaign(arguments: Sequence[str]) -> int:
    """Run one of the long checks that are not part of `test`."""
    found = sorted(path.stem for path in (ROOT / "tests" / "campaigns").glob("[a-z]*.py"))
    if not arguments or arguments[0] not in found:
        raise Stop("name one of these campaigns: " + (", ".join(found) or "(there is none yet)"))
    prepare()
    return call(["-m", f"tests.campaigns.{arguments[0]}", *arguments[1:]], offscreen=True)


def lock(arguments: Sequence[str]) -> int:
    """Write the lock again: every system, every Python from the oldest on, every hash."""
    prepare()
    options = "--universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links"
    oldest = ".".join(map(str, OLDEST))
    command = ["-m", "uv", "pip", "compile", "--quiet", *options.split()]
    command += ["--python-version", oldest, *arguments, "--output-file"]
    return call([*command, LOCK.name, "--extra", "dev", "pyproject.toml"]) or call(
        [*command, "installer/tools.lock", "installer/tools.in"]
    )


# Setting up


def prepare() -> bool:
    """Bring the environment up to date; return whether anything was done."""
    if is_ready() and not missing_packages():
        return False
    with one_at_a_time() as gate:
        install_system_packages(missing_packages())
        if is_ready():
            return True
        began = time.monotonic()
        make_environment()
        STARTED.touch()
        STAMP.unlink(missing_ok=True)
        LOG.unlink(missing_ok=True)
        packages = sum("==" in line for line in LOCK.read_text("utf-8").splitlines())
        say(f"Installing {packages} locked packages; the first time this downloads some 400 MB ...")
        try:
            # The lock is whole: nothing is left to resolve. pip before 23.3 forgets a pin when
            # another package asks for it with an extra, and refuses once a newer one is out.
            pip("--no-deps", "--require-hashes", "-r", str(LOCK), gate=gate)
            pip("--no-deps", "--no-build-isolation", "-e", str(ROOT), gate=gate)
            try_qt()
            STAMP.write_text(fingerprint(), "utf-8")
        except Stop:
            # Nothing was cut off: the next call goes on in this environment.
            STARTED.unlink()
            raise
        STARTED.unlink()
        say(f"Set up in {time.monotonic() - began:.0f} s.")
    return True


def is_ready() -> bool:
    """Say whether the environment stands as this checkout and this Python want it."""
    try:
        return PYTHON.exists() and STAMP.read_text("utf-8") == fingerprint()
    except OSError:
        return False


def fingerprint() -> str:
    """Return what the environment depends on: the lock, the project file, Python, the place."""
    told = hashlib.sha256()
    for path in (LOCK, ROOT / "pyproject.toml"):
        told.update(path.read_bytes())
    return f"{told.hexdigest()} {this_python()} {ROOT}\n"


def this_python() -> str:
    """Return this Python's version as an environment is made for it: `3.11`."""
    return "{}.{}".format(*sys.version_info)


def make_environment() -> None:
    """Make `.venv`, or make it again where it is broken, half made, or for another Python."""
    told = environment_told()
    version = ".".join(told.get("version", "").split(".")[:2])
    if told and version != this_python():
        say(f"The environment was made for Python {version}; making it again.")
    elif STARTED.exists():
        say("The last setup was interrupted; making the environment again.")
    elif PYTHON.exists() and Path(told.get("home", "")).is_dir():
        return
    else:
        say(f"Making the environment .venv with Python {this_python()} ...")
    try:
        if VENV.exists():
            shutil.rmtree(VENV)
        VENV.mkdir()
        STARTED.touch()
    except OSError as error:
        raise Stop(f"{error.filename or VENV}: {error.strerror}") from error
    # The interpreter below any environment this one runs in, so that it can be replaced.
    base = getattr(sys, "_base_executable", "") or sys.executable
    command = [base, "-m", "venv", str(VENV)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        raise Stop(f"the environment .venv could not be made: {last_line(made)}")


def environment_told() -> Mapping[str, str]:
    """Return what `.venv/pyvenv.cfg` says of the environment; nothing where there is none."""
    try:
        lines = (VENV / "pyvenv.cfg").read_text("utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.partition("=") for line in lines)
    return {key.strip(): value.strip() for key, _, value in pairs}


def pip(*arguments: str, gate: int) -> None:
    """Install with pip, telling the packages as they come; the whole of it is in the log."""
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--no-input",
        "--progress-bar=off",
        "--retries=2",
        *arguments,
    ]
    said: list[str] = []
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment() | {"PIP_USER": "0", "PIP_ROOT_USER_ACTION": "ignore"},
        # pip holds the gate too: were this process killed, the next setup waits for the end of pip.
        pass_fds=() if WINDOWS else (gate,),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    with process, LOG.open("a", encoding="utf-8") as log:
        for line in process.stdout or ():
            log.write(line)
            said.append(line.strip())
            if said[-1].startswith("Downloading ") and said[-1].endswith(" MB)"):
                say("  " + said[-1])
        code = process.wait()
    if code:
        raise Stop(f"{why_pip_failed(said)} (all of it: {LOG.relative_to(ROOT)})")


NETWORK_WORDS = (
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "NameResolutionError",
    "getaddrinfo failed",
    "Connection refused",
    "Network is unreachable",
    "ConnectTimeoutError",
    "Read timed out",
)


def why_pip_failed(said: Sequence[str]) -> str:
    """Return the one sentence that tells why pip failed."""
    everything = "\n".join(said)
    if "DO NOT MATCH THE HASHES" in everything:
        return "a package is not the one that was locked (its hash differs); nothing of it was used"
    if "No space left on device" in everything:
        return "the disk is full; about 2 GB are needed"
    if any(word in everything for word in NETWORK_WORDS):
        return "the packages could not be downloaded; is this machine connected to the network?"
    errors = [line for line in said if line.startswith("ERROR:")]
    return f"pip could not install the packages: {(errors or said or ['no reason given'])[-1]}"


def try_qt() -> None:
    """Load Qt once for real, as the program will."""
    tried = subprocess.run(
        [str(PYTHON), "-c", "import PySide6.QtWidgets, PySide6.QtPdf, PySide6.QtPrintSupport"],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if tried.returncode:
        raise Stop(f"Qt cannot be loaded: {last_line(tried)}")


# System packages, on Linux


def missing_packages() -> list[str]:
    """Return the Debian packages to install; on other systems stop where something is lacking."""
    return missing_libraries() + missing_venv()


def missing_venv() -> list[str]:
    """Return the package of what makes environments, which Debian takes out of Python."""
    if PYTHON.exists() or importlib.util.find_spec("ensurepip") is not None:
        return []
    if not is_debian():
        raise Stop(f"Python {this_python()} here lacks its modules venv and ensurepip")
    return [f"python{this_python()}-venv"]


def missing_libraries() -> list[str]:
    """Return the Debian packages to install for Qt; on other Linux systems tell the files."""
    if not sys.platform.startswith("linux"):
        return []
    below = [name for name in QT_LIBRARIES if not loads(name)]
    window = [name for name in WINDOW_LIBRARIES if not loads(name)]
    if is_debian():
        packages = QT_LIBRARIES | WINDOW_LIBRARIES
        return sorted({packages[name] for name in below + window})
    if below:
        raise Stop("Qt needs these libraries; install them first: " + ", ".join(below + window))
    if window and has_display():
        say("Qt may not open a window without these libraries: " + ", ".join(window))
    return []


def loads(library: str) -> bool:
    """Say whether the system's loader finds `library`."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def is_debian() -> bool:
    """Say whether this is Debian, Ubuntu, or another system with apt-get."""
    return shutil.which("apt-get") is not None


def install_system_packages(packages: Sequence[str]) -> None:
    """Install Debian packages when root; otherwise stop with the exact command."""
    if not packages:
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        raise Stop("system packages are missing. Run this, then again: sudo " + shlex.join(command))
    say("Installing the system packages that are missing: " + " ".join(packages) + " ...")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    # Without the lists of a bare machine nothing is found, and with old ones what is found is gone.
    subprocess.run(["apt-get", "update"], env=quiet, capture_output=True, check=False)
    done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(f"{shlex.join(command)} failed: {last_line(done)}")
    importlib.invalidate_caches()


def has_display() -> bool:
    """Say whether a window can be shown here, or the person has chosen Qt's platform."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


# Small tools


@contextlib.contextmanager
def one_at_a_time() -> Iterator[int]:
    """Hold the gate that lets one setup work in this checkout at a time; give its descriptor."""
    try:
        gate = GATE.open("a+b")
    except OSError as error:
        raise Stop(f"this folder cannot be written: {error.strerror} ({GATE})") from error
    with gate:
        if not take(gate.fileno()):
            say("Another setup is at work in this checkout; waiting for it ...")
            while not take(gate.fileno()):
                time.sleep(0.2)
        # The system lets go of it when the file closes, also when this process is killed.
        yield gate.fileno()


def take(descriptor: int) -> bool:
    """Take the lock on an open file if it is free; say whether it was."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def step(title: str, arguments: Sequence[str], *, offscreen: bool = False) -> None:
    """Run one check, saying what it is and how long it took; stop at the first that fails."""
    say(f"{title} ...")
    began = time.monotonic()
    code = call(arguments, offscreen=offscreen)
    if code:
        shown = shlex.join(["python", *arguments])
        raise Stop(f"failed: {title.lower()} ({shown} ended with {code})")
    say(f"{title}: passed in {time.monotonic() - began:.1f} s.")


def call(arguments: Sequence[str], *, offscreen: bool = False) -> int:
    """Run the environment's Python in the checkout; return its exit code."""
    extra = {"QT_QPA_PLATFORM": "offscreen"} if offscreen else {}
    return subprocess.run(
        [str(PYTHON), *arguments], cwd=ROOT, env=environment() | extra, check=False
    ).returncode


def hand_over(command: Sequence[str]) -> int:
    """Let the program take this process's place, so that signals and exit code are its own."""
    sys.stdout.flush()
    if not WINDOWS:
        os.execve(command[0], list(command), environment())
    return subprocess.run(command, env=environment(), check=False).returncode


def environment() -> dict[str, str]:
    """Return the environment for our Python: nothing that would change where it imports from.

    Nor what keeps it from keeping the code it has compiled: each of the many processes of the
    tests would compile it all again.
    """
    unwanted = ("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE")
    kept = {k: v for k, v in os.environ.items() if k not in unwanted}
    return kept | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1"}


def spread() -> list[str]:
    """Return pytest's options for as many processes as there are cores, where more than one.

    Handed out in small lots: the slow tests of the window stand together, thousands of quick ones
    elsewhere, and by halves one process had nothing to do for most of the time.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    lots = ["--dist", "load", "--maxschedchunk", "40"]
    return ["-n", str(min(cores, 8)), *lots] if cores and cores > 1 else []


@contextlib.contextmanager
def tests_read() -> Iterator[None]:
    """In a new checkout, have a process read the tests meanwhile: compiled once, they are kept.

    The check of types has one core at work. Later each process of the tests would compile them all
    for itself, at the same time as the others.
    """
    if any((ROOT / "tests").rglob("*.pyc")):
        yield
        return
    reading = subprocess.Popen(
        [str(PYTHON), "-m", "pytest", "--collect-only", "-qq"],
        cwd=ROOT,
        env=environment() | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.DEVNULL,  # what cannot be read is told by the tests themselves
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    except BaseException:
        reading.terminate()
        raise
    finally:
        reading.wait()


def last_line(done: "subprocess.CompletedProcess[str]") -> str:
    """Return the last line a process wrote."""
    lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
    return lines[-1].strip() if lines else f"it ended with {done.returncode}"


def refuse(arguments: Sequence[str]) -> None:
    """Stop when a command that takes no arguments was given some."""
    if arguments:
        raise Stop(f"this command takes no arguments, and was given: {shlex.join(arguments)}")


def say(line: str) -> None:
    """Say one line, at once."""
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
