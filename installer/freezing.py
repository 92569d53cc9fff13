"""Freezes the program into one folder, checks what is in it, and lets it test itself."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from installer.about import DIST, FOLDER, NAME, ROOT, moment
from installer.bundle import belongs, needs_the_gpl
from installer.carried import copy_system_texts
from installer.elf import forget_run_paths, is_elf, run_paths, strip
from installer.failing import BuildFailed
from installer.notices import copy_texts

APP = DIST / f"{NAME}.app"
REPORTS = DIST / "self-test"
SUFFIX = ".exe" if sys.platform == "win32" else ""
PROGRAMS = (f"exportdesk{SUFFIX}", f"exportdeskw{SUFFIX}")
MEGABYTE = 1_000_000
MOST_MEGABYTES = 380


def make_folder() -> None:
    """Freeze, check what is in the folder, and let both programs test themselves."""
    check_tools()
    freeze()
    if sys.platform != "darwin":
        print(f"License texts: {copy_texts(FOLDER / 'licenses')} files.")
    if sys.platform.startswith("linux"):
        forget_where_it_was_built(FOLDER / "_internal")
        texts = copy_system_texts(FOLDER, FOLDER / "licenses")
        print(f"Copyright files of this system's libraries: {texts}.")
    check_contents(FOLDER)
    for program in PROGRAMS:
        check_self_test(program)
    tell_sizes(FOLDER)


def check_tools() -> None:
    """Refuse early where PyInstaller would fail late and at length."""
    if not sys.platform.startswith("linux"):
        return
    if not sysconfig.get_config_var("Py_ENABLE_SHARED"):
        raise BuildFailed(
            "this Python was built without its shared library (--enable-shared); "
            "freeze with the Python of the system, or with one built so"
        )
    if shutil.which("objdump") is None or shutil.which("strip") is None:
        raise BuildFailed("objdump and strip are missing; they are in the package binutils")


def freeze() -> None:
    """Run PyInstaller on the specification."""
    print("Freezing the program ...", flush=True)
    began = time.monotonic()
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    command += [f"--workpath={ROOT / 'build'}", f"--distpath={DIST}"]
    command.append(str(ROOT / "installer" / "exportdesk.spec"))
    # Python's sets come in another order each time unless told; the same code gives the same bytes.
    steady = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": str(int(moment().timestamp()))}
    done = subprocess.run(command, cwd=ROOT, env=os.environ | steady, check=False)
    if done.returncode:
        raise BuildFailed(f"PyInstaller ended with {done.returncode}")
    print(f"Frozen in {time.monotonic() - began:.0f} s.")


def forget_where_it_was_built(inside: Path) -> None:
    """Take this machine's paths and the debugger's tables out of Python's own libraries.

    The wheels' stay as they were published: their paths are relative, and the LGPL's are unchanged.
    """
    for path in [*inside.glob("libpython3*"), *inside.glob("python3*/lib-dynload/*.so")]:
        if is_elf(path):
            strip(path)
            forget_run_paths(path)


def check_contents(folder: Path) -> None:
    """Refuse a folder without its programs, or with a file that may not be in it."""
    suffix = ".exe" if (folder / "exportdeskw.exe").is_file() else ""
    missing = [f"{name}{suffix}" for name in ("exportdesk", "exportdeskw")]
    missing = [name for name in missing if not (folder / name).is_file()]
    if missing:
        raise BuildFailed(f"missing in the folder: {', '.join(missing)}")
    files = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
    gpl = sorted(path for path in files if needs_the_gpl(path))
    if gpl:
        raise BuildFailed(f"Qt modules under the GPL only: {', '.join(gpl)}")
    strays = sorted(_strays(folder))
    if strays:
        raise BuildFailed(f"not on the list of what is frozen: {', '.join(strays)}")
    print("No Qt module in the folder but those on the list; none under the GPL only.")


def _strays(folder: Path) -> Iterator[str]:
    """Yield what does not belong: files that are not on the list, and links that lead nowhere."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            if not path.exists():
                yield name
        elif path.is_file() and not belongs(name):
            yield name
        elif is_elf(path) and any(not place.startswith("$ORIGIN") for place in run_paths(path)):
            yield f"{name} (looks for libraries in {', '.join(run_paths(path))})"


def check_self_test(program: str) -> None:
    """Let a frozen program open, screen and draw, with nothing of this machine's to lean on."""
    where = APP / "Contents" / "MacOS" if sys.platform == "darwin" else FOLDER
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = REPORTS / f"{Path(program).stem}.json"
    report.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="exportdesk-self-test-") as home:
        began = time.monotonic()
        done = subprocess.run(
            [str(where / program), "self-test", "--report", str(report)],
            cwd=home,
            env=bare_environment(home),
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=300,
            check=False,
        )
    # The windowed program says nothing on Windows, so the report is what counts.
    if done.returncode or not report.is_file():
        told = report.read_text("utf-8") if report.is_file() else "it wrote no report"
        print(done.stdout + done.stderr + told, file=sys.stderr)
        raise BuildFailed(f"the self-test of {program} ended with {done.returncode}")
    shown = report.relative_to(ROOT).as_posix()
    print(f"Self-test of {program}: passed in {time.monotonic() - began:.1f} s ({shown}).")


def bare_environment(home: str) -> dict[str, str]:
    """Return an environment with no Python in it and a home of its own."""
    names = ("LANG", "LC_ALL", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "WINDIR")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), home)
    return kept | homes | {"QT_QPA_PLATFORM": "offscreen"}


def tell_sizes(folder: Path) -> None:
    """Say how large the folder is and what weighs most in it; refuse one that is too large."""
    weights: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            inside = path.relative_to(folder).parts
            weights["/".join(inside[1:3] if inside[0] == "_internal" else inside[:1])] += (
                path.stat().st_size
            )
    total = sum(weights.values()) / MEGABYTE
    print(f"{folder.name}: {total:.0f} MB; the heaviest parts:")
    for name, weight in weights.most_common(8):
        print(f"  {weight / MEGABYTE:6.1f} MB  {name}")
    if total > MOST_MEGABYTES:
        raise BuildFailed(f"the folder is larger than {MOST_MEGABYTES} MB")
