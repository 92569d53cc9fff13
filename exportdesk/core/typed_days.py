"""Days as people type them. None is guessed: 03/04/2026 is a day only where the region says which.

A month as a word, a year in front, or a number above twelve leave no doubt. A year of two digits
is of this century up to 49, else of the last. The window shows what was understood as 2026-11-25
as soon as the field is left.
"""

import re
from datetime import date

from exportdesk.core.figures import DayOrder

_YEAR_FIRST = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})|(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d{2})")
_DAY_WORD = re.compile(r"(\d{1,2})\.?[ -](?:de )?([a-z]{3,10})\.?,?[ -](?:de )?(\d{4}|\d{2})")
_WORD_DAY = re.compile(r"([a-z]{3,10})\.? (\d{1,2}),? (\d{4}|\d{2})")
_LAST_OF_2000 = 49
_MONTHS = (
    ("january", "enero"), ("february", "febrero"), ("march", "marzo"), ("april", "abril"),
    ("may", "mayo"), ("june", "junio"), ("july", "julio"), ("august", "agosto"),
    ("september", "septiembre"), ("october", "octubre"), ("november", "noviembre"),
    ("december", "diciembre"),
)  # fmt: skip


def read_day(text: str, order: DayOrder) -> date | None:
    """Return the day that `text` says to somebody who writes days in `order`; None where none."""
    plain = " ".join(text.lower().split())
    if found := _YEAR_FIRST.fullmatch(plain):
        return _day(*(int(part) for part in found.groups() if part is not None))
    if found := _YEAR_LAST.fullmatch(plain):
        return _of_numbers(found, order)
    if found := _DAY_WORD.fullmatch(plain):
        return _day(_year(found[3]), _month(found[2]), int(found[1]))
    if found := _WORD_DAY.fullmatch(plain):
        return _day(_year(found[3]), _month(found[1]), int(found[2]))
    return None


def readings(text: str, order: DayOrder) -> tuple[date, ...]:
    """Return the days that `text` may mean where `order` does not say which."""
    found = _YEAR_LAST.fullmatch(" ".join(text.split()))
    if found is None or read_day(text, order) is not None:
        return ()
    return _possible(found, order)


def _possible(found: re.Match[str], order: DayOrder) -> tuple[date, ...]:
    """Return every day that three numbers may be, each once.

    The year stands last, or where it has two digits in front for whoever writes years in front.
    """
    first, _mark, second, last = found.groups()
    year = _year(last)
    read = [_day(year, int(first), int(second)), _day(year, int(second), int(first))]
    if len(last) == len(first) == 2 and order is DayOrder.YEAR_FIRST:
        read.insert(0, _day(_year(first), int(second), int(last)))
    return tuple(dict.fromkeys(day for day in read if day is not None))


def _of_numbers(found: re.Match[str], order: DayOrder) -> date | None:
    days = _possible(found, order)
    if len(days) == 1:
        return days[0]
    if not days:
        return None
    first, mark, second, last = found.groups()
    if mark == "." and order is DayOrder.DAY_FIRST:
        return _day(_year(last), int(second), int(first))
    if mark != "." and order is DayOrder.MONTH_FIRST:
        return _day(_year(last), int(first), int(second))
    if mark == "." and order is DayOrder.YEAR_FIRST and len(last) == 4:
        return _day(_year(last), int(second), int(first))
    return None


def _year(digits: str) -> int:
    """Return the year that four digits are, or two."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year <= _LAST_OF_2000 else 1900)


def _month(word: str) -> int:
    """Return the month that begins with a word in English or Spanish, 0 where none does."""
    word = "sep" if word == "sept" else word
    for number, names in enumerate(_MONTHS, 1):
        if any(name.startswith(word) for name in names):
            return number
    return 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
