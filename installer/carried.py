"""Tells which libraries of this Linux were frozen along, and copies what is said of their use."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from installer.bundle import is_of_the_system

_DOCUMENTS = Path("/usr/share/doc")


@dataclass(frozen=True, slots=True)
class SystemLibrary:
    """A library in the folder that is this system's, with the Debian package it is from."""

    name: str
    package: str
    version: str


def system_libraries(folder: Path) -> tuple[SystemLibrary, ...]:
    """Return the libraries of this system in the frozen folder; none where that is not Debian."""
    inside = folder / "_internal"
    if shutil.which("dpkg-query") is None or not inside.is_dir():
        return ()
    found = []
    for path in sorted(inside.iterdir()):
        if path.is_symlink() or not is_of_the_system(path.name):
            continue
        if path.name.startswith("libpython"):  # that of the Python that froze, seldom the system's
            continue
        package = _told("--search", f"*/{path.name}").partition(":")[0]
        if package:
            version = _told("--show", "--showformat=${Version}\n", package)
            found.append(SystemLibrary(path.name, package, version))
    return tuple(found)


def copy_system_texts(folder: Path, target: Path) -> int:
    """Copy the copyright file of each package that `folder` has a library of; return how many."""
    packages = sorted({library.package for library in system_libraries(folder)})
    copied = 0
    for package in packages:
        text = _DOCUMENTS / package / "copyright"
        if text.is_file():
            shutil.copyfile(text, target / f"system-{package}-copyright.txt")
            copied += 1
    return copied


def _told(*arguments: str) -> str:
    done = subprocess.run(
        ["dpkg-query", *arguments], capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout.partition("\n")[0].strip()
