"""The pages of an encrypted database file that is damaged, decrypted in memory as far as they go.

SQLCipher reads nothing of a page with one wrong byte. Here the rest of such a page is read all the
same, as of a file without a password. Nothing that was decrypted is written to the disk.

Its file: pages of 4,096 bytes, of which the last 80 are the page's own random start (16) and a code
that shows a change (64); before them AES-256 in CBC. The first 16 bytes of all are salt.
"""

import struct
from pathlib import Path

from exportdesk.storage.sealing import Seal

PAGE, RESERVED = 4096, 80
MAGIC = b"SQLite format 3\0"
_START, _SALT = 16, 16
_LOG_HEADER, _FRAME_HEADER = 32, 24
_ROLLBACK_FORM = b"\1\1"  # what is in memory has no log


def decrypted(path: Path, seal: Seal) -> bytes:
    """Return the file at `path`, with what its log adds to it, as one without a password.

    Raises OSError.
    """
    data = bytearray(path.read_bytes())
    log = path.with_name(f"{path.name}-wal")
    if log.is_file():
        _add_log(data, log.read_bytes())
    for number in range(-(-len(data) // PAGE)):
        at = number * PAGE
        page = bytes(data[at : at + PAGE]).ljust(PAGE, b"\0")
        data[at : at + PAGE] = _page(page, seal, first=number == 0)
    data[18:20] = _ROLLBACK_FORM
    return bytes(data)


def _page(page: bytes, seal: Seal, *, first: bool) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    end, begin = PAGE - RESERVED, _SALT if first else 0
    start = page[end : end + _START]
    reader = Cipher(algorithms.AES(seal.page_key), modes.CBC(start)).decryptor()
    body = reader.update(page[begin:end]) + reader.finalize()
    return (MAGIC if first else b"") + body + bytes(RESERVED)


def _add_log(data: bytearray, log: bytes) -> None:
    """Put the pages of every whole write in the log where they belong, the newest last."""
    if len(log) < _LOG_HEADER:
        return
    salts = log[16:24]
    waiting: dict[int, bytes] = {}
    step = _FRAME_HEADER + PAGE
    for at in range(_LOG_HEADER, len(log) - step + 1, step):
        number, size = struct.unpack(">II", log[at : at + 8])
        if log[at + 8 : at + 16] != salts or not number:
            return  # of an earlier turn of the log
        waiting[number] = log[at + _FRAME_HEADER : at + step]
        if size:  # the write is whole
            for each, page in waiting.items():
                place = (each - 1) * PAGE
                if place > len(data):
                    data.extend(bytes(place - len(data)))
                data[place : place + PAGE] = page
            waiting.clear()
