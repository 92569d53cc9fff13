"""Packs the frozen folder into one portable archive, the same bytes for the same folder."""

import gzip
import io
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer.about import moment

README = """\
ExportDesk, portable
====================

Unpack this folder anywhere you may write, and start

    exportdeskw      the window
    exportdesk       the command line (exportdesk --help)

Nothing is installed; to take the program away, delete the folder. Your data is not in it: it is in
your home folder (Settings shows where), and stays.

What it needs of the system: a desktop (X11 or Wayland) with the libraries that every desktop has:
libEGL, libGL, libX11, libxcb, libdbus-1, libfontconfig, libfreetype, libglib-2.0,
libgssapi_krb5, libstdc++, and libcups for printing.

Whose work it carries: the folder licenses. The libraries of Qt are separate files that you may
replace: licenses/SOURCE-OFFER.txt says how.
"""


def pack(folder: Path, target: Path, *, inside: str, readme: str = README) -> Path:
    """Write `folder` into `target` (.tar.xz, .tar.gz, .zip) as the folder `inside`, with a README.

    Sorted, owned by root, with one time for everything: the same folder gives the same bytes.
    """
    when = int(moment().timestamp())

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = when
        runs = entry.isdir() or entry.issym() or entry.mode & stat.S_IXUSR
        entry.mode = 0o755 if runs else 0o644
        return entry

    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix == ".zip":
        return _zip(folder, target, inside, readme)
    with _compressed(target, when) as tar:
        tar.add(folder, inside, recursive=False, filter=plain)
        text = readme.encode()
        entry = tarfile.TarInfo(f"{inside}/README.txt")
        entry.size = len(text)
        tar.addfile(plain(entry), io.BytesIO(text))
        for path in _sorted(folder):
            name = f"{inside}/{path.relative_to(folder).as_posix()}"
            tar.add(path, name, recursive=False, filter=plain)
    return target


@contextmanager
def _compressed(target: Path, when: int) -> Iterator[tarfile.TarFile]:
    """Open `target` for a tar archive; its header carries neither a name nor this moment."""
    if target.suffix == ".xz":
        # One thread: with several the bytes would depend on their number.
        with (
            lzma.open(target, "wb", preset=4) as packed,
            tarfile.open(fileobj=packed, mode="w|") as tar,
        ):
            yield tar
        return
    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", 9, file, mtime=when) as out,
        tarfile.open(fileobj=out, mode="w|") as tar,
    ):
        yield tar


def _zip(folder: Path, target: Path, inside: str, readme: str) -> Path:
    when = moment().timetuple()[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        files = {path.relative_to(folder).as_posix(): path for path in _sorted(folder)}
        for name, path in [("README.txt", None), *files.items()]:
            if path is not None and not path.is_file():
                continue
            entry = zipfile.ZipInfo(f"{inside}/{name}", when)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, readme.encode() if path is None else path.read_bytes())
    return target


def _sorted(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).parts)
