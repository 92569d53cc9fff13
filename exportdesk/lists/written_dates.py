"""Dates as people write them in lists: ISO where they are exact, a plain word where not."""

import re
from datetime import date, datetime, timedelta

from exportdesk.lists.dates import MONTHS, iso
from exportdesk.lists.text import plain

_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?[ -]([A-Za-z]{3,9})[., -]{1,2}(\d{4})")
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_MONTH_YEAR = re.compile(r"([A-Za-z]{3,9})[., ]{1,2}(\d{4})")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.? (\d{1,2}), (\d{4})\b")
_COMMA_BEFORE_YEAR = re.compile(r"\b([A-Za-z]{3,9})\.?, (?=\d{4}\b)")
_LABEL = re.compile(r"^\(?(?:alt\.? )?(?:dob|born)\b\s*:?\s*", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:approximately|approx\.?|circa|c\.|about|around)\s*", re.IGNORECASE)
_SPAN = re.compile(r"(?:between )?(\d{4})\s*(?:-|–|/|and|to)\s*(\d{4})", re.IGNORECASE)
_LETTERED = re.compile(r"(?:^|(?<=[\s,;.)0-9]))\(?[a-z]\)\s*")
# White space is looked at from its beginning only, not from each of 200,000 spaces.
_BETWEEN = re.compile(r"(?:(?<!\s)\s+)?(?:;|,|>>|\n|\bor\b)\s*", re.IGNORECASE)

# Excel counts days from here; its 1900 had a 29 February.
_EXCEL_START = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1800, 2200
_LAST_SERIAL = 109_574  # the end of 2199


def iso_of(text: str) -> str:
    """Return a date written out, or with the day first, as ISO; "" for anything else."""
    bare = text.strip(" .;,")
    if _ISO.fullmatch(bare):
        return bare
    found = _DAY_FIRST.fullmatch(bare)
    if found:
        return iso(int(found.group(3)), int(found.group(2)), int(found.group(1)))
    found = _WORDED.fullmatch(bare)
    if found:
        month = MONTHS.get(found.group(2).lower(), 0)
        return iso(int(found.group(3)), month, int(found.group(1)))
    found = _MONTH_YEAR.fullmatch(bare)
    if found and found.group(1).lower() in MONTHS:
        return f"{found.group(2)}-{MONTHS[found.group(1).lower()]:02d}"
    return ""


def dates_of(value: object) -> list[str]:
    """Return the dates in a cell: a date, a year, an Excel serial, or a text that lists some."""
    if isinstance(value, datetime):
        return [value.date().isoformat()]
    if isinstance(value, date):
        return [value.isoformat()]
    if isinstance(value, int | float) and not isinstance(value, bool):
        if _FIRST_YEAR <= value <= _LAST_YEAR and value == int(value):
            return [str(int(value))]
        day = serial_date(value)
        return [day.isoformat() if day else f"{value:g}"]
    return _dates_in(value) if isinstance(value, str) else []


def serial_date(value: float) -> date | None:
    """Return the day that Excel counts as `value`, None where it counts none."""
    return _EXCEL_START + timedelta(days=int(value)) if 0 < value <= _LAST_SERIAL else None


def _dates_in(text: str) -> list[str]:
    text = _COMMA_BEFORE_YEAR.sub(r"\1 ", _MONTH_FIRST.sub(r"\2 \1 \3", text))
    pieces = [piece for part in _LETTERED.split(text) for piece in _BETWEEN.split(part)]
    bare = [piece for piece in (plain(piece).strip(" .,;") for piece in pieces) if piece]
    # Where splitting tears a sentence apart ("born in March, as it seems"), it stays whole.
    if any(not re.search(r"\d", piece) for piece in bare):
        bare = [whole] if (whole := plain(text)) else []
    return list(dict.fromkeys(worded(piece) for piece in bare))


def worded(text: str) -> str:
    """Return one date in the words that all lists share: ISO, `circa 1960`, `1960 to 1965`."""
    text = _LABEL.sub("", text)
    about = _ABOUT.match(text)
    bare = text[about.end() :].strip() if about else text
    found = _SPAN.fullmatch(bare)
    told = f"{found.group(1)} to {found.group(2)}" if found else iso_of(bare) or bare
    return f"circa {told}" if about else told
