"""What can be told of a fetched file at a glance: a web page, nothing at all, a missing end."""

import zlib
from pathlib import Path

from exportdesk.core.progress import Progress
from exportdesk.lists.files import ListFile
from exportdesk.lists.unpacking import LARGEST

_HEAD = 16 * 1024
_TAIL = 66_000  # the end record of a zip archive with the longest comment it may have
_CHUNK = 2**20
_CLOSED_BY = {"{": b"}", "[": b"]", "<": b">"}


def fault_of(path: Path, progress: Progress) -> str:
    """Return the code of what is plainly wrong with the file, "" where nothing is.

    A server that says nothing of the length and breaks off
    looks like one that is done: where the format closes what it opens, the end shows it.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(_HEAD)
        file.seek(max(0, size - _TAIL))
        end = file.read()
    if start.startswith(b"PK\x03\x04"):
        return "" if b"PK\x05\x06" in end else "fetch-end-missing"
    if start.startswith(b"\x1f\x8b"):
        return "" if _unpacks_to_its_end(path, progress) else "fetch-end-missing"
    looked_at = ListFile(path, start)
    head = looked_at.head
    if not head.strip("\0 \t\r\n"):
        return "fetch-empty" if size <= _HEAD else ""
    from exportdesk.lists.formats import is_web_page  # here: it brings the code of all formats

    if is_web_page(looked_at):
        return "fetch-web-page"
    closing = _CLOSED_BY.get(head[0])
    whole = closing is None or end.rstrip(b"\0 \t\r\n\x1a").endswith(closing)
    return "" if whole else "fetch-end-missing"


def _unpacks_to_its_end(path: Path, progress: Progress) -> bool:
    """Whether a gzip file has an end. One that is damaged otherwise is the reader's to refuse."""
    member = zlib.decompressobj(wbits=31)
    produced = 0
    with path.open("rb") as file:
        try:
            while not member.eof:
                waiting = member.unconsumed_tail or file.read(_CHUNK)
                if not waiting:
                    return False
                produced += len(member.decompress(waiting, _CHUNK))
                progress.step(produced, None)
                if produced > LARGEST:
                    return True
        except zlib.error:
            return True
    return True
