"""Real mounts of the kind that sshfs makes, with nobody behind them who answers."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted_share(folder: Path, *, cut_off: bool = False) -> Generator[Path]:
    """Mount one on `folder`: asked, it never answers; once it is `cut_off`, it refuses at once."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or not Path("/dev/fuse").exists():
        pytest.skip("mounting takes the superuser, on Linux, with FUSE")
    folder.mkdir()
    libc = ctypes.CDLL(None, use_errno=True)
    device = open("/dev/fuse", "rb+", buffering=0)  # noqa: PTH123, SIM115 - a device, closed below
    told = f"fd={device.fileno()},rootmode=40000,user_id=0,group_id=0"
    try:
        if libc.mount(b"d@host:/", str(folder).encode(), b"fuse.sshfs", 0, told.encode()) != 0:
            pytest.skip("this machine lets nobody mount")
        if cut_off:
            device.close()
        yield folder
        subprocess.run(["umount", "-l", str(folder)], check=True)
    finally:
        device.close()
