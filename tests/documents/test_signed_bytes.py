"""Digital signatures: whether they fit what they were put under."""

import random
import shutil
from pathlib import Path

import pytest

from exportdesk.core.returned_forms import DigitalSignature
from exportdesk.documents.returned_reading import OpenedForm
from exportdesk.documents.signed_bytes import fits
from tests.documents.hostile import filled
from tests.documents.signing import by_hand, by_openssl, signed

WHOLE, PART, BROKEN = DigitalSignature.WHOLE, DigitalSignature.PART, DigitalSignature.BROKEN
NONE = DigitalSignature.NONE


def seen(data: bytes) -> DigitalSignature:
    return OpenedForm(data).form().signature


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")
def test_a_real_signature_fits_until_a_byte_is_changed(tmp_path: Path) -> None:
    data = signed(filled("tr"), by_openssl(tmp_path))
    assert seen(data) is WHOLE
    at = data.index(b"endobj")
    assert seen(data[:at] + b"ENDOBJ" + data[at + 6 :]) is BROKEN
    assert seen(data + b"% more") is PART


def test_what_is_no_signature_is_told() -> None:
    assert seen(filled()) is NONE
    assert seen(signed(filled(), by_hand)) is WHOLE
    assert seen(signed(filled(), by_hand, uncovered=50)) is PART
    assert seen(signed(filled(), lambda covered: by_hand(covered + b" "))) is BROKEN
    assert seen(signed(filled(), lambda covered: b"signed: me")) is BROKEN
    assert seen(signed(filled(), lambda covered: b"\x30\x82\0\0")) is BROKEN


def test_a_signature_without_a_digest_is_not_judged() -> None:
    whole = by_hand(b"")
    other = whole.replace(bytes.fromhex("2A864886F70D010904"), bytes.fromhex("2A864886F70D010905"))
    assert fits(other, [b""]) is None
    assert fits(whole, [b""]) is True
    assert fits(whole, [b"", b"x"]) is False


def test_lengths_that_are_open_end_with_two_zeros() -> None:
    whole = by_hand(b"abc")
    assert fits(b"\x30\x80" + whole[2:] + b"\0\0" + bytes(40), [b"a", b"bc"]) is True
    assert fits(b"\x30\x80" + whole[2:], [b"abc"]) is False


def test_broken_ones_end() -> None:
    whole, rng = by_hand(b"abc"), random.Random("signatures")
    for _ in range(3_000):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 6)):
            data[rng.randrange(len(data))] = rng.choice((0, 0x30, 0x80, 0xA0, 0xFF, 0x1F))
        assert fits(bytes(data[: rng.randint(0, len(data))]), [b"abc"]) in (True, False, None)
    assert fits(b"\x30\x80" * 50_000, [b""]) is False
    deep = b"".join(b"\x30\x84" + (6 * n).to_bytes(4) for n in range(2_000, 0, -1))
    assert fits(deep, [b""]) is False
