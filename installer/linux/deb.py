"""Makes the package for Debian and Ubuntu from the frozen folder."""

import gzip
import hashlib
import os
import re
import shutil
import tempfile
from email.utils import format_datetime
from pathlib import Path

from installer.about import (
    APP_ID,
    COMMAND,
    DIST,
    MAINTAINER,
    NAME,
    PUBLISHER,
    ROOT,
    SUMMARY,
    VERSION,
    moment,
)
from installer.carried import system_libraries
from installer.elf import is_elf
from installer.failing import BuildFailed, need, run
from installer.linux.manual import pages

HERE = Path(__file__).resolve().parent
ICONS = ROOT / "resources" / "icons"
REVISION = "1"
PROGRAMS = ("exportdesk", "exportdeskw")

_CONTROL = """\
Package: {package}
Version: {version}
Section: utils
Priority: optional
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: xdg-utils
Description: {summary}
 ExportDesk is made for small exporters. It compares customers and everyone
 else in a shipment with the control lists of the United States and of other
 countries, on your own computer, explains each possible match word by word,
 walks a shipment through its due diligence, and keeps the record.
 .
 It gives no legal advice: finding nothing is not a permission to ship.
"""


def make_deb(folder: Path) -> Path:
    """Make the package in dist/ and return it. Raises BuildFailed."""
    need("dpkg-deb", "dpkg-shlibdeps", "dpkg")
    architecture = run(["dpkg", "--print-architecture"], where=ROOT).strip()
    target = DIST / f"{COMMAND}_{VERSION}-{REVISION}_{architecture}.deb"
    with tempfile.TemporaryDirectory(prefix="exportdesk-deb-") as place:
        tree = Path(place) / "tree"
        lay_out(folder, tree)
        depends = dependencies(tree, Path(place))
        write_control(tree, architecture, depends)
        when = {"SOURCE_DATE_EPOCH": str(int(moment().timestamp()))}
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z4", "--build"]
        run([*command, str(tree), str(target)], where=ROOT, env=os.environ | when)
    return target


def lay_out(folder: Path, tree: Path) -> None:
    """Put every file of the package where it will be, below `tree`."""
    home = tree / "usr" / "lib" / COMMAND
    shutil.copytree(folder, home, symlinks=True)
    # What Debian has, its packages bring: they are mended there when a fault is found.
    for library in system_libraries(folder):
        (home / "_internal" / library.name).unlink()
    binaries = tree / "usr" / "bin"
    binaries.mkdir(parents=True)
    for name in PROGRAMS:
        (binaries / name).symlink_to(f"../lib/{COMMAND}/{name}")
    _put(
        tree / "usr/share/applications/exportdesk.desktop",
        (HERE / "exportdesk.desktop").read_text("utf-8"),
    )
    _put(tree / f"usr/share/metainfo/{APP_ID}.metainfo.xml", metainfo())
    for name, text in pages().items():
        _put_packed(tree / f"usr/share/man/man1/{name}.gz", text)
    documents = tree / "usr/share/doc" / COMMAND
    _put(documents / "copyright", (HERE / "copyright").read_text("utf-8"))
    _put_packed(documents / "changelog.gz", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    _put_packed(documents / "changelog.Debian.gz", changelog())
    _put(
        tree / f"usr/share/lintian/overrides/{COMMAND}",
        (HERE / "lintian-overrides").read_text("utf-8"),
    )
    _put_icons(tree / "usr/share/icons/hicolor")
    _set_modes(tree)


def metainfo() -> str:
    """Return what software centers show of the program."""
    facts = {
        "APP_ID": APP_ID,
        "SUMMARY": SUMMARY,
        "PUBLISHER": PUBLISHER,
        "VERSION": VERSION,
        "DAY": f"{moment():%Y-%m-%d}",
    }
    text = (HERE / "metainfo.xml.in").read_text("utf-8")
    return re.sub(r"@(\w+)@", lambda found: facts[found[1]], text)


def changelog() -> str:
    """Return Debian's own changelog of the package."""
    return (
        f"{COMMAND} ({VERSION}-{REVISION}) unstable; urgency=medium\n\n"
        f"  * {NAME} {VERSION}; what changed for a user is in changelog.gz.\n\n"
        f" -- {MAINTAINER}  {format_datetime(moment())}\n"
    )


def dependencies(tree: Path, place: Path) -> str:
    """Return what the package depends on, as the libraries in it say."""
    (place / "debian").mkdir()
    (place / "debian" / "control").write_text(
        f"Source: {COMMAND}\nMaintainer: {MAINTAINER}\n\nPackage: {COMMAND}\nArchitecture: any\n"
    )
    own = tree / "usr" / "lib" / COMMAND
    folders = sorted({path.parent for path in own.rglob("*.so*")})
    files = [str(path) for path in sorted(own.rglob("*")) if is_elf(path)]
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0"]
    command += [f"-l{folder}" for folder in folders]
    told = run([*command, *(f"-e{file}" for file in files)], where=place)
    found = re.search(r"^shlibs:Depends=(.+)$", told, re.MULTILINE)
    if found is None:
        raise BuildFailed("dpkg-shlibdeps tells no dependencies")
    return found[1]


def write_control(tree: Path, architecture: str, depends: str) -> None:
    """Write what dpkg has to know of the package."""
    control = tree / "DEBIAN"
    control.mkdir()
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    size = sum(path.stat().st_size for path in files)
    sums = []
    for path in files:
        name = path.relative_to(tree).as_posix()
        sums.append(f"{hashlib.md5(path.read_bytes()).hexdigest()}  {name}\n")
    (control / "md5sums").write_text("".join(sums), "utf-8")
    text = _CONTROL.format(
        package=COMMAND,
        version=f"{VERSION}-{REVISION}",
        architecture=architecture,
        maintainer=MAINTAINER,
        size=(size + 1023) // 1024,
        depends=depends,
        summary=SUMMARY[0].lower() + SUMMARY[1:],
    )
    (control / "control").write_text(text, "utf-8")
    for path in control.iterdir():
        path.chmod(0o644)
    control.chmod(0o755)


def _put(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def _put_packed(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _put_icons(hicolor: Path) -> None:
    for size in (16, 24, 32, 48, 64, 128, 256, 512):
        target = hicolor / f"{size}x{size}" / "apps" / "exportdesk.png"
        target.parent.mkdir(parents=True)
        shutil.copyfile(ICONS / f"exportdesk-{size}.png", target)
    target = hicolor / "scalable" / "apps" / "exportdesk.svg"
    target.parent.mkdir(parents=True)
    shutil.copyfile(ICONS / "exportdesk.svg", target)


def _set_modes(tree: Path) -> None:
    """Give every file the mode of its kind, whatever the umask of the build was."""
    for path in [tree, *tree.rglob("*")]:
        if path.is_symlink():
            continue
        runs = path.is_dir() or (path.parent.name == COMMAND and path.name in PROGRAMS)
        path.chmod(0o755 if runs else 0o644)
