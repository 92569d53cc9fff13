"""Dates as European publishers write them: the day first, parts that are not known."""

import re
from datetime import date

from exportdesk.lists.text import plain

_DAY_FIRST = re.compile(r"(\d{1,2}|dd|DD)[/.](\d{1,2}|mm|MM)[/.](\d{4})(?: 0?0:00(?::00)?)?")
_NAMED = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3})[a-z]*[- ](\d{4})")
MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"), 1,
    )
    for name in names.split()
}  # fmt: skip
_UNKNOWN = {"dd", "mm", "0", "00"}


def day_first(text: str) -> str:
    """Return a date as ISO text, as far as it is known, else as it is written.

    `04/08/2026` is 2026-08-04, `08-Oct-2026` is 2026-10-08, `dd/mm/1945` and `00/00/1945` are 1945,
    `00/04/1984` is 1984-04.
    """
    bare = plain(text)
    named = _NAMED.fullmatch(bare)
    if named:
        day, word, year = named.groups()
        return iso(int(year), MONTHS.get(word.lower(), 0), int(day)) or bare
    found = _DAY_FIRST.fullmatch(bare)
    if not found:
        return bare
    day, month_text, year = found.groups()
    if month_text.lower() in _UNKNOWN:
        return year if day.lower() in _UNKNOWN else bare
    if day.lower() in _UNKNOWN:
        return f"{year}-{int(month_text):02d}" if 1 <= int(month_text) <= 12 else bare
    return iso(int(year), int(month_text), int(day)) or bare


def as_date(text: str) -> date | None:
    """Return the day that a text of either kind means, None where it is not exactly one."""
    try:
        return date.fromisoformat(day_first(text)[:10])
    except ValueError:
        return None


def iso(year: int, month: int, day: int) -> str:
    """Return a day as ISO text, "" where there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
