"""What a scanner makes of the square code at the head of a paper, and which number it means."""

import re

_BEGIN = "EXPORTDESK"
_NUMBER = re.compile(r"[CDPS]-\d{4}-\d{4,}")
_CERTIFICATION = re.compile(r"(C-\d{4}-\d{4,})-\d+-[0-9A-Z]{4}-\d\d")


def number_meant(text: str) -> str:
    """Return the number of the record that a scanned or typed code means, any other text as it is.

    >>> number_meant("EXPORTDESK CERTIFICATION C-2026-0147-1-VE2T-04")
    'C-2026-0147'
    """
    plain = text.strip().upper()
    whole = _CERTIFICATION.fullmatch(plain)
    if whole is not None:
        return whole[1]
    found = _NUMBER.search(plain) if plain.startswith(f"{_BEGIN} ") else None
    return found[0] if found is not None else text
