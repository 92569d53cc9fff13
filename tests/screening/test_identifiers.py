"""Identifiers: what people add to a number does not matter."""

import pytest

from exportdesk.screening.identifiers import normalized_identifier


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("7701234567", "7701234567"),
        ("INN 77 0123 4567", "7701234567"),
        ("Passport No. ab-123456", "AB123456"),
        ("IMO 9187629", "9187629"),
        ("EP-MNF 12", "EPMNF12"),
        ("abcdefgh", "ABCDEFGH"),
        ("1234", ""),
        ("", ""),
        ("unknown", ""),
        ("1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
    ],
)
def test_keys(text: str, key: str) -> None:
    assert normalized_identifier(text) == key
