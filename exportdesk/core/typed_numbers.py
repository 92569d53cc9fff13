"""Numbers as people type them: 2,400.50 and 2.400,50 mean the same, 1,234 alone could mean two.

What is typed is never guessed. Where one mark has just three digits behind it, it parts thousands
if that is how the region writes them, which is what the screen shows; else nobody can tell, and the
person is asked to write it another way. So no text ever means two numbers in two regions.
"""

import re
from dataclasses import dataclass

_SPACES = re.compile(r"[ '\u2019\u00a0\u202f\u2009]")
_PLAIN = re.compile(r"\d+")
_DECIMAL = re.compile(r"(\d+)([.,])(\d+)")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+")
_BOTH = re.compile(r"(\d{1,3}(?:(?P<group>[.,])\d{3})+)(?!(?P=group))[.,](\d+)")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, as decimal text with a point; or why it is none.

    `twice` holds both numbers that an ambiguous text could mean.
    """

    number: str = ""
    twice: tuple[str, ...] = ()


def to_type_over(number: str) -> str:
    """Return a number that is kept as a field shows it: 1.234 as 1.2340.

    Files may tell three digits behind the point, and in some regions that reads as thousands.
    """
    found = _DECIMAL.fullmatch(number)
    if found is None or len(found[3]) != 3 or len(found[1]) > 3 or found[1].startswith("0"):
        return number
    return f"{number}0"


def read_typed(text: str, group: str) -> Typed:
    """Return the number above or at zero that `text` says where `group` parts thousands."""
    bare = _SPACES.sub("", text)
    if not bare.isascii():
        return Typed()
    if _PLAIN.fullmatch(bare):
        return Typed(bare)
    if _GROUPED.fullmatch(bare):
        return Typed(re.sub(r"[.,]", "", bare))
    if both := _BOTH.fullmatch(bare):
        return Typed(f"{re.sub(r'[.,]', '', both[1])}.{both[3]}")
    if decimal := _DECIMAL.fullmatch(bare):
        whole, mark, behind = decimal.groups()
        if len(behind) == 3 and len(whole) <= 3 and not whole.startswith("0"):
            if mark == group:
                return Typed(whole + behind)
            return Typed(twice=(whole + behind, f"{whole}.{behind}0"))
        return Typed(f"{whole}.{behind}")
    return Typed()
