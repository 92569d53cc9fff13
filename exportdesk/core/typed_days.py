"""Days as people type them. None is guessed: 03/04/2026 is a day only where the region says which.

A month as a word, a year in front, or a number above twelve leave no doubt. The window shows what
was understood as 2026-11-25 as soon as the field is left.
"""

import re
from datetime import date

from exportdesk.core.figures import DayOrder

_YEAR_FIRST = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})|(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")
_DAY_WORD = re.compile(r"(\d{1,2})\.?[ -](?:de )?([a-z]{3,10})\.?,?[ -](?:de )?(\d{4})")
_WORD_DAY = re.compile(r"([a-z]{3,10})\.? (\d{1,2}),? (\d{4})")
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
        first, mark, second, year = found.groups()
        return _year_last(int(first), int(second), int(year), mark, order)
    if found := _DAY_WORD.fullmatch(plain):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    if found := _WORD_DAY.fullmatch(plain):
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    return None


def readings(text: str, order: DayOrder) -> tuple[date, ...]:
    """Return the two days that `text` may mean where `order` does not say which."""
    found = _YEAR_LAST.fullmatch(" ".join(text.split()))
    if found is None or read_day(text, order) is not None:
        return ()
    first, _mark, second, year = found.groups()
    pairs = ((int(first), int(second)), (int(second), int(first)))
    days = [_day(int(year), month, day) for month, day in pairs]
    return tuple(one for one in days if one is not None)


def _year_last(first: int, second: int, year: int, mark: str, order: DayOrder) -> date | None:
    if first > 12 or first == second:
        return _day(year, second, first)
    if second > 12 or (mark != "." and order is DayOrder.MONTH_FIRST):
        return _day(year, first, second)
    if mark == "." and order is not DayOrder.MONTH_FIRST:
        return _day(year, second, first)
    return None


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
