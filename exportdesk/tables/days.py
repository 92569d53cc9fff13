"""Days as people type them in any of the common orders, as ISO text."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from enum import Enum

from exportdesk.tables.vocabulary import folded

_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?")
_TOGETHER = re.compile(r"((?:18|19|20)\d\d)(\d\d)(\d\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?[-/.]\s?(\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}|\d{1,2}[- ]\w{3,9}[- ]\d{2}")
_TIME = re.compile(
    r"[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?(?:Z|[+-]\d\d:?\d\d)?$", re.I
)
_DAY_WORD = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º)? (?:de |of )?([^\W\d]+) (?:de )?(\d{4})")
_WORD_DAY = re.compile(r"([^\W\d]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})")
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_SERIAL = re.compile(r"[1-6]\d{4}(?:\.\d+)?")

_MONTHS = (
    "january jan januar janvier enero gennaio januari janeiro янв января январь ocak",
    "february feb februar fevrier febrero febbraio februari fevereiro фев февраля февраль subat",
    "march mar marz mars marzo maart marco мар марта март mart mrz",
    "april apr avril abril aprile апр апреля апрель nisan avr",
    "may mai mayo maggio mei maio мая маи mayis",
    "june jun juni juin junio giugno junho июн июня июнь haziran",
    "july jul juli juillet julio luglio julho июл июля июль temmuz",
    "august aug aout agosto augustus авг августа август agustos",
    "september sep sept septembre septiembre settembre setembro сен сентября сентябрь eylul",
    "october oct oktober okt octobre octubre ottobre outubro окт октября октябрь ekim",
    "november nov novembre noviembre novembro ноя ноября ноябрь kasim",
    "december dec dezember dez decembre diciembre dicembre dezembro дек декабря декабрь aralik",
)
_MONTH_OF = {
    word: number for number, words in enumerate(_MONTHS, start=1) for word in words.split()
}


class Order(Enum):
    """Which comes first where a day is written 03/04/2021."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    NOT_KNOWN = "not_known"


def order_in(texts: Iterable[str]) -> Order:
    """Return the order that the days of a column show: one above 12 can be no month."""
    found: set[Order] = set()
    for text in texts:
        match = _YEAR_LAST.fullmatch(_bare(text))
        if match is None or match[2] == ".":
            continue
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second:
            found.add(Order.DAY_FIRST)
        elif second > 12 >= first:
            found.add(Order.MONTH_FIRST)
    return found.pop() if len(found) == 1 else Order.NOT_KNOWN


def read_day(text: str, order: Order = Order.NOT_KNOWN) -> tuple[str, str]:
    """Return a day as ISO, and what is wrong with it: one of them is ""."""
    bare = _bare(text)
    for pattern in (_YEAR_FIRST, _TOGETHER):
        if found := pattern.fullmatch(bare):
            return _iso(int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_LAST.fullmatch(bare):
        return _year_last(found, order)
    if worded := _worded(bare):
        return worded
    if _YEAR.fullmatch(bare):
        return "", "cell-date-only-year"
    if _SHORT_YEAR.fullmatch(bare):
        return "", "cell-date-short-year"
    return "", "cell-date-serial" if _SERIAL.fullmatch(bare) else "cell-date-unknown"


def _bare(text: str) -> str:
    return _TIME.sub("", unicodedata.normalize("NFKC", text).strip()).strip()


def _year_last(found: re.Match[str], order: Order) -> tuple[str, str]:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "." or first > 12 or first == second or order is Order.DAY_FIRST:
        # With points it is the day first wherever it is written so.
        if second > 12 >= first and order is not Order.DAY_FIRST:
            return _iso(year, first, second)
        return _iso(year, second, first)
    if second > 12 or order is Order.MONTH_FIRST:
        return _iso(year, first, second)
    return "", "cell-date-ambiguous"


def _worded(bare: str) -> tuple[str, str] | None:
    words = " ".join(bare.replace(",", " ").replace(".", " ").replace("-", " ").split())
    if found := _DAY_WORD.fullmatch(words):
        day, month, year = found[1], found[2], found[3]
    elif found := _WORD_DAY.fullmatch(words):
        month, day, year = found[1], found[2], found[3]
    else:
        return None
    number = _MONTH_OF.get(folded(month), 0)
    return _iso(int(year), number, int(day)) if number else None


def _iso(year: int, month: int, day: int) -> tuple[str, str]:
    try:
        return date(year, month, day).isoformat(), ""
    except ValueError:
        return "", "cell-date-unknown"
