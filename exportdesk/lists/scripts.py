"""In which script a name is written: Latin, or the original one."""

import re

# Letters outside the Latin blocks. The micro sign and the ordinal signs stand for other letters in
# names of every script, so they decide nothing; so do modifier letters (apostrophes mostly).
_NOT_LATIN = re.compile(
    r"[^\W\d_A-Za-z\u00aa\u00b5\u00ba\u00c0-\u024f\u0250-\u02ff\u1d00-\u1dbf\u1e00-\u1eff"
    r"\u2071\u207f\u2090-\u209c\u212a\u212b\u2c60-\u2c7f\ua720-\ua7ff\uab30-\uab6f\ufb00-\ufb06"
    r"\uff21-\uff3a\uff41-\uff5a]"
)


def letters_by_script(text: str) -> tuple[int, int]:
    """Return how many letters of `text` are Latin, or of no script, and how many are not."""
    letters, other = sum(map(str.isalpha, text)), _others(text)
    return letters - other, other


def is_latin(text: str) -> bool:
    """Whether no letter of `text` is of another script.

    A Latin letter in a Cyrillic word (publishers type `i` for `і`) does not make the name Latin.
    """
    return _others(text) == 0


def is_mostly_latin(text: str) -> bool:
    """Whether `text` is in Latin script, give or take a look-alike letter."""
    latin, other = letters_by_script(text)
    return other == 0 or (other < 3 and latin > 2 * other)


def _others(text: str) -> int:
    if text.isascii():
        return 0
    # A fraction or a Roman numeral is no letter.
    return sum(map(str.isalpha, _NOT_LATIN.findall(text)))
