"""One fetch of a source at a time, across all processes."""

import errno
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from exportdesk.core.errors import FetchFailed

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


_BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextmanager
def alone(path: Path) -> Generator[None, None, None]:
    """Hold the lock file at `path`. Raises FetchFailed where another fetch holds it.

    The system lets go of the lock when the process ends, however it ends. The file stays: taking
    it away could take it from under somebody who has just opened it.
    """
    with path.open("ab") as file:
        try:
            _take(file)
        except OSError as error:
            if error.errno in _BUSY:
                raise FetchFailed("fetch-running") from error
            raise
        os.set_inheritable(file.fileno(), False)
        yield
