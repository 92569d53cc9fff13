"""Makes the installer for Windows from a folder that was frozen there. Any system with makensis."""

import os
import shutil
import tempfile
from pathlib import Path

from installer.about import COPYRIGHT, DIST, NAME, PUBLISHER, ROOT, VERSION, four_numbers
from installer.failing import BuildFailed, ToolMissing, need, run

HERE = Path(__file__).resolve().parent
_STUB = "lzma_solid-amd64-unicode"


def make_setup(folder: Path) -> Path:
    """Make the installer in dist/ and return it. Raises BuildFailed."""
    return build_setup(folder, DIST / f"{NAME}-{VERSION}-windows-x86_64-setup.exe", VERSION)


def build_setup(folder: Path, target: Path, version: str) -> Path:
    """Make the installer of `folder` as the file `target`. Raises BuildFailed."""
    need("makensis")
    if not has_64_bits():
        raise ToolMissing(
            "this makensis cannot make 64-bit installers (Debian's can); there: "
            "python3 dev.py build windows --from FOLDER"
        )
    if not (folder / "exportdeskw.exe").is_file():
        raise BuildFailed(f"{folder} was not frozen on Windows: exportdeskw.exe is not in it")
    with tempfile.TemporaryDirectory(prefix="exportdesk-nsis-") as place:
        files = Path(place) / "list.nsh"
        files.write_text(deletions(folder), "utf-8")
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        told = {
            "VERSION": version,
            "NUMBERS": ".".join(map(str, four_numbers(version))),
            "SIZE": str((size + 1023) // 1024),
            "PAYLOAD": str(folder.resolve()),
            "LIST": str(files),
            "WORDS": str(HERE / "words.nsh"),
            "ICON": str(ROOT / "resources" / "icons" / "exportdesk.ico"),
            "OUT": str(target.resolve()),
            "SEP": os.sep,
            "PUBLISHER": PUBLISHER,
            "COPYRIGHT": COPYRIGHT,
        }
        given = [f"-D{name}={value}" for name, value in told.items()]
        command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *given]
        run([*command, str(HERE / "exportdesk.nsi")], where=HERE)
    return target


def has_64_bits() -> bool:
    """Say whether the makensis on the path has what a 64-bit installer begins with."""
    program = shutil.which("makensis")
    if program is None:
        return False
    beside = Path(program).resolve().parent
    places = [beside, beside.parent, Path("/usr/share/nsis"), Path("/usr/local/share/nsis")]
    if told := os.environ.get("NSISDIR"):
        places.insert(0, Path(told))
    return any((place / "Stubs" / _STUB).is_file() for place in places)


def deletions(folder: Path) -> str:
    """Return the lines that take out exactly the files of `folder`, then the empty folders."""
    files, folders = [], []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix().replace("$", "$$").replace("/", "\\")
        if path.is_dir() and not path.is_symlink():
            folders.append(f'RMDir "$INSTDIR\\{name}"\n')
        else:
            files.append(f'Delete "$INSTDIR\\{name}"\n')
    return "".join([*files, *reversed(folders)])
