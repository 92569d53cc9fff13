"""What a system refuses of a file or folder that a person named: no bug, and said as such."""

import errno

from exportdesk.core.errors import ExportDeskError, StorageFault

_OF_THE_PLACE = frozenset(
    getattr(errno, name)
    for name in (
        "EACCES", "EDQUOT", "EFBIG", "EHOSTDOWN", "EHOSTUNREACH", "EIO", "ELOOP", "ENAMETOOLONG",
        "ENOSPC", "ENOTCONN", "EPERM", "EROFS", "ESTALE", "ETIMEDOUT",
    )
    if hasattr(errno, name)
)  # fmt: skip


def refused_by_system(error: BaseException) -> ExportDeskError | None:
    """Return in our words that a drive is full, gone or shut to us; None for any other error.

    Each operation says more precisely what it foresees. This is for the share that dies at a place
    where nobody looked for it.
    """
    if not isinstance(error, OSError) or error.errno not in _OF_THE_PLACE or not error.filename:
        return None
    found = StorageFault("path-refused", path=str(error.filename), detail=str(error))
    found.__cause__ = error
    return found
