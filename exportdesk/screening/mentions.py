"""Which word of a name is in listed names, where no listed name is like the whole.

"Huawei" alone is like none of the hundred and more listed names that hold it: each has words that
say more. "Huawei Technologies Malaga" is like none of them either, and may belong to the same
group. That is no match, and it is no clean answer either. Nor is "Huawai Technologies Malaga",
where the word is one slip away from theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase

from rapidfuzz.distance import OSA

from exportdesk.core.matches import Mention
from exportdesk.screening.glossary_plain import PLAIN_WORDS
from exportdesk.screening.index import Index
from exportdesk.screening.normalize import Word, read_name
from exportdesk.screening.sounds import skeleton

_LEAST_LETTERS = 4
_LEAST_NAMESAKES = 3  # so many listed parties begin with a word: they may be a group of companies
# Short words are one slip from another all the time. A word of so many letters that is one slip
# from theirs tells something where several listed parties have it, a longer one in any case.
_LEAST_SLIPPED, _LONG = 6, 7
_LEAST_BEARERS = 2
_FEW = 3  # the names of at most so many listed parties are read again, for what else they share


@dataclass(frozen=True, slots=True)
class Sharing:
    """A word of ours, and the listings in the index whose names share it."""

    mention: Mention
    listings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Telling:
    """The word of a name that tells which one it is: the only one, or that which `begins` it."""

    word: Word
    begins: bool


def sharing_of(name: str, index: Index) -> Sharing | None:
    """Return the telling word of a name that listed names hold, None without one.

    Telling is a word that ordinary names do not have and that says more than what a company does
    or where. It counts where it is the only one of the name, or begins it and several listed names.
    Of company names that match nothing, one in seventeen has the first, one in twenty the second.
    A word that is one slip away from a telling one of theirs counts as well: one in sixty has that.
    """
    words = read_name(name).words
    telling = [word for word in words if _tells(word.key, index)]
    plain = [word for word in words if word.key in PLAIN_WORDS or len(word.key) < _LEAST_LETTERS]
    if len(telling) == 1 and len(telling) + len(plain) == len(words):
        found = _Telling(telling[0], begins=False)
    elif telling and telling[0] is words[0]:
        found = _Telling(telling[0], begins=True)
    else:
        return None
    number = index.vocabulary.number.get(found.word.key)
    if number is not None:
        shared = _sharing(found, [number], index)
        is_alone = found.begins or len(words) == 1
        return shared if shared is None or is_alone else _with_words(shared, words, number, index)
    alike = _slipped(found.word.key, index)
    return _sharing(found, alike, index) if alike else None


def _tells(key: str, index: Index) -> bool:
    return (
        key not in PLAIN_WORDS
        and len(key) >= _LEAST_LETTERS
        and key not in index.rarity.background.counts
    )


def _slipped(key: str, index: Index) -> list[int]:
    """Return the telling words of the lists that are one slip away from a word no list has.

    None where an ordinary word is as near: it is rather a slip of that.
    """
    if len(key) < _LEAST_SLIPPED or not key.isalpha():
        return []
    vocabulary, sound = index.vocabulary, skeleton(key)
    near = {*vocabulary.slips.near(sound).tolist(), *vocabulary.by_skeleton.get(sound, ())}
    found = []
    for number in sorted(near):
        other = vocabulary.words[number]
        if (
            len(other) >= _LEAST_SLIPPED
            and other[0] == key[0]
            and OSA.distance(key, other, score_cutoff=1) == 1
            and _tells(other, index)
        ):
            found.append(number)
    return [] if found and _is_slip_of_ordinary(key, index) else found


def _is_slip_of_ordinary(key: str, index: Index) -> bool:
    ordinary = index.rarity.background.counts
    cuts = [(key[:at], key[at:]) for at in range(1, len(key) + 1)]
    slips = {head + tail[1:] for head, tail in cuts if tail}
    slips |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    slips |= {head + one + tail[1:] for head, tail in cuts for one in ascii_lowercase}
    slips |= {head + one + tail for head, tail in cuts for one in ascii_lowercase}
    return any(one in ordinary or one in PLAIN_WORDS for one in slips - {key})


def _sharing(telling: _Telling, numbers: Sequence[int], index: Index) -> Sharing | None:
    """Return whose names have one of these words of the lists, None where too few do."""
    bearers = {number: _bearers(number, index, begins=telling.begins) for number in numbers}
    listings = set().union(*bearers.values())
    key = telling.word.key
    alike = index.vocabulary.words[numbers[0]] != key
    least = _LEAST_NAMESAKES if telling.begins else 1
    if alike and len(key) < _LONG:
        least = max(least, _LEAST_BEARERS)
    if len(listings) < least:
        return None
    word = telling.word.written
    if alike:
        word = _written(max(numbers, key=lambda one: (len(bearers[one]), -one)), index)
    return Sharing(
        Mention(word, len(listings), telling.begins, alike=alike), tuple(sorted(listings))
    )


def _with_words(shared: Sharing, words: Sequence[Word], number: int, index: Index) -> Sharing:
    """Return it with all the words of ours that a name of each listing has, written as we do.

    Keys would not do: they are the same for "Ticaret" and "Trading".
    """
    if len(shared.listings) > _FEW:
        return shared
    ours = {word.written.casefold() for word in words}
    held: dict[int, set[str]] = {one: set() for one in shared.listings}
    entries = (entry for one in index.postings[number].tolist() for entry in index.entries[one])
    for entry in map(int, entries):
        theirs = {word.written.casefold() for word in read_name(index.entry_texts[entry]).words}
        listing = int(index.entry_listings[entry])
        held[listing] = max(held[listing], theirs & ours, key=len)
    by_all = set.intersection(*held.values())
    telling = index.vocabulary.words[number]
    told = dict.fromkeys(
        word.written for word in words if word.key == telling or word.written.casefold() in by_all
    )
    if len(told) == 1:
        return shared
    return replace(shared, mention=replace(shared.mention, words=" ".join(told)))


def _bearers(number: int, index: Index, *, begins: bool) -> set[int]:
    """Return the listings that have a name with this word; that begins with it."""
    names = index.postings[number].tolist()
    if begins:
        names = [one for one in names if index.name_words[one][0] == number]
    return {
        int(listing)
        for one in names
        for listing in index.entry_listings[index.entries[one]].tolist()
    }


def _written(number: int, index: Index) -> str:
    """Return a word of the lists as the first name that has it writes it."""
    key = index.vocabulary.words[number]
    entries = (entry for one in index.postings[number].tolist() for entry in index.entries[one])
    for entry in entries:
        for word in read_name(index.entry_texts[int(entry)]).words:
            if word.key == key:
                return word.written
    return key
