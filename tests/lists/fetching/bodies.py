"""What the test servers send: a made-up list, whole, packed, and spoilt."""

import gzip
import io
import zipfile

from tests.lists.samples import envelope, records_of, whole_list

LIST = envelope(records_of(whole_list(EL=3000)))
"""A Consolidated Screening List of some 200 kB: several pieces on the wire."""

NEWER = LIST.replace(b"Party 7", b"Party Seven")
PAGE = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Who are you?</body></html>"
GZIPPED = gzip.compress(LIST, mtime=0)
BOMB = gzip.compress(bytes(40 * 2**20), mtime=0)


def zipped(data: bytes = LIST) -> bytes:
    """Return a zip archive of one list."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("consolidated.json", data)
    return buffer.getvalue()


def damaged(packed: bytes) -> bytes:
    """Return a gzip body whose middle is noise: its check value cannot come out right."""
    middle = len(packed) // 2
    return packed[:middle] + b"\xff" * 200 + packed[middle + 200 :]


ZIPPED = zipped()
