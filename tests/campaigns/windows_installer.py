"""Installs, upgrades and uninstalls the Windows installer under Wine, over a stand-in payload.

    python3 dev.py campaign windows_installer

Needs makensis and wine (Debian: nsis, wine64, wine). The installer is the real one; what it
installs is a folder with two small programs in the place of ours, which makensis makes as well: the
window stays open until it is told to close, and the command line writes down how it was called.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from installer.windows.setup import build_setup, has_64_bits

CANNOT_WRITE, IS_OPEN, NEWER_IS_THERE, TOO_OLD = 2, 3, 4, 5
UNINSTALL_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\ExportDesk"
PATIENCE = 60.0

_WINDOW = r"""
Target amd64-unicode
SilentInstall silent
RequestExecutionLevel user
OutFile "exportdeskw.exe"
Section
  FileOpen $0 "$PROFILE\is-open" w
  FileClose $0
  loop:
    IfFileExists "$PROFILE\close" done
    Sleep 100
    Goto loop
  done:
  Delete "$PROFILE\is-open"
SectionEnd
"""

_CONSOLE = r"""
Target amd64-unicode
!include "FileFunc.nsh"
SilentInstall silent
RequestExecutionLevel user
OutFile "exportdesk.exe"
Section
  ${GetParameters} $1
  FileOpen $0 "$PROFILE\called" a
  FileSeek $0 0 END
  FileWrite $0 "$1;"
  FileClose $0
SectionEnd
"""


def lacking() -> str:
    """Return why it cannot be run here; empty where it can."""
    missing = [tool for tool in ("makensis", "wine") if shutil.which(tool) is None]
    if missing:
        return f"not installed: {', '.join(missing)}"
    return "" if has_64_bits() else "makensis has no 64-bit stubs"


@dataclass
class Computer:
    """A Windows of its own: Wine with a fresh prefix, without a screen and a menu of the system."""

    place: Path
    prefix: Path = field(init=False)

    def __post_init__(self) -> None:
        self.prefix = self.place / "prefix"
        self.run("wineboot", "--init")
        self.user = next(
            path for path in (self.prefix / "drive_c" / "users").iterdir() if path.name != "Public"
        )

    @property
    def local(self) -> Path:
        """Return %LOCALAPPDATA%."""
        return self.user / "AppData" / "Local"

    @property
    def roaming(self) -> Path:
        """Return %APPDATA%."""
        return self.user / "AppData" / "Roaming"

    @property
    def home(self) -> Path:
        """Return where the program is installed."""
        return self.local / "Programs" / "ExportDesk"

    @property
    def menu(self) -> list[str]:
        """Return what the start menu has of ours."""
        folder = self.roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs"
        return sorted(path.name for path in folder.glob("ExportDesk*"))

    def environment(self) -> dict[str, str]:
        """Return Wine's environment: no screen, no association with this desktop's menus."""
        kept = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
        quiet = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "winemenubuilder.exe,mscoree,mshtml="}
        return kept | quiet | {"WINEPREFIX": str(self.prefix), "WINEARCH": "win64"}

    def run(self, *words: str) -> int:
        """Run a Windows program to its end; return its exit code."""
        done = subprocess.run(
            ["wine", *words],
            env=self.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
        return done.returncode

    def be(self, version: str) -> None:
        """Be this version of Windows from now on."""
        key = r"HKCU\Software\Wine"
        self.run("reg", "add", key, "/v", "Version", "/d", version, "/f")
        subprocess.run(["wineserver", "-w"], env=self.environment(), check=False)

    def uninstall(self, *words: str) -> int:
        """Uninstall as the system does; wait until the copy that does the work has ended."""
        code = self.run(str(self.home / "uninstall.exe"), "/S", *words)
        wait(lambda: not (self.home / "uninstall.exe").exists())
        return code

    def registry(self, name: str, key: str = UNINSTALL_KEY) -> str:
        """Return a value of the registry, empty where there is none."""
        done = subprocess.run(
            ["wine", "reg", "query", key, "/v", name],
            env=self.environment(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        for line in done.stdout.decode("utf-8", "replace").splitlines():
            if line.strip().startswith(name):
                return line.split(None, 2)[2].strip()
        return ""

    def put_data(self) -> list[Path]:
        """Put a user's data where the program keeps it; return the files."""
        files = [
            self.local / "ExportDesk" / "workspace" / "workspace.db",
            self.roaming / "ExportDesk" / "window.ini",
        ]
        for file in files:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("a person's work")
        return files

    def close(self) -> None:
        """End what still runs in this prefix."""
        subprocess.run(
            ["wineserver", "-k"], env=self.environment(), stdout=subprocess.DEVNULL, check=False
        )


def wait(there: Callable[[], bool]) -> None:
    """Wait until something is so."""
    until = time.monotonic() + PATIENCE
    while not there():
        if time.monotonic() > until:
            raise AssertionError("it did not come so far")
        time.sleep(0.1)


def payload(folder: Path, version: str, *names: str) -> Path:
    """Make a stand-in for the frozen folder, with some more files."""
    folder.mkdir(parents=True)
    for text in (_WINDOW, _CONSOLE):
        script = folder / "made.nsi"
        script.write_text(text)
        subprocess.run(["makensis", "-V1", script.name], cwd=folder, check=True)
        script.unlink()
    for name in ("licenses/THIRD_PARTY_NOTICES.md", "_internal/base_library.zip", *names):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{name} of {version}")
    return folder


def installed(computer: Computer) -> set[str]:
    """Return the files of the program's folder."""
    return {
        path.relative_to(computer.home).as_posix()
        for path in computer.home.rglob("*")
        if path.is_file()
    }


def files_of(folder: Path) -> set[str]:
    """Return the files of a payload, with what the installer adds."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return found | {"uninstall.exe"}


def campaign(place: Path) -> None:
    """Go through a program's life on a computer. Raises AssertionError at the first difference."""
    first = payload(place / "first", "0.1.0", "_internal/old.dll", "_internal/Qt/a $1.txt")
    second = payload(place / "second", "0.2.0", "_internal/new.dll", "_internal/Qt/b.txt")
    older = build_setup(first, place / "first.exe", "0.1.0")
    newer = build_setup(second, place / "second.exe", "0.2.0")
    again = build_setup(second, place / "again.exe", "0.2.0")
    check("the same payload makes the same installer", newer.read_bytes() == again.read_bytes())
    computer = Computer(place)
    try:
        computer.be("win7")
        check("a Windows that is too old is refused", computer.run(str(older), "/S") == TOO_OLD)
        check("and nothing is written", not computer.home.exists())
        computer.be("win10")
        installs(computer, first, older)
        refuses_while_open(computer, first, newer)
        upgrades(computer, second, older, newer)
        keeps_data(computer)
        deletes_data_when_asked(computer, older)
        moves(computer, place, older, newer)
    finally:
        computer.close()


def installs(computer: Computer, first: Path, setup: Path) -> None:
    """Install silently, for one person."""
    check("a silent installation ends with 0", computer.run(str(setup), "/S") == 0)
    check("every file is there, and no other", installed(computer) == files_of(first))
    check("its version is told", computer.registry("DisplayVersion") == "0.1.0")
    check("its size is told", computer.registry("EstimatedSize").startswith("0x"))
    told = computer.registry("QuietUninstallString")
    check("how to uninstall is told", told.endswith('\\uninstall.exe" /S'))
    check("the menu has it", len(computer.menu) == 2)
    check(
        "nothing of it is for all users",
        not list((computer.prefix / "drive_c" / "Program Files").glob("ExportDesk*")),
    )


def refuses_while_open(computer: Computer, first: Path, newer: Path) -> None:
    """Neither upgrade nor uninstall while the program is open."""
    (computer.home / "_internal" / "mine.txt").write_text("put there by somebody")
    program = subprocess.Popen(
        ["wine", str(computer.home / "exportdeskw.exe")],
        env=computer.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait((computer.user / "is-open").is_file)
        check("an upgrade while it is open is refused", computer.run(str(newer), "/S") == IS_OPEN)
        there = installed(computer) - {"_internal/mine.txt"}
        check("and changes nothing", there == files_of(first))
        home = str(computer.home)
        windows = "C:" + home[home.index("drive_c") + len("drive_c") :].replace("/", "\\")
        code = computer.run(str(computer.home / "uninstall.exe"), "/S", f"_?={windows}")
        check("so is uninstalling", code == IS_OPEN)
        check("which changes nothing either", installed(computer) - {"_internal/mine.txt"} == there)
    finally:
        (computer.user / "close").touch()
        program.wait(PATIENCE)


def upgrades(computer: Computer, second: Path, older: Path, newer: Path) -> None:
    """Upgrade in place; a file of the old version that the new one lacks is gone."""
    check("an upgrade ends with 0", computer.run(str(newer), "/S") == 0)
    there = installed(computer)
    check(
        "the files are those of the new version", there - {"_internal/mine.txt"} == files_of(second)
    )
    check("what somebody put there stays", "_internal/mine.txt" in there)
    text = (computer.home / "_internal" / "base_library.zip").read_text()
    check("they are new inside too", text.endswith("0.2.0"))
    check("the new version is told", computer.registry("DisplayVersion") == "0.2.0")
    check("the timer was left alone", not (computer.user / "called").exists())
    check("an older one is refused", computer.run(str(older), "/S") == NEWER_IS_THERE)
    check("and changes nothing", installed(computer) == there)


def keeps_data(computer: Computer) -> None:
    """Uninstall silently: the program goes, the data stays."""
    data = computer.put_data()
    check("uninstalling ends with 0", computer.uninstall() == 0)
    check("only somebody's file is left", installed(computer) == {"_internal/mine.txt"})
    check("the data is kept", all(file.is_file() for file in data))
    check("the menu is empty", computer.menu == [])
    check("the registry has forgotten it", computer.registry("DisplayVersion") == "")
    check("its folder too", computer.registry("Folder", r"HKCU\Software\ExportDesk") == "")
    called = (computer.user / "called").read_text()
    check("the daily update was taken out of the timer", called == "schedule remove;")
    shutil.rmtree(computer.home)


def deletes_data_when_asked(computer: Computer, setup: Path) -> None:
    """Uninstall silently and ask for the data to be deleted."""
    check("it can be installed again", computer.run(str(setup), "/S") == 0)
    other = computer.local / "Other" / "file.txt"
    other.parent.mkdir()
    other.write_text("of another program")
    data = computer.put_data()
    check("uninstalling with the data ends with 0", computer.uninstall("/DELETEDATA") == 0)
    wait(lambda: not any(file.exists() for file in data))
    check("the data is gone", not (computer.local / "ExportDesk").exists())
    check("the program is gone", not computer.home.exists())
    check("what is others' stays", other.is_file())


def moves(computer: Computer, place: Path, older: Path, newer: Path) -> None:
    """Install into a folder of choice, then the new version into another one."""
    # NSIS wants the folder last and bare; as one word, Wine would put it in quotation marks.
    folder = (r"/D=C:\Some", r"where\ED")
    check("a folder can be chosen", computer.run(str(older), "/S", *folder) == 0)
    chosen = computer.prefix / "drive_c" / "Some where" / "ED"
    check("and is used", (chosen / "exportdeskw.exe").is_file() and not computer.home.exists())
    (chosen / "~new").write_text("in the way of the new files")
    check("an upgrade that cannot write says so", computer.run(str(newer), "/S") == CANNOT_WRITE)
    check("and leaves the old version", (chosen / "_internal" / "old.dll").is_file())
    (chosen / "~new").unlink()
    check("an upgrade stays there", computer.run(str(newer), "/S") == 0)
    check("with the new files", (chosen / "_internal" / "new.dll").is_file())
    check("it can move", computer.run(str(newer), "/S", r"/D=C:\Elsewhere") == 0)
    moved = computer.prefix / "drive_c" / "Elsewhere"
    check("it has moved", (moved / "exportdesk.exe").is_file() and not chosen.exists())


def check(words: str, passed: bool) -> None:
    """Say what was looked at; stop where it is not so."""
    print(f"{'ok    ' if passed else 'FAILED'}  {words}", flush=True)
    assert passed, words


def main() -> int:
    """Run it; say why not where it cannot be."""
    if reason := lacking():
        print(f"skipped: {reason}")
        return 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory(
        prefix="exportdesk-wine-", ignore_cleanup_errors=True
    ) as place:
        campaign(Path(place))
    print(f"All of it went well, in {time.monotonic() - began:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
