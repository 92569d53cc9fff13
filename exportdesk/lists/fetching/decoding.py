"""Undoing what a server did to a body to send it: gzip, within limits."""

import zlib
from collections.abc import Iterator
from typing import Protocol

from exportdesk.core.errors import FetchFailed
from exportdesk.lists.unpacking import LARGEST_RATIO, RATIO_COUNTS_FROM

_CHUNK = 2**20
_AS_IT_IS = ("", "identity")
_GZIP = ("gzip", "x-gzip")


class Decoder(Protocol):
    """Turns the bytes of a body, as they come, into the bytes of the file."""

    def decode(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` adds to the file. Raises FetchFailed."""
        ...

    def finish(self) -> None:
        """Hold that the body has come to its end. Raises FetchFailed."""
        ...


def is_coded(encoding: str) -> bool:
    """Whether a Content-Encoding means that the body is not the file itself."""
    return encoding.strip().lower() not in _AS_IT_IS


def decoder_for(encoding: str) -> Decoder:
    """Return the decoder for a Content-Encoding. Raises FetchFailed for one never asked for."""
    if not is_coded(encoding):
        return _Plain()
    if encoding.strip().lower() in _GZIP:
        return _Gzip()
    raise FetchFailed("fetch-encoding", detail=encoding[:40])


class _Plain:
    def decode(self, data: bytes) -> Iterator[bytes]:
        yield data

    def finish(self) -> None:
        """Do nothing: a plain body ends where it ends."""


class _Gzip:
    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self._came = 0
        self._produced = 0

    def decode(self, data: bytes) -> Iterator[bytes]:
        self._came += len(data)
        waiting = data
        while waiting:
            if self._member.eof:
                if not waiting.strip(b"\0"):
                    return
                self._member = zlib.decompressobj(wbits=31)
            try:
                chunk = self._member.decompress(waiting, _CHUNK)
            except zlib.error as error:
                raise FetchFailed("fetch-encoding", detail=str(error)) from error
            self._produced += len(chunk)
            if self._produced > max(RATIO_COUNTS_FROM, LARGEST_RATIO * self._came):
                raise FetchFailed("fetch-expands", came=self._came, produced=self._produced)
            yield chunk
            waiting = self._member.unconsumed_tail or self._member.unused_data

    def finish(self) -> None:
        if not self._member.eof:
            raise FetchFailed("fetch-cut", received=self._came, expected=None)
