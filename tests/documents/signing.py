"""Signs PDFs digitally, by openssl or by hand, for tests of what came back."""

import hashlib
import io
import subprocess
from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

ROOM = 4096
_PLACES = (1111111, 2222222, 3333333)

Sign = Callable[[bytes], bytes]
"""Returns the signature of bytes."""


def signed(data: bytes, sign: Sign, *, name: str = "Ayşe Yılmaz", uncovered: int = 0) -> bytes:
    """Return a form with a signature over it; `uncovered` bytes at its end are left out."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    fields = writer.root_object["/AcroForm"]["/Fields"]  # type: ignore[index] # pypdf's objects
    node = next(each.get_object() for each in fields if each.get_object().get("/FT") == "/Sig")
    told = {
        "/Type": NameObject("/Sig"),
        "/Filter": NameObject("/Adobe.PPKLite"),
        "/SubFilter": NameObject("/adbe.pkcs7.detached"),
        "/Contents": ByteStringObject(b"\x80" * ROOM),  # not taken for text
        "/ByteRange": ArrayObject(NumberObject(one) for one in (0, *_PLACES)),
    }
    if name:
        told["/Name"] = TextStringObject(name)
    node[NameObject("/V")] = DictionaryObject({NameObject(k): v for k, v in told.items()})
    out = io.BytesIO()
    writer.write(out)
    whole = out.getvalue()
    start = whole.index(b"<" + b"80" * ROOM + b">")
    end = start + 2 * ROOM + 2
    for place, value in zip(_PLACES, (start, end, len(whole) - end - uncovered), strict=True):
        whole = whole.replace(b"%d" % place, b"%07d" % value)
    signature = sign(whole[:start] + whole[end : len(whole) - uncovered])
    return whole[: start + 1] + signature.hex().encode().ljust(2 * ROOM, b"0") + whole[end - 1 :]


def by_hand(covered: bytes) -> bytes:
    """Return a signature that holds the digest of `covered`, and nothing that proves it."""
    digest = _der(0x04, hashlib.sha256(covered).digest())
    attribute = _der(0x30, _oid("2A864886F70D010904") + _der(0x31, digest))
    sha256 = _der(0x30, _oid("608648016503040201"))
    signer = _der(0x30, _der(0x02, b"\1") + sha256 + _der(0xA0, attribute))
    data = _der(0x30, _oid("2A864886F70D010701"))
    inside = _der(0x02, b"\1") + _der(0x31, sha256) + data + _der(0x31, signer)
    return _der(0x30, _oid("2A864886F70D010702") + _der(0xA0, _der(0x30, inside)))


def by_openssl(folder: Path) -> Sign:
    """Return what signs as programs for PDF do: detached CMS with the key of a made-up person."""
    key, certificate, what = folder / "key.pem", folder / "certificate.pem", folder / "what"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Somebody"]
    _run([*make, "-keyout", str(key), "-out", str(certificate)])

    def sign(covered: bytes) -> bytes:
        what.write_bytes(covered)
        call = ["openssl", "cms", "-sign", "-binary", "-outform", "DER", "-md", "sha256"]
        return _run([*call, "-in", str(what), "-signer", str(certificate), "-inkey", str(key)])

    return sign


def _run(call: list[str]) -> bytes:
    return subprocess.run(call, capture_output=True, check=True, timeout=60).stdout


def _oid(text: str) -> bytes:
    return _der(0x06, bytes.fromhex(text))


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes((size,)) if size < 0x80 else b"\x82" + size.to_bytes(2)
    return bytes((tag,)) + length + content
