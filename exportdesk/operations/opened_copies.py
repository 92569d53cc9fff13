"""Copies of kept files that another program has open: for their user alone, and not for good.

The other program may take its time to read one, so a copy stays until this program ends. What a
killed program left is taken away when the next one starts.
"""

import atexit
import os
import re
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from exportdesk.core.processes import is_gone

_BEGINS = "exportdesk-open-"
_FOLDER = re.compile(rf"{_BEGINS}(\d+)-.*")
_OLD_S = 24 * 3600.0


def folder_for_copies() -> Path:
    """Return a new folder that nobody else may look into; it goes when the program ends.

    Raises OSError.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"{_BEGINS}{os.getpid()}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def copy_of(data: bytes, name: str) -> Path:
    """Write a copy that only its user may read, and return where it is. Raises OSError."""
    copy = folder_for_copies() / (Path(name).name or "file")
    copy.touch(mode=0o600)
    copy.write_bytes(data)
    return copy


def sweep_copies() -> None:
    """Take away copies of programs that ended; where nobody can tell, those of other days."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_BEGINS}*"):
        found = _FOLDER.fullmatch(folder.name)
        if found is None or int(found[1]) == os.getpid():
            continue
        with suppress(OSError):
            if is_gone(int(found[1])) or time.time() - folder.lstat().st_mtime > _OLD_S:
                shutil.rmtree(folder)  # refuses a link, and what is another user's
