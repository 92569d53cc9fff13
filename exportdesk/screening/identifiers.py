"""Identifiers: tax, registration and passport numbers, IMO, tail number, SWIFT, wallet.

Compared exactly, once what people add to a number is taken off: spaces, dots, dashes, the words
"No." or "IMO". A number of fewer than five characters is too common to mean anything by itself.
"""

import re
import unicodedata

LEAST_LENGTH = 5

_PREFIX = re.compile(
    r"^\s*(?:(?:imo|passport|tax|id|vat|reg(?:istration)?|national|identification|swift|bic|inn"
    r"|ogrn|kpp|duns|lei|tail|mmsi|uscc|unified social credit code|number|code|no|nr)\b"
    r"[\s.:#/-]*|[№#][\s.:#/-]*)+",
    re.IGNORECASE,
)
_NOT_KEY = re.compile(r"[^A-Z0-9]+")
_CASE_MATTERS = re.compile(r"^(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|T[1-9A-HJ-NP-Za-km-z]{33})$")


def normalized_identifier(text: str) -> str:
    """Return the number alone, in capitals; "" when it is too short to identify anybody."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if _CASE_MATTERS.match(plain):
        return plain
    key = _NOT_KEY.sub("", _PREFIX.sub("", plain).upper())
    return (
        key
        if (len(key) >= LEAST_LENGTH and any(c.isdigit() for c in key)) or _is_swift(key)
        else ""
    )


def _is_swift(key: str) -> bool:
    return len(key) in (8, 11) and key[:6].isalpha()
