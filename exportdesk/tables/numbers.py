"""Numbers in the cells of a workbook as the text that a person would read there."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum

# Excel keeps fifteen digits; what follows them was made up by it.
MOST_DIGITS = 15

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
_ZEROS = re.compile(r"0{2,20}")
_DAYS_UP_TO = 2_958_465  # 31 December 9999
_START = datetime(1899, 12, 30)
_START_1904 = datetime(1904, 1, 1)
# Excel's own numbers: dates and times of every language.
_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_PERCENT_FORMATS = frozenset((9, 10))


class Shape(Enum):
    """What a number format makes of a number."""

    PLAIN = "plain"
    DATE = "date"
    PERCENT = "percent"
    ZEROS = "zeros"


def shape_of(format_id: int, code: str = "") -> tuple[Shape, int]:
    """Return what a number format makes of a number, and how many digits it pads it to."""
    if not code:
        if format_id in _DATE_FORMATS:
            return Shape.DATE, 0
        return (Shape.PERCENT if format_id in _PERCENT_FORMATS else Shape.PLAIN), 0
    bare = _LITERAL.sub("", code[:255].partition(";")[0]).casefold()
    if _ZEROS.fullmatch(bare):
        return Shape.ZEROS, len(bare)
    if "%" in bare:
        return Shape.PERCENT, 0
    if bare.strip() in ("general", "standard", "@"):
        return Shape.PLAIN, 0
    dated = any(letter in bare for letter in "ydhs") or ("m" in bare and "0" not in bare)
    # "e" alone is the year in East Asian formats; "0.00e+00" is a number.
    return (Shape.DATE if dated and "0e" not in bare else Shape.PLAIN), 0


def number_text(value: float, shape: Shape = Shape.PLAIN, digits: int = 0) -> str:
    """Return a number as text: whole ones without a point, never with an exponent."""
    if shape is Shape.PERCENT:
        return plain_number(Decimal(repr(value)) * 100) + "%"
    text = plain_number(Decimal(repr(value)))
    if shape is Shape.ZEROS and text.isdigit():
        return text.zfill(digits)
    return text


def plain_number(value: Decimal) -> str:
    """Return a number with as many digits as Excel keeps, written out."""
    if not value.is_finite():
        return str(value)
    if abs(value.adjusted()) > 400:
        return str(value)
    if value == value.to_integral_value():
        return str(int(value))
    exact = Decimal(f"{value:.{MOST_DIGITS}g}")
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_rounded(value: float) -> bool:
    """Whether a whole number has more digits than Excel keeps, so that the last are lost."""
    return value.is_integer() and abs(value) >= 10**MOST_DIGITS


def day_text(value: float, *, from_1904: bool = False) -> str:
    """Return the day that Excel counts as `value` as ISO, with the time if it has one; else ""."""
    if not 0 <= value <= _DAYS_UP_TO:
        return ""
    if value < 1:
        return _time_text(value)
    start = _START_1904 if from_1904 else _START
    if not from_1904 and value < 60:
        start += timedelta(days=1)  # its 1900 had a 29 February
    try:
        moment = start + timedelta(seconds=round(value * 86_400))
    except OverflowError:
        return ""
    return moment_text(moment)


def moment_text(moment: datetime | date) -> str:
    """Return a day as ISO text, with the time where it is not midnight."""
    if isinstance(moment, datetime):
        midnight = not (moment.hour or moment.minute or moment.second)
        day = moment.date().isoformat()
        return day if midnight else f"{day} {moment:%H:%M:%S}"
    return moment.isoformat()


def _time_text(value: float) -> str:
    seconds = round(value * 86_400)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
