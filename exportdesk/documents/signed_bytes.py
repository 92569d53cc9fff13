"""Tells whether a digital signature fits the bytes it was put under.

A signature of a PDF (CMS, RFC 5652) holds the digest of what was signed. It is compared with that
of the file: what was changed afterwards shows. The signature itself and the certificate behind it
are not verified, for that takes the certificates of whoever issued it: a forger can put a fitting
digest there.
"""

import hashlib
from collections.abc import Iterator, Sequence

_DIGEST_OF_MESSAGE = bytes.fromhex("2A864886F70D010904")
_DATA_SIGNED = bytes.fromhex("2A864886F70D010702")
_DIGESTS = {20: "sha1", 32: "sha256", 48: "sha384", 64: "sha512"}  # by their length
_SEQUENCE, _SET, _OID, _OCTETS = 0x30, 0x31, 0x06, 0x04
_DEEPEST = 16
_MOST = 5_000


def fits(contents: bytes, parts: Sequence[bytes]) -> bool | None:
    """Whether the signature in `contents` was put under `parts`, one after the other.

    None where it is a signature that holds no digest of them, or one of another kind. False where
    it is no signature at all.
    """
    try:
        whole = _one(contents)
        if whole[:1] != [(_OID, _DATA_SIGNED)]:
            return False
        told = list(_digests(contents, 0, [_MOST]))
    except (ValueError, IndexError):
        return False
    known = [each for each in told if len(each) in _DIGESTS]
    if not known:
        return None
    return any(_digest(_DIGESTS[len(each)], parts) == each for each in known)


def _digest(name: str, parts: Sequence[bytes]) -> bytes:
    digest = hashlib.new(name, usedforsecurity=False)
    for part in parts:
        digest.update(part)
    return digest.digest()


def _one(data: bytes) -> list[tuple[int, bytes]]:
    """Return what is in the sequence that `data` begins with."""
    tag, inside, _rest = _first(data)
    if tag != _SEQUENCE:
        raise ValueError("no sequence")
    return list(_elements(inside))


def _digests(data: bytes, deep: int, left: list[int]) -> Iterator[bytes]:
    """Yield each digest of a message that is named in `data`, however deep."""
    if deep > _DEEPEST:
        return
    for tag, inside in _elements(data, whole=deep > 0):
        left[0] -= 1
        if left[0] < 0:
            return
        if tag == _SEQUENCE:
            found = _attribute(inside)
            if found is not None:
                yield found
                continue
        if tag & 0x20:  # holds elements
            yield from _digests(inside, deep + 1, left)


def _attribute(data: bytes) -> bytes | None:
    """Return the digest, where `data` is the attribute that has it."""
    if not data.startswith(bytes((_OID, len(_DIGEST_OF_MESSAGE))) + _DIGEST_OF_MESSAGE):
        return None
    _name, values = list(_elements(data))[:2]
    tag, inside, _rest = _first(values[1])
    return inside if values[0] == _SET and tag == _OCTETS else None


def _elements(data: bytes, *, whole: bool = True) -> Iterator[tuple[int, bytes]]:
    """Yield tag and content of each element; of the last, zeros may follow where not `whole`."""
    while data:
        tag, inside, data = _first(data)
        yield tag, inside
        if not whole:
            return


def _first(data: bytes) -> tuple[int, bytes, bytes]:
    """Return tag, content and what follows of the first element. Raises ValueError, IndexError."""
    tag, length, at = data[0], data[1], 2
    if tag & 0x1F == 0x1F:
        raise ValueError("a long tag")
    if length == 0x80:
        return tag, *_open_ended(data[2:])
    if length > 0x80:
        count = length & 0x7F
        if count > 4:
            raise ValueError("a long length")
        length = int.from_bytes(data[2 : 2 + count])
        at += count
    if len(data) < at + length:
        raise ValueError("cut off")
    return tag, data[at : at + length], data[at + length :]


def _open_ended(data: bytes, deep: int = 0) -> tuple[bytes, bytes]:
    """Return content and what follows of an element that ends with two zeros, as BER allows."""
    if deep > _DEEPEST:
        raise ValueError("too deep")
    rest = data
    while rest[:2] != b"\0\0":
        if len(rest) > 1 and rest[1] == 0x80:
            _inside, rest = _open_ended(rest[2:], deep + 1)
        else:
            rest = _first(rest)[2]
        if not rest:
            raise ValueError("cut off")
    return data[: len(data) - len(rest)], rest[2:]
