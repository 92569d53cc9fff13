"""Which kind of disk a folder is on, as the system tells it: SQLite needs one of this computer."""

import ctypes
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from exportdesk.core.i18n import _

SHARES = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "afpfs", "webdav"),
        *("davfs", "ceph", "lustre", "glusterfs", "ncpfs", "beegfs", "vboxsf", "vmhgfs", "prl_fs"),
        *("sshfs", "davfs2", "rclone", "s3fs", "gvfsd-fuse", "vmhgfs-fuse"),
    }
)
"""Types of file systems that are on another machine, or looked at through another system."""

_REMOTE = 4  # DRIVE_REMOTE of GetDriveType
_OCTAL = re.compile(r"\\([0-7]{3})")
_BSD = re.compile(r"^.* on (?P<place>.*) \((?P<kind>[^,)]+)")


@dataclass(frozen=True, slots=True)
class Mount:
    """A file system, and the folder where it begins."""

    place: str
    kind: str

    @property
    def is_share(self) -> bool:
        """Whether it is on another machine."""
        return self.kind.removeprefix("fuse.").removeprefix("macfuse_") in SHARES


def linux_mounts(text: str) -> tuple[Mount, ...]:
    """Read `/proc/self/mountinfo`."""
    found = []
    for line in text.splitlines():
        left, dash, right = line.partition(" - ")
        words = left.split(" ")
        if dash and len(words) > 4:
            place = _OCTAL.sub(lambda code: chr(int(code[1], 8)), words[4])
            found.append(Mount(place, right.split(" ")[0]))
    return tuple(found)


def bsd_mounts(text: str) -> tuple[Mount, ...]:
    """Read what `mount` prints on macOS."""
    matches = (_BSD.match(line) for line in text.splitlines())
    return tuple(Mount(one["place"], one["kind"]) for one in matches if one)


def mount_of(path: Path, mounts: Iterable[Mount]) -> Mount | None:
    """Return the file system that an absolute path is on: the innermost, the last one on top."""
    found: Mount | None = None
    for one in mounts:
        inside = path == Path(one.place) or Path(one.place) in path.parents
        if inside and (found is None or len(one.place) >= len(found.place)):
            found = one
    return found


def share_of(path: Path, mounts: Callable[[], Iterable[Mount]] | None = None) -> str:
    """Return the kind of share that `path` is on, "" where it is on a disk of this computer.

    `mounts` takes the place of what the system tells.
    """
    if str(path).startswith(("\\\\", "//")) and not str(path).startswith("\\\\?\\"):
        return "UNC"
    if mounts is None and sys.platform == "win32":
        return _windows_share(path.resolve())
    there = tuple((mounts or system_mounts)())
    # As it is written first: to follow links on a share that does not answer may take minutes.
    for one in (path.absolute, path.resolve):
        with suppress(OSError):
            found = mount_of(one(), there)
            if found is not None and found.is_share:
                return found.kind
    return ""


def system_mounts() -> tuple[Mount, ...]:
    """Return the file systems of this computer, none where it does not tell."""
    with suppress(OSError, UnicodeError, subprocess.SubprocessError):
        if sys.platform.startswith("linux"):
            return linux_mounts(Path("/proc/self/mountinfo").read_text("utf-8"))
        if sys.platform == "darwin":
            told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5)
            return bsd_mounts(told.stdout)
    return ()


def _windows_share(path: Path) -> str:
    text = str(path)
    if text.startswith("\\\\?\\UNC\\") or (text.startswith("\\\\") and text[2:3] != "?"):
        return "UNC"
    kind = ctypes.windll.kernel32.GetDriveTypeW(path.anchor)  # type: ignore[attr-defined,unused-ignore] # Windows
    return _("network drive") if kind == _REMOTE else ""
