"""Makes what is given to people: the frozen folder, and from it the packages of this system.

    python3 dev.py build                    everything this system can make
    python3 dev.py build folder archive     only these parts
    python3 dev.py build windows --from DIR the Windows installer, of a folder frozen on Windows
    python3 dev.py build --releases ADDRESS with an address to ask for newer versions

What it makes is in dist/, and SHA256SUMS there tells the hash of each package.
"""

import argparse
import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from installer.about import DIST, FOLDER, stem
from installer.archive import pack
from installer.bill import write_bill
from installer.failing import BuildFailed, ToolMissing
from installer.freezing import MEGABYTE, check_contents, make_folder
from installer.linux.deb import make_deb
from installer.macos.dmg import make_dmg
from installer.releases import VARIABLE, check_address
from installer.windows.setup import make_setup

MOST_MEGABYTES = 140

PARTS: dict[str, str] = {
    "folder": "the frozen program, checked and self-tested",
    "bill": "the bill of materials (CycloneDX)",
    "archive": "the portable archive",
    "deb": "the package for Debian and Ubuntu",
    "windows": "the installer for Windows (needs makensis with its amd64 stubs)",
    "dmg": "the disk image for macOS",
}

OF_SYSTEM = {
    "linux": ("folder", "bill", "archive", "deb"),
    "win32": ("folder", "bill", "archive", "windows"),
    "darwin": ("folder", "bill", "dmg"),
}


def main(arguments: Sequence[str]) -> int:
    """Make the parts that are asked for; return 0 only when all went well."""
    ask = argparse.ArgumentParser(
        prog="dev.py build",
        description="Make what is given to people, in dist/.",
        epilog="Parts: " + "; ".join(f"{name}: {words}" for name, words in PARTS.items()),
    )
    ask.add_argument("parts", nargs="*", metavar="PART")
    ask.add_argument("--from", dest="folder", type=Path, default=FOLDER, metavar="DIR")
    ask.add_argument(
        "--releases",
        default=os.environ.get(VARIABLE, ""),
        metavar="ADDRESS",
        help="where the program may ask for its newest version",
    )
    told = ask.parse_args(arguments)
    os.environ[VARIABLE] = told.releases
    asked = tuple(told.parts)
    unknown = [part for part in asked if part not in PARTS]
    if unknown:
        ask.error(f"there is no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    try:
        check_address()
        for part in asked or OF_SYSTEM.get(sys.platform, OF_SYSTEM["linux"]):
            make(part, told.folder, required=bool(asked))
        write_sums(DIST)
    except BuildFailed as failure:
        print(f"build: {failure}", file=sys.stderr)
        return 1
    return 0


def make(part: str, folder: Path, *, required: bool) -> None:
    """Make one part. What lacks a tool fails where it was asked for, and is told otherwise."""
    if part == "folder":
        make_folder()
        return
    if part != "dmg":
        check_contents(folder)
    makers: dict[str, Callable[[Path], Path]] = {
        "bill": write_bill,
        "archive": make_archive,
        "deb": make_deb,
        "windows": make_setup,
        "dmg": make_dmg,
    }
    try:
        made = makers[part](folder)
    except ToolMissing as lack:
        if required:
            raise
        print(f"Not made: {PARTS[part]}: {lack}")
        return
    size = made.stat().st_size / MEGABYTE
    print(f"{made.name}: {size:.1f} MB")
    if size > MOST_MEGABYTES:
        raise BuildFailed(f"{made.name} is larger than {MOST_MEGABYTES} MB")


def make_archive(folder: Path) -> Path:
    """Pack the folder as it is carried from one computer to another on this system."""
    kind = ".zip" if (folder / "exportdeskw.exe").is_file() else ".tar.xz"
    return pack(folder, DIST / f"{stem()}{kind}", inside=stem())


def write_sums(folder: Path) -> None:
    """Write the SHA-256 of each package in `folder` as `sha256sum --check` reads them."""
    lines = []
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name != "SHA256SUMS":
            with path.open("rb") as file:
                lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    if lines:
        (folder / "SHA256SUMS").write_bytes("".join(lines).encode())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
