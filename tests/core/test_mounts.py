"""Which kind of disk a folder is on, from what systems tell and from this one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from exportdesk.core.mounts import (
    Mount,
    bsd_mounts,
    linux_mounts,
    mount_of,
    share_of,
    system_mounts,
)
from tests.shares import mounted_share

TOLD = r"""
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 27 0:50 / /mnt/office rw shared:1 master:2 - cifs //server/office rw,vers=3.1
41 27 0:51 / /mnt/our\040files rw - nfs4 server:/x rw
42 41 8:1 / /mnt/our\040files/local rw - ext4 /dev/sda1 rw
43 27 0:52 / /data/d/remote rw - fuse.sshfs d@host:/ rw
44 27 0:53 / /mnt/c rw - 9p drvfs rw
45 27 0:54 / /data/d/vault rw - fuse.gocryptfs /x rw
a line that is none
"""
BSD = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//d@server/office on /Volumes/office (smbfs, nodev, nosuid, mounted by d)
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/data/d/.local/share/ExportDesk/workspace", ""),
        ("/mnt/office/ws", "cifs"),
        ("/mnt/office", "cifs"),
        ("/mnt/officer/ws", ""),
        ("/mnt/our files/ws", "nfs4"),
        ("/mnt/our files/local/ws", ""),
        ("/data/d/remote/ws", "fuse.sshfs"),
        ("/mnt/c/Users/d", "9p"),
        ("/data/d/vault/ws", ""),
        ("//server/office/ws", "UNC"),
        ("\\\\server\\office\\ws", "UNC"),
    ],
)
def test_shares_are_told_from_disks(path: str, kind: str) -> None:
    if kind == "UNC" or os.name == "posix":
        assert share_of(Path(path), lambda: linux_mounts(TOLD)) == kind


def test_what_macos_prints_is_read() -> None:
    mounts = bsd_mounts(BSD)
    assert mounts == (Mount("/", "apfs"), Mount("/Volumes/office", "smbfs"))
    assert mounts[1].is_share
    assert not mounts[0].is_share


def test_a_link_to_a_share_is_on_the_share(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    try:
        (tmp_path / "link").symlink_to(tmp_path / "share")
    except OSError:
        pytest.skip("links are not allowed here")
    mounts = (Mount("/", "ext4"), Mount(str(tmp_path / "share"), "cifs"))
    assert share_of(tmp_path / "link" / "ws", lambda: mounts) == "cifs"


def test_this_computers_own_disk_is_no_share(tmp_path: Path) -> None:
    assert share_of(tmp_path) == ""


@pytest.fixture
def sshfs(tmp_path: Path) -> Iterator[Path]:
    with mounted_share(tmp_path / "remote") as folder:
        yield folder


def test_a_real_share_is_told_without_asking_it(sshfs: Path) -> None:
    # Asked, it would never answer: that this ends at all is half of what is tested.
    assert share_of(sshfs / "ws") == "fuse.sshfs"
    found = mount_of(sshfs, system_mounts())
    assert found is not None
    assert found.is_share
