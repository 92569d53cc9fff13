"""What is printed on a form that came back, against what was printed on the one that was sent.

The fields of a file say which items it was made for; somebody who changes the page itself changes
none of them. Compared are the words in Latin letters and the numbers: of those, reading programs
make the same, whatever program wrote the file.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[0-9A-Za-zµ\u00c0-\u024f]+")
_ALIKE = 0.7  # of the words: a text that has fewer of them was read otherwise, not changed
_MOST_TOLD = 8


@dataclass(frozen=True, slots=True)
class PrintDifference:
    """Words that are no longer there, and words that were not there."""

    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    @property
    def is_none(self) -> bool:
        """Whether both are the same."""
        return not (self.gone or self.new)

    def touches(self, texts: Iterable[str]) -> bool:
        """Whether a word that is gone is one of these texts."""
        return not set(self.gone).isdisjoint(word for text in texts for word in _words(text))


def print_difference(sent: str, back: str, *, is_form: bool) -> PrintDifference | None:
    """Return what differs, None where the texts cannot be compared.

    Of a form that can still be filled in, no page has another word. One that was printed or
    flattened has what was filled in beside them.
    """
    ours, theirs = _words(sent), _words(back)
    gone, new = Counter(ours) - Counter(theirs), Counter(theirs) - Counter(ours)
    if ours and _letters(gone) == _letters(new):
        return PrintDifference()  # the same, cut into words elsewhere
    if not ours or gone.total() > len(ours) * (1 - _ALIKE):
        return None
    left = tuple(dict.fromkeys(word for word in ours if word in gone))
    come = tuple(dict.fromkeys(word for word in theirs if word in new)) if is_form else ()
    return PrintDifference(left, come)


def told(words: tuple[str, ...]) -> str:
    """Return words as they are told: not more than a few of them."""
    more = " \u2026" if len(words) > _MOST_TOLD else ""
    return " ".join(words[:_MOST_TOLD]) + more if words else "\u2013"


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text))


def _letters(words: Counter[str]) -> list[str]:
    return sorted("".join(words.elements()))
