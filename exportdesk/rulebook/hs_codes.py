"""Codes of the Harmonized System as they are written: 6 digits, or 8 or 10 of a country's own.

What is checked is how a code is written and its chapter. Whether a heading exists is not: no
table of all codes comes with the program.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

LENGTHS = (6, 8, 10)

_DROPPED = re.compile(r"[\s.]+")
_DIGITS = re.compile(r"[0-9]+")
# A number cell of a spreadsheet that became text: 854231.0 is the code 854231. No schedule puts a
# point before a single digit.
_NUMBER_CELL = re.compile(r"([0-9]{5,10})\.0")
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,2}")
_LAST_CHAPTER = 97
_RESERVED_CHAPTER = 77
_NATIONAL_CHAPTERS = (98, 99)


class HsFault(StrEnum):
    """Why a text is no code of the Harmonized System."""

    EMPTY = "empty"
    LOST_ZERO = "lost_zero"
    SCIENTIFIC = "scientific"
    NOT_DIGITS = "not_digits"
    LENGTH = "length"
    CHAPTER = "chapter"
    NATIONAL_CHAPTER = "national_chapter"


@dataclass(frozen=True, slots=True)
class HsReading:
    """What a text means as a code: `digits`, or a `fault` and perhaps what was meant.

    One digit too few (`LOST_ZERO`) is told in both ways it may have come about: `likely` is the
    code with the zero that a spreadsheet takes from its front, `uncut` the six digits that are the
    same in every country, where it is the end that is missing. "" where it cannot be that.
    """

    digits: str = ""
    fault: HsFault | None = None
    likely: str = ""
    uncut: str = ""

    @property
    def hs6(self) -> str:
        """The first six digits, which are the same in every country."""
        return self.digits[:6]


def read_hs_code(text: str) -> HsReading:
    """Return the code that `text` means. Points and blanks are dropped, anything else refused."""
    plain = unicodedata.normalize("NFKC", text).strip()
    cell = _NUMBER_CELL.fullmatch(plain)
    digits = cell.group(1) if cell else _DROPPED.sub("", plain)
    if not digits:
        return HsReading(fault=HsFault.EMPTY)
    if _SCIENTIFIC.fullmatch(plain):
        return HsReading(fault=HsFault.SCIENTIFIC)
    if not _DIGITS.fullmatch(digits):
        return HsReading(fault=HsFault.NOT_DIGITS)
    if len(digits) not in LENGTHS:
        return _of_another_length(digits)
    fault = _chapter_fault(digits)
    return HsReading(fault=fault) if fault else HsReading(digits)


def hs6_of(code: str) -> str:
    """Return the first six digits of a code written in any way, "" where it is not one."""
    return read_hs_code(code).hs6


def dotted(digits: str) -> str:
    """Return a code as people write it: 8542.31, 8542.31.00, 8542.31.0001."""
    return ".".join(part for part in (digits[:4], digits[4:6], digits[6:]) if part)


def _of_another_length(digits: str) -> HsReading:
    # Spreadsheets take codes for numbers, and a number has no leading zero.
    restored = f"0{digits}"
    if len(restored) in LENGTHS and _chapter_fault(restored) is None:
        whole = len(digits) > LENGTHS[0] and _chapter_fault(digits) is None
        uncut = digits[: LENGTHS[0]] if whole else ""
        return HsReading(fault=HsFault.LOST_ZERO, likely=restored, uncut=uncut)
    return HsReading(fault=HsFault.LENGTH)


def _chapter_fault(digits: str) -> HsFault | None:
    chapter = int(digits[:2])
    if chapter in _NATIONAL_CHAPTERS:
        return HsFault.NATIONAL_CHAPTER
    if not 1 <= chapter <= _LAST_CHAPTER or chapter == _RESERVED_CHAPTER:
        return HsFault.CHAPTER
    return None
