"""Which encoding a text is written in: told by its first bytes, else by what it reads as."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from exportdesk.tables.workbook_limits import NoTable

ENCODINGS = (
    "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "gb18030", "cp932", "cp1251",
    "cp1254", "cp1250", "cp1253", "cp1255", "cp1256", "big5", "cp949", "latin-1",
)  # fmt: skip
"""What the user may choose from, the likeliest first."""

_LOOKED_AT = 64 * 2**10
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{2,}")
_UTF8_LETTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_MOST_DAMAGE = 0.25  # of the letters of a UTF-8 text
# Bytes that are Turkish letters in Windows-1254 and Icelandic ones in Windows-1252.
_TURKISH = frozenset(b"\xd0\xdd\xde\xf0\xfd\xfe")
_ICELANDIC = frozenset(b"\xc6\xe6\xe1\xed\xc1\xcd")
# Of each, what share of the letters must be those that its language uses every day.
_PLAUSIBLE = 0.75


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read in, whether that was plain to see, what was unreadable."""

    text: str
    encoding: str
    sure: bool = True
    lost: int = 0


def decoded(data: bytes, encoding: str = "") -> Decoded:
    """Return the text of a file in the encoding given, else in the one it shows signs of.

    Bytes that mean nothing in it become U+FFFD and are counted. Raises NoTable: an encoding that
    does not exist.
    """
    if encoding:
        return _read(data, encoding, sure=True)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _read(data, name, sure=True)
    if wide := _without_mark(data[:_LOOKED_AT]):
        return _read(data, wide, sure=True)
    try:
        return Decoded(data.decode("utf-8"), "utf-8-sig")
    except UnicodeDecodeError as error:
        # Read from the first letter that is not plain: above it may stand a megabyte of ASCII.
        sample = data[max(0, error.start - 1024) :][:_LOOKED_AT]
    name = _by_evidence(sample)
    return _read(data, name, sure=name in ("utf-8-sig", "cp1251"))


def _read(data: bytes, encoding: str, *, sure: bool) -> Decoded:
    try:
        text = data.decode(encoding, "replace").removeprefix("\ufeff")
    except (LookupError, UnicodeError, ValueError) as error:
        raise NoTable("encoding", encoding) from error
    lost = text.count("\ufffd")
    if lost and encoding.startswith("utf"):
        lost -= data.decode(encoding, "ignore").count("\ufffd")
    return Decoded(text, encoding, sure, lost)


def _without_mark(head: bytes) -> str:
    """Return which UTF-16 it is where every other byte of plain letters is empty; else ""."""
    half = len(head) // 2
    if half < 4:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    # A quarter: delimiters, digits and line ends are in any text, of whatever script.
    if odd > half / 4 and even < odd / 20:
        return "utf-16-le"
    return "utf-16-be" if even > half / 4 and odd < even / 20 else ""


def _by_evidence(sample: bytes) -> str:
    whole = sum(1 for _ in _UTF8_LETTER.finditer(sample))
    damaged = len(_HIGH.findall(_UTF8_LETTER.sub(b"", sample)))
    if whole and damaged <= whole * _MOST_DAMAGE:
        return "utf-8-sig"
    high = len(_HIGH.findall(sample))
    in_runs = sum(len(run) for run in _HIGH_RUN.findall(sample))
    if in_runs >= high / 2:
        scores = {
            "gb18030": _plausible_chinese(sample),
            "cp932": _plausible_japanese(sample),
            "cp1251": _plausible_cyrillic(sample),
        }
        best = max(scores, key=lambda name: scores[name])
        if scores[best] >= _PLAUSIBLE:
            return best
    letters = set(sample)
    turkish = letters & _TURKISH
    return "cp1254" if turkish and not letters & _ICELANDIC else "cp1252"


def _foreign(sample: bytes, encoding: str) -> str:
    """Return the letters beyond ASCII; "" where the bytes are none of this encoding."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        text = decoder.decode(sample, final=False)
    except UnicodeDecodeError:
        return ""
    return "".join(letter for letter in text if letter > "\x7f")


def _plausible_chinese(sample: bytes) -> float:
    """Return what share of the letters is of the 3,755 that Chinese uses every day."""
    letters = _foreign(sample, "gb18030")
    common = sum(_is_common_chinese(letter) for letter in letters)
    return common / len(letters) if letters else 0.0


def _is_common_chinese(letter: str) -> bool:
    written = letter.encode("gb18030")
    return len(written) == 2 and (
        (0xB0 <= written[0] <= 0xD7 and written[1] >= 0xA1) or written[0] in (0xA1, 0xA3)
    )


def _plausible_japanese(sample: bytes) -> float:
    """Return what share is kana or of the letters used every day, in full width."""
    letters = _foreign(sample, "cp932")
    if not letters:
        return 0.0
    kana = sum("\u3040" <= letter <= "\u30ff" for letter in letters)
    common = sum(_is_common_japanese(letter) for letter in letters)
    share = (kana + common) / len(letters)
    # Without any kana it may as well be another language in another encoding.
    return share if kana else share * 0.8


def _is_common_japanese(letter: str) -> bool:
    if not ("\u4e00" <= letter <= "\u9fff" or "\uff01" <= letter <= "\uff5e" or letter == "\u3000"):
        return False
    written = letter.encode("cp932", "ignore")
    return len(written) == 2 and 0x81 <= written[0] <= 0x98


def _plausible_cyrillic(sample: bytes) -> float:
    """Return what share is Cyrillic, less every small letter that is followed by a capital."""
    try:
        text = sample.decode("cp1251")
    except UnicodeDecodeError:
        return 0.0
    letters = [letter for letter in text if letter > "\x7f"]
    cyrillic = sum("\u0400" <= letter <= "\u045f" or letter in "«»№" for letter in letters)
    odd = sum(1 for _ in _odd_capitals(text))
    return (cyrillic - 2 * odd) / len(letters) if letters else 0.0


def _odd_capitals(text: str) -> Iterator[str]:
    return (found.group() for found in re.finditer(r"[а-яё][А-ЯЁ]", text))
