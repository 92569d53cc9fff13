"""Freezes the program into dist/exportdesk, checks what is in it, and lets it test itself."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections import Counter
from pathlib import Path

from installer.bundle import belongs, needs_the_gpl
from installer.notices import copy_texts

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "dist" / "exportdesk"
SUFFIX = ".exe" if sys.platform == "win32" else ""
PROGRAMS = (f"exportdesk{SUFFIX}", f"exportdeskw{SUFFIX}")
MEGABYTE = 1_000_000


class BuildFailed(Exception):
    """The folder could not be made, or is not fit to be given to anyone."""


def main() -> int:
    """Build, check, test; return 0 only when all three went well."""
    try:
        check_tools()
        freeze()
        print(f"License texts: {copy_texts(FOLDER / 'licenses')} files.")
        check_contents()
        for program in PROGRAMS:
            check_self_test(program)
        tell_sizes()
    except BuildFailed as failure:
        print(f"build: {failure}", file=sys.stderr)
        return 1
    return 0


def check_tools() -> None:
    """Refuse early where PyInstaller would fail late and at length."""
    if not sys.platform.startswith("linux"):
        return
    if not sysconfig.get_config_var("Py_ENABLE_SHARED"):
        raise BuildFailed(
            "this Python was built without its shared library (--enable-shared); "
            "freeze with the Python of the system, or with one built so"
        )
    if shutil.which("objdump") is None:
        raise BuildFailed("objdump is missing; it is in the package binutils")


def freeze() -> None:
    """Run PyInstaller on the specification."""
    print("Freezing the program ...", flush=True)
    began = time.monotonic()
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    command += [f"--workpath={ROOT / 'build'}", f"--distpath={FOLDER.parent}"]
    command.append(str(ROOT / "installer" / "exportdesk.spec"))
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        raise BuildFailed(f"PyInstaller ended with {done.returncode}")
    print(f"Frozen in {time.monotonic() - began:.0f} s.")


def check_contents() -> None:
    """Refuse a folder without its programs, or with a Qt module that may not be in it."""
    missing = [name for name in PROGRAMS if not (FOLDER / name).is_file()]
    if missing:
        raise BuildFailed(f"missing in the folder: {', '.join(missing)}")
    files = [path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*")]
    gpl = sorted(path for path in files if needs_the_gpl(path))
    if gpl:
        raise BuildFailed(f"Qt modules under the GPL only: {', '.join(gpl)}")
    strays = sorted(path for path in files if (FOLDER / path).is_file() and not belongs(path))
    if strays:
        raise BuildFailed(f"not on the list of what is frozen: {', '.join(strays)}")
    print("No Qt module in the folder but those on the list; none under the GPL only.")


def check_self_test(program: str) -> None:
    """Let a frozen program open, screen and draw, with nothing of this machine's to lean on."""
    with tempfile.TemporaryDirectory(prefix="exportdesk-self-test-") as home:
        report = Path(home) / "report.json"
        began = time.monotonic()
        done = subprocess.run(
            [str(FOLDER / program), "self-test", "--report", str(report)],
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
        print(f"Self-test of {program}: passed in {time.monotonic() - began:.1f} s.", flush=True)


def bare_environment(home: str) -> dict[str, str]:
    """Return an environment with no Python in it and a home of its own."""
    names = ("LANG", "LC_ALL", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "WINDIR")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), home)
    return kept | homes | {"QT_QPA_PLATFORM": "offscreen"}


def tell_sizes() -> None:
    """Say how large the folder is and what weighs most in it."""
    weights: Counter[str] = Counter()
    for path in FOLDER.rglob("*"):
        if path.is_file() and not path.is_symlink():
            inside = path.relative_to(FOLDER).parts
            weights["/".join(inside[1:3] if inside[0] == "_internal" else inside[:1])] += (
                path.stat().st_size
            )
    print(f"dist/exportdesk: {sum(weights.values()) / MEGABYTE:.0f} MB; the heaviest parts:")
    for name, weight in weights.most_common(8):
        print(f"  {weight / MEGABYTE:6.1f} MB  {name}")


if __name__ == "__main__":
    sys.exit(main())
