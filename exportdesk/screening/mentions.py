"""Which word of a name is in listed names, where no listed name is like the whole.

"Huawei" alone is like none of the hundred and more listed names that hold it: each has words that
say more. "Huawei Technologies Malaga" is like none of them either, and may belong to the same
group. That is no match, and it is no clean answer either.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from exportdesk.core.matches import Mention
from exportdesk.screening.glossary_plain import PLAIN_WORDS
from exportdesk.screening.index import Index
from exportdesk.screening.normalize import Word, read_name

_LEAST_LETTERS = 4
_LEAST_NAMESAKES = 3  # so many listed parties begin with a word: they may be a group of companies


@dataclass(frozen=True, slots=True)
class Sharing:
    """A word of ours, and the listings in the index whose names share it."""

    mention: Mention
    listings: tuple[int, ...]


def sharing_of(name: str, index: Index) -> Sharing | None:
    """Return the telling word of a name that listed names hold, None without one.

    Telling is a word that ordinary names do not have and that says more than what a company does
    or where. It counts where it is the only one of the name, or begins it and several listed names.
    Of company names that match nothing, one in seventeen has the first, one in twenty the second.
    """
    words = read_name(name).words
    telling = [word for word in words if _tells(word, index)]
    plain = [word for word in words if word.key in PLAIN_WORDS or len(word.key) < _LEAST_LETTERS]
    if len(telling) == 1 and len(telling) + len(plain) == len(words):
        return _sharing(telling[0], _holders(telling[0], index), index, least=1, begins=False)
    if telling and telling[0] is words[0]:
        number = index.vocabulary.number.get(words[0].key)
        first = (one for one in _holders(words[0], index) if index.name_words[one][0] == number)
        return _sharing(words[0], first, index, least=_LEAST_NAMESAKES, begins=True)
    return None


def _tells(word: Word, index: Index) -> bool:
    return (
        word.key not in PLAIN_WORDS
        and len(word.key) >= _LEAST_LETTERS
        and word.key not in index.rarity.background.counts
    )


def _holders(word: Word, index: Index) -> list[int]:
    """Return the listed names that hold a word."""
    number = index.vocabulary.number.get(word.key)
    return [] if number is None else index.postings[number].tolist()


def _sharing(
    word: Word, names: Iterable[int], index: Index, *, least: int, begins: bool
) -> Sharing | None:
    listings = {
        int(listing)
        for one in names
        for listing in index.entry_listings[index.entries[one]].tolist()
    }
    if len(listings) < least:
        return None
    return Sharing(Mention(word.written, len(listings), begins), tuple(sorted(listings)))
